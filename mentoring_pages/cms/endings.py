"""The coordinators' screens of endings: what is proposed, recorded, and counted on mentors' pages (R71, R87)."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.endings import extend_pair
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.farewell import hide_recognition
from mentoring_pages.actions.pairs import close_pair
from mentoring_pages.enums import OPEN_PAIR_STATUSES, ClosureMethod
from mentoring_pages.models import Closure, ClosureReason, EndingProposal
from resources.cms.acts import RowAct
from resources.cms.scoped import described
from resources.dates_in_words import short_date

from .scoped import DeskModelAdmin


class RecordEndingForm(forms.Form):
    """The ending as a coordinator records it."""

    reason = forms.ModelChoiceField(label=gettext_lazy("Reason"), queryset=ClosureReason.objects.active())
    method = forms.ChoiceField(label=gettext_lazy("How the ending is confirmed"), choices=ClosureMethod.choices)
    ended_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
    goals_reached = forms.CharField(
        label=gettext_lazy("What the two reached together"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ExtendForm(forms.Form):
    last_day = forms.DateField(label=gettext_lazy("They go on until"), widget=forms.DateInput(attrs={"type": "date"}))


def _record(pair, user, **typed):
    close_pair(pair, by=user, **typed)
    return _("The ending is recorded. Both programs have a mail that confirms it.")


def _extend(pair, user, last_day):
    extend_pair(pair, by=user, last_day=last_day)
    return _("The pair goes on until %(day)s. Both programs have a mail.") % {"day": short_date(last_day)}


def _is_open(pair):
    return pair.status in OPEN_PAIR_STATUSES


RECORD = RowAct(
    "record-ending",
    gettext_lazy("Record the ending"),
    lambda pair: (
        _(
            "The work of %(mentor)s and %(mentee)s together ends. Plan and contacts can only be read from then on, "
            "each side gets a certificate, and the mentor's place is free. Both programs read what you write here."
        )
        % {"mentor": pair.mentor, "mentee": pair.mentee}
    ),
    _record,
    is_offered=_is_open,
    form_class=RecordEndingForm,
    is_serious=True,
)
EXTEND = RowAct(
    "extend",
    gettext_lazy("Let them go on after the season"),
    lambda pair: (
        _(
            "If both have agreed on it: %(mentor)s and %(mentee)s go on until the day you enter. The cycle says how "
            "long that may be. The number of contacts that the season asks for stays the same."
        )
        % {"mentor": pair.mentor, "mentee": pair.mentee}
    ),
    _extend,
    is_offered=_is_open,
    form_class=ExtendForm,
)


def _hide(closure, user):
    hide_recognition(closure.pair, by=user, is_hidden=True)
    return _("The mentor's public page does not count this work together any more.")


def _show(closure, user):
    hide_recognition(closure.pair, by=user, is_hidden=False)
    return _("The mentor's public page counts this work together again, as far as both sides agree.")


def _recognition(closure):
    return getattr(closure.pair, "recognition", None)


class ClosureAdmin(DeskModelAdmin):
    """Endings that stand. Thanks to the mentor are shown here only as far as they stand on the public page."""

    model = Closure
    menu_label = gettext_lazy("Endings")
    menu_icon = "circle-check"
    list_display = ("pair", "ended_on", "reason", "method", "closed_by", "recognised")
    list_filter = ("closed_by", "method", "reason", "pair__cycle")
    list_export = ("pair", "ended_on", "reason", "method", "closed_by", "goals_reached")
    list_related = (
        "pair__mentor",
        "pair__mentee",
        "pair__cycle",
        "pair__recognition",
        "reason",
        "recorded_by",
        "confirmed_by",
    )
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-ended_on", "-pk")
    inspect_view_fields = [
        "pair",
        "ended_on",
        "reason",
        "method",
        "closed_by",
        "recorded_by",
        "confirmed_by",
        "goals_reached",
        "papers",
        "public_thanks",
    ]
    refusals = (TransitionError,)
    row_acts = (
        RowAct(
            "hide",
            gettext_lazy("Hide on the mentor's page"),
            lambda closure: _(
                "The mentor's public page no longer counts this work together and no longer shows the thanks."
            ),
            _hide,
            is_offered=lambda closure: bool(_recognition(closure)) and not _recognition(closure).is_hidden,
        ),
        RowAct(
            "show",
            gettext_lazy("Show on the mentor's page"),
            lambda closure: _("It is shown as far as both sides agree."),
            _show,
            is_offered=lambda closure: bool(_recognition(closure)) and _recognition(closure).is_hidden,
        ),
    )

    def scope(self, user):
        return super().scope(user).select_related("pair__recognition")

    @described(gettext_lazy("on the mentor's page"))
    def recognised(self, closure):
        recognition = _recognition(closure)
        if recognition is None:
            return ""
        if recognition.is_hidden:
            return _("hidden")
        return _("yes") if recognition.is_public else _("not agreed by both")

    @described(gettext_lazy("letter and certificates"))
    def papers(self, closure):
        code = closure.pair.code
        rows = [(reverse("members:farewell-letter", args=[code]), _("Letter"), "")]
        rows += [
            (
                reverse("members:farewell-certificate", args=[code, paper.side]),
                _("Certificate: %(side)s") % {"side": paper.get_side_display()},
                paper.printed_code,
            )
            for paper in closure.certificates.all()
        ]
        return format_html_join("", '<p><a href="{}">{}</a> {}</p>', rows)

    @described(gettext_lazy("thanks on the public page"))
    def public_thanks(self, closure):
        recognition = _recognition(closure)
        shown = recognition and recognition.is_public and recognition.shows_thanks
        return format_html("<p>{}</p>", recognition.thanks) if shown else ""


class EndingProposalAdmin(DeskModelAdmin):
    """What one side proposed to the other, and what became of it."""

    model = EndingProposal
    menu_label = gettext_lazy("Endings proposed")
    menu_icon = "comment"
    list_display = ("pair", "kind", "side", "last_day", "status", "proposed_at")
    list_filter = ("status", "kind", "side", "pair__cycle")
    list_related = ("pair__mentor", "pair__mentee", "reason", "proposed_by", "answered_by")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-proposed_at", "-pk")
    inspect_view_fields = [
        "pair",
        "kind",
        "side",
        "proposed_by",
        "proposed_at",
        "last_day",
        "reason",
        "method",
        "goals_reached",
        "note",
        "status",
        "answer",
        "answered_by",
        "answered_at",
    ]
