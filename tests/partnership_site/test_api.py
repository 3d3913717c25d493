"""The read-only API: public pages, chosen fields, nothing else."""

import pytest

from mentoring_pages.enums import Visibility
from tests.factories import events, mentoring, resources, site

pytestmark = pytest.mark.django_db

URL = "/api/v2/pages/"


def titles(client, **query):
    response = client.get(URL, query)
    assert response.status_code == 200
    return [item["title"] for item in response.json()["items"]]


def test_resource_is_read_with_its_listed_fields(client):
    page = resources.resource("Guide", topics=[resources.topic("Safety")])

    data = client.get(f"{URL}{page.pk}/").json()

    assert set(data) == {
        "id",
        "meta",
        "title",
        "summary",
        "kind",
        "topics",
        "audiences",
        "grade_bands",
        "language",
        "licence",
        "author",
        "publisher",
        "published_on",
    }
    assert data["summary"] == page.summary


def test_pages_are_searched_and_narrowed_by_type(client):
    resources.resource("Heron guide")
    resources.collection("Heron list")
    resources.resource("Other")

    assert sorted(titles(client, search="heron")) == ["Heron guide", "Heron list"]
    assert titles(client, search="heron", type="partnership_resources.ResourcePage") == ["Heron guide"]


def test_drafts_and_restricted_pages_are_not_read(client):
    draft, closed = resources.resource("Draft"), resources.resource("Closed")
    draft.unpublish()
    resources.restrict(closed)

    assert titles(client, type="partnership_resources.ResourcePage") == []
    assert [client.get(f"{URL}{page.pk}/").status_code for page in (draft, closed)] == [404, 404]


def test_restricted_pages_are_not_read_by_signed_in_people_either(client, superuser):
    closed = resources.resource("Closed")
    resources.restrict(closed)
    client.force_login(superuser)

    assert client.get(f"{URL}{closed.pk}/").status_code == 404


def test_private_fields_are_not_read(client):
    """T6: each of the 14 facts has its own visibility, in the API too."""
    gathering = events.gathering(
        events.calendar_page(), join_url="https://meet.example.org/secret", contact_phone="555-0100"
    )
    profile = mentoring.mentor_profile(mission="We count kingfishers.", mission_visibility=Visibility.STAFF)

    answers = [client.get(f"{URL}{page.pk}/", {"fields": "*"}).content.decode() for page in (gathering, profile)]

    assert [word for word in ("secret", "555-0100", "kingfishers") if word in "".join(answers)] == []


@pytest.mark.parametrize(
    "fields",
    [
        "owner",
        "join_url",
        "live_revision",
        "program",
        "_,join_url",
        "owner(password)",
        "budget_band",
        "*,contact_email",
    ],
)
def test_fields_that_are_not_listed_are_refused(client, fields):
    events.gathering(events.calendar_page())

    assert client.get(URL, {"fields": fields, "type": "partnership_events.GatheringPage"}).status_code == 400


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"search": '"'}, 200),
        ({"search": "\x00"}, 400),
        ({"search": "🎉"}, 200),
        ({"search": "a" * 5_000}, 200),
        ({"title": "\x00"}, 400),
        ({"owner__password__startswith": "a"}, 400),
        ({"type": "auth.User"}, 400),
        ({"type": "nope"}, 400),
        ({"limit": "abc"}, 400),
        ({"limit": "100000"}, 400),
        ({"offset": "-1"}, 400),
        ({"child_of": "abc"}, 400),
        ({"order": "password"}, 400),
        ({"locale": "\x00"}, 400),
        ({"search": "heron", "order": "-title", "search_operator": "or"}, 200),
    ],
)
def test_bad_input_is_refused_in_words(client, query, status):
    resources.resource("Heron")

    response = client.get(URL, query)

    assert response.status_code == status
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30])
def test_unknown_id_is_not_found(client, key):
    assert client.get(f"{URL}{key}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_api_only_reads(client, superuser, method):
    page = resources.resource("Guide")
    client.force_login(superuser)

    assert getattr(client, method)(f"{URL}{page.pk}/").status_code == 405


@pytest.mark.parametrize("path", ["images/", "documents/", "redirects/"])
def test_nothing_but_pages_is_offered(client, path):
    site.home_page()

    assert client.get(f"/api/v2/{path}").status_code == 404
