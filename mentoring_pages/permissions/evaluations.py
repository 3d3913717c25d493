"""Who answers and reads evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.permissions.pairs import pair_side
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        Evaluation,
        MentoringPair,
    )


def can_view_evaluation(user, evaluation: Evaluation) -> bool:
    """Its author and coordinators, never the other side. Twin: `Evaluation.objects.readable_by`."""
    if is_coordinator(user):
        return True
    return evaluation.author_id == user.pk and pair_side(user, evaluation.pair) is not None


def can_answer_evaluation(user, pair: MentoringPair) -> bool:
    """Both sides, also after the end. Which moments are open is in `mentoring_pages.evaluating`."""
    return pair_side(user, pair) is not None
