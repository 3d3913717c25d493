"""Resources of the library that a pair attaches to its plan or to one goal of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from mentoring_pages.enums import PlanEventKind
from mentoring_pages.models import ActionPlan, Goal, MentoringPair, PlanResource
from mentoring_pages.permissions import can_keep_resource

from .pair_lock import locked_pair
from .plan_history import editing_side, note_event
from .reading import GoneMeanwhile
from .refusals import NotAllowed, TransitionError

MOST_RESOURCES = 100


def attach_resource(
    pair: MentoringPair, resource: Page, *, by, goal_pk: int | None = None
) -> tuple[PlanResource, bool]:
    """Attach a public resource to the pair's plan, which is begun if there is none, or to a goal: (line, is new).

    Attached twice, it stands there once. Raises NotAllowed, GoneMeanwhile, TransitionError beyond the limit.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        side = editing_side(by, locked)
        if not can_keep_resource(by, resource):
            raise NotAllowed
        plan, _is_new = ActionPlan.objects.get_or_create(pair=locked, defaults={"updated_by": by})
        goal = Goal.objects.filter(plan=plan, pk=goal_pk).first() if goal_pk else None
        if goal_pk and goal is None:
            raise GoneMeanwhile
        known = PlanResource.objects.filter(plan=plan, goal=goal, resource=resource.pk).first()
        if known:
            return known, False
        if PlanResource.objects.filter(plan=plan).count() >= MOST_RESOURCES:
            raise TransitionError(_("A plan holds up to %(count)s resources.") % {"count": MOST_RESOURCES})
        line = PlanResource.objects.create(
            plan=plan, goal=goal, resource_id=resource.pk, title=resource.title, added_by=by
        )
        change = {"what": "resource_added", "title": line.title}
        if goal:
            change = {"what": "resource_added_goal", "title": line.title, "goal": goal.text}
        note_event(locked, PlanEventKind.RESOURCE, [change], by=by, side=side)
    return line, True


def remove_resource(pair: MentoringPair, line_pk: int, *, by) -> PlanResource | None:
    """Take a resource off the plan; None if it is not there (any more). The page stays. Raises NotAllowed."""
    with transaction.atomic():
        locked = locked_pair(pair)
        side = editing_side(by, locked)
        line = PlanResource.objects.filter(plan__pair=locked, pk=line_pk).first()
        if line is None:
            return None
        change = {"what": "resource_removed", "title": line.title}
        note_event(locked, PlanEventKind.RESOURCE, [change], by=by, side=side)
        line.delete()
    return line


def plans_that_use(resource) -> int:
    """In how many plans the resource is. A page that tells it never tells which; one query."""
    return PlanResource.objects.filter(resource=resource.pk).values("plan").distinct().count()
