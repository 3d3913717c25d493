"""What editors' daily work adds to the CMS: reports, acts on many pages, warnings. `wagtail_hooks.py` imports it."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import deleting, urls
from .bulk_edit import EditResourcesBulkAction
from .desk import works_on_pages
from .listing import ResourceListing
from .page_insight import page_buttons, tell_hints


class DeskMenuItem(MenuItem):
    """Shown to those who work on pages."""

    def is_shown(self, request):
        return works_on_pages(request.user)


@hooks.register("register_admin_urls", order=-1)
def desk_pages():
    """Before Wagtail's own addresses of documents, whose deletion has no hook."""
    return [
        path("editors-desk/", include(urls)),
        path("documents/delete/<int:document_id>/", deleting.WarnedDocumentDeleteView.as_view()),
    ]


@hooks.register("register_reports_menu_item")
def links_item():
    """Links to other sites."""
    return DeskMenuItem(_("Links to other sites"), reverse("editors_desk:links"), icon_name="link-external", order=610)


@hooks.register("register_reports_menu_item")
def reviews_item():
    """Resources due for review."""
    return DeskMenuItem(_("Due for review"), reverse("editors_desk:reviews"), icon_name="date", order=620)


@hooks.register("register_reports_menu_item")
def bin_item():
    """The recycle bin."""
    return DeskMenuItem(_("Recycle bin"), reverse("editors_desk:bin"), icon_name="bin", order=630)


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a page says of these acts."""
    actions.register_action("partnership.mend_link", _("Mend a link"), _("Link put right"))
    actions.register_action("partnership.restore", _("Restore"), _("Restored from the recycle bin"))
    actions.register_action("partnership.bin_delete", _("Delete for good"), _("Deleted from the recycle bin"))
    actions.register_action("partnership.reviewed", _("Review"), _("Reviewed: still right"))
    actions.register_action("partnership.bulk_edit", _("Bulk edit"), _("Changed together with other pages"))


@hooks.register("before_delete_page")
def warn_before_deletion(request, page):
    """What a deletion would break."""
    return deleting.before_page_deletion(request, page)


@hooks.register("before_bulk_action")
def check_bulk_deletion(request, action_type, objects, action):
    """The same for many at once."""
    return deleting.before_bulk_deletion(request, action_type, objects, action)


@hooks.register("register_admin_viewset")
def resource_listing():
    """All resources in one list."""
    return ResourceListing()


hooks.register("register_bulk_action", EditResourcesBulkAction)
# After Wagtail's own, whose places they take.
hooks.register("register_bulk_action", deleting.WarnedPageBulkDeletion, order=10)
hooks.register("register_bulk_action", deleting.WarnedDocumentBulkDeletion, order=10)


@hooks.register("after_create_page")
def hints_after_creating(request, page):
    """What readers would stumble over."""
    tell_hints(request, page)


@hooks.register("after_edit_page")
def hints_after_editing(request, page):
    """The same after each saving."""
    tell_hints(request, page)


@hooks.register("register_page_header_buttons")
def insight_header_buttons(page, user, view_name, next_url=None):
    """Content hints, and who may see and edit, from the page's own menu."""
    return page_buttons(page, user)


@hooks.register("insert_global_admin_css")
def desk_styles():
    """For our own pages, and for messages with links on Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("partnership/css/cms.css"))
