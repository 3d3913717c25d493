"""Tables that break things, or try to: each is read, or refused with a sentence (R36)."""

import io
import time
import zipfile

import pytest

from resources.importing.html import clean_html
from resources.importing.tables import NotReadable, csv_records, xlsx_heading, xlsx_records
from resources.models import ResourcePage

from .conftest import csv_file, said, xlsx_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_encoding_and_delimiter_is_read(encoding, delimiter):
    content = csv_file({"title": "Über Übung, “neu”", "summary": "é; ß"}, encoding=encoding, delimiter=delimiter)
    [record] = csv_records(io.BytesIO(content))
    assert record.cells == {"Title": "Über Übung, “neu”", "Summary": "é; ß"}


def test_letters_that_cannot_be_read_are_named_and_not_taken():
    content = b"\xef\xbb\xbfTitle\nGood\nBr\xfcken\n"
    first, second = csv_records(io.BytesIO(content))
    assert (first.problem, second.number) == ("", 3)
    assert "CSV UTF-8" in second.problem


def test_one_row_in_another_encoding_is_named_and_spoils_no_other():
    """R36: pasted from elsewhere into a table that is UTF-8 without a mark."""
    content = "Title\nÉcole Über\n".encode() + b"Br\xfccken\n" + "Größe\n".encode()

    first, second, third = csv_records(io.BytesIO(content))

    assert (first.cells["Title"], third.cells["Title"]) == ("École Über", "Größe")
    assert ("CSV UTF-8" in second.problem, second.number) == (True, 3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The first row is empty"),
        (b"\n\n", "The first row is empty"),
        (b"Title,Title\na,b\n", "stands there twice"),
    ],
)
def test_a_table_without_headings_is_refused(content, words):
    with pytest.raises(NotReadable, match=words):
        list(csv_records(io.BytesIO(content)))


def test_rows_that_make_no_sense_are_named_and_the_rest_is_read():
    long_cell = "x" * 300_000
    wide = ",".join(["x"] * 500)
    content = f"Title,Note\na,b\na,b,c\n{wide}\n{long_cell},b\n\n,,\n\x00last,\x07b\n".encode()
    records = list(csv_records(io.BytesIO(content)))
    assert [bool(record.problem) for record in records] == [False, True, True, True, False]
    assert records[-1].cells == {"Title": "last", "Note": "b"}


def test_a_quotation_mark_that_never_ends_does_not_swallow_the_file():
    content = b'Title\n"never ends\n' + b"row\n" * 200_000
    started = time.monotonic()
    records = list(csv_records(io.BytesIO(content)))
    assert records[0].problem
    assert time.monotonic() - started < 30


def test_what_our_export_made_harmless_comes_back_as_it_was():
    [record] = csv_records(io.BytesIO(b"Title,Note\n'=1+1,'tis\n"))
    assert record.cells == {"Title": "=1+1", "Note": "'tis"}


def test_a_workbook_is_read_with_dates_and_numbers_and_without_formulas():
    import datetime as dt

    content = xlsx_file(
        ["Title", "Published"], ["Snacks", dt.datetime(2024, 5, 31)], [2024.0, None], ['=HYPERLINK("x")', "a"]
    )
    first, second, third = xlsx_records(io.BytesIO(content))
    assert first.cells == {"Title": "Snacks", "Published": "2024-05-31"}
    assert second.cells["Title"] == "2024"
    assert third.problem == "The cell A4 is a formula. Copy the column and paste it as values."


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def with_sheet(sheet):
    """A workbook whose first sheet is this XML."""
    with zipfile.ZipFile(io.BytesIO(xlsx_file(["Title"]))) as real:
        parts = {name: real.read(name) for name in real.namelist()}
    return packed(parts | {"xl/worksheets/sheet1.xml": sheet})


BOMB = b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"
ENTITIES = b'<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>'


DAMAGED, TOO_MUCH, DECLARED = "is damaged", "far more than a table has", "declarations that no table has"
HOSTILE = {
    "no zip": (b"no zip at all", DAMAGED),
    "other zip": (packed({"a.txt": "x"}), DAMAGED),
    "cut off": (xlsx_file(["Title"])[:200], DAMAGED),
    "bomb": (with_sheet(BOMB), TOO_MUCH),
    "many parts": (packed({f"{number}.xml": "x" for number in range(3_000)}), TOO_MUCH),
    "entities": (with_sheet(ENTITIES), DECLARED),
    "outside": (with_sheet(OUTSIDE), DECLARED),
    "broken": (with_sheet(b"<worksheet><sheetData><row>"), "damaged|first row is empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_soon(name):
    content, words = HOSTILE[name]
    started = time.monotonic()
    with pytest.raises(NotReadable, match=words):
        xlsx_heading(io.BytesIO(content))
    assert time.monotonic() - started < 5


WORD = (
    '<p class="MsoNormal" style="mso-fareast:x"><b><span lang=EN-US>Hello</span></b><o:p></o:p></p>'
    "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><h1>Big</h1><p>&nbsp;</p><div>Text<br></div>"
)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        (WORD, "<p><b>Hello</b></p><h2>Big</h2><p>Text<br></p>"),
        ("<script>alert(1)</script><p onclick=x>A</p>", "<p>A</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p><a>x</a></p>"),
        ('<a href="https://e.org" onmouseover=x>x</a>', '<p><a href="https://e.org">x</a></p>'),
        ("<svg onload=alert(1)></svg><iframe src=x></iframe><p>B</p>", "<p>B</p>"),
        ("One\n\nTwo & three", "<p>One</p><p>Two &amp; three</p>"),
        (
            "One\nstill\n\nTwo <b>bold</b>\n<h2>Head</h2>\nThree\n\n<ul><li>a<ul><li>b</li></ul></li></ul>Four",
            "<p>One\nstill</p><p>Two <b>bold</b></p><h2>Head</h2><p>Three</p>"
            "<ul><li>a<ul><li>b</li></ul></li></ul><p>Four</p>",
        ),
        ("A<hr>B", "<p>A</p><hr><p>B</p>"),
        ("<b>One\n\ntwo</b>", "<p><b>One\n\ntwo</b></p>"),
        ('<a href="https://e.org"><h2>Head</h2></a>', '<a href="https://e.org"><h2>Head</h2></a>'),
        ("", ""),
    ],
)
def test_foreign_html_becomes_what_our_editor_allows(html, clean):
    assert clean_html(html) == clean


def test_markup_in_a_title_stays_text(imports, client):
    imports.imported(csv_file({"title": "<script>alert(1)</script>", "summary": "<b>x</b>"}))
    assert ResourcePage.objects.get().title == "<script>alert(1)</script>"
    client.force_login(imports.user)
    response = client.get(f"/cms/partnership_resources/contentimport/report/{imports_number()}/")
    assert b"<script>alert(1)</script>" not in response.content
    assert b"&lt;script&gt;alert(1)" in response.content


def imports_number():
    from resources.models import ContentImport

    return ContentImport.objects.get().pk


def test_more_rows_than_the_limit_are_left_out_and_named(imports, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"IMPORT_MAX_ROWS": 2}
    batch = imports.checked(csv_file(*({"title": f"Guide {number}"} for number in range(5))))
    assert [one[1] for one in said(batch)] == ["new", "new", "problem"]
    assert "One import takes 2 rows." in said(batch)[2][2]
