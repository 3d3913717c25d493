"""What somebody who has subscribed is told at the next fetch after each change. "Shows 3" of issue 3; R20, R21, R35."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils.http import parse_http_date
from icalendar import Calendar
from wagtail.models import PageViewRestriction, Site

from events.enums import AttendanceMode, GatheringStatus
from events.ical.lint import lint
from events.models import CalendarChange, CalendarEntry, GatheringPage
from tests.factories.events import GatheringKindFactory, RegionFactory, TopicFactory, calendar_page, gathering

pytestmark = pytest.mark.django_db

START = datetime(2026, 7, 1, 15, tzinfo=UTC)


class Subscriber:
    """A calendar program that fetches one address again and again, with the tag and the date it got last."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        self.etag = self.modified = None
        self.events = {}

    def fetch(self):
        """Fetch with the known tag. Returns the status; a new feed is linted and read."""
        headers = {"If-None-Match": self.etag} if self.etag else {}
        by_date = self.client.get(self.url, headers={"If-Modified-Since": self.modified} if self.modified else {})
        response = self.client.get(self.url, headers=headers)
        # A program that knows dates only is told the same.
        assert by_date.status_code == response.status_code
        if response.status_code == 200:
            assert lint(response.content) == []
            self.calendar = Calendar.from_ical(response.content)
            self.events = {str(event["UID"]): event for event in self.calendar.walk("VEVENT")}
            if self.etag:
                assert response["ETag"] != self.etag
                assert parse_http_date(response["Last-Modified"]) > parse_http_date(self.modified)
            self.etag, self.modified = response["ETag"], response["Last-Modified"]
        return response.status_code

    @property
    def told(self):
        """(UID, summary, status, sequence) of the one event."""
        ((uid, event),) = self.events.items()
        return uid.partition("@")[0], str(event["SUMMARY"]), str(event["STATUS"]), int(event["SEQUENCE"])

    @property
    def description(self):
        ((_uid, event),) = self.events.items()
        return str(event["DESCRIPTION"])


@pytest.fixture
def clock():
    """Noon of a day in July 2026; `clock.shift` moves on."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def subscribed(client, calendar, clock):
    """(subscriber, gathering) after the first fetch, an hour ago."""
    page = gathering(
        calendar,
        "Talk",
        starts_at=datetime(2026, 7, 10, 23, 30, tzinfo=UTC),
        kind=GatheringKindFactory(name="Networking"),
        region=RegionFactory(name="Kane"),
        topics=[TopicFactory(name="Health")],
    )
    subscriber = Subscriber(client, f"{calendar.url}calendar.ics")
    assert subscriber.fetch() == 200
    assert subscriber.fetch() == 304
    clock.shift(timedelta(hours=1))
    return subscriber, page


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_published_gathering_is_there_with_its_moment_as_last_modified(subscribed, calendar):
    subscriber, page = subscribed

    (event,) = subscriber.events.values()

    assert subscriber.told == (str(page.uid), "Talk", "CONFIRMED", 0)
    assert parse_http_date(subscriber.modified) == START.timestamp()
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == START


def test_second_gathering_is_told(subscribed, calendar):
    subscriber, page = subscribed

    other = gathering(calendar, "Second", starts_at=datetime(2026, 8, 1, 15, tzinfo=UTC))

    assert subscriber.fetch() == 200
    assert {uid.partition("@")[0] for uid in subscriber.events} == {str(page.uid), str(other.uid)}


def test_moved_gathering_says_when_it_was_for_fourteen_days(subscribed, clock):
    subscriber, page = subscribed

    publish(page, starts_at=page.starts_at + timedelta(days=21), ends_at=page.ends_at + timedelta(days=21))

    assert subscriber.fetch() == 200
    assert subscriber.told == (str(page.uid), "Talk", "CONFIRMED", 1)
    assert subscriber.description.splitlines()[0] == "Moved: was Fri 10 Jul 2026, 6:30 pm"
    assert subscriber.fetch() == 304

    clock.shift(timedelta(days=14))

    assert subscriber.fetch() == 200
    assert subscriber.told == (str(page.uid), "Talk", "CONFIRMED", 1)
    assert subscriber.description.splitlines()[0] == page.summary


def test_file_of_a_moved_gathering_says_when_it_was(subscribed, client):
    _subscriber, page = subscribed

    publish(page, starts_at=page.starts_at + timedelta(days=21), ends_at=page.ends_at + timedelta(days=21))

    (event,) = Calendar.from_ical(client.get(f"{page.url}event.ics").content).walk("VEVENT")
    assert str(event["DESCRIPTION"]).splitlines()[0] == "Moved: was Fri 10 Jul 2026, 6:30 pm"


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({"time_zone": "America/New_York"}, "Moved: was Fri 10 Jul 2026, 6:30 pm Central"),
        ({"is_all_day": True}, "Moved: was Fri 10 Jul 2026, 6:30 pm"),
        ({"title": "Better"}, None),
        ({"mode": AttendanceMode.ONLINE}, None),
    ],
)
def test_note_is_about_a_changed_time_only(subscribed, values, note):
    subscriber, page = subscribed

    publish(page, **values)

    assert subscriber.fetch() == 200
    assert subscriber.description.splitlines()[0] == (note or page.summary)


def test_all_day_gathering_was_on_a_day(client, calendar, clock):
    midnight = datetime(2026, 7, 10, 5, tzinfo=UTC)
    page = gathering(calendar, starts_at=midnight, ends_at=midnight + timedelta(days=1), is_all_day=True)
    publish(page, starts_at=midnight + timedelta(days=2), ends_at=midnight + timedelta(days=3))

    subscriber = Subscriber(client, f"{calendar.url}calendar.ics")
    subscriber.fetch()

    assert subscriber.description.splitlines()[0] == "Moved: was Fri 10 Jul 2026"


def test_retitled_gathering_keeps_its_sequence(subscribed):
    subscriber, page = subscribed

    publish(page, title="Better talk")

    assert subscriber.fetch() == 200
    assert subscriber.told == (str(page.uid), "Better talk", "CONFIRMED", 0)
    assert subscriber.events.popitem()[1].decoded("DTSTAMP") == START + timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "summary", "told"),
    [
        (GatheringStatus.CANCELLED, "Cancelled: Talk", "CANCELLED"),
        (GatheringStatus.POSTPONED, "Postponed: Talk", "TENTATIVE"),
        (GatheringStatus.MOVED, "Talk", "CONFIRMED"),
    ],
)
def test_status_is_told_with_a_higher_sequence(subscribed, status, summary, told):
    subscriber, page = subscribed

    publish(page, status=status)

    assert subscriber.fetch() == 200
    assert subscriber.told == (str(page.uid), summary, told, 1)


def test_unpublished_gathering_is_cancelled_until_its_day_is_over(subscribed, clock):
    subscriber, page = subscribed

    page.unpublish()

    assert subscriber.fetch() == 200
    assert subscriber.told == (str(page.uid), "Cancelled: Talk", "CANCELLED", 1)
    assert subscriber.fetch() == 304
    clock.move_to(datetime(2026, 7, 11, 4, 59, tzinfo=UTC))
    assert subscriber.fetch() == 304
    clock.move_to(datetime(2026, 7, 11, 5, tzinfo=UTC))
    assert subscriber.fetch() == 200
    assert subscriber.events == {}


def test_deleted_gathering_is_cancelled(subscribed):
    subscriber, page = subscribed
    uid = str(page.uid)

    page.delete()

    assert subscriber.fetch() == 200
    assert subscriber.told == (uid, "Cancelled: Talk", "CANCELLED", 1)
    assert subscriber.description == "This gathering was taken off the calendar."


@pytest.mark.parametrize("is_narrowed", [False, True])
def test_deleted_gathering_stays_in_exactly_the_calendars_that_had_it(client, calendar, clock, is_narrowed):
    kane, lake = RegionFactory(name="Kane"), RegionFactory(name="Lake")
    had = calendar_page("Had it", parent=calendar, regions=[kane] if is_narrowed else [])
    other = calendar_page("Other", parent=calendar, regions=[lake] if is_narrowed else [])
    page = gathering(had, "Talk", days=5, region=kane)
    subscribers = [Subscriber(client, f"{one.url}calendar.ics") for one in (calendar, had, other)]
    page.delete()

    for subscriber in subscribers:
        subscriber.fetch()

    assert [len(subscriber.events) for subscriber in subscribers] == [1, 1, 0]


def test_deleted_gathering_goes_with_the_calendar_that_is_moved(client, calendar, clock):
    kane, lake = calendar_page("Kane", parent=calendar), calendar_page("Lake", parent=calendar)
    page = gathering(kane, "Talk", days=5)
    page.delete()

    kane.move(lake, pos="last-child")

    subscriber = Subscriber(client, f"{lake.url}calendar.ics")
    subscriber.fetch()
    assert subscriber.told[1] == "Cancelled: Talk"


def test_new_page_in_the_place_of_a_deleted_calendar_has_none_of_its_gatherings(client, calendar, clock):
    first = calendar_page("First", parent=calendar)
    gathering(first, "Talk", days=5)
    path = first.path
    first.delete()

    second = calendar_page("Second", parent=calendar)

    subscriber = Subscriber(client, f"{second.url}calendar.ics")
    subscriber.fetch()
    assert second.path == path
    assert subscriber.events == {}


def test_gathering_moved_below_another_calendar_leaves_the_first(client, calendar, clock):
    first, second = calendar_page("First", parent=calendar), calendar_page("Second", parent=calendar)
    page = gathering(first, "Talk", days=5)
    subscribers = [Subscriber(client, f"{one.url}calendar.ics") for one in (first, second)]
    for subscriber in subscribers:
        subscriber.fetch()
    clock.shift(timedelta(hours=1))

    page.move(second, pos="last-child")

    assert [subscriber.fetch() for subscriber in subscribers] == [200, 200]
    assert [len(subscriber.events) for subscriber in subscribers] == [0, 1]
    assert str(subscribers[1].events.popitem()[1]["URL"]).endswith("/second/talk/")
    assert CalendarEntry.objects.get().sequence == 0


def test_calendar_moved_with_its_gatherings_keeps_them(client, calendar, clock):
    first, second = calendar_page("First", parent=calendar), calendar_page("Second", parent=calendar)
    gathering(first, "Talk", days=5)

    first.move(second, pos="last-child")

    for one in (calendar, first, second):
        one.refresh_from_db()
        subscriber = Subscriber(client, f"{one.url}calendar.ics")
        subscriber.fetch()
        assert subscriber.told[1:] == ("Talk", "CONFIRMED", 0)
        assert str(subscriber.events.popitem()[1]["URL"]).endswith("/second/first/talk/")


def test_renamed_region_is_told_and_its_address_stays(subscribed, client, calendar, clock):
    subscriber, page = subscribed
    narrowed = Subscriber(client, f"{calendar.url}calendar.ics?region=kane")
    narrowed.fetch()
    region = page.region
    region.name = "Greater Kane"

    region.save()

    for one in (subscriber, narrowed):
        assert one.fetch() == 200
        assert one.told == (str(page.uid), "Talk", "CONFIRMED", 0)
        assert "Greater Kane" in [str(name) for name in one.events.popitem()[1]["CATEGORIES"].cats]
    assert str(narrowed.calendar["X-WR-CALNAME"]).endswith("(Greater Kane)")


@pytest.mark.parametrize("which", ["topic", "kind"])
def test_renamed_topic_or_kind_is_told(subscribed, which):
    subscriber, page = subscribed
    word = page.topics.first() if which == "topic" else page.kind
    word.name = "Another word"

    word.save()

    assert subscriber.fetch() == 200
    assert "Another word" in [str(name) for name in subscriber.events.popitem()[1]["CATEGORIES"].cats]


def test_word_saved_without_a_new_name_changes_nothing(subscribed):
    subscriber, page = subscribed
    page.region.sort_order = 7

    page.region.save()

    assert subscriber.fetch() == 304


def test_renamed_site_is_told(subscribed):
    subscriber, _page = subscribed
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Prairie Partnership"

    site.save()

    assert subscriber.fetch() == 200
    assert str(subscriber.calendar["X-WR-CALNAME"]) == "Prairie Partnership: Gatherings"


@pytest.mark.parametrize("by_signal", [True, False])
def test_site_at_another_host_and_port_has_other_addresses_and_the_same_uid(subscribed, by_signal):
    subscriber, page = subscribed
    values = {"hostname": "gatherings.example.org", "port": 443}
    if by_signal:
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = values.values()
        site.save()
    else:
        Site.objects.filter(is_default_site=True).update(**values)
        Site.clear_site_root_paths_cache()

    assert subscriber.fetch() == 200
    assert subscriber.told == (str(page.uid), "Talk", "CONFIRMED", 0)
    assert str(subscriber.events.popitem()[1]["URL"]) == "https://gatherings.example.org/gatherings/talk/"
    assert str(subscriber.calendar["SOURCE"]) == "https://gatherings.example.org/gatherings/calendar.ics"


def test_restricted_gathering_leaves_and_comes_back(subscribed):
    subscriber, page = subscribed

    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert subscriber.fetch() == 200
    assert subscriber.events == {}
    restriction.delete()
    response = subscriber.client.get(subscriber.url)
    assert b"SUMMARY:Talk" in response.content


def test_retitled_calendar_is_told(subscribed, calendar):
    subscriber, _page = subscribed

    publish(calendar, title="What is on")

    assert subscriber.fetch() == 200
    assert str(subscriber.calendar["X-WR-CALNAME"]).endswith("What is on")


def test_gathering_that_leaves_a_narrowed_calendar_is_told(client, calendar, clock):
    kane, lake = RegionFactory(name="Kane"), RegionFactory(name="Lake")
    narrowed = calendar_page("Kane", parent=calendar, regions=[kane])
    page = gathering(calendar, "Talk", days=5, region=kane)
    subscriber = Subscriber(client, f"{narrowed.url}calendar.ics")
    subscriber.fetch()
    clock.shift(timedelta(hours=1))

    publish(page, region=lake)

    assert subscriber.fetch() == 200
    assert subscriber.events == {}


def test_draft_changes_tell_nothing(subscribed):
    subscriber, page = subscribed
    page.title = "Not yet"

    page.save_revision()

    assert subscriber.fetch() == 304


def test_old_gathering_leaves_at_midnight(client, calendar, clock):
    gathering(calendar, "Old", starts_at=START - timedelta(days=179), hours=1)
    subscriber = Subscriber(client, f"{calendar.url}calendar.ics")
    subscriber.fetch()
    clock.move_to(datetime(2026, 7, 3, 4, 59, tzinfo=UTC))
    assert subscriber.fetch() == 304

    clock.move_to(datetime(2026, 7, 3, 5, tzinfo=UTC))

    assert subscriber.fetch() == 200
    assert subscriber.events == {}
    assert parse_http_date(subscriber.modified) == datetime(2026, 7, 3, 5, tzinfo=UTC).timestamp()


def test_past_can_be_left_out_and_leaves_by_itself(client, calendar, clock):
    gathering(calendar, "Today", starts_at=START + timedelta(hours=1), hours=1)
    subscriber = Subscriber(client, f"{calendar.url}calendar.ics?past=drop")
    subscriber.fetch()
    assert subscriber.told[1] == "Today"

    clock.move_to(START + timedelta(days=1))

    assert subscriber.fetch() == 200
    assert subscriber.events == {}


# What is kept of changes


def test_each_change_of_plans_is_kept_with_what_it_was(calendar, clock):
    page = gathering(calendar, "Talk", starts_at=datetime(2026, 7, 10, 23, 30, tzinfo=UTC), hours=2)
    clock.shift(timedelta(hours=1))

    publish(
        page,
        title="Better",
        starts_at=datetime(2026, 7, 11, 23, 30, tzinfo=UTC),
        ends_at=None,
        mode=AttendanceMode.ONLINE,
        summary="Another summary.",
    )
    clock.shift(timedelta(hours=1))
    publish(page, status=GatheringStatus.CANCELLED)

    kept = CalendarChange.objects.filter(entry__uid=page.uid).order_by("made_at", "field")
    assert [(change.sequence, change.field, change.before, change.after) for change in kept] == [
        (1, "ends_at", "2026-07-11T01:30:00+00:00", ""),
        (1, "mode", "in_person", "online"),
        (1, "place", "Town Hall, 1 Main Street, Peoria 61602", ""),
        (1, "starts_at", "2026-07-10T23:30:00+00:00", "2026-07-11T23:30:00+00:00"),
        (1, "title", "Talk", "Better"),
        (2, "status", "scheduled", "cancelled"),
    ]


def test_first_publication_and_unchanged_plans_keep_nothing(calendar):
    page = gathering(calendar)

    publish(page, summary="Another summary.")

    assert not CalendarChange.objects.exists()


def test_place_is_recorded_from_the_zip_code(client, calendar):
    page = gathering(calendar, zip_code="61602")
    online = gathering(calendar, zip_code="61602", mode=AttendanceMode.ONLINE, days=11)
    unknown = gathering(calendar, zip_code="00000", days=12)

    entries = {entry.gathering_id: entry for entry in CalendarEntry.objects.all()}
    events = Calendar.from_ical(client.get(f"{calendar.url}calendar.ics").content).walk("VEVENT")

    assert (entries[page.pk].latitude, entries[page.pk].longitude) == (40.6936, -89.589)
    assert {entries[one.pk].latitude for one in (online, unknown)} == {None}
    assert [event["GEO"].to_ical() if "GEO" in event else None for event in events] == ["40.6936;-89.589", None, None]


def test_vevent_is_rendered_once_for_each_published_change(client, calendar, monkeypatch):
    from events.feeds import vevents

    written = []
    monkeypatch.setattr(vevents, "event_text", lambda facts, real=vevents.event_text: written.append(1) or real(facts))
    page = gathering(calendar)
    for _fetch in range(3):
        client.get(f"{calendar.url}calendar.ics")
    publish(page, title="Better")
    for _fetch in range(3):
        client.get(f"{calendar.url}calendar.ics")
        client.get(f"{page.url}event.ics")

    assert len(written) <= 3
    assert GatheringPage.objects.get().calendar_entry.vevent.startswith("BEGIN:VEVENT\r\n")
