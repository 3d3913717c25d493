"""Resources due for review: reminders, the report, and "still right". R36."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from resources.models import OutgoingMail, ResourcePage
from resources.reviewing import send_review_reminders
from tests.factories import resources as make

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()


def test_the_owner_is_reminded_once_for_each_due_date(editor):
    page = make.resource("Old guide", review_by=TODAY, owner=editor)
    make.resource("Fresh guide", review_by=TODAY + timedelta(days=1), owner=editor)

    assert (send_review_reminders(NOW), send_review_reminders(NOW)) == (1, 0)
    [mail] = OutgoingMail.objects.all()
    assert (mail.to, mail.subject) == (editor.email, "Please look again at “Old guide”")
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in mail.text

    ResourcePage.objects.filter(pk=page.pk).update(review_by=TODAY - timedelta(days=1))
    assert send_review_reminders(NOW) == 1


@pytest.mark.parametrize("leaves", ["nobody", "inactive", "no_cms"])
def test_without_an_owner_who_works_here_the_library_is_written_to(leaves, editor, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"LIBRARY_EMAIL": "library@example.org"}
    make.resource("Old guide", review_by=TODAY, owner=None if leaves == "nobody" else editor)
    if leaves == "inactive":
        type(editor).objects.update(is_active=False)
    elif leaves == "no_cms":
        editor.groups.clear()

    send_review_reminders(NOW)

    assert OutgoingMail.objects.get().to == "library@example.org"


def test_drafts_and_undated_resources_are_no_bodys_duty(editor):
    make.resource("Draft", review_by=TODAY, owner=editor).unpublish()
    make.resource("Undated", owner=editor)

    assert send_review_reminders(NOW) == 0


def test_still_right_sets_the_next_date_as_a_published_revision(client, editor):
    page = make.resource("Old guide", review_by=TODAY)
    client.force_login(editor)
    assert "Old guide" in client.get(reverse("editors_desk:reviews")).content.decode()
    day = TODAY + timedelta(days=400)

    client.post(reverse("editors_desk:reviewed", args=[page.pk]), {"review_by": day.isoformat()})

    page = ResourcePage.objects.get(pk=page.pk)
    assert (page.review_by, page.live, page.has_unpublished_changes) == (day, True, False)
    assert page.latest_revision.content["review_by"] == day.isoformat()
    assert PageLogEntry.objects.filter(page=page.pk, action="partnership.reviewed", user=editor).count() == 1
    assert "Old guide" not in client.get(reverse("editors_desk:reviews")).context["page_obj"].object_list


@pytest.mark.parametrize("day", ["", "soon", TODAY.isoformat()])
def test_a_day_that_is_none_or_not_to_come_changes_nothing(day, client, editor):
    page = make.resource("Old guide", review_by=TODAY)
    client.force_login(editor)

    client.post(reverse("editors_desk:reviewed", args=[page.pk]), {"review_by": day})

    assert ResourcePage.objects.get(pk=page.pk).review_by == TODAY


def test_what_is_due_soon_stands_on_its_own_list(client, editor):
    make.resource("Soon", review_by=TODAY + timedelta(days=20))
    make.resource("Later", review_by=TODAY + timedelta(days=60))
    client.force_login(editor)

    rows = client.get(reverse("editors_desk:reviews"), {"show": "soon"}).context["page_obj"].object_list

    assert [page.title for page in rows] == ["Soon"]


def test_somebody_elses_pages_are_neither_listed_nor_changed(client, coordinator):
    page = make.resource("Old guide", review_by=TODAY)
    client.force_login(coordinator)
    assert client.get(reverse("editors_desk:reviews")).status_code == 403
    other = make.library(title="Other", slug="other")
    GroupPagePermission.objects.create(group=coordinator.groups.get(), page_id=other.pk, permission_type="change")

    assert client.get(reverse("editors_desk:reviews")).context["page_obj"].object_list == []
    day = TODAY + timedelta(days=400)
    client.post(reverse("editors_desk:reviewed", args=[page.pk]), {"review_by": day.isoformat()})

    assert ResourcePage.objects.get(pk=page.pk).review_by == TODAY
