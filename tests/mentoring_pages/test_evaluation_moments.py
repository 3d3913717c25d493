"""When each evaluation opens (R19, R69)."""

import datetime as dt
from dataclasses import dataclass

import pytest

from mentoring_pages.enums import EvaluationMoment
from mentoring_pages.evaluating import open_moments, opening_days


@dataclass(frozen=True)
class Season:
    starts_on: dt.date = dt.date(2026, 9, 1)
    ends_on: dt.date = dt.date(2027, 6, 30)


FIRST, MIDPOINT, CLOSING = EvaluationMoment.FIRST_MEETING, EvaluationMoment.MIDPOINT, EvaluationMoment.CLOSING


@pytest.mark.parametrize(
    ("started", "first_met", "ended", "expected"),
    [
        ("2026-09-01", None, None, [None, "2027-01-30", "2027-06-01"]),
        ("2026-09-01", "2026-09-14", None, ["2026-09-14", "2027-01-30", "2027-06-01"]),
        ("2027-03-01", None, None, [None, "2027-04-30", "2027-06-01"]),
        ("2026-09-01", "2026-09-14", "2026-11-02", ["2026-09-14", None, "2026-11-02"]),
        ("2026-09-01", "2026-09-14", "2027-03-02", ["2026-09-14", "2027-01-30", "2027-03-02"]),
    ],
)
def test_each_moment_opens_on_its_day(started, first_met, ended, expected):
    days = opening_days(
        Season(),
        dt.date.fromisoformat(started),
        first_met_on=dt.date.fromisoformat(first_met) if first_met else None,
        ended_on=dt.date.fromisoformat(ended) if ended else None,
    )

    assert [day and day.isoformat() for day in days.values()] == expected


def test_only_what_has_come_is_open():
    days = {FIRST: dt.date(2026, 9, 14), MIDPOINT: None, CLOSING: dt.date(2027, 6, 1)}

    assert open_moments(days, dt.date(2027, 5, 31)) == [FIRST]
    assert open_moments(days, dt.date(2027, 6, 1)) == [FIRST, CLOSING]
