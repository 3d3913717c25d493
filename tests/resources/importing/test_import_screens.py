"""The staff screens of imports and exports (R36)."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from resources.models import ContentImport, ImportMapping, KeptFile, ResourcePage
from tests.factories import resources as make
from tests.pages import text_of

from .conftest import csv_file, xlsx_file

SCREEN = "partnership_resources_contentimport_modeladmin_"


def url(name, *args):
    return reverse(f"{SCREEN}{name}", args=args)


@pytest.fixture
def at_desk(client, editor, library):
    client.force_login(editor)
    return client


def upload(client, content, name="table.csv", **values):
    return client.post(url("create"), {"file": SimpleUploadedFile(name, content), "target": "resource"} | values)


def test_a_table_is_uploaded_mapped_looked_at_imported_and_taken_back(at_desk, library):
    content = csv_file({"title": "Snacks", "summary": "What to serve."}, {"title": "", "summary": "x"})
    content = content.replace(b"Title,Summary", b"Headline,About")
    assert at_desk.get(url("create")).status_code == 200
    columns = upload(at_desk, content)
    batch = ContentImport.objects.get()
    assert columns.url == url("columns", batch.pk)

    page = at_desk.get(columns.url)
    # "Headline" is one of the usual names of a title, "About" is not one of a summary.
    assert '<option value="Headline" selected>' in page.content.decode()
    refused = at_desk.post(columns.url, {"parent_resource": library.pk, "source": "s"})
    assert "This field is required." in text_of(refused)
    values = {"parent_resource": library.pk, "source": "s", "column_title": "Headline", "column_summary": "About"}
    values["duplicates"] = "skip"
    report = at_desk.post(columns.url, values | {"save_as": "Our list"}, follow=True)
    said = text_of(report)
    assert "Nothing is written yet." in said
    assert "New page: 1" in said
    assert "Title is empty." in said
    assert ImportMapping.objects.get().columns == {"title": "Headline", "summary": "About"}

    done = at_desk.post(url("report", batch.pk), {"yes": "1"}, follow=True)
    assert "Imported" in text_of(done)
    assert ResourcePage.objects.get().summary == "What to serve."
    assert "table.csv" in text_of(at_desk.get(url("index")))
    at_desk.post(url("undo", batch.pk), {"next": ""})
    assert not ResourcePage.objects.exists()
    assert "Taken back" in text_of(at_desk.get(url("report", batch.pk)))


def test_choosing_differently_begins_with_what_was_chosen_before(at_desk, library):
    """Nothing that somebody chose is lost, and a column that was left out stays left out."""
    upload(at_desk, csv_file({"title": "Snacks", "summary": "x", "files": "no-such.pdf"}), "fall list.csv")
    batch = ContentImport.objects.get()
    page = at_desk.get(url("columns", batch.pk)).context["form"]
    assert (page["source"].value(), page["fetches_files"].value()) == ("fall list", True)
    assert page["parent_resource"].value() == library.pk

    values = {"parent_resource": library.pk, "source": "s", "duplicates": "update", "column_title": "Title"}
    report = at_desk.post(url("columns", batch.pk), values | {"column_files": "Files"}, follow=True)
    form = at_desk.get(url("columns", batch.pk)).context["form"]

    assert "With a note: 1" in text_of(report)
    assert "no-such.pdf" in text_of(at_desk.get(f"{url('report', batch.pk)}?outcome=noted"))
    names = ("source", "duplicates", "fetches_files", "redirects", "column_title", "column_files", "column_summary")
    assert [form[name].value() for name in names] == ["s", "update", False, False, "Title", "Files", ""]


def test_kept_columns_are_chosen_the_next_time(at_desk):
    kept = ImportMapping.objects.create(name="Our list", target="resource", columns={"title": "About"})
    upload(at_desk, csv_file({"title": "x"}).replace(b"Title", b"About"))
    page = at_desk.get(f"{url('columns', ContentImport.objects.get().pk)}?saved={kept.pk}")
    assert '<option value="About" selected>' in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("table.csv", b"", "The submitted file is empty."),
        ("table.csv", b"\n", "The first row is empty."),
        ("table.xlsx", b"no workbook", "The file is no Excel workbook, or it is damaged."),
        ("table.exe", b"MZ", "read this kind of file"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_once(at_desk, name, content, words):
    assert words in text_of(upload(at_desk, content, name))
    assert not ContentImport.objects.exists()


ATOM = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>'
OAI = (
    b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:1</identifier>'
    b'</header><metadata><x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A</dc:title></x></metadata></record>'
    b"</ListRecords></OAI-PMH>"
)
WXR = (
    b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>'
    b"<item><title>A</title><wp:post_type>post</wp:post_type></item></channel></rss>"
)


@pytest.mark.parametrize(("content", "form"), [(ATOM, "atom"), (OAI, "oai"), (WXR, "wxr")])
def test_an_xml_file_is_taken_for_what_is_in_it_whatever_its_name(at_desk, library, content, form):
    upload(at_desk, content, "export.xml")
    batch = ContentImport.objects.get()
    assert batch.format == form
    values = {"parent_resource": library.pk, "source": "s", "duplicates": "skip"}
    said = text_of(at_desk.post(url("columns", batch.pk), values, follow=True))
    assert "New page: 1" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<rss><channel><title>News</title></channel></rss>", "The file is XML, but neither an export of WordPress"),
        (b"<html><body>Sign in</body></html>", "The file is XML, but neither an export of WordPress"),
        (b"<feed", "The file is no XML, or it breaks off."),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>', "The file has declarations that no export has"),
    ],
)
def test_other_xml_is_refused_at_once(at_desk, content, words):
    assert words in text_of(upload(at_desk, content, "export.xml"))
    assert not ContentImport.objects.exists()


def test_a_zip_of_files_is_kept_with_the_import_and_goes_when_it_is_given_up(at_desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("plan.pdf", b"%PDF-1.4")
    upload(at_desk, csv_file({"title": "x"}), packed=SimpleUploadedFile("files.zip", packed.getvalue()))
    batch = ContentImport.objects.get()
    assert batch.packed_files.size == len(packed.getvalue())
    at_desk.post(url("columns", batch.pk), {"parent_resource": 1, "source": "s", "column_title": "Title"})
    ContentImport.objects.update(status="checked")
    at_desk.post(url("report", batch.pk), {"give-up": "1"})
    assert not KeptFile.objects.exists()


@pytest.mark.parametrize("address", ["http://example.net/feed", "https://127.0.0.1/x", "file:///etc/passwd", "x y"])
def test_an_address_that_is_never_asked_is_refused_at_once(at_desk, address):
    at_desk.post(url("create"), {"address": address, "address_kind": "oai"})
    assert not ContentImport.objects.exists()


def test_two_columns_from_one_heading_are_refused(at_desk, library):
    upload(at_desk, xlsx_file(["Title"], ["Snacks"]), "table.xlsx")
    batch = ContentImport.objects.get()
    values = {"parent_resource": library.pk, "source": "s", "column_title": "Title", "column_summary": "Title"}
    assert "is chosen twice" in text_of(at_desk.post(url("columns", batch.pk), values))


def test_an_import_that_waits_is_given_up(at_desk, library):
    upload(at_desk, csv_file({"title": "Snacks"}))
    batch = ContentImport.objects.get()
    at_desk.post(url("columns", batch.pk), {"parent_resource": library.pk, "source": "s", "column_title": "Title"})
    at_desk.post(url("report", batch.pk), {"give-up": "1"})
    assert not ContentImport.objects.exists()


def test_nobody_sees_or_takes_back_what_somebody_else_brought_in(at_desk, imports, client):
    batch = imports.imported(csv_file({"title": "Snacks"}))
    for name in ("report", "columns", "undo"):
        assert at_desk.get(url(name, batch.pk)).status_code == 404
        assert at_desk.post(url(name, batch.pk)).status_code == 404
    assert "table.csv" not in text_of(at_desk.get(url("index")))
    assert ResourcePage.objects.exists()


@pytest.mark.parametrize(("person", "code"), [("anonymous", 302), ("mentee", 302), ("coordinator", 403)])
def test_only_those_who_work_on_pages_import_and_export(client, persona, person, code, library):
    user = persona(person)
    if user:
        client.force_login(user)
    for address in (url("index"), url("create"), url("report", 1), reverse("partnership_export")):
        assert client.get(address).status_code == code


def test_everything_is_exported_without_live_formulas(at_desk):
    make.resource("=HYPERLINK(1)", publisher="@x")
    make.resource("Plain")
    address = reverse("partnership_export")
    assert "Resources as CSV" in text_of(at_desk.get(address))
    answer = at_desk.get(f"{address}?what=resource&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Title"], row["Publisher"]) for row in rows] == [("'=HYPERLINK(1)", "'@x"), ("Plain", "Example Press")]

    answer = at_desk.get(f"{address}?what=resource&format=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert [cell.value for cell in book.active["B"]] == ["Title", "'=HYPERLINK(1)", "Plain"]


def test_the_export_costs_the_same_number_of_queries_for_two_pages_and_for_twelve(at_desk, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    # Wagtail remembers the roots of sites in the cache from the first page on.
    make.resource("Guide 0", topics=[make.topic("Safety")]).get_url()
    counts, made = [], 0
    for number in (2, 12):
        while made < number:
            made += 1
            make.resource(f"Guide {made}", topics=[make.topic("Safety")])
        list(at_desk.get(f"{reverse('partnership_export')}?what=resource").streaming_content)
        with CaptureQueriesContext(connection) as queries:
            b"".join(at_desk.get(f"{reverse('partnership_export')}?what=resource").streaming_content)
        counts.append(len(queries))
    assert counts[0] == counts[1]
