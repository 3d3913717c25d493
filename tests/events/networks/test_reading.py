"""What a foreign calendar says, read within limits (R27; QUALITY: time, text)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.networks.reading import NotReadable, read

from .calendars import calendar, event

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CHICAGO = "America/Chicago"


def reading(*events, head="", now=NOW, **kwargs):
    return read(calendar(*events, head=head), zone_name=CHICAGO, now=now, **kwargs)


def starts(*events, head="", now=NOW):
    """The first starts, in UTC, as text."""
    return [f"{one.starts_at:%Y-%m-%d %H:%M}" for one in reading(*events, head=head, now=now).occurrences]


def zone(tzid, standard, daylight=None, location=""):
    """A VTIMEZONE that names itself in its own way."""
    parts = [f"BEGIN:VTIMEZONE\r\nTZID:{tzid}\r\n"]
    if location:
        parts.append(f"X-LIC-LOCATION:{location}\r\n")
    for name, offset in (("STANDARD", standard), ("DAYLIGHT", daylight)):
        if offset:
            parts.append(
                f"BEGIN:{name}\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:{offset}\r\n"
                f"RRULE:FREQ=SECONDLY\r\nEND:{name}\r\n"
            )
    return "".join([*parts, "END:VTIMEZONE\r\n"])


STARTS = {
    "floating is local": ("", "DTSTART:20260601T100000", "2026-06-01 15:00"),
    "UTC": ("", "DTSTART:20260601T100000Z", "2026-06-01 10:00"),
    "IANA": ("", "DTSTART;TZID=America/New_York:20260601T100000", "2026-06-01 14:00"),
    "quoted": ("", 'DTSTART;TZID="America/New_York":20260601T100000', "2026-06-01 14:00"),
    "lower case": ("", "dtstart;tzid=America/New_York:20260601t100000", "2026-06-01 14:00"),
    "Mozilla's path": ("", "DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260601T100000", "2026-06-01 14:00"),
    "libical's path": (
        "",
        "DTSTART;TZID=/freeassociation.net/Europe/Berlin:20260601T100000",
        "2026-06-01 08:00",
    ),
    "three parts": ("", "DTSTART;TZID=America/Indiana/Indianapolis:20260601T100000", "2026-06-01 14:00"),
    "Windows": ("", "DTSTART;TZID=Central Standard Time:20260601T100000", "2026-06-01 15:00"),
    "Windows, Eastern": ("", "DTSTART;TZID=Eastern Standard Time:20260601T100000", "2026-06-01 14:00"),
    "Windows, Berlin": ("", "DTSTART;TZID=W. Europe Standard Time:20260601T100000", "2026-06-01 08:00"),
    "own name, known offsets": (
        zone("Customized Time Zone", "-0500", "-0400"),
        "DTSTART;TZID=Customized Time Zone:20260601T100000",
        "2026-06-01 14:00",
    ),
    "own name with a location": (
        zone("My zone", "+0100", location="Europe/London"),
        "DTSTART;TZID=My zone:20260601T100000",
        "2026-06-01 09:00",
    ),
    "name that nobody knows": ("", "DTSTART;TZID=Prairie Time:20260601T100000", "2026-06-01 15:00"),
    "UTC as a zone": ("", "DTSTART;TZID=Etc/UTC:20260601T100000", "2026-06-01 10:00"),
    "second 60": ("", "DTSTART:20260601T235960Z", "2026-06-01 23:59"),
    "without seconds": ("", "DTSTART:20260601T1000Z", "2026-06-01 10:00"),
    "winter": ("", "DTSTART;TZID=America/Chicago:20270110T100000", "2027-01-10 16:00"),
    "hour that does not exist": ("", "DTSTART;TZID=America/Chicago:20270314T023000", "2027-03-14 08:30"),
    "hour that comes twice": ("", "DTSTART;TZID=America/Chicago:20261101T013000", "2026-11-01 06:30"),
}


@pytest.mark.parametrize("name", STARTS)
def test_a_start_is_read_by_the_clock_that_it_names(name):
    head, line, expected = STARTS[name]

    assert starts(event(start=line), head=head) == [expected]


RULES = {
    "weekly keeps its wall time over the change of clocks": (
        "DTSTART;TZID=America/Chicago:20270308T180000",
        ["RRULE:FREQ=WEEKLY;COUNT=2"],
        ["2027-03-09 00:00", "2027-03-15 23:00"],
    ),
    "weekly in autumn": (
        "DTSTART;TZID=America/Chicago:20271101T180000",
        ["RRULE:FREQ=WEEKLY;COUNT=2"],
        ["2027-11-01 23:00", "2027-11-09 00:00"],
    ),
    "monthly on the 31st": (
        "DTSTART:20260531T120000Z",
        ["RRULE:FREQ=MONTHLY;COUNT=3"],
        ["2026-05-31 12:00", "2026-07-31 12:00", "2026-08-31 12:00"],
    ),
    "yearly on 29 February": (
        "DTSTART:20240229T120000Z",
        ["RRULE:FREQ=YEARLY"],
        ["2028-02-29 12:00"],
    ),
    "until, as a day": (
        "DTSTART:20260601T120000Z",
        ["RRULE:FREQ=DAILY;UNTIL=20260603"],
        ["2026-06-01 12:00", "2026-06-02 12:00", "2026-06-03 12:00"],
    ),
    "until, in UTC": (
        "DTSTART;TZID=America/Chicago:20260601T180000",
        ["RRULE:FREQ=DAILY;UNTIL=20260602T230000Z"],
        ["2026-06-01 23:00", "2026-06-02 23:00"],
    ),
    "until, without a zone": (
        "DTSTART;TZID=America/Chicago:20260601T180000",
        ["RRULE:FREQ=DAILY;UNTIL=20260602T180000"],
        ["2026-06-01 23:00", "2026-06-02 23:00"],
    ),
    "a date left out": (
        "DTSTART;TZID=America/Chicago:20260601T180000",
        ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=America/Chicago:20260602T180000"],
        ["2026-06-01 23:00", "2026-06-03 23:00"],
    ),
    "a date left out, in another zone": (
        "DTSTART;TZID=America/Chicago:20260601T180000",
        ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260602T230000Z"],
        ["2026-06-01 23:00", "2026-06-03 23:00"],
    ),
    "a date left out, as a day": (
        "DTSTART;TZID=America/Chicago:20260601T180000",
        ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260602"],
        ["2026-06-01 23:00", "2026-06-03 23:00"],
    ),
    "several dates left out": (
        "DTSTART:20260601T120000Z",
        ["RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260602T120000Z,20260603T120000Z"],
        ["2026-06-01 12:00", "2026-06-04 12:00"],
    ),
    "dates added": (
        "DTSTART:20260601T120000Z",
        ["RDATE:20260610T120000Z,20260611T120000Z"],
        ["2026-06-01 12:00", "2026-06-10 12:00", "2026-06-11 12:00"],
    ),
    "the second Tuesday": (
        "DTSTART;TZID=America/Chicago:20260609T090000",
        ["RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3"],
        ["2026-06-09 14:00", "2026-07-14 14:00", "2026-08-11 14:00"],
    ),
    "every other week since long ago": (
        "DTSTART;TZID=America/Chicago:20160105T090000",
        ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20260305T000000Z"],
        ["2026-02-03 15:00", "2026-02-05 15:00", "2026-02-17 15:00", "2026-02-19 15:00", "2026-03-03 15:00"],
    ),
    "every day since 1970": (
        "DTSTART:19700101T120000Z",
        ["RRULE:FREQ=DAILY;UNTIL=20260202T130000Z"],
        ["2026-01-31 12:00", "2026-02-01 12:00", "2026-02-02 12:00"],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_an_event_that_repeats_has_each_of_its_dates(name):
    start, lines, expected = RULES[name]

    assert starts(event(*lines, start=start)) == expected


def test_a_rule_without_an_end_is_worked_out_from_90_days_ago_for_two_years():
    found = reading(event("RRULE:FREQ=DAILY", start="DTSTART:20200101T120000Z")).occurrences

    assert found[0].starts_at == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert found[-1].starts_at == NOW + timedelta(days=729)
    assert len(found) == 820


def test_a_moved_date_keeps_the_identity_of_the_one_it_stands_for():
    master = event("RRULE:FREQ=WEEKLY;COUNT=3", start="DTSTART;TZID=America/Chicago:20260601T100000")
    moved = event(
        "RECURRENCE-ID;TZID=America/Chicago:20260608T100000",
        title="Meeting, moved",
        start="DTSTART;TZID=America/Chicago:20260609T130000",
    )

    before = reading(master).occurrences
    after = reading(master, moved).occurrences

    assert [one.recurrence for one in before] == ["20260601T150000Z", "20260608T150000Z", "20260615T150000Z"]
    assert [one.recurrence for one in after] == [one.recurrence for one in before]
    assert [one.title for one in after] == ["Meeting", "Meeting, moved", "Meeting"]
    assert after[1].starts_at == datetime(2026, 6, 9, 18, tzinfo=UTC)


def test_a_cancelled_date_and_a_cancelled_event_stay_as_cancelled():
    master = event("RRULE:FREQ=WEEKLY;COUNT=2", start="DTSTART:20260601T100000Z")
    date = event("RECURRENCE-ID:20260608T100000Z", "STATUS:CANCELLED", start="DTSTART:20260608T100000Z")
    other = event("STATUS:CANCELLED", uid="two", start="DTSTART:20260701T100000Z")

    assert [one.is_cancelled for one in reading(master, date, other).occurrences] == [False, True, True]


def test_days_are_from_midnight_to_midnight_and_the_end_is_the_day_after():
    [one] = reading(event("DTEND;VALUE=DATE:20260604", start="DTSTART;VALUE=DATE:20260601")).occurrences

    assert one.is_all_day
    assert one.starts_at == datetime(2026, 6, 1, tzinfo=ZoneInfo(CHICAGO))
    assert one.ends_at == datetime(2026, 6, 4, tzinfo=ZoneInfo(CHICAGO))
    assert one.recurrence == ""


def test_a_day_that_repeats_is_known_by_its_day():
    found = reading(event("RRULE:FREQ=YEARLY;COUNT=2", start="DTSTART;VALUE=DATE:20260704")).occurrences

    assert [one.recurrence for one in found] == ["20260704", "20270704"]
    assert all(one.is_all_day and one.ends_at - one.starts_at == timedelta(days=1) for one in found)


ENDS = {
    "end": (["DTEND:20260601T113000Z"], 90),
    "duration": (["DURATION:PT1H30M"], 90),
    "duration in days": (["DURATION:P1DT1H"], 1_500),
    "duration in weeks": (["DURATION:P1W"], 10_080),
    "none": ([], None),
    "before the start": (["DTEND:20260601T090000Z"], None),
    "at the start": (["DTEND:20260601T100000Z"], None),
    "a day after a moment": (["DTEND;VALUE=DATE:20260602"], None),
    "over midnight": (["DTEND:20260602T020000Z"], 960),
}


@pytest.mark.parametrize("name", ENDS)
def test_an_end_is_later_than_the_start_or_not_known(name):
    lines, minutes = ENDS[name]
    [one] = reading(event(*lines, start="DTSTART:20260601T100000Z")).occurrences

    assert (one.ends_at - one.starts_at if one.ends_at else None) == (timedelta(minutes=minutes) if minutes else None)


TEXTS = {
    "as typed": ("Bring a pen.", "Bring a pen."),
    "escapes": (r"One\, two\; three\nfour\\five", "One, two; three\nfour\\five"),
    "HTML": (
        "<p>Dear <b>all</b>\\,</p><p>see <a href='/x'>this</a><br>Bye</p>",
        "Dear all,\n\nsee this\nBye",
    ),
    "entities": ("<p>Tom &amp; Ann &lt;3</p>", "Tom & Ann <3"),
    "less than is not HTML": ("Ages < 12 and > 5 &amp; all", "Ages < 12 and > 5 &amp; all"),
    "script": ("<p>Hello</p><script>alert(1)</script><style>p{}</style>", "Hello"),
    "broken HTML": ("<p>Hello <b <!-- <![ <?<a", "Hello <b <!-- <![ <?<a"),
    "control characters": ("a\x00b\x07c\x1bd", "abcd"),
    "turned text": ("a\u202eb\u2066c\u200bd", "abcd"),
    "line separators": ("a\u2028b", "a\nb"),
    "combining": ("e\u0301", "\u00e9"),
    "four octets": ("🎉", "🎉"),
    "blank lines": (r"a\n\n\n\n\nb", "a\n\nb"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_description_becomes_plain_text(name):
    text, expected = TEXTS[name]
    [one] = reading(event(f"DESCRIPTION:{text}")).occurrences

    assert one.description == expected


def test_a_title_and_a_place_are_one_line_each():
    [one] = reading(event(r"LOCATION:Hall\, room 4\nPeoria", title=r"Tom &amp\; Ann\;  all\\day")).occurrences

    assert (one.title, one.place) == ("Tom & Ann; all\\day", "Hall, room 4 Peoria")


def test_folded_lines_are_joined_and_octets_that_are_no_text_do_not_break():
    content = calendar(event("DESCRIPTION:one\r\n  two\r\n\tthree")).replace(b"Meeting", b"M\xffx")
    [one] = read(content, zone_name=CHICAGO, now=NOW).occurrences

    assert one.description == "one twothree"
    assert one.title == "M\ufffdx"


def test_line_ends_of_all_kinds_and_a_byte_order_mark_are_read():
    for content in (
        calendar(event()).replace(b"\r\n", b"\n"),
        calendar(event()).replace(b"\r\n", b"\r"),
        b"\xef\xbb\xbf" + calendar(event()),
        calendar(event()).lower().replace(b"begin", b"BEGIN"),
    ):
        assert len(read(content, zone_name=CHICAGO, now=NOW).occurrences) == 1


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://network.org/a", "https://network.org/a"),
        ("http://network.org/a", "http://network.org/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//network.org", ""),
        ("https://network.org/" + "a" * 500, ""),
        ("https://network.org/ a", ""),
    ],
)
def test_only_addresses_of_the_web_are_kept(url, kept):
    [one] = reading(event(f"URL:{url}")).occurrences

    assert one.url == kept


def test_titles_places_and_identities_fit_their_fields():
    [one] = reading(
        event(f"LOCATION:{'p' * 9_000}", f"DESCRIPTION:{'d' * 30_000}", title="t" * 9_000, uid="u" * 9_000)
    ).occurrences

    assert (len(one.title), len(one.place), len(one.description)) == (255, 255, 5_000)
    assert len(one.uid) == 45


def test_an_event_without_an_identity_has_the_same_made_one_each_time():
    first, second = (reading(event(uid=None)).occurrences[0].uid for _time in range(2))

    assert first == second
    assert first != reading(event(uid=None, title="Other")).occurrences[0].uid


def test_nothing_but_what_we_show_is_taken_from_an_event():
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Wake up\r\nSUMMARY:Alarm\r\nTRIGGER:-PT5M\r\nEND:VALARM"
    [one] = reading(event("ATTENDEE:mailto:child@example.org", alarm)).occurrences

    assert one.title == "Meeting"
    assert one.description == ""
    assert "child" not in repr(one)


def test_private_events_are_left_out():
    found = reading(event("CLASS:PRIVATE", uid="a"), event("CLASS:CONFIDENTIAL", uid="b"), event(uid="c"))

    assert [one.uid for one in found.occurrences] == ["c"]
    assert [note.code for note in found.notes] == ["private", "private"]


@pytest.mark.parametrize("content", [b"", b"<!doctype html><p>Sign in", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"\x00" * 100])
def test_a_file_that_is_no_calendar_is_refused(content):
    with pytest.raises(NotReadable, match="not a calendar"):
        read(content, zone_name=CHICAGO)


def test_an_empty_calendar_has_no_events():
    found = reading()

    assert (found.occurrences, found.notes, found.events_count) == ([], [], 0)
