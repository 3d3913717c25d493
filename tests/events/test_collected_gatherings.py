"""Gatherings in a collection: as a calendar, and as a calendar feed with the UIDs of all other feeds. R21, R36."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from events.enums import GatheringStatus
from events.feeds.entry_facts import uid_text
from events.ical.lint import lint
from resources.enums import CollectionOrder
from tests.factories import resources as make
from tests.factories.events import calendar_page, gathering
from tests.pages import count_queries, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
COMING = [("property", {"operator": "is", "values": ["gathering_time:upcoming"]})]


def collection(**kwargs):
    values = {"source": "gatherings", "view": "calendar", "order": CollectionOrder.SOONEST}
    return make.collection("Coming up", **(values | kwargs))


def test_calendar_opens_where_the_next_gathering_takes_place(client):
    with time_machine.travel(NOW, tick=False):
        calendar = calendar_page()
        gathering(calendar, "Over", days=-40)
        gathering(calendar, "Next", days=30)
        gathering(calendar, "Off", days=31, status=GatheringStatus.CANCELLED)
        page = collection()

        shown = client.get(page.url)
        earlier = client.get(page.url, {"month": "2026-10"})
        odd = client.get(page.url, {"month": "13"})

    html = shown.content.decode()
    assert "December 2026" in text_of(shown)
    assert "2 gatherings" in text_of(shown)
    assert 'role="grid"' not in html
    assert "p-month-table" in html
    assert f"{page.url}?month=2026-11" in html
    assert "Over" in text_of(earlier)
    assert "We can't read this month" in text_of(odd)


def test_calendar_that_holds_something_without_a_day_is_a_list(client):
    gathering(calendar_page(), "Talk")
    page = collection(picks=[make.resource("A guide")])

    text = text_of(client.get(page.url))

    assert "A guide" in text
    assert "Talk" in text


def test_feed_has_the_uids_of_the_calendar_and_is_announced(client):
    calendar = calendar_page()
    page = gathering(calendar, "Talk")
    gathering(calendar, "Off", status=GatheringStatus.CANCELLED)
    make.resource("A guide")
    found = collection(source="gatherings,resources", view="list", order=CollectionOrder.TITLE)

    shown = client.get(found.url).content.decode()
    answer = client.get(f"{found.url}calendar.ics")
    told = {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}

    assert lint(answer.content, now=timezone.now() + timedelta(seconds=1)) == []
    assert set(told) == {"Talk", "Cancelled: Off"}
    assert str(told["Talk"]["UID"]) == uid_text(page.uid)
    assert '<link rel="alternate" type="text/calendar"' in shown
    assert '<link rel="alternate" type="application/atom+xml"' in shown
    assert "webcal://" in shown


def test_unchanged_feed_answers_304_until_a_gathering_or_the_collection_changes(client):
    calendar = calendar_page()
    page = gathering(calendar, "Talk")
    found = collection(criteria=COMING)
    tag = client.get(f"{found.url}calendar.ics")["ETag"]

    assert client.get(f"{found.url}calendar.ics", headers={"If-None-Match": tag}).status_code == 304
    page.title = "Talk at noon"
    page.save_revision().publish()
    answer = client.get(f"{found.url}calendar.ics", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    tag = answer["ETag"]
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        # Nobody published anything: the gathering is over, so it has left.
        assert client.get(f"{found.url}calendar.ics", headers={"If-None-Match": tag}).status_code == 404


def test_atom_of_a_collection_that_moves_with_the_clock_tells_no_date(client):
    gathering(calendar_page(), "Talk")
    still, moving = collection(slug="still"), collection(slug="moving", criteria=COMING)

    assert client.get(f"{still.url}feed.atom").has_header("Last-Modified")
    assert not client.get(f"{moving.url}feed.atom").has_header("Last-Modified")


def test_collection_without_gatherings_has_no_calendar_feed(client):
    make.resource("A guide")
    page = make.collection(source="resources")

    assert client.get(f"{page.url}calendar.ics").status_code == 404
    assert "text/calendar" not in client.get(page.url).content.decode()


def test_private_gatherings_never_reach_the_feed(client):
    calendar = calendar_page()
    gathering(calendar, "Open")
    make.restrict(gathering(calendar, "Closed"))
    gathering(calendar, "Draft", live=False)

    content = client.get(f"{collection().url}calendar.ics").content.decode()

    assert "SUMMARY:Open" in content
    assert "Closed" not in content
    assert "Draft" not in content


@pytest.mark.parametrize("ending", ["", "calendar.ics"])
def test_calendar_and_feed_cost_the_same_for_3_and_9_gatherings(client, ending):
    calendar = calendar_page()
    for number in range(3):
        gathering(calendar, f"G{number}", days=3)
    page = collection()
    few = count_queries(client, page.url + ending)
    for number in range(3, 9):
        gathering(calendar, f"G{number}", days=3)

    assert count_queries(client, page.url + ending) == few
