"""How contacts are counted against a cycle's rules (R15, R39-R43, T2)."""

import datetime as dt
from dataclasses import dataclass

import pytest

from mentoring_pages.contacts import Pace, first_month, last_month, least_contacts, progress
from mentoring_pages.enums import ContactWindow


@dataclass(frozen=True)
class Season:
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class Mode:
    is_face_to_face: bool


@dataclass(frozen=True)
class Made:
    happened_on: dt.date
    mode: Mode
    was_made: bool = True
    mode_id: int = 1
    kind_id: int = 1


@dataclass(frozen=True)
class Rule:
    label: str
    minimum: int
    window: str
    is_face_to_face: bool
    kind: str = "contacts"
    every_months: int = 3
    contact_mode_id: int | None = None
    contact_kind_id: int | None = None
    counts_besides: bool = False


SEASON = Season(dt.date(2026, 9, 1), dt.date(2027, 6, 30))
FIRST = Rule("first", 1, ContactWindow.FIRST_MONTH, True)
LAST = Rule("last", 1, ContactWindow.LAST_MONTH, True)
MORE = Rule("more", 18, ContactWindow.WHOLE_CYCLE, False)
RULES = (FIRST, LAST, MORE)


def met(text):
    return Made(dt.date.fromisoformat(text), Mode(True))


def called(text):
    return Made(dt.date.fromisoformat(text), Mode(False))


def tried(text, *, in_person=True):
    return Made(dt.date.fromisoformat(text), Mode(in_person), was_made=False)


def stand(contacts, *, today="2027-06-30", started="2026-09-01", rules=RULES, season=SEASON, planned=None):
    return progress(
        rules, contacts, season, dt.date.fromisoformat(started), dt.date.fromisoformat(today), planned=planned
    )


def counts(state):
    return [rule.counted for rule in state.rules]


def eighteen_calls():
    return [called(f"2026-{month:02d}-{day:02d}") for month in (10, 11, 12) for day in (2, 5, 9, 12, 16, 19)]


@pytest.mark.parametrize(
    ("started", "window"),
    [
        ("2026-09-01", ("2026-09-01", "2026-09-30")),
        ("2026-08-20", ("2026-09-01", "2026-09-30")),
        ("2026-09-15", ("2026-09-15", "2026-10-14")),
        ("2026-12-10", ("2026-12-10", "2027-01-09")),
        ("2026-12-01", ("2026-12-01", "2026-12-31")),
        ("2026-12-31", ("2026-12-31", "2027-01-30")),
        ("2027-01-31", ("2027-01-31", "2027-02-28")),
        ("2027-01-30", ("2027-01-30", "2027-02-28")),
        ("2027-01-29", ("2027-01-29", "2027-02-28")),
        ("2027-02-01", ("2027-02-01", "2027-02-28")),
        ("2027-03-31", ("2027-03-31", "2027-04-30")),
        ("2027-06-10", ("2027-06-10", "2027-06-30")),
        ("2027-06-30", ("2027-06-30", "2027-06-30")),
    ],
)
def test_first_month_runs_a_month_from_the_start_within_the_cycle(started, window):
    """R40."""
    found = first_month(SEASON, dt.date.fromisoformat(started))

    assert (found.starts_on.isoformat(), found.ends_on.isoformat()) == window


def test_first_month_in_a_leap_year_ends_on_the_29th():
    season = Season(dt.date(2027, 9, 1), dt.date(2028, 6, 30))

    assert first_month(season, dt.date(2028, 1, 31)).ends_on == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("ends_on", "started", "window"),
    [
        ("2027-06-30", "2026-09-01", ("2027-06-01", "2027-06-30")),
        ("2027-06-15", "2026-09-01", ("2027-05-16", "2027-06-15")),
        ("2027-02-28", "2026-09-01", ("2027-02-01", "2027-02-28")),
        ("2027-03-30", "2026-09-01", ("2027-03-01", "2027-03-30")),
        ("2027-01-10", "2026-09-01", ("2026-12-11", "2027-01-10")),
        ("2026-12-31", "2026-09-01", ("2026-12-01", "2026-12-31")),
        ("2027-06-30", "2027-06-12", ("2027-06-12", "2027-06-30")),
        ("2027-05-31", "2026-09-01", ("2027-05-01", "2027-05-31")),
    ],
)
def test_last_month_is_the_month_that_ends_with_the_cycle(ends_on, started, window):
    """R40."""
    season = Season(dt.date(2026, 9, 1), dt.date.fromisoformat(ends_on))

    found = last_month(season, dt.date.fromisoformat(started))

    assert (found.starts_on.isoformat(), found.ends_on.isoformat()) == window


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([], [0, 0, 0]),
        ([met("2026-09-01")], [1, 0, 0]),
        ([met("2026-09-30")], [1, 0, 0]),
        ([met("2026-10-01")], [0, 0, 1]),
        ([called("2026-09-10")], [0, 0, 1]),
        ([tried("2026-09-10")], [0, 0, 0]),
        ([tried("2026-10-10", in_person=False)], [0, 0, 0]),
        ([met("2026-09-10"), met("2026-09-20")], [1, 0, 1]),
        ([met("2027-06-01")], [0, 1, 0]),
        ([met("2027-05-31")], [0, 0, 1]),
        ([met("2027-06-30"), met("2026-09-02"), called("2027-01-05")], [1, 1, 1]),
        ([met("2026-08-31")], [0, 0, 0]),
        ([met("2027-07-01")], [0, 0, 0]),
    ],
)
def test_each_contact_counts_once_and_attempts_never(contacts, expected):
    """R40, R41."""
    assert counts(stand(contacts)) == expected


def test_two_equal_contacts_of_a_day_are_two_contacts():
    """A call in the morning and one in the afternoon."""
    state = stand([called("2026-10-01"), called("2026-10-01")])

    assert counts(state) == [0, 0, 2]


def test_twenty_contacts_with_both_meetings_meet_the_minimum():
    """R40, R41: 2 in person and 18 more."""
    state = stand([met("2026-09-05"), *eighteen_calls(), met("2027-06-20")])

    assert counts(state) == [1, 1, 18]
    assert (state.counted, state.needed, state.is_met, state.pace) == (20, 20, True, Pace.MET)
    assert state.sentence == "20 of 20 contacts: all that this season asks for"


def test_many_calls_do_not_replace_a_meeting():
    state = stand(
        [met("2026-09-05"), *eighteen_calls(), called("2027-06-20"), called("2027-06-21")], today="2027-07-01"
    )

    assert counts(state) == [1, 0, 18]
    assert (state.counted, state.made, state.is_met, state.pace) == (19, 21, False, Pace.MISSED)


def test_the_meetings_of_a_late_pair_need_two_meetings():
    """A pair that starts in May: both windows lie close together, and one meeting does not serve both."""
    one = stand([met("2027-06-05")], started="2027-05-20")
    two = stand([met("2027-06-05"), met("2027-06-06")], started="2027-05-20")

    assert (counts(one), counts(two)) == ([1, 0, 0], [1, 1, 0])


def test_the_narrowest_rule_chooses_first_whatever_the_order():
    state = stand([met("2026-09-05")], rules=(MORE, LAST, FIRST))

    assert counts(state) == [0, 0, 1]


def test_a_face_to_face_rule_for_the_whole_cycle_goes_before_the_general_one():
    rules = (MORE, Rule("visits", 2, ContactWindow.WHOLE_CYCLE, True))

    state = stand([called("2026-10-01"), met("2026-10-02"), met("2026-10-03"), met("2026-10-04")], rules=rules)

    assert counts(state) == [2, 2]


def test_a_cycle_without_rules_asks_for_nothing():
    state = stand([called("2026-10-01")], rules=())

    assert (state.counted, state.needed, state.is_met, state.pace) == (0, 0, True, Pace.MET)


def test_a_plan_raises_the_needed_number_and_never_lowers_it():
    """T2: the minimum is a floor."""
    contacts = [met("2026-09-05"), *eighteen_calls(), called("2027-01-04"), called("2027-01-05"), met("2027-06-20")]

    more, less = stand(contacts, planned=24), stand(contacts, planned=5)

    assert (more.counted, more.needed, more.minimum, more.pace) == (22, 24, 20, Pace.ON_PACE)
    assert (less.counted, less.needed, less.pace) == (20, 20, Pace.MET)


def test_contacts_beyond_the_plan_do_not_count_beyond_it():
    contacts = [met("2026-09-05"), *eighteen_calls(), *[called("2027-02-02")] * 9, met("2027-06-20")]

    state = stand(contacts, planned=22)

    assert (state.counted, state.needed, state.made) == (22, 22, 29)


@pytest.mark.parametrize(
    ("today", "contacts", "pace", "sentence"),
    [
        ("2026-08-15", [], Pace.TO_COME, "20 contacts to come, from Tue 1 Sep 2026"),
        ("2026-09-10", [], Pace.ON_PACE, "0 of 20 contacts, on pace"),
        ("2026-10-01", [], Pace.BEHIND, "0 of 20 contacts, 2 behind pace"),
        ("2026-10-01", [called("2026-09-12")], Pace.BEHIND, "1 of 20 contacts, 1 behind pace"),
        ("2026-10-01", [met("2026-09-12"), called("2026-09-20")], Pace.ON_PACE, "2 of 20 contacts, on pace"),
        ("2027-07-01", [met("2026-09-12")], Pace.MISSED, "1 of 20 contacts; the season is over"),
        ("2027-06-30", [met("2026-09-12"), *eighteen_calls()], Pace.ON_PACE, "19 of 20 contacts, on pace"),
    ],
)
def test_pace_is_said_in_a_sentence(today, contacts, pace, sentence):
    state = stand(contacts, today=today)

    assert (state.pace, state.sentence) == (pace, sentence)


def test_pace_of_a_late_pair_is_measured_from_its_start():
    """Half of the days since 1 March are gone by the end of April: 9 of 18 calls and the first meeting."""
    behind = stand([], started="2027-03-01", today="2027-05-01")

    assert behind.behind_by == 1 + 18 * 61 // 122


@pytest.mark.parametrize(
    ("today", "sentences"),
    [
        (
            "2026-09-10",
            ["1 to go, until Wed 30 Sep 2026.", "Opens on Tue 1 Jun 2027.", "18 to go, until Wed 30 Jun 2027."],
        ),
        (
            "2026-10-01",
            [
                "Not reached by Wed 30 Sep 2026.",
                "Opens on Tue 1 Jun 2027.",
                "18 to go, until Wed 30 Jun 2027. 1 behind a steady pace.",
            ],
        ),
        (
            "2027-06-01",
            [
                "Not reached by Wed 30 Sep 2026.",
                "1 to go, until Wed 30 Jun 2027.",
                "18 to go, until Wed 30 Jun 2027. 16 behind a steady pace.",
            ],
        ),
    ],
)
def test_each_rule_says_where_it_stands(today, sentences):
    assert [rule.sentence for rule in stand([], today=today).rules] == sentences


def test_a_met_rule_says_so():
    assert stand([met("2026-09-10")], today="2026-09-11").rules[0].sentence == "Done."


def test_the_order_of_the_contacts_does_not_matter():
    contacts = [met("2026-09-05"), *eighteen_calls(), met("2027-06-20"), tried("2026-09-04")]

    assert stand(contacts) == stand(list(reversed(contacts)))


def test_a_pair_that_starts_on_the_last_day_can_be_counted():
    state = stand([met("2027-06-30")], started="2027-06-30", today="2027-06-30")

    assert counts(state) == [1, 0, 0]


def test_a_start_after_the_end_of_the_cycle_counts_nothing_and_breaks_nothing():
    state = stand([met("2027-07-05")], started="2027-07-02", today="2027-07-10")

    assert (counts(state), state.pace) == ([0, 0, 0], Pace.MISSED)


def test_the_least_number_is_the_sum_of_the_rules():
    """R40 and R41 together: 20."""
    assert least_contacts(RULES) == 20
