"""Calendars made to take all time and memory (QUALITY: ICS bombs): each ends with a message, within the limits."""

import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from events.networks import expanding, reading
from events.networks.reading import NotReadable, read

from .calendars import calendar, event

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
START = "DTSTART:20260601T100000Z"
ALL_VALUES = {
    "BYSECOND": ",".join(map(str, range(60))),
    "BYMINUTE": ",".join(map(str, range(60))),
    "BYHOUR": ",".join(map(str, range(24))),
}
MULTIPLIED = ";".join(f"{name}={value}" for name, value in ALL_VALUES.items())

# {name: (lines of one event, code of the note)}
REFUSED = {
    "every second": (["RRULE:FREQ=SECONDLY"], "too-often"),
    "every second, lower case": (["rrule:freq=secondly"], "too-often"),
    "every minute": (["RRULE:FREQ=MINUTELY;COUNT=1000000000"], "too-often"),
    "every hour": (["RRULE:FREQ=HOURLY"], "too-often"),
    "a count of 10^9": (["RRULE:FREQ=DAILY;COUNT=1000000000"], "bad-number"),
    "a count of many digits": ([f"RRULE:FREQ=DAILY;COUNT={'9' * 20_000}"], "bad-number"),
    "a count below zero": (["RRULE:FREQ=DAILY;COUNT=-1"], "bad-number"),
    "an interval of nothing": (["RRULE:FREQ=DAILY;INTERVAL=0"], "bad-number"),
    "an interval below zero": (["RRULE:FREQ=YEARLY;INTERVAL=-1"], "bad-number"),
    "an interval in other digits": (["RRULE:FREQ=DAILY;INTERVAL=٣"], "bad-number"),
    "lists that multiply to 31 million": ([f"RRULE:FREQ=YEARLY;{MULTIPLIED}"], "too-often"),
    "five times a day": (["RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5"], "too-often"),
    "a list without end": ([f"RRULE:FREQ=YEARLY;BYMONTHDAY={','.join(['1'] * 5_000)}"], "too-many-values"),
    "a rule of exceptions": (["RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY"], "exrule"),
    "a rule of exceptions alone": (["RDATE:20260602T100000Z", "EXRULE:FREQ=SECONDLY"], "exrule"),
    "30 February": (["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], "never"),
    "day 0": (["RRULE:FREQ=MONTHLY;BYMONTHDAY=0"], "never"),
    "day 300 in January": (["RRULE:FREQ=DAILY;BYMONTH=1;BYYEARDAY=300"], "too-slow"),
    "two rules": (["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "bad-rule"),
    "a rule twice the same part": (["RRULE:FREQ=DAILY;FREQ=SECONDLY"], "bad-rule"),
    "a rule without a frequency": (["RRULE:COUNT=3"], "bad-rule"),
    "an empty rule": (["RRULE:"], "bad-rule"),
    "a rule of another calendar": (["RRULE:FREQ=YEARLY;RSCALE=HEBREW"], "bad-rule"),
    "a rule of nonsense": (["RRULE:FREQ=DAILY;BYDAY=XX"], "bad-rule"),
    "dates without end": ([f"RDATE:{','.join(['20260602T100000Z'] * 2_000)}"], "too-many-values"),
    "lines of dates without end": (["RDATE:20260602T100000Z"] * 2_000, "too-many-values"),
    "exceptions without end": (["RRULE:FREQ=DAILY", *["EXDATE:20260602T100000Z"] * 2_000], "too-many-values"),
    "until a day that there is not": (["RRULE:FREQ=DAILY;UNTIL=20261399"], "bad-rule"),
    "a length of ten years": (["DURATION:P3650D"], "too-long"),
    "a length that no clock knows": (["DURATION:P99999DT99999H"], "too-long"),
    "a length of nonsense": (["DURATION:forever"], "bad-date"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_event_that_could_run_for_ever_is_left_out_with_a_reason(name):
    lines, code = REFUSED[name]

    found = read(calendar(event(*lines, start=START), event(uid="good")), zone_name="America/Chicago", now=NOW)

    assert [one.uid for one in found.occurrences] == ["good"]
    assert [note.code for note in found.notes] == [code]
    assert found.notes[0].text.startswith("“Meeting” was left out: ")


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:00010101T000000Z",
        "DTSTART:99991231T235959Z",
        "DTSTART:20260230T100000Z",
        "DTSTART:20260601T250000Z",
        "DTSTART:tomorrow",
        "DTSTART:",
        "DTSTART:٢٠٢٦٠٦٠١",
        None,
    ],
)
def test_a_date_that_no_calendar_has_leaves_the_event_out(start):
    found = read(calendar(event(start=start), event(uid="good")), zone_name="America/Chicago", now=NOW)

    assert [one.uid for one in found.occurrences] == ["good"]
    assert [note.code for note in found.notes] == ["no-start" if start is None else "bad-date"]


@pytest.mark.parametrize("until", ["99991231", "99991231T235959Z", "22620411T234716Z"])
def test_a_rule_until_the_end_of_time_ends_with_our_window(until):
    found = read(calendar(event(f"RRULE:FREQ=YEARLY;UNTIL={until}", start=START)), zone_name="UTC", now=NOW)

    assert len(found.occurrences) == 2
    assert found.notes == []


def _repeating(count, *lines):
    return [event(*lines, uid=str(number), start=START) for number in range(count)]


BOMBS = {
    "events without end": lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 180_000,
    "events, a third of a million lines": lambda: calendar(*(event(uid=str(number)) for number in range(45_000))),
    "blank lines": lambda: b"BEGIN:VCALENDAR\n" + b"\n" * 5_000_000,
    "a line of 5 MB": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 5_100_000,
    "a folded line of 5 MB": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"\n x" * 290_000,
    "parameters without end": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY" + b';A="b"' * 800_000,
    "quotes without end": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART" + b';A="' * 1_200_000,
    "nesting without end": lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 200_000,
    "text of four octets": lambda: b"BEGIN:VCALENDAR\r\nSUMMARY:" + "🎉".encode() * 1_250_000,
    "50 rules that never match": lambda: calendar(*_repeating(50, "RRULE:FREQ=DAILY;BYMONTH=1;BYYEARDAY=300")),
    "1,000 events a day": lambda: calendar(*_repeating(1_000, "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4")),
    "500 lists of dates": lambda: calendar(
        *_repeating(500, "RDATE:" + ",".join(f"2026{1 + n // 28:02d}{1 + n % 28:02d}T100000Z" for n in range(300)))
    ),
    "zones with rules of their own": lambda: calendar(
        event(),
        head="".join(
            f"BEGIN:VTIMEZONE\r\nTZID:z{number}\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETTO:+0100\r\n"
            "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
            for number in range(20_000)
        ),
    ),
    "HTML that never closes": lambda: calendar(
        *(event("DESCRIPTION:<p>" + "<!--<a <![ <?" * 1_500, uid=str(number)) for number in range(240))
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_within_two_seconds_and_200_megabytes(name):
    """Of processor time, which a busy machine spreads over more seconds of the clock."""
    content = BOMBS[name]()
    assert len(content) < 5.3 * 1024**2
    window = ("America/Chicago", "2026-01-31T12:00:00+00:00", "2028-04-30T12:00:00+00:00", "0")
    command = (
        "import sys, resource; from events.networks import expanding; expanding.main(sys.argv[1:]);"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        # Not ru_maxrss: Linux lets a new process begin with that of its parent, the whole test run.
        "most = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'));"
        "print('\\n' + str(used.ru_utime + used.ru_stime), most.split()[1])"
    )

    done = subprocess.run([sys.executable, "-c", command, *window], input=content, capture_output=True, timeout=60)

    assert done.returncode == 0, done.stderr
    found, used = done.stdout.decode().strip().split("\n")
    seconds, kilobytes = used.split()
    assert float(seconds) < 2
    assert int(kilobytes) < 200 * 1024
    found = json.loads(found)
    assert found.get("problem") or len(found["occurrences"]) <= 1_000


def test_a_calendar_with_thousands_of_old_events_is_read_as_if_they_were_not_there():
    old = "".join(event(uid=str(number), start="DTSTART:20150601T100000Z") for number in range(20_000))

    found = read(calendar(old, event(uid="new")), zone_name="America/Chicago", now=NOW)

    assert [one.uid for one in found.occurrences] == ["new"]
    assert (found.events_count, found.outside_count, found.notes) == (20_001, 20_000, [])


def test_too_many_events_and_dates_are_cut_with_a_message():
    found = read(calendar(*(event(uid=str(number)) for number in range(2_100))), zone_name="UTC", now=NOW)

    assert len(found.occurrences) == 1_000
    assert {note.text for note in found.notes} == {
        "Only the first 2000 events were read.",
        "Only the first 1000 dates were read.",
    }


def test_a_process_that_does_not_end_is_killed_and_says_so(monkeypatch):
    monkeypatch.setattr(reading, "WALL_SECONDS", 0.001)

    with pytest.raises(NotReadable, match="too much time or memory"):
        read(calendar(event()), zone_name="UTC")


@pytest.mark.parametrize("waste", ["while True: pass", "list(range(10**9))"])
def test_the_limits_hold_whatever_the_process_does(waste):
    """Control: it is the system that ends it."""
    command = f"from events.networks.expanding import limit_this_process as limit; limit()\n{waste}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    done = subprocess.run([sys.executable, "-c", command], capture_output=True, timeout=60)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode != 0
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3


def test_a_file_over_five_megabytes_is_not_even_tried():
    started = time.process_time()

    with pytest.raises(NotReadable, match="larger than 5 MB"):
        read(b"x" * (reading.MAX_BYTES + 1), zone_name="UTC")

    assert time.process_time() - started < 1


def test_the_process_knows_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")

    assert "hidden" not in str(reading._environment())
    assert expanding.MAX_MEMORY == 200 * 1024**2
