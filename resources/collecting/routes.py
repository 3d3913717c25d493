"""The addresses below a collection page."""

from django.core.paginator import Paginator
from wagtail.contrib.routable_page.models import path

from resources.page_feeds import ENTRIES, page_entry, pages_feed

PAGE_SIZE = 50


class CollectionRoutes:
    """Mixed into the collection page: what it gathers, and its feed."""

    @path("")
    def show_list(self, request):
        """The collection in the view that its editor chose."""
        # Imported late: the module imports models, which import this one.
        from resources.library.listing import page_notes

        paginator = Paginator(self.rows(), PAGE_SIZE)
        context = {
            "page_obj": paginator.get_page(request.GET.get("page")),
            "notes": page_notes(request.GET.get("page"), paginator),
            "feed_url": f"{self.get_url(request) or ''}feed.atom",
        }
        return self.render(request, context_overrides=context)

    @path("feed.atom/")
    def feed(self, request):
        """The same pages as Atom, in the collection's order."""
        rows = self.rows()[:ENTRIES]
        return pages_feed(
            request,
            self,
            stamps=[(row.page.pk, row.page.last_published_at) for row in rows],
            entries=lambda: [page_entry(row.page, request, summary=row.summary) for row in rows],
            title=self.title,
        )
