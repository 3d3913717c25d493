"""The coordinators' screens of match requests and their choices, with the steps as buttons and the history."""

from django import forms
from django.db.models import Value
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.request_answers import confirm_pair, refuse_pair
from mentoring_pages.actions.request_desk import ask_next_mentor, close_request, extend_request
from mentoring_pages.actions.requests import withdraw_request
from mentoring_pages.enums import REQUEST_MOVES, RequestMove
from mentoring_pages.models import MatchChoice, MatchRequest
from mentoring_pages.people import name_of
from resources.cms.acts import RowAct
from resources.cms.scoped import described
from resources.dates_in_words import when_in_words

from .scoped import DeskModelAdmin


class DaysForm(forms.Form):
    """How much longer mentors may take to answer."""

    days = forms.IntegerField(label=gettext_lazy("More days"), min_value=1, max_value=90, initial=7)


class ReasonForm(forms.Form):
    """Why, for coordinators alone."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only coordinators read it. Both programs read a kind sentence."),
    )


def _reason_of(choice):
    """Why a mentor declined, or that whoever belongs to one of the two programs does not read it."""
    if choice.decline_reason and not choice.shows_reason:
        return _("(You belong to one of the two programs, so another coordinator reads the reason.)")
    return choice.decline_reason


def _is_open(move):
    """Whether the table has the step for the row's status; costs no query."""
    return lambda match_request: match_request.status in REQUEST_MOVES[move].requests


def _asked(sentence):
    return lambda match_request: sentence % {"program": match_request.program}


def _ask_next(match_request, user):
    choice = ask_next_mentor(match_request, by=user)
    return _("%(mentor)s is asked now.") % {"mentor": choice.mentor}


def _extend(match_request, user, days):
    count = extend_request(match_request, by=user, days=days)
    return ngettext("%(count)s mentor has more time.", "%(count)s mentors have more time.", count) % {"count": count}


def _confirm(match_request, user):
    return _("%(pair)s are a pair now, and both have a mail.") % {"pair": confirm_pair(match_request, by=user)}


def _refuse(match_request, user, reason):
    refuse_pair(match_request, by=user, reason=reason)
    return _("The pair is not confirmed. Both programs have a kind mail, and the request goes on.")


def _close(match_request, user):
    close_request(match_request, by=user)
    return _("The request is closed. The program and the mentors who were asked have a mail.")


def _withdraw(match_request, user):
    withdraw_request(match_request, by=user)
    return _("The request is taken back. The program and the mentors who were asked have a mail.")


CONFIRM = RowAct(
    "confirm",
    gettext_lazy("Confirm the pair"),
    _asked(gettext_lazy("The mentor has said yes to %(program)s. Both become a pair and get a mail.")),
    _confirm,
    is_offered=_is_open(RequestMove.CONFIRM),
    is_in_list=True,
)
REFUSE = RowAct(
    "refuse",
    gettext_lazy("Do not confirm"),
    _asked(
        gettext_lazy(
            "The mentor of %(program)s is told kindly, and its place is free again. The next one on the list is asked."
        )
    ),
    _refuse,
    is_offered=_is_open(RequestMove.REFUSE),
    form_class=ReasonForm,
    is_serious=True,
)
REQUEST_ACTS = (
    CONFIRM,
    REFUSE,
    RowAct(
        "ask-next",
        gettext_lazy("Ask the next mentor"),
        _asked(gettext_lazy("The next mentor on the list of %(program)s is asked, besides those who are asked now.")),
        _ask_next,
        is_offered=_is_open(RequestMove.ASK_NEXT),
        is_in_list=True,
    ),
    RowAct(
        "extend",
        gettext_lazy("Give more time"),
        _asked(gettext_lazy("Mentors whom %(program)s is asking may take longer to answer.")),
        _extend,
        is_offered=_is_open(RequestMove.EXTEND),
        form_class=DaysForm,
    ),
    RowAct(
        "withdraw",
        gettext_lazy("Take back for the program"),
        _asked(gettext_lazy("The request of %(program)s ends. The program and mentors who were asked get a mail.")),
        _withdraw,
        is_offered=_is_open(RequestMove.WITHDRAW),
        is_serious=True,
    ),
    RowAct(
        "close",
        gettext_lazy("Close without a mentor"),
        _asked(gettext_lazy("The request of %(program)s ends without a mentor. It hears that you will talk with it.")),
        _close,
        is_offered=_is_open(RequestMove.CLOSE),
        is_serious=True,
    ),
)


class MatchRequestAdmin(DeskModelAdmin):
    model = MatchRequest
    menu_label = gettext_lazy("Match requests")
    menu_icon = "mail"
    list_display = ("program", "cycle", "status", "priority_tier", "sent_at", "asked_now")
    list_filter = ("status", "cycle", "priority_tier")
    list_export = ("program", "cycle", "status", "priority_tier", "created_at", "sent_at", "closed_at")
    list_related = ("program", "cycle")
    search_fields = ("program__name",)
    ordering = ("-sent_at", "-created_at")
    row_acts = REQUEST_ACTS
    refusals = (TransitionError,)
    inspect_view_fields = [
        "program",
        "cycle",
        "status",
        "priority_tier",
        "needs_list",
        "wishes_list",
        "choices_list",
        "note",
        "history",
        "created_at",
        "sent_at",
        "closed_at",
    ]

    def scope(self, user):
        # The row carries who reads it: a screen is one object for all.
        return super().scope(user).visible_to(user).with_asked_now().annotate(reader=Value(user.pk))

    @described(gettext_lazy("asked now"))
    def asked_now(self, match_request):
        return str(match_request.asked_count or "–")

    @described(gettext_lazy("needs"))
    def needs_list(self, match_request):
        needs = match_request.needs.select_related("topic")
        return format_html_join("", "<p><strong>{}</strong> {}</p>", ((need.topic, need.sentence) for need in needs))

    @described(gettext_lazy("wishes"))
    def wishes_list(self, match_request):
        return format_html_join(
            "",
            "<p>{}: {} ({})</p>",
            (
                (wish.get_fact_display(), wish.get_direction_display(), wish.get_weight_display())
                for wish in match_request.wishes.all()
            ),
        )

    @described(gettext_lazy("ranked choices"))
    def choices_list(self, match_request):
        return format_html_join(
            "",
            "<p>{}. <strong>{}</strong>: {} {} {}</p>",
            (
                (choice.rank, choice.mentor, choice.get_status_display(), choice.reason, _reason_of(choice))
                for choice in match_request.choices.select_related("mentor").with_shows_reason(match_request.reader)
            ),
        )

    @described(gettext_lazy("history"))
    def history(self, match_request):
        """Who did what and when; reasons and notes are not part of it."""
        return format_html_join(
            "",
            "<p>{}: <strong>{}</strong>{}, {}</p>",
            (
                (
                    when_in_words(step.at),
                    step.get_act_display(),
                    f" ({step.mentor})" if step.mentor else "",
                    name_of(step.by) if step.by else _("by time"),
                )
                for step in match_request.steps.select_related("mentor", "by")
            ),
        )


class MatchChoiceAdmin(DeskModelAdmin):
    """Every mentor on every list: who was asked, until when, and what came of it."""

    model = MatchChoice
    menu_label = gettext_lazy("Choices of mentors")
    menu_icon = "list-ol"
    list_display = ("mentor", "asked_by", "rank", "status", "asked_at", "answer_by", "answered_at")
    list_filter = ("status", "request__cycle")
    list_export = ("mentor", "asked_by", "rank", "status", "asked_at", "answer_by", "reminded_at", "answered_at")
    list_related = ("mentor", "request__program", "request__cycle")
    search_fields = ("mentor__name", "request__program__name")
    ordering = ("-asked_at", "-pk")
    inspect_view_fields = [
        "mentor",
        "asked_by",
        "rank",
        "status",
        "reason",
        "asked_at",
        "answer_by",
        "reminded_at",
        "answered_at",
        "answered_by",
        "reason_given",
    ]

    def scope(self, user):
        return super().scope(user).with_shows_reason(user.pk)

    @described(gettext_lazy("reason for declining"))
    def reason_given(self, choice):
        return _reason_of(choice)

    @described(gettext_lazy("asked by"))
    def asked_by(self, choice):
        return str(choice.request.program)
