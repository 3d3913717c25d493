"""The staff screens of imports and exports: bring in, choose columns, look at what would come of it, say yes."""

from pathlib import PurePath
from urllib.parse import urlencode, urlsplit

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdminGroup

from resources.actions.imports import (
    ImportRefused,
    check_import,
    confirm_import,
    discard_import,
    start_import,
    undo_import,
)
from resources.cms.acts import ActingButtonHelper, RowAct
from resources.cms.desk import works_on_pages
from resources.cms.scoped import ScopedModelAdmin, described
from resources.enums import WORKING_IMPORT_STATUSES, ImportOutcome, ImportStatus
from resources.models import ContentImport, ImportMapping

from .export_screen import ExportMenuItem
from .first_choices import first_choices
from .forms import ChoicesForm, SourceForm
from .html import is_cleaner_there
from .planning import WRITTEN
from .reading import TABLES, headings
from .running import is_small, run
from .tables import NotReadable

FOLDER = "partnership_resources/cms/imports"
METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 100
# Rows that come in although something is to be said of them, such as a file that is missing.
NOTED = "noted"


class ImportButtonHelper(ActingButtonHelper):
    """Says what the button at the top does."""

    def add_button(self, classnames_add=None, classnames_exclude=None):
        button = ButtonHelper.add_button(self, classnames_add, classnames_exclude)
        return button | {"label": _("Import"), "title": _("Import a table, an export or another library")}


class ContentImportAdmin(ScopedModelAdmin):
    """Imports that were made, and the person's own that wait."""

    model = ContentImport
    menu_label = gettext_lazy("Imports")
    menu_icon = "upload"
    button_helper_class = ImportButtonHelper
    create_enabled = True
    inspect_view_enabled = False
    list_display = ("report_link", "format_label", "made_by", "state", "created_at")
    list_related = ("made_by", "file")
    search_fields = ("name",)
    ordering = ("-created_at", "-pk")
    refusals = (ImportRefused,)
    row_acts = (
        RowAct(
            "undo",
            gettext_lazy("Take back"),
            lambda row: _(
                "The pages that this import made are deleted for good, and those that it updated are as they were "
                "before. What somebody has worked on since stays as it is."
            ),
            lambda row, user: _undone(row, user),
            is_offered=lambda row: row.status == ImportStatus.DONE,
            is_in_list=True,
            is_serious=True,
        ),
    )

    def can_use(self, user):
        return works_on_pages(user)

    def scope(self, user):
        """One's own; those who administer the site see all."""
        rows = super().scope(user)
        return rows if user.is_superuser else rows.filter(made_by=user)

    def get_admin_urls_for_registration(self):
        helper = self.url_helper
        views = {"columns": self.columns_view, "report": self.report_view}
        own = [
            re_path(helper.get_action_url_pattern(name), view, name=helper.get_action_url_name(name))
            for name, view in views.items()
        ]
        return (*super().get_admin_urls_for_registration(), *own)

    def create_view(self, request):
        """Step one: the file or the address."""
        refusal = self._guard_desk(request, self.create_enabled)
        if refusal:
            return refusal
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        form = SourceForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                waiting = self._begun(request, form)
            except (ImportRefused, NotReadable) as refused:
                form.add_error("file", refused.message)
            else:
                return redirect(self.url_helper.get_action_url("columns", waiting.pk))
        return self._page(request, "source", {"form": form, "has_cleaner": is_cleaner_there()})

    def _begun(self, request, form):
        file, address, packed = (form.cleaned_data[name] for name in ("file", "address", "packed"))
        source_format = form.format
        waiting = start_import(
            by=request.user,
            name=file.name if file else address,
            form=source_format,
            chunks=file.chunks() if file else None,
            packed=packed.chunks() if packed else None,
            # Two tables with numbers for IDs must not be taken for one source.
            source=PurePath(file.name).stem if file else urlsplit(address).hostname or "",
        )
        if source_format in TABLES:
            try:
                headings(waiting.file, waiting.format)
            except NotReadable:
                discard_import(waiting, by=request.user)
                raise
            ContentImport.objects.filter(pk=waiting.pk).update(target=form.cleaned_data["target"] or "resource")
        return waiting

    def columns_view(self, request, instance_pk):
        """Step two: which column becomes what, and where the pages go."""
        waiting, refusal = self._own(request, instance_pk)
        if refusal:
            return refusal
        names = headings(waiting.file, waiting.format) if waiting.format in TABLES and waiting.file else None
        mappings = ImportMapping.objects.filter(target=waiting.target).order_by("name")
        chosen = mappings.filter(pk=request.GET["saved"]).first() if request.GET.get("saved", "").isdecimal() else None
        initial = first_choices(waiting, names or (), chosen)
        form = ChoicesForm(request.POST or None, initial=initial, batch=waiting, user=request.user, headings=names)
        if request.method == "POST" and form.is_valid():
            try:
                check_import(waiting, by=request.user, **form.choices())
            except ImportRefused as refused:
                messages.error(request, refused.message)
                return redirect(self.url_helper.index_url)
            form.keep_columns()
            return self._worked_on(waiting)
        groups = {
            "parents": [form[name] for name in form.parent_names],
            "columns": [form[name] for name in form.column_names],
            "rest": [
                field for field in form.visible_fields() if field.name not in (*form.parent_names, *form.column_names)
            ],
        }
        context = {"form": form, "groups": groups, "waiting": waiting, "mappings": mappings, "chosen": chosen}
        return self._page(request, "columns", context)

    def report_view(self, request, instance_pk):
        """Step three, and afterwards: what would come of each row, or what came of it. A POST says yes or gives up."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return refusal
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        batch = ContentImport.objects.select_related("file", "made_by").get(pk=instance_pk)
        if request.method == "POST":
            return self._answered(request, batch)
        counts = dict(batch.rows.order_by().values_list("outcome").annotate(number=Count("pk")))
        wanted = request.GET.get("outcome")
        wanted = wanted if wanted in (*ImportOutcome.values, NOTED) else ""
        noted = batch.rows.filter(outcome__in=WRITTEN).exclude(note="")
        found = noted if wanted == NOTED else batch.rows.filter(outcome=wanted) if wanted else batch.rows.all()
        page = Paginator(found.select_related("page").order_by("number"), PER_PAGE).get_page(request.GET.get("p"))
        kept = batch.rows.filter(is_written=True, is_undone=True).count() if batch.status == ImportStatus.UNDONE else 0
        context = {
            "batch": batch,
            "is_working": batch.status in WORKING_IMPORT_STATUSES,
            "waits": batch.status == ImportStatus.CHECKED and batch.made_by_id == request.user.pk,
            "can_change": batch.status in (ImportStatus.CHECKED, ImportStatus.NEW) and bool(batch.file_id),
            "pages_count": counts.get(ImportOutcome.NEW, 0) + counts.get(ImportOutcome.UPDATE, 0),
            "kept_count": kept,
            "noted_count": noted.count(),
            "counts": [(choice, counts[choice]) for choice in ImportOutcome if counts.get(choice)],
            "wanted": wanted,
            "page_obj": page,
            "page_query": f"{urlencode({'outcome': wanted})}&" if wanted else "",
            "columns_url": self.url_helper.get_action_url("columns", batch.pk),
            "undo_url": self.url_helper.get_action_url("undo", batch.pk) if batch.status == ImportStatus.DONE else "",
        }
        return self._page(request, "report", context)

    def _answered(self, request, batch):
        if batch.made_by_id != request.user.pk:
            raise Http404
        if "give-up" in request.POST:
            discard_import(batch, by=request.user)
            messages.success(request, _("It was given up. Nothing was imported."))
            return redirect(self.url_helper.index_url)
        try:
            confirm_import(batch, by=request.user)
        except ImportRefused as refused:
            messages.error(request, refused.message)
            return redirect(self.url_helper.get_action_url("report", batch.pk))
        return self._worked_on(batch)

    def _worked_on(self, batch):
        """Small files are worked on at once, so that nobody waits for the worker."""
        if is_small(batch):
            run(batch.pk)
        return redirect(self.url_helper.get_action_url("report", batch.pk))

    def _own(self, request, instance_pk):
        """(the person's own import that waits, None), or (None, the answer that keeps them out)."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return None, refusal
        if request.method not in METHODS:
            return None, HttpResponseNotAllowed(METHODS)
        waiting = ContentImport.objects.select_related("file").get(pk=instance_pk)
        if waiting.made_by_id != request.user.pk:
            raise Http404
        if waiting.status not in (ImportStatus.NEW, ImportStatus.CHECKED):
            return None, redirect(self.url_helper.get_action_url("report", waiting.pk))
        return waiting, None

    def _page(self, request, template, context):
        context |= {"index_url": self.url_helper.index_url, "icon": self.get_menu_icon()}
        response = TemplateResponse(request, f"{FOLDER}/{template}.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    @described(gettext_lazy("file or address"))
    def report_link(self, row):
        action = "columns" if row.status == ImportStatus.NEW else "report"
        return format_html('<a href="{}">{}</a>', self.url_helper.get_action_url(action, row.pk), row.name)

    @described(gettext_lazy("format"))
    def format_label(self, row):
        return row.get_format_display()

    @described(gettext_lazy("state"))
    def state(self, row):
        if row.status in WORKING_IMPORT_STATUSES and row.done_count:
            words = _("%(state)s: %(count)s rows done")
            return words % {"state": row.get_status_display(), "count": row.done_count}
        return row.get_status_display()


class ExchangeDesk(ModelAdminGroup):
    """Into the site and out of it."""

    menu_label = gettext_lazy("Import and export")
    menu_icon = "upload"
    menu_order = 238
    items = (ContentImportAdmin,)

    def get_submenu_items(self):
        item = ExportMenuItem(_("Export"), reverse("partnership_export"), icon_name="download", order=90)
        return [*super().get_submenu_items(), item]


def _undone(row, user):
    undo_import(row, by=user)
    if row.rows_count <= PER_PAGE:
        run(row.pk)
        return _("The import was taken back. Its report says what was left as it is.")
    return _("The import is being taken back. Its report shows how far it has come.")
