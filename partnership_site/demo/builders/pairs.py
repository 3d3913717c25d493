"""Cycles, pairs and what pairs keep: plans, contacts, journals, evaluations, endings."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentoring_pages import models as mentoring
from mentoring_pages.actions.pairs import issue_certificates
from mentoring_pages.enums import CycleStatus, DecidedBy, PairStatus
from mentoring_pages.setup import add_contact_rules, add_schedule

from .. import dates
from ..mentoring import FINISHED_PAIRS, RUNNING_PAIRS
from ..programs import BY_KEY
from .meetings import add_breaks, add_meetings
from .records import add_contacts, add_evaluations, add_journals


@dataclass(frozen=True)
class Span:
    """The time a pair has had: first and last day so far, and the last day it could have."""

    first: date
    last: date
    end: date

    def day(self, share):
        """The working day at a share of the time so far."""
        wanted = self.first + timedelta(days=round((self.last - self.first).days * share))
        return dates.working_day(wanted, self.first, self.last)

    def due(self, share):
        """The working day at a share of the whole time, past or to come."""
        wanted = self.first + timedelta(days=round((self.end - self.first).days * share))
        return dates.working_day(wanted, self.first, self.end)

    @property
    def elapsed(self):
        """How much of the whole time has passed, 0 to 1."""
        return (self.last - self.first).days / max((self.end - self.first).days, 1)


def build_cycles(demo):
    """One finished and one running cycle (R39). The empty draft of a new site makes room."""
    mentoring.MentoringCycle.objects.filter(status=CycleStatus.DRAFT, requests=None, pairs=None).delete()
    running = dates.running_year(demo.today)
    return _cycle(running.previous, CycleStatus.FINISHED), _cycle(running, CycleStatus.RUNNING)


def build_pairs(demo, finished_cycle, running_cycle, *, finished=FINISHED_PAIRS, running=RUNNING_PAIRS):
    """Pairs of both cycles with all that belongs to them. Needs programs."""
    year = dates.running_year(demo.today)
    for data in finished:
        span = Span(year.previous.day(0.02), year.previous.day(data.ending.at), year.previous.ends_on)
        _pair(demo, data, finished_cycle, span)
    for position, data in enumerate(running):
        _pair(demo, data, running_cycle, _running_span(demo, data, year, position))


def _cycle(year, status):
    cycle = mentoring.MentoringCycle.objects.create(
        name=year.label, starts_on=year.starts_on, ends_on=year.ends_on, status=status
    )
    add_contact_rules(cycle)
    add_breaks(cycle)
    add_schedule(cycle)
    return cycle


def _running_span(demo, data, year, position):
    last = min(demo.today, year.ends_on)
    if data.days_ago is None:
        first = year.starts_on + timedelta(days=2 + position)
    else:
        first = max(year.starts_on, last - timedelta(days=data.days_ago))
    return Span(min(first, last), last, year.ends_on)


def _pair(demo, data, cycle, span):
    pair = mentoring.MentoringPair.objects.create(
        cycle=cycle,
        mentor=demo.programs[data.mentor],
        mentee=demo.programs[data.mentee],
        status=data.status,
        decided_by=DecidedBy(data.decided_by),
        mentor_place=mentoring.MentoringPair.objects.free_place(demo.programs[data.mentor]),
        started_on=span.first,
    )
    demo.pairs[cycle.pk, data.mentee] = pair
    people = {side: demo.users[BY_KEY[key].director.email] for side, key in _sides(data)}
    _plan(demo, data, pair, span, people)
    add_contacts(demo, data, pair, span, people)
    if pair.status != PairStatus.COMPLETE:
        add_meetings(demo, data, pair, people)
    add_journals(data, pair, span, people)
    add_evaluations(data, pair, span, people)
    if pair.status == PairStatus.COMPLETE:
        _closure(demo, data, pair, span)


def _sides(data):
    return (("mentor", data.mentor), ("mentee", data.mentee))


def _plan(demo, data, pair, span, people):
    plan = mentoring.ActionPlan.objects.create(
        pair=pair,
        outline=data.outline,
        frequency=data.frequency,
        planned_contacts=data.planned_contacts,
        version=1 + len(data.goals),
        updated_by=people["mentee"],
    )
    for position, goal_data in enumerate(data.goals):
        goal = mentoring.Goal.objects.create(
            plan=plan,
            text=goal_data.text,
            topic=demo.terms.topic(goal_data.topic),
            state_goal=demo.terms.one(mentoring.StateGoal, goal_data.state_goal) if goal_data.state_goal else None,
            measure=goal_data.measure,
            status=goal_data.status,
            sort_order=position,
        )
        mentoring.GoalStep.objects.bulk_create(
            mentoring.GoalStep(
                goal=goal,
                text=step.text,
                owner=step.owner,
                due_on=span.due(step.due),
                is_done=step.is_done,
                sort_order=number,
            )
            for number, step in enumerate(goal_data.steps)
        )


def _closure(demo, data, pair, span):
    closure = mentoring.Closure.objects.create(
        pair=pair,
        reason=demo.terms.one(mentoring.ClosureReason, data.ending.reason),
        method=data.ending.method,
        ended_on=span.last,
        goals_reached=data.ending.goals_reached,
        recorded_by=demo.coordinator,
    )
    issue_certificates(closure)
    mentoring.MentoringPair.objects.filter(pk=pair.pk).update(was_unsuited=closure.reason.is_not_a_fit)
