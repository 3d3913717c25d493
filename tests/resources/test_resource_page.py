"""The page of one resource: what it is, for whom, and what there is to take away. R6, R59, R60."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.enums import AccessibilityStatus, ItemKind
from resources.registry import _related_lists, register_related_list
from tests.factories import resources as make
from tests.pages import count_queries, text_of, titles_of_rows

pytestmark = pytest.mark.django_db


def linked_data(response, kind):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    return next(data for data in map(json.loads, blocks) if data["@type"] == kind)


def test_download_comes_before_anything_else_and_says_format_size_language_and_accessibility(client):
    page = make.resource(
        "Visit checklist",
        items=[
            {
                "kind": ItemKind.FILE,
                "document": make.document(content=b"x" * 240_000),
                "language": make.language("Spanish", "es"),
                "accessibility_status": AccessibilityStatus.PARTLY,
                "accessibility_note": "Tables lack headers.",
            }
        ],
        body=[("text", "<p>Then the text.</p>")],
    )

    text = text_of(client.get(page.url)).replace("\xa0", " ")

    assert "Visit checklist PDF 240 kB Spanish Partly accessible: Tables lack headers." in text
    assert text.index("Download") < text.index("Then the text.")


def test_file_that_was_deleted_is_not_offered(client):
    document = make.document()
    page = make.resource("A", items=[{"kind": ItemKind.FILE, "document": document}])
    document.delete()

    response = client.get(page.url)

    assert response.context["items"] == []
    assert "is not available at the moment" in text_of(response)


def test_resource_that_is_all_in_its_text_misses_no_file(client):
    page = make.resource("A", body=[("text", "<p>Read this aloud.</p>")])

    text = text_of(client.get(page.url))

    assert "Read this aloud." in text
    assert "is not available at the moment" not in text


def test_links_and_videos_name_the_site_they_lead_to(client):
    page = make.resource(
        "A",
        items=[
            {"kind": ItemKind.LINK, "url": "https://www.isbe.net/guide"},
            {"kind": ItemKind.VIDEO, "url": "https://youtu.be/abcdefghijk"},
        ],
    )

    assert [(item["action"], item["host"]) for item in client.get(page.url).context["items"]] == [
        ("Open", "isbe.net"),
        ("Watch", "youtu.be"),
    ]


def test_words_of_the_vocabularies_lead_back_into_the_library(client):
    """R6."""
    page = make.resource("A", topics=[make.topic("Safety")], audiences=[make.audience("Mentors")])

    html = client.get(page.url).content.decode()

    assert f'href="{make.library().url}?topic=safety"' in html
    assert f'href="{make.library().url}?audience=mentors"' in html


def test_licence_and_citation_are_shown(client):
    """R60: reuse is free with acknowledgement."""
    page = make.resource("Kickoff slides", licence=make.licence(), author="A. Writer")

    response = client.get(page.url)

    assert "A. Writer (2025). Kickoff slides. Example Press." in text_of(response)
    assert '<a href="https://example.org/licence" rel="license">' in response.content.decode()


def test_markup_in_a_vocabulary_is_shown_as_typed(client):
    page = make.resource("A", audiences=[make.audience("<b>Mentors</b>")], licence=make.licence("<i>Free</i>"))

    html = client.get(page.url).content.decode()

    assert "&lt;b&gt;Mentors&lt;/b&gt;" in html
    assert "<i>Free</i>" not in html


def test_machines_read_what_people_read(client):
    page = make.resource("A guide", topics=[make.topic("Safety")], language=make.language(), licence=make.licence())

    response = client.get(page.url)

    data = linked_data(response, "LearningResource")
    assert (data["name"], data["about"], data["inLanguage"]) == ("A guide", ["Safety"], "en")
    assert data["license"] == "https://example.org/licence"
    assert '<meta name="DC.subject" content="Safety">' in response.content.decode()


def test_related_resources_share_most_topics_and_are_public(client):
    safety, money = make.topic("Safety"), make.topic("Money")
    page = make.resource("This one", topics=[safety, money])
    make.resource("One topic", topics=[safety])
    make.resource("Two topics", topics=[safety, money])
    make.resource("Other", topics=[make.topic("Art")])
    make.resource("Draft", topics=[safety]).unpublish()
    make.restrict(make.resource("Members only", topics=[safety]))

    assert titles_of_rows(client.get(page.url)) == ["Two topics", "One topic"]


def test_resource_without_topics_has_no_related_ones(client):
    make.resource("Other")

    assert titles_of_rows(client.get(make.resource("A").url)) == []


def test_page_costs_the_same_with_3_and_9_related_resources(client):
    topic = make.topic("Safety")
    page = make.resource("This one", topics=[topic])
    for number in range(4):
        make.resource(f"R{number}", topics=[topic])
    few = count_queries(client, page.url)

    for number in range(4, 9):
        make.resource(f"R{number}", topics=[topic])

    assert count_queries(client, page.url) == few


def test_upper_floors_may_show_what_uses_a_resource(client):
    page = make.resource("A")
    before = dict(_related_lists)
    register_related_list(
        "test",
        "partnership_resources.ResourcePage",
        lambda page, request: ("Used at", [{"title": "Fall meeting", "url": "/g/"}]),
    )

    try:
        text = text_of(client.get(page.url))
    finally:
        _related_lists.clear()
        _related_lists.update(before)

    assert "Used at Fall meeting" in text


def test_unsaved_resource_can_be_previewed(rf, superuser):
    page = make.resource("A", topics=[make.topic("Safety")])

    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    assert response.status_code == 200


def test_draft_is_not_found(client):
    page = make.resource("A")
    page.unpublish()

    assert client.get(page.url).status_code == 404


def test_picture_of_a_list_is_made_once(client):
    make.resource("A", thumbnail=make.image())
    library = make.library()
    client.get(library.url)

    with CaptureQueriesContext(connection) as queries:
        client.get(library.url)

    assert [query for query in queries if query["sql"].startswith("INSERT")] == []
