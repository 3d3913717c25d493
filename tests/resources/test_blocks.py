"""Blocks of a page's body: what they print, and their previews in the CMS."""

import pytest
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError
from wagtail.embeds.blocks import EmbedValue

from resources.blocks import BodyBlock
from resources.templatetags.partnership_blocks import player_url
from tests.factories import resources as make
from tests.factories import site
from tests.pages import count_queries, text_of

pytestmark = pytest.mark.django_db

BLOCKS = BodyBlock().child_blocks


def shown(client, *blocks):
    page = site.standard_page()
    page.body = list(blocks)
    page.save_revision().publish()
    return client.get(page.url)


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_preview_and_a_description(client, superuser, name):
    client.force_login(superuser)
    block = BLOCKS[name]

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    assert block.is_previewable
    assert block.get_description()
    assert "p-page" in response.content.decode()


def test_text_quote_and_accordion_are_printed(client):
    response = shown(
        client,
        ("text", "<h2>Before the visit</h2>"),
        ("quote", {"text": "We stopped guessing.", "name": "Ana", "role": "Director"}),
        ("accordion", {"sections": [{"heading": "Who may come?", "text": "<p>Every program.</p>"}]}),
    )

    assert "Before the visit We stopped guessing. Ana, Director Who may come? Every program." in text_of(response)


def test_table_has_a_caption_and_scoped_headers(client):
    table = {
        "table_caption": "Contacts",
        "table_header_choice": "both",
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "data": [["", "How many"], ["In person", "<b>2</b>"], ["Calls", None]],
        "cell": [],
        "mergeCells": [],
    }

    html = shown(client, ("table", table)).content.decode()

    assert "<caption>Contacts</caption>" in html
    assert '<th scope="col" >How many</th>' in html
    assert '<th scope="row" >In person</th>' in html
    assert "&lt;b&gt;2&lt;/b&gt;" in html


def test_decorative_picture_has_empty_alternative_text(client):
    picture = {"image": make.image(), "caption": "", "credit": ""}
    picture["image"].contextual_alt_text, picture["image"].decorative = "", True

    html = shown(client, ("picture", picture)).content.decode()

    assert 'alt=""' in html


def test_documents_say_format_and_size(client):
    response = shown(
        client, ("documents", {"heading": "Take along", "documents": [make.document(content=b"x" * 1_500)]})
    )

    assert "Take along Checklist (PDF, 2 kB)" in text_of(response).replace("\xa0", " ")


def test_call_to_action_leads_to_a_published_page_only(client):
    target = make.library()
    call = {"heading": "Read", "text": "", "button": "Open the library", "page": target, "url": ""}

    assert "Open the library" in text_of(shown(client, ("call_to_action", call)))
    target.unpublish()
    call["page"] = type(target).objects.get(pk=target.pk)
    assert "Open the library" not in text_of(shown(client, ("call_to_action", call)))


@pytest.mark.parametrize(("page", "url"), [(False, ""), (True, "https://example.org/")])
def test_call_to_action_takes_exactly_one_target(page, url):
    block = BLOCKS["call_to_action"]
    value = {"heading": "A", "text": "", "button": "Go", "page": make.library() if page else None, "url": url}

    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(block.get_prep_value(block.normalize(value))))


def test_video_is_not_loaded_before_the_reader_asks(client):
    value = {"embed": EmbedValue("https://www.youtube.com/watch?v=abcdefghijk"), "title": "A visit"}

    html = shown(client, ("embed", value)).content.decode()

    assert '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" title="A visit" loading="lazy"' in html
    assert html.index("<details") < html.index("<iframe")


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://youtu.be/abcdefghijk?t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://youtube.com.example.org/watch?v=abcdefghijk", ""),
        ("https://www.youtube.com/watch?v=%22%3E%3Cscript%3E", ""),
        ("https://vimeo.com/channels", ""),
        ("https://video.example.org/1", ""),
        ("http://[bad", ""),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_player_is_known_only_for_providers_that_respect_readers(url, player):
    assert player_url(url) == player


def test_latest_shows_the_first_public_pages_of_a_collection(client):
    for title in ("C", "B", "A"):
        make.resource(title)
    make.restrict(make.resource("0 closed"))
    collection = make.collection("For directors", source="resources", order="title")

    text = text_of(shown(client, ("latest", {"heading": "New", "collection": collection, "count": 2})))

    assert "All of “For directors”" in text
    assert (" A " in text, " C " in text, "closed" in text) == (True, False, False)


def test_latest_of_an_unpublished_collection_is_left_out(client):
    make.resource("A")
    collection = make.collection("For directors", source="resources")
    collection.unpublish()

    text = text_of(shown(client, ("latest", {"heading": "New things", "collection": collection, "count": 2})))

    assert "New things" not in text


def test_latest_of_types_and_topics_needs_no_collection(client):
    safety = make.topic("Safety")
    make.resource("A safe snack", topics=[safety])
    make.resource("Another matter")
    query = {"heading": "On safety", "types": ["resources"], "topics": [safety], "count": 3, "view": "cards"}

    response = shown(client, ("latest", query))

    assert "A safe snack" in text_of(response)
    assert "Another matter" not in text_of(response)
    assert "p-cards" in response.content.decode()


def test_latest_of_types_costs_the_same_for_1_and_6_pages(client):
    make.resource("R0")
    page = site.standard_page()
    page.body = [("latest", {"heading": "New", "types": ["resources", "mentors"], "count": 12, "view": "list"})]
    page.save_revision().publish()
    few = count_queries(client, page.url)
    for number in range(1, 6):
        make.resource(f"R{number}")

    assert count_queries(client, page.url) == few


@pytest.mark.parametrize("has_both", [True, False])
def test_latest_takes_a_collection_or_types_and_one_of_them(has_both):
    block = BLOCKS["latest"]
    collection = make.collection() if has_both else None
    value = block.to_python({"heading": "New", "count": 3, "types": ["resources"] if has_both else []})
    value["collection"] = collection

    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(value)

    assert set(refusal.value.block_errors) == {"collection"}
