"""The meter (R15, R39-R45, T2): sharing contacts out, the states of rules, breaks, and what holds for every log.

The properties that the issue asks for: the order of contacts never matters, one more contact never makes anything
worse, and each boundary day is what it should be.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_pages.contacts import Pace, Window, parts_of, progress, windows_of
from mentoring_pages.enums import ContactWindow, RuleKind, RuleState, Side
from mentoring_pages.meter.sharing import share_out
from mentoring_pages.meter.windows import Season
from tests.mentoring_pages.test_contacts_progress import SEASON, Made, Mode, Rule, counts, met

VISIT, CALL_KIND = 7, 8
MODES = (Mode(True), Mode(False))
FIRST, LAST, PART, WHOLE = (
    ContactWindow.FIRST_MONTH,
    ContactWindow.LAST_MONTH,
    ContactWindow.EACH_PART,
    ContactWindow.WHOLE_CYCLE,
)


@dataclass(frozen=True)
class Break:
    starts_on: dt.date
    ends_on: dt.date


def day(text):
    return dt.date.fromisoformat(text)


def winter(first="2026-12-21", last="2027-01-03"):
    return Break(day(first), day(last))


def rule(minimum=1, window=WHOLE, *, in_person=False, **more):
    return Rule("A rule", minimum, window, in_person, **more)


# A busy machine takes its time; nothing here is about speed.
PROPERTY = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
DAYS = st.dates(dt.date(2026, 8, 25), dt.date(2027, 7, 6))
CONTACTS = st.builds(
    Made,
    happened_on=DAYS,
    mode=st.sampled_from(MODES),
    was_made=st.booleans(),
    mode_id=st.sampled_from((1, 2)),
    kind_id=st.sampled_from((1, VISIT, CALL_KIND)),
)
RULES = st.builds(
    Rule,
    label=st.just("A rule"),
    minimum=st.integers(1, 6),
    window=st.sampled_from(list(ContactWindow)),
    is_face_to_face=st.booleans(),
    kind=st.sampled_from((RuleKind.CONTACTS, RuleKind.CONTACTS, RuleKind.PLAN, RuleKind.JOURNAL)),
    every_months=st.integers(1, 6),
    contact_mode_id=st.sampled_from((None, None, 1, 2)),
    contact_kind_id=st.sampled_from((None, None, VISIT, CALL_KIND)),
    counts_besides=st.booleans(),
)
BREAKS = st.lists(
    st.builds(lambda first, days: Break(first, first + dt.timedelta(days=days)), DAYS, st.integers(0, 30)), max_size=3
)


@st.composite
def situations(draw):
    """Everything that the meter is a function of."""
    return {
        "rules": tuple(draw(st.lists(RULES, max_size=5))),
        "cycle": SEASON,
        "started_on": draw(st.dates(dt.date(2026, 8, 20), dt.date(2027, 6, 30))),
        "today": draw(DAYS),
        "planned": draw(st.none() | st.integers(0, 40)),
        "planned_meetings": draw(st.none() | st.integers(0, 12)),
        "breaks": draw(BREAKS),
        "plan_agreed_on": draw(st.none() | DAYS),
        "journal_days": draw(st.dictionaries(st.sampled_from(list(Side)), st.lists(DAYS, max_size=4))),
    }


ORDER_OF_PACE = (Pace.MISSED, Pace.BEHIND, Pace.TO_COME, Pace.ON_PACE, Pace.MET)
ORDER_OF_STATES = (RuleState.LATE, RuleState.DUE, RuleState.ON_PACE, RuleState.MET)


def is_no_worse(after, before):
    """Whether nothing that a pair reads got worse: counts, parts, states, pace."""
    lines = list(zip(after.rules, before.rules, strict=True))
    return (
        after.counted >= before.counted
        and after.behind_by <= before.behind_by
        and ORDER_OF_PACE.index(after.pace) >= ORDER_OF_PACE.index(before.pace)
        and not (after.is_late and not before.is_late)
        and all(
            new.counted >= old.counted for line, was in lines for new, old in zip(line.parts, was.parts, strict=True)
        )
        and all(ORDER_OF_STATES.index(line.state) >= ORDER_OF_STATES.index(was.state) for line, was in lines)
    )


@PROPERTY
@given(situations(), st.lists(CONTACTS, max_size=12), st.randoms())
def test_the_order_of_contacts_never_matters(situation, contacts, random):
    """Show 5."""
    shuffled = list(contacts)
    random.shuffle(shuffled)

    assert progress(contacts=contacts, **situation) == progress(contacts=shuffled, **situation)


@PROPERTY
@given(situations(), st.lists(CONTACTS, max_size=12), CONTACTS)
def test_one_more_contact_never_makes_anything_worse(situation, contacts, more):
    """Show 5: neither a count, nor the state of a rule, nor the pace; attempts and days outside the season too."""
    before = progress(contacts=contacts, **situation)

    after = progress(contacts=[*contacts, more], **situation)

    assert is_no_worse(after, before)


@PROPERTY
@given(situations(), st.lists(CONTACTS, max_size=12), st.sampled_from(list(Side)), DAYS)
def test_an_entry_or_an_agreed_plan_never_makes_anything_worse(situation, contacts, side, written_on):
    days = situation["journal_days"]
    before = progress(contacts=contacts, **situation)

    written = progress(
        contacts=contacts,
        **situation | {"journal_days": {each: [*on, written_on] if each == side else on for each, on in days.items()}},
    )
    agreed = progress(
        contacts=contacts, **situation | {"plan_agreed_on": min(situation["plan_agreed_on"] or written_on, written_on)}
    )

    assert is_no_worse(written, before)
    assert is_no_worse(agreed, before)


@PROPERTY
@given(situations(), st.lists(CONTACTS, max_size=12), st.integers(0, 40))
def test_a_plan_raises_the_floor_and_never_lowers_it(situation, contacts, planned):
    """T2."""
    floor = progress(contacts=contacts, **situation | {"planned": None})

    state = progress(contacts=contacts, **situation | {"planned": planned})

    assert (state.minimum, state.needed) == (floor.minimum, max(floor.needed, planned))
    assert floor.minimum <= floor.needed
    assert state.rules == floor.rules
    assert floor.counted <= state.counted <= state.needed


@PROPERTY
@given(situations(), st.lists(CONTACTS, max_size=12), st.dates(dt.date(2026, 9, 1), dt.date(2027, 6, 29)))
def test_a_break_never_makes_the_pace_stricter_on_its_own_days(situation, contacts, first):
    """Within a break nothing more is asked from one day to the next."""
    situation |= {"breaks": [Break(first, first + dt.timedelta(days=1))], "started_on": SEASON.starts_on}
    steady = tuple(each for each in situation["rules"] if each.window == WHOLE)
    situation |= {"rules": steady}

    on = progress(contacts=contacts, **situation | {"today": first})
    after = progress(contacts=contacts, **situation | {"today": first + dt.timedelta(days=1)})

    assert after.behind_by == on.behind_by


def test_meetings_that_the_plan_adds_are_met_by_meetings_alone():
    """T2: of 4 contacts, 2 in person."""
    asked, calls = [rule(2)], [Made(day("2026-10-05"), Mode(False))] * 5

    without, with_meetings = (
        progress(asked, [*calls, *meetings], SEASON, SEASON.starts_on, SEASON.ends_on, planned_meetings=2)
        for meetings in ((), (met("2026-10-06"), met("2026-10-07")))
    )

    assert (without.counted, without.needed, without.pace) == (2, 4, Pace.BEHIND)
    assert (with_meetings.counted, with_meetings.pace) == (4, Pace.MET)


WANTS = st.lists(st.integers(0, 3), min_size=1, max_size=3)


@PROPERTY
@given(WANTS, st.lists(st.integers(0, 7), max_size=6))
def test_sharing_is_what_trying_everything_finds(wants, masks):
    """Against brute force: as many as can be, and in doubt the place that chooses first gets its due."""
    masks = [mask & ((1 << len(wants)) - 1) for mask in masks]

    assert share_out(wants, Counter(masks)) == _best_by_trial(wants, masks)


def _best_by_trial(wants, masks):
    """All that can be given at once, taken place by place: the first as much as it can get, then the next."""
    reachable = {(0,) * len(wants)}
    for mask in masks:
        reachable |= {
            tuple(count + (place == chosen) for place, count in enumerate(state))
            for state in reachable
            for chosen in range(len(wants))
            if mask >> chosen & 1 and state[chosen] < wants[chosen]
        }
    return list(max(reachable))


@pytest.mark.parametrize("windows", [(FIRST, LAST), (LAST, FIRST)])
def test_two_meetings_of_a_late_pair_serve_both_months_that_overlap(windows):
    """Earliest first, the last month would take the meeting of 5 June, which the first month needs."""
    asked = [rule(window=window, in_person=True) for window in windows]

    state = progress(asked, [met("2027-06-05"), met("2027-06-25")], SEASON, day("2027-05-20"), SEASON.ends_on)

    assert counts(state) == [1, 1]


def test_a_meeting_goes_to_the_rule_that_nothing_else_serves():
    asked = [rule(1, in_person=True), rule(1, contact_kind_id=VISIT)]
    visit = Made(day("2026-10-01"), Mode(True), kind_id=VISIT)

    alone, with_meeting = (
        progress(asked, made, SEASON, SEASON.starts_on, SEASON.ends_on)
        for made in ([visit], [visit, met("2026-10-09")])
    )

    assert (counts(alone), counts(with_meeting)) == ([1, 0], [1, 1])


def test_the_order_of_equal_demands_decides_nothing_but_who_is_first():
    supply = Counter({0b11: 1, 0b01: 1})

    assert {tuple(share_out(wants, supply)) for wants in permutations((1, 1))} == {(1, 1)}


# --- Quarters and other parts ---


@pytest.mark.parametrize(
    ("first", "last", "months", "expected"),
    [
        ("2026-09-01", "2027-06-30", 3, ["2026-11-30", "2027-02-28", "2027-06-30"]),
        ("2027-09-01", "2028-06-30", 3, ["2027-11-30", "2028-02-29", "2028-06-30"]),
        ("2026-09-01", "2027-08-31", 3, ["2026-11-30", "2027-02-28", "2027-05-31", "2027-08-31"]),
        ("2026-09-01", "2027-07-20", 3, ["2026-11-30", "2027-02-28", "2027-05-31", "2027-07-20"]),
        ("2026-08-31", "2026-11-29", 1, ["2026-09-29", "2026-10-30", "2026-11-29"]),
        ("2026-09-01", "2026-09-20", 3, ["2026-09-20"]),
        ("2026-09-01", "2027-06-30", 12, ["2027-06-30"]),
    ],
)
def test_parts_cover_the_cycle_and_a_short_rest_belongs_to_the_last(first, last, months, expected):
    """R43: the quarters of ten months are three."""
    cycle = replace(SEASON, starts_on=day(first), ends_on=day(last))

    parts = parts_of(cycle, months)

    assert [part.ends_on.isoformat() for part in parts] == expected
    assert parts[0].starts_on == cycle.starts_on
    assert all(
        after.starts_on - before.ends_on == dt.timedelta(days=1)
        for before, after in zip(parts, parts[1:], strict=False)
    )


@pytest.mark.parametrize(
    ("started", "asked"),
    [("2026-09-01", 3), ("2026-10-16", 3), ("2026-10-17", 2), ("2027-04-30", 1), ("2027-05-01", 0), ("2027-06-30", 0)],
)
def test_a_part_that_was_half_over_is_not_asked_of_a_late_pair(started, asked):
    assert len(windows_of(rule(window=PART), SEASON, day(started))) == asked


CALLS = rule(window=PART, contact_kind_id=CALL_KIND, counts_besides=True)


@pytest.mark.parametrize(
    ("called_on", "parts"),
    [
        (["2026-08-31"], [0, 0, 0]),
        (["2026-09-01"], [1, 0, 0]),
        (["2026-11-30"], [1, 0, 0]),
        (["2026-12-01"], [0, 1, 0]),
        (["2027-02-28"], [0, 1, 0]),
        (["2027-03-01"], [0, 0, 1]),
        (["2027-06-30"], [0, 0, 1]),
        (["2027-07-01"], [0, 0, 0]),
        (["2026-09-01", "2026-09-02", "2026-12-05"], [1, 1, 0]),
    ],
)
def test_a_call_counts_for_its_own_quarter(called_on, parts):
    """R43, each boundary day."""
    made = [Made(day(each), Mode(False), kind_id=CALL_KIND) for each in called_on]

    state = progress([CALLS], made, SEASON, SEASON.starts_on, day("2026-09-01"))

    assert [part.counted for part in state.rules[0].parts] == parts


def test_a_rule_that_counts_besides_takes_no_contact_from_the_others():
    made = [Made(day("2026-10-05"), Mode(False), kind_id=CALL_KIND)]

    state = progress([CALLS, rule(1)], made, SEASON, SEASON.starts_on, day("2026-10-06"))

    assert (counts(state), state.counted, state.needed) == ([1, 1], 1, 1)


def test_another_partnership_asks_for_twelve_contacts_and_none_in_person():
    made = [
        Made(day(f"2026-{month:02d}-{number:02d}"), Mode(False)) for month in (10, 11, 12) for number in (3, 9, 15, 21)
    ]

    state = progress([rule(12)], made, SEASON, SEASON.starts_on, day("2026-12-22"))

    assert (state.pace, state.sentence) == (Pace.MET, "12 of 12 contacts: all that this season asks for")


# --- States on each boundary day ---


@pytest.mark.parametrize(
    ("asked", "today", "state", "due_on"),
    [
        (rule(window=FIRST), "2026-08-31", RuleState.ON_PACE, None),
        (rule(window=FIRST), "2026-09-01", RuleState.DUE, "2026-09-30"),
        (rule(window=FIRST), "2026-09-30", RuleState.DUE, "2026-09-30"),
        (rule(window=FIRST), "2026-10-01", RuleState.LATE, None),
        (rule(window=LAST), "2027-05-31", RuleState.ON_PACE, None),
        (rule(window=LAST), "2027-06-01", RuleState.DUE, "2027-06-30"),
        (rule(window=LAST), "2027-06-30", RuleState.DUE, "2027-06-30"),
        (rule(window=LAST), "2027-07-01", RuleState.LATE, None),
        (rule(window=PART), "2026-11-30", RuleState.DUE, "2026-11-30"),
        (rule(window=PART), "2026-12-01", RuleState.LATE, "2027-02-28"),
        (rule(1), "2026-09-01", RuleState.ON_PACE, None),
        (rule(1), "2027-05-31", RuleState.ON_PACE, None),
        (rule(1), "2027-06-01", RuleState.DUE, "2027-06-30"),
        (rule(1), "2027-06-30", RuleState.DUE, "2027-06-30"),
        (rule(1), "2027-07-01", RuleState.LATE, None),
        (rule(18), "2026-09-17", RuleState.ON_PACE, None),
        (rule(18), "2026-09-18", RuleState.LATE, None),
    ],
)
def test_each_state_begins_on_its_day(asked, today, state, due_on):
    line = progress([asked], [], SEASON, SEASON.starts_on, day(today)).rules[0]

    assert (line.state, line.due_on) == (state, day(due_on) if due_on else None)


@pytest.mark.parametrize(
    ("agreed", "today", "state"),
    [
        (None, "2026-09-30", RuleState.DUE),
        ("2026-09-30", "2026-09-30", RuleState.MET),
        # Late, yet agreed.
        ("2026-10-01", "2026-10-01", RuleState.MET),
        (None, "2026-10-01", RuleState.LATE),
        ("2026-08-20", "2026-09-01", RuleState.MET),
    ],
)
def test_a_plan_is_due_by_its_day_and_can_be_agreed_after_it(agreed, today, state):
    asked = rule(window=FIRST, kind=RuleKind.PLAN)

    found = progress([asked], [], SEASON, SEASON.starts_on, day(today), plan_agreed_on=day(agreed) if agreed else None)

    assert (found.rules[0].state, found.needed) == (state, 0)


def test_journals_are_asked_of_each_side_and_counted_by_days():
    asked = rule(window=PART, kind=RuleKind.JOURNAL, every_months=5)
    days = {Side.MENTOR: [day("2026-10-01"), day("2027-03-01")], Side.MENTEE: [day("2026-10-01"), day("2026-10-02")]}

    both = progress([asked], [], SEASON, SEASON.starts_on, day("2027-03-05"), journal_days=days)
    own = progress(
        [asked], [], SEASON, SEASON.starts_on, day("2027-03-05"), journal_days={Side.MENTOR: days[Side.MENTOR]}
    )

    assert (both.rules[0].counted, both.rules[0].minimum, both.rules[0].state) == (3, 4, RuleState.DUE)
    assert (own.rules[0].counted, own.rules[0].minimum, own.rules[0].state) == (2, 2, RuleState.MET)


# --- Breaks ---


@pytest.mark.parametrize(
    ("breaks", "days"),
    [
        ([], 303),
        ([winter()], 289),
        ([winter(), winter()], 289),
        ([winter(), winter("2026-12-28", "2027-01-10")], 282),
        ([winter("2026-08-20", "2026-09-01")], 302),
        ([winter("2027-06-30", "2027-07-31")], 302),
        ([winter("2027-07-01", "2027-07-31")], 303),
        ([winter("2026-08-01", "2027-08-01")], 0),
        ([winter("2027-01-03", "2027-01-02")], 303),
    ],
)
def test_days_of_breaks_do_not_count_once_each(breaks, days):
    assert Season.of(SEASON, SEASON.starts_on, breaks).days == days


def test_the_pace_stands_still_in_a_break_and_is_the_same_at_the_end():
    before, within, after, end = (
        progress([rule(18)], [], SEASON, SEASON.starts_on, day(today), breaks=[winter()]).behind_by
        for today in ("2026-12-21", "2027-01-02", "2027-01-04", "2027-07-01")
    )

    assert (before, within, after, end) == (6, 6, 6, 18)


def test_a_contact_in_a_break_counts():
    state = progress([rule(1)], [met("2026-12-25")], SEASON, SEASON.starts_on, day("2026-12-26"), breaks=[winter()])

    assert counts(state) == [1]


def test_a_season_of_nothing_but_breaks_asks_at_its_end():
    everything = [winter("2026-08-01", "2027-08-01")]

    behind = [
        progress([rule(3)], [], SEASON, SEASON.starts_on, day(today), breaks=everything).behind_by
        for today in ("2027-06-30", "2027-07-01")
    ]

    assert behind == [0, 3]


def test_leap_day_belongs_to_its_month_and_quarter():
    cycle = replace(SEASON, starts_on=dt.date(2027, 9, 1), ends_on=dt.date(2028, 2, 29))

    line = progress([rule(window=LAST, in_person=True)], [met("2028-02-29")], cycle, cycle.starts_on, cycle.ends_on)

    assert line.rules[0].window == Window(dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert line.rules[0].is_met
