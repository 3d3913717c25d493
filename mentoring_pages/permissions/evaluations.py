"""Who may do what with evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.roles import is_coordinator

from .pairs import pair_side

if TYPE_CHECKING:
    from mentoring_pages.models import (
        Evaluation,
        MentoringPair,
    )


def can_view_evaluation(user, evaluation: Evaluation) -> bool:
    """Its author, never the other side; coordinators who do not belong to the pair.

    Twin: `Evaluation.objects.readable_by`.
    """
    if pair_side(user, evaluation.pair) is not None:
        return evaluation.author_id == user.pk
    return is_coordinator(user)


def can_answer_evaluation(user, pair: MentoringPair) -> bool:
    """Both sides, also after the end. Which ones are open is in `mentoring_pages.evaluating`."""
    return pair_side(user, pair) is not None


def can_read_results(user) -> bool:
    """Coordinators: counts of groups, never one answer. They review cycles too."""
    return is_coordinator(user)
