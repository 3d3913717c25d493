"""Whom an author lets read: taking back, one passage alone, and who has read it (T4)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.enums import SHARED_AUDIENCES, JournalAudience
from mentoring_pages.models import JournalEntry, JournalPassage, JournalReading
from mentoring_pages.permissions import can_edit_journal_entry, can_own_journal_entry

from .journals import EntrySealed
from .refusals import NotAllowed, TransitionError

READS = logging.getLogger("mentoring_pages.journal_reads")


class NotInEntry(TransitionError):
    """The passage says something that the entry does not."""

    message = _("These words are not in your entry. Copy them from it as they stand, from one place.")


@sensitive_variables()
def take_back_entry(entry: JournalEntry, *, by: Any) -> None:
    """From now on its author alone reads it. A passage of it stays shared. Raises NotAllowed for all but its author."""
    if not can_own_journal_entry(by, entry):
        raise NotAllowed
    JournalEntry.objects.filter(pk=entry.pk).exclude(audience=JournalAudience.ONLY_ME).update(
        audience=JournalAudience.ONLY_ME, shared_at=None, version=F("version") + 1, updated_at=timezone.now()
    )


@sensitive_variables()
def share_passage(entry: JournalEntry, *, by: Any, text: str, audience: str) -> JournalPassage:
    """Share words of the entry, as they stand in it, while the rest stays as it is; they replace an earlier passage.

    Raises NotAllowed for all but its author, EntrySealed without its key, NotInEntry.
    """
    if not can_edit_journal_entry(by, entry) or audience not in SHARED_AUDIENCES:
        raise NotAllowed
    if not entry.is_readable:
        raise EntrySealed
    if not is_part_of(text, entry):
        raise NotInEntry
    chosen = {"text": text.strip(), "audience": audience, "shared_at": timezone.now()}
    with transaction.atomic():
        passage, _made = JournalPassage.objects.update_or_create(entry=entry, defaults=chosen)
    return passage


@sensitive_variables()
def is_part_of(text: str, entry: JournalEntry) -> bool:
    """Whether the entry says these words, in this order and with nothing in between; spaces and lines don't count."""
    words = " ".join(text.split())
    return bool(words) and words in " ".join(entry.text.split())


@sensitive_variables()
def take_back_passage(entry: JournalEntry, *, by: Any) -> None:
    """Nobody but the author reads it any more; no copy is kept. Raises NotAllowed for all but the author."""
    if not can_own_journal_entry(by, entry):
        raise NotAllowed
    JournalPassage.objects.filter(entry=entry).delete()


@sensitive_variables()
def note_listing(entries: Iterable[JournalEntry], *, by: Any) -> None:
    """Log whose titles were listed to whom, and nothing of what they say."""
    for entry in entries:
        if entry.author_id != by.pk:
            READS.info("Journal entry %s was listed to user %s", entry.code, by.pk)


@sensitive_variables()
def note_reading(entry: JournalEntry, *, by: Any, is_of_passage: bool = False) -> None:
    """Log who read an entry of somebody else's, and keep it for its author to see: who, when, which, never what."""
    if entry.author_id == by.pk:
        return
    READS.info("Journal entry %s was shown to user %s", entry.code, by.pk)
    now = timezone.now()
    seen = JournalReading.objects.filter(entry=entry, reader=by, is_of_passage=is_of_passage)
    if seen.update(last_read_at=now):
        return
    try:
        with transaction.atomic():
            JournalReading.objects.create(
                entry=entry, reader=by, is_of_passage=is_of_passage, first_read_at=now, last_read_at=now
            )
    except IntegrityError:
        # Read in two tabs at once; the other one wrote it down.
        return
