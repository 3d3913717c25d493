"""The report of links: who sees what, mending in all places, dismissing. R36."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from resources.enums import ItemKind, LinkStatus
from resources.link_check.uses import read_links
from resources.models import Link, LinkUse, ResourcePage
from tests.factories import resources as make

pytestmark = pytest.mark.django_db

OLD, NEW = "http://guides.prairie-library.org/old?a=1&b=2", "https://guides.prairie-library.org/new?a=1&b=2"


@pytest.fixture
def moved():
    """Two pages with a link that has moved, in an item and in text."""
    pages = [make.resource(f"Guide {number}", items=[{"kind": ItemKind.LINK, "url": OLD}]) for number in range(2)]
    text = '<p>See <a href="http://guides.prairie-library.org/old?a=1&amp;b=2">this guide</a>.</p>'
    pages[1].body = pages[1]._meta.get_field("body").to_python([{"type": "text", "value": text}])
    pages[1].save_revision(clean=False).publish()
    read_links(timezone.now())
    Link.objects.update(status=LinkStatus.MOVED, moved_to=NEW)
    return pages


def press(client, name, link, **data):
    return client.post(reverse(f"editors_desk:{name}", args=[link.pk]), data, follow=True)


def test_one_button_mends_a_moved_link_on_all_pages(client, editor, moved):
    client.force_login(editor)

    answer = press(client, "link-mend", Link.objects.get(), moved_to=NEW)

    first, second = (ResourcePage.objects.get(pk=page.pk) for page in moved)
    assert [page.items.get().url for page in (first, second)] == [NEW, NEW]
    assert 'href="https://guides.prairie-library.org/new?a=1&amp;b=2"' in second.body[0].value.source
    assert "2 pages changed and published." in answer.content.decode()
    assert not LinkUse.objects.filter(link__url=OLD).exists()
    log = PageLogEntry.objects.filter(action="partnership.mend_link")
    assert sorted(log.values_list("page_id", "user_id")) == [(page.pk, editor.pk) for page in moved]
    assert (first.live, first.has_unpublished_changes, first.latest_revision.user) == (True, False, editor)


def test_other_unpublished_work_stays_unpublished_and_that_is_said(client, editor, moved):
    page = moved[0]
    page.title = "Half done"
    page.save_revision(clean=False)
    client.force_login(editor)

    answer = press(client, "link-mend", Link.objects.get(), moved_to=NEW)

    page = ResourcePage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.items.get().url) == ("Guide 0", OLD)
    assert (draft.title, draft.items.get().url) == ("Half done", NEW)
    assert "1 page changed as a draft" in answer.content.decode()


def test_who_may_not_publish_leaves_drafts(client, editor, moved):
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    client.force_login(editor)

    answer = press(client, "link-mend", Link.objects.get(), moved_to=NEW)

    assert {page.items.get().url for page in ResourcePage.objects.all()} == {OLD}
    assert "2 pages changed as drafts" in answer.content.decode()


def test_a_locked_page_is_left_alone(client, editor, moved, superuser):
    ResourcePage.objects.filter(pk=moved[0].pk).update(locked=True, locked_by=superuser)
    client.force_login(editor)

    answer = press(client, "link-mend", Link.objects.get(), moved_to=NEW)

    assert ResourcePage.objects.get(pk=moved[0].pk).items.get().url == OLD
    assert "1 page was left alone" in answer.content.decode()


def test_an_address_that_changed_in_the_meantime_is_not_used(client, editor, moved):
    client.force_login(editor)

    press(client, "link-mend", Link.objects.get(), moved_to="https://other.org/")

    assert {page.items.get().url for page in ResourcePage.objects.all()} == {OLD}


def test_the_report_names_the_places_and_dismissing_takes_a_link_off(client, editor, moved):
    Link.objects.update(status=LinkStatus.BROKEN, problem="There is no such page (404).", moved_to="")
    client.force_login(editor)

    shown = client.get(reverse("editors_desk:links")).content.decode()
    press(client, "link-dismiss", Link.objects.get())
    after = client.get(reverse("editors_desk:links")).content.decode()
    dismissed = client.get(reverse("editors_desk:links"), {"show": "dismissed"}).content.decode()

    assert "There is no such page (404)." in shown
    assert all(reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown for page in moved)
    assert "No link is broken" in after
    assert OLD.replace("&", "&amp;") in dismissed
    assert Link.objects.get().dismissed_by == editor


def test_who_may_not_change_the_pages_sees_no_link_and_presses_nothing(client, coordinator, moved):
    """The coordinator has no page: 403; somebody with another part of the tree: empty list, 404."""
    client.force_login(coordinator)
    assert client.get(reverse("editors_desk:links")).status_code == 403
    other = make.library(title="Other", slug="other")
    group = coordinator.groups.get()
    GroupPagePermission.objects.create(group=group, page_id=other.pk, permission_type="change")

    assert OLD.split("?")[0] not in client.get(reverse("editors_desk:links"), {"show": "moved"}).content.decode()
    for name in ("link-again", "link-dismiss", "link-mend"):
        assert press(client, name, Link.objects.get(), moved_to=NEW).status_code == 404


def test_the_report_costs_the_same_for_few_and_many(client, editor, moved, django_assert_max_num_queries):
    host = Link.objects.get().host
    links = [
        Link(key=str(number), url=f"{OLD}{number}", host=host, status="broken", check_at=timezone.now())
        for number in range(40)
    ]
    Link.objects.bulk_create(links)
    LinkUse.objects.bulk_create(LinkUse(link=link, page_id=moved[0].pk, place="Body") for link in links)
    client.force_login(editor)

    with django_assert_max_num_queries(30):
        client.get(reverse("editors_desk:links"))
