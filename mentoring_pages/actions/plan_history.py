"""The history of a pair's plan: a line for each save, in the words of `plan_changes`."""

from __future__ import annotations

from django.utils import timezone

from mentoring_pages.enums import PlanEventKind, Side
from mentoring_pages.models import MentoringPair, PlanEvent
from mentoring_pages.permissions import can_edit_plan, pair_side

from .refusals import NotAllowed


def editing_side(by, pair: MentoringPair) -> Side:
    """The side for which `by` changes the pair's plan. Raises NotAllowed."""
    side = pair_side(by, pair)
    if side is None or not can_edit_plan(by, pair):
        raise NotAllowed
    return side


def note_event(pair: MentoringPair, kind: PlanEventKind, changes: list[dict], *, by, side: Side) -> None:
    """Keep who changed what; nothing for no changes. Called within the transaction of the change."""
    if changes:
        PlanEvent.objects.create(
            pair=pair, kind=kind, happened_at=timezone.now(), made_by=by, side=side, changes=changes
        )
