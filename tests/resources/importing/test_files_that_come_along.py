"""Files and pictures that rows name come along, or are named as missing; one undo removes them (R36)."""

import base64
import io
import json
import re
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission

from resources.actions.imports import undo_import
from resources.enums import ImportFormat
from resources.importing import bringing
from resources.importing.packed import check_zip
from resources.importing.running import is_small, run
from resources.models import DeletedPage, KeptFile, ResourcePage
from resources.outgoing.fetching import AnswerFailed, Fetched, FetchFailed
from resources.recycling.restoring import restore
from tests.factories import resources as make

from .conftest import csv_file, said

PDF = b"%PDF-1.4 a plan"


def png(colour="red"):
    buffer = io.BytesIO()
    PillowImage.new("RGB", (8, 8), colour).save(buffer, "PNG")
    return buffer.getvalue()


def zip_of(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, octets in files.items():
            packed.writestr(name, octets)
    return buffer.getvalue()


class Network:
    """Stands in for the network: {address: octets, or the error that is raised}."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []

    def __call__(self, url, **_conditions):
        self.asked.append(url)
        answer = self.answers.get(url, AnswerFailed("The address answered with an error (404)."))
        if isinstance(answer, Exception):
            raise answer
        return Fetched(answer)


@pytest.fixture
def network(monkeypatch):
    def stands_in(answers):
        found = Network(answers)
        monkeypatch.setattr(bringing.fetching, "fetch", found)
        return found

    return stands_in


def files_of(page):
    """Their names, without what the storage adds to a name that is taken."""
    names = [item.document.filename for item in page.items.all() if item.document]
    return [re.sub(r"_\w{7}(?=\.)", "", name) for name in names]


def test_files_in_the_zip_come_with_their_rows_and_go_with_the_import(imports):
    packed = zip_of({"Docs/Plan.pdf": PDF, "docs/photo.PNG": png(), "__MACOSX/Docs/._Plan.pdf": b"x"})
    batch = imports.imported(
        csv_file(
            {"title": "Both", "files": "plan.pdf; no-such.pdf", "picture": "docs/photo.png"},
            {"title": "Neither"},
        ),
        packed=packed,
    )

    assert said(batch) == [(2, "new", "“no-such.pdf” does not come along: It is not in the ZIP."), (3, "new", "")]
    page = ResourcePage.objects.get(title="Both")
    assert files_of(page) == ["Plan.pdf"]
    assert page.thumbnail.title == "Both"
    assert not KeptFile.objects.exists()

    undo_import(batch, by=imports.user)
    run(batch.pk)
    assert not ResourcePage.objects.exists()
    assert not get_document_model().objects.exists()
    assert not get_image_model().objects.exists()


def test_who_may_not_add_files_brings_none_by_an_import(imports):
    group = Group.objects.create(name="Adds pages")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=imports.library, permission=permission)
    imports.user = get_user_model().objects.create_user("adds-pages")
    imports.user.groups.add(group)

    batch = imports.imported(csv_file({"title": "One", "files": "plan.pdf"}), packed=zip_of({"plan.pdf": PDF}))

    assert said(batch) == [(2, "new", "“plan.pdf” does not come along: You may not add files to the site.")]
    assert not get_document_model().objects.exists()


def test_an_address_that_cannot_be_one_is_named_and_stops_nothing(imports):
    batch = imports.imported(
        csv_file({"title": "One", "files": "https://[cdn]/guide.pdf"}, {"title": "Two"}), fetches_files=True
    )

    assert said(batch) == [
        (2, "new", "“https://[cdn]/guide.pdf” does not come along: This is not an address."),
        (3, "new", ""),
    ]


def test_the_check_says_what_would_come_and_what_would_not(imports):
    batch = imports.checked(
        csv_file(
            {"title": "One", "files": "plan.pdf"},
            {"title": "Two", "files": "no-such.pdf; https://files.example.net/a.pdf"},
            {"title": "Three", "files": "https://10.0.0.1/a.pdf"},
        ),
        packed=zip_of({"plan.pdf": PDF}),
        fetches_files=True,
    )
    assert [note for _row, _outcome, note in said(batch)] == [
        "1 file or picture comes along.",
        "“no-such.pdf” does not come along: It is not in the ZIP. “https://files.example.net/a.pdf” does not come "
        "along: This is an address for examples. Nothing can be fetched from it.",
        "“https://10.0.0.1/a.pdf” does not come along: This address leads into a network that is not public, so it is "
        "never fetched.",
    ]


def test_files_at_addresses_are_fetched_by_https_and_missing_ones_are_named(imports, network):
    answers = network({"https://files.org/a.pdf": PDF, "https://files.org/page.pdf": b"<html>Not found</html>"})
    batch = imports.imported(
        csv_file(
            {"title": "One", "files": "http://files.org/a.pdf; https://files.org/page.pdf; https://files.org/b.pdf"}
        ),
        fetches_files=True,
    )

    assert answers.asked == ["https://files.org/a.pdf", "https://files.org/page.pdf", "https://files.org/b.pdf"]
    assert files_of(ResourcePage.objects.get()) == ["a.pdf"]
    assert said(batch)[0][2] == (
        "The file “page.pdf” is not what its name says. “https://files.org/b.pdf” does not come along: "
        "The address answered with an error (404)."
    )


def test_nothing_is_fetched_unless_it_was_chosen_and_nobody_waits_for_it(imports, network):
    answers = network({})
    batch = imports.imported(csv_file({"title": "One", "files": "https://files.org/a.pdf"}))
    assert said(batch)[0][2].endswith("You did not choose to fetch files.")
    assert answers.asked == []

    batch.file, batch.status, batch.fetches_files = KeptFile(size=100), "importing", True
    assert not is_small(batch)


def test_a_host_that_is_silent_is_not_asked_for_every_row(imports, network):
    answers = network({f"https://dead.org/{n}.pdf": FetchFailed("Nobody answers at this address.") for n in range(6)})
    batch = imports.imported(
        csv_file(*({"title": f"Row {n}", "files": f"https://dead.org/{n}.pdf"} for n in range(6))),
        fetches_files=True,
    )
    assert len(answers.asked) == 3
    assert said(batch)[5][2].endswith("The address did not answer for files before it.")
    assert ResourcePage.objects.count() == 6


def test_all_files_together_have_a_limit(imports, settings):
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "IMPORT_FILES_MAX_MB": 1}
    plans = {f"{n}.pdf": PDF + bytes(400_000) for n in range(4)}
    batch = imports.imported(
        csv_file(*({"title": f"Row {n}", "files": f"{n}.pdf"} for n in range(4))), packed=zip_of(plans)
    )
    assert [note for _row, _outcome, note in said(batch)] == [
        "",
        "",
        "“2.pdf” does not come along: All files of this import together are more than 1.0\u00a0MB.",
        "“3.pdf” does not come along: All files of this import together are more than 1.0\u00a0MB.",
    ]


def test_pictures_of_a_text_stand_where_they_stood_with_their_words(imports, network):
    network({"https://old.org/a.png": png()})
    html = '<p>Before <a href="/x"><img src="https://old.org/a.png" alt="A red square"></a> after</p>'
    drawn = base64.b64encode(png("blue")).decode()
    html += f'<p><img src="data:image/png;base64,{drawn}"></p><p><img src="file:///C:/me/b.png">End</p>'
    batch = imports.imported(csv_file({"title": "One", "body": html}), fetches_files=True)

    body = ResourcePage.objects.get().body
    assert [(block.block_type, getattr(block.value, "source", None)) for block in body] == [
        ("text", "<p>Before </p>"),
        ("picture", None),
        ("text", "<p> after</p>"),
        ("picture", None),
        ("text", "<p>End</p>"),
    ]
    first, second = (block.value["image"] for block in body if block.block_type == "picture")
    assert (first.contextual_alt_text, second.contextual_alt_text) == ("A red square", "")
    assert said(batch)[0][2] == "“file:///C:/me/b.png” does not come along: There is no ZIP with it."

    again = imports.checked(csv_file({"title": "One", "body": html}), fetches_files=True)
    assert said(again)[0][1] == "unchanged"


def test_a_text_that_changed_keeps_the_pictures_that_it_has(imports, network):
    answers = network({"https://old.org/a.png": png()})
    html = '<p>First</p><img src="https://old.org/a.png" alt="">'
    imports.imported(csv_file({"title": "One", "body": html}), fetches_files=True)
    imports.imported(csv_file({"title": "One", "body": html.replace("First", "Second")}), fetches_files=True)

    assert answers.asked == ["https://old.org/a.png"]
    body = ResourcePage.objects.get().get_latest_revision_as_object().body
    assert [block.block_type for block in body] == ["text", "picture"]
    assert get_image_model().objects.count() == 1


def test_a_page_whose_picture_has_no_words_is_not_published_at_once(imports, network):
    network({"https://old.org/a.png": png()})
    make.kind("Guide")
    row = {"title": "One", "summary": "x", "kind": "guide", "body": '<p>Text</p><img src="https://old.org/a.png">'}
    batch = imports.imported(csv_file(row), fetches_files=True, publishes=True)
    assert said(batch)[0][2] == "Not published: a picture has no words for people who can’t see it."
    assert not ResourcePage.objects.live().exists()


@pytest.mark.parametrize("with_library", [False, True])
def test_an_undo_leaves_the_files_of_a_page_that_lies_in_the_bin(imports, network, with_library):
    network({"https://old.org/guide.pdf": PDF})
    batch = imports.imported(csv_file({"title": "One", "files": "https://old.org/guide.pdf"}), fetches_files=True)
    page = ResourcePage.objects.get()
    (page.get_parent().specific if with_library else page).delete(user=imports.user)

    undo_import(batch, by=imports.user)
    run(batch.pk)
    assert get_document_model().objects.count() == 1

    deleted = DeletedPage.objects.get()
    restore(deleted.pk, deleted.ancestor_ids[0], imports.user)
    assert ResourcePage.objects.get().title == "One"


WXR = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Post</title><link>https://old.org/post/</link><guid>https://old.org/?p=7</guid><wp:post_id>7</wp:post_id>
<content:encoded><![CDATA[<p>See <a href="https://old.org/wp-content/uploads/far.pdf">this</a></p>
<figure><img src="https://old.org/wp-content/uploads/2020/in.png" alt="In"/></figure>]]></content:encoded>
<wp:post_type>post</wp:post_type>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta></item>
<item><title>far</title><wp:post_id>8</wp:post_id><wp:post_parent>0</wp:post_parent><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://old.org/wp-content/uploads/far.pdf</wp:attachment_url></item>
<item><title>lead</title><wp:post_id>9</wp:post_id><wp:post_parent>7</wp:post_parent><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://old.org/wp-content/uploads/lead.png</wp:attachment_url></item>
<item><title>own</title><wp:post_id>10</wp:post_id><wp:post_parent>7</wp:post_parent><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://old.org/wp-content/uploads/own.pdf</wp:attachment_url></item></channel></rss>"""


def test_what_hangs_on_a_post_of_wordpress_comes_from_its_folder_or_from_the_web(imports, network):
    network({"https://old.org/wp-content/uploads/own.pdf": PDF, "https://old.org/wp-content/uploads/lead.png": png()})
    packed = zip_of({"uploads/far.pdf": PDF + b" far", "uploads/2020/in.png": png("green")})
    batch = imports.imported(WXR.encode(), ImportFormat.WXR, name="wp.xml", packed=packed, fetches_files=True)

    assert said(batch) == [(1, "new", "")]
    page = ResourcePage.objects.get()
    assert files_of(page) == ["own.pdf", "far.pdf"]
    assert page.thumbnail.filename.startswith("lead")
    far = get_document_model().objects.get(title="far")
    assert [getattr(block.value, "source", block.block_type) for block in page.body] == [
        f'<p>See <a linktype="document" id="{far.pk}">this</a></p>',
        "picture",
    ]
    again = imports.checked(WXR.encode(), ImportFormat.WXR, name="wp.xml", packed=packed, fetches_files=True)
    assert said(again)[0][1] == "unchanged"


def test_pictures_and_links_of_plone_are_found_by_their_ids(imports):
    image = {"filename": "map.png", "data": base64.b64encode(png()).decode(), "content-type": "image/png"}
    text = '<p><a href="resolveuid/{0}">Next</a></p><p><img src="resolveuid/{1}/@@images/image/large" alt="Map"/></p>'
    ids = ["a" * 32, "b" * 32, "c" * 32]
    pages = [
        {"@type": "Link", "UID": ids[0], "@id": "https://old.org/one", "title": "One", "remoteUrl": "https://e.org/1"},
        {"@type": "Image", "UID": ids[1], "@id": "https://old.org/map.png", "title": "Map", "image": image},
        {"@type": "Link", "UID": ids[2], "@id": "https://old.org/two", "title": "Two", "remoteUrl": "https://e.org/2"},
    ]
    pages[2]["text"] = {"data": text.format(ids[0], ids[1])}
    batch = imports.imported(json.dumps(pages).encode(), ImportFormat.PLONE, name="plone.json")

    assert said(batch) == [(1, "new", ""), (2, "new", "")]
    body = ResourcePage.objects.get(title="Two").body
    assert [getattr(block.value, "source", block.block_type) for block in body] == [
        '<p><a href="/one">Next</a></p>',
        "picture",
    ]


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"no zip at all", "The file is no ZIP, or it is damaged."),
        (zip_of({"bomb.pdf": bytes(40_000_000)}), "The ZIP unpacks to far more than files have"),
        (zip_of({f"{n}.pdf": b"" for n in range(20_001)}), "The ZIP has more than 20000 files."),
    ],
)
def test_a_zip_that_is_none_or_a_bomb_is_refused_before_it_is_unpacked(octets, words):
    with pytest.raises(ValidationError) as refused:
        check_zip(io.BytesIO(octets))
    assert refused.value.messages[0].startswith(words)


def test_a_name_in_two_folders_needs_its_folder(imports):
    packed = zip_of({"fall/plan.pdf": PDF + b" fall", "spring/plan.pdf": PDF + b" spring"})
    batch = imports.imported(
        csv_file({"title": "Which", "files": "plan.pdf"}, {"title": "This", "files": "Spring\\plan.pdf"}), packed=packed
    )
    assert [note for _row, _outcome, note in said(batch)] == [
        "“plan.pdf” does not come along: Several folders of the ZIP have a file of this name. "
        "Write the folder in front of it.",
        "",
    ]
    [document] = get_document_model().objects.all()
    with document.file.open() as file:
        assert file.read().endswith(b"spring")


@pytest.mark.parametrize("name", ["run.exe", "page.html", "drawing.svg", "macro.docm", "../../etc/passwd"])
def test_hostile_files_in_a_zip_stay_in_it(imports, name):
    batch = imports.imported(csv_file({"title": "One", "files": name}), packed=zip_of({name: b"MZ<script>"}))
    assert "We don't take files like" in said(batch)[0][2]
    assert not get_document_model().objects.exists()


def test_names_with_marks_are_found_however_they_are_written(imports):
    """NFC and NFD of a name are the same file."""
    batch = imports.imported(
        csv_file({"title": "One", "files": "re\u0301sume\u0301.pdf"}),
        packed=zip_of({"R\u00e9sum\u00e9.pdf": PDF}),
    )
    assert said(batch)[0][2] == ""
    again = imports.checked(
        csv_file({"title": "One", "files": "re\u0301sume\u0301.pdf"}), packed=zip_of({"x.pdf": PDF})
    )
    assert said(again)[0][1] == "unchanged"
