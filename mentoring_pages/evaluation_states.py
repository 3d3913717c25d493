"""Which evaluations a person of a pair has to come, open and sent: the schedule of the cycle, read for one pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring_pages.enums import EvaluationMoment, QuestionAudience
from mentoring_pages.evaluating import PairDays, first_meeting_day, openings
from mentoring_pages.models import Closure, Contact, Evaluation, EvaluationQuestion, ScheduledEvaluation


@dataclass(frozen=True)
class MomentState:
    """One evaluation for one person. `opens_on` None: its day is not known, or never comes, as the pair ended sooner.

    `scheduled` is None for what was sent under a line of the schedule that staff have removed.
    """

    moment: EvaluationMoment
    title: str
    scheduled: ScheduledEvaluation | None
    number: int
    opens_on: date | None
    closes_on: date | None
    is_open: bool
    sent: Evaluation | None

    @property
    def is_waiting(self):
        """Open and not answered yet."""
        return self.is_open and self.sent is None

    @property
    def key(self):
        """What stands in its address."""
        return f"{self.scheduled.pk}-{self.number}" if self.scheduled else ""


def questions_for(side, questionnaire=None):
    """Questions that a side is asked, of one questionnaire or of all."""
    questions = EvaluationQuestion.objects.filter(Q(asked_of=side) | Q(asked_of=QuestionAudience.BOTH), is_active=True)
    return questions.filter(questionnaire=questionnaire) if questionnaire else questions


def days_of(pair, contacts=None) -> PairDays:
    """The days of a pair on which its evaluations depend. Two queries at most."""
    if contacts is None:
        contacts = Contact.objects.for_pair(pair)
    ended_on = Closure.objects.filter(pair=pair).values_list("ended_on", flat=True).first()
    return PairDays(pair.started_on, first_meeting_day(contacts), ended_on, pair.extended_to)


def states_of(pair, user, side, *, today, contacts=None) -> list[MomentState]:
    """A `MomentState` for each time that this side is asked something, in the order of the days. Five queries at most.

    Of those that come again, the next one that is to come is the last in the list.
    """
    days = days_of(pair, contacts)
    scheduled = list(
        ScheduledEvaluation.objects.filter(cycle=pair.cycle_id).select_related("questionnaire").order_by("sort_order")
    )
    asked = set(questions_for(side).order_by().values_list("questionnaire", flat=True).distinct())
    sent = {
        (evaluation.scheduled_id, evaluation.number): evaluation
        for evaluation in Evaluation.objects.filter(pair=pair, author=user).order_by("submitted_at")
    }
    found = []
    for row in scheduled:
        is_asked = row.is_active and row.questionnaire.is_active and row.is_for(side) and row.questionnaire_id in asked
        for opening in openings(row, pair.cycle, days):
            done = sent.pop((row.pk, opening.number), None)
            is_to_come = opening.opens_on is not None and opening.opens_on > today
            if is_asked or done:
                found.append(_state(row, opening, done, is_open=is_asked and opening.is_open(today)))
            if is_to_come:
                break
    found += [_left(evaluation) for evaluation in sent.values()]
    return sorted(found, key=lambda state: (state.opens_on is None, state.opens_on or date.max))


def title_of(moment, scheduled=None, number=1):
    """Such as "Midpoint", or "60 days after the match"."""
    if scheduled is None:
        return str(EvaluationMoment(moment).label)
    if moment == EvaluationMoment.AFTER_MATCH:
        days = scheduled.days + (number - 1) * scheduled.repeat_days
        return _("%(days)d days after the match") % {"days": days}
    if moment == EvaluationMoment.FOLLOW_UP:
        return _("%(days)d days after the end") % {"days": scheduled.days}
    return str(EvaluationMoment(moment).label)


def _state(row, opening, done, *, is_open):
    return MomentState(
        moment=EvaluationMoment(row.moment),
        title=title_of(row.moment, row, opening.number),
        scheduled=row,
        number=opening.number,
        opens_on=opening.opens_on,
        closes_on=opening.closes_on,
        is_open=is_open,
        sent=done,
    )


def _left(evaluation):
    return MomentState(
        moment=EvaluationMoment(evaluation.moment),
        title=title_of(evaluation.moment),
        scheduled=None,
        number=evaluation.number,
        opens_on=evaluation.submitted_at.date(),
        closes_on=None,
        is_open=False,
        sent=evaluation,
    )
