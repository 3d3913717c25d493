"""Who reads and signs a pair's agreement, and who keeps its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import OPEN_PAIR_STATUSES, MembershipRole, Side
from mentoring_pages.roles import is_coordinator

from .pairs import can_view_pair

if TYPE_CHECKING:
    from mentoring_pages.models import AgreementSignature, MentoringPair


def can_view_agreement(user, signature: AgreementSignature) -> bool:
    """Whoever sees the pair, every person of both programs. Twin: `AgreementSignature.objects.visible_to`."""
    return can_view_pair(user, signature.pair)


def signing_side(user, pair: MentoringPair) -> Side | None:
    """The side for which the user may sign: of the program that the user directs, while the pair is open. One query.

    Somebody who directs both programs signs for the mentor alone: an agreement needs two people.
    """
    if not user.is_authenticated or not user.is_active or pair.status not in OPEN_PAIR_STATUSES:
        return None
    directed = set(
        user.program_memberships.filter(
            program__in=(pair.mentor_id, pair.mentee_id), is_active=True, role=MembershipRole.DIRECTOR
        ).values_list("program", flat=True)
    )
    if pair.mentor_id in directed:
        return Side.MENTOR
    return Side.MENTEE if pair.mentee_id in directed else None


def can_keep_agreement_text(user) -> bool:
    """Coordinators write, publish and replace the text."""
    return is_coordinator(user)
