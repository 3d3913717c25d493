"""The read-only API: live, public pages with the fields that each page type lists in `api_fields`."""

from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.filters import SearchFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet

from resources.pages import BasePage
from resources.searching import containing, read_search_text


class WordsFilter(BaseFilterBackend):
    """`?search=` by the same cleaned words as the site's own search, so that no text upsets the search backend."""

    def filter_queryset(self, request, queryset, view):
        if "search" not in request.GET:
            return queryset
        words = read_search_text(request.GET["search"]).words
        return queryset.filter(containing(BasePage, words)) if words else queryset.none()


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """Pages that everyone may see. Answers the same to everyone: it reads no session."""

    authentication_classes = ()
    renderer_classes = (JSONRenderer,)
    filter_backends = [
        WordsFilter if backend is SearchFilter else backend for backend in PagesAPIViewSet.filter_backends
    ]
    meta_fields = [name for name in PagesAPIViewSet.meta_fields if name != "alias_of"]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequestError("NUL is not allowed in parameters")


api_router = WagtailAPIRouter("api")
api_router.register_endpoint("pages", PublicPagesAPIViewSet)
