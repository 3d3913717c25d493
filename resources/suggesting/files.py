"""Which files are taken from people we do not know: some kinds, known by what is inside, and nothing that runs."""

import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from resources.scanning import scan_file

EXTENSIONS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "rtf")
# What the parts of an Office file that lie in a zip are called, and the kinds of OpenDocument.
_OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MOST_PARTS = 5_000
_MOST_UNPACKED = 200 * 1024 * 1024
# Larger parts than this that shrink to a hundredth are no documents.
_SMALL_PART = 1024 * 1024
_MARKUP = (b"<html", b"<script", b"<svg", b"<?xml", b"<!doctype", b"<?php", b"<%")


def check_file(file):
    """ValidationError with a sentence, unless the file is what its name says and of a kind that we take."""
    stem, _dot, extension = file.name.lower().rpartition(".")
    if extension not in EXTENSIONS or not stem:
        kinds = ", ".join(EXTENSIONS)
        raise ValidationError(_("We can’t take this kind of file. These are possible: %(kinds)s.") % {"kinds": kinds})
    file.seek(0)
    try:
        is_right = _CHECKS[extension](file, extension)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        is_right = False
    finally:
        file.seek(0)
    if not is_right:
        words = _("This file is not what its name says, or it is damaged. Please save it again and choose the new one.")
        raise ValidationError(words)
    scan_file(file, file.name)


def _is_pdf(file, _extension):
    head = file.read(1_024)
    return head.startswith(b"%PDF-") and not any(mark in head.lower() for mark in _MARKUP if mark != b"<?xml")


def _is_rtf(file, _extension):
    return file.read(5) == b"{\\rtf"


def _is_text(file, _extension):
    """Words only. What a browser might take for a page, and what is no text at all, is refused."""
    head = file.read(64 * 1024)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    start = head[:1_024].lower().replace(b"\x00", b"")
    return not any(mark in start for mark in _MARKUP) and not start.startswith((b"mz", b"#!", b"\x7felf"))


def _is_office(file, extension):
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        names = {part.filename for part in parts}
        if not _is_harmless(parts) or any("vbaproject" in name.lower() for name in names):
            return False
        folder = _OFFICE_FOLDERS.get(extension)
        if folder:
            return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
        kind = packed.read("mimetype")[:100].decode("ascii") if "mimetype" in names else ""
        has_macros = any(name.lower().startswith(("basic/", "scripts/")) for name in names)
        return kind.startswith(_OPEN_DOCUMENT) and not has_macros


def _is_harmless(parts):
    """No bomb: neither many parts, nor large ones, nor such as shrink beyond what documents do."""
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return False
    return not any(part.file_size > _SMALL_PART and part.file_size > 100 * max(part.compress_size, 1) for part in parts)


_CHECKS = {
    "pdf": _is_pdf,
    "rtf": _is_rtf,
    "txt": _is_text,
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _is_office),
}
