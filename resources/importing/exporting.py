"""Everything of a kind as a table, in the columns that an import takes. No cell is a live formula."""

import csv
import io
import tempfile

from django.http import FileResponse, StreamingHttpResponse
from django.utils.text import slugify

from resources.cms.desk import editable_pages
from resources.cms.scoped import neutralised

from .cells import written

_CHUNK = 300
# What a cell of a workbook holds.
_LONGEST = 32_767


def export(target, user, *, as_workbook):
    """The answer with all pages of a target that the person may change, drafts included as they are on the site."""
    name = slugify(str(target.label)) or target.key
    if as_workbook:
        return _workbook(target, user, name)
    response = StreamingHttpResponse(_lines(target, user), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _private(response)


def rows(target, user):
    """The headings, then a list of texts for each page; read in pieces, a fixed number of queries for each."""
    columns = target.columns()
    yield [str(column.label) for column in columns]
    keys = list(target.live().filter(pk__in=editable_pages(user)).values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        pages = target.model().objects.prefetch_related(*target.related).in_bulk(keys[start : start + _CHUNK])
        for key in keys[start : start + _CHUNK]:
            if key in pages:
                yield [neutralised(_text(column, pages[key])) for column in columns]


def _text(column, page):
    value = column.write(page)
    return "\n".join(value) if column.key == "addresses" else written(value)


def _lines(target, user):
    # Without this mark Excel takes the letters for those of another alphabet.
    yield "\ufeff"
    for row in rows(target, user):
        buffer = io.StringIO()
        csv.writer(buffer).writerow(row)
        yield buffer.getvalue()


def _workbook(target, user, name):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(target.label)[:30])
    for row in rows(target, user):
        sheet.append([cell[:_LONGEST] for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115  The answer closes it.
    book.save(file)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _private(FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=kind))


def _private(response):
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
