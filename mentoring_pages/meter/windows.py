"""The days in which a rule of a cycle counts, and the days that a pace is measured by (R39, R40)."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from mentoring_pages.enums import ContactWindow

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """A span of days, both ends included."""

    starts_on: datetime.date
    ends_on: datetime.date

    def holds(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Season:
    """The days that a pair has in its cycle, without the cycle's breaks: by them alone a pace is measured."""

    window: Window
    breaks: tuple[Window, ...] = ()

    @classmethod
    def of(cls, cycle, started_on: datetime.date, breaks: Iterable = ()) -> Season:
        """`breaks` are rows or values with `starts_on` and `ends_on`; they may overlap and reach beyond the cycle."""
        return cls(Window(max(started_on, cycle.starts_on), cycle.ends_on), _joined(breaks))

    @property
    def days(self) -> int:
        """How many days count; 0 for a pair that began after the end."""
        return self._counted(self.window.starts_on, self.window.ends_on)

    def gone(self, today: datetime.date) -> int:
        """How many of them lie before today."""
        return self._counted(self.window.starts_on, min(today - ONE_DAY, self.window.ends_on))

    def share(self, number: int, today: datetime.date) -> int:
        """What a steady pair would have of `number` by today, rounded down.

        A season that is nothing but breaks asks for it all on its last day.
        """
        if today > self.window.ends_on:
            return number
        days = self.days
        return number * self.gone(today) // days if days > 0 else 0

    def _counted(self, first: datetime.date, last: datetime.date) -> int:
        days = max((last - first).days + 1, 0)
        for each in self.breaks:
            days -= max((min(last, each.ends_on) - max(first, each.starts_on)).days + 1, 0)
        return days


def first_month(cycle, started_on: datetime.date) -> Window:
    """The first month of mentoring: from the day the pair began, or from the cycle's first day if that is later.

    A month from the 12th ends on the 11th; where that day does not exist, on the last day of the month.
    """
    start = max(started_on, cycle.starts_on)
    return Window(min(start, cycle.ends_on), min(_month_later(start) - ONE_DAY, cycle.ends_on))


def last_month(cycle, started_on: datetime.date) -> Window:
    """The last month of programming: the month that ends with the cycle, or what is left of it for a late pair."""
    end = cycle.ends_on
    if end.day == _days_in(end.year, end.month):
        start = end.replace(day=1)
    else:
        year, month = (end.year - 1, 12) if end.month == 1 else (end.year, end.month - 1)
        day_after = end.day + 1
        start = datetime.date(year, month, day_after) if day_after <= _days_in(year, month) else end.replace(day=1)
    return Window(min(max(start, started_on, cycle.starts_on), end), end)


def parts_of(cycle, every_months: int) -> tuple[Window, ...]:
    """The cycle in parts of so many months, such as quarters. What is left over at the end, and shorter than half a
    part, belongs to the last one: ten months have three quarters.
    """
    every_months = max(every_months, 1)
    starts = [cycle.starts_on]
    while (following := _months_later(cycle.starts_on, every_months * len(starts))) <= cycle.ends_on:
        starts.append(following)
    ends = [start - ONE_DAY for start in starts[1:]] + [cycle.ends_on]
    whole = (_months_later(starts[-1], every_months) - starts[-1]).days
    if len(starts) > 1 and 2 * ((ends[-1] - starts[-1]).days + 1) < whole:
        starts.pop()
        del ends[-2]
    return tuple(Window(start, end) for start, end in zip(starts, ends, strict=True))


def windows_of(rule, cycle, started_on: datetime.date) -> tuple[Window, ...]:
    """The days in which a rule counts: one window, or one for each part of the cycle.

    A part that was more than half over when the pair began is not asked of it.
    """
    if rule.window == ContactWindow.FIRST_MONTH:
        return (first_month(cycle, started_on),)
    if rule.window == ContactWindow.LAST_MONTH:
        return (last_month(cycle, started_on),)
    if rule.window == ContactWindow.EACH_PART:
        parts = parts_of(cycle, rule.every_months)
        return tuple(part for part in parts if (started_on - part.starts_on) * 2 <= part.ends_on - part.starts_on)
    return (Window(cycle.starts_on, cycle.ends_on),)


def _joined(breaks: Iterable) -> tuple[Window, ...]:
    """The same days in spans that do not overlap, in their order."""
    found: list[Window] = []
    for each in sorted(breaks, key=lambda one: one.starts_on):
        if each.ends_on < each.starts_on:
            continue
        if found and each.starts_on <= found[-1].ends_on + ONE_DAY:
            found[-1] = Window(found[-1].starts_on, max(found[-1].ends_on, each.ends_on))
        else:
            found.append(Window(each.starts_on, each.ends_on))
    return tuple(found)


def _month_later(day: datetime.date) -> datetime.date:
    """The first day that no longer belongs to the month that began on `day`."""
    if day.day == 1:
        return day.replace(day=_days_in(day.year, day.month)) + ONE_DAY
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return datetime.date(year, month, min(day.day - 1, _days_in(year, month))) + ONE_DAY


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month; of a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
