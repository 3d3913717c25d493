"""Dates of a foreign event as Python values: starts, ends, lengths and the zones that they name.

Knows neither Django nor models.
"""

import re
from datetime import UTC, datetime, time, timedelta

from .lines import MAX_DATES, Value, moment

LONGEST = timedelta(days=366)
_DURATION = re.compile(r"^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$", re.A)


class Left(Exception):
    """An event that is left out; `code` says why (`reading.REASONS`)."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


class EventDates:
    """Reads dates by the zones of one file. A date alone stays a `date`, all else becomes an aware `datetime`."""

    def __init__(self, zones):
        self._zones = zones

    def value(self, value):
        """(date or aware datetime, whether it is a date). ValueError for what is none."""
        naive, is_date, is_utc = moment(value.text)
        if is_date:
            return naive.date(), True
        return naive.replace(tzinfo=UTC if is_utc else self._zones.find(value.tzid)), False

    def start(self, event):
        """(date or aware datetime, whether it is a date). Left if there is none."""
        if "DTSTART" not in event.values:
            raise Left("no-start")
        try:
            return self.value(event.first("DTSTART"))
        except ValueError:
            raise Left("bad-date") from None

    def end(self, event, starts, is_all_day):
        """The end, as a day (not in any more) or a moment; None if it is not known or not after the start."""
        if "DTEND" in event.values:
            ends, is_date = self.value(event.first("DTEND"))
            if is_date != is_all_day:
                ends = None
        elif "DURATION" in event.values:
            ends = starts + duration_of(event.first("DURATION").text)
        else:
            ends = None
        if ends is None or ends <= starts:
            return starts + timedelta(days=1) if is_all_day else None
        if ends - starts > LONGEST:
            raise Left("too-long")
        return ends

    def dates(self, value, starts):
        """The dates of one RDATE or EXDATE line, of the same type as the event's start."""
        items = value.text.split(",")
        if len(items) > MAX_DATES:
            raise Left("too-many-values")
        for item in items:
            day = self.value(Value(item.partition("/")[0], value.tzid, value.kind))[0]
            if isinstance(starts, datetime) and not isinstance(day, datetime):
                day = datetime.combine(day, starts.timetz())
            elif not isinstance(starts, datetime) and isinstance(day, datetime):
                day = day.date()
            yield day


def duration_of(text):
    """A DURATION that is not negative, as a `timedelta`."""
    found = _DURATION.match(text.strip())
    if not found:
        raise Left("bad-date")
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def key_of(day):
    """The date that a changed one stands for, the same whatever zone it was written in."""
    if isinstance(day, datetime):
        return f"{day.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{day:%Y%m%d}"


def in_utc(day, zone):
    """A day's midnight in `zone`, or a moment, in UTC."""
    aware = day if isinstance(day, datetime) else datetime.combine(day, time(0), zone)
    return aware.astimezone(UTC)
