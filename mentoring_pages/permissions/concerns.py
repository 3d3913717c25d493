"""Who reads concerns (R104)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import NEXT_CONCERN_STATUSES, ConcernStatus
from mentoring_pages.roles import is_named_handler

if TYPE_CHECKING:
    from mentoring_pages.models import Concern


def can_handle_concerns(user) -> bool:
    """Coordinators who are named in the settings; superusers only if they are named."""
    return is_named_handler(user)


def can_handle_concern(user, concern: Concern) -> bool:
    """One of those who are named, and who neither belongs nor ever belonged to a program that it is about.

    While nobody knows which program its sender named, only somebody who never belonged to any.
    Twin: `Concern.objects.visible_to`.
    """
    if not is_named_handler(user):
        return False
    if concern.is_unplaced and user.program_memberships.exists():
        return False
    return not user.program_memberships.filter(program__concerns_about__concern=concern).exists()


def can_move_concern(user, concern: Concern, status: ConcernStatus) -> bool:
    """Whether the user may take it to this status now, by the one table."""
    return status in NEXT_CONCERN_STATUSES[ConcernStatus(concern.status)] and can_handle_concern(user, concern)
