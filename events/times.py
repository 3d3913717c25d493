"""Pure functions about days and zones of gatherings."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Years in which clocks and calendar programs agree.
YEARS = range(1970, 2201)
# A gathering without an end counts as over this long after its start.
OPEN_END = timedelta(hours=12)


def zone_of(name):
    """The `ZoneInfo` of an IANA name. ValueError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as error:
        raise ValueError(name) from error


def zone_or(name, fallback):
    """The `ZoneInfo` of an IANA name, or `fallback` if there is none."""
    try:
        return zone_of(name)
    except ValueError:
        return fallback


def local_days(starts_at, ends_at, zone):
    """First and last day in `zone`. An end at midnight belongs to the day before; (None, None) without a start."""
    if not starts_at:
        return None, None
    first = starts_at.astimezone(zone)
    if not ends_at:
        return first.date(), first.date()
    last = ends_at.astimezone(zone)
    last_on = last.date()
    if last > first and last.hour == last.minute == 0 and last_on > first.date():
        last_on = last_on.fromordinal(last_on.toordinal() - 1)
    return first.date(), last_on


def end_of_day(day, zone):
    """The midnight with which `day` ends in `zone`: where something ends whose last day it is."""
    return datetime.combine(day + timedelta(days=1), time(), zone)
