"""Quarters, school breaks, and the day of a gathering in a quarter. Values in, values out."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_KEY = re.compile(r"^(20\d\d)-([1-4])$")
_DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")
_BETWEEN_DAYS = re.compile(r"\s+(?:to|until|through|-)\s+|\s*[\u2013\u2014]\s*", re.IGNORECASE)
LONGEST_BREAK_DAYS = 120


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def __str__(self):
        months = {"first": date_format(self.first_day, "F"), "last": date_format(self.last_day, "F"), "year": self.year}
        return _("%(first)s to %(last)s %(year)s") % months

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, key: str) -> "Quarter | None":
        """The quarter of a key such as "2027-1"; None for anything else."""
        found = _KEY.match(key or "")
        return cls(int(found[1]), int(found[2])) if found else None


def quarters_from(day: date, count: int) -> list[Quarter]:
    """The quarter of `day` and those that follow."""
    quarters = [Quarter.of(day)]
    while len(quarters) < count:
        quarters.append(quarters[-1].next)
    return quarters


def coming_year(today: date) -> list[Quarter]:
    """The four quarters of the next calendar year."""
    return [Quarter(today.year + 1, number) for number in (1, 2, 3, 4)]


def read_breaks(text: str) -> list[tuple[date, date]]:
    """First and last day of each school break: one a line, "2027-03-22 to 2027-03-26", "12/20/2027" for a single day.

    ValueError with the line that cannot be read.
    """
    return [_read_break(line.strip()) for line in text.splitlines() if line.strip()]


def usual_days(
    quarter: Quarter,
    weekday: int,
    breaks: Iterable[tuple[date, date]] = (),
    *,
    holidays: Container[date] = (),
    not_before: date | None = None,
) -> list[date]:
    """The `weekday`s (0 is Monday) of a quarter outside `holidays` and the weeks that school breaks touch."""
    blocked = {week for first, last in breaks for week in _weeks(first, last)}
    day = quarter.first_day + timedelta(days=(weekday - quarter.first_day.weekday()) % 7)
    days = []
    while day <= quarter.last_day:
        is_ahead = not_before is None or day >= not_before
        if is_ahead and day not in holidays and _week(day) not in blocked:
            days.append(day)
        day += timedelta(days=7)
    return days


def spread(days: list[date], position: int, count: int) -> date | None:
    """The day for one of `count` regions, spread evenly, so that people can go to more than one gathering.

    One region alone gets the middle of the quarter; None without any day.
    """
    return days[len(days) * (2 * position + 1) // (2 * count)] if days else None


def _read_break(line):
    parts = _BETWEEN_DAYS.split(line)
    days = [_read_day(part) for part in parts]
    if len(days) > 2 or None in days:
        raise ValueError(line)
    first, last = days[0], days[-1]
    if last < first or (last - first).days > LONGEST_BREAK_DAYS:
        raise ValueError(line)
    return first, last


def _read_day(text):
    for form in _DAY_FORMATS:
        try:
            day = datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        return day if 2000 <= day.year < 2100 else None
    return None


def _week(day):
    return day - timedelta(days=day.weekday())


def _weeks(first, last):
    week = _week(first)
    while week <= last:
        yield week
        week += timedelta(days=7)
