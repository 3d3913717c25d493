"""Checks a finished feed against the rules that calendar programs depend on. Octets in, complaints out.

It reads the raw lines by itself, so that a fault of the library that wrote them shows too.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from .lint_zones import is_iana_zone, wrong_offsets

_NAME = re.compile(r"^[A-Za-z0-9-]+$")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPE = re.compile(r"\\[\\;,nN]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_UTC_TIME = re.compile(r"^\d{8}T\d{6}Z$")
_TIME = re.compile(r"^\d{8}T\d{6}Z?$")
_DATE = re.compile(r"^\d{8}$")
_TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "CATEGORIES", "UID"}
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "SEQUENCE", "URL"}
_ONCE |= {"LAST-MODIFIED", "CREATED", "GEO", "ORGANIZER", "CLASS", "RRULE", "CATEGORIES"}
_PRIVATE = {"ATTENDEE": "names people", "CLASS": "has no place in a public feed", "ATTACH": "is not for feeds"}
_REPEATING = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_TYPED = {"SOURCE": "URI", "CONFERENCE": "URI", "REFRESH-INTERVAL": "DURATION"}
_OF_A_FEED = ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE")
_HTML = re.compile(r"</?(?:p|br|div|span|a|ul|ol|li|strong)\b[^<>]*>|&(?:amp|nbsp|lt|gt|quot|#\d+)\\?;", re.IGNORECASE)
_STATUSES = {"CONFIRMED", "TENTATIVE", "CANCELLED"}
_MAX_OCTETS = 1_000_000


@dataclass
class _Line:
    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class _Component:
    name: str
    lines: list[_Line] = field(default_factory=list)
    parts: list["_Component"] = field(default_factory=list)

    def all(self, name: str) -> list[_Line]:
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        found = self.all(name)
        return found[0].value if found else ""


def lint(ical_bytes: bytes, now: datetime | None = None, *, is_feed: bool | None = None) -> list[str]:
    """Complaints about a feed or one-event file, in reading order; [] when nothing is wrong.

    `now` turns on the check that no DTSTAMP lies in the future. `is_feed` True turns on what a public feed needs and
    may not have, False what a one-event file may not have.
    """
    complaints = _octets(ical_bytes)
    root = _read(ical_bytes, complaints)
    if len(root.parts) != 1 or root.parts[0].name != "VCALENDAR":
        return [*complaints, "There must be exactly one VCALENDAR."]
    calendar = root.parts[0]
    complaints += _calendar(calendar) + _kind(calendar, is_feed)
    zones: set[str] = set()
    used: set[str] = set()
    uids: Counter[str] = Counter()
    for part in calendar.parts:
        if part.name == "VTIMEZONE":
            complaints += _zone(part)
            zones.add(part.value("TZID"))
            if uids:
                complaints.append(f"VTIMEZONE {part.value('TZID')} stands after an event.")
        elif part.name == "VEVENT":
            complaints += _event(part, zones, used, now)
            uids[part.value("UID")] += 1
        else:
            complaints.append(f"{part.name} has no place in a feed.")
    complaints += [f"UID {uid} stands {count} times." for uid, count in uids.items() if count > 1]
    if uids:
        complaints += [f"VTIMEZONE {zone} is not used." for zone in sorted(zones - used)]
    return complaints + wrong_offsets(calendar)


def _octets(data: bytes) -> list[str]:
    found = []
    if data.startswith(b"\xef\xbb\xbf"):
        found.append("The file starts with a byte order mark.")
    if not data.endswith(b"\r\n"):
        found.append("The last line does not end in CRLF.")
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        found.append("A line ends in something else than CRLF.")
    if len(data) > _MAX_OCTETS:
        found.append("The file is over 1 MB.")
    for number, line in enumerate(data.removesuffix(b"\r\n").split(b"\r\n"), start=1):
        if len(line) > 75:
            found.append(f"Line {number} has {len(line)} octets.")
        if not line.strip():
            found.append(f"Line {number} is blank.")
        try:
            line.decode()
        except UnicodeDecodeError:
            found.append(f"Line {number} is not UTF-8, or a fold splits a character.")
    return found


def _read(data: bytes, complaints: list[str]) -> _Component:
    """The tree of components, under a nameless root."""
    text = re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8", "replace")
    root = _Component("")
    open_parts = [root]
    for raw in re.split("\r?\n", text):
        if not raw:
            continue
        if _CONTROL.search(raw):
            complaints.append(f"Control character in {raw[:30]!r}.")
        line = _split(raw)
        if line is None:
            complaints.append(f"Not a content line: {raw[:40]!r}.")
        elif line.name == "BEGIN":
            part = _Component(line.value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif line.name == "END":
            if open_parts[-1].name != line.value or len(open_parts) == 1:
                complaints.append(f"END:{line.value} closes nothing.")
            else:
                open_parts.pop()
        else:
            if open_parts[-1].parts:
                complaints.append(f"{line.name} stands after a component.")
            open_parts[-1].lines.append(line)
    if len(open_parts) > 1:
        complaints.append(f"{open_parts[-1].name} is not closed.")
    return root


def _split(raw: str) -> _Line | None:
    end = min((index for index in (raw.find(";"), raw.find(":")) if index >= 0), default=-1)
    if end < 1 or not _NAME.match(raw[:end]):
        return None
    parameters = {}
    while raw[end : end + 1] == ";":
        match = _PARAMETER.match(raw, end)
        if not match:
            return None
        if match[1].upper() == "TZID" and match[2].startswith('"'):
            return None
        parameters[match[1].upper()] = (match[2] + match[3]).strip('"')
        end = match.end()
    return _Line(raw[:end].partition(";")[0].upper(), parameters, raw[end + 1 :]) if raw[end : end + 1] == ":" else None


def _calendar(calendar: _Component) -> list[str]:
    found = []
    for name in ("VERSION", "PRODID"):
        if len(calendar.all(name)) != 1:
            found.append(f"{name} must stand once.")
    if calendar.value("VERSION") != "2.0":
        found.append("VERSION must be 2.0.")
    if calendar.all("METHOD"):
        found.append("METHOD has no place in a feed.")
    if not calendar.parts:
        found.append("A calendar needs at least one component.")
    for left, right in (("NAME", "X-WR-CALNAME"), ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")):
        if calendar.value(left) != calendar.value(right):
            found.append(f"{left} and {right} differ.")
    zone = calendar.value("X-WR-TIMEZONE")
    if zone and not is_iana_zone(zone):
        found.append("X-WR-TIMEZONE is no zone name.")
    refresh = re.match(r"^PT(\d+)H$", calendar.value("REFRESH-INTERVAL") or "PT1H")
    if not refresh or not 1 <= int(refresh[1]) <= 12:
        found.append("REFRESH-INTERVAL is not 1 to 12 hours.")
    if calendar.all("COLOR") and not re.match(r"^[a-z]+$", calendar.value("COLOR")):
        found.append("COLOR is no name of a colour.")
    return found + _values(calendar)


def _kind(calendar: _Component, is_feed: bool | None) -> list[str]:
    if is_feed is None:
        return []
    if not is_feed:
        return [f"{name} makes a calendar of a one-event file." for name in _OF_A_FEED if calendar.all(name)]
    found = [f"A feed needs {name}." for name in _OF_A_FEED if not calendar.all(name)]
    if any(part.all("CONFERENCE") for part in calendar.parts):
        found.append("CONFERENCE is for registered guests only.")
    return found


def _values(component: _Component) -> list[str]:
    found = []
    for line in component.lines:
        if not line.value.strip() or line.value in ("None", "mailto:"):
            found.append(f"{line.name} is empty.")
        unescaped = _ESCAPE.sub("", line.value)
        if line.name in _TEXT and "\\" in unescaped:
            found.append(f"{line.name} has an unknown escape.")
        if line.name in _TEXT - {"CATEGORIES"} and re.search("[;,]", unescaped):
            found.append(f"{line.name} has an unescaped comma or semicolon.")
        if line.name == "DESCRIPTION" and _HTML.search(line.value):
            found.append("DESCRIPTION has HTML in it.")
        if line.name in _TYPED and line.parameters.get("VALUE") != _TYPED[line.name]:
            found.append(f"{line.name} needs VALUE={_TYPED[line.name]}.")
        if line.name in ("URL", "SOURCE", "CONFERENCE") and not re.match(r"^https?://[!-~]+$", line.value):
            found.append(f"{line.name} is not an absolute web address.")
        elif line.name in ("URL", "SOURCE") and re.match(r"^https?://[^/]+/(?:cms|admin)(?:/|$)", line.value):
            found.append(f"{line.name} leads into the CMS.")
    return found


def _zone(zone: _Component) -> list[str]:
    name = zone.value("TZID")
    found = [] if name else ["A VTIMEZONE has no TZID."]
    if name and not is_iana_zone(name):
        found.append(f"TZID {name} is no IANA name.")
    if not any(part.name == "STANDARD" for part in zone.parts):
        found.append(f"VTIMEZONE {name} has no STANDARD.")
    for part in zone.parts:
        if part.all("RDATE"):
            found.append(f"VTIMEZONE {name} has an RDATE, which programs misread.")
        for needed in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"):
            if len(part.all(needed)) != 1:
                found.append(f"VTIMEZONE {name}: {part.name} needs one {needed}.")
    if not any(part.value("DTSTART") < "1971" for part in zone.parts):
        found.append(f"VTIMEZONE {name} does not start before its first event.")
    return found


def _event(event: _Component, zones: set[str], used: set[str], now: datetime | None) -> list[str]:
    found = [f"{name} stands twice." for name in sorted(_ONCE) if len(event.all(name)) > 1]
    found += [f"{name} is missing." for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if not event.all(name)]
    found += [f"{name} {why}." for name, why in _PRIVATE.items() if event.all(name)]
    found += [f"{part.name} has no place in a public event." for part in event.parts]
    found += [f"{name} has no place in a feed of single dates." for name in _REPEATING if event.all(name)]
    if re.search(r"\s|@(?:localhost|127\.|$)", event.value("UID")):
        found.append("UID has a blank in it, or no lasting host.")
    if event.all("SEQUENCE") and not event.value("SEQUENCE").isdecimal():
        found.append("SEQUENCE is no number.")
    stamp = event.value("DTSTAMP")
    if stamp and not _UTC_TIME.match(stamp):
        found.append("DTSTAMP is not in UTC.")
    elif stamp and now and datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) > now:
        found.append("DTSTAMP lies in the future.")
    if event.all("LAST-MODIFIED") and event.value("LAST-MODIFIED") != stamp:
        found.append("LAST-MODIFIED and DTSTAMP differ.")
    status = event.value("STATUS")
    if status and status not in _STATUSES:
        found.append(f"STATUS {status} is unknown.")
    if status == "CANCELLED" and not event.value("SEQUENCE"):
        found.append("A cancelled event needs its SEQUENCE.")
    if status == "CANCELLED" and not re.match(r"^[^:]{2,40}: ", event.value("SUMMARY")):
        found.append("The SUMMARY of a cancelled event does not say so first.")
    if event.all("ORGANIZER") and not re.match(r"^mailto:[^@\s]+@[^@\s]+$", event.value("ORGANIZER")):
        found.append("ORGANIZER is no address.")
    if event.all("GEO"):
        match = re.match(r"^(-?\d+(?:\.\d+)?);(-?\d+(?:\.\d+)?)$", event.value("GEO"))
        if not match or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
            found.append("GEO is not latitude;longitude.")
    return found + _times(event, zones, used) + _values(event)


def _times(event: _Component, zones: set[str], used: set[str]) -> list[str]:
    found = []
    readings: dict[str, date] = {}
    for line in (*event.all("DTSTART"), *event.all("DTEND")):
        zone = line.parameters.get("TZID")
        is_date = line.parameters.get("VALUE") == "DATE"
        if not (_DATE if is_date else _TIME).match(line.value):
            found.append(f"{line.name} does not fit its type.")
            continue
        try:
            moment = datetime.strptime(line.value[:15], "%Y%m%d" if is_date else "%Y%m%dT%H%M%S")
        except ValueError:
            found.append(f"{line.name} does not exist.")
            continue
        readings[line.name] = moment.date() if is_date else moment
        if zone and (is_date or line.value.endswith("Z")):
            found.append(f"{line.name} has a TZID that does not belong there.")
        elif zone and zone not in zones:
            found.append(f"{line.name}: no VTIMEZONE {zone} stands before it.")
        elif not zone and not is_date and not line.value.endswith("Z"):
            found.append(f"{line.name} floats: neither UTC nor a zone.")
        if zone:
            used.add(zone)
    start, end = readings.get("DTSTART"), readings.get("DTEND")
    if start and end:
        # Across zones the wall times cannot be compared here; a day is more than any difference.
        same_zone = event.all("DTSTART")[0].parameters == event.all("DTEND")[0].parameters
        if isinstance(start, datetime) != isinstance(end, datetime):
            found.append("DTSTART and DTEND have different types.")
        elif (end <= start) if same_zone else (end + timedelta(days=1) <= start):
            found.append("DTEND is not later than DTSTART.")
    return found
