"""The four tiers of priority, at their boundaries (R4). Programs here are never stored."""

from datetime import date

import pytest

from mentoring_pages.enums import PriorityTier
from mentoring_pages.models import Program
from mentoring_pages.tiers import TierRules, computed_tier, first_new_day, tier_of

TODAY = date(2026, 11, 29)
RULES = TierRules(new_program_months=24, new_director_months=12)


def tier(needs_count=0, **facts):
    return tier_of(Program(**facts), TODAY, needs_count=needs_count, rules=RULES).value


@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        (date(2024, 11, 29), None),
        (date(2024, 11, 30), PriorityTier.NEW_PROGRAM),
        (TODAY, PriorityTier.NEW_PROGRAM),
        (date(2026, 11, 30), None),
        (None, None),
    ],
)
def test_a_program_is_new_for_as_many_months_as_staff_say(started_on, expected):
    """R4, first tier."""
    assert tier(started_on=started_on) == expected


@pytest.mark.parametrize(
    ("started_on", "expected"),
    [(date(2025, 11, 29), None), (date(2025, 11, 30), PriorityTier.NEW_DIRECTOR), (None, None)],
)
def test_a_director_is_new_for_as_many_months_as_staff_say(started_on, expected):
    """R4, second tier."""
    assert tier(started_on=date(2010, 1, 1), director_started_on=started_on) == expected


def test_a_new_program_comes_before_its_new_director():
    assert tier(started_on=TODAY, director_started_on=TODAY, needs_count=2) == PriorityTier.NEW_PROGRAM


def test_needs_of_a_request_are_the_last_tier():
    """R4, fourth tier."""
    assert [tier(needs_count=count) for count in (0, 1)] == [None, PriorityTier.CAPACITY_NEED]


def test_no_date_makes_a_program_struggle_but_a_coordinator_can():
    """R4, third tier; the reason is what staff read."""
    program = Program(started_on=TODAY, priority_tier=PriorityTier.STRUGGLING, priority_reason="Flooded hall.")

    counted, worked_out = tier_of(program, TODAY, rules=RULES), computed_tier(program, TODAY, rules=RULES)

    assert (counted.value, counted.is_set, counted.why) == (PriorityTier.STRUGGLING, True, "Flooded hall.")
    assert (worked_out.value, worked_out.is_set) == (PriorityTier.NEW_PROGRAM, False)


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_end_where_the_calendar_ends(today, months, expected):
    assert first_new_day(today, months) == expected
