"""The staff screen of exports: choose what to take along, and take it."""

from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path
from wagtail.admin.menu import MenuItem

from resources.cms.desk import desk_page, works_on_pages

from .exporting import export
from .targets import import_targets


class ExportMenuItem(MenuItem):
    """Shown to those who work on pages."""

    def is_shown(self, request):
        return works_on_pages(request.user)


@desk_page
def export_page(request):
    """Choose what to take along; with a choice in the address, the table."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    target = import_targets().get(request.GET.get("what", ""))
    if target is not None:
        return export(target, request.user, as_workbook=request.GET.get("format") == "xlsx")
    targets = [(key, one.label) for key, one in import_targets().items()]
    return TemplateResponse(
        request, "partnership_resources/cms/imports/export.html", {"targets": targets, "icon": "download"}
    )


urlpatterns = [path("export-content/", export_page, name="partnership_export")]
