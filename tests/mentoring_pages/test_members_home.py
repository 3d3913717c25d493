"""The members' home: one next step, the pair at a glance (R39-R44), and those who belong to no program."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.plan_approvals import approve_plan
from mentoring_pages.contacts import Pace, Part, Progress, RuleProgress, Window
from mentoring_pages.enums import ContactWindow, EvaluationMoment, PairStatus, ProposalKind, RuleKind, Side
from mentoring_pages.members.home.next_step import (
    OwnRequest,
    PairSituation,
    RequestToAnswer,
    Situation,
    next_step,
)
from mentoring_pages.members.journals.calls import JournalCalls
from mentoring_pages.members.meetings.panel import MeetingsNow
from mentoring_pages.members.plans.due import DueStep, PaperSituation, papers_of
from mentoring_pages.members.visits.standing import VisitsToDo
from mentoring_pages.models import ActionPlan, MentoringPair
from resources.dates_in_words import short_date
from tests.factories import mentoring
from tests.queries import count_queries

TODAY = dt.date(2026, 11, 18)
CODE = "a-code"


LAST_MONTH = Window(dt.date(2027, 6, 1), dt.date(2027, 6, 30))


def rule(part, starts_on, ends_on, *, counted=0, today=TODAY, **changes):
    window = Window(dt.date.fromisoformat(starts_on), dt.date.fromisoformat(ends_on))
    values = {"label": "Meet in the month", "kind": RuleKind.CONTACTS, "part": part, "is_face_to_face": True}
    values |= {"parts": (Part(window, 1, counted),), "expected": 0, "last_month": LAST_MONTH, "today": today}
    return RuleProgress(**values | changes)


def counted(line, number):
    return replace(line, parts=tuple(replace(part, counted=number) for part in line.parts))


FIRST = rule(ContactWindow.FIRST_MONTH, "2026-09-01", "2026-09-30", counted=1)
LAST = rule(ContactWindow.LAST_MONTH, "2027-06-01", "2027-06-30")
STEADY = Progress(
    rules=(FIRST, LAST),
    counted=7,
    needed=20,
    minimum=20,
    made=7,
    pace=Pace.ON_PACE,
    behind_by=0,
    starts_on=dt.date(2026, 9, 1),
)
PAIR = PairSituation(
    code=CODE, partner="Third Bell", status=PairStatus.ACTIVE, progress=STEADY, has_goal=True, side=Side.MENTEE
)
QUIET = Situation(today=TODAY, pair=PAIR)


def with_pair(**changes):
    return replace(QUIET, pair=replace(PAIR, **changes))


def with_progress(**changes):
    return with_pair(progress=replace(STEADY, **changes))


def with_papers(**changes):
    return with_pair(papers=PaperSituation(**changes))


NO_VISIT = VisitsToDo(missing=(Side.MENTEE,))


def in_june(line, day=5, **changes):
    """The pair in its last month, with one rule that is not met."""
    today = dt.date(2027, 6, day)
    rules = (replace(FIRST, today=today), replace(line, today=today))
    return replace(with_pair(progress=replace(STEADY, rules=rules), **changes), today=today)


CALL = rule(ContactWindow.EACH_PART, "2027-03-01", "2027-06-30", is_face_to_face=False)
PLANNED = MeetingsNow(has_coming=True)
TO_LOG = MeetingsNow(to_log=("m1", "Tue 17 Nov 2026", "Telephone"))
TO_ANSWER = MeetingsNow(to_answer=("m1", 2))
ASKED = RequestToAnswer("r1", "Lantern Creek")
NOTHING_YET = counted(FIRST, 0)


@pytest.mark.parametrize(
    ("situation", "key", "url_name", "due"),
    [
        (QUIET, "nothing-due", "members:journal-create", ""),
        (replace(QUIET, to_answer=(ASKED,)), "answer-request", "members:request-detail", ""),
        (with_progress(made=0, counted=0), "log-first-meeting", "members:contact-create", ""),
        (
            replace(with_progress(made=0, counted=0, rules=(NOTHING_YET, LAST)), today=dt.date(2026, 9, 20)),
            "log-first-meeting",
            "members:contact-create",
            "By Wed 30 Sep 2026",
        ),
        (
            replace(with_progress(made=3, rules=(NOTHING_YET, LAST)), today=dt.date(2026, 9, 20)),
            "log-first-meeting",
            "members:contact-create",
            "By Wed 30 Sep 2026",
        ),
        (with_progress(made=3, rules=(NOTHING_YET, LAST)), "nothing-due", "members:journal-create", ""),
        (with_pair(journal=JournalCalls(prompt="What moved?")), "answer-prompt", "members:journal-create", ""),
        (
            with_pair(journal=JournalCalls("members:journal-detail", "e1", "Nora", "What moved?")),
            "read-shared-entry",
            "members:journal-detail",
            "",
        ),
        (
            with_pair(has_goal=False, journal=JournalCalls("members:journal-detail", "e1", "Nora", "What moved?")),
            "write-first-goal",
            "members:plan-edit",
            "",
        ),
        (
            with_pair(status=PairStatus.ON_HOLD, journal=JournalCalls(prompt="What moved?")),
            "on-hold",
            "members:pair-detail",
            "",
        ),
        (with_pair(has_goal=False), "write-first-goal", "members:plan-edit", ""),
        (in_june(LAST), "meet-in-window", "members:meeting-propose", "By Wed 30 Jun 2027"),
        (in_june(LAST, meetings=PLANNED), "meet-in-window", "members:contact-create", "By Wed 30 Jun 2027"),
        (in_june(CALL, 15), "nothing-due", "members:journal-create", ""),
        (in_june(CALL, 16), "rule-due", "members:meeting-propose", "By Wed 30 Jun 2027"),
        (in_june(replace(CALL, kind=RuleKind.PLAN), 16), "approve-plan", "members:plan-detail", "By Wed 30 Jun 2027"),
        (
            in_june(replace(CALL, kind=RuleKind.JOURNAL), 16),
            "write-journal",
            "members:journal-create",
            "By Wed 30 Jun 2027",
        ),
        (with_progress(pace=Pace.BEHIND, behind_by=2), "catch-up", "members:meeting-propose", ""),
        (
            with_pair(progress=replace(STEADY, pace=Pace.BEHIND, behind_by=2), meetings=PLANNED),
            "catch-up",
            "members:contact-create",
            "",
        ),
        (with_pair(meetings=TO_LOG), "log-planned-meeting", "members:meeting-detail", ""),
        (with_pair(meetings=TO_ANSWER), "answer-times", "members:meeting-detail", ""),
        (with_papers(must_sign=True), "sign-agreement", "members:agreement-detail", ""),
        (with_papers(must_approve=True), "approve-plan", "members:plan-detail", ""),
        (with_papers(must_approve=True, approved_before=True), "approve-plan", "members:plan-detail", ""),
        (with_papers(step=DueStep("Ask", TODAY)), "do-step", "members:plan-detail", f"By {short_date(TODAY)}"),
        (
            with_papers(step=DueStep("Ask", dt.date(2026, 9, 30))),
            "do-step",
            "members:plan-detail",
            "Was due on Wed 30 Sep 2026",
        ),
        (with_pair(waiting_moment=EvaluationMoment.MIDPOINT), "answer-evaluation", "members:evaluation-create", ""),
        (
            with_pair(visits=VisitsToDo(to_answer="v1"), has_goal=False),
            "answer-visit",
            "members:visit-detail",
            "",
        ),
        (with_pair(visits=VisitsToDo(to_record="v1")), "record-visit", "members:visit-record", ""),
        (with_pair(visits=VisitsToDo(to_describe="v1")), "describe-visit", "members:visit-observe", ""),
        (
            with_pair(visits=NO_VISIT, ends_on=TODAY + dt.timedelta(days=91)),
            "nothing-due",
            "members:journal-create",
            "",
        ),
        (
            with_pair(visits=NO_VISIT, ends_on=TODAY + dt.timedelta(days=30)),
            "plan-visit",
            "members:visit-list",
            "By Fri 18 Dec 2026",
        ),
        (with_pair(status=PairStatus.ON_HOLD), "on-hold", "members:pair-detail", ""),
        (with_pair(status=PairStatus.COMPLETE), "season-over", "members:farewell", ""),
        (with_pair(status=PairStatus.COMPLETE, may_thank=True), "thank-mentor", "members:farewell-thanks", ""),
        (with_pair(proposal=ProposalKind.END, has_goal=False), "answer-ending", "members:ending-answer", ""),
        (with_pair(proposal=ProposalKind.EXTEND), "answer-ending", "members:ending-answer", ""),
        (
            with_pair(status=PairStatus.COMPLETE, waiting_moment=EvaluationMoment.CLOSING, has_goal=False),
            "answer-evaluation",
            "members:evaluation-create",
            "",
        ),
        (Situation(TODAY), "nothing-due", "", ""),
        (Situation(TODAY, may_ask=True), "ask-for-mentor", "members:request-create", ""),
        (Situation(TODAY, own_request=OwnRequest("r2", True)), "finish-request", "members:request-detail", ""),
        (Situation(TODAY, own_request=OwnRequest("r2", False)), "wait-for-mentor", "members:request-detail", ""),
        (Situation(TODAY, to_answer=(ASKED,), may_ask=True), "answer-request", "members:request-detail", ""),
    ],
)
def test_the_next_step(situation, key, url_name, due):
    step = next_step(situation)

    assert (step.key, step.url_name, step.due) == (key, url_name, due)


def test_steps_come_in_their_order():
    """Someone waits for an answer first, then meetings, agreement, goal, approval, window, step, pace, evaluation."""
    all_at_once = Situation(
        today=dt.date(2027, 6, 5),
        to_answer=(ASKED,),
        pair=replace(
            PAIR,
            has_goal=False,
            papers=PaperSituation(must_sign=True, must_approve=True, approved_before=True, step=DueStep("Ask", TODAY)),
            waiting_moment=EvaluationMoment.CLOSING,
            meetings=replace(TO_LOG, to_answer=TO_ANSWER.to_answer),
            progress=replace(in_june(LAST).pair.progress, made=0, pace=Pace.BEHIND, behind_by=9),
        ),
    )
    remedies = [
        lambda now: replace(now, to_answer=()),
        lambda now: replace(now, pair=replace(now.pair, meetings=TO_ANSWER)),
        lambda now: replace(now, pair=replace(now.pair, meetings=MeetingsNow())),
        lambda now: replace(now, pair=replace(now.pair, papers=replace(now.pair.papers, must_sign=False))),
        lambda now: replace(now, pair=replace(now.pair, progress=replace(now.pair.progress, made=7))),
        lambda now: replace(now, pair=replace(now.pair, has_goal=True)),
        lambda now: replace(now, pair=replace(now.pair, papers=replace(now.pair.papers, must_approve=False))),
        lambda now: replace(
            now, pair=replace(now.pair, progress=replace(now.pair.progress, rules=(FIRST, counted(LAST, 1))))
        ),
        lambda now: replace(now, pair=replace(now.pair, papers=PaperSituation())),
        lambda now: replace(now, pair=replace(now.pair, progress=replace(now.pair.progress, pace=Pace.ON_PACE))),
        lambda now: replace(now, pair=replace(now.pair, waiting_moment=None)),
    ]
    now, order = all_at_once, [next_step(all_at_once).key]
    for remedy in remedies:
        now = remedy(now)
        order.append(next_step(now).key)

    assert order == [
        "answer-request",
        "log-planned-meeting",
        "answer-times",
        "sign-agreement",
        "log-first-meeting",
        "write-first-goal",
        "approve-plan",
        "meet-in-window",
        "do-step",
        "catch-up",
        "answer-evaluation",
        "nothing-due",
    ]


def test_more_requests_are_counted():
    step = next_step(replace(QUIET, to_answer=(ASKED, ASKED, ASKED)))

    assert (step.title, step.text) == (
        "Lantern Creek asks you to be their mentor",
        "2 more requests wait after this one.",
    )


def test_nothing_due_names_the_next_meeting_in_person():
    assert next_step(QUIET).text == "You are on pace. Your next meeting in person: from Tue 1 Jun 2027."


@pytest.fixture
def november():
    """All of these happen on one day, before any factory asks for the season."""
    with time_machine.travel(dt.datetime.fromisoformat("2026-11-18 12:00:00-06:00"), tick=False):
        yield


HOME = "/members/"


def test_home_greets_and_shows_step_meter_open_steps_and_own_journal(november, client, mentee, paired):
    plan = mentoring.ActionPlanFactory(pair=paired.pair)
    goal = mentoring.GoalFactory(plan=plan)
    mentoring.GoalStepFactory(goal=goal, text="Later", due_on=dt.date(2027, 1, 5))
    mentoring.GoalStepFactory(goal=goal, text="Whenever")
    mentoring.GoalStepFactory(goal=goal, text="Sooner", due_on=dt.date(2026, 11, 5))
    mentoring.GoalStepFactory(goal=goal, text="Done already", is_done=True)
    mentoring.GoalStepFactory(goal=mentoring.GoalFactory(plan=plan, status="dropped"), text="Dropped")
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True, happened_on=dt.date(2026, 9, 9))
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="My last words")
    mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor, title="Theirs", for_pair=True)
    client.force_login(mentee)

    response = client.get(HOME)

    context = response.context
    assert context["greeting"] == "Hello Mentee"
    assert (context["step"]["step"].key, context["step"]["step"].title) == ("do-step", "Sooner")
    assert context["season"].progress.sentence == "1 of 20 contacts, 4 behind pace"
    assert [step.text for step in context["steps"]] == ["Sooner", "Later", "Whenever"]
    assert context["entry"]["title"] == "My last words"
    assert "Theirs" not in response.content.decode()


def test_other_pairs_are_one_switch_away(november, client, mentor, paired):
    second = mentoring.MentoringPairFactory(
        cycle=paired.pair.cycle,
        mentor=paired.pair.mentor,
        mentee__name="Second Mentee",
        started_on=dt.date(2026, 10, 1),
    )
    over = mentoring.MentoringPairFactory(mentor=paired.pair.mentor, complete=True, started_on=dt.date(2026, 11, 1))
    strangers = mentoring.MentoringPairFactory()
    client.force_login(mentor)

    tabs = client.get(HOME).context["tabs"]
    shown = {
        str(code): client.get(HOME, {"pair": code}).context["pair"]
        for code in (second.code, paired.pair.code, over.code, strangers.code, "nonsense")
    }

    assert [tab["is_current"] for tab in tabs] == [True, False, False]
    assert [tab["url"] for tab in tabs] == [f"{HOME}?pair={pair.code}" for pair in (second, paired.pair, over)]
    assert list(shown.values()) == [second, paired.pair, over, second, second]


def test_a_member_without_a_pair_can_ask_for_a_mentor(november, client, outsider):
    mentoring.MentoringCycleFactory()
    client.force_login(outsider)

    response = client.get(HOME)

    assert response.context["step"]["step"].key == "ask-for-mentor"
    assert response.context["step"]["url"] == reverse("members:request-create")


def test_a_mentor_without_a_pair_is_not_sent_to_ask_for_one(november, client, outsider):
    mentoring.MentoringCycleFactory()
    mentoring.mentor_profile(outsider.program_memberships.get().program)
    client.force_login(outsider)

    assert client.get(HOME).context["step"]["step"].key == "nothing-due"


def test_a_request_that_waits_for_an_answer_comes_first(november, client, mentor, paired):
    choice = mentoring.MatchChoiceFactory(asked=True, mentor=paired.pair.mentor, request__program__name="Newcomers")
    client.force_login(mentor)

    step = client.get(HOME).context["step"]

    assert step["step"].title == "Newcomers asks you to be their mentor"
    assert step["url"] == reverse("members:request-detail", args=[choice.request.code])


@pytest.mark.parametrize("who", ["editor", "former_member"])
def test_someone_without_a_program_is_told_what_to_do(client, persona, who):
    client.force_login(persona(who))

    page = client.get(HOME).content.decode()

    assert "Your account is not linked to a program yet" in page
    assert [link for link in ("/members/program/enrol/", "/members/program/join/") if link not in page] == []


@pytest.mark.parametrize("who", ["coordinator", "superuser"])
def test_a_coordinator_is_sent_to_the_desk(client, persona, who):
    client.force_login(persona(who))

    page = client.get(HOME).content.decode()

    assert "Go to your desk" in page
    assert 'href="/cms/"' in page


def test_an_anonymous_visitor_signs_in_first(client):
    assert client.get(HOME).url == "/accounts/login/?next=/members/"


def test_leaving_the_program_empties_the_home_at_once(client, mentee, paired):
    client.force_login(mentee)
    before = client.get(HOME).context["pair"]

    mentee.program_memberships.update(is_active=False)

    assert before == paired.pair
    assert "Your account is not linked to a program yet" in client.get(HOME).content.decode()


def test_home_costs_the_same_for_1_and_3_and_30_rows(november, client, mentee, paired):
    plan = mentoring.ActionPlanFactory(pair=paired.pair)
    client.force_login(mentee)
    costs = []
    for more in (1, 2, 27):
        for _turn in range(more):
            mentoring.ContactFactory(pair=paired.pair)
            mentoring.JournalEntryFactory(pair=paired.pair, author=mentee)
            mentoring.GoalStepFactory(goal=mentoring.GoalFactory(plan=plan))
        costs.append(count_queries(lambda: client.get(HOME)))

    assert costs == [costs[0]] * 3


def test_home_costs_the_same_for_1_and_3_and_30_pairs(november, client, mentor, paired):
    client.force_login(mentor)
    costs = []
    for more in (1, 2, 27):
        for _turn in range(more):
            mentoring.MentoringPairFactory(cycle=paired.pair.cycle, mentor=paired.pair.mentor)
            mentoring.MatchChoiceFactory(asked=True, mentor=paired.pair.mentor, request__cycle=paired.pair.cycle)
        costs.append(count_queries(lambda: client.get(HOME)))

    assert MentoringPair.objects.count() == 31
    assert costs == [costs[0]] * 3


def test_the_home_leads_to_the_agreement_then_to_the_plan_that_changed(client, mentor, mentee, paired):
    """Sign, then approve the changed plan, then the step of one's own side; never of the other side alone."""
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True)
    mentoring.AgreementTextFactory()
    goal = mentoring.GoalFactory(plan__pair=paired.pair)
    mentoring.GoalStepFactory(goal=goal, text="The mentor's", owner="mentor", due_on=paired.pair.started_on)
    client.force_login(mentee)
    keys = [client.get(reverse("members:home")).context["step"]["step"].key]
    mentoring.AgreementSignatureFactory(pair=paired.pair, side=Side.MENTEE)
    approve_plan(paired.pair, content_version=1, by=mentee)
    ActionPlan.objects.update(content_version=2)
    keys.append(client.get(reverse("members:home")).context["step"]["step"].key)
    approve_plan(paired.pair, content_version=2, by=mentee)
    mentoring.GoalStepFactory(goal=goal, text="Ours", owner="both", due_on=paired.pair.started_on)
    step = client.get(reverse("members:home")).context["step"]["step"]

    assert keys == ["sign-agreement", "approve-plan"]
    assert step.title != "The mentor's"
    assert papers_of(mentee, paired.pair, Side.MENTEE, timezone.localdate()).step.text == "Ours"
    assert papers_of(mentor, paired.pair, Side.MENTOR, timezone.localdate()).step.text == "The mentor's"
