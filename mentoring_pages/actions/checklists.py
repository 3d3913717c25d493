"""A pair ticks off what there is to cover (R13)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from mentoring_pages.enums import PlanEventKind
from mentoring_pages.models import ChecklistItem, ChecklistTick, MentoringPair

from .pair_lock import locked_pair
from .plan_history import editing_side, note_event


def tick_item(pair: MentoringPair, item: ChecklistItem, *, is_ticked: bool, by) -> bool:
    """Tick an item, or take the tick back. Returns whether anything changed; done twice, nothing does.

    Raises NotAllowed.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        side = editing_side(by, locked)
        known = ChecklistTick.objects.filter(pair=locked, item=item)
        if known.exists() == is_ticked:
            return False
        if is_ticked:
            ChecklistTick.objects.create(
                pair=locked, item=item, words=item.name, side=side, ticked_by=by, ticked_at=timezone.now()
            )
        else:
            known.delete()
        what = "checklist_ticked" if is_ticked else "checklist_unticked"
        note_event(locked, PlanEventKind.CHECKLIST, [{"what": what, "title": item.name}], by=by, side=side)
    return True
