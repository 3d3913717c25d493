"""The process that reads one file: what it finds in good ones, and how it ends with hostile ones (QUALITY)."""

import io
import sys
import time

import pytest
from PIL import Image

from resources.files.processes import draw_first_page, read_text
from tests.factories import files

LETTERS = 300_000


@pytest.fixture
def outcome(tmp_path):
    """Reads octets as a file with an ending."""

    def read(octets, extension, letters=LETTERS):
        path = tmp_path / "file"
        path.write_bytes(octets)
        return read_text(path, extension, letters)

    return read


def test_words_of_all_kinds_of_files_are_read(outcome):
    """What people search for is in PDF, Word, slides, spreadsheets, OpenDocument and plain text."""
    texts = {
        "pdf": files.pdf("Snack menu", "Second page"),
        "docx": files.docx("Snack menu", "Second paragraph"),
        "pptx": files.pptx("Snack menu", "Second slide"),
        "xlsx": files.xlsx(["Snack menu", 12], ["Second row", "=1+1"]),
        "odt": files.odt("Snack menu", "Second paragraph"),
        "txt": "Snack menu\nSecond line – café".encode("cp1252"),
    }

    found = {extension: outcome(octets, extension) for extension, octets in texts.items()}

    assert {extension: one.status for extension, one in found.items()} == dict.fromkeys(texts, "read")
    assert {extension: one.text.split("\n")[0] for extension, one in found.items()} == dict.fromkeys(
        texts, "Snack menu"
    )
    assert found["pdf"].pages_count == 2
    assert found["pdf"].text.split("\n")[1] == "Second page"
    assert found["pptx"].text == "Snack menu\nSecond slide"
    assert found["txt"].text == "Snack menu\nSecond line – café"


def test_scan_has_no_text(outcome):
    assert outcome(files.pdf("", ""), "pdf").status == "no_text"


def test_locked_files_are_named_so(outcome):
    assert outcome(files.locked_pdf("Secret words"), "pdf").status == "locked"
    assert outcome(files.locked_office(), "docx").status == "locked"


def test_file_that_only_forbids_printing_is_read(outcome):
    assert outcome(files.locked_pdf("Open words", password=""), "pdf").text == "Open words"


@pytest.mark.parametrize(
    ("octets", "extension"),
    [
        (b"", "pdf"),
        (b"%PDF-1.7 and then nothing", "pdf"),
        (files.pdf("Cut off")[:300], "pdf"),
        (b"no archive", "docx"),
        (files.zipped(**{"other.xml": "<a/>"}), "docx"),
        (files.docx("Cut off")[:80], "docx"),
        (files.zipped(**{"word__document.xml": "<w:document><broken"}), "docx"),
        (
            files.zipped(
                **{"word__document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:t>&x;</w:t>'}
            ),
            "docx",
        ),
    ],
    ids=["empty", "head only", "cut off", "no archive", "other archive", "cut archive", "broken XML", "entity"],
)
def test_damaged_files_are_named_so(outcome, octets, extension):
    assert outcome(octets, extension).status == "damaged"


def test_archive_that_unpacks_to_300_mb_is_refused_within_seconds(outcome):
    bomb = files.office_bomb(megabytes=300)
    began = time.monotonic()

    assert outcome(bomb, "docx").status == "too_large"
    assert len(bomb) < 2_000_000
    assert time.monotonic() - began < 20


def test_page_that_unpacks_without_end_ends_with_its_process(outcome):
    found = outcome(files.pdf_bomb(megabytes=150), "pdf")

    assert found.status in ("too_large", "damaged")
    assert found.text == ""


def test_of_a_very_long_file_the_first_pages_are_read(outcome, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"FILE_READ_MAX_PAGES": 3}

    found = outcome(files.pdf(*(f"Page {number}" for number in range(1, 11))), "pdf")

    assert (found.status, found.pages_count, found.is_cut) == ("read", 10, True)
    assert found.text.split("\n") == ["Page 1", "Page 2", "Page 3"]


def test_text_stops_at_the_limit_of_letters(outcome):
    found = outcome(files.docx("word " * 5_000), "docx", letters=1_000)

    assert (found.status, found.is_cut) == ("read", True)
    assert len(found.text) <= 1_000


def test_file_that_takes_too_long_is_ended(outcome, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"FILE_READ_SECONDS": 1}
    slow = files.pdf(*["Many words on a page"] * 3_000)

    found = outcome(slow, "pdf")

    assert found.status in ("read", "too_large")
    assert found.is_cut or found.status == "too_large"


def test_macros_are_never_looked_at(outcome):
    found = outcome(files.docx("Form", **{"word__vbaProject.bin": b"Sub AutoOpen()"}), "docx")

    assert found.text == "Form"


def test_other_kinds_of_files_are_not_read(outcome):
    assert outcome(b"{\\rtf1 words}", "rtf").status == "not_read"


def test_without_the_readers_the_state_says_so(outcome, monkeypatch):
    octets = files.pdf("Words")
    monkeypatch.setattr(sys, "path", [path for path in sys.path if "site-packages" not in path])

    found = outcome(octets, "pdf")

    assert (found.status, found.problem) == ("no_reader", "pypdf")


def test_control_characters_and_ligatures_are_put_right(outcome):
    found = outcome("of\ufb01ce\x00 hours\u00ad\u202e, caf\u0065\u0301".encode(), "txt")

    assert found.text == "office hours , café"


def test_first_page_is_drawn_small_whatever_its_size(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(files.pdf("Poster", size=(14_000, 10_000)))

    picture = draw_first_page(path)

    assert Image.open(io.BytesIO(picture)).size == (360, 258)


def test_locked_and_damaged_files_have_no_picture(tmp_path):
    path = tmp_path / "file"
    for octets in (files.locked_pdf("Secret"), b"%PDF-1.7", b""):
        path.write_bytes(octets)

        assert draw_first_page(path) is None
