"""From a fetched calendar to rows of events: in place, at most hourly, reported when it is dead (R27)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.actions.networks import fetch_due, say_same, try_now
from events.enums import FetchStatus, Sameness
from events.exceptions import NetworkRefused
from events.models import NetworkCalendar, NetworkEvent
from events.places import coordinates_of_zip
from resources.absolute_addresses import absolute_url
from resources.models import OutgoingMail
from tests.factories.events import NetworkCalendarFactory, NetworkEventFactory, gathering

from .calendars import calendar, event
from .servers import TestDoor

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
JUNE = "DTSTART;TZID=America/Chicago:20260601T100000"


@pytest.fixture(autouse=True)
def _first_of_may():
    fetch.now = NOW
    with time_machine.travel(NOW, tick=False):
        yield


def fetch(server, door, *events, after=timedelta(hours=2), **headers):
    """Let the server send these events, and fetch what is due `after` the last look."""
    server.send(calendar(*events), **headers)
    fetch.now += after
    return fetch_due(fetch.now, door=door)


def test_a_calendar_becomes_events(network, server, door):
    made = event("LOCATION:Town Hall", "DESCRIPTION:Bring a pen.", "URL:https://network-of-kane.org/a", start=JUNE)

    assert fetch(server, door, made) == 1

    [found] = NetworkEvent.objects.all()
    assert (found.uid, found.recurrence, found.title, found.place) == ("one", "", "Meeting", "Town Hall")
    assert (found.description, found.url) == ("Bring a pen.", "https://network-of-kane.org/a")
    assert found.starts_at == datetime(2026, 6, 1, 15, tzinfo=UTC)
    assert (found.time_zone, found.is_cancelled, found.sequence) == ("America/Chicago", False, 0)
    network.refresh_from_db()
    assert (network.status, network.problem, network.failures_count) == (FetchStatus.FINE, "", 0)
    assert network.fetched_at == fetch.now


def test_an_event_keeps_its_row_when_it_moves_and_a_later_change_counts_once(network, server, door):
    fetch(server, door, event(start=JUNE))
    before = NetworkEvent.objects.get()

    fetch(server, door, event(title="Meeting, corrected", start=JUNE))
    retitled = NetworkEvent.objects.get()
    fetch(server, door, event(start=JUNE.replace("T10", "T11")))
    moved = NetworkEvent.objects.get()
    fetch(server, door, event(start=JUNE.replace("T10", "T11")))
    unchanged = NetworkEvent.objects.get()

    assert before.code == retitled.code == moved.code
    assert [one.sequence for one in (before, retitled, moved, unchanged)] == [0, 0, 1, 1]
    assert before.modified_at < retitled.modified_at < moved.modified_at == unchanged.modified_at


def test_what_is_gone_is_cancelled_ahead_and_dropped_when_it_is_over(network, server, door):
    past = event(uid="past", start="DTSTART:20260420T100000Z")
    fetch(server, door, past, event(uid="ahead", start=JUNE), event(uid="stays", start=JUNE))

    fetch(server, door, event(uid="stays", start=JUNE))

    assert list(NetworkEvent.objects.order_by("uid").values_list("uid", "is_cancelled", "sequence")) == [
        ("ahead", True, 1),
        ("stays", False, 0),
    ]


def test_what_comes_back_is_not_cancelled_any_more(network, server, door):
    fetch(server, door, event(start=JUNE))
    code = NetworkEvent.objects.get().code
    fetch(server, door)

    fetch(server, door, event(start=JUNE))

    found = NetworkEvent.objects.get()
    assert (found.code, found.is_cancelled, found.sequence) == (code, False, 2)


def test_a_date_of_a_series_keeps_its_row_when_it_alone_moves(network, server, door):
    master = event("RRULE:FREQ=WEEKLY;COUNT=3", start=JUNE)
    fetch(server, door, master)
    before = dict(NetworkEvent.objects.values_list("recurrence", "code"))

    changed = event(
        "RECURRENCE-ID;TZID=America/Chicago:20260608T100000", start="DTSTART;TZID=America/Chicago:20260609T090000"
    )
    fetch(server, door, master, changed)

    assert dict(NetworkEvent.objects.values_list("recurrence", "code")) == before
    assert list(NetworkEvent.objects.values_list("sequence", flat=True)) == [0, 1, 0]


def test_a_calendar_is_fetched_hourly_at_most(network, server, door):
    fetch(server, door, event(start=JUNE))

    assert fetch(server, door, after=timedelta(minutes=30)) == 0
    assert fetch(server, door, after=timedelta(minutes=30)) == 1
    assert len(server.requests) == 2


def test_the_same_look_twice_fetches_once(network, server, door):
    server.send(calendar(event(start=JUNE)))

    assert [fetch_due(NOW, door=door), fetch_due(NOW, door=door)] == [1, 0]
    assert NetworkEvent.objects.count() == 1


def test_an_unchanged_calendar_keeps_its_copy_and_moves_its_window(network, server, door):
    fetch(server, door, event("RRULE:FREQ=MONTHLY", start=JUNE), ETag='"one"')
    count = NetworkEvent.objects.count()
    server.send(b"", status=304)

    later = NOW + timedelta(days=62)
    with time_machine.travel(later, tick=False):
        fetch_due(later, door=door)

    assert server.requests[-1][1]["If-None-Match"] == '"one"'
    assert NetworkEvent.objects.count() == count + 2
    network.refresh_from_db()
    assert (network.status, network.fetched_at) == (FetchStatus.FINE, later)


def test_a_calendar_that_is_switched_off_is_not_fetched(network, server, door):
    NetworkCalendar.objects.update(is_active=False)

    assert fetch(server, door, event(start=JUNE)) == 0
    assert server.requests == []


@pytest.mark.parametrize("url", ["https://calendar.example.org/a.ics", "https://calendar.test/a.ics"])
def test_an_address_of_an_example_is_never_fetched_and_never_fails(url, server, staff):
    network = NetworkCalendarFactory(url=url)
    door = TestDoor(server, names={"calendar.example.org": ["93.184.215.14"], "calendar.test": ["93.184.215.14"]})

    assert fetch(server, door, event(start=JUNE)) == 0
    with pytest.raises(NetworkRefused, match="for examples"):
        try_now(network, by=staff, door=door)

    network.refresh_from_db()
    assert (door.connected, network.status, network.tried_at) == ([], FetchStatus.NEVER, None)


def test_a_dead_calendar_keeps_its_last_good_copy_and_is_tried_less_and_less(network, server, door, staff):
    fetch(server, door, event(start=JUNE))
    server.send(b"", status=503)
    tried = []

    now = fetch.now
    for minutes in range(60, 60 * 24 * 3, 15):
        if fetch_due(now + timedelta(minutes=minutes), door=door):
            tried.append(minutes / 60)

    assert tried == [1, 2, 4, 10, 34, 58]
    network.refresh_from_db()
    assert (network.status, network.failures_count) == (FetchStatus.FAILED, 6)
    assert network.problem == "The address answered with an error (503)."
    assert [one.is_cancelled for one in NetworkEvent.objects.all()] == [False]


def test_staff_get_one_mail_after_three_failures_and_another_only_after_it_worked(network, server, door, staff):
    server.send(b"", status=503)

    def fail(count):
        for _time in range(count):
            fetch.now += timedelta(days=2)
            fetch_due(fetch.now, door=door)

    fail(2)
    assert OutgoingMail.objects.count() == 0
    fail(3)
    [mail] = OutgoingMail.objects.all()
    assert (mail.kind, mail.to, mail.about) == ("network_dead", "runner@example.org", network.name)
    assert mail.subject == f"The calendar of {network.name} cannot be fetched"
    fetch(server, door, event(start=JUNE), after=timedelta(days=2))
    server.send(b"", status=503)
    fail(4)
    assert OutgoingMail.objects.count() == 2


def test_a_file_that_is_no_calendar_counts_as_a_failure(network, server, door):
    server.send(b"<!doctype html><p>Sign in")

    fetch_due(NOW, door=door)

    network.refresh_from_db()
    assert network.problem == "This is not a calendar file. It must start with BEGIN:VCALENDAR."


def test_what_was_left_out_is_kept_for_staff(network, server, door):
    fetch(server, door, event("RRULE:FREQ=SECONDLY", start=JUNE))

    network.refresh_from_db()
    assert network.notes == "“Meeting” was left out: it repeats more often than once a day."
    assert network.status == FetchStatus.FINE


def test_an_address_changed_while_the_other_side_was_slow_takes_nothing_over(network, server, door):
    class Slow(TestDoor):
        def connect(self, address, timeout):
            NetworkCalendar.objects.update(url="https://other.network-of-kane.org/a.ics")
            return super().connect(address, timeout)

    server.send(calendar(event(start=JUNE)))

    fetch_due(NOW, door=Slow(server))

    assert NetworkEvent.objects.count() == 0
    network.refresh_from_db()
    assert network.fetched_at is None


def test_one_calendar_that_fails_does_not_keep_the_others_from_being_fetched(server, door, db):
    broken = NetworkCalendarFactory(url="https://calendar.network-of-kane.org:99/a.ics")
    fine = NetworkCalendarFactory()

    assert fetch(server, door, event(start=JUNE)) == 2

    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.status, fine.status) == (FetchStatus.FAILED, FetchStatus.FINE)
    assert fine.events.count() == 1


def test_the_button_says_what_came_of_it(network, server, door, staff):
    server.send(calendar(event(start=JUNE), event(uid="two", start=JUNE)))

    assert try_now(network, by=staff, door=door) == "It worked: 2 events lie ahead."
    with pytest.raises(NetworkRefused, match="a moment ago"):
        try_now(network, by=staff, door=door)


def test_the_button_says_what_went_wrong(network, server, door, staff):
    server.send(b"", status=404)

    with pytest.raises(NetworkRefused, match=r"did not work: The address answered with an error \(404\)"):
        try_now(network, by=staff, door=door)


def test_only_staff_may_fetch_or_say_what_is_the_same(network, mentor, server, door):
    with pytest.raises(NetworkRefused):
        try_now(network, by=mentor, door=door)
    with pytest.raises(NetworkRefused):
        say_same(NetworkEventFactory(), by=mentor, is_same=True)

    assert server.requests == []


SAME = {
    "same title and start": ({}, Sameness.LIKELY),
    "ten minutes apart": ({"start": JUNE.replace("T100000", "T101000")}, Sameness.LIKELY),
    "a title that is much alike": ({"title": "The Kane County open house!"}, Sameness.LIKELY),
    "a title with more words": ({"title": "Open House Kane County (hosted by Bluestem)"}, Sameness.LIKELY),
    "an hour later": ({"start": JUNE.replace("T10", "T11")}, Sameness.NONE),
    "another title": ({"title": "Board meeting"}, Sameness.NONE),
    "one word in common": ({"title": "Kane"}, Sameness.NONE),
}


@pytest.fixture
def ours(calendar):
    """Our own gathering on the first of June, ten o'clock in Chicago."""
    return gathering(calendar, title="Open house, Kane County", starts_at=datetime(2026, 6, 1, 15, tzinfo=UTC))


@pytest.mark.parametrize("name", SAME)
def test_an_event_that_is_ours_is_recognised(name, ours, network, server, door):
    changes, expected = SAME[name]
    fetch(server, door, event(**({"title": "Open house, Kane County", "start": JUNE} | changes)))

    found = NetworkEvent.objects.get()

    assert found.sameness == expected
    assert found.same_as == (ours if expected != Sameness.NONE else None)
    assert NetworkEvent.objects.shown().count() == (expected == Sameness.NONE)


def test_an_event_with_our_own_identity_is_the_same_whatever_its_title(ours, network, server, door):
    fetch(server, door, event(uid=str(ours.uid), title="Something else", start=JUNE))

    assert NetworkEvent.objects.get().sameness == Sameness.SAME


def test_an_event_that_leads_to_our_page_is_the_same(ours, network, server, door):
    fetch(server, door, event(f"URL:{absolute_url(ours)}", title="Something else", start=JUNE))

    assert NetworkEvent.objects.get().sameness == Sameness.SAME


def test_what_staff_say_stays_over_later_fetches(ours, network, server, door, staff):
    likely = event(title="Open house, Kane County", start=JUNE)
    fetch(server, door, likely)

    say_same(NetworkEvent.objects.get(), by=staff, is_same=False)
    fetch(server, door, likely)
    different = NetworkEvent.objects.get()
    say_same(different, by=staff, is_same=True)
    fetch(server, door, event(title="Renamed by the network", start=JUNE))
    same = NetworkEvent.objects.get()

    assert (different.sameness, same.sameness) == (Sameness.DIFFERENT, Sameness.SAME)
    assert NetworkEvent.objects.shown().count() == 0


def test_a_gathering_that_is_published_later_is_recognised_with_the_next_fetch(calendar, network, server, door):
    theirs = event(title="Open house, Kane County", start=JUNE)
    fetch(server, door, theirs)
    gathering(calendar, title="Open house, Kane County", starts_at=datetime(2026, 6, 1, 15, tzinfo=UTC))

    fetch(server, door, theirs)

    assert NetworkEvent.objects.get().sameness == Sameness.LIKELY


def test_an_event_is_shown_again_when_our_gathering_is_taken_off_or_deleted(ours, network, server, door):
    fetch(server, door, event(title="Open house, Kane County", start=JUNE))
    assert NetworkEvent.objects.shown().count() == 0

    ours.unpublish()
    assert NetworkEvent.objects.shown().count() == 1
    ours.delete()
    assert NetworkEvent.objects.shown().count() == 1


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["GEO:41.88;-87.63", "LOCATION:Town Hall, Peoria, IL 61602"], (41.88, -87.63)),
        (["LOCATION:12345 Main Street, Peoria, IL 61602-1234"], "61602"),
        (["GEO:0;0", "LOCATION:Peoria 61602"], "61602"),
        (["GEO:91;-87", "LOCATION:Nowhere"], None),
        (["GEO:nonsense"], None),
        (["LOCATION:Room 2, 99999"], None),
        (["LOCATION:https://meet.example.org/61602"], None),
        (["LOCATION:Call 1-800-616-0261602"], None),
    ],
)
def test_an_event_is_placed_by_its_coordinates_or_its_zip_code(network, server, door, lines, place):
    """For "near me"; R20, R27."""
    fetch(server, door, event(*lines, start=JUNE))

    found = NetworkEvent.objects.get()
    assert (found.latitude, found.longitude) == (
        coordinates_of_zip(place) if isinstance(place, str) else place or (None, None)
    )


def test_an_event_that_is_only_placed_anew_is_no_news(network, server, door):
    fetch(server, door, event("LOCATION:Peoria 61602", start=JUNE))
    NetworkEvent.objects.update(latitude=None, longitude=None)
    before = NetworkEvent.objects.get()

    fetch(server, door, event("LOCATION:Peoria 61602", start=JUNE))

    after = NetworkEvent.objects.get()
    assert after.latitude == coordinates_of_zip("61602")[0]
    assert (after.sequence, after.modified_at) == (before.sequence, before.modified_at)
