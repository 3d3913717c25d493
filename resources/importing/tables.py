"""Reading tables (CSV, XLSX) that came from outside: any usual encoding, never as a whole in memory, bombs refused."""

import codecs
import csv
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from resources.cms.scoped import FORMULA_STARTS, printable

MAX_COLUMNS = 100
MAX_CELL = 200_000
_MAX_UNPACKED = 400 * 1024 * 1024
_MAX_STRINGS = 80 * 1024 * 1024
_MAX_SHRINKING = 250
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotReadable(Exception):
    """Nothing can be read from the file; `message` says why, for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass
class Record:
    """A row as it came: {heading or key: text}. `problem` is set if the row can't be read at all.

    `number` is the row that a spreadsheet program shows, or the place of the entry. `files` are (name, octets).
    `is_not_public` where it comes from: it is never published by an import.
    """

    number: int
    cells: dict = field(default_factory=dict)
    problem: str = ""
    files: list = field(default_factory=list)
    is_not_public: bool = False


def csv_heading(file):
    """The headings of a CSV file, or `NotReadable`."""
    return _heading(next(_csv_rows(file), (0, [], ""))[1])


def csv_records(file):
    """The rows of a CSV file below its headings."""
    yield from _records(_csv_rows(file))


def xlsx_heading(file):
    """The headings of the first sheet, or `NotReadable`."""
    return _heading(next(_xlsx_rows(file), (0, [], ""))[1])


def xlsx_records(file):
    """The rows of the first sheet below its headings."""
    yield from _records(_xlsx_rows(file))


def _heading(cells):
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise NotReadable(_("The first row is empty. It must have the headings of the columns."))
    twice = [name for place, name in enumerate(names) if name and name in names[:place]]
    if twice:
        raise NotReadable(_("The heading “%(name)s” stands there twice.") % {"name": twice[0]})
    return names


def _records(rows):
    names = _heading(next(rows, (0, [], ""))[1])
    for number, cells, problem in rows:
        if problem:
            yield Record(number, problem=problem)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            yield Record(number, problem=_("The row has more cells than there are headings."))
            continue
        yield Record(number, {name: _own_text(cell) for name, cell in zip(names, cells, strict=False) if name})


def _own_text(cell):
    """The text of a cell without the apostrophe that our export puts before what looks like a formula."""
    if cell.startswith("'") and cell[1:].lstrip(" '\"").startswith(FORMULA_STARTS):
        return cell[1:]
    return cell


def _csv_rows(file):
    """(row, cells, problem) of a CSV file; rows are counted as lines of the file are in spreadsheets: by records."""
    csv.field_size_limit(MAX_CELL)
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(_Unclosed(file), encoding=encoding, errors="replace", newline="")
    first = text.readline(100_000)
    text.seek(0)
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader((line.replace("\x00", "") for line in text), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, [], _("The row can't be read: a cell is too long, or a quotation mark is missing.")
            continue
        if len(cells) > MAX_COLUMNS:
            yield number, cells[:1], _("The row has more than %(count)s columns.") % {"count": MAX_COLUMNS}
            continue
        broken = any("\ufffd" in cell for cell in cells)
        problem = _("Some letters of the row can't be read. Save the table as “CSV UTF-8”.") if broken else ""
        yield number, [printable(cell) for cell in cells], problem


def _encoding(file):
    """By the mark at the start, else UTF-8 if most of it is that, else what older Windows programs write."""
    file.seek(0)
    head = file.read(4)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    # UTF-16 without a mark: each other octet of plain letters is zero.
    if len(head) == 4 and head[1] == head[3] == 0 and head[0]:
        return "utf-16-le"
    if len(head) == 4 and head[0] == head[2] == 0 and head[1]:
        return "utf-16-be"
    return "utf-8" if _is_mostly_utf8(file) else "cp1252"


def _is_mostly_utf8(file):
    """Whether more letters beyond ASCII are UTF-8 than are not.

    One row that was pasted in from elsewhere must not turn the letters of all others into signs; it is named instead.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    beyond = broken = 0
    file.seek(0)
    while piece := file.read(65_536):
        text = decoder.decode(piece)
        beyond += len(text) - len(text.encode("ascii", "ignore"))
        broken += text.count("\ufffd")
    broken += decoder.decode(b"", final=True).count("\ufffd")
    return beyond - broken >= broken


class _Unclosed(io.RawIOBase):
    """A file that stays open when the reader around it is thrown away."""

    def __init__(self, file):
        self._file = file

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, place, whence=0):
        return self._file.seek(place, whence)

    def tell(self):
        return self._file.tell()

    def readinto(self, buffer):
        octets = self._file.read(len(buffer))
        buffer[: len(octets)] = octets
        return len(octets)


def _xlsx_rows(file):
    """(row, cells, problem) of the first sheet."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        words = _("Excel files can't be read here: the package “openpyxl” is not installed. Save the table as CSV.")
        raise NotReadable(words) from None
    try:
        _refuse_bombs(file)
        file.seek(0)
        # Formulas as they are, so that they can be told from values; links to other files are left alone.
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False, keep_vba=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            formula = next((cell for cell in cells if cell.data_type == "f"), None)
            problem = ""
            if formula is not None:
                words = _("The cell %(cell)s is a formula. Copy the column and paste it as values.")
                problem = words % {"cell": formula.coordinate}
            yield number, [_cell_text(cell.value) for cell in cells], problem
    except NotReadable:
        raise
    except _BROKEN_WORKBOOK as broken:
        raise NotReadable(_("The file is no Excel workbook, or it is damaged.")) from broken


_BROKEN_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
)


def _refuse_bombs(file):
    """Before anything is unpacked: sizes, how much the parts shrink, and no declarations in front of the XML."""
    file.seek(0)
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        strings = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
        unpacked = sum(part.file_size for part in parts)
        shrinks = any(
            part.file_size > 1024**2 and part.file_size > _MAX_SHRINKING * max(part.compress_size, 1) for part in parts
        )
        if len(parts) > 2_000 or unpacked > _MAX_UNPACKED or strings > _MAX_STRINGS or shrinks:
            raise NotReadable(_("The file unpacks to far more than a table has, so it was not opened."))
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                with packed.open(part) as content:
                    head = content.read(65_536).replace(b"\x00", b"").lower()
                if b"<!doctype" in head or b"<!entity" in head:
                    raise NotReadable(_("The file has declarations that no table has, so it was not opened."))


def _cell_text(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return printable(str(value))[:MAX_CELL]
