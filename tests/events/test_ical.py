"""How gatherings' times are written as calendar text, read back by two parsers that know nothing of us. R20, R21."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from events.ical.lint import lint
from events.ical.timezones import is_time_zone, observances
from events.ical.writing import calendar_feed, single_event
from tests.events.ical_facts import CALENDAR, event, value


def read(octets):
    """Each event's start and end as two parsers see them: [(by icalendar), (by vobject)]."""
    with_icalendar = Calendar.from_ical(octets).walk("VEVENT")[0]
    # vobject keeps zones by name for the whole process; each file must be read by its own definition.
    known = getattr(vobject.icalendar, "__tzidMap")  # noqa: B009
    for name in set(known) - {"UTC"}:
        del known[name]
    with_vobject = vobject.readOne(octets.decode()).vevent
    return [
        (with_icalendar.decoded("dtstart"), with_icalendar.decoded("dtend", None)),
        (with_vobject.dtstart.value, with_vobject.dtend.value if hasattr(with_vobject, "dtend") else None),
    ]


# zone, start and end as wall time; fold 1 means the second of two equal wall times
CASES = [
    # an ordinary day in each zone
    ("America/Chicago", "2026-10-08 10:00", "2026-10-08 14:00"),
    ("America/Chicago", "2026-07-01 09:00", "2026-07-01 10:00"),
    ("America/Chicago", "2027-01-05 09:00", "2027-01-05 10:00"),
    ("America/New_York", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("America/New_York", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Europe/Berlin", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("Europe/Berlin", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Australia/Sydney", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("Australia/Sydney", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Europe/Dublin", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("Europe/Dublin", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Asia/Kolkata", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("Asia/Kolkata", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("America/Sao_Paulo", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("America/Sao_Paulo", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Asia/Jerusalem", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("Asia/Jerusalem", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("America/Nuuk", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("America/Nuuk", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("America/Santiago", "2026-07-15 18:30", "2026-07-15 20:00"),
    ("America/Santiago", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Australia/Lord_Howe", "2026-12-15 18:30", "2026-12-15 20:00"),
    ("Africa/Casablanca", "2026-03-01 10:00", "2026-03-01 11:00"),
    ("Pacific/Chatham", "2026-12-15 10:00", "2026-12-15 11:00"),
    # the clock goes forward: just before, over and just after the gap
    ("America/Chicago", "2027-03-14 01:00", "2027-03-14 01:59"),
    ("America/Chicago", "2027-03-14 01:30", "2027-03-14 03:30"),
    ("America/Chicago", "2027-03-14 03:00", "2027-03-14 04:00"),
    ("America/New_York", "2027-03-14 01:30", "2027-03-14 03:30"),
    ("Europe/Berlin", "2027-03-28 01:30", "2027-03-28 03:30"),
    ("Europe/Dublin", "2027-03-28 00:30", "2027-03-28 02:30"),
    ("Australia/Sydney", "2026-10-04 01:30", "2026-10-04 03:30"),
    ("Asia/Jerusalem", "2027-03-26 01:30", "2027-03-26 03:30"),
    ("America/Nuuk", "2027-03-27 22:30", "2027-03-28 00:30"),
    ("America/Santiago", "2026-09-05 23:30", "2026-09-06 01:30"),
    # the clock goes back: an hour before, over and after the doubled hour
    ("America/Chicago", "2027-11-07 00:30", "2027-11-07 02:30"),
    ("America/Chicago", "2027-11-07 02:00", "2027-11-07 03:00"),
    ("America/Chicago", "2027-11-06 22:00", "2027-11-07 04:00"),
    ("America/New_York", "2027-11-07 00:30", "2027-11-07 02:30"),
    ("Europe/Berlin", "2027-10-31 01:30", "2027-10-31 03:30"),
    ("Europe/Dublin", "2027-10-31 00:30", "2027-10-31 02:30"),
    ("Australia/Sydney", "2027-04-04 01:30", "2027-04-04 03:30"),
    ("Asia/Jerusalem", "2027-10-31 00:30", "2027-10-31 02:30"),
    ("America/Nuuk", "2027-10-30 22:30", "2027-10-31 01:30"),
    ("America/Santiago", "2027-04-03 22:30", "2027-04-04 01:30"),
    # the day of the change in the wide
    ("America/Chicago", "2027-03-14 10:00", "2027-03-14 14:00"),
    ("America/Chicago", "2027-11-07 10:00", "2027-11-07 14:00"),
    ("America/Chicago", "2027-03-13 10:00", "2027-03-13 14:00"),
    ("America/Chicago", "2027-11-08 10:00", "2027-11-08 14:00"),
    # midnight, the year's end, leap days, far years
    ("America/Chicago", "2026-10-08 00:00", "2026-10-08 01:00"),
    ("America/Chicago", "2026-10-08 23:00", "2026-10-09 01:00"),
    ("America/Chicago", "2026-10-08 23:00", "2026-10-09 00:00"),
    ("America/Chicago", "2026-12-31 20:00", "2027-01-01 00:30"),
    ("Australia/Sydney", "2026-12-31 20:00", "2027-01-01 00:30"),
    ("America/Chicago", "2028-02-29 10:00", "2028-02-29 12:00"),
    ("America/Chicago", "2028-02-29 23:00", "2028-03-01 01:00"),
    ("America/Chicago", "2028-02-28 23:00", "2028-02-29 01:00"),
    ("America/Chicago", "2038-01-19 03:14", "2038-01-19 04:00"),
    ("America/Chicago", "2038-07-01 09:00", "2038-07-01 10:00"),
    ("Asia/Jerusalem", "2038-07-01 09:00", "2038-07-01 10:00"),
    ("Asia/Jerusalem", "2038-12-01 09:00", "2038-12-01 10:00"),
    ("America/Chicago", "2026-10-08 10:00", "2026-10-11 14:00"),
    # years when the zone's rule was another one
    ("America/Sao_Paulo", "2018-12-15 10:00", "2018-12-15 11:00"),
    ("America/Nuuk", "2022-12-15 10:00", "2022-12-15 11:00"),
    ("America/Chicago", "2006-03-20 10:00", "2006-03-20 11:00"),
    ("UTC", "2026-10-08 10:00", "2026-10-08 14:00"),
]


@pytest.mark.parametrize(("zone", "start", "end"), CASES)
def test_both_parsers_read_the_moment_that_was_meant(zone, start, end):
    starts_at = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    ends_at = datetime.fromisoformat(end).replace(tzinfo=ZoneInfo(zone))

    octets = single_event(event(starts_at=starts_at, ends_at=ends_at, time_zone=zone))

    meant = (starts_at.astimezone(UTC), ends_at.astimezone(UTC))
    assert [(one.astimezone(UTC), two.astimezone(UTC)) for one, two in read(octets)] == [meant, meant]
    assert lint(octets) == []


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("America/Chicago", "2027-11-07 01:30"),
        ("America/New_York", "2027-11-07 01:00"),
        ("Europe/Berlin", "2027-10-31 02:30"),
        ("Australia/Sydney", "2027-04-04 02:59"),
        ("Asia/Jerusalem", "2027-10-31 01:15"),
        ("America/Santiago", "2027-04-03 23:30"),
    ],
)
@pytest.mark.parametrize("fold", [0, 1])
def test_wall_time_that_comes_twice_is_written_without_doubt(zone, wall, fold):
    starts_at = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)

    octets = single_event(event(starts_at=starts_at, ends_at=None, time_zone=zone))

    assert starts_at.replace(fold=0).utcoffset() != starts_at.replace(fold=1).utcoffset()
    assert Calendar.from_ical(octets).walk("VEVENT")[0].decoded("dtstart").astimezone(UTC) == starts_at.astimezone(UTC)
    assert value(octets, "DTSTART")[-1].endswith("Z")


@pytest.mark.parametrize(
    ("zone", "wall", "written"),
    [
        ("America/Chicago", "2027-03-14 02:30", "20270314T033000"),
        ("Europe/Berlin", "2027-03-28 02:15", "20270328T031500"),
        ("Australia/Sydney", "2026-10-04 02:30", "20261004T033000"),
        ("America/Santiago", "2026-09-06 00:30", "20260906T013000"),
    ],
)
def test_wall_time_that_does_not_exist_is_never_written(zone, wall, written):
    starts_at = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))

    octets = single_event(event(starts_at=starts_at, ends_at=None, time_zone=zone))

    assert value(octets, "DTSTART")[-1] == written


@pytest.mark.parametrize(
    ("first_on", "last_on", "end_written"),
    [
        (date(2026, 10, 8), date(2026, 10, 8), "20261009"),
        (date(2026, 10, 8), None, "20261009"),
        (date(2026, 10, 8), date(2026, 10, 10), "20261011"),
        (date(2026, 12, 31), date(2026, 12, 31), "20270101"),
        (date(2028, 2, 28), date(2028, 2, 28), "20280229"),
        (date(2028, 2, 29), date(2028, 2, 29), "20280301"),
        (date(2027, 2, 28), date(2027, 2, 28), "20270301"),
        (date(2027, 3, 14), date(2027, 3, 14), "20270315"),
        (date(2038, 1, 19), date(2038, 1, 20), "20380121"),
        (date(2026, 10, 8), date(2026, 10, 1), "20261009"),
    ],
)
def test_all_day_event_ends_on_the_day_after_its_last(first_on, last_on, end_written):
    octets = single_event(event(starts_at=None, ends_at=None, is_all_day=True, first_on=first_on, last_on=last_on))

    assert value(octets, "DTEND") == [end_written]
    assert {reading[0] for reading in read(octets)} == {first_on}
    assert "TZID" not in octets.decode()
    assert lint(octets) == []


def test_unknown_end_is_left_out():
    octets = single_event(event(ends_at=None))

    assert value(octets, "DTEND") == []
    assert lint(octets) == []


def test_end_before_the_start_is_left_out():
    octets = single_event(event(ends_at=datetime(2026, 10, 8, 14, tzinfo=UTC)))

    assert value(octets, "DTEND") == []


def test_unknown_zone_name_falls_back_to_utc():
    octets = single_event(event(time_zone="Central Standard Time"))

    assert value(octets, "DTSTART") == ["20261008T150000Z"]
    assert lint(octets) == []


@pytest.mark.parametrize("name", ["CDT", "UTC+5", "Central Standard Time", "../etc/passwd", "", "America/Nowhere"])
def test_names_that_are_no_zones(name):
    assert is_time_zone(name) is False


def test_zone_with_summer_time_is_two_yearly_rules_from_1970():
    octets = calendar_feed(CALENDAR, [event()])

    assert value(octets, "RRULE") == ["FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"]
    assert value(octets, "DTSTART") == ["19700308T020000", "19701101T020000", "20261008T100000"]
    assert value(octets, "RDATE") == []


@pytest.mark.parametrize("name", ["Asia/Kolkata", "America/Sao_Paulo", "UTC"])
def test_zone_without_summer_time_is_one_standard(name):
    assert [(one.is_daylight, one.rule) for one in observances(name, 2026, 2027)] == [(False, None)]


@pytest.mark.parametrize("name", ["Asia/Jerusalem", "America/Nuuk", "America/Santiago", "Africa/Casablanca"])
def test_zone_that_one_yearly_rule_cannot_say_lists_its_changes(name):
    found = observances(name, 2026, 2027)

    assert {one.rule for one in found} == {None}
    assert len(found) > 6


@pytest.mark.parametrize("name", ["Europe/Dublin", "Europe/Berlin", "America/New_York", "Australia/Sydney"])
def test_daylight_is_the_observance_further_ahead(name):
    daylight = [one for one in observances(name, 2026, 2027) if one.is_daylight]

    assert [one.offset_to > one.offset_from for one in daylight] == [True]


def test_zone_offsets_agree_with_the_database_on_every_day_of_three_years():
    """Through vobject, which reads nothing but the VTIMEZONE in the file."""
    wrong = []
    for zone in ("America/Chicago", "Europe/Dublin", "Asia/Jerusalem", "America/Santiago", "Australia/Lord_Howe"):
        day = datetime(2026, 1, 1, 12, tzinfo=ZoneInfo(zone))
        span = event(starts_at=day, ends_at=day + timedelta(days=1095), time_zone=zone)
        start = read(single_event(span))[1][0]
        for _ in range(1095):
            day += timedelta(days=1)
            if start.tzinfo.utcoffset(day.replace(tzinfo=None)) != day.utcoffset():
                wrong.append(day)

    assert wrong == []
