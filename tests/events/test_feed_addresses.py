"""Feeds whose calendar moved or ended, filters whose words are gone, and what a repeated fetch costs. R20, R21, R35."""

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from events.feeds.version import feed_token, feeds_changed
from events.ical.lint import lint
from events.models import FeedAddress, FeedVersion
from tests.factories.events import RegionFactory, TopicFactory, calendar_page, gathering

pytestmark = pytest.mark.django_db


def told(response):
    """(status, summary) of the one entry in a legal calendar."""
    assert lint(response.content) == []
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    return response.status_code, str(event["SUMMARY"])


def feed_of(calendar):
    return f"{calendar.url}calendar.ics"


# Addresses


def test_feed_of_a_calendar_with_another_slug_is_led_on_with_its_filter(client, calendar):
    old = feed_of(calendar)
    calendar.slug = "what-is-on"
    calendar.save_revision().publish()

    response = client.get(f"{old}?region=kane&past=drop")

    assert response.status_code == 301
    assert response["Location"].endswith("/what-is-on/calendar.ics?region=kane&past=drop")


def test_feeds_below_a_moved_calendar_are_led_on(client, calendar):
    first, second = calendar_page("First", parent=calendar), calendar_page("Second", parent=calendar)
    below = calendar_page("Below", parent=first)
    old = feed_of(below)

    first.move(second, pos="last-child")

    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"].endswith("/gatherings/second/first/below/calendar.ics")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("step", ["move", "rename", "move the calendar above"])
def test_calendar_file_of_a_gathering_is_led_on(client, calendar, step, django_capture_on_commit_callbacks):
    """Whoever kept the address of the one file still gets it, with the same UID (R21)."""
    first, second = calendar_page("First", parent=calendar), calendar_page("Second", parent=calendar)
    page = gathering(first, "Talk")
    old = f"{page.url}event.ics"

    with django_capture_on_commit_callbacks(execute=True):
        if step == "move":
            page.move(second, pos="last-child")
        elif step == "rename":
            page.slug = "speech"
            page.save_revision().publish()
        else:
            first.move(second, pos="last-child")
    response = client.get(old, follow=True)

    new = type(page).objects.get(pk=page.pk).url
    assert response.redirect_chain == [(f"http://testserver{new}event.ics", 301)]
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(event["UID"]).startswith(str(page.uid))


def test_calendar_file_of_a_moved_gathering_behind_a_restriction_is_not_told_of(client, calendar):
    second = calendar_page("Second", parent=calendar)
    page = gathering(calendar, "Talk")
    old = f"{page.url}event.ics"
    page.move(second, pos="last-child")

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(old).status_code == 404


def test_calendar_in_the_place_of_a_moved_one_has_the_address(client, calendar):
    first = calendar_page("First", parent=calendar)
    first.slug = "other"
    first.save_revision().publish()

    calendar_page("New", parent=calendar, slug="first")

    assert client.get("/gatherings/first/calendar.ics").status_code == 200


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_calendar_that_ended_says_so_once_and_legally(client, calendar, end):
    below = calendar_page("Kane", parent=calendar)
    url = feed_of(below)

    getattr(below, end)()
    response = client.get(url)

    assert told(response) == (410, "This calendar has ended: Kane")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert client.get(url).content == response.content
    assert client.head(url)["Content-Length"] == str(len(response.content))
    assert "Set-Cookie" not in response


def test_calendar_that_is_published_again_has_its_feed_again(client, calendar):
    calendar.unpublish()
    calendar.refresh_from_db()

    calendar.save_revision().publish()

    assert client.get(feed_of(calendar)).status_code == 200


@pytest.mark.parametrize("when", ["before", "after"])
def test_calendar_that_only_some_may_see_is_not_told_of(client, calendar, when):
    below = calendar_page("Secret", parent=calendar)
    url = feed_of(below)
    if when == "after":
        below.unpublish()
    PageViewRestriction.objects.create(page=below, restriction_type=PageViewRestriction.LOGIN)
    if when == "before":
        below.delete()

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("path", ["/nowhere/calendar.ics", "/calendar.ics", "/gatherings/x/calendar.ics"])
def test_address_that_never_was_is_404(client, calendar, path):
    assert client.get(path).status_code == 404


def test_calendars_from_before_get_their_addresses(calendar):
    from events.actions.publication import record_missing

    FeedAddress.objects.all().delete()

    record_missing()

    assert FeedAddress.objects.get().calendar == calendar


# Words


def test_slug_of_a_word_stays(calendar):
    region = RegionFactory(name="Kane")
    region.name, region.slug = "Greater Kane", "greater-kane"

    with pytest.raises(ValidationError) as refusal:
        region.full_clean()

    assert refusal.value.message_dict == {
        "slug": ["The short name stays “kane”: it stands in addresses that people have subscribed to."]
    }


def test_feed_of_a_deleted_region_says_so_instead_of_showing_the_whole_state(client, calendar):
    region = RegionFactory(name="Kane")
    gathering(calendar, "Elsewhere", region=RegionFactory(name="Lake"))
    url = f"{feed_of(calendar)}?region=kane"
    assert client.get(url).status_code == 200

    region.delete()

    assert told(client.get(url)) == (410, "This calendar has ended: kane")
    assert client.get(f"{feed_of(calendar)}?region=kane&region=lake").status_code == 200
    assert client.get(f"{feed_of(calendar)}?region=never-was").status_code == 200


def test_region_of_that_name_that_comes_back_has_its_feed_again(client, calendar):
    RegionFactory(name="Kane").delete()

    RegionFactory(name="Kane")

    assert client.get(f"{feed_of(calendar)}?region=kane").status_code == 200


def test_retired_region_keeps_its_feed(client, calendar):
    region = RegionFactory(name="Kane", is_active=False)
    gathering(calendar, "Talk", region=region)

    assert b"SUMMARY:Talk" in client.get(f"{feed_of(calendar)}?region=kane").content


# What a repeated fetch costs


@pytest.mark.parametrize(
    ("query", "table"),
    [("", "readyfeed"), ("?cancelled=drop", "readyfeed"), ("?topic=health&cancelled=drop", "feedversion")],
)
def test_unchanged_feed_costs_one_query_and_no_page(client, calendar, query, table):
    gathering(calendar, topics=[TopicFactory(name="Health")])
    url = feed_of(calendar) + query
    first = client.get(url)

    for header, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url, headers={header: value})
        assert response.status_code == 304
        assert [re.findall(r'FROM "(\w+)"', query["sql"])[-1] for query in queries] == [f"partnership_events_{table}"]
        assert {name: response[name] for name in ("ETag", "Last-Modified", "Cache-Control", "Vary")} == {
            name: first[name] for name in ("ETag", "Last-Modified", "Cache-Control", "Vary")
        }
        assert response.content == b""


def test_without_a_cache_the_same_tag_still_gives_304(client, calendar):
    gathering(calendar)
    first = client.get(feed_of(calendar))
    cache.clear()

    response = client.get(feed_of(calendar), headers={"If-None-Match": first["ETag"]})

    assert response.status_code == 304
    assert response["ETag"] == first["ETag"]


def test_feed_behind_a_restriction_is_never_answered_from_memory(client, admin_client, calendar):
    gathering(calendar)
    etag = client.get(feed_of(calendar))["ETag"]

    PageViewRestriction.objects.create(page=calendar, restriction_type=PageViewRestriction.LOGIN)
    allowed = admin_client.get(feed_of(calendar))

    assert allowed["Cache-Control"].startswith("private, no-store")
    for tag in (etag, allowed["ETag"], "*"):
        assert client.get(feed_of(calendar), headers={"If-None-Match": tag}).status_code == 302


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"other", {etag}', 304),
        ("W/{etag}", 304),
        ('W/"other" , W/{etag}', 304),
        ("*", 304),
        ('"other"', 200),
        ("nonsense", 200),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_tags_are_compared_as_a_list_and_without_weakness(client, calendar, header, status, method):
    gathering(calendar)
    first = client.get(feed_of(calendar))
    # The tag decides, whatever the date says.
    since = "Thu, 01 Jan 1970 00:00:00 GMT" if status == 304 else first["Last-Modified"]

    response = getattr(client, method)(
        feed_of(calendar), headers={"If-None-Match": header.format(etag=first["ETag"]), "If-Modified-Since": since}
    )

    assert response.status_code == status


@pytest.mark.parametrize("since", ["", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Jan 2099 00:00:00 GMT"])
def test_date_that_is_older_or_none_gives_the_feed(client, calendar, since):
    gathering(calendar)
    client.get(feed_of(calendar))

    assert client.get(feed_of(calendar), headers={"If-Modified-Since": since}).status_code == 200


def test_gzip_only_when_asked_for_with_its_own_tag(client, calendar):
    gathering(calendar)
    plain = client.get(feed_of(calendar))

    packed = client.get(feed_of(calendar), headers={"Accept-Encoding": "br, gzip;q=0.5"})
    refused = client.get(feed_of(calendar), headers={"Accept-Encoding": "gzip;q=0, *"})

    assert gzip.decompress(packed.content) == plain.content == refused.content
    assert packed["ETag"] != plain["ETag"] == refused["ETag"]
    assert (packed["Content-Encoding"], plain.get("Content-Encoding")) == ("gzip", None)
    assert {"accept-encoding" in answer["Vary"].lower() for answer in (plain, packed)} == {True}
    for answer, coding in ((plain, ""), (packed, "gzip")):
        again = client.get(feed_of(calendar), headers={"If-None-Match": answer["ETag"], "Accept-Encoding": coding})
        assert (again.status_code, again["ETag"]) == (304, answer["ETag"])


def test_feed_of_another_address_is_not_answered_by_this_one_s_tag(client, calendar):
    gathering(calendar)
    etag = client.get(feed_of(calendar))["ETag"]
    client.get(f"{feed_of(calendar)}?cancelled=drop")

    assert client.get(f"{feed_of(calendar)}?cancelled=drop", headers={"If-None-Match": etag}).status_code == 200


def test_number_rises_and_never_comes_twice(db):
    FeedVersion.objects.all().delete()
    tokens = [feed_token()]
    for _change in range(3):
        feeds_changed()
        tokens.append(feed_token())
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        feeds_changed()
        tokens.append(feed_token())

    assert len(set(tokens)) == 5
    assert FeedVersion.objects.count() == 1


def test_change_costs_one_update(db, django_assert_num_queries):
    feeds_changed()

    with django_assert_num_queries(1):
        feeds_changed()


def test_what_is_remembered_ends_at_midnight(client, calendar):
    with time_machine.travel(datetime(2026, 7, 1, 15, tzinfo=UTC), tick=False) as clock:
        gathering(calendar)
        etag = client.get(feed_of(calendar))["ETag"]
        clock.shift(timedelta(days=1))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(feed_of(calendar), headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert len(queries) > 2
