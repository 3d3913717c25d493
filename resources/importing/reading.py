"""The rows or entries of an import's file, whatever its format, one after the other."""

from contextlib import contextmanager
from itertools import islice

from django.utils.translation import gettext as _

from resources.conf import get_setting
from resources.enums import ImportFormat
from resources.kept_files import opened

from .catalogues import atom_records, stored_records
from .plone import plone_records
from .tables import NotReadable, Record, csv_heading, csv_records, xlsx_heading, xlsx_records
from .wordpress import wxr_records

TABLES = (ImportFormat.CSV, ImportFormat.XLSX)
_READERS = {
    ImportFormat.CSV: csv_records,
    ImportFormat.XLSX: xlsx_records,
    ImportFormat.ATOM: atom_records,
    ImportFormat.OAI: stored_records,
    ImportFormat.WXR: wxr_records,
    ImportFormat.PLONE: plone_records,
}


def headings(kept, form):
    """The headings of a table. Raises NotReadable."""
    with opened(kept) as file:
        return csv_heading(file) if form == ImportFormat.CSV else xlsx_heading(file)


@contextmanager
def records_of(batch):
    """An iterator over the `Record`s of a batch, at most as many as the site takes. It may raise NotReadable."""
    if batch.file is None:
        raise NotReadable(_("The file is not there any more."))
    with opened(batch.file) as file:
        yield _limited(_READERS[batch.format](file))


def _limited(records):
    most = get_setting("IMPORT_MAX_ROWS")
    yield from islice(records, most)
    if (more := next(records, None)) is not None:
        words = _("One import takes %(count)s rows. This row and those after it are left out: make a second file.")
        yield Record(more.number, problem=words % {"count": most})
