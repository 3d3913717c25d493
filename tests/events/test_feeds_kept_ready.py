"""Feeds that are answered without their page: what that costs, and that it never differs from asking it. R21, R35."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from events.feeds.ready import MOST_OF_A_CALENDAR
from events.feeds.version import feed_state
from events.models import CalendarEntry, ReadyFeed
from tests.factories.events import (
    NetworkCalendarFactory,
    NetworkEventFactory,
    RegionFactory,
    TopicFactory,
    calendar_page,
    gathering,
)

pytestmark = pytest.mark.django_db
TOLD = ("ETag", "Last-Modified", "Cache-Control", "Content-Type", "Content-Disposition", "Content-Length", "Vary")


@pytest.fixture
def filled(calendar):
    gathering(calendar, "Talk", region=RegionFactory(name="Kane"), topics=[TopicFactory(name="Health")])
    gathering(calendar, "Walk", status="cancelled")
    gathering(calendar, "Past", starts_at=datetime.now(UTC) - timedelta(days=9))
    return calendar


def feed_of(calendar):
    return f"{calendar.url}calendar.ics"


def tables(queries):
    return [re.findall(r'FROM "partnership_events_(\w+)"', query["sql"])[-1] for query in queries]


def rename(term):
    term.name = "Another name"
    term.save()


def asked_anew(client, url, **headers):
    """The answer of the page itself."""
    ReadyFeed.objects.all().delete()
    cache.clear()
    return client.get(url, headers=headers)


@pytest.mark.parametrize("query", ["", "?cancelled=drop", "?past=drop", "?cancelled=drop&past=drop"])
def test_whole_feed_is_read_from_its_rows_and_no_page_is_looked_for(client, filled, query):
    url = feed_of(filled) + query
    first = client.get(url)

    with CaptureQueriesContext(connection) as queries:
        second = client.get(url)

    assert tables(queries) == ["readyfeed", "calendarentry", "feedversion"]
    assert second.content == first.content
    assert {name: second[name] for name in TOLD} == {name: first[name] for name in TOLD}


def test_feed_is_answered_before_anything_is_asked_of_the_reader(client, filled):
    """RFC 9110 12.5.5: language and session have no say, so no header tells caches that they have. R21."""
    client.cookies["sessionid"] = "no session"
    headers = {"Accept-Language": "es"}
    first = client.get(feed_of(filled), headers=headers)
    second = client.get(feed_of(filled), headers=headers)
    third = client.get(feed_of(filled), headers={**headers, "If-None-Match": first["ETag"]})

    assert [answer.status_code for answer in (first, second, third)] == [200, 200, 304]
    assert {answer["Vary"] for answer in (first, second, third)} == {"Accept-Encoding"}
    assert not any(answer.cookies or "Content-Language" in answer for answer in (first, second, third))


def test_site_without_the_middleware_gives_the_same_feed(client, filled, settings, django_assert_num_queries):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("KnownFeedMiddleware")]
    first = client.get(feed_of(filled))

    with django_assert_num_queries(3):
        second = client.get(feed_of(filled))
    with django_assert_num_queries(1):
        third = client.get(feed_of(filled), headers={"If-None-Match": first["ETag"]})

    assert (second.content, third.status_code) == (first.content, 304)


def test_feed_that_is_not_known_is_looked_for_once(client, filled, settings):
    client.get(feed_of(filled))
    ReadyFeed.objects.all().delete()

    with CaptureQueriesContext(connection) as queries:
        client.get(feed_of(filled))

    read = [query["sql"] for query in queries if "readyfeed" in query["sql"] and query["sql"].startswith("SELECT")]
    assert len([sql for sql in read if '"choice"' in sql]) == 2, "once to answer, once to remember"


def test_whole_feed_costs_the_same_for_3_and_for_30(client, filled, django_assert_num_queries):
    for number in range(27):
        gathering(filled, f"More {number}")
    client.get(feed_of(filled))

    with django_assert_num_queries(3):
        response = client.get(feed_of(filled))

    assert response.content.count(b"BEGIN:VEVENT") == 30


def test_calendar_that_is_narrowed_reads_what_its_page_would(client, calendar):
    kane, lake, health = RegionFactory(name="Kane"), RegionFactory(name="Lake"), TopicFactory(name="Health")
    gathering(calendar, "In", region=kane, topics=[health])
    gathering(calendar, "Other region", region=lake, topics=[health])
    gathering(calendar, "Other topic", region=kane)
    hidden = calendar_page("Hidden", parent=calendar)
    gathering(hidden, "Behind a restriction", region=kane, topics=[health])
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    narrow = calendar_page("Narrow", parent=calendar, regions=[kane], topics=[health])
    first = client.get(feed_of(narrow))

    with CaptureQueriesContext(connection) as queries:
        second = client.get(feed_of(narrow))

    assert len(queries) == 3
    assert second.content == first.content
    assert second.content.count(b"BEGIN:VEVENT") == 1
    assert b"SUMMARY:In\r\n" in second.content


def test_events_of_networks_are_in_it(client, filled):
    NetworkEventFactory(calendar=NetworkCalendarFactory(is_in_feeds=True), title="Theirs")
    first = client.get(feed_of(filled))

    with CaptureQueriesContext(connection) as queries:
        second = client.get(feed_of(filled))

    assert len(queries) == 3
    assert second.content == first.content
    assert b"SUMMARY:Theirs" in second.content


@pytest.mark.parametrize(
    "act",
    [
        lambda calendar, page: page.unpublish(),
        lambda calendar, page: page.delete(),
        lambda calendar, page: rename(page.region),
        lambda calendar, page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        lambda calendar, page: gathering(calendar, "New"),
        lambda calendar, page: page.move(calendar.get_parent(), pos="last-child"),
    ],
    ids=["unpublish", "delete", "rename a region", "restrict", "publish", "move"],
)
def test_each_change_is_asked_of_the_page(client, filled, act):
    before = client.get(feed_of(filled))
    page = CalendarEntry.objects.get(title="Talk").gathering

    act(filled, page)
    response = client.get(feed_of(filled))

    assert response["ETag"] != before["ETag"]
    assert response.content != before.content
    assert response.content == client.get(feed_of(filled)).content == asked_anew(client, feed_of(filled)).content


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda calendar: PageViewRestriction.objects.create(page=calendar, restriction_type="login"), 302),
        (lambda calendar: calendar.unpublish(), 410),
        (lambda calendar: calendar.delete(), 410),
        (lambda calendar: calendar.move(calendar_page("Other", slug="other"), pos="last-child"), 301),
    ],
    ids=["restrict", "unpublish", "delete", "move"],
)
def test_calendar_that_nobody_may_see_there_any_more_is_not_answered_from_what_is_kept(client, filled, act, status):
    etag = client.get(feed_of(filled))["ETag"]

    url = feed_of(filled)
    act(filled)

    assert client.get(url).status_code == status
    assert client.get(url, headers={"If-None-Match": etag}).status_code == status


def test_calendar_that_leaves_the_site_while_its_feed_is_made_is_not_kept(client, filled, monkeypatch):
    """The page was found a moment before it went, and the state is read a moment after."""

    def state_after_it_went():
        filled.unpublish()
        return feed_state()

    monkeypatch.setattr("events.feeds.answers.feed_state", state_after_it_went)

    assert client.get(feed_of(filled)).status_code == 200
    monkeypatch.undo()

    assert ReadyFeed.objects.count() == 0
    assert client.get(feed_of(filled)).status_code == 410


def test_another_language_of_the_site_is_heard_of(client, filled):
    client.get(feed_of(filled))

    filled.locale.language_code = "es"
    filled.locale.save()

    assert ReadyFeed.objects.get().token != feed_state().token


def test_text_that_changed_past_our_ears_has_another_tag(client, filled):
    before = client.get(feed_of(filled))
    entry = CalendarEntry.objects.get(title="Talk")

    CalendarEntry.objects.filter(pk=entry.pk).update(vevent=entry.vevent.replace("SUMMARY:Talk", "SUMMARY:Speech"))
    response = client.get(feed_of(filled))

    assert b"SUMMARY:Speech" in response.content
    assert response["ETag"] != before["ETag"]


def test_other_settings_give_another_feed(client, filled, settings):
    client.get(feed_of(filled))

    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "FEED_REFRESH_HOURS": 11, "FEED_PAST_DAYS": 2}
    response = client.get(feed_of(filled))

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT11H" in response.content
    assert b"SUMMARY:Past" not in response.content


def test_it_ends_at_midnight(client, calendar):
    with time_machine.travel(datetime(2026, 7, 1, 15, tzinfo=UTC), tick=False) as clock:
        gathering(calendar, "Old", starts_at=datetime(2026, 7, 1, 16, tzinfo=UTC), ends_at=None)
        assert b"SUMMARY:Old" in client.get(f"{feed_of(calendar)}?past=drop").content
        clock.shift(timedelta(days=1))

        assert b"SUMMARY:Old" not in client.get(f"{feed_of(calendar)}?past=drop").content


@pytest.mark.parametrize("query", ["?region=kane", "?q=talk", "?cancelled=drop&cancelled=drop", "?utm=1", "?past=keep"])
def test_addresses_that_anybody_can_make_up_are_not_kept(client, filled, query):
    assert client.get(feed_of(filled) + query).status_code == 200

    assert not ReadyFeed.objects.exists()


def test_restricted_feed_is_not_kept(admin_client, filled):
    PageViewRestriction.objects.create(page=filled, restriction_type=PageViewRestriction.LOGIN)

    assert admin_client.get(feed_of(filled)).status_code == 200

    assert not ReadyFeed.objects.exists()


def test_hosts_have_their_own_and_do_not_fill_the_database(client, filled, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(MOST_OF_A_CALENDAR + 3):
        assert client.get(feed_of(filled), headers={"Host": f"host-{number}.example.org"}).status_code == 200

    assert ReadyFeed.objects.count() == MOST_OF_A_CALENDAR


def test_feed_is_answered_while_the_database_takes_no_writing(client, filled):
    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "readyfeed" in sql:
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = client.get(feed_of(filled))

    assert response.status_code == 200
    assert response.content.count(b"BEGIN:VEVENT") == 3
    assert not ReadyFeed.objects.exists()
