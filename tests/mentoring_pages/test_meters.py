"""The coordinators' list of pairs with their meters, and how they are read (R15, R39-R45)."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.cms.meters import meter_rows
from mentoring_pages.contacts import Pace
from mentoring_pages.enums import ContactWindow, RuleKind, RuleState, Side
from mentoring_pages.meter.reading import meters_of, plan_facts
from mentoring_pages.models import ContactRule, CycleBreak, MentoringPair, PlanApproval
from tests.factories import mentoring
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LIST = "mentoring_meters:list"


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(dt.datetime.fromisoformat("2026-11-18 12:00:00-06:00"), tick=False):
        yield


@pytest.fixture
def cycle(db):
    cycle = mentoring.MentoringCycleFactory()
    ContactRule.objects.create(
        cycle=cycle,
        label="Write",
        kind=RuleKind.JOURNAL,
        minimum=1,
        window=ContactWindow.EACH_PART,
        every_months=5,
    )
    ContactRule.objects.create(
        cycle=cycle, label="Agree", kind=RuleKind.PLAN, minimum=1, window=ContactWindow.FIRST_MONTH
    )
    return cycle


def pairs_of(cycle, count):
    found = []
    for _number in range(count):
        pair = mentoring.MentoringPairFactory(cycle=cycle)
        author = mentoring.ProgramMembershipFactory(program=pair.mentor).user
        mentoring.JournalEntryFactory(pair=pair, author=author, written_on=dt.date(2026, 10, 1))
        for number in range(3):
            mentoring.ContactFactory(pair=pair, happened_on=dt.date(2026, 10, 1 + number))
        found.append(pair)
    return found


def test_the_meters_of_many_pairs_are_those_of_each(cycle):
    """One reading for a pair's page and for ten thousand."""
    pairs = pairs_of(cycle, 3)
    today = timezone.localdate()

    together = dict(meters_of(MentoringPair.objects.all(), today=today))
    alone = {pair.pk: dict(meters_of([pair.pk], today=today))[pair.pk] for pair in pairs}

    assert together == alone
    assert {state.counted for state in together.values()} == {3}


def test_the_list_costs_the_same_for_3_and_30_pairs(cycle, coordinator, client):
    """No query a pair, whichever filter is set."""
    client.force_login(coordinator)
    addresses = [f"{reverse(LIST)}?show={show}" for show in ("all", "late", "due", "missed")]
    pairs_of(cycle, 3)
    few = [count_queries(lambda url=url: client.get(url)) for url in addresses]
    pairs_of(cycle, 27)

    many = [count_queries(lambda url=url: client.get(url)) for url in addresses]

    assert many == few
    assert count_queries(lambda: list(meters_of(MentoringPair.objects.all(), today=timezone.localdate()))) == 10


def test_journals_are_counted_by_side_and_by_days(cycle):
    """T4: what an entry says is not even read; who has left since still counts for the program they wrote for."""
    (pair,) = pairs_of(cycle, 1)
    left = mentoring.ProgramMembershipFactory(program=pair.mentee, is_active=False).user
    mentoring.JournalEntryFactory(pair=pair, author=left, written_on=dt.date(2026, 11, 2))

    ((_pk, state),) = meters_of([pair.pk], today=timezone.localdate())

    line = next(rule for rule in state.rules if rule.kind == RuleKind.JOURNAL)
    assert [(part.side, part.counted) for part in line.parts[:2]] == [(Side.MENTEE, 1), (Side.MENTOR, 1)]


def test_a_member_does_not_learn_whether_the_other_side_writes(client, cycle, paired):
    """The meter on a pair's own pages asks one's own side alone."""
    MentoringPair.objects.filter(pk=paired.pair.pk).update(cycle=cycle)
    mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor, written_on=dt.date(2026, 10, 1))
    seen = []
    for person in (paired.mentor, paired.mentee):
        client.force_login(person)
        season = client.get(reverse("members:contact-list", args=[paired.pair.code])).context["season"]
        seen.append(next(rule["value"] for rule in season.rules if rule["label"] == "Write"))

    assert seen == ["1 of 2", "0 of 2"]


def test_a_plan_counts_as_agreed_since_both_approved_the_same_version(cycle):
    plan = mentoring.ActionPlanFactory(planned_contacts=24, planned_meetings=4)
    approvals = [(1, Side.MENTOR, 5), (2, Side.MENTEE, 8), (2, Side.MENTOR, 12), (3, Side.MENTOR, 20)]
    for version, side, number in approvals:
        at = dt.datetime(2026, 10, number, 12, tzinfo=dt.UTC)
        PlanApproval.objects.create(plan=plan, side=side, content_version=version, approved_at=at, record={})

    assert plan_facts([plan.pair_id]) == {plan.pair_id: (24, 4, dt.date(2026, 10, 12))}


def test_breaks_that_staff_enter_slow_the_pace(cycle):
    (pair,) = pairs_of(cycle, 1)
    before = dict(meters_of([pair.pk], today=timezone.localdate()))[pair.pk].behind_by
    CycleBreak.objects.create(
        cycle=cycle, name="Fall break", starts_on=dt.date(2026, 10, 10), ends_on=dt.date(2026, 11, 15)
    )

    after = dict(meters_of([pair.pk], today=timezone.localdate()))[pair.pk].behind_by

    assert (before, after) == (2, 0)


def test_late_pairs_come_most_behind_first_and_others_not_at_all(cycle, coordinator, client):
    # None of them has a plan, which would make each late.
    cycle.contact_rules.filter(kind=RuleKind.PLAN).delete()
    behind, more_behind, fine = (mentoring.MentoringPairFactory(cycle=cycle) for _number in range(3))
    for pair, count in ((behind, 3), (more_behind, 1), (fine, 9)):
        for number in range(count):
            mentoring.ContactFactory(pair=pair, happened_on=dt.date(2026, 10, 1 + number))
    client.force_login(coordinator)

    rows = client.get(reverse(LIST), {"show": "late"}).context["rows"]

    assert [row.pair for row in rows] == [more_behind, behind]
    assert {row.progress.pace for row in rows} == {Pace.BEHIND}


@pytest.mark.parametrize(
    ("today", "shown"), [("2026-08-31", 0), ("2026-09-01", 1), ("2026-09-30", 1), ("2026-10-01", 0)]
)
def test_what_is_due_this_month(cycle, coordinator, client, today, shown):
    cycle.contact_rules.filter(kind=RuleKind.JOURNAL).delete()
    mentoring.MentoringPairFactory(cycle=cycle)
    client.force_login(coordinator)
    with time_machine.travel(dt.datetime.fromisoformat(f"{today} 12:00:00-05:00"), tick=False):
        client.force_login(coordinator)
        rows = client.get(reverse(LIST), {"show": "due"}).context["rows"]

    assert len(rows) == shown


def test_a_window_that_passed_has_a_filter_of_its_own(cycle, coordinator, client):
    mentoring.MentoringPairFactory(cycle=cycle)
    client.force_login(coordinator)

    (row,) = client.get(reverse(LIST), {"show": "missed"}).context["rows"]

    first = next(rule for rule in row.rules if rule["label"] == "Meet in the first month")
    assert (first["state"], first["note"]) == (RuleState.LATE, "Not reached by Wed 30 Sep 2026.")


def test_the_table_has_no_live_formula(cycle, coordinator, client):
    pair = mentoring.MentoringPairFactory(cycle=cycle, mentor__name="=HYPERLINK(1)")
    client.force_login(coordinator)

    lines = client.get(reverse(LIST), {"export": "csv"}).content.decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("'=HYPERLINK(1)," + pair.mentee.name)


@pytest.mark.parametrize(
    ("name", "status"),
    [("anonymous", 302), ("mentor", 302), ("outsider", 302), ("editor", 403), ("coordinator", 200), ("superuser", 200)],
)
def test_the_list_is_for_those_who_coordinate(client, persona, paired, name, status):
    if user := persona(name):
        client.force_login(user)

    answers = [client.get(reverse(LIST), query) for query in ({}, {"export": "csv"}, {"show": "late", "cycle": "x"})]

    assert {answer.status_code for answer in answers} == {status}
    assert client.post(reverse(LIST)).status_code == (405 if status == 200 else status)


def test_rows_keep_the_order_they_are_asked_in(cycle):
    first, second = pairs_of(cycle, 2)

    assert [row.pair for row in meter_rows([second.pk, first.pk], timezone.localdate())] == [second, first]
