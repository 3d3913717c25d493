"""Imports: begun with a file or an address, checked, confirmed, taken back. The work itself is done in steps. R36."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.cms.desk import works_on_pages
from resources.enums import ImportStatus
from resources.kept_files import keep_file
from resources.models import ContentImport, KeptFile

# What nobody said yes to is forgotten after this.
KEPT = timedelta(days=7)
WAITING = (ImportStatus.NEW, ImportStatus.CHECKING, ImportStatus.CHECKED, ImportStatus.FAILED)


class ImportRefused(Exception):
    """A step that can't be taken; `message` says why, for staff."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


def start_import(
    *, by: Any, name: str, form: str, chunks: Any = None, packed: Any = None, source: str = ""
) -> ContentImport:
    """Keep a file or an address, and a ZIP (`packed`), until somebody says what to do. Raises ImportRefused."""
    if not works_on_pages(by):
        raise ImportRefused(_("You may not work on pages, so you can’t import any."))
    with transaction.atomic():
        kept = keep_file(name, chunks) if chunks is not None else None
        return ContentImport.objects.create(
            name=name[:500],
            format=form,
            file=kept,
            packed_files=keep_file("files.zip", packed) if packed is not None else None,
            source=(source or form)[:120],
            made_by=by,
        )


def check_import(waiting: ContentImport, *, by: Any, **choices: Any) -> None:
    """Begin the check with these choices: target, parents, columns, defaults, duplicates, fetches_files, publishes,
    redirects.

    It may be asked for again with other choices as long as nothing was imported. Raises ImportRefused.
    """
    with transaction.atomic():
        _take(waiting, by, WAITING, ImportStatus.CHECKING, done_count=0, rows_count=0, problem="", **choices)
        waiting.rows.all().delete()


def confirm_import(waiting: ContentImport, *, by: Any) -> None:
    """Say yes: the pages are made. Raises ImportRefused if it was said before."""
    _take(waiting, by, (ImportStatus.CHECKED,), ImportStatus.IMPORTING, done_count=0)


def undo_import(done: ContentImport, *, by: Any) -> None:
    """Take all of it back, as far as nobody has worked on it since. Raises ImportRefused."""
    # The rights of whoever made it count; if that account is gone, those of whoever takes it back.
    owner = {} if done.made_by_id else {"made_by": by}
    _take(done, by, (ImportStatus.DONE,), ImportStatus.UNDOING, done_count=0, **owner)


def discard_import(waiting: ContentImport, *, by: Any) -> None:
    """Give up what was not imported. Does nothing to what was."""
    with transaction.atomic():
        kept_ids = [pk for pk in (waiting.file_id, waiting.packed_files_id) if pk]
        gone, _rows = ContentImport.objects.filter(pk=waiting.pk, made_by=by, status__in=WAITING).delete()
        if gone:
            KeptFile.objects.filter(pk__in=kept_ids).delete()


def forget_imports(now: Any = None) -> int:
    """Delete what nobody said yes to within a week; how many."""
    before = (now or timezone.now()) - KEPT
    due = ContentImport.objects.filter(created_at__lte=before, status__in=WAITING)
    files = list(due.values_list("file_id", "packed_files_id"))
    count = len(files)
    due.delete()
    KeptFile.objects.filter(pk__in=[pk for pair in files for pk in pair if pk]).delete()
    return count


def _take(batch: ContentImport, by: Any, allowed: tuple, status: str, **values: Any) -> None:
    """The step, once. Somebody else's import is taken back by those who may edit; it is confirmed by its owner."""
    if not works_on_pages(by):
        raise ImportRefused(_("You may not work on pages, so you can’t import any."))
    if status != ImportStatus.UNDOING and batch.made_by_id != by.pk:
        raise ImportRefused(_("Somebody else began this import."))
    taken = ContentImport.objects.filter(pk=batch.pk, status__in=allowed).update(
        status=status, claimed_until=None, **values
    )
    if not taken:
        raise ImportRefused(_("This was done already, or the import is at another step now. Nothing was done twice."))
    batch.refresh_from_db()
