"""A calendar's lines, scanned once from top to bottom: its events with the properties that we use, and its zones.

Nothing else of the file is kept, so alarms, attachments and guests of a foreign calendar reach nobody. Knows neither
Django nor models.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from events.times import YEARS

MAX_LINES = 300_000
MAX_LINE = 40_000
MAX_DATES = 500
KEPT = frozenset(
    (
        "CLASS",
        "DESCRIPTION",
        "DTEND",
        "DTSTART",
        "DURATION",
        "EXDATE",
        "EXRULE",
        "GEO",
        "LOCATION",
        "RDATE",
        "RECURRENCE-ID",
        "RRULE",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "UID",
        "URL",
    )
)
_LINE = re.compile(r'^([A-Za-z0-9-]{1,60})((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$', re.DOTALL)
_PARAMETER = re.compile(r';(TZID|VALUE|RANGE)=(?:"([^"]*)"|([^";:]*))', re.I)
_BREAK = re.compile("\r\n|\n|\r")
_DATE = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:[Tt](\d\d)(\d\d)(\d\d)?([Zz])?)?$", re.A)


class NotACalendar(Exception):
    """The file holds no calendar; `code` is "not-a-calendar" or "too-many-lines"."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


@dataclass(slots=True)
class Value:
    """One property: its raw value and the parameters that matter."""

    text: str
    tzid: str = ""
    kind: str = ""
    range: str = ""


@dataclass(slots=True)
class RawEvent:
    """The kept properties of one VEVENT by name, each with all its values."""

    values: dict[str, list[Value]] = field(default_factory=dict)

    def first(self, name):
        """The first value of a property; an empty one if the event does not have it."""
        found = self.values.get(name)
        return found[0] if found else Value("")

    @property
    def is_repeating(self):
        return "RRULE" in self.values or "RDATE" in self.values


@dataclass(slots=True)
class RawZone:
    """What a VTIMEZONE says of itself: another name for its zone, and its offsets as written (`-0600`)."""

    location: str = ""
    offsets: dict[str, str] = field(default_factory=dict)


def scan(text):
    """(events, {TZID: RawZone}) of a calendar's text. NotACalendar if it is none."""
    if not text.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR"):
        raise NotACalendar("not-a-calendar")
    events, zones = [], {}
    stack, event, zone, tzid = [], None, None, ""
    for line in _logical_lines(text):
        upper = line[:6].upper()
        if upper == "BEGIN:":
            name = line[6:].strip().upper()
            stack.append(name)
            if name == "VEVENT" and event is None:
                event = RawEvent()
            elif name == "VTIMEZONE":
                zone, tzid = RawZone(), ""
            if len(stack) > 20:
                raise NotACalendar("not-a-calendar")
        elif upper[:4] == "END:":
            name = line[4:].strip().upper()
            if stack and stack[-1] == name:
                stack.pop()
            if name == "VEVENT" and event is not None:
                events.append(event)
                event = None
                while "VEVENT" in stack:
                    stack.pop()
            elif name == "VTIMEZONE" and zone is not None:
                zones[tzid] = zone
                zone = None
        elif event is not None and stack[-1:] == ["VEVENT"]:
            _keep(event, line)
        elif zone is not None:
            tzid = _keep_zone(zone, tzid, stack[-1] if stack else "", line)
    return events, zones


def moment(text):
    """A DATE or DATE-TIME as a naive `datetime`, whether it is a date alone, and whether it is UTC. ValueError else."""
    found = _DATE.match(text.strip())
    if not found:
        raise ValueError(text)
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if year not in YEARS:
        raise ValueError(text)
    if found[4] is None:
        return datetime(year, month, day), True, False
    second = min(int(found[6] or 0), 59)
    return datetime(year, month, day, int(found[4]), int(found[5]), second), False, bool(found[7])


def _logical_lines(text):
    """Lines with their continuations, each cut at `MAX_LINE` characters."""
    if text.count("\n") + text.count("\r") > 2 * MAX_LINES:
        raise NotACalendar("too-many-lines")
    held, size = [], 0
    for line in _BREAK.split(text):
        if line[:1] in (" ", "\t") and held:
            if size < MAX_LINE:
                held.append(line[1 : MAX_LINE - size + 1])
                size += len(line) - 1
            continue
        if held:
            yield "".join(held)
        line = line[:MAX_LINE]
        held, size = ([line], len(line)) if line else ([], 0)
    if held:
        yield "".join(held)


def _keep(event, line):
    name = line.partition(":")[0].partition(";")[0].upper()
    if name not in KEPT:
        return
    found = _LINE.match(line)
    values = event.values.setdefault(name, [])
    if found and len(values) <= MAX_DATES:
        parameters = {name.upper(): quoted or bare for name, quoted, bare in _PARAMETER.findall(found[2])}
        values.append(
            Value(
                found[3],
                parameters.get("TZID", ""),
                parameters.get("VALUE", "").upper(),
                parameters.get("RANGE", "").upper(),
            )
        )
    if not values:
        del event.values[name]


def _keep_zone(zone, tzid, part, line):
    name, _colon, value = line.partition(":")
    name = name.partition(";")[0].upper()
    if name == "TZID":
        return value.strip()
    if name == "X-LIC-LOCATION":
        zone.location = value.strip()
    elif name == "TZOFFSETTO" and part in ("STANDARD", "DAYLIGHT"):
        # The last one is the rule of today in files that list the zone's whole history.
        zone.offsets[part] = value.strip()
    return tzid
