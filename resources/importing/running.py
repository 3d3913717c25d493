"""The work of imports, in steps that are stored one by one: checking, importing, taking back.

Small files are worked on at once, large ones by `manage.py partnership_work`. A step that was stored is not done again
when the worker dies, and memory does not grow with the file.
"""

import logging
from datetime import timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from resources.enums import WORKING_IMPORT_STATUSES, ImportFormat, ImportOutcome, ImportStatus
from resources.models import ContentImport, ImportRow, KeptFile
from resources.outgoing.addresses import AddressRefused
from resources.outgoing.connecting import FetchFailed

from .bringing import Bringer
from .catalogues import fetch_catalogue
from .indexing import indexed_together
from .packed import NotInside
from .planning import WRITTEN, Planner
from .reading import records_of
from .row_files import bring
from .tables import NotReadable
from .writing import take_back, write

logger = logging.getLogger(__name__)

CHECK_STEP, WRITE_STEP = 500, 50
CLAIM = timedelta(minutes=15)
# Larger files wait for the worker.
AT_ONCE_BYTES = 100 * 1024


def work_on_imports(now=None):
    """Do all that is due. Returns how many imports came to the end of a step."""
    now = now or timezone.now()
    due = ContentImport.objects.filter(status__in=WORKING_IMPORT_STATUSES).order_by("pk")
    return sum(run(batch.pk, now) for batch in due.only("pk"))


def is_small(batch):
    """Whether it is worked on while the person waits. Nobody waits for files that come from other addresses."""
    fetches = batch.fetches_files and batch.status == ImportStatus.IMPORTING
    return batch.file is not None and batch.file.size <= AT_ONCE_BYTES and not fetches


def run(pk, now=None, door=None):
    """Work on one import unless somebody else does. Whether it came to the end of its step."""
    now = now or timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    claimed = ContentImport.objects.filter(free, pk=pk, status__in=WORKING_IMPORT_STATUSES)
    if not claimed.update(claimed_until=now + CLAIM):
        return False
    batch = ContentImport.objects.select_related("file", "packed_files", "made_by").get(pk=pk)
    if batch.made_by is None or not batch.made_by.is_active:
        _finish(batch, ImportStatus.FAILED, problem=_("The account of whoever began it is closed."))
        return True
    try:
        if batch.status == ImportStatus.UNDOING:
            _undo(batch)
        elif batch.status == ImportStatus.CHECKING:
            if batch.file is None and batch.format in (ImportFormat.ATOM, ImportFormat.OAI):
                batch.file = fetch_catalogue(batch, door)
                batch.save(update_fields=["file"])
            with Bringer(batch, door) as bringer:
                _check(batch, bringer)
        else:
            with Bringer(batch, door) as bringer:
                _import(batch, bringer)
    except (NotReadable, NotInside, AddressRefused, FetchFailed) as problem:
        _finish(batch, ImportStatus.FAILED, problem=str(problem.message)[:255])
    except (ValueError, NotImplementedError):
        # An address or file that Python's own readers refuse: it must not hold up the others, nor stay begun for ever.
        logger.exception("The import %s stopped.", batch.pk)
        words = _(
            "It stopped at a row or file that could not be read. What came before it is kept and can be taken back."
        )
        _finish(batch, ImportStatus.FAILED, problem=words)
    return True


def _check(batch, bringer):
    planner = Planner(batch, batch.made_by, bringer)
    for records in _steps(batch, CHECK_STEP):
        planned = planner.plan(records)
        rows = [
            ImportRow(
                batch=batch,
                number=one.record.number,
                outcome=one.outcome,
                title=one.title,
                note=" ".join(one.notes),
                identity=one.identity,
                world_identity=one.world_identity,
                page_id=one.page.pk if one.page is not None else None,
            )
            for one in planned
        ]
        with transaction.atomic():
            ImportRow.objects.bulk_create(rows, ignore_conflicts=True)
            _step_done(batch, len(records))
    _finish(batch, ImportStatus.CHECKED, rows_count=batch.done_count)


def _import(batch, bringer):
    planner = Planner(batch, batch.made_by)
    for records in _steps(batch, WRITE_STEP):
        rows, planned = _planned_anew(batch, planner, records)
        # The network is asked before the database is held.
        brought = {
            one.record.number: bring(one, bringer, between=lambda: _hold(batch))
            for one in planned
            if one.outcome in WRITTEN
        }
        try:
            _write_at_once(batch, planner, rows, planned, brought, len(records))
        finally:
            for files in brought.values():
                files.close()
    kept_ids = [batch.file_id, batch.packed_files_id]
    _finish(batch, ImportStatus.DONE, file=None, packed_files=None)
    # Its rows say what came of it; what people uploaded is not kept longer than needed.
    KeptFile.objects.filter(pk__in=[pk for pk in kept_ids if pk]).delete()


def _write_at_once(batch, planner, rows, planned, brought, count):
    """Write the rows of a step and note that they are done, both or nothing."""
    # References are looked up per page when a draft is saved the next time; search knows the page with its step.
    with transaction.atomic(), disable_reference_index_auto_update():
        _write_step(batch, planner, rows, planned, brought)
        _step_done(batch, count)


def _planned_anew(batch, planner, records):
    """({number: row}, what is planned for those that are written): the site may have changed since the check."""
    rows = {row.number: row for row in batch.rows.filter(number__in=[record.number for record in records])}
    wanted = [record for record in records if record.number in rows and rows[record.number].outcome in WRITTEN]
    return rows, planner.plan(wanted)


def _write_step(batch, planner, rows, planned, brought):
    with indexed_together({one.target.model() for one in planned if one.outcome in WRITTEN}):
        for one in planned:
            _write_row(batch, planner, one, rows[one.record.number], brought.get(one.record.number))
    changed = [rows[one.record.number] for one in planned]
    fields = ["outcome", "note", "title", "page", "revision_before", "revision_after", "is_written"]
    # Five times as quick as `bulk_update`, which makes a case of each field of each row.
    ImportRow.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["batch", "number"],
        update_fields=[*fields, "documents", "pictures", "redirect_path"],
    )


def _write_row(batch, planner, one, row, files):
    row.outcome, row.title = one.outcome, one.title
    row.note = " ".join([*one.notes, *(files.notes if files else ())])
    if one.outcome not in WRITTEN:
        return
    try:
        with transaction.atomic():
            write(batch, one, row, planner.parent(one.target.key), batch.made_by, files)
    except (DatabaseError, ValidationError, ValueError, TypeError, OSError) as problem:
        logger.warning("A row of an import could not be written.", exc_info=problem)
        row.outcome, row.page_id, row.is_written = ImportOutcome.PROBLEM, None, False
        row.documents, row.pictures = [], []
        row.note = _("It could not be written. The log of the server says why.")


def _hold(batch):
    """Files may take their time: nobody else takes the batch meanwhile."""
    until = timezone.now() + CLAIM
    if batch.claimed_until is None or until - batch.claimed_until > timedelta(minutes=1):
        batch.claimed_until = until
        ContentImport.objects.filter(pk=batch.pk).update(claimed_until=until)


def _undo(batch):
    while rows := list(batch.rows.filter(is_written=True, is_undone=False).order_by("-number")[:WRITE_STEP]):
        with transaction.atomic(), disable_reference_index_auto_update():
            for row in rows:
                reason = take_back(row, batch.made_by)
                row.note, row.is_undone = reason, True
                # What was left alone stays known: a later import updates it.
                row.is_written = bool(reason)
            # Both marks together mean: asked, and left as it is.
            ImportRow.objects.bulk_update(rows, ["note", "is_undone", "is_written"])
            _step_done(batch, len(rows))
    _finish(batch, ImportStatus.UNDONE)


def _steps(batch, size):
    """Lists of so many records; those that were worked on before are passed over."""
    with records_of(batch) as records:
        records = islice(records, batch.done_count, None)
        while step := list(islice(records, size)):
            yield step


def _step_done(batch, count):
    batch.done_count += count
    batch.claimed_until = timezone.now() + CLAIM
    batch.save(update_fields=["done_count", "claimed_until"])


def _finish(batch, status, **values):
    batch.status, batch.claimed_until, batch.finished_at = status, None, timezone.now()
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save()
