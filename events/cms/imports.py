"""The staff screen of imports: upload a file, look at what would come of it, say yes, or take it back (R27)."""

from django import forms
from django.contrib.admin.utils import quote
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import re_path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper

from events.actions.imports import confirm_import, discard_import, planned, start_import, undo_import
from events.exceptions import ImportRefused
from events.imports.planning import MAX_BYTES, NEW, SKIPPED, UNCHANGED, UPDATE
from events.models import CalendarImport, CalendarPage, ImportedGathering
from events.networks.merging import when_of
from events.permissions import can_plan_below
from resources.cms.acts import ActingButtonHelper, RowAct
from resources.cms.scoped import described
from resources.dates_in_words import when_in_words
from resources.scanning import scan_file

from .scoped import GatheringModelAdmin

TEMPLATES = "partnership_events/cms/imports"
WORDS = {
    NEW: gettext_lazy("New draft"),
    UPDATE: gettext_lazy("Draft is updated"),
    UNCHANGED: gettext_lazy("Nothing to do"),
    SKIPPED: gettext_lazy("Left out"),
}


class ImportForm(forms.Form):
    """Which file, and below which calendar. Offered are calendars below which the person may add pages."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    calendar = forms.ModelChoiceField(
        label=gettext_lazy("Calendar"),
        queryset=CalendarPage.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("The drafts stand below it."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = [page.pk for page in CalendarPage.objects.order_by("path") if can_plan_below(user, page)]
        self.fields["calendar"].queryset = CalendarPage.objects.filter(pk__in=allowed).order_by("path")
        size = filesizeformat(MAX_BYTES)
        self.fields["file"].help_text = _("It ends in .ics and has at most %(size)s.") % {"size": size}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            size = filesizeformat(MAX_BYTES)
            raise forms.ValidationError(_("The file has more than %(size)s.") % {"size": size})
        scan_file(file, file.name)
        return file


class ImportButtonHelper(ActingButtonHelper):
    """Says what the button at the top does."""

    def add_button(self, classnames_add=None, classnames_exclude=None):
        button = ButtonHelper.add_button(self, classnames_add, classnames_exclude)
        return button | {"label": _("Import a file"), "title": _("Import a calendar file")}


class CalendarImportAdmin(GatheringModelAdmin):
    """Imports that were made, and the person's own that waits."""

    model = CalendarImport
    menu_label = gettext_lazy("Imports")
    menu_icon = "upload"
    button_helper_class = ImportButtonHelper
    create_enabled = True
    list_display = ("file_name", "calendar", "made_by", "state", "drafts")
    list_related = ("parent_page", "made_by")
    index_view_extra_css = ["partnership_events/desk.css"]
    search_fields = ("file_name",)
    ordering = ("-created_at", "-pk")
    inspect_view_fields = ["file_name", "calendar", "made_by", "created_at", "state", "gatherings_list"]
    refusals = (ImportRefused,)
    row_acts = (
        RowAct(
            "undo",
            gettext_lazy("Take back"),
            lambda row: _(
                "The drafts that this import made are deleted, and those that it updated are as they were before. What "
                "was edited, published or used since stays as it is."
            ),
            lambda row, user: _undone_in_words(undo_import(row, by=user)),
            is_offered=lambda row: row.confirmed_at is not None and row.undone_at is None,
            is_in_list=True,
            is_serious=True,
        ),
    )

    def scope(self, user):
        """Imports that were made; one that waits is seen by who uploaded it."""
        made = super().scope(user).exclude(confirmed_at=None)
        return (made | super().scope(user).filter(made_by=user)).defer("content").prefetch_related("gatherings")

    def get_admin_urls_for_registration(self):
        helper = self.url_helper
        pattern, name = helper.get_action_url_pattern("check"), helper.get_action_url_name("check")
        return (*super().get_admin_urls_for_registration(), re_path(pattern, self.check_view, name=name))

    def create_view(self, request):
        """Step one: the file and the calendar."""
        refusal = self._guard_desk(request, self.create_enabled)
        if refusal:
            return refusal
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                waiting = start_import(
                    form.cleaned_data["calendar"], by=request.user, file_name=file.name, content=file.read()
                )
            except ImportRefused as refused:
                form.add_error("file", refused.message)
            else:
                return redirect(self.url_helper.get_action_url("check", waiting.pk))
        context = {"form": form, "index_url": self.url_helper.index_url, "icon": self.get_menu_icon()}
        return _private(TemplateResponse(request, f"{TEMPLATES}/upload.html", context))

    def check_view(self, request, instance_pk):
        """Step two: what would come of it. A POST says yes, or gives the file up."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return refusal
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        waiting = CalendarImport.objects.get(pk=instance_pk)
        if waiting.made_by_id != request.user.pk:
            raise Http404
        if waiting.confirmed_at is not None:
            messages.warning(request, _("This import was made already. Nothing was done a second time."))
            return redirect(self.url_helper.get_action_url("inspect", quote(waiting.pk)))
        if request.method == "POST":
            return self._answered(request, waiting)
        try:
            rows = planned(waiting, by=request.user)
        except ImportRefused as refused:
            messages.error(request, refused.message)
            return redirect(self.url_helper.create_url)
        counts = {act: sum(row.act == act for row in rows) for act in WORDS}
        context = {
            "waiting": waiting,
            "rows": [_row(row) for row in rows],
            "counts": [(label, counts[act]) for act, label in WORDS.items() if counts[act]],
            "drafts_count": counts[NEW] + counts[UPDATE],
            "index_url": self.url_helper.index_url,
            "icon": self.get_menu_icon(),
        }
        return _private(TemplateResponse(request, f"{TEMPLATES}/check.html", context))

    def _answered(self, request, waiting):
        if "give-up" in request.POST:
            discard_import(waiting, by=request.user)
            messages.success(request, _("The file was given up. Nothing was imported."))
            return redirect(self.url_helper.index_url)
        try:
            done = confirm_import(waiting, by=request.user)
        except ImportRefused as refused:
            messages.error(request, refused.message)
            return redirect(self.url_helper.index_url)
        count = done.gatherings.count()
        words = ngettext("%(count)s draft was made or updated.", "%(count)s drafts were made or updated.", count)
        messages.success(request, words % {"count": count})
        return redirect(self.url_helper.get_action_url("inspect", quote(done.pk)))

    @described(gettext_lazy("calendar"))
    def calendar(self, one):
        return one.parent_page.title if one.parent_page else ""

    @described(gettext_lazy("state"))
    def state(self, one):
        if one.undone_at:
            return _("Taken back, %(moment)s") % {"moment": _moment(one.undone_at)}
        if one.confirmed_at:
            return _("Drafts made, %(moment)s") % {"moment": _moment(one.confirmed_at)}
        url = self.url_helper.get_action_url("check", one.pk)
        return format_html('<a href="{}">{}</a>', url, _("Waits for you to say yes"))

    @described(gettext_lazy("drafts"))
    def drafts(self, one):
        return len(one.gatherings.all())

    @described(gettext_lazy("gatherings"))
    def gatherings_list(self, one):
        imported = ImportedGathering.objects.filter(calendar_import=one).select_related("gathering")
        return format_html_join(
            "",
            '<p><a href="{}">{}</a> ({})</p>',
            (
                (
                    reverse("wagtailadmin_pages:edit", args=(row.gathering_id,)),
                    row.gathering.draft_title or row.gathering.title,
                    _("new") if row.is_new else _("updated"),
                )
                for row in imported
            ),
        )


def _row(row):
    when = when_in_words(*when_of(row.occurrence), row.occurrence.time_zone) if row.occurrence else ""
    where = ""
    if row.act == NEW:
        values = row.values
        parts = (values["venue_name"], values["street"], f"{values['city']} {values['zip_code']}".strip())
        where = ", ".join(part for part in parts if part) or str(values["mode"].label)
    return {
        "label": WORDS[row.act],
        "is_problem": row.act == SKIPPED,
        "title": row.title or _("Event without a title"),
        "when": when,
        "where": where,
        "reason": row.reason,
        "changes": _changes(row) if row.act == UPDATE else "",
        "is_live": row.is_live,
        "edit_url": reverse("wagtailadmin_pages:edit", args=(row.gathering.pk,)) if row.gathering else "",
    }


def _changes(row):
    """ "title, starts": the fields that the file changes, as the editor's form names them."""
    fields = row.gathering._meta
    return ", ".join(str(fields.get_field(name).verbose_name) for name in row.values)


def _undone_in_words(undone):
    deleted = ngettext("%(count)s draft was deleted.", "%(count)s drafts were deleted.", undone.deleted_count)
    restored = ngettext(
        "%(count)s draft is as it was before.", "%(count)s drafts are as they were before.", undone.restored_count
    )
    sentences = [deleted % {"count": undone.deleted_count}]
    if undone.restored_count:
        sentences.append(restored % {"count": undone.restored_count})
    return " ".join([*sentences, *undone.kept])


def _private(response):
    response["Cache-Control"] = "private, no-store"
    return response


def _moment(moment):
    return when_in_words(timezone.localtime(moment), None, timezone.get_default_timezone_name())
