"""Every feed that the demo content generates holds the rules of the checker. "Shows 2" of issue 3; R20, R21, R35."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.ical.lint import lint
from events.models import CalendarPage, GatheringKind, GatheringPage, Region, RegionGroup
from resources.models import Topic
from tests.demo import demo_pages as demo_pages  # noqa: PLC0414

pytestmark = pytest.mark.django_db

WORDS = {"region": Region, "group": RegionGroup, "topic": Topic, "kind": GatheringKind}


def complaints(client, url, *, is_feed=True):
    """What the checker says of the answer, with its address."""
    response = client.get(url)
    assert response.status_code == 200, url
    return [(url, found) for found in lint(response.content, timezone.now() + timedelta(minutes=1), is_feed=is_feed)]


def test_feeds_of_calendars_and_of_every_filter_have_no_complaint(client, demo_pages):
    found = []
    for calendar in CalendarPage.objects.live():
        feed = f"{calendar.url}calendar.ics"
        found += complaints(client, feed)
        for query in ("cancelled=drop", "past=drop", "mode=online", "q=reading&region=statewide"):
            found += complaints(client, f"{feed}?{query}")
    for name, model in WORDS.items():
        for word in model.objects.all():
            found += complaints(client, f"{feed}?{name}={word.slug}")

    assert found == []


def test_file_of_every_gathering_has_no_complaint(client, demo_pages):
    found = []
    for gathering in GatheringPage.objects.live().public():
        found += complaints(client, f"{gathering.url}event.ics", is_feed=False)

    assert found == []
