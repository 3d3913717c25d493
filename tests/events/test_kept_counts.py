"""A calendar's counts are kept, and counted anew when they would be others, so that a list costs what it shows. R20."""

import datetime as dt
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from events.calendars import kept_counts
from events.enums import AttendanceMode
from tests.factories.events import RegionFactory, gathering

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2031, 1, 9, 12, tzinfo=dt.UTC)


@pytest.fixture
def counted(monkeypatch):
    """The readable part of each address whose gatherings were counted."""
    found = []
    count = kept_counts.facet_counts

    def counting(gatherings, query):
        found.append(query.query().urlencode())
        return count(gatherings, query)

    monkeypatch.setattr(kept_counts, "facet_counts", counting)
    return found


@pytest.fixture
def two(calendar):
    """Two gatherings: one in the morning, one in the evening without an end."""
    with time_machine.travel(NOON - dt.timedelta(days=1)):
        morning = gathering(calendar, "Morning", starts_at=NOON, ends_at=NOON + dt.timedelta(hours=2))
        evening = gathering(calendar, "Evening", starts_at=NOON + dt.timedelta(hours=6), ends_at=None)
    return morning, evening


def shown(client, calendar, at=NOON, **query):
    """(sentence above the list, numbers beside "In person")."""
    with time_machine.travel(at, tick=False):
        page = BeautifulSoup(client.get(calendar.url, query).content, "html.parser")
    box = page.select_one(f".p-facets input[name=mode][value={AttendanceMode.IN_PERSON}]")
    number = box and int(box.find_parent("label").select_one(".p-facets__count").get_text())
    return page.select_one(".p-count").get_text(strip=True), number


def test_the_same_list_is_counted_once(client, calendar, two, counted):
    answers = [shown(client, calendar) for _time in range(3)]

    assert answers == [("2 upcoming gatherings", 2)] * 3
    assert counted == [""]


def test_each_choice_of_filters_has_counts_of_its_own(client, calendar, two, counted):
    online = shown(client, calendar, mode=AttendanceMode.ONLINE)
    everything = shown(client, calendar)

    assert (online, everything) == (("0 upcoming gatherings", 2), ("2 upcoming gatherings", 2))
    assert counted == ["mode=online", ""]


def test_what_is_typed_is_counted_each_time(client, calendar, two, counted):
    for query in ({"q": "morning"}, {"from_date": "2031-01-09"}):
        assert shown(client, calendar, **query) == shown(client, calendar, **query)

    assert counted == ["q=morning"] * 2 + ["from_date=2031-01-09"] * 2


def test_a_publication_counts_anew(client, calendar, two, counted):
    before = shown(client, calendar)
    gathering(calendar, "Third", starts_at=NOON + dt.timedelta(days=3))

    assert (before, shown(client, calendar)) == (("2 upcoming gatherings", 2), ("3 upcoming gatherings", 3))


def test_a_gathering_that_goes_counts_anew(client, calendar, two):
    before = shown(client, calendar)
    two[0].unpublish()
    unpublished = shown(client, calendar)
    two[1].delete()

    assert (before[1], unpublished[1], shown(client, calendar)[1]) == (2, 1, None)


def test_a_gathering_that_only_some_may_see_counts_anew(client, calendar, two):
    before = shown(client, calendar)
    restriction = PageViewRestriction.objects.create(page=two[0], restriction_type=PageViewRestriction.LOGIN)
    hidden = shown(client, calendar)
    restriction.delete()

    assert (before[1], hidden[1], shown(client, calendar)[1]) == (2, 1, 2)


def test_a_renamed_region_counts_anew(client, calendar, two, counted):
    region = RegionFactory(name="Prairie")
    shown(client, calendar)
    region.name = "Grand Prairie"
    region.save()
    shown(client, calendar)

    assert counted == ["", ""]


def test_what_is_over_counts_as_past_at_once(client, calendar, two, counted):
    """One without an end is over twelve hours after its start."""
    moments = [NOON + dt.timedelta(hours=hours) for hours in (0, 2, 3, 17, 18, 19)]

    assert [shown(client, calendar, at)[1] for at in moments] == [2, 2, 1, 1, 1, None]
    assert [shown(client, calendar, at, when="past")[1] for at in moments] == [None, None, 1, 1, 1, 2]


def test_gatherings_without_a_place_near_a_zip_code_are_counted_once(client, calendar):
    """R20: wherever one is; counted anew when one more is published, and when one is over."""
    gathering(calendar, "Morning", zip_code="", starts_at=NOON, ends_at=NOON + dt.timedelta(hours=2))
    gathering(calendar, "Evening", zip_code="", starts_at=NOON + dt.timedelta(hours=6), ends_at=None)
    lines = [unplaced(client, calendar, zip=code) for code in ("61602", "60601")]
    with CaptureQueriesContext(connection) as first:
        unplaced(client, calendar, zip="62701")

    gathering(calendar, "Third", zip_code="", starts_at=NOON + dt.timedelta(days=3))

    assert lines == ["2 gatherings have places"] * 2
    assert not [query for query in first if 'calendarentry"."latitude" IS NULL' in query["sql"]]
    assert unplaced(client, calendar, zip="61602") == "3 gatherings have places"
    assert unplaced(client, calendar, NOON + dt.timedelta(hours=3), zip="61602") == "2 gatherings have places"


def unplaced(client, calendar, at=NOON, **query):
    """The beginning of the sentence on what cannot be measured to."""
    with time_machine.travel(at, tick=False):
        page = BeautifulSoup(client.get(f"{calendar.url}near/", query).content, "html.parser")
    return re.search(r"\d+ gatherings? ha\w+ places?", page.get_text())[0]
