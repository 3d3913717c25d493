"""Who may do what with pairs and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import (
    OPEN_PAIR_STATUSES,
    PairStatus,
    Side,
)
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        MentoringPair,
    )


def pair_side(user, pair: MentoringPair) -> Side | None:
    """The side on which the user stands today; None for everyone else, coordinators too. Two queries at most.

    A pair that is not confirmed has no sides yet.
    """
    if not user.is_authenticated or not user.is_active or pair.status == PairStatus.AWAITING:
        return None
    return pair.side_of(user)


def can_view_pair(user, pair: MentoringPair) -> bool:
    """Its programs' people and coordinators. Plans and contacts follow. Twin: `MentoringPair.objects.visible_to`."""
    return is_coordinator(user) or pair_side(user, pair) is not None


def can_edit_plan(user, pair: MentoringPair) -> bool:
    """Both sides, while the pair is open (R14). Coordinators read along. Approving it and the checklist follow."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_answer_fit(user, pair: MentoringPair) -> bool:
    """Both sides, each for itself, while the pair is open."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_view_fit_check(user, check) -> bool:
    """Its own side, and coordinators who belong to neither program; never the other side.

    Twin: `FitCheck.objects.visible_to_staff` for coordinators.
    """
    side = pair_side(user, check.pair)
    return side == check.side if side is not None else is_coordinator(user)


def can_assign_pair(user) -> bool:
    """Coordinators (T1, R48). They confirm, refuse and end pairs too."""
    return is_coordinator(user)
