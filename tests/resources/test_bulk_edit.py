"""Bulk edit of resources: what it changes, for whom, and what it says. R36."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from resources.models import ResourcePage
from tests.factories import resources as make

pytestmark = pytest.mark.django_db

EMPTY = {"topics_mode": "", "audiences_mode": "", "licence": "", "review_by": ""}


def url(*pages, next=None):
    """The address of the question, as the list makes it."""
    ids = [f"id={page if page == 'all' else page.pk}" for page in pages]
    query = "&".join([*ids, f"next={next or reverse('resource_list:index')}"])
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", "edit_resources"]) + f"?{query}"


def names(page, field="topics"):
    return sorted(word.name for word in getattr(ResourcePage.objects.get(pk=page.pk), field).all())


@pytest.mark.parametrize(
    ("mode", "after"), [("add", ["New", "Old"]), ("remove", ["Old"]), ("replace", ["New"]), ("", ["Old"])]
)
def test_topics_are_added_removed_or_replaced(mode, after, client, editor):
    page = make.resource(topics=[make.topic("Old")])
    client.force_login(editor)

    client.post(
        url(page), EMPTY | {"topics_mode": mode, "topics": [make.topic("New").pk] if mode else [], "no_licence": "on"}
    )

    assert names(page) == after


def test_all_at_once_as_one_published_revision_and_one_log_entry_a_page(client, editor):
    pages = [make.resource(f"Guide {number}") for number in range(2)]
    unchanged = make.resource("Same", licence=make.licence(), review_by=dt.date(2031, 1, 2))
    unchanged.audiences = [make.audience()]
    unchanged.save()
    client.force_login(editor)
    data = EMPTY | {
        "audiences_mode": "add",
        "audiences": [make.audience().pk],
        "licence": make.licence().pk,
        "review_by": "2031-01-02",
    }

    answer = client.post(url(*pages, unchanged), data, follow=True).content.decode()

    for page in pages:
        page = ResourcePage.objects.get(pk=page.pk)
        assert (names(page, "audiences"), page.licence, page.review_by) == (
            ["Program directors"],
            make.licence(),
            dt.date(2031, 1, 2),
        )
        assert (page.revisions.count(), page.has_unpublished_changes) == (2, False)
        [entry] = PageLogEntry.objects.filter(page=page.pk, user=editor)
        assert entry.action == "partnership.bulk_edit"
        assert entry.data["review_by"] == "2031-01-02"
    assert "2 pages changed and published." in answer
    assert "1 page needed no change." in answer


def test_without_the_right_to_publish_drafts_are_left_and_that_is_said(client, editor):
    page = make.resource()
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    client.force_login(editor)

    asked = client.get(url(page)).content.decode()
    answer = client.post(url(page), EMPTY | {"review_by": "2031-01-02"}, follow=True).content.decode()

    assert "0 of them are published again at once." in asked
    assert "1 page changed as a draft" in answer
    page = ResourcePage.objects.get(pk=page.pk)
    assert page.review_by is None
    assert page.get_latest_revision_as_object().review_by == dt.date(2031, 1, 2)


def test_pages_of_others_and_other_types_are_named_and_left_alone(client, editor, coordinator):
    mine, other = make.library(title="Mine", slug="mine"), make.library(title="Other", slug="other")
    page, foreign = make.resource("Ours", parent=mine), make.resource("Theirs", parent=other)
    GroupPagePermission.objects.create(group=coordinator.groups.get(), page_id=mine.pk, permission_type="change")
    client.force_login(coordinator)

    asked = client.get(url(page, foreign, mine)).content.decode()
    client.post(url(page, foreign, mine), EMPTY | {"review_by": "2031-01-02"})

    assert "This changes 1 resource:" in asked
    assert "Theirs" in asked
    assert ResourcePage.objects.get(pk=foreign.pk).get_latest_revision_as_object().review_by is None
    assert ResourcePage.objects.get(pk=page.pk).get_latest_revision_as_object().review_by == dt.date(2031, 1, 2)


def test_all_in_the_list_means_what_its_filters_show(client, editor):
    """Never every page of the site."""
    topic = make.topic("Snacks")
    about, other = make.resource("About snacks", topics=[topic]), make.resource("Other")
    client.force_login(editor)
    listing = reverse("resource_list:index") + f"%3Ftopics={topic.pk}"

    client.post(url("all", next=listing), EMPTY | {"review_by": "2031-01-02"})

    reviewed = set(ResourcePage.objects.filter(review_by="2031-01-02").values_list("pk", flat=True))
    assert reviewed == {about.pk}
    assert other.pk not in reviewed


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose at least one thing to change."),
        ({"topics_mode": "add"}, "Choose which."),
        ({"review_by": "2031-01-02", "no_review": "on"}, "Either a new one or none"),
        ({"review_by": "never"}, "Enter a valid date."),
    ],
)
def test_what_makes_no_sense_is_asked_again_with_what_was_typed(data, words, client, editor):
    page = make.resource()
    client.force_login(editor)

    answer = client.post(url(page), EMPTY | data)

    assert words in answer.content.decode()
    assert answer.context["form"].data.get("review_by") == data.get("review_by", "")
    assert ResourcePage.objects.get(pk=page.pk).revisions.count() == 1


def test_a_word_to_add_without_saying_so_is_asked_about(client, editor):
    page = make.resource()
    client.force_login(editor)

    answer = client.post(url(page), EMPTY | {"topics": [make.topic("New").pk]})

    assert "Say what to do with those you have chosen." in answer.content.decode()
