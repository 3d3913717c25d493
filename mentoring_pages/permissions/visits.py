"""Who may do what with site visits and what was written about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import HELD_VISIT_STATUSES, OPEN_PAIR_STATUSES, OPEN_VISIT_STATUSES, VisitStatus

from .pairs import can_view_pair, pair_side

if TYPE_CHECKING:
    from mentoring_pages.models import MentoringPair, SiteVisit, VisitIdea, VisitObservation


def can_arrange_visit(user, pair: MentoringPair) -> bool:
    """Both sides, in both directions, while the pair is open (R16). They record, correct and call off too."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_view_visit(user, visit: SiteVisit) -> bool:
    """Whoever sees the pair: dates, place and how it was held. Twin: `SiteVisit.objects.visible_to`."""
    return can_view_pair(user, visit.pair)


def can_answer_visit(user, visit: SiteVisit) -> bool:
    """The side that did not propose the date, while it waits for an answer."""
    if visit.status != VisitStatus.PROPOSED or not can_arrange_visit(user, visit.pair):
        return False
    return pair_side(user, visit.pair) != visit.proposed_by


def can_change_visit(user, visit: SiteVisit) -> bool:
    """Both sides while it is to come: another date, or call it off."""
    return visit.status in OPEN_VISIT_STATUSES and can_arrange_visit(user, visit.pair)


def can_record_visit(user, visit: SiteVisit) -> bool:
    """Both sides say that and how it was held, and correct it."""
    return visit.status != VisitStatus.CANCELLED and can_arrange_visit(user, visit.pair)


def can_observe_visit(user, visit: SiteVisit) -> bool:
    """Both sides, each for itself (R17); also while it takes place, before it is recorded as held."""
    return visit.status != VisitStatus.CANCELLED and can_arrange_visit(user, visit.pair)


def can_add_idea(user, visit: SiteVisit) -> bool:
    """Both sides, once the visit was held."""
    return visit.status in HELD_VISIT_STATUSES and can_arrange_visit(user, visit.pair)


def can_remove_idea(user, idea: VisitIdea) -> bool:
    """The side that wrote it, while the pair is open."""
    return can_arrange_visit(user, idea.visit.pair) and pair_side(user, idea.visit.pair) == idea.side


def can_read_observation(user, observation: VisitObservation) -> bool:
    """Its own side; the other side once it was shared. No coordinator or superuser.

    Twin: `VisitObservation.objects.readable_by`.
    """
    side = pair_side(user, observation.visit.pair)
    return side is not None and (side == observation.side or observation.shared_at is not None)
