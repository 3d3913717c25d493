"""The coordinators' screens of pairs. Staff count and read plans, never journals (T4)."""

from django.db.models import Value
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.log_actions import log
from wagtail_modeladmin.views import CreateView

from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.pairs import end_unsuited_pair
from mentoring_pages.actions.requests import assign_pair
from mentoring_pages.enums import OPEN_PAIR_STATUSES, PairStatus
from mentoring_pages.members.agreements.standing import standing_of
from mentoring_pages.meter.reading import meters_of
from mentoring_pages.meter.words import state_words
from mentoring_pages.models import MentoringPair
from resources.cms.acts import RowAct
from resources.cms.scoped import described
from resources.dates_in_words import when_in_words

from .endings import EXTEND, RECORD
from .history import FIRST_PAIR_ACTS, history_lines
from .requests import CONFIRM, REFUSE
from .scoped import DeskModelAdmin
from .visits import visit_in_words


class AssignPairView(CreateView):
    """A coordinator brings two programs together (R48, T1); the action decides whether that is possible."""

    def form_valid(self, form):
        try:
            self.instance = assign_pair(**form.cleaned_data, by=self.request.user)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        log(instance=self.instance, action="wagtail.create", user=self.request.user)
        messages.success(self.request, self.get_success_message(self.instance))
        return redirect(self.get_success_url())


def _confirm(pair, user):
    return CONFIRM.run(pair.choice.request, user)


def _refuse(pair, user, reason):
    return REFUSE.run(pair.choice.request, user, reason=reason)


def _end_unsuited(pair, user):
    end_unsuited_pair(pair, by=user)
    return _("The pair has ended. Both programs have a neutral mail, and the mentee can ask again.")


def _is_awaiting(pair):
    return pair.status == PairStatus.AWAITING


PAIR_ACTS = (
    RowAct(
        "confirm",
        CONFIRM.label,
        lambda pair: CONFIRM.question(pair.choice.request),
        _confirm,
        is_offered=_is_awaiting,
        is_in_list=True,
    ),
    RowAct(
        "refuse",
        REFUSE.label,
        lambda pair: REFUSE.question(pair.choice.request),
        _refuse,
        is_offered=_is_awaiting,
        form_class=REFUSE.form_class,
        is_serious=True,
    ),
    EXTEND,
    RECORD,
    RowAct(
        "end-unsuited",
        gettext_lazy("End: not a fit"),
        lambda pair: (
            _(
                "The pair of %(mentor)s and %(mentee)s ends. Both get the same neutral mail, without a reason. The "
                "mentor's place is free, the mentee can ask again in this cycle, and the two are not suggested to each "
                "other again."
            )
            % {"mentor": pair.mentor, "mentee": pair.mentee}
        ),
        _end_unsuited,
        is_offered=lambda pair: pair.status in OPEN_PAIR_STATUSES,
        is_serious=True,
    ),
)


class MentoringPairAdmin(DeskModelAdmin):
    model = MentoringPair
    create_view_class = AssignPairView
    create_enabled = True
    panels = [FieldPanel("cycle"), FieldPanel("mentor"), FieldPanel("mentee")]
    menu_label = gettext_lazy("Pairs")
    menu_icon = "link"
    list_display = ("mentor", "mentee", "cycle", "status", "contacts_made", "started_on")
    list_filter = ("status", "cycle", "decided_by")
    list_export = ("mentor", "mentee", "cycle", "status", "decided_by", "started_on", "contacts_made")
    list_related = ("mentor", "mentee", "cycle", "choice__request__program")
    search_fields = ("mentor__name", "mentee__name")
    ordering = ("-started_on", "-pk")
    row_acts = PAIR_ACTS
    refusals = (TransitionError,)
    inspect_view_fields = [
        "mentor",
        "mentee",
        "cycle",
        "status",
        "decided_by",
        "started_on",
        "contacts_made",
        "journal_count",
        "meter",
        "meetings_list",
        "agreement",
        "visits",
        "fit",
        "ending",
        "history",
    ]

    def scope(self, user):
        # The row carries who reads it: a screen is one object for all.
        return super().scope(user).visible_to(user).with_counts().annotate(reader=Value(user.pk))

    @described(gettext_lazy("contacts made"))
    def contacts_made(self, pair):
        return str(pair.contact_count)

    @described(gettext_lazy("journal entries (number only)"))
    def journal_count(self, pair):
        return str(pair.journal_entries.count())

    @described(gettext_lazy("meetings"))
    def meetings_list(self, pair):
        return format_html_join(
            "",
            "<p>{}: {}</p>",
            (
                (
                    when_in_words(meeting.starts_at, zone=pair.cycle.zone) if meeting.starts_at else _("No time yet"),
                    meeting.get_status_display(),
                )
                for meeting in pair.meetings.all()
            ),
        )

    @described(gettext_lazy("what the season asks for"))
    def meter(self, pair):
        found = dict(meters_of([pair.pk], today=timezone.localdate()))
        state = found[pair.pk]
        return format_html(
            "<p><strong>{}</strong></p>{}",
            state.sentence,
            format_html_join(
                "",
                "<p>{}: {}, {}</p>",
                ((rule.label, state_words(rule), rule.sentence) for rule in state.rules if rule.parts),
            ),
        )

    @described(gettext_lazy("agreement"))
    def agreement(self, pair):
        standing = standing_of(pair)
        if standing.text is None:
            return ""
        if standing.is_complete:
            return _("Version %(number)s is signed by both sides.") % {"number": standing.text.number}
        signed = ", ".join(str(one.get_side_display()) for one in standing.signatures.values()) or _("nobody")
        return _("Version %(number)s is signed by: %(who)s.") % {"number": standing.text.number, "who": signed}

    @described(gettext_lazy("site visits (dates only)"))
    def visits(self, pair):
        return format_html_join(
            "",
            "<p>{}: {}</p>",
            (
                (visit.host_program, visit_in_words(visit))
                for visit in pair.visits.select_related("pair__mentor", "pair__mentee")
            ),
        )

    @described(gettext_lazy("history"))
    def history(self, pair):
        return history_lines(pair.events.select_related("by"), FIRST_PAIR_ACTS)

    @described(gettext_lazy("does it fit (each side reads its own answer alone)"))
    def fit(self, pair):
        if pair.fit_checks.exists() and not pair.fit_checks.visible_to_staff(pair.reader).exists():
            return _("You belong to one of the two programs, so another coordinator reads it.")
        return format_html_join(
            "",
            "<p>{}: <strong>{}</strong> {}</p>",
            (
                (check.get_side_display(), check.get_answer_display() or _("not answered"), check.note)
                for check in pair.fit_checks.order_by("side")
            ),
        )

    @described(gettext_lazy("ending"))
    def ending(self, pair):
        closure = getattr(pair, "closure", None)
        if closure is None:
            return ""
        return format_html(
            "<p>{}: {}, {} ({})</p><p>{}</p>",
            closure.ended_on,
            closure.reason,
            closure.get_method_display(),
            closure.get_closed_by_display(),
            closure.goals_reached,
        )
