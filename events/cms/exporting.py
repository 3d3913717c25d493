"""A gathering's list of guests as a file. Nothing in it is a formula to a spreadsheet, whatever guests typed."""

import csv
import io

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from events.guests.lists import table_of
from resources.cms.scoped import neutralised, printable

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_response(gathering):
    """One line a guest. Text that begins like a formula has an apostrophe in front; CSV has no other way."""
    headings, rows = table_of(gathering)

    def lines():
        # Without this mark Excel takes the letters for those of another alphabet.
        yield "\ufeff"
        for row in (headings, *rows):
            buffer = io.StringIO()
            csv.writer(buffer).writerow(_plain(value) for value in row)
            yield buffer.getvalue()

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    return _named(response, f"guests-{gathering.slug}.csv")


def xlsx_response(gathering):
    """One row a guest. Text is stored as text and marked so: a phone number keeps its plus, and "=1" stays "=1"."""
    headings, rows = table_of(gathering)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    for row in (headings, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return _named(HttpResponse(buffer.getvalue(), content_type=XLSX_TYPE), f"guests-{gathering.slug}.xlsx")


def _plain(value):
    return value.isoformat(" ", "minutes") if hasattr(value, "isoformat") else neutralised(value)


def _cell(sheet, value):
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, printable(str(value)))
    # openpyxl takes text that begins with "=" for a formula, and a program may when somebody edits the cell.
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _named(response, filename):
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
