"""Feeds through the pages: what programs that subscribe are told, over years. R20, R21, R35."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from events.actions.publication import record_missing
from events.enums import AttendanceMode, GatheringStatus
from events.ical.lint import lint
from events.models import CalendarEntry, GatheringPage
from tests.factories.events import (
    GatheringKindFactory,
    RegionFactory,
    RegistrationFactory,
    TopicFactory,
    calendar_page,
    gathering,
)

pytestmark = pytest.mark.django_db


def feed(client, calendar, **query):
    response = client.get(f"{calendar.url}calendar.ics", query)
    assert response.status_code == 200
    assert lint(response.content, now=timezone.now() + timedelta(seconds=1)) == []
    return Calendar.from_ical(response.content)


def summaries(client, calendar, **query):
    return [str(event["SUMMARY"]) for event in feed(client, calendar, **query).walk("VEVENT")]


def only(client, calendar, **query):
    """(summary, status, sequence) of the one event in the feed."""
    (event,) = feed(client, calendar, **query).walk("VEVENT")
    return str(event["SUMMARY"]), str(event["STATUS"]), int(event["SEQUENCE"])


def test_feed_tells_what_the_page_tells(client, calendar):
    page = gathering(
        calendar,
        "Talk",
        starts_at=datetime(2031, 10, 8, 15, tzinfo=UTC),
        hours=4,
        topics=[TopicFactory(name="Health, safety"), TopicFactory(name="Arts")],
        kind=GatheringKindFactory(name="Networking"),
    )

    (event,) = feed(client, calendar).walk("VEVENT")

    assert event.decoded("DTSTART") == page.starts_at
    assert event.decoded("DTEND") == page.ends_at
    assert event["DTSTART"].params["TZID"] == "America/Chicago"
    assert str(event["LOCATION"]) == "Town Hall, 1 Main Street, Peoria 61602"
    assert [str(name) for name in event["CATEGORIES"].cats] == ["Networking", "Arts", "Health, safety"]
    assert str(event["URL"]).endswith(page.url)
    assert str(event["UID"]).partition("@")[0] == str(page.uid)
    assert event.decoded("DTSTAMP") == page.calendar_entry.modified_at.replace(microsecond=0)


@pytest.mark.parametrize(("domain", "end"), [("calendars.example.org", "@calendars.example.org"), (None, "")])
def test_uid_carries_the_configured_domain(client, calendar, settings, domain, end):
    settings.PARTNERSHIP = {"CALENDAR_UID_DOMAIN": domain}
    page = gathering(calendar)

    (event,) = feed(client, calendar).walk("VEVENT")

    assert str(event["UID"]) == f"{page.uid}{end}"


def test_all_day_gathering_is_written_in_days(client, calendar):
    start = datetime(2031, 10, 8, 5, tzinfo=UTC)
    gathering(calendar, starts_at=start, ends_at=start + timedelta(days=2), is_all_day=True)

    (event,) = feed(client, calendar).walk("VEVENT")

    assert event.to_ical().count(b"VALUE=DATE:20311008") == 1
    assert event.to_ical().count(b"VALUE=DATE:20311010") == 1


def test_feed_without_gatherings_is_legal(client, calendar):
    assert summaries(client, calendar) == []


def test_feed_is_named_after_site_calendar_and_filters(client, calendar):
    site = calendar.get_site()
    site.site_name = "Prairie Partnership"
    site.save()
    RegionFactory(name="Kane")

    assert str(feed(client, calendar)["X-WR-CALNAME"]) == "Prairie Partnership: Gatherings"
    assert str(feed(client, calendar, region="kane")["X-WR-CALNAME"]) == "Prairie Partnership: Gatherings (Kane)"
    assert str(feed(client, calendar, region="kane")["SOURCE"]).endswith("/calendar.ics?region=kane")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["A", "B", "C"]),
        ({"region": "kane"}, ["A"]),
        ({"topic": "health"}, ["A", "B"]),
        ({"kind": "training"}, ["C"]),
        ({"mode": "online"}, ["B"]),
        ({"q": "calm"}, ["C"]),
        ({"topic": "health", "mode": "online"}, ["B"]),
        ({"topic": "nonsense", "page": "x", "when": "?"}, ["A", "B", "C"]),
    ],
)
def test_feed_takes_the_filters_of_the_page(client, calendar, query, found):
    health = TopicFactory(name="Health")
    talk = GatheringKindFactory(name="Talk")
    gathering(calendar, "A", region=RegionFactory(name="Kane"), topics=[health], kind=talk)
    gathering(calendar, "B", mode=AttendanceMode.ONLINE, topics=[health], kind=talk, days=20)
    gathering(calendar, "C", kind=GatheringKindFactory(name="Training"), summary="Calm rooms", days=30)

    assert summaries(client, calendar, **query) == found


def test_narrowed_calendar_has_a_narrowed_feed(client, calendar):
    region = RegionFactory()
    narrowed = calendar_page("Kane", regions=[region])
    gathering(calendar, "In", region=region)
    gathering(calendar, "Out")

    assert summaries(client, narrowed) == ["In"]
    assert summaries(client, calendar) == ["In", "Out"]


def test_window_keeps_half_a_year_back_and_all_of_the_future(client, calendar):
    for days in (-200, -170, -10, 10, 900):
        gathering(calendar, f"{days}", days=days)

    assert summaries(client, calendar) == ["-170", "-10", "10", "900"]
    assert summaries(client, calendar, past="drop") == ["10", "900"]


def test_draft_is_not_in_the_feed(client, calendar):
    gathering(calendar, "Draft", live=False)

    assert summaries(client, calendar) == []


def test_draft_changes_of_a_live_page_do_not_show(client, calendar):
    page = gathering(calendar, "Live")
    page.title, page.status = "Not yet", GatheringStatus.CANCELLED
    page.save_revision()

    assert only(client, calendar) == ("Live", "CONFIRMED", 0)


def test_cancelled_stays_with_a_higher_sequence_and_can_be_dropped(client, calendar):
    page = gathering(calendar, "Talk")
    page.status = GatheringStatus.CANCELLED
    page.save_revision().publish()

    assert only(client, calendar) == ("Cancelled: Talk", "CANCELLED", 1)
    assert summaries(client, calendar, cancelled="drop") == []
    assert summaries(client, calendar, cancelled="nonsense") == ["Cancelled: Talk"]


def test_cancelled_leaves_when_it_would_be_over(client, calendar):
    gathering(calendar, "Off", status=GatheringStatus.CANCELLED, days=-2)
    gathering(calendar, "On", days=-2)

    assert summaries(client, calendar) == ["On"]


def test_postponed_is_tentative(client, calendar):
    gathering(calendar, "Talk", status=GatheringStatus.POSTPONED)

    assert only(client, calendar) == ("Postponed: Talk", "TENTATIVE", 0)


@pytest.mark.parametrize(
    ("name", "value", "rises"),
    [
        ("starts_at", datetime(2031, 10, 8, 14, tzinfo=UTC), True),
        ("ends_at", datetime(2031, 10, 8, 20, tzinfo=UTC), True),
        ("ends_at", None, True),
        ("time_zone", "America/New_York", True),
        ("mode", AttendanceMode.ONLINE, True),
        ("status", GatheringStatus.POSTPONED, True),
        ("is_all_day", True, True),
        ("title", "Corrected", False),
        ("summary", "Corrected", False),
        ("venue_name", "Next door", False),
    ],
)
def test_sequence_rises_for_changed_plans_not_for_corrected_words(calendar, name, value, rises):
    page = gathering(calendar, starts_at=datetime(2031, 10, 8, 15, tzinfo=UTC), hours=4)
    before = page.calendar_entry.modified_at
    setattr(page, name, value)

    page.save_revision().publish()

    entry = CalendarEntry.objects.get(uid=page.uid)
    assert entry.sequence == int(rises)
    assert entry.modified_at > before


def test_hour_that_comes_twice_is_the_same_when_it_is_published_again(calendar):
    """R21: at the end of summer time, by the site's own clock; nobody hears of a change that is none."""
    page = gathering(calendar, starts_at=datetime(2031, 11, 2, 6, 30, tzinfo=UTC), hours=4)
    revision = page.save_revision()

    revision.as_object().save_revision().publish()

    entry = CalendarEntry.objects.get(uid=page.uid)
    assert (entry.sequence, entry.changes.count()) == (0, 0)


def test_unpublished_page_is_cancelled_and_comes_back(client, calendar):
    page = gathering(calendar, "Talk")
    page.unpublish()
    off = only(client, calendar)
    details = feed(client, calendar).walk("VEVENT")[0]

    page.refresh_from_db()
    page.save_revision().publish()

    assert off == ("Cancelled: Talk", "CANCELLED", 1)
    assert str(details["DESCRIPTION"]) == "This gathering was taken off the calendar."
    assert "URL" not in details
    assert only(client, calendar) == ("Talk", "CONFIRMED", 2)


def test_deleted_page_is_cancelled(client, calendar):
    page = gathering(calendar, "Talk")

    page.delete()

    assert only(client, calendar) == ("Cancelled: Talk", "CANCELLED", 1)


def test_gatherings_deleted_with_their_calendar_are_cancelled(client, calendar):
    below = calendar_page("Below", parent=calendar)
    gathering(below, "Talk")

    below.delete()

    assert only(client, calendar) == ("Cancelled: Talk", "CANCELLED", 1)


def test_uid_stays_when_the_page_moves_and_gets_another_slug(client, calendar):
    below = calendar_page("Below", parent=calendar)
    page = gathering(calendar, "Talk")
    (before,) = feed(client, calendar).walk("VEVENT")
    etag = client.get(f"{calendar.url}calendar.ics")["ETag"]

    page.move(below, pos="last-child")
    page = GatheringPage.objects.get(pk=page.pk)
    page.slug = "another"
    page.save_revision().publish()

    (after,) = feed(client, calendar).walk("VEVENT")
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"])
    assert str(after["URL"]).endswith("/below/another/")
    assert client.get(f"{calendar.url}calendar.ics")["ETag"] != etag


def test_copy_is_another_event(client, calendar):
    page = gathering(calendar, "Talk")

    copy = page.copy(update_attrs={"slug": "talk-again", "title": "Talk again"})

    assert copy.uid != page.uid
    assert len({str(event["UID"]) for event in feed(client, calendar).walk("VEVENT")}) == 2


def test_uids_are_the_same_between_fetches_and_in_every_feed(client, calendar):
    region = RegionFactory()
    narrowed = calendar_page("Kane", regions=[region])
    page = gathering(calendar, region=region)

    uids = {
        str(event["UID"]).partition("@")[0]
        for address in (f"{calendar.url}calendar.ics", f"{narrowed.url}calendar.ics", f"{page.url}event.ics")
        for _ in range(2)
        for event in Calendar.from_ical(client.get(address).content).walk("VEVENT")
    }

    assert uids == {str(page.uid)}


def test_nothing_private_is_in_any_feed(client, calendar):
    page = gathering(calendar, mode=AttendanceMode.HYBRID, join_url="https://meet.example.org/secret-room")
    RegistrationFactory(gathering=page, name="Quentin Unusual", email="quentin@example.net", access_needs="Quiet seat")

    for address in (f"{calendar.url}calendar.ics", f"{page.url}event.ics"):
        text = client.get(address).content.replace(b"\r\n ", b"")
        for secret in (b"secret-room", b"Quentin", b"quentin", b"Quiet seat", b"ATTENDEE", b"CONFERENCE"):
            assert secret not in text


def test_gathering_behind_a_view_restriction_is_in_no_feed(client, calendar):
    page = gathering(calendar)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert summaries(client, calendar) == []


# HTTP


def test_unchanged_feed_is_304_by_tag_and_by_date(client, calendar):
    gathering(calendar)
    url = f"{calendar.url}calendar.ics"
    first = client.get(url)

    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(url, headers={"If-None-Match": f"W/{first['ETag']}"}).status_code == 304
    assert client.get(url, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("change", ["title", "cancel", "unpublish", "delete", "another"])
def test_every_change_reaches_those_who_ask_by_tag_or_date(client, calendar, change):
    url = f"{calendar.url}calendar.ics"
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        page = gathering(calendar, "Talk")
        calendar.save_revision().publish()
        first = client.get(url)

    if change == "title":
        page.title = "Better"
        page.save_revision().publish()
    elif change == "cancel":
        page.status = GatheringStatus.CANCELLED
        page.save_revision().publish()
    elif change == "unpublish":
        page.unpublish()
    elif change == "delete":
        page.delete()
    else:
        gathering(calendar, "Another")

    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(url, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_gathering_that_leaves_a_filter_is_noticed(client, calendar):
    kane, lake = RegionFactory(name="Kane"), RegionFactory(name="Lake")
    url = f"{calendar.url}calendar.ics?region=kane"
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        page = gathering(calendar, region=kane)
        first = client.get(url)
    page.region = lake
    page.save_revision().publish()

    again = client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})

    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_renamed_topic_is_noticed(client, calendar):
    topic = TopicFactory(name="Health")
    gathering(calendar, topics=[topic])
    url = f"{calendar.url}calendar.ics"
    etag = client.get(url)["ETag"]
    topic.name = "Health and safety"
    topic.save()

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_unchanged_feed_costs_the_same_queries_for_few_and_many(client, calendar, django_assert_num_queries):
    gathering(calendar)
    url = f"{calendar.url}calendar.ics"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        etag = client.get(url)["ETag"]
    with CaptureQueriesContext(connection) as unchanged:
        client.get(url, headers={"If-None-Match": etag})
    counts = len(few), len(unchanged)
    for number in range(20):
        gathering(calendar, f"G{number}", topics=[TopicFactory()], region=RegionFactory())
    client.get(url)

    with django_assert_num_queries(counts[0]):
        assert len(Calendar.from_ical(client.get(url).content).walk("VEVENT")) == 21
    assert counts[1] == 1


def test_feed_is_the_same_for_everyone_and_sets_no_cookie(client, admin_client, calendar):
    gathering(calendar)
    url = f"{calendar.url}calendar.ics"

    anonymous, signed_in = client.get(url), admin_client.get(url)

    assert anonymous.content == signed_in.content
    assert anonymous.cookies == signed_in.cookies
    assert "Set-Cookie" not in anonymous
    assert "cookie" not in anonymous["Vary"].lower()
    assert anonymous["Content-Type"] == "text/calendar; charset=utf-8"
    assert anonymous["Content-Disposition"].startswith("inline")


def test_feed_does_not_follow_the_reader_s_language_or_program(client, calendar):
    gathering(calendar, status=GatheringStatus.CANCELLED)
    url = f"{calendar.url}calendar.ics"

    contents = {
        client.get(url, headers={"Accept-Language": language, "User-Agent": program, "Accept": accept}).content
        for language in ("de", "es", "")
        for program in ("", "Google-Calendar-Importer")
        for accept in ("", "text/html", "*/*")
    }

    assert len(contents) == 1


def test_head_has_the_headers_of_get(client, calendar):
    gathering(calendar)
    url = f"{calendar.url}calendar.ics"

    head, get = client.head(url), client.get(url)

    assert head.content == b""
    assert {name: head[name] for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type")} == {
        name: get[name] for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type")
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT"])
def test_other_methods_are_405(client, calendar, method):
    page = gathering(calendar)
    client.handler.enforce_csrf_checks = True

    for address in (f"{calendar.url}calendar.ics", f"{page.url}event.ics"):
        assert client.generic(method, address).status_code == 405


@pytest.mark.parametrize("name", ["calendar.ics/", "other.ics", "calendar.atom", "CALENDAR.ics"])
def test_other_names_are_404(client, calendar, name):
    assert client.get(f"{calendar.url}{name}").status_code == 404


# Records


def test_live_gatherings_without_a_record_get_one_and_nobody_is_mailed(
    client, calendar, django_capture_on_commit_callbacks
):
    page = gathering(calendar, "Talk")
    RegistrationFactory(gathering=page)
    CalendarEntry.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        made, again = record_missing(), record_missing()

    assert (made, again) == (1, 0)
    assert summaries(client, calendar) == ["Talk"]
    assert mail.outbox == []


def test_one_event_file_works_without_a_record(client, calendar):
    page = gathering(calendar, "Talk")
    CalendarEntry.objects.all().delete()

    response = client.get(f"{page.url}event.ics")

    assert lint(response.content) == []
    assert f"UID:{page.uid}".encode() in response.content
