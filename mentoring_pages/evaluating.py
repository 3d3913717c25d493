"""When each evaluation of a pair is open (R19, R69). Values in, values out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from mentoring_pages.contacts import last_month
from mentoring_pages.enums import EvaluationMoment

# However short the pause that staff chose, a season has no more of one kind.
MOST_TIMES = 12


@dataclass(frozen=True)
class PairDays:
    """The days of a pair on which the schedule depends; None while a day is not known."""

    started_on: datetime.date
    first_met_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    extended_to: datetime.date | None = None


@dataclass(frozen=True)
class Opening:
    """One time that a line of the schedule is asked: the `number`-th, from `opens_on` to `closes_on`, both included.

    `opens_on` None: its day is not known yet, or never comes. `closes_on` None: open without end.
    """

    number: int
    opens_on: datetime.date | None
    closes_on: datetime.date | None = None

    def is_open(self, today: datetime.date) -> bool:
        if self.opens_on is None or today < self.opens_on:
            return False
        return self.closes_on is None or today <= self.closes_on


def openings(scheduled, cycle, days: PairDays) -> list[Opening]:
    """Each time that this line of the cycle's schedule is asked, in order; the last may be without a day.

    The first meeting opens with the first contact in person; the midpoint lies half way through the season; the closing
    in its last month or, for a pair that ended sooner, on the day it ended. What lies after the end is not asked.
    """
    found = [_opening(scheduled, number, day, days) for number, day in enumerate(_days_of(scheduled, cycle, days), 1)]
    if not scheduled.repeat_days:
        return found
    # One that comes again takes the place of the one before.
    return [
        each if after is None else Opening(each.number, each.opens_on, _earlier(each.closes_on, after.opens_on))
        for each, after in zip(found, [*found[1:], None], strict=True)
    ]


def first_meeting_day(contacts: Iterable) -> datetime.date | None:
    """The day of the first contact in person that came about; the contacts' mode is read."""
    return min((each.happened_on for each in contacts if each.was_made and each.mode.is_face_to_face), default=None)


def _days_of(scheduled, cycle, days):
    start = max(days.started_on, cycle.starts_on)
    season_end = max(cycle.ends_on, days.extended_to or cycle.ends_on)
    if scheduled.moment == EvaluationMoment.AFTER_MATCH:
        return _after_match(scheduled, days, season_end)
    if scheduled.moment == EvaluationMoment.FIRST_MEETING:
        return [days.first_met_on]
    if scheduled.moment == EvaluationMoment.MIDPOINT:
        half_way = start + (cycle.ends_on - start) / 2 if cycle.ends_on > start else cycle.ends_on
        return [None if days.ended_on and days.ended_on < half_way else half_way]
    if scheduled.moment == EvaluationMoment.CLOSING:
        closing = last_month(cycle, days.started_on).starts_on
        if days.extended_to and days.extended_to > cycle.ends_on:
            closing = days.extended_to - datetime.timedelta(days=30)
        return [min(closing, days.ended_on) if days.ended_on else closing]
    return [days.ended_on + datetime.timedelta(days=scheduled.days) if days.ended_on else None]


def _after_match(scheduled, days, season_end):
    last = min(season_end, days.ended_on) if days.ended_on else season_end
    day, found = days.started_on + datetime.timedelta(days=scheduled.days), []
    while day <= last and len(found) < MOST_TIMES:
        found.append(day)
        if not scheduled.repeat_days:
            break
        day += datetime.timedelta(days=scheduled.repeat_days)
    return found or [None]


def _opening(scheduled, number, day, days):
    if day is None or not scheduled.open_days:
        return Opening(number, day)
    return Opening(number, day, day + datetime.timedelta(days=scheduled.open_days))


def _earlier(closes_on, next_opens_on):
    before = next_opens_on - datetime.timedelta(days=1)
    return before if closes_on is None else min(closes_on, before)
