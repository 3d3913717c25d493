"""Writing journals (R45, T4). What is typed here never reaches a log, a message or an error report."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.enums import SHARED_AUDIENCES
from mentoring_pages.models import JournalEntry, MentoringPair
from mentoring_pages.permissions import can_edit_journal_entry, can_own_journal_entry, can_write_journal, pair_side

from .refusals import NotAllowed, TransitionError


class EntryChanged(TransitionError):
    """The entry was saved in another tab or on another device since the form was opened. `entry` is what is stored."""

    message = _("This entry was saved somewhere else while you were writing here. Nothing is overwritten.")

    def __init__(self, entry: JournalEntry):
        super().__init__()
        self.entry = entry


class EntrySealed(TransitionError):
    """No key at hand opens the entry, so it can't be changed: that would lose what it says."""

    message = _("This entry can't be opened now, so it can't be changed either. It is not lost.")


@sensitive_variables()
def write_entry(
    pair: MentoringPair, *, by: Any, code: uuid.UUID, audience: str, written_on: datetime.date, title: str, text: str
) -> JournalEntry:
    """Add an entry to the person's journal and return it. `code` is the form's own: sent twice it makes one entry.

    Raises NotAllowed for anyone outside the pair, EntryChanged if the same form was saved before with other words.
    """
    if not can_write_journal(by, pair):
        raise NotAllowed
    typed: dict[str, Any] = {"audience": audience, "written_on": written_on, "title": title, "text": text}
    shared_at = timezone.now() if audience in SHARED_AUDIENCES else None
    kept = {"pair": pair, "author": by, "side": pair_side(by, pair) or "", "shared_at": shared_at}
    try:
        with transaction.atomic():
            return JournalEntry.objects.create(code=code, **kept, **typed)
    except IntegrityError:
        known = JournalEntry.objects.filter(pair=pair, author=by, code=code).first()
    if known is None:
        return JournalEntry.objects.create(**kept, **typed)
    if not _says(known, typed):
        raise EntryChanged(known)
    return known


@sensitive_variables()
def edit_entry(
    entry: JournalEntry,
    *,
    by: Any,
    version: int,
    audience: str,
    written_on: datetime.date,
    title: str,
    text: str,
) -> JournalEntry:
    """Change an entry, its readers included. `version` is that of the entry when its form was opened.

    Those who came after it was shared don't read it before it is taken back and shared anew. Raises NotAllowed for all
    but its author, EntryChanged if it was saved elsewhere meanwhile, EntrySealed without its key.
    """
    if not can_edit_journal_entry(by, entry):
        raise NotAllowed
    if not entry.is_readable:
        raise EntrySealed
    typed: dict[str, Any] = {"audience": audience, "written_on": written_on, "title": title, "text": text}
    now = timezone.now()
    shared_at = None
    if audience in SHARED_AUDIENCES:
        shared_at = (entry.shared_at or entry.created_at) if entry.is_shared else now
    # The version in the condition decides between two forms that are saved at the same moment.
    changed = JournalEntry.objects.filter(pk=entry.pk, version=version).update(
        **typed, shared_at=shared_at, version=version + 1, updated_at=now
    )
    stored = JournalEntry.objects.filter(pk=entry.pk).select_related("pair").first()
    if stored is None:
        raise NotAllowed
    if not changed and not _says(stored, typed):
        raise EntryChanged(stored)
    return stored


@sensitive_variables()
def delete_entry(entry: JournalEntry, *, by: Any) -> None:
    """Delete an entry for good, with draft and passage; no copy is kept. Raises NotAllowed for all but its author."""
    if not can_own_journal_entry(by, entry):
        raise NotAllowed
    entry.delete()


@sensitive_variables()
def _says(entry, typed):
    return all(str(getattr(entry, name)) == str(value) for name, value in typed.items())
