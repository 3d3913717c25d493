"""Who reads and writes journals (T4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import SHARED_AUDIENCES, JournalAudience
from mentoring_pages.permissions.pairs import pair_side
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        JournalEntry,
        JournalPassage,
        MentoringPair,
    )


def can_write_journal(user, pair: MentoringPair) -> bool:
    """Both sides; also after the end, when there is the most to think about."""
    return pair_side(user, pair) is not None


def can_read_journal_entry(user, entry: JournalEntry) -> bool:
    """The author; the pair's people if it was shared with them; coordinators if it was shared with staff.

    Nobody else, superusers included. Who joined after it was shared, as a new director does, does not read it, until
    its author takes it back and shares it anew. Twin: `JournalEntry.objects.readable_by`.
    """
    return _can_read(user, entry, entry.pair, entry.author_id)


def can_read_journal_passage(user, passage: JournalPassage) -> bool:
    """The same by the passage's own readers; the entry stays closed. Twin: `JournalPassage.objects.readable_by`."""
    return _can_read(user, passage, passage.entry.pair, passage.entry.author_id)


def can_edit_journal_entry(user, entry: JournalEntry) -> bool:
    """Its author alone, as long as the author belongs to the pair."""
    return entry.author_id == user.pk and pair_side(user, entry.pair) is not None


def can_own_journal_entry(user, entry: JournalEntry) -> bool:
    """Its author, also after leaving the pair: takes it along, takes its sharing back, destroys it (`My data`).

    Twin: `JournalEntry.objects.of_author`.
    """
    return user.is_authenticated and user.is_active and entry.author_id == user.pk


def _can_read(user, shared: JournalEntry | JournalPassage, pair, author_id) -> bool:
    if is_coordinator(user) and shared.audience == JournalAudience.PAIR_AND_STAFF:
        return True
    if pair_side(user, pair) is None:
        return False
    if author_id == user.pk:
        return True
    return shared.audience in SHARED_AUDIENCES and _was_there(user, pair, shared.shared_at or shared.created_at)


def _was_there(user, pair: MentoringPair, moment) -> bool:
    """Whether the user belonged to one of the pair's programs at that moment, and does today."""
    memberships = user.program_memberships.filter(program__in=(pair.mentor_id, pair.mentee_id), is_active=True)
    return any(
        joined_at is None or joined_at <= moment for joined_at in memberships.values_list("joined_at", flat=True)
    )
