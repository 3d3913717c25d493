"""Hints after saving and on a page of their own; who may see and edit a page. R36, R80."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission, Workflow, WorkflowPage

from resources.content_checks.hints import hints_of
from resources.enums import ItemKind
from tests.factories import resources as make

pytestmark = pytest.mark.django_db


def with_body(page, *blocks):
    page.body = page._meta.get_field("body").to_python(list(blocks))
    page.save_revision(clean=False)
    return page


@pytest.fixture
def page(db):
    return with_body(
        make.resource(),
        {"type": "text", "value": '<h4>Too deep</h4><p><a href="https://x.org">Click here</a> &lt;b&gt;</p>'},
        {"type": "accordion", "value": {"sections": [{"heading": "A", "text": '<p><a href="/a">more</a></p>'}]}},
        {"type": "call_to_action", "value": {"heading": "Do", "button": "Learn more", "url": "https://x.org"}},
    )


def test_all_places_of_a_page_are_read(page):
    hints = hints_of(page)

    assert [hint.split(".")[0] for hint in hints] == [
        "A link says only “Click here”",
        "A link says only “more”",
        "A link says only “Learn more”",
        "The heading “Too deep” is of level 4, but the one before is of level 1",
    ]


def test_the_newest_version_is_checked_for_those_who_may_edit(client, editor, coordinator, page):
    url = reverse("editors_desk:hints", args=[page.pk])
    client.force_login(editor)
    assert "A link says only “Click here”" in client.get(url).content.decode()
    other = make.library(title="Other", slug="other")
    GroupPagePermission.objects.create(group=coordinator.groups.get(), page_id=other.pk, permission_type="change")
    client.force_login(coordinator)

    assert client.get(url).status_code == 403
    assert client.get(reverse("editors_desk:hints", args=[999_999])).status_code == 404


def test_who_may_names_groups_limits_and_workflow_with_their_source(client, editor, page):
    library = make.library()
    group = Group.objects.create(name="Regional helpers")
    GroupPagePermission.objects.create(group=group, page_id=library.pk, permission_type="change")
    GroupPagePermission.objects.create(group=group, page_id=page.pk, permission_type="lock")
    make.restrict(library)
    WorkflowPage.objects.create(page_id=library.pk, workflow=Workflow.objects.create(name="Second pair of eyes"))
    client.force_login(editor)

    text = " ".join(client.get(reverse("editors_desk:who-may", args=[page.pk])).content.decode().split())

    for words in (
        "Regional helpers",
        "from “Resource library”",
        "set on this page",
        "Comes from “Resource library”.",
        "“Second pair of eyes”, which comes from “Resource library”.",
        "Communications editors",
        "for the whole site",
    ):
        assert words in text


def test_who_may_is_not_for_those_who_may_not_edit_here(client, coordinator, page):
    client.force_login(coordinator)

    assert client.get(reverse("editors_desk:who-may", args=[page.pk])).status_code == 403


def test_open_file_of_a_page_for_some_only_is_named_until_its_collection_is_closed_too():
    """Wagtail keeps files by their collection, so an editor could take a file for safe that is not."""
    document = make.document("Minutes")
    page = make.resource(items=[{"kind": ItemKind.FILE, "document": document, "accessibility_status": "accessible"}])
    before = hints_of(page)
    make.restrict(page.get_parent())

    hints = hints_of(page)
    collection = Collection.get_first_root_node().add_child(name="For some")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    type(document).objects.update(collection=collection)
    page = type(page).objects.get(pk=page.pk)

    assert [hint for hint in before if "Minutes" in hint] == []
    assert [hint.split(" can open ")[1] for hint in hints if "Minutes" in hint] == [
        "the file “Minutes”. Move the file to a collection with the same restriction."
    ]
    assert [hint for hint in hints_of(page) if "Minutes" in hint] == []
