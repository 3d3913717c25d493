"""Tables are checked, made into drafts, and taken back as a whole (R36)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from resources.actions.imports import ImportRefused, confirm_import, forget_imports, undo_import
from resources.importing.exporting import rows
from resources.importing.resources import TARGET
from resources.importing.running import run, work_on_imports
from resources.models import ContentImport, DeletedPage, ImportRow, KeptFile, ResourcePage
from tests.factories import resources as make

from .conftest import csv_file, said

ROW = {
    "id": "a-1",
    "title": "A guide to snacks",
    "summary": "What to serve.",
    "kind": "guide",
    "topics": "Safety; Snacks, drinks",
    "addresses": "https://example.org/snacks",
    "body": "<p>First.</p>",
    "published_on": "5/31/2024",
    "old_address": "https://old.example.org/guides/snacks",
}


@pytest.fixture(autouse=True)
def _words(library):
    make.kind("Guide")
    make.topic("Safety")
    make.topic("Snacks, drinks", slug="snacks")


def test_a_row_becomes_a_draft_with_all_it_says(imports):
    batch = imports.checked(csv_file(ROW))
    assert said(batch) == [(2, "new", "")]
    assert not ResourcePage.objects.exists()
    confirm_import(batch, by=imports.user)
    run(batch.pk)

    page = ResourcePage.objects.get()
    assert (page.live, page.slug, page.summary) == (False, "a-guide-to-snacks", "What to serve.")
    assert (page.kind.name, page.published_on.isoformat()) == ("Guide", "2024-05-31")
    assert [topic.name for topic in page.topics.order_by("name")] == ["Safety", "Snacks, drinks"]
    assert [item.url for item in page.items.all()] == ["https://example.org/snacks"]
    assert [block.value.source for block in page.body] == ["<p>First.</p>"]
    assert not KeptFile.objects.exists()


def test_the_same_row_a_second_time_does_nothing_and_a_changed_one_updates_its_draft(imports):
    imports.imported(csv_file(ROW))
    assert [one[1] for one in said(imports.checked(csv_file(ROW)))] == ["unchanged"]

    batch = imports.imported(csv_file(ROW | {"summary": "What to serve now."}))
    assert said(batch) == [(2, "update", "Changes: Summary.")]
    assert ResourcePage.objects.get().get_latest_revision_as_object().summary == "What to serve now."

    undo_import(batch, by=imports.user)
    run(batch.pk)
    assert ResourcePage.objects.get().get_latest_revision_as_object().summary == "What to serve."


def test_what_staff_corrected_since_is_left_alone(imports):
    imports.imported(csv_file(ROW))
    page = ResourcePage.objects.get()
    page.summary = "Put right by staff."
    page.save_revision()

    batch = imports.imported(csv_file(ROW | {"body": "<p>Second.</p>"}))

    assert said(batch)[0][2] == "Changes: Text."
    assert ResourcePage.objects.get().get_latest_revision_as_object().summary == "Put right by staff."


def test_one_undo_takes_back_all_but_what_was_worked_on_and_says_so(imports):
    batch = imports.imported(
        csv_file(*(ROW | {"id": f"a-{n}", "title": f"Guide {n}", "addresses": f"https://e.org/{n}"} for n in range(3))),
        redirects=True,
    )
    kept = ResourcePage.objects.get(title="Guide 1")
    kept.save_revision()
    assert Redirect.objects.get().old_path == "/guides/snacks"
    undo_import(batch, by=imports.user)
    run(batch.pk)

    batch.refresh_from_db()
    assert batch.status == "undone"
    assert [page.title for page in ResourcePage.objects.all()] == ["Guide 1"]
    notes = batch.rows.filter(is_written=True).values_list("title", "note")
    assert list(notes) == [("Guide 1", "It was edited since, so it was left as it is.")]
    assert not Redirect.objects.exists()
    assert not DeletedPage.objects.exists()
    with pytest.raises(ImportRefused):
        undo_import(batch, by=imports.user)


def test_an_undo_leaves_a_redirect_that_staff_have_led_elsewhere(imports):
    batch = imports.imported(csv_file(ROW), redirects=True)
    other = make.library(title="Other", slug="other")
    Redirect.objects.update(redirect_page=other)

    undo_import(batch, by=imports.user)
    run(batch.pk)

    assert not ResourcePage.objects.exists()
    assert Redirect.objects.get().redirect_page_id == other.pk


def test_a_page_to_which_staff_have_linked_since_is_not_taken_back(imports):
    batch = imports.imported(csv_file(ROW), publishes=True)
    collection = make.collection(picks=[ResourcePage.objects.get()])
    ReferenceIndex.create_or_update_for_object(collection)

    undo_import(batch, by=imports.user)
    run(batch.pk)

    assert said(batch)[0][2] == "Another page leads to it, so it was left as it is."
    other = imports.imported(csv_file(ROW | {"id": "b", "title": "Other", "addresses": ""}), redirects=True)
    ReferenceIndex.create_or_update_for_object(Redirect.objects.get())
    ReferenceIndex.create_or_update_for_object(ResourcePage.objects.get(title="Other"))
    undo_import(other, by=imports.user)
    run(other.pk)
    assert not ResourcePage.objects.filter(title="Other").exists()
    assert ResourcePage.objects.get(title=ROW["title"]).live


def test_mistakes_are_named_row_by_row_and_good_rows_go_in(imports):
    batch = imports.imported(
        csv_file(
            {"title": "", "summary": "x"},
            {"title": "No such topic", "topics": "Safety; Sailing"},
            {"title": "Bad day", "published_on": "31 June"},
            {"title": "Bad address", "addresses": "javascript:alert(1)"},
            {"title": "T" * 300},
            {"title": "Good one", "id": "g"},
            {"title": "Good one again", "id": "g"},
        )
    )
    assert said(batch) == [
        (2, "problem", "Title is empty."),
        (3, "problem", "Topics: “Sailing” is not in our topics."),
        (4, "problem", "Published: “31 June” is no date. Write it like 2026-05-31."),
        (5, "problem", "Addresses: “javascript:alert(1)” is no web address."),
        (6, "problem", "Title: It is longer than 255 characters."),
        (7, "new", ""),
        (8, "duplicate", "It has the same ID, address or title as row 7."),
    ]
    assert [page.title for page in ResourcePage.objects.all()] == ["Good one"]


def test_what_the_library_has_is_left_out_unless_it_is_wanted(imports):
    make.resource("Ours", items=[{"kind": "link", "url": "http://www.example.org/snacks/"}])
    [(_number, outcome, note)] = said(imports.checked(csv_file(ROW)))
    assert (outcome, note) == ("duplicate", "We have it already: “Ours” below “Resource library”.")
    assert [one[1] for one in said(imports.checked(csv_file(ROW), duplicates="create"))] == ["new"]


def test_what_stands_elsewhere_on_the_site_is_found_named_and_updated_if_chosen(imports):
    other = make.library(title="Old shelf", slug="old-shelf")
    ours = make.resource("Ours", parent=other, items=[{"kind": "link", "url": "http://example.org/snacks"}])

    assert said(imports.checked(csv_file(ROW)))[0] == (2, "duplicate", "We have it already: “Ours” below “Old shelf”.")
    batch = imports.imported(csv_file(ROW), duplicates="update")

    assert said(batch)[0][1] == "update"
    assert ResourcePage.objects.count() == 1
    ours.refresh_from_db()
    assert ours.get_latest_revision_as_object().title == "A guide to snacks"
    undo_import(batch, by=imports.user)
    run(batch.pk)
    ours.refresh_from_db()
    assert ours.get_latest_revision_as_object().title == "Ours"


def test_an_id_that_is_unique_in_the_world_is_known_from_another_source(imports):
    row = {"id": "urn:uuid:5f0c", "title": "Snacks"}
    imports.imported(csv_file(row, {"id": "1", "title": "Tables"}), source="one")
    batch = imports.checked(csv_file(row | {"title": "Snacks, new"}, {"id": "1", "title": "Chairs"}), source="two")
    assert [(outcome, note) for _row, outcome, note in said(batch)] == [
        ("duplicate", "We have it already: “Snacks” below “Resource library”."),
        ("new", ""),
    ]


def test_of_a_draft_in_a_part_where_the_person_does_not_work_nothing_is_told(imports, editor):
    """A title may be confidential before it is published."""
    secret = make.library(title="Secret shelf", slug="secret-shelf")
    secret_page = make.resource("Ours", parent=secret, items=[{"kind": "link", "url": "http://example.org/snacks"}])
    secret_page.unpublish()
    group = editor.groups.first()
    group.page_permissions.update(page=imports.library)

    [(_number, outcome, note)] = said(imports.__class__(editor, imports.library).checked(csv_file(ROW)))
    assert outcome == "duplicate"
    assert note == "We have it already, in a part of the site that you do not work in."


def test_letters_with_marks_are_the_same_however_they_are_written(imports):
    """NFC and NFD: a title that is there is found, and what comes in is stored in one form."""
    make.resource("Caf\u00e9 guide", items=[])
    batch = imports.imported(
        csv_file(
            {"title": "Cafe\u0301 guide"}, {"title": "Re\u0301sume\u0301s", "id": "r", "body": "<p>Cafe\u0301</p>"}
        )
    )
    assert [outcome for _row, outcome, _note in said(batch)] == ["duplicate", "new"]
    page = ResourcePage.objects.get(slug="resumes")
    assert (page.title, page.body[0].value.source) == ("R\u00e9sum\u00e9s", "<p>Caf\u00e9</p>")


def test_two_rows_of_one_title_get_two_addresses(imports):
    batch = imports.imported(csv_file(*({"title": "Snacks", "id": str(number)} for number in range(3))))
    assert [one[2] for one in said(batch)][0] == ""
    assert said(batch)[1][2] == "Another row has the same title. Both are taken: their addresses differ."
    assert {page.slug for page in ResourcePage.objects.all()} == {"snacks", "snacks-2", "snacks-3"}


def test_what_is_complete_is_published_and_undone_if_asked_so(imports):
    batch = imports.imported(csv_file(ROW, {"title": "Not complete", "id": "x"}), publishes=True)
    assert [page.title for page in ResourcePage.objects.live()] == ["A guide to snacks"]
    assert said(batch)[1][2] == "Not published, because something is missing: summary, kind."
    undo_import(batch, by=imports.user)
    run(batch.pk)
    assert not ResourcePage.objects.exists()


def test_who_may_not_add_pages_imports_nothing(imports, editor, mentee):
    with pytest.raises(ImportRefused):
        imports.__class__(mentee, imports.library).checked(csv_file(ROW))
    editor.groups.first().page_permissions.all().delete()
    with pytest.raises(ImportRefused):
        imports.__class__(editor, imports.library).checked(csv_file(ROW))


def test_a_worker_that_died_goes_on_where_it_was_and_makes_nothing_twice(imports, monkeypatch):
    content = csv_file(*({"title": f"Guide {number}", "id": str(number)} for number in range(7)))
    monkeypatch.setattr("resources.importing.running.WRITE_STEP", 3)
    batch = imports.checked(content)
    confirm_import(batch, by=imports.user)
    calls = []

    def dies(*args):
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(*args)

    from resources.importing import running

    real = running.write
    monkeypatch.setattr(running, "write", dies)
    with pytest.raises(KeyboardInterrupt):
        run(batch.pk)
    assert ResourcePage.objects.count() == 3
    assert work_on_imports(timezone.now()) == 0
    assert work_on_imports(timezone.now() + timedelta(minutes=16)) == 1

    assert ResourcePage.objects.count() == 7
    assert ContentImport.objects.get().status == "done"


def test_a_confirmation_that_comes_twice_is_refused(imports):
    batch = imports.checked(csv_file(ROW))
    confirm_import(batch, by=imports.user)
    with pytest.raises(ImportRefused):
        confirm_import(batch, by=imports.user)


def test_what_nobody_said_yes_to_is_forgotten_after_a_week(imports):
    imports.checked(csv_file(ROW))
    assert forget_imports(timezone.now() + timedelta(days=6)) == 0
    assert forget_imports(timezone.now() + timedelta(days=8)) == 1
    assert not ImportRow.objects.exists()
    assert not KeptFile.objects.exists()


def test_the_check_costs_the_same_number_of_queries_for_three_rows_and_for_sixty(
    imports, django_assert_max_num_queries
):
    def content(count):
        return csv_file(*(ROW | {"id": f"{n}", "addresses": f"https://e.org/{n}"} for n in range(count)))

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for count in (3, 60):
        with CaptureQueriesContext(connection) as queries:
            imports.checked(content(count))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_export_that_is_imported_again_changes_nothing_and_finds_each_page(imports):
    make.resource("=HYPERLINK(1)", summary="+1 312 555 0100", topics=[make.topic("Safety")])
    make.resource("Second", body=[("text", "<p>A <b>bold</b> word.</p>")])
    table = list(rows(TARGET, imports.user))
    assert table[1][1].startswith("'=")
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer).writerows(table)
    columns = {column.key: str(column.label) for column in TARGET.columns()}
    content = buffer.getvalue().encode("utf-8-sig")
    batch = imports.checked(content, columns=columns, source="another")
    assert [one[1] for one in said(batch)] == ["unchanged", "unchanged"]

    changed = content.replace(b",Second,", b",Third,")
    batch = imports.imported(changed, columns=columns)
    assert [one[1:] for one in said(batch)] == [("unchanged", ""), ("update", "Changes: Title.")]
    page = ResourcePage.objects.get(title="Second")
    assert page.get_latest_revision_as_object().title == "Third"
