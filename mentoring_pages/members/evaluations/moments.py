"""Which evaluations a person of a pair has to come, open and sent."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mentoring_pages.enums import EvaluationMoment, QuestionAudience
from mentoring_pages.evaluating import first_meeting_day, open_moments, opening_days
from mentoring_pages.models import Closure, Contact, Evaluation, EvaluationQuestion


@dataclass(frozen=True)
class MomentState:
    """One evaluation for one person. `opens_on` None: after a first meeting, or never, as the pair ended sooner."""

    moment: EvaluationMoment
    opens_on: date | None
    is_open: bool
    sent: Evaluation | None

    @property
    def is_waiting(self):
        """Open and not answered yet."""
        return self.is_open and self.sent is None


def questions_for(side, moment=None):
    """Questions that a side is asked, at one moment or at all."""
    questions = EvaluationQuestion.objects.filter(Q(asked_of=side) | Q(asked_of=QuestionAudience.BOTH), is_active=True)
    return questions.filter(moment=moment) if moment else questions


def moments_of(pair, user, side, *, today, contacts=None):
    """A `MomentState` for each moment that has questions for this side. Three queries, four without `contacts`."""
    if contacts is None:
        contacts = Contact.objects.for_pair(pair)
    ended_on = Closure.objects.filter(pair=pair).values_list("ended_on", flat=True).first()
    days = opening_days(pair.cycle, pair.started_on, first_met_on=first_meeting_day(contacts), ended_on=ended_on)
    asked = set(questions_for(side).order_by().values_list("moment", flat=True).distinct())
    sent = {evaluation.moment: evaluation for evaluation in Evaluation.objects.filter(pair=pair, author=user)}
    is_open = open_moments(days, today)
    return [
        MomentState(moment, opens_on, moment in is_open, sent.get(moment))
        for moment, opens_on in days.items()
        if moment in asked or moment in sent
    ]
