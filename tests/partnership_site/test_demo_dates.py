"""Where the demo puts its dates, whatever day it is built on."""

from datetime import date, timedelta

import pytest

from partnership_site.demo import dates
from partnership_site.demo.builders.gatherings import gathering_day
from partnership_site.demo.meetings import GATHERINGS

DAYS = [
    date(2026, 11, 22),
    date(2027, 1, 5),
    date(2027, 7, 15),
    date(2027, 9, 1),
    date(2027, 12, 31),
    date(2028, 2, 29),
]


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))],
)
def test_easter_falls_where_the_calendar_has_it(year, sunday):
    assert dates.easter(year) == sunday


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 26),
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2027, 1, 18),
        date(2027, 5, 31),
        date(2027, 7, 4),
        date(2027, 9, 6),
    ],
)
def test_holidays_are_no_days_for_gatherings(day):
    assert dates.is_holiday(day)


def test_an_ordinary_tuesday_is_no_holiday():
    assert not dates.is_holiday(date(2026, 10, 20))


@pytest.mark.parametrize("today", DAYS)
def test_gatherings_placed_by_weeks_stay_on_their_side_of_today(today):
    placed = [entry for entry in GATHERINGS if not entry.anchor]

    wrong = [
        (entry.title, gathering_day(entry, today))
        for entry in placed
        if (gathering_day(entry, today) < today) != (entry.weeks < 0)
    ]

    assert wrong == []


@pytest.mark.parametrize("today", DAYS)
def test_gatherings_keep_their_weekday_and_avoid_holidays(today):
    placed = [entry for entry in GATHERINGS if not entry.anchor]

    wrong = [
        entry.title
        for entry in placed
        if gathering_day(entry, today).weekday() != entry.weekday
        or any(dates.is_holiday(gathering_day(entry, today) + timedelta(days=n)) for n in range(entry.days))
    ]

    assert wrong == []


def test_gatherings_are_from_tuesday_to_thursday_and_rarely_on_saturday():
    weekdays = [entry.weekday for entry in GATHERINGS if not entry.anchor]

    assert set(weekdays) == {1, 2, 3, 5}
    assert weekdays.count(5) == 2


@pytest.mark.parametrize("today", DAYS)
def test_the_calendar_is_never_empty_in_the_next_weeks(today):
    soon = [entry for entry in GATHERINGS if today <= gathering_day(entry, today) <= today + timedelta(days=35)]

    assert len(soon) >= 3


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 6, 30), 2026)]
)
def test_a_cycle_runs_from_september_to_june_and_closes_over_the_summer(today, first):
    """R39."""
    year = dates.running_year(today)

    assert (year.starts_on, year.ends_on) == (date(first, 9, 1), date(first + 1, 6, 30))


@pytest.mark.parametrize("today", DAYS)
def test_quarterly_calls_lie_inside_their_cycle(today):
    """R43."""
    year = dates.running_year(today)

    calls = [dates.anchored(f"call-{number}", year) for number in (1, 2, 3, 4)]

    assert calls == sorted(calls)
    assert all(year.starts_on < call < year.ends_on for call in calls)


@pytest.mark.parametrize("today", DAYS)
def test_the_kickoff_comes_before_the_cycle(today):
    """R58."""
    year = dates.running_year(today)

    assert dates.anchored("kickoff", year) < year.starts_on
