"""Collections: picked by hand, found by a saved query, as list, table or cards. R23, R36."""

from xml.etree import ElementTree

import pytest
from django.template.loader import get_template

from resources.collecting import collect
from resources.collecting.choices import type_choices
from resources.enums import CollectionOrder, CollectionView
from resources.models import CollectionPage
from resources.registry import collection_sources
from tests.factories import resources as make
from tests.factories.tree import publish, site_root
from tests.pages import BAD_QUERIES, count_queries, text_of, titles_of_rows

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def titles(collection):
    return [row.page.title for row in collect(collection)]


def test_picked_pages_come_first_in_the_editors_order_and_none_twice():
    first, second = make.resource("First"), make.resource("Second")
    make.resource("Found")
    page = make.collection(picks=[second, first, second], source="resources", order=CollectionOrder.TITLE)

    assert titles(page) == ["Second", "First", "Found"]


def test_saved_query_narrows_by_topic_text_place_and_number():
    safety = make.topic("Safety")
    make.resource("Safe snacks", topics=[safety])
    make.resource("Safe rooms", topics=[safety])
    make.resource("Snacks that cost")
    elsewhere = make.library(title="Second", slug="second")
    make.resource("Safe buses", topics=[safety], parent=elsewhere)
    saved = {"source": "resources", "order": CollectionOrder.TITLE}

    assert titles(make.collection("A", topics=[safety], **saved)) == ["Safe buses", "Safe rooms", "Safe snacks"]
    assert titles(make.collection("B", text="snacks", **saved)) == ["Safe snacks", "Snacks that cost"]
    assert titles(make.collection("C", below=elsewhere, **saved)) == ["Safe buses"]
    assert titles(make.collection("D", limit=2, **saved)) == ["Safe buses", "Safe rooms"]


def test_drafts_and_restricted_pages_stay_out_picked_or_found():
    draft, closed, shown = make.resource("Draft"), make.resource("Closed"), make.resource("Shown")
    draft.unpublish()
    make.restrict(closed)

    assert titles(make.collection(picks=[draft, closed, shown], source="resources")) == ["Shown"]


def test_any_page_can_be_picked():
    library = make.library()

    rows = collect(make.collection(picks=[library]))

    assert [(row.page.title, row.template) for row in rows] == [
        ("Resource library", "partnership_resources/rows/page.html")
    ]


def test_source_that_is_not_installed_finds_nothing():
    make.resource("A")

    assert titles(make.collection(source="gone")) == []


def test_every_source_has_a_row_template_and_answers():
    for source in collection_sources().values():
        assert get_template(source.row_template)
        assert list(source.by_topics(source.queryset(), [0]).order_by(*source.latest)) == []


@pytest.mark.parametrize("view", CollectionView.values)
def test_collection_is_shown_as_its_editor_chose(client, view):
    make.resource("Snacks")
    page = make.collection("For new directors", source="resources", view=view, intro="<p>Read these first.</p>")

    text = text_of(client.get(page.url))

    assert "Read these first." in text
    assert "Snacks" in text


@pytest.mark.parametrize("view", CollectionView.values)
@pytest.mark.parametrize("ending", ["", "feed.atom"])
def test_collection_costs_the_same_for_3_and_9_pages(client, view, ending):
    topic = make.topic("Safety")
    picks = [make.resource(f"Picked {number}", topics=[topic]) for number in range(2)]
    for number in range(3):
        make.resource(f"Found {number}", topics=[topic])
    page = make.collection(picks=[*picks, make.library()], source="resources", topics=[topic], view=view)
    few = count_queries(client, page.url + ending)

    for number in range(3, 9):
        make.resource(f"Found {number}", topics=[topic])

    assert count_queries(client, page.url + ending) == few


def test_collection_cut_short_reads_no_more_than_asked_for():
    for number in range(5):
        make.resource(f"R{number}")
    page = make.collection(source="resources", order=CollectionOrder.TITLE)

    assert [row.page.title for row in collect(page, at_most=2)] == ["R0", "R1"]


def test_empty_collection_says_so(client):
    assert "Nothing here yet" in text_of(client.get(make.collection().url))


@pytest.mark.parametrize("name", BAD_QUERIES)
def test_bad_input_never_breaks_a_collection(client, name):
    page = make.collection(source="resources", text="\"'" if name == "markup" else "")

    assert client.get(page.url, BAD_QUERIES[name]).status_code == 200
    assert client.get(f"{page.url}feed.atom", BAD_QUERIES[name]).status_code == 200


def test_long_collection_has_pages(client, monkeypatch):
    monkeypatch.setattr("resources.collecting.routes.PAGE_SIZE", 2)
    for number in range(3):
        make.resource(f"R{number}")
    page = make.collection(source="resources", order=CollectionOrder.TITLE)

    assert titles_of_rows(client.get(page.url, {"page": "2"})) == ["R2"]


def test_feed_keeps_the_order_of_the_collection(client):
    first, second = make.resource("A"), make.resource("B")
    page = make.collection("For new directors", picks=[second, first])

    feed = ElementTree.fromstring(client.get(f"{page.url}feed.atom").content)

    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["B", "A"]


def test_editor_chooses_the_source_from_what_is_installed():
    form_class = CollectionPage.get_edit_handler().get_form_class()
    form = form_class(instance=make.collection())

    assert list(form.fields["source"].choices) == type_choices()
    assert {"pages", "resources", "gatherings", "mentors"} == set(dict(type_choices()))


def test_source_that_is_gone_stays_until_the_editor_chooses_another():
    form_class = CollectionPage.get_edit_handler().get_form_class()
    form = form_class(instance=make.collection(source="gone"))

    assert dict(form.fields["source"].choices)["gone"] == "gone (not installed)"


@pytest.mark.parametrize(("mode", "sign"), [("", "p-rows"), ("table", "<table"), ("cards", "p-cards")])
def test_preview_shows_the_unsaved_query_in_each_view(mode, sign):
    make.resource("Snacks")
    page = make.collection()
    page.source = "resources"

    shown = page.make_preview_request(preview_mode=mode).content.decode()

    assert "Snacks" in shown
    assert sign in shown


def test_unpublished_collection_is_not_found(client):
    page = publish(CollectionPage(title="Hidden"), site_root())
    page.unpublish()

    assert client.get(page.url).status_code == 404
    assert client.get(f"{page.url}feed.atom").status_code == 404
