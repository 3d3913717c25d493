"""Where the demo puts its dates: always around today, on working days, never on a holiday."""

from dataclasses import dataclass
from datetime import date, timedelta


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th `weekday` (0 is Monday) of a month; n -1 is the last one."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Days on which no Illinois program would plan a gathering: holidays and the days around them."""
    year = day.year
    thanksgiving = nth_weekday(year, 11, 3, 4)
    if thanksgiving - timedelta(days=1) <= day <= thanksgiving + timedelta(days=3):
        return True
    if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 4):
        return True
    if date(year, 7, 1) <= day <= date(year, 7, 6):
        return True
    if easter(year) - timedelta(days=3) <= day <= easter(year) + timedelta(days=1):
        return True
    fixed = {(2, 12), (6, 19), (11, 11), (10, 31)}
    moving = {
        nth_weekday(year, 1, 0, 3),
        nth_weekday(year, 2, 0, 3),
        nth_weekday(year, 5, 0, -1),
        nth_weekday(year, 9, 0, 1),
        nth_weekday(year, 10, 0, 2),
        nth_weekday(year, 11, 1, 1) if year % 2 == 0 else None,
    }
    return (day.month, day.day) in fixed or day in moving


def place(today: date, weeks: int, weekday: int, days: int = 1) -> date:
    """The `weekday` (0 is Monday) of the week that lies `weeks` from today's, or of the next week without a holiday.

    Weeks of the past move back, not forward, so what has happened stays in the past. Week 0 counts as future.
    """
    step = -7 if weeks < 0 else 7
    day = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=weekday)
    if weeks == 0 and day <= today:
        day += timedelta(days=7)
    while any(is_holiday(day + timedelta(days=n)) for n in range(days)):
        day += timedelta(days=step)
    return day


@dataclass(frozen=True)
class SchoolYear:
    """A mentoring cycle from 1 September to 30 June (R39). `first` is the year of its September."""

    first: int

    @property
    def starts_on(self) -> date:
        return date(self.first, 9, 1)

    @property
    def ends_on(self) -> date:
        return date(self.first + 1, 6, 30)

    @property
    def label(self) -> str:
        return f"{self.first}-{(self.first + 1) % 100:02d}"

    @property
    def previous(self) -> "SchoolYear":
        return SchoolYear(self.first - 1)

    def day(self, share: float) -> date:
        """The working day at a share (0 to 1) of this year, moved off weekends and holidays, inside the year."""
        length = (self.ends_on - self.starts_on).days
        return working_day(self.starts_on + timedelta(days=round(length * share)), self.starts_on, self.ends_on)

    def elapsed(self, today: date) -> float:
        """How much of the year has passed on `today`, 0 to 1."""
        length = (self.ends_on - self.starts_on).days
        return min(1.0, max(0.0, (today - self.starts_on).days / length))


def running_year(today: date) -> SchoolYear:
    """The cycle that runs on `today`. July and August still belong to the year that ended in June: pairs close then."""
    return SchoolYear(today.year if today.month >= 9 else today.year - 1)


def anchored(name: str, year: SchoolYear) -> date:
    """The day of a gathering that belongs to a school year: its kickoff in August before (R58), its quarterly calls
    (R43), or the kickoff of the year that follows.
    """
    month, weekday, n, years = {
        "kickoff": (8, 3, 3, 0),
        "call-1": (10, 2, 2, 0),
        "call-2": (1, 2, 3, 1),
        "call-3": (3, 2, 2, 1),
        "call-4": (5, 2, 2, 1),
        "next-kickoff": (8, 3, 3, 1),
    }[name]
    return nth_weekday(year.first + years, month, weekday, n)


def working_day(day: date, earliest: date, latest: date) -> date:
    """`day` moved to the nearest Monday to Friday that is no holiday, looking forward first; clipped to the bounds."""
    day = min(max(day, earliest), latest)
    for shift in range(15):
        for candidate in (day + timedelta(days=shift), day - timedelta(days=shift)):
            if earliest <= candidate <= latest and candidate.weekday() < 5 and not is_holiday(candidate):
                return candidate
    return day
