"""The checks that run over every feed find each fault that calendar programs stumble over. R35."""

from datetime import UTC, datetime

import pytest

from events.ical import CANCELLED, calendar_feed
from events.ical_lint import lint
from tests.events.ical_facts import CALENDAR, event

SOUND = calendar_feed(
    CALENDAR, [event(status=CANCELLED, geo=(41.0, -88.0), location="Hall", organizer=("O", "o@x.org"))]
)

FAULTS = [
    (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR", "byte order mark"),
    (b"VERSION:2.0\r\n", b"VERSION:2.0\n", "something else than CRLF"),
    (b"VERSION:2.0\r\n", b"VERSION:2.0\r\n\r\n", "is blank"),
    (b"VERSION:2.0\r\n", b"", "VERSION must"),
    (b"VERSION:2.0", b"VERSION:1.0", "VERSION must be 2.0"),
    (b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH", "METHOD"),
    (b"X-WR-CALNAME:", b"X-WR-CALNAME:Other ", "differ"),
    (b"X-PUBLISHED-TTL:PT6H", b"X-PUBLISHED-TTL:PT1H", "differ"),
    (b"X-WR-TIMEZONE:America/Chicago", b"X-WR-TIMEZONE:GMT+5 (x)", "no zone name"),
    (b"LOCATION:Hall", b"LOCATION:", "LOCATION is empty"),
    (b"LOCATION:Hall", b"LOCATION:None", "LOCATION is empty"),
    (b"LOCATION:Hall", b"LOCATION:a\\:b", "unknown escape"),
    (b"LOCATION:Hall", b"LOCATION:a,b", "unescaped"),
    (b"LOCATION:Hall", b"LOCATION:a\x07b", "Control character"),
    (b"LOCATION:Hall", b"LOCATION:a\xffb", "not UTF-8"),
    (b"LOCATION:Hall", b"LOCATION:" + b"x" * 80, "octets"),
    (b"LOCATION:Hall", b"Hall", "Not a content line"),
    (b"LOCATION:Hall", b"LOCATION:Hall\r\nATTENDEE:mailto:a@b.c", "names people"),
    (b"LOCATION:Hall", b"LOCATION:Hall\r\nCLASS:PRIVATE", "CLASS"),
    (b"LOCATION:Hall", b"BEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM", "VALARM"),
    (b"GEO:41.0;-88.0", b"GEO:-188.0;41.0", "GEO"),
    (b"GEO:41.0;-88.0", b"GEO:here", "GEO"),
    (b"GEO:41.0;-88.0", b"URL:/relative", "URL is not an absolute"),
    (b"STATUS:CANCELLED", b"STATUS:GONE", "unknown"),
    (b"SEQUENCE:0\r\n", b"", "SEQUENCE"),
    (b"mailto:o@x.org", b"Office", "ORGANIZER"),
    (b"DTSTAMP:20260501T123000Z", b"DTSTAMP:20260501T123000", "not in UTC"),
    (b"DTSTAMP:20260501T123000Z", b"DTSTAMP:20260501T123001Z", "LAST-MODIFIED and DTSTAMP differ"),
    (b"DTSTAMP:20260501T123000Z\r\n", b"", "DTSTAMP is missing"),
    (b"DTSTART;TZID=America/Chicago:20261008", b"DTSTART;TZID=Europe/Paris:20261008", "no VTIMEZONE"),
    (b"DTSTART;TZID=America/Chicago:20261008T100000", b"DTSTART:20261008T100000", "floats"),
    (b"DTSTART;TZID=America/Chicago:20261008T100000", b"DTSTART;VALUE=DATE:20261008", "different types"),
    (b"DTSTART;TZID=America/Chicago:20261008T100000", b"DTSTART:8 Oct", "does not fit"),
    (b"DTSTART;TZID=America/Chicago:20261008T100000", b"DTSTART;TZID=America/Chicago:20261008T100000Z", "belong"),
    (b"DTSTART;TZID=America/Chicago:20261008T10", b"DTSTART;TZID=America/Chicago:20261008T23", "not later"),
    (b"RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", b"RDATE:20270314T020000", "RDATE"),
    (b"DTSTART:19700308T020000\r\n", b"", "needs one DTSTART"),
    (b"END:VEVENT\r\n", b"", "END:VCALENDAR closes nothing"),
    (b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\n" + SOUND, "exactly one VCALENDAR"),
    (b"END:VEVENT\r\n", b"END:VEVENT\r\nX-LATE:1\r\n", "after a component"),
    (b"VEVENT", b"VJOURNAL", "no place in a feed"),
]


def test_sound_feed_has_no_complaint():
    assert lint(SOUND, now=datetime(2027, 1, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize(("sound", "broken", "complaint"), FAULTS)
def test_fault_is_found(sound, broken, complaint):
    octets = SOUND.replace(sound, broken)

    assert octets != SOUND
    assert [found for found in lint(octets) if complaint in found]


def test_same_uid_twice_is_found():
    assert lint(calendar_feed(CALENDAR, [event(), event()])) == [f"UID {event().uid} stands 2 times."]


def test_stamp_in_the_future_is_found():
    assert lint(SOUND, now=datetime(2026, 4, 30, tzinfo=UTC)) == ["DTSTAMP lies in the future."]


@pytest.mark.parametrize("octets", [b"", b"<html></html>", b"BEGIN:VCALENDAR", b"END:VEVENT\r\n", b"\xff\xfe\0"])
def test_octets_that_are_no_calendar_are_complaints_not_errors(octets):
    assert "There must be exactly one VCALENDAR." in lint(octets) or len(lint(octets)) > 1
