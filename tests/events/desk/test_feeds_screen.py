"""The staff page "Feeds", and the job that checks feeds after a publication."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.enums import ReaderProgram
from events.feeds import health
from events.feeds.health import check_changed_feeds, check_feed
from events.feeds.readers import count_reading
from events.models import FeedReport
from resources.registry import jobs
from tests.factories.events import calendar_page, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

FEEDS = "/cms/gathering-desk/feeds/"


def test_a_feed_is_checked_after_something_in_it_was_published_and_not_again(calendar):
    """CALENDARS, idea 1."""
    gathering(calendar, "Talk")
    assert FeedReport.objects.count() == 0

    first = check_changed_feeds()
    second = check_changed_feeds()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        gathering(calendar, "Second talk")
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        third = check_changed_feeds()

    assert (first, second, third) == (1, 0, 1)
    report = FeedReport.objects.get()
    assert (report.events_count, report.problems) == (2, [])
    assert report.size_bytes > 1000
    assert "feeds" in [job.key for job in jobs()]


def test_the_check_reads_what_programs_read(calendar, client, settings):
    gathering(calendar, "Talk")
    settings.ALLOWED_HOSTS = ["elsewhere.example.org"]

    report = check_feed(calendar)

    settings.ALLOWED_HOSTS = ["*"]
    assert report.size_bytes == len(client.get(f"{calendar.url}calendar.ics").content)


def test_problems_are_shown_in_words(calendar, runner, client, monkeypatch):
    monkeypatch.setattr(health, "lint", lambda *args, **kwargs: ["DTEND is not later than DTSTART."])
    client.force_login(runner)

    done = client.post(f"{FEEDS}{calendar.pk}/check/", follow=True)

    assert "has 1 problem." in done.text
    assert "DTEND is not later than DTSTART." in done.text


def test_the_page_says_who_read_when(calendar, runner, client):
    count_reading(calendar.pk, ReaderProgram.GOOGLE, timezone.now() - timedelta(hours=3))
    client.force_login(runner)

    page = " ".join(client.get(FEEDS).text.replace("\xa0", " ").split())

    assert "Google Calendar 3 hours ago (1 time)" in page
    assert "Not checked yet" in page


def test_checking_now_says_that_all_is_fine(calendar, runner, client):
    client.force_login(runner)

    done = client.post(f"{FEEDS}{calendar.pk}/check/", follow=True)

    assert "is fine." in done.text
    assert client.get(f"{FEEDS}{calendar.pk}/check/").status_code == 405


@pytest.mark.parametrize(("who", "expected"), [("anonymous", 302), ("outsider", 302), ("mentor", 302), ("editor", 403)])
def test_others_are_kept_out(calendar, client, persona, who, expected):
    """Who may not into the CMS at all is sent to the sign-in by Wagtail."""
    user = persona(who)
    if user:
        client.force_login(user)

    assert client.get(FEEDS).status_code == expected
    assert client.post(f"{FEEDS}{calendar.pk}/check/").status_code == expected
    assert not FeedReport.objects.exists()


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_calendar_that_does_not_exist_is_404(calendar, runner, client, number):
    client.force_login(runner)

    assert client.post(f"{FEEDS}{number}/check/").status_code == 404


def test_the_page_costs_the_same_for_one_calendar_and_for_five(calendar, runner, client):
    client.force_login(runner)
    few = count_queries(lambda: client.get(FEEDS))
    for number in range(4):
        check_feed(calendar_page(f"C {number}"))

    assert count_queries(lambda: client.get(FEEDS)) == few
