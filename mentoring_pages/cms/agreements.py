"""The coordinators' screens of the agreement: its versions, and who signed which."""

from django import forms
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.rich_text import expand_db_html
from wagtail_modeladmin.views import EditView

from mentoring_pages.actions.agreements import (
    begin_version,
    discard_draft,
    edit_version,
    publish_version,
    text_version,
)
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.enums import AgreementStatus
from mentoring_pages.models import AgreementSignature, AgreementText, MentoringPair
from resources.cms.acts import RowAct
from resources.cms.scoped import ScopedPermissionHelper, described

from .scoped import DeskModelAdmin


class AgreementTextForm(WagtailAdminModelForm):
    """Knows which words it was opened with: two coordinators' edits meet, they don't overwrite each other."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = text_version(self.instance)

    def clean(self):
        typed = super().clean()
        now = text_version(AgreementText.objects.get(pk=self.instance.pk))
        if typed.get("seen") != now:
            self.data = self.data.copy()
            self.data["seen"] = now
            raise forms.ValidationError(
                _(
                    "Somebody else saved this version while you were writing. Your words are still here: open the "
                    "version in another tab, take over what you want to keep, then save again."
                )
            )
        return typed


class EditVersionView(EditView):
    """The action writes, so that a version is never changed once it is signed."""

    def form_valid(self, form):
        values = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "seen"}
        try:
            self.instance = edit_version(self.instance, by=self.request.user, **values)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, self.get_success_message(self.instance))
        return redirect(self.get_success_url())


class VersionPermissionHelper(ScopedPermissionHelper):
    """A version that somebody signed has no button to change it."""

    def user_can_edit_obj(self, user, obj):
        return super().user_can_edit_obj(user, obj) and not _is_signed(obj)


def _is_signed(text):
    count = getattr(text, "signature_count", None)
    return text.signatures.exists() if count is None else count > 0


def _publish_question(text):
    pairs = MentoringPair.objects.open().count()
    asked = ngettext(
        "%(count)s open pair is asked to sign it: a director of each program gets a mail.",
        "%(count)s open pairs are asked to sign it: a director of each program gets a mail.",
        pairs,
    )
    return "{} {}".format(
        asked % {"count": pairs},
        _("What they signed before stays in the record, and they can go on working meanwhile."),
    )


def _publish(text, user):
    publish_version(text, by=user)
    return _("Version %(number)s is published. The mails go out with the next run of the worker.") % {
        "number": text.number
    }


def _begin(text, user):
    draft = begin_version(by=user)
    return _("Version %(number)s is a draft now. Change it, then publish it.") % {"number": draft.number}


def _discard(text, user):
    discard_draft(text, by=user)
    return _("The draft is gone.")


def _is_draft(text):
    return text.status == AgreementStatus.DRAFT


TEXT_ACTS = (
    RowAct(
        "publish",
        gettext_lazy("Publish"),
        _publish_question,
        _publish,
        is_offered=_is_draft,
        is_in_list=True,
    ),
    RowAct(
        "begin",
        gettext_lazy("Change as a new version"),
        lambda text: _(
            "A draft of the next version begins with the words of the latest one. Pairs see it once you publish it."
        ),
        _begin,
        is_offered=lambda text: not _is_draft(text),
        is_in_list=True,
    ),
    RowAct(
        "discard",
        gettext_lazy("Discard the draft"),
        lambda text: _("The draft is removed for good. No pair has seen it."),
        _discard,
        is_offered=_is_draft,
        is_serious=True,
    ),
)


class AgreementTextAdmin(DeskModelAdmin):
    """Versions of the text. One that somebody signed is read only; a change begins the next one."""

    model = AgreementText
    menu_label = gettext_lazy("Agreement")
    menu_icon = "doc-full"
    edit_enabled = True
    edit_view_class = EditVersionView
    permission_helper_class = VersionPermissionHelper
    list_display = ("version", "status", "published_at", "signed_by_both", "signature_count")
    list_filter = ("status",)
    ordering = ("-number",)
    row_acts = TEXT_ACTS
    refusals = (TransitionError,)
    inspect_view_fields = [
        "version",
        "status",
        "what_changed",
        "words",
        "published_at",
        "published_by",
        "asked_at",
        "signature_count",
        "signed_by_both",
    ]

    def scope(self, user):
        return super().scope(user).with_counts()

    def get_edit_handler(self):
        return ObjectList(self.model.panels, base_form_class=AgreementTextForm)

    def edit_view(self, request, instance_pk):
        """A signed version leads to its own page, which offers a new one."""
        refusal = self._guard_row(request, instance_pk)
        if refusal:
            return refusal
        if self.scope(request.user).get(pk=instance_pk).signature_count:
            messages.warning(
                request,
                _("Somebody has signed this version, so it stays as it is. “Change as a new version” begins the next."),
            )
            return redirect(self.url_helper.get_action_url("inspect", instance_pk))
        return super().edit_view(request, instance_pk)

    @described(gettext_lazy("version"))
    def version(self, text):
        return str(text)

    @described(gettext_lazy("signatures"))
    def signature_count(self, text):
        return str(text.signature_count)

    @described(gettext_lazy("pairs where both signed"))
    def signed_by_both(self, text):
        return str(text.both_count)

    @described(gettext_lazy("text"))
    def words(self, text):
        return format_html_join(
            "",
            "{}<div>{}</div>",
            (
                (
                    format_html("<h3>{}</h3>", part["heading"]) if part["heading"] else "",
                    mark_safe(expand_db_html(part["text"])),  # noqa: S308 - as the editor wrote it, cleaned by Wagtail
                )
                for part in text.parts
            ),
        )


class AgreementSignatureAdmin(DeskModelAdmin):
    """Who signed what, and when. Nobody changes it."""

    model = AgreementSignature
    menu_label = gettext_lazy("Signatures")
    menu_icon = "edit"
    list_display = ("pair", "side", "signed_name", "version_number", "signed_at")
    list_filter = ("side", "version", "pair__cycle", "pair__status")
    list_export = ("pair", "side", "program_name", "signed_name", "version_number", "signed_at")
    list_related = ("pair__mentor", "pair__mentee", "version")
    search_fields = ("pair__mentor__name", "pair__mentee__name", "signed_name")
    ordering = ("-signed_at", "-pk")
    inspect_view_fields = ["pair", "side", "program_name", "signed_name", "version", "signed_at"]

    def scope(self, user):
        return super().scope(user).visible_to(user)

    @described(gettext_lazy("version"))
    def version_number(self, signature):
        return str(signature.version.number)
