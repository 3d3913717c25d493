"""Quarters, holidays and school breaks: on which day a gathering is proposed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.planning.holidays import MONDAY, HolidayRule, holidays_by_day
from events.planning.quarters import Quarter, coming_year, quarters_from, read_breaks, spread, usual_days
from events.starting_data import HOLIDAYS

THURSDAY = 3
BY_DAY = holidays_by_day(HOLIDAYS, 2020, 2051)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 1, 18), "Martin Luther King Jr. Day"),
        (date(2027, 2, 12), "Lincoln's Birthday"),
        (date(2027, 2, 15), "Presidents' Day"),
        (date(2027, 3, 1), "Casimir Pulaski Day"),
        (date(2027, 5, 31), "Memorial Day"),
        (date(2027, 6, 18), "Juneteenth"),
        (date(2027, 7, 5), "Independence Day"),
        (date(2027, 9, 6), "Labor Day"),
        (date(2027, 10, 11), "Columbus Day and Indigenous Peoples' Day"),
        (date(2027, 11, 11), "Veterans Day"),
        (date(2027, 11, 25), "Thanksgiving"),
        (date(2027, 11, 26), "Thanksgiving"),
        (date(2027, 12, 24), "Christmas Eve"),
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2027, 12, 31), "New Year's Eve"),
        (date(2021, 12, 31), "New Year's Eve"),
        (date(2028, 11, 7), "Election day"),
        (date(2028, 3, 21), "Primary election day"),
        (date(2027, 11, 2), ""),
        (date(2027, 3, 16), ""),
        (date(2027, 4, 15), ""),
    ],
)
def test_holidays(day, name):
    assert BY_DAY.get(day, "") == name


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (HolidayRule("Leap", month=2, day=29), [date(2028, 2, 29)]),
        (HolidayRule("Fifth", month=2, weekday=MONDAY, n=5), []),
        (HolidayRule("Once", on=date(2027, 4, 1), days_count=2), [date(2027, 4, 1), date(2027, 4, 2)]),
        (
            HolidayRule("Turn", month=12, day=31, days_count=2),
            [date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1), date(2028, 12, 31)],
        ),
    ],
)
def test_rules_at_the_edges_of_years_and_months(rule, days):
    assert sorted(holidays_by_day([rule], 2027, 2028)) == days


def test_the_coming_year_has_four_quarters():
    assert [quarter.key for quarter in coming_year(date(2026, 11, 22))] == ["2027-1", "2027-2", "2027-3", "2027-4"]


def test_quarters_follow_each_other_over_the_year_s_end():
    assert [quarter.key for quarter in quarters_from(date(2026, 11, 22), 3)] == ["2026-4", "2027-1", "2027-2"]


@pytest.mark.parametrize("key", ["", None, "2027", "2027-5", "2027-0", "x-1", "27-1", "2027-1-1", "９999-1"])
def test_what_is_no_quarter_is_none(key):
    assert Quarter.read(key) is None


def test_usual_days_leave_out_holidays_and_the_weeks_of_breaks():
    """The Thursdays of the last quarter of 2027: without Veterans Day, Thanksgiving, and the two weeks of the break."""
    breaks = read_breaks("2027-12-22 to 2027-12-31")

    days = usual_days(Quarter(2027, 4), THURSDAY, breaks, holidays=BY_DAY)

    assert days == [
        *[date(2027, 10, day) for day in (7, 14, 21, 28)],
        *[date(2027, 11, day) for day in (4, 18)],
        *[date(2027, 12, day) for day in (2, 9, 16)],
    ]


def test_a_break_takes_out_the_whole_week():
    """A break from Monday to Wednesday: nobody comes on the Thursday."""
    assert date(2027, 3, 25) not in usual_days(Quarter(2027, 1), THURSDAY, read_breaks("3/22/2027 - 3/24/2027"))


def test_days_that_are_over_are_not_proposed():
    days = usual_days(Quarter(2026, 4), THURSDAY, holidays=BY_DAY, not_before=date(2026, 12, 4))

    assert days == [date(2026, 12, 10), date(2026, 12, 17)]


@given(st.integers(2026, 2050), st.integers(1, 4), st.integers(0, 6))
def test_usual_days_are_that_weekday_of_that_quarter(year, number, weekday):
    quarter = Quarter(year, number)

    days = usual_days(quarter, weekday, holidays=BY_DAY)

    assert {day.weekday() for day in days} == {weekday}
    assert {Quarter.of(day) for day in days} == {quarter}
    assert not any(day in BY_DAY for day in days)


@given(st.integers(1, 60), st.integers(1, 14))
def test_regions_are_spread_evenly_over_the_days(count, length):
    days = [date(2027, 1, 7) + timedelta(weeks=week) for week in range(length)]

    chosen = [spread(days, position, count) for position in range(count)]

    assert chosen == sorted(chosen)
    times = [chosen.count(day) for day in days]
    assert max(times) - min(times) <= 1


def test_one_region_gets_the_middle_and_no_days_give_none():
    assert spread([date(2027, 1, day) for day in (7, 14, 21)], 0, 1) == date(2027, 1, 14)
    assert spread([], 0, 1) is None


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("2027-03-22 to 2027-03-26", date(2027, 3, 22), date(2027, 3, 26)),
        ("2027-03-22 - 2027-03-26", date(2027, 3, 22), date(2027, 3, 26)),
        ("3/22/2027 through 3/26/2027", date(2027, 3, 22), date(2027, 3, 26)),
        ("3/22/2027\u20133/26/2027", date(2027, 3, 22), date(2027, 3, 26)),
        ("2027-04-02", date(2027, 4, 2), date(2027, 4, 2)),
    ],
)
def test_breaks_are_read_as_people_write_them(line, first, last):
    assert read_breaks(f"\n  {line}  \n") == [(first, last)]


@pytest.mark.parametrize(
    "line",
    [
        "spring",
        "2027-03-26 to 2027-03-22",
        "2027-02-30",
        "2027-01-01 to 2027-12-31",
        "2027-01-01 to 2027-01-02 to 2027-01-03",
        "to",
        "9999-01-01",
    ],
)
def test_a_line_that_is_no_break_is_named(line):
    with pytest.raises(ValueError, match=line):
        read_breaks(f"2027-03-22\n{line}")
