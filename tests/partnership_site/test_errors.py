"""Error pages lead on and tell nothing."""

import pytest
from django.db import DatabaseError
from django.template.loader import render_to_string

from partnership_site.doors import site_doors
from tests.factories import resources, site
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/nowhere/", "/library/nope/", "/nope.atom", "/%00/", "/" + "a" * 3_000 + "/", "/é/"])
def test_unknown_address_is_a_page_with_search_and_doors(client, path):
    library = resources.library()
    home = site.home_page()
    home.doors = [("door", {"title": "Find a resource", "text": "Guides.", "page": library})]
    home.save_revision().publish()

    response = client.get(path)

    assert response.status_code == 404
    assert "We cannot find that page" in text_of(response)
    assert "Find a resource" in text_of(response)
    assert 'action="/search/"' in response.content.decode()


def test_unknown_address_on_a_site_without_a_home_page(client):
    assert client.get("/nowhere/").status_code == 404


def test_door_to_a_restricted_page_is_not_offered(rf):
    library = resources.library()
    home = site.home_page()
    home.doors = [("door", {"title": "Find a resource", "text": "Guides.", "page": library})]
    home.save_revision().publish()
    resources.restrict(library)

    assert site_doors(rf.get("/")) == []


def test_database_that_does_not_answer_costs_the_doors_not_the_page(rf, monkeypatch):
    def fail(*args):
        raise DatabaseError

    monkeypatch.setattr("partnership_site.doors.Site.find_for_request", fail)

    assert site_doors(rf.get("/")) == []


def test_fault_page_needs_neither_database_nor_request():
    assert "Something went wrong on our side" in render_to_string("500.html")


def test_fault_is_answered_with_the_designed_page(client, monkeypatch):
    def fail(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("partnership_site.search.views.site_doors", fail)
    client.raise_request_exception = False

    response = client.get("/search/")

    assert response.status_code == 500
    assert "Something went wrong on our side" in text_of(response)
    assert "secret detail" not in response.content.decode()
