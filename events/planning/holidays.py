"""Holidays of the United States and of Illinois, on which no gathering is proposed: a table of rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext_noop as _

MONDAY, TUESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 3, 4, 5, 6


@dataclass(frozen=True)
class FixedDay:
    """The same date each year. On a weekend it is kept on the working day beside it too."""

    name: str
    month: int
    day: int

    def days(self, year):
        day = date(year, self.month, self.day)
        shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday())
        return (day, day + timedelta(days=shift)) if shift else (day,)


@dataclass(frozen=True)
class WeekdayOfMonth:
    """The n-th weekday of a month, -1 for the last. `and_days_after`: so many days more. `even_years`: only those."""

    name: str
    month: int
    weekday: int
    n: int
    and_days_after: int = 0
    even_years: bool = False

    def days(self, year):
        if self.even_years and year % 2:
            return ()
        first = nth_weekday(year, self.month, self.weekday, self.n)
        return tuple(first + timedelta(days=shift) for shift in range(self.and_days_after + 1))


@dataclass(frozen=True)
class ElectionDay:
    """The Tuesday after the first Monday of November, in even years: a state holiday, and many schools are polls."""

    name: str

    def days(self, year):
        return () if year % 2 else (nth_weekday(year, 11, MONDAY, 1) + timedelta(days=1),)


HOLIDAYS = (
    FixedDay(_("New Year's Day"), 1, 1),
    WeekdayOfMonth(_("Martin Luther King Jr. Day"), 1, MONDAY, 3),
    FixedDay(_("Lincoln's Birthday"), 2, 12),
    WeekdayOfMonth(_("Presidents' Day"), 2, MONDAY, 3),
    WeekdayOfMonth(_("Casimir Pulaski Day"), 3, MONDAY, 1),
    WeekdayOfMonth(_("primary election day"), 3, TUESDAY, 3, even_years=True),
    WeekdayOfMonth(_("Memorial Day"), 5, MONDAY, -1),
    FixedDay(_("Juneteenth"), 6, 19),
    FixedDay(_("Independence Day"), 7, 4),
    WeekdayOfMonth(_("Labor Day"), 9, MONDAY, 1),
    WeekdayOfMonth(_("Columbus Day and Indigenous Peoples' Day"), 10, MONDAY, 2),
    ElectionDay(_("election day")),
    FixedDay(_("Veterans Day"), 11, 11),
    WeekdayOfMonth(_("Thanksgiving"), 11, THURSDAY, 4, and_days_after=1),
    FixedDay(_("Christmas Eve"), 12, 24),
    FixedDay(_("Christmas Day"), 12, 25),
    FixedDay(_("New Year's Eve"), 12, 31),
)


def holiday_on(day: date) -> str:
    """The holiday's English name, a message to translate, or ""."""
    return _holidays_of(day.year).get(day, "")


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th `weekday` (0 is Monday) of a month; n -1 is the last one."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


@lru_cache(maxsize=16)
def _holidays_of(year):
    # New Year's Day of the next year may be kept on the last day of this one.
    found = {}
    for around in (year + 1, year) if year < date.max.year else (year,):
        for rule in HOLIDAYS:
            for day in rule.days(around):
                if day.year == year:
                    found[day] = rule.name
    return found
