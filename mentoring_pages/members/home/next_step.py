"""The one thing to do next on the members' home. Values in, one step out; no queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentoring_pages.contacts import Progress
from mentoring_pages.enums import EvaluationMoment, PairStatus, ProposalKind, Side
from mentoring_pages.members.home.before_pair import answer_step, step_without_pair
from mentoring_pages.members.home.meeting_steps import (
    first_contact_step,
    pace_step,
    planned_meeting_step,
    proposed_times_step,
    window_step,
)
from mentoring_pages.members.home.paper_steps import (
    agreement_step,
    approval_step,
    first_approval_step,
    own_step,
)
from mentoring_pages.members.home.step import NextStep
from mentoring_pages.members.journals import calls
from mentoring_pages.members.journals.calls import JournalCalls
from mentoring_pages.members.meetings.panel import MeetingsNow
from mentoring_pages.members.plans.due import PaperSituation
from mentoring_pages.members.visits import next_steps
from mentoring_pages.members.visits.standing import VisitsToDo
from resources.dates_in_words import short_date


@dataclass(frozen=True)
class RequestToAnswer:
    """A match request that waits for the user's program."""

    code: object
    program: str


@dataclass(frozen=True)
class OwnRequest:
    """The open match request of the user's program."""

    code: object
    is_draft: bool


@dataclass(frozen=True)
class PairSituation:
    """How the shown pair stands, seen by one of its people."""

    code: object
    partner: str
    status: PairStatus
    progress: Progress
    has_goal: bool
    side: Side
    waiting_moment: EvaluationMoment | None = None
    # Of the evaluation that waits: its key in the address, and the last day on which it can be answered.
    waiting_key: str = ""
    waiting_until: datetime.date | None = None
    # What the other side proposes and this person may answer.
    proposal: ProposalKind | None = None
    may_thank: bool = False
    visits: VisitsToDo = VisitsToDo()
    ends_on: datetime.date | None = None
    journal: JournalCalls = JournalCalls()
    meetings: MeetingsNow = MeetingsNow()
    papers: PaperSituation = PaperSituation()


@dataclass(frozen=True)
class Situation:
    """All that the next step depends on. Without a pair, `may_ask` says whether the program can send a request now."""

    today: datetime.date
    to_answer: tuple[RequestToAnswer, ...] = ()
    own_request: OwnRequest | None = None
    may_ask: bool = False
    asks_anew: bool = False
    pair: PairSituation | None = None
    # Code of a program that waits for a coordinator, when none of the person's programs is enrolled.
    waiting_code: object = None


def next_step(situation: Situation) -> NextStep:
    """The first that applies: someone waits for an answer, then the pair's own work in its order, then nothing."""
    if situation.to_answer:
        return answer_step(situation.to_answer)
    if situation.pair is None or (situation.asks_anew and (situation.own_request or situation.may_ask)):
        return step_without_pair(situation)
    if situation.pair.status == PairStatus.COMPLETE:
        return _after_the_end(situation.pair)
    steps = (
        _proposal,
        planned_meeting_step,
        proposed_times_step,
        agreement_step,
        _answer_visit,
        _record_visit,
        first_contact_step,
        _first_goal,
        approval_step,
        window_step,
        own_step,
        _describe_visit,
        pace_step,
        _evaluation,
        first_approval_step,
        _plan_visit,
        _shared_entry,
        _prompt_of_month,
    )
    return next((step for step in (rule(situation.pair, situation.today) for rule in steps) if step), None) or _nothing(
        situation.pair, situation.today
    )


def _proposal(pair, today):
    if pair.proposal is None:
        return None
    if pair.proposal == ProposalKind.END:
        title = _("%(partner)s proposes to end your work together")
        text = _("Read what they wrote. Then confirm it, or say “not yet” with a sentence.")
    else:
        title = _("%(partner)s would like to go on after the season")
        text = _("Agree, or say “not yet” with a sentence.")
    return NextStep(
        "answer-ending",
        title % {"partner": pair.partner},
        text,
        _("Read it and answer"),
        "members:ending-answer",
        (pair.code,),
    )


def _first_goal(pair, today):
    if pair.has_goal:
        return None
    return NextStep(
        "write-first-goal",
        _("Write your first goal"),
        _("“Getting to know each other” is a good one. Either of you can begin; both can change it later."),
        _("Open the plan"),
        "members:plan-edit",
        (pair.code,),
    )


def _evaluation(pair, today):
    if pair.waiting_moment is None:
        return None
    titles = {
        EvaluationMoment.AFTER_MATCH: _("Say how it goes with %(partner)s"),
        EvaluationMoment.FIRST_MEETING: _("Say how your first meeting was"),
        EvaluationMoment.MIDPOINT: _("Say how it goes, half way through"),
        EvaluationMoment.CLOSING: _("Look back on the season"),
        EvaluationMoment.FOLLOW_UP: _("Say what stayed of your work with %(partner)s"),
    }
    return NextStep(
        "answer-evaluation",
        titles[pair.waiting_moment] % {"partner": pair.partner},
        _("A few questions, a minute or two. Coordinators read your answers; the other program does not."),
        _("Answer the questions"),
        "members:evaluation-create",
        (pair.code, pair.waiting_key or pair.waiting_moment.value),
        _("By %(day)s") % {"day": short_date(pair.waiting_until)} if pair.waiting_until else "",
    )


def _answer_visit(pair, today):
    return _made(next_steps.answer_visit(pair.visits, pair.code, pair.partner))


def _record_visit(pair, today):
    return _made(next_steps.record_visit(pair.visits, pair.code, pair.partner))


def _describe_visit(pair, today):
    return _made(next_steps.describe_visit(pair.visits, pair.code, pair.partner))


def _plan_visit(pair, today):
    if pair.ends_on is None or pair.status == PairStatus.ON_HOLD:
        return None
    found = next_steps.plan_visit(pair.visits, pair.code, pair.partner, ends_on=pair.ends_on, today=today)
    return _made(found)


def _shared_entry(pair, today):
    return _made(calls.read_shared(pair.journal, pair.code))


def _prompt_of_month(pair, today):
    return None if pair.status == PairStatus.ON_HOLD else _made(calls.prompt_of_month(pair.journal, pair.code))


def _made(found):
    return NextStep(**found) if found else None


def _after_the_end(pair):
    waiting = _evaluation(pair, None)
    if waiting:
        return waiting
    if pair.may_thank:
        return NextStep(
            "thank-mentor",
            _("Thank %(partner)s, if you like") % {"partner": pair.partner},
            _("A few words on what helped you. Only they read it. Your letter and certificate are ready too."),
            _("Write your thanks"),
            "members:farewell-thanks",
            (pair.code,),
        )
    return NextStep(
        "season-over",
        _("Your work with %(partner)s is complete") % {"partner": pair.partner},
        _("What you did together, your letter and your certificate are on one page. Your journal stays yours."),
        _("See what you did together"),
        "members:farewell",
        (pair.code,),
    )


def _nothing(pair, today):
    if pair.status == PairStatus.ON_HOLD:
        return NextStep(
            "on-hold",
            _("Your pair is on hold"),
            _("Nothing is due. Tell the coordinators when the two of you go on."),
            _("See the pair"),
            "members:pair-detail",
            (pair.code,),
        )
    coming = min(
        (rule for rule in pair.progress.windows if not rule.is_met and rule.window.starts_on > today),
        key=lambda rule: rule.window.starts_on,
        default=None,
    )
    text = _("You are on pace. Write down what you learned while it is fresh.")
    if coming:
        text = _("You are on pace. Your next meeting in person: from %(day)s.") % {
            "day": short_date(coming.window.starts_on)
        }
    return NextStep(
        "nothing-due", _("Nothing is due"), text, _("Write in your journal"), "members:journal-create", (pair.code,)
    )
