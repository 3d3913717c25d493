"""Search over everything: each result says what it is, and nothing hidden is found. R6, R23."""

from datetime import UTC, datetime

import pytest
from django.apps import apps

from mentoring_pages.enums import Visibility
from partnership_site.search.kinds import KINDS
from partnership_site.search.results import snippet
from resources.searching import read_search_text
from tests.factories import events, mentoring, resources, site
from tests.pages import BAD_QUERIES, count_queries, text_of, titles_of_rows

pytestmark = pytest.mark.django_db


def search(client, **query):
    return client.get("/search/", query)


def numbers(response):
    return {str(kind["title"]): kind["count"] for kind in response.context["kinds"]}


@pytest.fixture
def heron(db):
    """One page of each kind about herons."""
    site.home_page()
    resources.resource("Heron guide")
    events.gathering(events.calendar_page(), "Heron meeting")
    mentoring.mentor_profile(title="Heron program")
    resources.collection("Heron collection")
    site.standard_page("About herons", text="<p>Our heron nests in spring.</p>")


def test_every_kind_is_found_named_and_counted(client, heron):
    response = search(client, q="heron")

    assert numbers(response) == {
        "Everything": 5,
        "Resources": 1,
        "Gatherings": 1,
        "Mentors": 1,
        "Collections": 1,
        "Pages": 1,
    }
    assert sorted(row["kind"] for row in response.context["rows"]) == [
        "Collection",
        "Gathering",
        "Mentor profile",
        "Page",
        "Resource",
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (["resource"], {"Heron guide"}),
        (["gathering"], {"Heron meeting"}),
        (["mentor", "collection"], {"Heron program", "Heron collection"}),
        (["page"], {"About herons"}),
        (["page", "resource"], {"About herons", "Heron guide"}),
        (["nonsense"], {"Heron guide", "Heron meeting", "Heron program", "Heron collection", "About herons"}),
    ],
)
def test_results_can_be_narrowed_to_kinds(client, heron, kind, expected):
    response = search(client, q="heron", kind=kind)

    assert set(titles_of_rows(response)) == expected
    assert response.context["page_obj"].paginator.count == len(expected)


def test_page_with_the_word_in_its_title_comes_first(client):
    resources.resource("Something", summary="A heron is in here.")
    resources.resource("Heron")

    assert titles_of_rows(search(client, q="heron")) == ["Heron", "Something"]


def test_snippet_shows_the_place_and_marks_the_words(client):
    site.standard_page("About us", text=f"<p>{'Long words. ' * 60}</p><p>Our heron nests &amp; sings.</p>")

    html = search(client, q="heron").content.decode()

    assert "Our <mark>heron</mark> nests &amp; sings." in html


def test_snippet_of_a_page_without_the_words_in_its_text_is_its_summary():
    page = resources.resource("A", summary="What it is.")

    assert snippet(page, ["elsewhere"]) == "What it is."


def test_hidden_pages_are_not_found(client):
    resources.resource("Heron draft").unpublish()
    resources.restrict(resources.resource("Heron closed"))
    resources.restrict(events.calendar_page("Heron calendar"))

    assert titles_of_rows(search(client, q="heron")) == []


@pytest.mark.parametrize("visibility", [Visibility.STAFF, Visibility.MEMBERS])
def test_hidden_facts_of_a_mentor_are_not_found(client, visibility):
    """T6: visibility is honoured in search."""
    mentoring.mentor_profile(mission="We count kingfishers.", mission_visibility=visibility)

    assert titles_of_rows(search(client, q="kingfishers")) == []


@pytest.mark.parametrize(
    ("status", "meta"),
    [
        ("scheduled", "Wed 8 Oct 2031"),
        ("moved", "Postponed to a new date: Wed 8 Oct 2031"),
        ("postponed", "Postponed: Wed 8 Oct 2031"),
        ("cancelled", "Cancelled: Wed 8 Oct 2031"),
    ],
)
def test_result_says_that_a_gathering_is_off_or_moved(client, status, meta):
    day = datetime(2031, 10, 8, 5, tzinfo=UTC)
    events.gathering(events.calendar_page(), "Heron", starts_at=day, ends_at=None, is_all_day=True, status=status)

    assert [row["meta"] for row in search(client, q="heron").context["rows"]] == [meta]


def test_join_address_of_an_online_gathering_is_not_found(client):
    events.gathering(events.calendar_page(), join_url="https://meet.example.org/kingfisher")

    assert titles_of_rows(search(client, q="kingfisher")) == []


def test_visitor_without_words_gets_the_doors(client):
    site.home_page(doors=[("Find a resource", resources.library())])

    assert "Find a resource" in text_of(search(client))


def test_visitor_who_finds_nothing_is_led_on(client):
    library = resources.library()
    home = site.home_page()
    home.doors = [("door", {"title": "Find a resource", "text": "Guides.", "page": library})]
    home.save_revision().publish()

    text = text_of(search(client, q="kingfisher"))

    assert "0 pages found for “kingfisher”" in text
    assert "Find a resource" in text


def test_bad_input_never_breaks_the_search(client, heron):
    found = {}
    for name, query in BAD_QUERIES.items():
        response = search(client, **{"q": "heron", "kind": "\x00"} | query)
        found[name] = response.status_code, "<script>alert" in response.content.decode()

    assert found == dict.fromkeys(BAD_QUERIES, (200, False))


def test_pages_of_results_keep_the_words(client, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"PAGE_SIZE": 1}
    resources.resource("Heron one")
    resources.resource("Heron two")

    html = search(client, q="heron", kind="resource").content.decode()

    assert "?q=heron&amp;kind=resource&amp;page=2" in html


def test_search_costs_the_same_for_3_and_9_results(client, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"PAGE_SIZE": 50}
    for number in range(3):
        resources.resource(f"Heron {number}")
    few = count_queries(client, "/search/?q=heron")

    for number in range(3, 9):
        resources.resource(f"Heron {number}")

    assert count_queries(client, "/search/?q=heron") == few


def test_search_page_is_kept_out_of_search_engines_and_refuses_posts(client):
    assert '<meta name="robots" content="noindex">' in search(client, q="heron").content.decode()
    assert client.post("/search/").status_code == 405


def test_every_kind_names_page_types_that_exist():
    assert [apps.get_model(name) for _label, names in KINDS.values() for name in names]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("  homework   help ", ["homework", "help"]),
        ("children's books", ["children", "books"]),
        ('"homework" OR (help)', ["homework", "OR", "help"]),
        ("e\u0301cole", ["école"]),
        ("a\x00b", ["a", "b"]),
        ("🎉", []),
        ("__", []),
        (None, []),
        ("a " * 100, ["a"] * 12),
    ],
)
def test_only_letters_and_digits_reach_the_search_backend(sent, words):
    assert read_search_text(sent).words == words
