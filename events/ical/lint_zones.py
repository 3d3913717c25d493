"""Whether the VTIMEZONEs of a finished feed tell the truth: each wall time in it against the IANA database.

Reads the parts that `events.ical.lint` took apart, and works the rules out by itself.
"""

import re
import zoneinfo
from datetime import date, datetime, timedelta
from functools import lru_cache

_OFFSET = re.compile(r"^([+-])(\d{2})(\d{2})(\d{2})?$")
_RULE = re.compile(r"BYDAY=(-?\d)(SU|MO|TU|WE|TH|FR|SA)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=1024)
def is_iana_zone(name: str) -> bool:
    """Whether the IANA database has a zone of exactly this name."""
    return name in zoneinfo.available_timezones()


def wrong_offsets(calendar) -> list[str]:
    """A complaint for each DTSTART and DTEND whose VTIMEZONE gives another offset than the IANA zone of that name."""
    rules = {part.value("TZID"): _observances(part) for part in calendar.parts if part.name == "VTIMEZONE"}
    found = []
    for event in calendar.parts:
        for line in (*event.all("DTSTART"), *event.all("DTEND")) if event.name == "VEVENT" else ():
            zone = line.parameters.get("TZID", "")
            if not rules.get(zone) or not is_iana_zone(zone) or not re.match(r"^\d{8}T\d{6}$", line.value):
                continue
            try:
                wall = datetime.strptime(line.value, "%Y%m%dT%H%M%S")
            except ValueError:
                continue
            if _offset(rules[zone], wall) != zoneinfo.ZoneInfo(zone).utcoffset(wall):
                found.append(f"VTIMEZONE {zone} is wrong for {line.name} {line.value}.")
    return found


def _observances(zone):
    """[(first start, offset after, (month, week, weekday) or None)]; [] for a zone that cannot be read."""
    found = []
    for part in zone.parts:
        sign = _OFFSET.match(part.value("TZOFFSETTO"))
        try:
            start = datetime.strptime(part.value("DTSTART"), "%Y%m%dT%H%M%S")
        except ValueError:
            return []
        if not sign:
            return []
        offset = timedelta(hours=int(sign[2]), minutes=int(sign[3]), seconds=int(sign[4] or 0))
        rule, month = _RULE.search(part.value("RRULE")), re.search(r"BYMONTH=(\d+)", part.value("RRULE"))
        yearly = (int(month[1]), int(rule[1]), _WEEKDAYS.index(rule[2])) if rule and month else None
        found.append((start, -offset if sign[1] == "-" else offset, yearly))
    return found


def _offset(observances, wall):
    """The offset of the change that came last before the wall time; None before the first."""
    changes = []
    for start, offset, yearly in observances:
        if yearly is None:
            changes.append((start, offset))
        else:
            changes += [
                (datetime.combine(_day(year, *yearly), start.time()), offset)
                for year in (wall.year - 1, wall.year)
                if year >= start.year
            ]
    past = [change for change in changes if change[0] <= wall]
    return max(past)[1] if past else None


def _day(year, month, week, weekday):
    if week < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-week - 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
