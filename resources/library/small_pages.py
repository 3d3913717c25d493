"""Pages below a resource, each with one form."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def small_page(resource, request, template, title, context, *, is_refused=False):
    """A page of its own in `partnership_resources/`, with the way back; 422 if the form was refused."""
    library = resource.get_parent()
    return TemplateResponse(
        request,
        f"partnership_resources/{template}",
        {
            "resource": resource,
            "resource_url": resource.get_url(request),
            "view_title": f"{title}: {resource.title}",
            "step_title": title,
            "robots": "noindex",
            "crumbs": [
                {"title": _("Home"), "url": resource.get_site().root_page.get_url(request)},
                {"title": library.title, "url": library.get_url(request)},
                {"title": resource.title, "url": resource.get_url(request)},
                {"title": title, "url": ""},
            ],
            **context,
        },
        status=422 if is_refused else 200,
    )
