"""VTIMEZONE components that calendar programs read alike (RFC 5545 3.6.5). Values in, components out.

A zone is written from the POSIX rule at the end of its tz file: one DAYLIGHT and one STANDARD that start in 1970 and
repeat every year. Many programs read only the first value of an RDATE list, so none is ever written. Where one yearly
rule does not tell the truth for the dates in the feed (hours outside 0 to 23, rules given by law each year, a rule
changed lately), each change of the clock in the span becomes an observance of its own.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDatetime, vRecur, vText, vUTCOffset

_EPOCH_YEAR = 1970
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_NAME = r"(<[+\-0-9A-Za-z]+>|[A-Za-z]+)"
_OFFSET = r"([+-]?\d{1,3}(?::\d{2}){0,2})"
_RULE = r"M(\d{1,2})\.(\d)\.(\d)(?:/([+-]?\d{1,3}(?::\d{2}){0,2}))?"
_FOOTER = re.compile(f"^{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?,{_RULE},{_RULE})?$")


@dataclass(frozen=True, slots=True)
class Observance:
    """One stretch of one offset from UTC. `starts_at` is naive wall time by the offset before; `rule` repeats it."""

    starts_at: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    is_daylight: bool
    rule: tuple[int, int, str] | None = None  # month, week (-1 is the last), weekday


@lru_cache(maxsize=1024)
def is_time_zone(name: str) -> bool:
    """Whether `name` is an IANA zone known here. False for abbreviations such as "CDT", Windows names and paths."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return name in zoneinfo.available_timezones()


def vtimezone(name: str, first_on: date, last_on: date) -> Timezone:
    """A VTIMEZONE that gives every wall time from `first_on` to `last_on` the offset the tz database gives it.

    Raises zoneinfo.ZoneInfoNotFoundError for a name that is no zone.
    """
    zone = Timezone()
    zone.add("tzid", vText(name))
    for observance in observances(name, first_on.year, last_on.year):
        zone.add_component(_component(observance))
    return zone


@lru_cache(maxsize=256)
def observances(name: str, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """What a VTIMEZONE for these years needs: one or two yearly ones from 1970, else one for each change."""
    changes = _changes(name, first_year, last_year)
    yearly = _yearly_observances(_footer(name))
    if yearly and _agree(yearly, changes, name, first_year, last_year):
        return yearly
    zone = zoneinfo.ZoneInfo(name)
    before = datetime(first_year - 1, 1, 1, tzinfo=UTC).astimezone(zone)
    offset = before.utcoffset() or timedelta()
    base = Observance(datetime(_EPOCH_YEAR, 1, 1), offset, offset, before.tzname() or name, is_daylight=False)
    return (base, *changes)


def _component(observance: Observance) -> Component:
    component = TimezoneDaylight() if observance.is_daylight else TimezoneStandard()
    component.add("dtstart", vDatetime(observance.starts_at))
    component.add("tzoffsetfrom", vUTCOffset(observance.offset_from))
    component.add("tzoffsetto", vUTCOffset(observance.offset_to))
    component.add("tzname", vText(observance.name))
    if observance.rule:
        month, week, weekday = observance.rule
        component.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"{week}{weekday}"}))
    return component


@lru_cache(maxsize=256)
def _footer(name: str) -> str:
    """The POSIX rule at the end of the zone's TZif file (RFC 8536 3.3); "" where the file has none."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, *name.split("/"))
        if path.is_file():
            data = path.read_bytes()
            break
    else:
        package, _, leaf = f"tzdata/zoneinfo/{name}".rpartition("/")
        try:
            data = resources.files(package.replace("/", ".")).joinpath(leaf).read_bytes()
        except (ModuleNotFoundError, FileNotFoundError):
            return ""
    if data[:4] != b"TZif" or data[4:5] < b"2":
        return ""
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _yearly_observances(footer: str) -> tuple[Observance, ...]:
    """Observances for a footer such as "CET-1CEST,M3.5.0,M10.5.0/3"; () where one rule a year cannot say it."""
    match = _FOOTER.match(footer)
    if not match:
        return ()
    standard_name, standard_text, daylight_name, daylight_text = match.groups()[:4]
    standard = -_duration(standard_text)
    if not daylight_name:
        start = datetime(_EPOCH_YEAR, 1, 1)
        return (Observance(start, standard, standard, standard_name.strip("<>"), is_daylight=False),)
    daylight = -_duration(daylight_text) if daylight_text else standard + timedelta(hours=1)
    found = []
    for parts, before, after, label in (
        (match.groups()[4:8], standard, daylight, daylight_name),
        (match.groups()[8:12], daylight, standard, standard_name),
    ):
        month, week, weekday = (int(part) for part in parts[:3])
        at = _duration(parts[3] or "2")
        if not timedelta() <= at < timedelta(days=1):
            return ()
        rule = (month, -1 if week == 5 else week, _WEEKDAYS[weekday])
        starts_at = datetime.combine(_rule_date(_EPOCH_YEAR, rule), datetime.min.time()) + at
        # Ireland's law calls summer the standard time; programs expect DAYLIGHT to be the one further ahead.
        found.append(Observance(starts_at, before, after, label.strip("<>"), after > before, rule))
    return tuple(sorted(found, key=lambda observance: observance.starts_at))


def _duration(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (*(int(part) for part in text.lstrip("+-").split(":")), 0, 0)[:3]
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _rule_date(year: int, rule: tuple[int, int, str]) -> date:
    month, week, weekday = rule
    wanted = (_WEEKDAYS.index(weekday) - 1) % 7  # Monday is 0 for datetime
    if week == -1:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - wanted) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(wanted - first.weekday()) % 7 + 7 * (week - 1))


@lru_cache(maxsize=256)
def _changes(name: str, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """Each change of offset between a year before and a year after the span, found by bisection."""
    zone = zoneinfo.ZoneInfo(name)
    found = []
    moment = datetime(max(first_year - 1, 1), 1, 2, tzinfo=UTC)
    end = datetime(min(last_year + 2, 9999), 1, 1, tzinfo=UTC)
    step = timedelta(days=7)
    while moment < end:
        following = min(moment + step, end)
        if moment.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            low, high = moment, following
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
                    low = middle
                else:
                    high = middle
            before = low.astimezone(zone).utcoffset() or timedelta()
            after = high.astimezone(zone)
            offset = after.utcoffset() or timedelta()
            starts_at = (high + before).replace(tzinfo=None)
            found.append(Observance(starts_at, before, offset, after.tzname() or name, offset > before))
        moment = following
    return tuple(found)


def _agree(
    yearly: tuple[Observance, ...], changes: tuple[Observance, ...], name: str, first_year: int, last_year: int
) -> bool:
    """Whether the yearly rule foretells exactly these changes and, without any, the right offset."""
    foretold = {
        (datetime.combine(_rule_date(year, one.rule), one.starts_at.time()), one.offset_from, one.offset_to)
        for one in yearly
        if one.rule
        for year in range(first_year - 1, last_year + 2)
    }
    if foretold != {(one.starts_at, one.offset_from, one.offset_to) for one in changes}:
        return False
    start = datetime(first_year, 1, 1, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo(name))
    return start.utcoffset() in {one.offset_to for one in yearly}
