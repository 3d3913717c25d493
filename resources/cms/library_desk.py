"""The library's desk: suggestions, requests for other formats, what readers say, counts, alerts, texts of files."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from resources.actions.format_requests import finish_format_request
from resources.actions.useful_answers import finish_answer
from resources.enums import ItemKind, ReadingStatus
from resources.files.reading import ask_again
from resources.models import FileReading, FormatRequest, ResourceItem, ResourceUse, UsefulAnswer
from resources.permissions import can_edit_library, editable_resources
from resources.suggesting.screens import SuggestionAdmin

from .acts import RowAct
from .alerts import AlertFilterAdmin
from .scoped import ScopedModelAdmin, described


class LibraryModelAdmin(ScopedModelAdmin):
    """A screen of those who edit resources; each sees the rows of resources that they may change."""

    list_related = ("resource",)

    def can_use(self, user):
        return can_edit_library(user)

    def scope(self, user):
        return super().scope(user).filter(resource__in=editable_resources(user))

    @described(_("resource"))
    def edit_link(self, row):
        """To the editor of the resource."""
        url = reverse("wagtailadmin_pages:edit", args=[row.resource_id])
        return format_html('<a href="{}">{}</a>', url, row.resource.title)


class FormatRequestAdmin(LibraryModelAdmin):
    """Who needs what in which form. Done ones stay as a count; their addresses go after 30 days."""

    model = FormatRequest
    menu_label = _("Requests for other formats")
    menu_icon = "mail"
    list_display = ("item_title", "wanted_label", "email", "created_at", "done_at")
    list_filter = ("wanted", "done_at")
    search_fields = ("item_title", "email", "details")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = ["edit_link", "item_title", "wanted_label", "details", "email", "created_at", "done_at"]
    row_acts = (
        RowAct(
            "done",
            _("Mark as done"),
            lambda row: gettext("The request moves out of the way. The address is removed 30 days later."),
            lambda row, user: finish_format_request(row),
            is_offered=lambda row: row.done_at is None,
            is_in_list=True,
        ),
    )

    @described(_("needed as"))
    def wanted_label(self, row):
        return row.get_wanted_display()


class UsefulAnswerAdmin(LibraryModelAdmin):
    """What readers say. Nobody knows who they are, so there is nobody to answer."""

    model = UsefulAnswer
    menu_label = _("Was this useful?")
    menu_icon = "comment"
    list_display = ("resource", "is_useful", "comment", "answered_on", "is_done")
    list_filter = ("is_useful", "is_done")
    search_fields = ("comment", "resource__title")
    ordering = ("is_done", "-answered_on", "-pk")
    inspect_view_fields = ["edit_link", "is_useful", "comment", "answered_on", "is_done"]
    # People write things that should not be kept.
    delete_enabled = True
    row_acts = (
        RowAct(
            "done",
            _("Mark as done"),
            lambda row: gettext("The comment moves to the end of the list."),
            lambda row, user: finish_answer(row),
            is_offered=lambda row: not row.is_done,
            is_in_list=True,
        ),
    )


class ResourceUseAdmin(LibraryModelAdmin):
    """How much each resource was used in the last twelve months, and how many found it useful."""

    model = ResourceUse
    menu_label = _("Views and downloads")
    menu_icon = "view"
    list_display = ("edit_link", "views_count", "downloads_count", "useful_count", "not_useful_count")
    list_export = ("resource", "views_count", "downloads_count", "useful_count", "not_useful_count")
    export_filename = "library-use"
    search_fields = ("resource__title",)
    ordering = ("-popularity", "pk")
    inspect_view_enabled = False

    def scope(self, user):
        """With the number of answers of either kind."""
        return super().scope(user).annotate(yes_count=_answers(True), no_count=_answers(False))

    @described(_("useful"))
    def useful_count(self, use):
        return use.yes_count

    @described(_("not useful"))
    def not_useful_count(self, use):
        return use.no_count


class FileReadingAdmin(LibraryModelAdmin):
    """How far we have come with the text inside each file, so that people find it."""

    model = FileReading
    menu_label = _("Texts of files")
    menu_icon = "doc-full"
    list_related = ("document", "version")
    list_display = ("file_link", "status_label", "pages", "read_at")
    list_filter = ("version__status",)
    search_fields = ("document__title",)
    ordering = ("-version__read_at", "-pk")
    inspect_view_fields = ["file_link", "status_label", "pages", "read_at", "problem"]
    row_acts = (
        RowAct(
            "again",
            _("Read again"),
            lambda row: gettext("The file goes back in line and is read within some minutes."),
            lambda row, user: _read_again(row),
            is_offered=lambda row: row.version.status != ReadingStatus.WAITING,
            is_in_list=True,
        ),
    )

    def scope(self, user):
        items = ResourceItem.objects.filter(kind=ItemKind.FILE, resource__in=editable_resources(user))
        return self.model.objects.filter(document__in=items.values("document")).select_related("document", "version")

    @described(_("file"))
    def file_link(self, row):
        return format_html('<a href="{}">{}</a>', reverse("wagtaildocs:edit", args=[row.document_id]), row.document)

    @described(_("state"))
    def status_label(self, row):
        """The state in words, and whether the file was longer than what was read."""
        label = row.version.get_status_display()
        return gettext("%(state)s, only its first part") % {"state": label} if row.version.is_cut else label

    @described(_("pages"))
    def pages(self, row):
        return "–" if row.version.pages_count is None else row.version.pages_count

    @described(_("read"))
    def read_at(self, row):
        return row.version.read_at or "–"

    @described(_("what happened"))
    def problem(self, row):
        return row.version.problem


class LibraryDesk(ModelAdminGroup):
    """What staff look at who care for the library."""

    menu_label = _("Library desk")
    menu_icon = "openquote"
    menu_order = 235
    items = (
        SuggestionAdmin,
        FormatRequestAdmin,
        UsefulAnswerAdmin,
        ResourceUseAdmin,
        AlertFilterAdmin,
        FileReadingAdmin,
    )


def _answers(is_useful):
    rows = UsefulAnswer.objects.filter(resource=OuterRef("pk"), is_useful=is_useful).order_by().values("resource")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _read_again(row):
    ask_again(row.version)
    return gettext("The file is in line again. It is read within some minutes.")
