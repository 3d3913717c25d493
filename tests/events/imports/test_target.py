"""Gatherings and pages come in by tables and by exports of other systems too (R27, R36)."""

import json

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Collection

from events.models import GatheringPage
from partnership_site.models import StandardPage
from resources.enums import ImportFormat
from tests.factories import resources as make
from tests.factories.events import calendar_page
from tests.factories.tree import publish, site_root
from tests.resources.importing.conftest import Imports, said

EVENT = {
    "@type": "Event",
    "UID": "e1",
    "@id": "https://old.e.org/events/open-house",
    "title": "Open house",
    "description": "Come and see.",
    "start": "2031-06-03T19:00:00+00:00",
    "end": "2031-06-03T21:00:00+00:00",
    "location": "Town Hall",
    "text": {"data": "<p>Bring <strong>friends</strong>.</p>"},
}
PAGE = {
    "@type": "Document",
    "UID": "p1",
    "title": "About us",
    "description": "Who we are.",
    "text": {"data": "<p>We.</p>"},
}


@pytest.fixture
def imports(db):
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    user = get_user_model().objects.create_superuser("importer", "importer@example.org", "partnership-demo")
    return Imports(user, make.library())


@pytest.fixture
def places(db):
    above = publish(StandardPage(title="Pages"), site_root())
    return {"event": calendar_page().pk, "page": above.pk}


def test_events_and_pages_of_plone_become_drafts_and_are_found_again(imports, places):
    content = json.dumps([EVENT, PAGE]).encode()
    batch = imports.imported(content, ImportFormat.PLONE, parents=places, target="")
    assert [one[1] for one in said(batch)] == ["new", "new"]

    gathering, page = GatheringPage.objects.get(), StandardPage.objects.get(title="About us")
    assert (gathering.title, gathering.live, gathering.venue_name) == ("Open house", False, "Town Hall")
    assert gathering.starts_at.isoformat() == "2031-06-03T19:00:00+00:00"
    assert [block.value.source for block in gathering.body] == ["<p>Bring <b>friends</b>.</p>"]
    assert (page.lead, page.live) == ("Who we are.", False)
    again = imports.checked(content, ImportFormat.PLONE, parents=places, target="")
    assert [one[1] for one in said(again)] == ["unchanged", "unchanged"]


def test_a_time_without_a_zone_is_one_of_the_gatherings_own_clock(imports, places):
    content = b"Title,Starts,Ends\nOpen house,2031-06-03 14:00,6/3/2031 4:00 PM\nNo day,soon,\n"
    columns = {"title": "Title", "starts_at": "Starts", "ends_at": "Ends"}
    batch = imports.imported(content, target="event", parents=places, columns=columns)

    gathering = GatheringPage.objects.get()
    assert gathering.starts_at.isoformat() == "2031-06-03T19:00:00+00:00"
    assert gathering.ends_at.isoformat() == "2031-06-03T21:00:00+00:00"
    assert said(batch)[1][2] == "Starts: “soon” is no date with a time. Write it like 2026-05-31 14:00."


def test_without_a_place_events_and_pages_are_left_out_and_named(imports):
    batch = imports.checked(json.dumps([EVENT, PAGE]).encode(), ImportFormat.PLONE)
    assert {one[1] for one in said(batch)} == {"problem"}
