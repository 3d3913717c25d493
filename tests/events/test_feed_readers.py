"""What programs that know nothing of us show of our feeds, held against what was meant and what the page shows.

"Shows 1" of issue 3; R20, R21, R35. docs/feeds.md names the versions.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.enums import AttendanceMode, GatheringStatus
from events.gatherings.rows import when_of
from events.ical.lint import lint
from events.ical.writing import CANCELLED, TENTATIVE, calendar_feed
from tests.events.ical_facts import CALENDAR, event
from tests.events.test_ical import CASES
from tests.factories.events import calendar_page, gathering
from tests.readers import reading
from tests.readers.thunderbird import PROGRAM

# Thunderbird in a longer job, for whoever names it.
READERS = (
    *("icalendar", "vobject", "recurring_ical_events", "ical_js", "khal"),
    *(("thunderbird",) if PROGRAM else ()),
)
ZONES = ("America/Chicago", "America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Sydney")
# The days around which Chicago's and New York's clocks change in 2027, and those of London and Sydney.
CHANGES = ("2027-03-14", "2027-11-07", "2027-03-28", "2027-10-31", "2027-04-04", "2027-10-03")
AWKWARD = "Snacks, games; \\ “quotes” & <b>tags</b>: naïve 日本 🎒"


def read(reader, octets, folder):
    """Readings by UID."""
    function = getattr(reading, f"with_{reader}")
    found = function(octets, folder) if reader in ("ical_js", "khal") else function(octets)
    assert len({one.uid for one in found}) == len(found)
    return {one.uid: one for one in found}


def of_these_years():
    """The cases of the time table that lie in the years of a feed, and each zone around each change of clocks."""
    cases = [case for case in CASES if "2026-03-01" <= case[1] < "2028-12-31"]
    for zone in ZONES:
        for day in CHANGES:
            for hour in (0, 4, 12, 22):
                start = datetime.fromisoformat(f"{day}T{hour:02d}:30")
                cases.append((zone, start.isoformat(" "), (start + timedelta(hours=3)).isoformat(" ")))
    return cases


@pytest.fixture(scope="module")
def timed():
    """(octets, {UID: (start, end)}) of one feed with all cases."""
    meant, events = {}, []
    for number, (zone, start, end) in enumerate(of_these_years()):
        starts_at, ends_at = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (start, end))
        uid = f"case-{number}@example.org"
        meant[uid] = (starts_at.astimezone(UTC), ends_at.astimezone(UTC))
        events.append(event(uid=uid, starts_at=starts_at, ends_at=ends_at, time_zone=zone, summary=f"{zone} {start}"))
    for number, (zone, fold) in enumerate((zone, fold) for zone in ZONES[:2] for fold in (0, 1)):
        starts_at = datetime(2027, 11, 7, 1, 30, tzinfo=ZoneInfo(zone), fold=fold)
        uid = f"twice-{number}@example.org"
        meant[uid] = (starts_at.astimezone(UTC), starts_at.astimezone(UTC) + timedelta(hours=3))
        events.append(event(uid=uid, starts_at=starts_at, ends_at=meant[uid][1], time_zone=zone))
    return calendar_feed(CALENDAR, events), meant


@pytest.mark.parametrize("reader", READERS)
def test_reader_shows_each_start_and_end_as_meant(timed, reader, tmp_path):
    octets, meant = timed

    found = read(reader, octets, tmp_path)

    assert lint(octets) == []
    assert len(meant) > 160
    if reader == "recurring_ical_events":
        # It moves UTC into X-WR-TIMEZONE and takes the second 1:30 for the first (x-wr-timezone 2.0). No other does.
        meant = {uid: times for uid, times in meant.items() if not uid.startswith("twice")}
        found = {uid: one for uid, one in found.items() if uid in meant}
    assert {uid: (one.start, one.end) for uid, one in found.items()} == meant


@pytest.mark.parametrize("reader", READERS)
def test_reader_shows_whole_days_as_whole_days(reader, tmp_path):
    days = [
        (date(2027, 3, 14), date(2027, 3, 14)),
        (date(2027, 11, 6), date(2027, 11, 8)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ]
    events = [
        event(uid=f"{first}@x", starts_at=None, ends_at=None, is_all_day=True, first_on=first, last_on=last)
        for first, last in days
    ]

    found = read(reader, calendar_feed(CALENDAR, events), tmp_path)

    # khal shows the last day itself.
    after = timedelta() if reader == "khal" else timedelta(days=1)
    assert {one.is_all_day for one in found.values()} == {True}
    assert sorted((one.start, one.end) for one in found.values()) == sorted(
        (first, last + after) for first, last in days
    )


@pytest.mark.parametrize("reader", READERS)
def test_reader_shows_texts_and_states_as_meant(reader, tmp_path):
    facts = {"description": f"{AWKWARD}\nSecond line", "location": AWKWARD}
    events = [
        event(uid="on@x", summary=AWKWARD, **facts),
        event(uid="perhaps@x", summary="Talk", status=TENTATIVE, summary_prefix="Postponed"),
        event(uid="off@x", summary="Talk", status=CANCELLED, summary_prefix="Cancelled"),
        event(uid="long@x", summary="日本" * 60),
    ]

    found = read(reader, calendar_feed(CALENDAR, events), tmp_path)

    assert {uid: (one.status, one.summary) for uid, one in found.items()} == {
        "on@x": ("CONFIRMED", AWKWARD),
        "perhaps@x": ("TENTATIVE", "Postponed: Talk"),
        "off@x": ("CANCELLED", "Cancelled: Talk"),
        "long@x": ("CONFIRMED", "日本" * 60),
    }
    assert found["on@x"].location == AWKWARD
    assert found["on@x"].description.splitlines() == facts["description"].splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize("reader", READERS)
def test_reader_shows_what_the_page_shows(client, reader, tmp_path):
    """Through published pages in five zones over both changes of clocks, all states, whole days, an open end."""
    calendar = calendar_page()
    pages = []
    for zone in ZONES:
        for day in ((2027, 3, 14), (2027, 11, 7)):
            start = datetime(*day, 10, tzinfo=ZoneInfo(zone))
            pages.append(gathering(calendar, f"{zone} {day}", starts_at=start, hours=3, time_zone=zone))
    chicago = datetime(2027, 3, 14, tzinfo=ZoneInfo("America/Chicago"))
    pages += [
        gathering(calendar, "Off", starts_at=chicago, status=GatheringStatus.CANCELLED),
        gathering(calendar, "Later", starts_at=chicago, status=GatheringStatus.POSTPONED),
        gathering(calendar, "Moved", starts_at=chicago, status=GatheringStatus.MOVED),
        gathering(calendar, "Days", starts_at=chicago, hours=47, is_all_day=True),
        gathering(calendar, "Open", starts_at=chicago, ends_at=None),
        gathering(calendar, AWKWARD, starts_at=chicago, mode=AttendanceMode.ONLINE),
    ]

    octets = client.get(f"{calendar.url}calendar.ics").content
    found = {uid.partition("@")[0]: one for uid, one in read(reader, octets, tmp_path).items()}

    assert lint(octets) == []
    assert len(found) == len(pages) == 16
    for page in pages:
        one = found[str(page.uid)]
        starts_at, ends_at = when_of(page)
        assert one.start == starts_at
        if page.is_all_day:
            assert one.end == ends_at + timedelta(days=reader != "khal")
        elif ends_at or reader != "khal":
            # khal gives an open end the length of nothing.
            assert one.end == ends_at
        assert one.status == {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}.get(page.status, "CONFIRMED")
        assert one.summary == {"Off": "Cancelled: Off", "Later": "Postponed: Later"}.get(page.title, page.title)
        assert one.location == (page.place or "Online")
        assert one.description.startswith(page.summary)


def test_missing_node_is_a_failure_with_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(pytest.fail.Exception, match="there is no node here. Install Node.js 18 or later"):
        reading.with_ical_js(calendar_feed(CALENDAR, []), tmp_path)
