"""What tests of imports share."""

import csv
import io

import pytest
from django.contrib.auth import get_user_model
from openpyxl import Workbook
from wagtail.models import Collection

from resources.actions.imports import check_import, confirm_import, start_import
from resources.enums import ImportFormat
from resources.importing.running import run
from resources.models import ContentImport
from tests.factories import resources as make

HEADINGS = {
    "id": "ID",
    "title": "Title",
    "summary": "Summary",
    "kind": "Kind",
    "topics": "Topics",
    "addresses": "Addresses",
    "files": "Files",
    "picture": "Picture",
    "body": "Text",
    "published_on": "Published",
    "old_address": "Old address",
}


def csv_file(*rows, encoding="utf-8", delimiter=","):
    """The octets of a table; each row is a dict by our columns."""
    keys = list(dict.fromkeys(key for row in rows for key in row)) or ["title"]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([HEADINGS.get(key, key) for key in keys])
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return buffer.getvalue().encode(encoding)


def xlsx_file(*rows):
    """The octets of a workbook; each row is a list of cells."""
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


class Imports:
    """Imports of one person into the library, checked and confirmed as on the screens."""

    def __init__(self, user, library):
        self.user, self.library = user, library

    def checked(self, content, form=ImportFormat.CSV, *, name="table.csv", source="test", packed=None, **choices):
        batch = start_import(
            by=self.user, name=name, form=form, chunks=[content], packed=[packed] if packed else None, source=source
        )
        is_table = form in (ImportFormat.CSV, ImportFormat.XLSX)
        values = {
            "parents": {"resource": self.library.pk},
            "columns": HEADINGS if is_table else {},
            "target": "resource" if is_table else "",
        }
        check_import(batch, by=self.user, **(values | choices))
        run(batch.pk)
        return ContentImport.objects.get(pk=batch.pk)

    def imported(self, content, form=ImportFormat.CSV, **choices):
        batch = self.checked(content, form, **choices)
        assert batch.status == "checked", batch.problem
        confirm_import(batch, by=self.user)
        run(batch.pk)
        return ContentImport.objects.get(pk=batch.pk)


def said(batch):
    """[(row, what happens, note)] of a batch."""
    return list(batch.rows.order_by("number").values_list("number", "outcome", "note"))


@pytest.fixture
def library(db):
    return make.library()


@pytest.fixture
def imports(library):
    user = get_user_model().objects.create_superuser("importer", "importer@example.org", "partnership-demo")
    return Imports(user, library)


@pytest.fixture(autouse=True)
def _collection(db):
    """The root collection of files, where a test database has none."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
