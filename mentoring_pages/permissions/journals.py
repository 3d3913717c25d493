"""Who reads and writes journals (T4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import (
    JournalAudience,
)
from mentoring_pages.permissions.pairs import pair_side
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        JournalEntry,
        MentoringPair,
    )


def can_write_journal(user, pair: MentoringPair) -> bool:
    """Both sides; also after the end, when there is the most to think about."""
    return pair_side(user, pair) is not None


def can_read_journal_entry(user, entry: JournalEntry) -> bool:
    """The author; the pair's people if it was shared with them; coordinators if it was shared with staff.

    Nobody else, superusers included. Who joined after the author last saved it, as a new director does, does not read
    it. Twin: `JournalEntry.objects.readable_by`.
    """
    if is_coordinator(user) and entry.audience == JournalAudience.PAIR_AND_STAFF:
        return True
    if pair_side(user, entry.pair) is None:
        return False
    if entry.author_id == user.pk:
        return True
    is_shared = entry.audience in (JournalAudience.MY_PAIR, JournalAudience.PAIR_AND_STAFF)
    return is_shared and _was_there(user, entry)


def can_edit_journal_entry(user, entry: JournalEntry) -> bool:
    """Its author alone, as long as the author belongs to the pair."""
    return entry.author_id == user.pk and pair_side(user, entry.pair) is not None


def _was_there(user, entry: JournalEntry) -> bool:
    """Whether the user belonged to one of the pair's programs when the entry was last saved."""
    memberships = user.program_memberships.filter(
        program__in=(entry.pair.mentor_id, entry.pair.mentee_id), is_active=True
    )
    return any(
        joined_at is None or joined_at <= entry.updated_at
        for joined_at in memberships.values_list("joined_at", flat=True)
    )
