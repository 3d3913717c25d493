"""The recycle bin in the CMS, and what is said before something is deleted. R3, R36."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import GroupPagePermission, Page, ReferenceIndex

from resources.enums import ItemKind
from resources.models import DeletedPage, FormatRequest, ResourceLibraryPage, ResourcePage
from tests.factories import resources as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked():
    """A guide to which another page leads in its text; returns (guide, other)."""
    guide, other = make.resource("A guide"), make.resource("Another")
    text = f'<p>See <a linktype="page" id="{guide.pk}">this</a>.</p>'
    other.body = other._meta.get_field("body").to_python([{"type": "text", "value": text}])
    other.save_revision(clean=False).publish()
    ReferenceIndex.create_or_update_for_object(ResourcePage.objects.get(pk=other.pk))
    return guide, other


@pytest.fixture
def blocked(settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"DELETE_BLOCKED_BY_LINKS": True}


def deletion_url(page):
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def test_the_question_says_what_would_break_and_where(client, editor, linked):
    guide, other = linked
    client.force_login(editor)

    text = client.get(deletion_url(guide)).content.decode()

    assert "Deleting this would break 1 link." in text
    assert reverse("wagtailadmin_pages:edit", args=[other.pk]) in text
    assert "The page stays in the recycle bin for 30 days" in text
    assert client.post(deletion_url(guide)).status_code == 302
    assert DeletedPage.objects.get().deleted_by == editor


def test_a_page_to_which_nothing_leads_breaks_nothing(client, editor, linked):
    client.force_login(editor)

    assert "would break" not in client.get(deletion_url(linked[1])).content.decode()


def test_what_goes_with_it_is_not_counted_as_broken(client, editor):
    """Links among pages of a part of the tree that goes as a whole."""
    make.library()
    library = make.library(title="Second library", slug="second")
    guide, other = make.resource("A guide", parent=library), make.resource("Another", parent=library)
    text = f'<p>See <a linktype="page" id="{guide.pk}">this</a>.</p>'
    other.body = other._meta.get_field("body").to_python([{"type": "text", "value": text}])
    other.save()
    ReferenceIndex.create_or_update_for_object(other)
    client.force_login(editor)

    assert "would break" not in client.get(deletion_url(library)).content.decode()


def test_with_the_setting_nobody_deletes_what_others_lead_to(client, editor, linked, blocked):
    guide, _other = linked
    client.force_login(editor)

    asked = client.get(deletion_url(guide)).content.decode()
    answer = client.post(deletion_url(guide), follow=True)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={guide.pk}", follow=True)

    assert "as long as other pages lead to it" in asked
    assert "Not deleted: 1 link would break." in answer.content.decode()
    assert Page.objects.filter(pk=guide.pk).exists()


def test_the_question_about_many_pages_says_what_would_break_and_what_is_lost(client, editor, linked):
    guide, other = linked
    FormatRequest.objects.create(resource=guide, item_title="Plan", wanted="large_print")
    client.force_login(editor)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    alone = make.resource("Alone")

    text = client.get(f"{bulk}?id={guide.pk}&id={alone.pk}").content.decode()
    both = client.get(f"{bulk}?id={guide.pk}&id={other.pk}").content.decode()

    assert "Deleting these would break 1 link." in text
    assert reverse("wagtailadmin_pages:edit", args=[other.pk]) in text
    assert "1 request for another format" in text
    assert "The pages stay in the recycle bin for 30 days" in text
    assert "would break" not in both
    client.post(f"{bulk}?id={guide.pk}&id={alone.pk}")
    assert DeletedPage.objects.count() == 2


def test_the_question_about_many_documents_says_who_offers_them(client, superuser):
    document = make.document()
    page = make.resource(items=[{"kind": ItemKind.FILE, "document": document}])
    ReferenceIndex.create_or_update_for_object(page)
    client.force_login(superuser)
    bulk = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])

    text = client.get(f"{bulk}?id={document.pk}").content.decode()

    assert "Deleting this would break 1 link." in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text


def test_with_the_permission_it_is_deleted_nevertheless(client, editor, linked, blocked):
    editor.groups.get().permissions.add(Permission.objects.get(codename="delete_linked"))
    client.force_login(editor)

    client.post(deletion_url(linked[0]))

    assert not Page.objects.filter(pk=linked[0].pk).exists()


def test_a_document_names_the_pages_that_offer_it(client, superuser, editor, blocked):
    document = make.document()
    page = make.resource(items=[{"kind": ItemKind.FILE, "document": document}])
    ReferenceIndex.create_or_update_for_object(page)
    url = reverse("wagtaildocs:delete", args=[document.pk])
    client.force_login(superuser)

    text = client.get(url).content.decode()

    assert "Deleting this would break 1 link." in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    client.post(url)
    assert not get_document_model().objects.filter(pk=document.pk).exists()


def test_a_page_is_restored_on_the_screen(client, editor):
    page = make.resource("A guide")
    page.delete(user=editor)
    deleted = DeletedPage.objects.get()
    client.force_login(editor)

    listed = client.get(reverse("editors_desk:bin")).content.decode()
    asked = client.get(reverse("editors_desk:bin-restore", args=[deleted.pk]))
    answer = client.post(
        reverse("editors_desk:bin-restore", args=[deleted.pk]), {"parent": make.library().pk}, follow=True
    )

    assert "A guide" in listed
    assert asked.context["form"].initial["parent"].pk == make.library().pk
    assert "“A guide” is restored. It is published again." in answer.content.decode()
    assert ResourcePage.objects.get(pk=page.pk).live


def test_a_page_whose_parent_is_gone_asks_for_another_place(client, editor, superuser):
    make.library()
    library = make.library(title="Second library", slug="second")
    page = make.resource("A guide", parent=library)
    page.delete(user=editor)
    ResourceLibraryPage.objects.get(pk=library.pk).delete(user=superuser)
    deleted = DeletedPage.objects.get(title="A guide")
    client.force_login(editor)

    asked = client.get(reverse("editors_desk:bin-restore", args=[deleted.pk])).content.decode()
    client.post(reverse("editors_desk:bin-restore", args=[deleted.pk]), {"parent": make.library().pk})

    assert "“Second library”, below which it stood, is gone" in asked
    assert ResourcePage.objects.get(pk=page.pk).get_parent().pk == make.library().pk


def test_deleting_for_good_asks_first(client, editor):
    make.resource("A guide").delete(user=editor)
    url = reverse("editors_desk:bin-delete", args=[DeletedPage.objects.get().pk])
    client.force_login(editor)

    assert "Nobody can bring them back" in client.get(url).content.decode()
    assert DeletedPage.objects.count() == 1
    client.post(url)

    assert not DeletedPage.objects.exists()


def test_the_bin_shows_only_what_stood_where_somebody_may_add(client, editor, coordinator):
    """The coordinator may add to another part of the tree: an empty bin, and 404 for the page itself."""
    other = make.library(title="Other", slug="other")
    library = make.library(title="Second library", slug="second")
    make.resource("A guide", parent=library).delete(user=editor)
    deleted = DeletedPage.objects.get()
    client.force_login(coordinator)
    assert client.get(reverse("editors_desk:bin")).status_code == 403
    GroupPagePermission.objects.create(group=coordinator.groups.get(), page_id=other.pk, permission_type="add")

    assert "The recycle bin is empty." in client.get(reverse("editors_desk:bin")).content.decode()
    for name in ("bin-restore", "bin-delete"):
        assert client.post(reverse(f"editors_desk:{name}", args=[deleted.pk])).status_code == 404
