"""What the library's own staff pages share: who may open them, paging, and the pages that somebody may change."""

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from wagtail.permissions import policy_registry

from resources.pages import BasePage

from .scoped import guarded

PER_PAGE = 50


def works_on_pages(user):
    """Whether the person may open the CMS and has any right on any page."""
    policy = policy_registry.get_by_type(BasePage)
    return user.has_perm("wagtailadmin.access_admin") and policy.user_has_any_permission(
        user, ["add", "change", "publish"]
    )


def editable_pages(user):
    """Pages that the person may change, as a queryset."""
    return policy_registry.get_by_type(BasePage).instances_user_has_permission_for(user, "change")


# For the function views of the library's staff pages.
desk_page = guarded(works_on_pages)


def list_page(request, template, rows, context, decorate=None):
    """Answer with a page of a list: `rows` cut to one page, each passed through `decorate(rows)` if given."""
    paginator = Paginator(rows, PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    page.object_list = decorate(list(page.object_list)) if decorate else list(page.object_list)
    context = context | {"page_obj": page, "elided_page_range": paginator.get_elided_page_range(page.number)}
    return TemplateResponse(request, template, context)
