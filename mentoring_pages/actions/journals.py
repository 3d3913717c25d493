"""Writing journals (R45, T4). What is typed here never reaches a log, a message or an error report."""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.models import JournalEntry, MentoringPair
from mentoring_pages.permissions import can_edit_journal_entry, can_write_journal

from .refusals import NotAllowed

READS = logging.getLogger("mentoring_pages.journal_reads")


@sensitive_variables()
def write_entry(
    pair: MentoringPair, *, by, code: uuid.UUID, audience: str, written_on: datetime.date, title: str, text: str
) -> JournalEntry:
    """Add an entry to the person's journal and return it. `code` is the form's own: sent twice it makes one entry.

    Raises NotAllowed for anyone outside the pair.
    """
    if not can_write_journal(by, pair):
        raise NotAllowed
    typed = {"audience": audience, "written_on": written_on, "title": title, "text": text}
    try:
        with transaction.atomic():
            return JournalEntry.objects.create(pair=pair, author=by, code=code, **typed)
    except IntegrityError:
        known = JournalEntry.objects.filter(pair=pair, author=by, code=code).first()
        return known or JournalEntry.objects.create(pair=pair, author=by, **typed)


@sensitive_variables()
def edit_entry(
    entry: JournalEntry, *, by, audience: str, written_on: datetime.date, title: str, text: str
) -> JournalEntry:
    """Change an entry, its readers included. Raises NotAllowed for all but its author."""
    if not can_edit_journal_entry(by, entry):
        raise NotAllowed
    entry.audience, entry.written_on, entry.title, entry.text = audience, written_on, title, text
    entry.save(update_fields=["audience", "written_on", "title", "text", "updated_at"])
    return entry


@sensitive_variables()
def delete_entry(entry: JournalEntry, *, by) -> None:
    """Delete an entry for good; no copy is kept. Raises NotAllowed for all but its author."""
    if not can_edit_journal_entry(by, entry):
        raise NotAllowed
    entry.delete()


@sensitive_variables()
def note_reading(entries: Iterable[JournalEntry], *, by) -> None:
    """Log who read which entries of others, and nothing of what they say."""
    for entry in entries:
        if entry.author_id != by.pk:
            READS.info("Journal entry %s was shown to user %s", entry.code, by.pk)
