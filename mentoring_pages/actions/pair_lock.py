"""What actions on a pair begin with: its row under a lock."""

from __future__ import annotations

from mentoring_pages.models import MentoringPair


def locked_pair(pair: MentoringPair) -> MentoringPair:
    """The pair's row as it is now, with its programs and cycle, held until the end of the transaction.

    Whatever else changes the pair, or what hangs on it, waits for this.
    """
    return (
        MentoringPair.objects.select_for_update(of=("self",))
        .select_related("mentor", "mentee", "cycle")
        .get(pk=pair.pk)
    )
