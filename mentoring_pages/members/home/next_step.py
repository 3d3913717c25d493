"""The one thing to do next on the members' home. Values in, one step out; no queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.contacts import Pace, Progress
from mentoring_pages.enums import EvaluationMoment, PairStatus, ProposalKind, RuleKind, Side
from mentoring_pages.members.journals import calls
from mentoring_pages.members.journals.calls import JournalCalls
from mentoring_pages.members.meetings.panel import MeetingsNow
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
    # What the other side proposes and this person may answer.
    proposal: ProposalKind | None = None
    may_thank: bool = False
    visits: VisitsToDo = VisitsToDo()
    ends_on: datetime.date | None = None
    journal: JournalCalls = JournalCalls()
    meetings: MeetingsNow = MeetingsNow()


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


@dataclass(frozen=True)
class NextStep:
    """What components/next_step.html shows; `url_name` with `url_args` is the page where it is done."""

    key: str
    title: str
    text: str = ""
    action_label: str = ""
    url_name: str = ""
    url_args: tuple = ()
    due: str = ""


def next_step(situation: Situation) -> NextStep:
    """The first that applies: someone waits for an answer, then the pair's own work in its order, then nothing."""
    if situation.to_answer:
        return _answer(situation.to_answer)
    if situation.pair is None or (situation.asks_anew and (situation.own_request or situation.may_ask)):
        return _without_pair(situation)
    if situation.pair.status == PairStatus.COMPLETE:
        return _after_the_end(situation.pair)
    steps = (_proposal, _planned_meeting, _proposed_times, _answer_visit, _record_visit, _first_contact, _first_goal)
    steps += (_window, _describe_visit, _pace, _evaluation, _plan_visit, _shared_entry, _prompt_of_month)
    return next((step for step in (rule(situation.pair, situation.today) for rule in steps) if step), None) or _nothing(
        situation.pair, situation.today
    )


def _answer(requests):
    first = requests[0]
    more = len(requests) - 1
    text = _("They read about your program and chose you. A yes begins the work together; a no is fine too.")
    if more:
        text = ngettext(
            "%(count)d more request waits after this one.", "%(count)d more requests wait after this one.", more
        ) % {"count": more}
    return NextStep(
        "answer-request",
        _("%(program)s asks you to be their mentor") % {"program": first.program},
        text,
        _("Read the request"),
        "members:request-detail",
        (first.code,),
    )


def _without_pair(situation):
    if situation.waiting_code:
        return NextStep(
            "wait-for-coordinator",
            _("Your enrolment is with the coordinators"),
            _("You get an e-mail when they have looked at it. You can tell about your program meanwhile."),
            _("Tell about your program"),
            "members:program-edit",
            (situation.waiting_code,),
        )
    own = situation.own_request
    if own and own.is_draft:
        return NextStep(
            "finish-request",
            _("Finish your request for a mentor"),
            _("It is saved as a draft. No mentor sees it until you send it."),
            _("Go on with the request"),
            "members:request-detail",
            (own.code,),
        )
    if own:
        return NextStep(
            "wait-for-mentor",
            _("Your request is with the mentors"),
            _("You get an e-mail as soon as one of them answers. There is nothing to do until then."),
            _("See where it stands"),
            "members:request-detail",
            (own.code,),
        )
    if situation.may_ask:
        return NextStep(
            "ask-for-mentor",
            _("Ask a program to be your mentor"),
            _("Say what you need, choose the mentors you would like to learn from, and send it."),
            _("Begin a request"),
            "members:request-create",
        )
    return NextStep(
        "nothing-due", _("Nothing is due"), _("You get an e-mail when a program asks for you or a season begins.")
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


def _planned_meeting(pair, today):
    """What both had agreed on and nobody logged yet: one tap does it."""
    if pair.meetings.to_log is None:
        return None
    code, day, mode = pair.meetings.to_log
    values = {"mode": mode, "partner": pair.partner, "day": day}
    title = _("How was it with %(partner)s on %(day)s?") % values
    if mode:
        title = _("How was it with %(partner)s on %(day)s (%(mode)s)?") % values
    return NextStep(
        "log-planned-meeting",
        title,
        _("You had agreed to meet. One tap logs it, also if it did not happen."),
        _("Log it"),
        "members:meeting-detail",
        (pair.code, code),
    )


def _proposed_times(pair, today):
    if pair.meetings.to_answer is None:
        return None
    code, count = pair.meetings.to_answer
    return NextStep(
        "answer-times",
        ngettext("%(partner)s proposes a time to meet", "%(partner)s proposes %(count)d times to meet", count)
        % {"partner": pair.partner, "count": count},
        _("Take one, or say that none fits. It goes into both your calendars."),
        _("See the times"),
        "members:meeting-detail",
        (pair.code, code),
    )


def _first_contact(pair, today):
    opening = next((rule for rule in pair.progress.windows if rule.is_face_to_face), None)
    begun = pair.progress.made > 0
    if begun and (opening is None or opening.is_met or not opening.window.holds(today)):
        return None
    due = ""
    if opening and not opening.is_met and today <= opening.window.ends_on:
        due = _("By %(day)s") % {"day": short_date(opening.window.ends_on)}
    title = _("Meet %(partner)s face to face") if begun else _("Log your first meeting with %(partner)s")
    return NextStep(
        "log-first-meeting",
        title % {"partner": pair.partner},
        _("The season starts with a meeting in person. Log it here when you have met; a minute is enough."),
        _("Log the meeting"),
        "members:contact-create",
        (pair.code,),
        due,
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


def _window(pair, today):
    """The rule that is due first: meet in person, call, approve the plan, write."""
    due = sorted((rule for rule in pair.progress.rules if rule.due_on), key=lambda rule: rule.due_on)
    for rule in due:
        day = _("By %(day)s") % {"day": short_date(rule.due_on)}
        if rule.kind == RuleKind.PLAN:
            return NextStep(
                "approve-plan",
                _("Agree on your plan with %(partner)s") % {"partner": pair.partner},
                rule.label,
                _("Open the plan"),
                "members:plan-detail",
                (pair.code,),
                day,
            )
        if rule.kind == RuleKind.JOURNAL:
            return NextStep(
                "write-journal",
                _("Write in your journal"),
                rule.label,
                _("Write"),
                "members:journal-create",
                (pair.code,),
                day,
            )
        if rule.is_face_to_face:
            return NextStep(
                "meet-in-window",
                _("Meet %(partner)s face to face") % {"partner": pair.partner},
                rule.label,
                *_log_or_propose(pair),
                day,
            )
        return NextStep("rule-due", rule.label, rule.sentence, *_log_or_propose(pair), day)
    return None


def _log_or_propose(pair):
    """Label, address and arguments: agree on a time if none is planned, else log what comes about."""
    if pair.meetings.has_coming:
        return _("Log a contact"), "members:contact-create", (pair.code,)
    return _("Propose a time"), "members:meeting-propose", (pair.code,)


def _pace(pair, today):
    if pair.progress.pace != Pace.BEHIND:
        return None
    behind = pair.progress.behind_by
    return NextStep(
        "catch-up",
        _("Get in touch with %(partner)s") % {"partner": pair.partner},
        ngettext(
            "You are %(count)d contact behind a steady pace. A short call or an e-mail counts too.",
            "You are %(count)d contacts behind a steady pace. A short call or an e-mail counts too.",
            behind,
        )
        % {"count": behind},
        *_log_or_propose(pair),
    )


def _evaluation(pair, today):
    if pair.waiting_moment is None:
        return None
    titles = {
        EvaluationMoment.FIRST_MEETING: _("Say how your first meeting was"),
        EvaluationMoment.MIDPOINT: _("Say how it goes, half way through"),
        EvaluationMoment.CLOSING: _("Look back on the season"),
    }
    return NextStep(
        "answer-evaluation",
        titles[pair.waiting_moment],
        _("A few questions, about five minutes. Coordinators read your answers; the other program does not."),
        _("Answer the questions"),
        "members:evaluation-create",
        (pair.code, pair.waiting_moment.value),
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
