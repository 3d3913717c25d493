"""What changed, related resources that staff pick, where a resource is used, and the licence."""

import datetime as dt

import pytest

from resources.collecting.gathered import gather_all
from resources.enums import ItemKind
from resources.models import CollectedPage, RelatedResource, ResourceChange, ResourcePage
from resources.registry import _use_counts, register_use_count
from tests.factories import resources as make
from tests.factories.tree import publish
from tests.pages import text_of, titles_of_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def use_count():
    """Registers a count for one test."""
    before = dict(_use_counts)
    yield lambda number: register_use_count("test", lambda page: number, lambda count: f"Named in {count} action plans")
    _use_counts.clear()
    _use_counts.update(before)


def test_what_changed_is_told_newest_first(client):
    page = make.resource("A")
    page.changes = [
        ResourceChange(changed_on=dt.date(2025, 9, 3), note="A page on snacks."),
        ResourceChange(changed_on=dt.date(2026, 3, 12), note="The form has two new questions."),
    ]
    page.save_revision().publish()

    text = text_of(client.get(page.url))

    assert "Updated March 2026 : The form has two new questions." in text
    assert text.index("Updated March 2026") < text.index("Updated September 2025")


def test_related_resources_that_staff_picked_come_first_and_fill_up_by_topics(client):
    safety = make.topic("Safety")
    alike, picked, both = (
        make.resource("Alike", topics=[safety]),
        make.resource("Picked"),
        make.resource("Both", topics=[safety]),
    )
    draft = make.resource("Draft")
    draft.unpublish()
    closed = make.resource("Closed")
    make.restrict(closed)
    page = make.resource("A", topics=[safety])
    picks = (picked, both, draft, closed, page)
    page.related_picks = [RelatedResource(related=one, sort_order=place) for place, one in enumerate(picks)]
    page.save_revision().publish()

    assert titles_of_rows(client.get(page.url)) == ["Picked", "Both", "Alike"]
    assert alike.live


def test_public_collections_that_hold_a_resource_are_named(client):
    page = make.resource("A")
    make.collection("For directors", picks=[page])
    make.collection("Draft", picks=[page]).unpublish()
    make.restrict(make.collection("Closed", picks=[page]))
    make.collection("Other", picks=[make.resource("B")])

    (heading, links) = client.get(page.url).context["used_in"]["lists"][0]

    assert (heading, [link["title"] for link in links]) == ("In collections", ["For directors"])


def collections_named(client, page):
    lists = dict(client.get(page.url).context["used_in"].get("lists", []))
    return [link["title"] for link in lists.get("In collections", [])]


def test_collections_whose_criteria_a_resource_meets_are_named_as_long_as_it_does(client):
    topic = make.topic("Safety")
    page, other = make.resource("A", topics=[topic]), make.resource("B")
    by_topic = make.collection("About safety", source="resources", topics=[topic])
    make.restrict(make.collection("Closed", source="resources", topics=[topic]))
    assert (collections_named(client, page), collections_named(client, other)) == (["About safety"], [])

    later = make.resource("C", topics=[topic])
    gather_all()
    assert collections_named(client, later) == ["About safety"]

    page = ResourcePage.objects.get(pk=page.pk)
    page.topics = []
    page.save_revision().publish()
    assert gather_all() == 1
    assert collections_named(client, page) == []
    by_topic.unpublish()
    gather_all()
    assert collections_named(client, later) == []
    assert not CollectedPage.objects.exists()


def test_a_collection_that_shows_only_its_newest_names_only_those(client):
    pages = [make.resource(title) for title in ("A", "B")]
    make.collection("One only", source="resources", limit=1, order="title")
    gather_all()
    assert [collections_named(client, page) for page in pages] == [["One only"], []]


@pytest.mark.parametrize(("number", "is_told"), [(0, False), (2, False), (3, True), (40, True)])
def test_number_of_plans_is_told_from_three_on(client, use_count, number, is_told):
    """A smaller number would say what one pair works on."""
    use_count(number)
    page = make.resource("A")

    assert (f"Named in {number} action plans" in text_of(client.get(page.url))) is is_told


def test_resource_that_is_used_nowhere_has_no_such_section(client):
    assert "Used in" not in text_of(client.get(make.resource("A").url))


def test_licence_says_what_readers_may_do(client):
    """R60."""
    licence = make.licence()
    licence.description = "Share it, and say where it comes from."
    licence.save()

    text = text_of(client.get(make.resource("A", licence=licence).url))

    assert "What you may do with it Free to use with a mention Share it, and say where it comes from." in text


def test_video_without_a_picture_has_a_card_of_our_own(client):
    """No other site is asked for one."""
    video = make.resource("A", items=[{"kind": ItemKind.VIDEO, "url": "https://youtu.be/abcdefghijk"}])

    html = client.get(video.url).content.decode()

    assert "p-playcard" in html
    assert "<img" not in html.partition("p-cols__side")[2].partition("</aside>")[0]


def test_new_rows_are_shown_in_the_preview_of_a_draft(rf, superuser):
    page = make.resource("A")
    page.changes = [ResourceChange(changed_on=dt.date(2026, 3, 12), note="New.")]
    page.items = [page.items.model(kind=ItemKind.LINK, url="https://example.org/new")]

    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    html = (
        response.render().content.decode()
        if hasattr(response, "render") and not response.is_rendered
        else response.content.decode()
    )
    assert "Updated March 2026" in html
    assert 'href="https://example.org/new"' in html


def test_resource_that_is_nowhere_yet_can_be_previewed(rf, superuser):
    page = type(make.resource("A"))(title="New", summary="Not saved.", slug="new")
    page.path = make.library().path + "0009"
    page.depth = 4

    assert page.make_preview_request(rf.get("/"), page.default_preview_mode).status_code == 200


def test_publishing_with_a_file_costs_no_error_when_the_file_is_missing():
    document = make.document()
    document.file.storage.delete(document.file.name)

    page = publish(type(make.resource("A"))(title="B", summary="S", kind=make.kind()), make.library())
    page.items = [page.items.model(kind=ItemKind.FILE, document=document)]
    page.save_revision().publish()

    assert page.live
