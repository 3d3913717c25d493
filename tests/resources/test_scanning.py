"""The host's virus scanner is asked about every file from outside, and its no is a plain sentence (R36)."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission

from resources.models import ContentImport, Suggestion
from resources.scanning import scan_file
from tests.factories import resources as make
from tests.pages import text_of
from tests.resources.importing.test_files_that_come_along import png

FOUND = "The virus scanner found something in “{}”, so it was not taken."
BAD = b"%PDF-1.4 bad"
seen = []


def scanner(file, name):
    """Objects to whatever says that it is bad."""
    seen.append(name)
    if b"broken" in file.read():
        raise OSError("The daemon is not there.")
    file.seek(0)
    return "Test-Signature" if b"bad" in file.read() else None


@pytest.fixture(autouse=True)
def _scanner(settings):
    seen.clear()
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "VIRUS_SCANNER": "tests.resources.test_scanning.scanner"}


@pytest.fixture
def at_desk(client, editor):
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    client.force_login(editor)
    return client


def test_a_suggested_file_is_scanned_before_it_is_kept(client, db):
    library = make.library()
    page = client.get(f"{library.url}propose/")
    values = {"title": "Plan", "why": "It helped.", "opened": page.context["form"]["opened"].value()}
    answer = client.post(f"{library.url}propose/", values | {"file": SimpleUploadedFile("plan.pdf", BAD)})

    assert FOUND.format("plan.pdf") in text_of(answer)
    assert seen == ["plan.pdf"]
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("field", ["file", "packed"])
def test_the_file_and_the_zip_of_an_import_are_scanned(at_desk, field):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("a.txt", b"bad")
    files = {
        "file": SimpleUploadedFile("table.csv", b"Title\nbad" if field == "file" else b"Title\nx"),
        "packed": SimpleUploadedFile("files.zip", packed.getvalue()),
    }
    answer = at_desk.post(
        reverse("partnership_resources_contentimport_modeladmin_create"), {**files, "target": "resource"}
    )
    assert FOUND.format(files[field].name) in text_of(answer)
    assert not ContentImport.objects.exists()


def test_documents_and_images_of_the_cms_are_scanned_one_by_one_and_several_at_once(at_desk):
    collection = Collection.get_first_root_node().pk
    values = {"title": "Plan", "collection": collection}
    editors = Group.objects.get(name="Communications editors")
    for name in ("add_document", "change_document", "add_image", "change_image"):
        permission = Permission.objects.get(codename=name)
        GroupCollectionPermission.objects.get_or_create(group=editors, collection_id=collection, permission=permission)
    one = at_desk.post(reverse("wagtaildocs:add"), {**values, "file": SimpleUploadedFile("plan.pdf", BAD)})
    assert FOUND.format("plan.pdf") in text_of(one)
    several = at_desk.post(
        reverse("wagtaildocs:add_multiple"), {**values, "files[]": SimpleUploadedFile("plan.pdf", BAD)}
    )
    assert json.loads(several.content)["error_message"].startswith(FOUND.format("plan.pdf"))
    image = at_desk.post(
        reverse("wagtailimages:add_multiple"),
        {**values, "files[]": SimpleUploadedFile("photo.png", png() + b"bad", "image/png")},
    )
    assert json.loads(image.content)["error_message"].startswith(FOUND.format("photo.png"))
    assert not get_document_model().objects.exists()

    at_desk.post(reverse("wagtaildocs:add"), {**values, "file": SimpleUploadedFile("plan.pdf", b"%PDF-1.4 good")})
    assert get_document_model().objects.count() == 1


def test_a_scanner_that_fails_lets_nothing_in(caplog):
    with pytest.raises(Exception, match="could not be looked through for viruses"):
        scan_file(ContentFile(b"broken"), "plan.pdf")
    assert "The virus scanner failed." in caplog.text


def test_a_scanner_that_is_not_there_or_not_asked_by_the_cms_is_told_at_start(settings):
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = ""
    assert [found.id for found in run_checks() if found.id.startswith("partnership_resources")] == [
        "partnership_resources.W002"
    ]
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "VIRUS_SCANNER": "no.such.scanner"}
    assert "partnership_resources.E004" in [found.id for found in run_checks()]
