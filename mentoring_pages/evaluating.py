"""When each evaluation of a pair is open (R19, R69). Values in, values out."""

from __future__ import annotations

import datetime

from mentoring_pages.contacts import last_month
from mentoring_pages.enums import EvaluationMoment


def opening_days(
    cycle, started_on: datetime.date, *, first_met_on: datetime.date | None, ended_on: datetime.date | None
) -> dict[EvaluationMoment, datetime.date | None]:
    """From which day each moment can be answered; None while that day is not known.

    The first opens with the first meeting in person, the second half way through the season, the last in the last month
    or, for a pair that ended sooner, on the day it ended.
    """
    start = max(started_on, cycle.starts_on)
    half_way = start + (cycle.ends_on - start) / 2 if cycle.ends_on > start else cycle.ends_on
    closing = last_month(cycle, started_on).starts_on
    return {
        EvaluationMoment.FIRST_MEETING: first_met_on,
        EvaluationMoment.MIDPOINT: None if ended_on and ended_on < half_way else half_way,
        EvaluationMoment.CLOSING: min(closing, ended_on) if ended_on else closing,
    }


def open_moments(days: dict[EvaluationMoment, datetime.date | None], today: datetime.date) -> list[EvaluationMoment]:
    """Those of `opening_days` that have come, in their order."""
    return [moment for moment, opens_on in days.items() if opens_on and opens_on <= today]


def first_meeting_day(contacts) -> datetime.date | None:
    """The day of the first contact in person that came about; the contacts' mode is read."""
    return min((each.happened_on for each in contacts if each.was_made and each.mode.is_face_to_face), default=None)
