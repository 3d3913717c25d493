"""When each evaluation opens and closes (R19, R69)."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_pages.enums import EvaluationMoment
from mentoring_pages.evaluating import MOST_TIMES, PairDays, openings


@dataclass(frozen=True)
class Season:
    starts_on: dt.date = dt.date(2026, 9, 1)
    ends_on: dt.date = dt.date(2027, 6, 30)


@dataclass(frozen=True)
class Line:
    moment: str
    days: int = 30
    repeat_days: int = 0
    open_days: int = 45


MATCH, FIRST, MIDPOINT, CLOSING, FOLLOW_UP = (
    EvaluationMoment.AFTER_MATCH,
    EvaluationMoment.FIRST_MEETING,
    EvaluationMoment.MIDPOINT,
    EvaluationMoment.CLOSING,
    EvaluationMoment.FOLLOW_UP,
)


def day(text):
    return dt.date.fromisoformat(text) if text else None


def opens(moment, started, met=None, ended=None, extended=None, **line):
    days = PairDays(day(started), day(met), day(ended), day(extended))
    return [one.opens_on and one.opens_on.isoformat() for one in openings(Line(moment, **line), Season(), days)]


@pytest.mark.parametrize(
    ("started", "met", "ended", "expected"),
    [
        ("2026-09-01", None, None, [None, "2027-01-30", "2027-06-01", None]),
        ("2026-09-01", "2026-09-14", None, ["2026-09-14", "2027-01-30", "2027-06-01", None]),
        ("2027-03-01", None, None, [None, "2027-04-30", "2027-06-01", None]),
        ("2026-09-01", "2026-09-14", "2026-11-02", ["2026-09-14", None, "2026-11-02", "2027-01-31"]),
        ("2026-09-01", "2026-09-14", "2027-03-02", ["2026-09-14", "2027-01-30", "2027-03-02", "2027-05-31"]),
    ],
)
def test_each_moment_opens_on_its_day(started, met, ended, expected):
    found = [opens(moment, started, met, ended, days=90) for moment in (FIRST, MIDPOINT, CLOSING, FOLLOW_UP)]

    assert found == [[one] for one in expected]


def test_after_the_match_comes_again_until_the_season_or_the_pair_ends():
    """R69: 30 days after the match, then every 60 if staff wish."""
    assert opens(MATCH, "2026-09-10") == ["2026-10-10"]
    assert opens(MATCH, "2026-09-10", repeat_days=60) == [
        "2026-10-10",
        "2026-12-09",
        "2027-02-07",
        "2027-04-08",
        "2027-06-07",
    ]
    assert opens(MATCH, "2026-09-10", ended="2026-12-20", repeat_days=60) == ["2026-10-10", "2026-12-09"]
    assert opens(MATCH, "2026-09-10", ended="2026-10-01", repeat_days=60) == [None]


def test_a_pair_that_goes_on_looks_back_in_its_own_last_month():
    assert opens(CLOSING, "2026-09-01", extended="2027-08-31") == ["2027-08-01"]


def test_one_that_comes_again_closes_before_the_next_opens():
    first, second, *_rest = openings(Line(MATCH, repeat_days=20, open_days=45), Season(), PairDays(day("2026-09-10")))

    assert (first.closes_on, second.opens_on) == (day("2026-10-29"), day("2026-10-30"))
    assert [first.is_open(day(one)) for one in ("2026-10-09", "2026-10-10", "2026-10-29", "2026-10-30")] == [
        False,
        True,
        True,
        False,
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.dates(dt.date(2026, 9, 1), dt.date(2027, 6, 30)),
    days=st.integers(0, 730),
    repeat_days=st.integers(14, 366),
    open_days=st.integers(0, 730),
)
def test_at_most_one_time_of_a_line_is_open_on_any_day(start, days, repeat_days, open_days):
    found = openings(Line(MATCH, days, repeat_days, open_days), Season(), PairDays(start))

    assert len(found) <= MOST_TIMES
    for today in (start + dt.timedelta(days=number) for number in range(0, 400, 3)):
        assert sum(one.is_open(today) for one in found) <= 1
