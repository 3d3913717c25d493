"""Pages of an import come into the search index together (R36, R80)."""

import pytest
from django.db import connection
from django.db.models.signals import post_save
from wagtail.search.signal_handlers import post_save_signal_handler

from resources.actions.imports import confirm_import
from resources.importing import running
from resources.importing.running import run
from resources.models import ResourcePage
from resources.searching import containing
from tests.factories import resources as make

from .conftest import csv_file


def _rows(count):
    return [
        {"id": f"r-{number}", "title": f"Guide {number} to lanterns", "topics": "Safety"} for number in range(count)
    ]


@pytest.fixture(autouse=True)
def _words(library):
    make.topic("Safety")


def _found(*words):
    return sorted(ResourcePage.objects.filter(containing(ResourcePage, words)).values_list("title", flat=True))


def _index_statements(act):
    found = []

    def note(execute, sql, params, many, context):
        if "indexentry" in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return len(found)


def test_the_drafts_of_an_import_are_found_by_title_and_topic(imports):
    imports.imported(csv_file(*_rows(2)))
    assert _found("lanterns") == _found("safety") == ["Guide 0 to lanterns", "Guide 1 to lanterns"]


def test_the_first_revision_holds_what_the_page_was_stored_with(imports):
    imports.imported(csv_file(_rows(1)[0] | {"addresses": "https://example.org/a https://example.org/b"}))
    page = ResourcePage.objects.get()
    content = page.latest_revision.content
    assert [item["pk"] for item in content["items"]] == [item.pk for item in page.items.order_by("sort_order")]
    assert content["topics"] == [page.topics.get().pk]
    assert (content["changes"], content["audiences"]) == ([], [])


def test_the_index_is_asked_as_often_for_thirty_rows_as_for_three(imports):
    numbers = []
    for source, count in (("few", 3), ("many", 30)):
        batch = imports.checked(csv_file(*_rows(count)), source=source, duplicates="create")
        confirm_import(batch, by=imports.user)
        numbers.append(_index_statements(lambda key=batch.pk: run(key)))
    assert numbers[0] == numbers[1] > 0


def test_it_is_asked_no_more_often_after_somebody_connected_wagtails_own_receiver_again(imports):
    imports.imported(csv_file(*_rows(1)))
    post_save.connect(post_save_signal_handler, sender=ResourcePage)
    batch = imports.checked(csv_file(*_rows(3)), source="again", duplicates="create")
    confirm_import(batch, by=imports.user)

    few = _index_statements(lambda: run(batch.pk))

    batch = imports.checked(csv_file(*_rows(9)), source="more", duplicates="create")
    confirm_import(batch, by=imports.user)
    assert few == _index_statements(lambda: run(batch.pk))


def test_a_row_that_could_not_be_written_leaves_nothing_in_the_index(imports, monkeypatch):
    add = running.write

    def write(batch, one, row, *others):
        add(batch, one, row, *others)
        if one.title.startswith("Guide 1"):
            raise ValueError

    monkeypatch.setattr(running, "write", write)
    batch = imports.imported(csv_file(*_rows(3)))
    assert list(batch.rows.order_by("number").values_list("outcome", flat=True)) == ["new", "problem", "new"]
    assert _found("lanterns") == ["Guide 0 to lanterns", "Guide 2 to lanterns"]


def test_a_page_saved_by_staff_afterwards_is_found_at_once(imports):
    imports.imported(csv_file(*_rows(1)))
    page = ResourcePage.objects.get()
    page.title = "Guide to torches"
    page.save()
    assert _found("torches") == ["Guide to torches"]
    assert _found("lanterns") == []
