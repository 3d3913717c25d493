"""The rules of holidays, on which no gathering is proposed. Values in, days out; staff keep the rules (`Holiday`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

MONDAY, TUESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 3, 4, 5, 6
LAST = -1


@dataclass(frozen=True)
class HolidayRule:
    """A holiday and its days: the same date each year (`month`, `day`), the n-th `weekday` of a month (`n` -1 is the
    last), or one day only (`on`).

    It begins `days_later` days after that and lasts `days_count`. A date on a weekend is kept on the working day beside
    it too if `moves_off_weekends`.
    """

    name: str
    month: int = 0
    day: int = 0
    weekday: int | None = None
    n: int = 1
    on: date | None = None
    days_later: int = 0
    days_count: int = 1
    even_years_only: bool = False
    moves_off_weekends: bool = False

    def days(self, year: int) -> list[date]:
        """Its days in a year; none in a year that has no such day. They may reach into the years beside it."""
        first = self._first(year)
        if first is None or (self.even_years_only and year % 2):
            return []
        return [first + timedelta(days=self.days_later + number) for number in range(self.days_count)]

    def days_beside(self, year: int) -> list[date]:
        """The working day on which it is kept as well."""
        days = self.days(year) if self.moves_off_weekends else []
        shift = {SATURDAY: -1, SUNDAY: 1}.get(days[0].weekday()) if days else None
        return [days[0] + timedelta(days=shift)] if shift else []

    def _first(self, year):
        if self.on is not None:
            return self.on if self.on.year == year else None
        if self.weekday is not None:
            return nth_weekday(year, self.month, self.weekday, self.n)
        try:
            return date(year, self.month, self.day)
        except ValueError:
            # 29 February in most years.
            return None


def holidays_by_day(rules: Iterable[HolidayRule], first_year: int, last_year: int) -> dict[date, str]:
    """{day: name of the holiday} of these years. Of two on a day the first rule counts, and a day that is kept beside a
    weekend after all others."""
    rules = list(rules)
    found: dict[date, str] = {}
    # A holiday of the next year may be kept on the last day of this one, and one of the last year go on in this.
    years = range(first_year - 1, last_year + 2)
    for days_of in (HolidayRule.days, HolidayRule.days_beside):
        for rule, year in product(rules, years):
            for day in days_of(rule, year):
                if first_year <= day.year <= last_year:
                    found.setdefault(day, rule.name)
    return found


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th `weekday` (0 is Monday) of a month, None if it has none; n -1 is the last one."""
    if n > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
        return day if day.month == month else None
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
