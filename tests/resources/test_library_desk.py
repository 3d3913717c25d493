"""The library desk: each sees what belongs to the resources that they may change."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from resources.actions.format_requests import ask_for_format
from resources.actions.useful_answers import answer_useful
from resources.cms.library_desk import FileReadingAdmin, FormatRequestAdmin, ResourceUseAdmin, UsefulAnswerAdmin
from resources.enums import ItemKind, ReadingStatus
from resources.models import FileReading, FileVersion, FormatRequest, ResourceLibraryPage, ResourceUse, UsefulAnswer
from tests.factories import resources as make
from tests.factories.tree import publish, site_root
from tests.pages import text_of

pytestmark = pytest.mark.django_db
SCREENS = (FormatRequestAdmin, UsefulAnswerAdmin, ResourceUseAdmin, FileReadingAdmin)


def address(screen, act="index", row=None):
    names = screen().url_helper
    return names.get_action_url(act, row.pk) if row else names.get_action_url(act)


@pytest.fixture
def rows():
    """One row on each screen, for a resource of the library."""
    page = make.resource("Checklist", items=[{"kind": ItemKind.FILE, "document": make.document()}])
    ask_for_format(page, page.items.first(), wanted="braille", details="Soon, please", email="kim@example.org")
    answer_useful(page, is_useful=False, comment="The table is cut.")
    return page


@pytest.fixture
def clerk(django_user_model):
    """May change pages below another library only."""
    other = publish(ResourceLibraryPage(title="Other", slug="other"), site_root())
    group = Group.objects.create(name="Clerks")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=other, permission_type="change")
    user = django_user_model.objects.create_user("clerk", "clerk@example.org", "pw")
    user.groups.add(group)
    return user


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_are_for_those_who_edit_pages(client, screen, editor, coordinator, outsider, rows):
    assert client.get(address(screen)).status_code == 302

    client.force_login(outsider)
    assert client.get(address(screen))["Location"].startswith("/accounts/login/")

    client.force_login(coordinator)
    assert client.get(address(screen)).status_code == 403

    client.force_login(editor)
    assert client.get(address(screen)).status_code == 200


def test_rows_of_resources_that_one_may_not_change_are_not_there(client, rows, clerk):
    client.force_login(clerk)
    of_request, of_answer, of_file = FormatRequest.objects.get(), UsefulAnswer.objects.get(), FileReading.objects.get()

    for screen in SCREENS:
        assert "Checklist" not in text_of(client.get(address(screen)))
    assert client.get(address(FormatRequestAdmin, "inspect", of_request)).status_code == 404
    assert client.get(address(UsefulAnswerAdmin, "delete", of_answer)).status_code == 404
    assert client.post(address(FileReadingAdmin, "again", of_file)).status_code == 404


def test_request_is_marked_as_done(client, editor, rows):
    client.force_login(editor)
    request = FormatRequest.objects.get()
    assert "kim@example.org" in text_of(client.get(address(FormatRequestAdmin)))

    client.post(address(FormatRequestAdmin, "done", request))

    request.refresh_from_db()
    assert request.done_at is not None


def test_comments_are_read_marked_and_deleted(client, editor, rows):
    client.force_login(editor)
    answer = UsefulAnswer.objects.get()
    assert "The table is cut." in text_of(client.get(address(UsefulAnswerAdmin)))

    client.post(address(UsefulAnswerAdmin, "done", answer))
    answer.refresh_from_db()
    assert answer.is_done

    client.post(address(UsefulAnswerAdmin, "delete", answer))
    assert UsefulAnswer.objects.count() == 0


def test_counts_stand_beside_the_resource(client, editor, rows):
    answer_useful(rows, is_useful=True, comment="")
    answer_useful(rows, is_useful=True, comment="")
    ResourceUse.objects.update(views_count=41, downloads_count=7)
    client.force_login(editor)

    assert "Checklist 41 7 2 1" in text_of(client.get(address(ResourceUseAdmin)))


def test_file_is_read_again_on_request(client, editor, rows):
    FileVersion.objects.update(status=ReadingStatus.LOCKED, tries_count=1)
    client.force_login(editor)
    assert "Locked with a password" in text_of(client.get(address(FileReadingAdmin)))

    client.post(address(FileReadingAdmin, "again", FileReading.objects.get()))

    assert FileVersion.objects.get().status == ReadingStatus.WAITING


def test_screens_can_be_searched_and_filtered(client, editor, rows):
    client.force_login(editor)

    for screen in SCREENS:
        assert client.get(address(screen), {"q": 'table"'}).status_code == 200
    assert client.get(address(FormatRequestAdmin), {"email__startswith": "k"}).status_code == 200
    assert client.get(address(FileReadingAdmin), {"version__status__exact": "waiting"}).status_code == 200


def test_menu_names_the_desk(client, editor):
    client.force_login(editor)

    assert "Library desk" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_editor_of_a_resource_sees_how_far_its_files_are(client, editor, rows):
    client.force_login(editor)
    FileVersion.objects.update(status=ReadingStatus.NO_TEXT)

    text = text_of(client.get(reverse("wagtailadmin_pages:edit", args=[rows.pk])))

    assert "Checklist: No text in it (a scan?)" in text
