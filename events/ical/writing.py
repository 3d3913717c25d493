"""Calendar text (RFC 5545, 7986): values in, octets out. Knows no model, no request and no clock.

The callers decide what is in a feed and who may read it; this module decides how it is written, so that the programs
people really use read every start, end and state as it was meant. `events.ical.lint` checks the result.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event
from icalendar.prop import vCalAddress, vCategory, vDate, vDatetime, vDuration, vGeo, vInt, vText, vUri

from .timezones import is_time_zone, vtimezone

CONFIRMED = "CONFIRMED"
TENTATIVE = "TENTATIVE"
CANCELLED = "CANCELLED"
STATUSES = (CONFIRMED, TENTATIVE, CANCELLED)

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODID = "-//After-School Partnership//Gatherings"

_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1f\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANK = re.compile(r"\s+")
_UTC_NAMES = ("", "UTC", "Etc/UTC", "Etc/GMT", "GMT", "Zulu")
_ANY_RECENT_DAY = date(2026, 1, 1)  # picks the present rule of the zone that an empty feed shows
_END = b"END:VCALENDAR\r\n"
_URI_SAFE = "%/:?#[]@!$&'()*+,;=~"
_ADDRESS = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$")


# First and last day on which events name a zone.
ZoneSpans = Mapping[str, tuple[date, date]]


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """A feed as a whole. Texts are plain, in the feed's own language; empty ones are left out.

    `prodid` names the product without its language; `language` (such as "en") is added to it. `url` is the page people
    read, `source_url` the feed's own address, `color` a CSS3 colour name, `time_zone` the IANA zone of an empty feed
    and a hint for programs that ask for one; it moves nothing.
    """

    name: str
    description: str = ""
    url: str = ""
    source_url: str = ""
    refresh_hours: int = 6
    color: str = ""
    prodid: str = PRODID
    language: str = ""
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event. Either aware `starts_at` (and `ends_at`), or `is_all_day` with `first_on` and `last_on`, both days in.

    `ends_at` None: the end is not known, and none is written. `time_zone` is an IANA name; "UTC" writes UTC times.
    `summary_prefix` stands before the summary of an event that does not take place as planned ("Cancelled", already
    translated, without colon). `sequence` rises with each change of time, place or status. `last_modified_at` becomes
    DTSTAMP. `geo` is latitude, longitude. `organizer` is name, role address; without an address none is written.
    `conference_url` is for registrants' own feeds only.
    """

    uid: str
    summary: str
    last_modified_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_all_day: bool = False
    first_on: date | None = None
    last_on: date | None = None
    time_zone: str = "UTC"
    summary_prefix: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = CONFIRMED
    sequence: int = 0
    created_at: datetime | None = None
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None
    organizer: tuple[str, str] | None = None
    conference_url: str = ""
    conference_label: str = ""


def calendar_feed(calendar: CalendarFacts, events: Iterable[EventFacts]) -> bytes:
    """A feed to subscribe to, in the order given. Without events it is a legal object with one VTIMEZONE. R21, R35."""
    feed = _head(calendar)
    _add_components(feed, list(events), calendar.time_zone)
    return feed.to_ical(sorted=False)


def event_text(event: EventFacts) -> str:
    """The VEVENT alone, folded, with CRLF: to be kept and joined by `joined_feed` and `joined_event`."""
    component = Event()
    _add_times(component, event)
    _add_facts(component, event)
    return component.to_ical(sorted=False).decode()


def joined_feed(calendar: CalendarFacts, events: Iterable[str], spans: ZoneSpans) -> bytes:
    """The feed of `calendar_feed` from texts that `event_text` made. Of the zones in `spans` those named get theirs."""
    texts = list(events)
    return joined(feed_head(calendar, texts, spans), encoded(texts))


def feed_head(calendar: CalendarFacts, events: list[str], spans: ZoneSpans) -> bytes:
    """All of `joined_feed` that stands before its events."""
    return _head_and_zones(_head(calendar), events, spans, calendar.time_zone)


def joined(head: bytes, events: Iterable[bytes]) -> bytes:
    """A calendar text from what `feed_head` made and its events, all in UTF-8."""
    return b"".join((head, *events, _END))


def encoded(events: Iterable[str]) -> Iterable[bytes]:
    """The events' octets, one by one: a long text with a single letter outside ASCII takes a hundred times as long."""
    return map(str.encode, events)


def joined_event(text: str, spans: ZoneSpans, prodid: str = PRODID, language: str = "") -> bytes:
    """The file of `single_event` from a text that `event_text` made."""
    return joined(_head_and_zones(_calendar(prodid, language), [text], spans, "UTC"), encoded([text]))


def _head_and_zones(head: Calendar, events: list[str], spans: ZoneSpans, fallback_zone: str) -> bytes:
    named = {}
    for zone, days in spans.items():
        mark = f"\nDTSTART;TZID={zone}:"
        if any(mark in event for event in events):
            named[zone] = days
    if not events:
        named = {fallback_zone if is_time_zone(fallback_zone) else "UTC": (_ANY_RECENT_DAY, _ANY_RECENT_DAY)}
    zones = [_zone_text(zone, *named[zone]) for zone in sorted(named)]
    return b"".join((head.to_ical(sorted=False).removesuffix(_END), *zones))


@lru_cache(maxsize=256)
def _zone_text(zone: str, first_on: date, last_on: date) -> bytes:
    return vtimezone(zone, first_on, last_on).to_ical(sorted=False)


def single_event(event: EventFacts, prodid: str = PRODID, language: str = "") -> bytes:
    """One event to download. It has no calendar name: some programs would make a new calendar of it."""
    file = _calendar(prodid, language)
    _add_components(file, [event], event.time_zone)
    return file.to_ical(sorted=False)


def _head(calendar: CalendarFacts) -> Calendar:
    """The calendar object with its own properties, without components."""
    feed = _calendar(calendar.prodid, calendar.language)
    name, description = _line(calendar.name), _text(calendar.description)
    refresh = timedelta(hours=max(1, calendar.refresh_hours))
    _add(feed, "NAME", vText(name) if name else None)
    _add(feed, "X-WR-CALNAME", vText(name) if name else None)
    _add(feed, "DESCRIPTION", vText(description) if description else None)
    _add(feed, "X-WR-CALDESC", vText(description) if description else None)
    _add(feed, "URL", _uri(calendar.url))
    _add(feed, "SOURCE", _uri(calendar.source_url), VALUE="URI")
    _add(feed, "COLOR", vText(_line(calendar.color)) if calendar.color else None)
    _add(feed, "REFRESH-INTERVAL", vDuration(refresh), VALUE="DURATION")
    _add(feed, "X-PUBLISHED-TTL", vDuration(refresh))
    if is_time_zone(calendar.time_zone):
        _add(feed, "X-WR-TIMEZONE", vText(calendar.time_zone))
    return feed


def _calendar(prodid: str, language: str) -> Calendar:
    calendar = Calendar()
    _add(calendar, "VERSION", vText("2.0"))
    _add(calendar, "PRODID", vText(f"{_line(prodid) or PRODID}//{(_line(language) or 'en').upper()}"))
    _add(calendar, "CALSCALE", vText("GREGORIAN"))
    return calendar


def _add_components(calendar: Calendar, events: list[EventFacts], fallback_zone: str) -> None:
    """Zones first, then events: some programs read a file only once from top to bottom."""
    components = []
    spans: dict[str, list[date]] = {}
    for event in events:
        component = Event()
        zone = _add_times(component, event)
        if zone:
            days = [moment.date() for moment in (event.starts_at, event.ends_at) if moment]
            spans.setdefault(zone, []).extend(days)
        _add_facts(component, event)
        components.append(component)
    if not components:
        spans[fallback_zone if is_time_zone(fallback_zone) else "UTC"] = [_ANY_RECENT_DAY]
    for zone in sorted(spans):
        calendar.add_component(vtimezone(zone, min(spans[zone]), max(spans[zone])))
    for component in components:
        calendar.add_component(component)


def _add_times(component: Component, event: EventFacts) -> str:
    """Write DTSTART and DTEND; return the zone that they need a VTIMEZONE for, or ""."""
    if event.is_all_day:
        if event.first_on is None:
            raise ValueError("An all-day event needs its first day.")
        last_on = max(event.first_on, event.last_on or event.first_on)
        _add(component, "DTSTART", vDate(event.first_on), VALUE="DATE")
        _add(component, "DTEND", vDate(last_on + timedelta(days=1)), VALUE="DATE")
        return ""
    if event.starts_at is None or event.starts_at.utcoffset() is None:
        raise ValueError("An event needs an aware start.")
    starts_at = _seconds(event.starts_at)
    ends_at = _seconds(event.ends_at) if event.ends_at else None
    if ends_at is not None and ends_at <= starts_at:
        ends_at = None
    zone = event.time_zone if event.time_zone not in _UTC_NAMES and is_time_zone(event.time_zone) else ""
    if zone:
        local = [moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at) if moment]
        # RFC 5545 3.3.5 takes a wall time that comes twice for the first one; ical.js and khal take it for the second.
        if any(moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset() for moment in local):
            zone = ""
    for name, moment in (("DTSTART", starts_at), ("DTEND", ends_at)):
        if moment is None:
            continue
        if zone:
            wall = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            _add(component, name, vDatetime(wall), TZID=zone)
        else:
            _add(component, name, vDatetime(moment))
    return zone


def _add_facts(component: Component, event: EventFacts) -> None:
    if event.status not in STATUSES:
        raise ValueError(f"{event.status} is no status of an event.")
    modified_at = _seconds(event.last_modified_at)
    summary = _line(event.summary)
    prefix = _line(event.summary_prefix) or ("Cancelled" if event.status == CANCELLED else "")
    if prefix:
        summary = f"{prefix}: {summary}"
    categories = [cleaned for cleaned in map(_line, event.categories) if cleaned]
    location, description = _line(event.location), _text(event.description)
    _add(component, "UID", vText(_line(event.uid)))
    _add(component, "DTSTAMP", vDatetime(modified_at))
    _add(component, "LAST-MODIFIED", vDatetime(modified_at))
    if event.created_at:
        _add(component, "CREATED", vDatetime(min(_seconds(event.created_at), modified_at)))
    _add(component, "SEQUENCE", vInt(event.sequence))
    _add(component, "STATUS", vText(event.status))
    _add(component, "SUMMARY", vText(summary) if summary else None)
    _add(component, "DESCRIPTION", vText(description) if description else None)
    _add(component, "LOCATION", vText(location) if location else None)
    _add(component, "GEO", vGeo(event.geo) if event.geo else None)
    _add(component, "URL", _uri(event.url))
    _add(component, "CATEGORIES", vCategory(categories) if categories else None)
    if event.organizer and _ADDRESS.match(event.organizer[1]):
        name = _parameter(event.organizer[0])
        parameters = {"CN": name} if name else {}
        _add(component, "ORGANIZER", vCalAddress(f"mailto:{event.organizer[1]}"), **parameters)
    label = _parameter(event.conference_label)
    parameters = {"VALUE": "URI", "FEATURE": "VIDEO"} | ({"LABEL": label} if label else {})
    _add(component, "CONFERENCE", _uri(event.conference_url), **parameters)


def _add(component: Component, name: str, value: object | None, **parameters: str) -> None:
    if value is None:
        return
    if parameters:
        component.add(name, value, parameters=parameters)
    else:
        component.add(name, value)


def _seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _text(value: str) -> str:
    """Plain text of any number of lines, without characters that break a reader."""
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", value or "")).strip()


def _line(value: str) -> str:
    """Plain text of one line: titles, names, places."""
    return _BLANK.sub(" ", _text(value)).strip()


def _parameter(value: str) -> str:
    """A name in a parameter: no quote, and no backslash, which some parsers take for an escape there."""
    return _line(value).replace('"', "'").replace("\\", "/")


def _uri(value: str) -> vUri | None:
    """An absolute http or https address in ASCII, or None: any other would open something unexpected."""
    value = _line(value).replace(" ", "%20")
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if not host.isascii():
        try:
            value = value.replace(host, host.encode("idna").decode("ascii"), 1)
        except UnicodeError:
            return None
    return vUri(quote(value, safe=_URI_SAFE))
