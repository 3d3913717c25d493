"""Who may do what with contacts and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import OPEN_PAIR_STATUSES, Side
from mentoring_pages.roles import is_coordinator

from .pairs import can_view_pair, pair_side
from .programs import directs

if TYPE_CHECKING:
    from mentoring_pages.models import Contact, Meeting, MentoringPair


def can_log_contact(user, pair: MentoringPair) -> bool:
    """Both sides, while the pair is open."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_view_contact(user, contact: Contact) -> bool:
    """Whoever sees the pair. Twin: `Contact.objects.visible_to`."""
    return can_view_pair(user, contact.pair)


def can_edit_contact(user, contact: Contact) -> bool:
    """Who logged it, while the pair is open and nobody marked it as mistaken; that of a site visit is changed with the
    visit. Twin: `Contact.objects.editable_by`.
    """
    is_own = contact.logged_by_id is not None and contact.logged_by_id == user.pk
    is_changeable = contact.mistaken_at is None and not hasattr(contact, "visit")
    return is_own and is_changeable and can_log_contact(user, contact.pair)


def can_mark_contact(user, contact: Contact) -> bool:
    """Who says that a contact was logged by mistake, and takes that back: who logged it, and a director of the other
    side; while the pair is open. Of a contact whose writer left, directors of both sides. That of a site visit is
    changed with the visit.
    """
    pair = contact.pair
    side = pair_side(user, pair)
    if hasattr(contact, "visit") or pair.status not in OPEN_PAIR_STATUSES or side is None:
        return False
    if contact.logged_by_id == user.pk:
        return True
    own = pair.mentor_id if side == Side.MENTOR else pair.mentee_id
    is_theirs = contact.logged_by is None or pair.side_of(contact.logged_by) != side
    return is_theirs and directs(user, own)


def can_arrange_meeting(user, pair: MentoringPair) -> bool:
    """Both sides, while the pair is open. They cancel meetings and say how they went, too."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_view_meeting(user, meeting: Meeting) -> bool:
    """Whoever sees the pair. Twin: `Meeting.objects.visible_to`."""
    return can_view_pair(user, meeting.pair)


def can_view_meters(user) -> bool:
    """Where all pairs stand: coordinators. They count, and read no journal."""
    return is_coordinator(user)
