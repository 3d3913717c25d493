"""The checks that run over every feed find each fault that calendar programs stumble over. R35."""

from datetime import UTC, datetime

import pytest

from events.ical.lint import lint
from events.ical.writing import CANCELLED, calendar_feed, single_event
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
    (b"REFRESH-INTERVAL;VALUE=DURATION:PT6H", b"REFRESH-INTERVAL;VALUE=DURATION:P1D", "1 to 12 hours"),
    (b"REFRESH-INTERVAL;VALUE=DURATION", b"REFRESH-INTERVAL", "needs VALUE=DURATION"),
    (b"SOURCE;VALUE=URI", b"SOURCE", "needs VALUE=URI"),
    (b"COLOR:teal", b"COLOR:#008080", "no name of a colour"),
    (b"X-WR-TIMEZONE:America/Chicago", b"X-WR-TIMEZONE:CST6CDT0", "no zone name"),
    (b"LOCATION:Hall", b"DESCRIPTION:<p>Hall</p>", "HTML"),
    (b"LOCATION:Hall", b"DESCRIPTION:Snacks &amp\\; games", "DESCRIPTION has HTML"),
    (b"LOCATION:Hall", b"DESCRIPTION:Snacks &#38\\;", "DESCRIPTION has HTML"),
    (b"LOCATION:Hall", b"RRULE:FREQ=WEEKLY", "single dates"),
    (b"LOCATION:Hall", b"EXDATE:20261008T150000Z", "single dates"),
    (b"LOCATION:Hall", b"LOCATION:Hall\r\nLOCATION:Other", "stands twice"),
    (b"LOCATION:Hall", b"URL:https://example.org/cms/pages/7/edit/", "leads into the CMS"),
    (b"LOCATION:Hall", b"CONFERENCE:https://example.org/room", "needs VALUE=URI"),
    (b"@example.org", b"@localhost", "no lasting host"),
    (b"@example.org", b" of us", "no lasting host"),
    (b"SEQUENCE:0", b"SEQUENCE:first", "SEQUENCE is no number"),
    (b"SUMMARY:Cancelled: ", b"SUMMARY:", "does not say so first"),
    (b"TZID:America/Chicago", b"TZID:Central Standard Time", "no IANA name"),
    (b"DTSTART;TZID=America/Chicago:", b'DTSTART;TZID="America/Chicago":', "Not a content line"),
    (b"TZOFFSETTO:-0500", b"TZOFFSETTO:-0400", "is wrong for DTSTART"),
    (b"RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", b"RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10", "is wrong for DTSTART"),
    (b"DTSTART;TZID=America/Chicago:20261008", b"DTSTART;TZID=America/Chicago:20260231", "does not"),
]


def test_sound_feed_has_no_complaint():
    assert lint(SOUND, now=datetime(2027, 1, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize(("sound", "broken", "complaint"), FAULTS)
def test_fault_is_found(sound, broken, complaint):
    octets = SOUND.replace(sound, broken)

    assert octets != SOUND
    assert [found for found in lint(octets) if complaint in found]


def test_zone_after_an_event_is_found():
    zone = SOUND[SOUND.index(b"BEGIN:VTIMEZONE") : SOUND.index(b"BEGIN:VEVENT")]
    late = SOUND.replace(zone, b"").replace(b"END:VCALENDAR", zone + b"END:VCALENDAR")

    assert "VTIMEZONE America/Chicago stands after an event." in lint(late)


@pytest.mark.parametrize("name", ["NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE"])
def test_what_a_feed_needs_and_a_file_may_not_have(name):
    lines = SOUND.decode().replace("\r\n ", "").split("\r\n")
    without = "\r\n".join(line for line in lines if not line.startswith((f"{name}:", f"{name};"))).encode()

    assert lint(SOUND, is_feed=True) == []
    assert f"A feed needs {name}." in lint(without, is_feed=True)
    assert f"{name} makes a calendar of a one-event file." in lint(SOUND, is_feed=False)
    assert lint(single_event(event()), is_feed=False) == []


def test_join_link_in_a_public_feed_is_found():
    feed = calendar_feed(CALENDAR, [event(conference_url="https://example.org/room")])

    assert lint(feed, is_feed=True) == ["CONFERENCE is for registered guests only."]


def test_zone_is_wrong_only_where_it_is():
    events = [event(uid=f"{month}@x", starts_at=datetime(2026, month, 8, 15, tzinfo=UTC)) for month in (1, 7)]
    broken = calendar_feed(CALENDAR, events).replace(b"TZOFFSETTO:-0600", b"TZOFFSETTO:-0700")

    assert lint(broken) == ["VTIMEZONE America/Chicago is wrong for DTSTART 20260108T090000."]


def test_same_uid_twice_is_found():
    assert lint(calendar_feed(CALENDAR, [event(), event()])) == [f"UID {event().uid} stands 2 times."]


def test_stamp_in_the_future_is_found():
    assert lint(SOUND, now=datetime(2026, 4, 30, tzinfo=UTC)) == ["DTSTAMP lies in the future."]


@pytest.mark.parametrize("octets", [b"", b"<html></html>", b"BEGIN:VCALENDAR", b"END:VEVENT\r\n", b"\xff\xfe\0"])
def test_octets_that_are_no_calendar_are_complaints_not_errors(octets):
    assert "There must be exactly one VCALENDAR." in lint(octets) or len(lint(octets)) > 1
