"""Saving the plan that a pair writes together."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.contacts import least_contacts, least_meetings
from mentoring_pages.enums import OPEN_PAIR_STATUSES, GoalStatus, PlanEventKind, StepOwner
from mentoring_pages.models import ActionPlan, Goal, GoalStep, MentoringPair
from mentoring_pages.permissions import pair_side
from mentoring_pages.plan_changes import changes_between, content_of, record_of

from .pair_lock import locked_pair
from .plan_history import editing_side, note_event
from .refusals import TransitionError


class PlanChanged(TransitionError):
    """Someone saved the plan after this one was opened."""

    message = gettext_lazy("Someone saved this plan while you were writing.")


class PlanTooSmall(TransitionError):
    """Fewer contacts or meetings are planned than the cycle asks for."""


class PairEndedMeanwhile(TransitionError):
    """The pair was closed while the plan was open."""

    message = gettext_lazy("This pair has ended in the meantime, so the plan stays as it is.")


@dataclass(frozen=True)
class StepDraft:
    """A step as typed. `pk` None: a new one."""

    text: str
    pk: int | None = None
    owner: str = StepOwner.BOTH
    due_on: datetime.date | None = None
    is_done: bool = False
    is_removed: bool = False


@dataclass(frozen=True)
class GoalDraft:
    """A goal as typed, with its steps. `pk` None: a new one."""

    text: str
    pk: int | None = None
    topic: object = None
    state_goal: object = None
    measure: str = ""
    status: str = GoalStatus.OPEN
    is_removed: bool = False
    steps: tuple[StepDraft, ...] = ()


@dataclass(frozen=True)
class PlanDraft:
    """A plan as typed."""

    outline: str = ""
    frequency: str = ""
    planned_contacts: int | None = None
    planned_meetings: int | None = None
    goals: tuple[GoalDraft, ...] = field(default=())


def save_plan(pair: MentoringPair, draft: PlanDraft, *, version: int, by) -> ActionPlan:
    """Write the draft over the plan if nobody saved it since `version` (0: there was no plan). Returns the plan.

    Goals and steps that the draft doesn't name stay as they are; those it names and that are gone are written anew, so
    nothing typed is lost. Ids of other plans count as unknown. What changed goes into the history; a change of the
    content asks both sides to approve again (R14, R15). Raises NotAllowed, PairEndedMeanwhile, PlanTooSmall,
    PlanChanged.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        if locked.status not in OPEN_PAIR_STATUSES and pair_side(by, locked) is not None:
            raise PairEndedMeanwhile
        side = editing_side(by, locked)
        _check_floor(locked, draft)
        before = record_of(ActionPlan.objects.filter(pair=locked).first())
        plan = _claim(locked, draft, version, by)
        _save_goals(plan, draft.goals)
        changes = changes_between(before, record_of(plan))
        note_event(locked, PlanEventKind.SAVED, changes, by=by, side=side)
        if version and content_of(changes):
            ActionPlan.objects.filter(pk=plan.pk).update(content_version=F("content_version") + 1)
            plan.refresh_from_db(fields=["content_version"])
    return plan


def tick_step(pair: MentoringPair, step_pk: int, *, is_done: bool, by) -> GoalStep | None:
    """Tick or untick one step of the pair's plan and return it; None if the plan has no such step (any more).

    Counts as a change of the plan, so that a page opened before is brought together with it. Raises NotAllowed.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        side = editing_side(by, locked)
        step = GoalStep.objects.filter(goal__plan__pair=locked, pk=step_pk).select_related("goal").first()
        if step is None or step.is_done == is_done:
            return step
        ActionPlan.objects.filter(pair=locked).update(
            version=F("version") + 1, updated_at=timezone.now(), updated_by=by
        )
        step.is_done = is_done
        step.save(update_fields=["is_done"])
        change = {"what": "step_is_done", "goal": step.goal.text, "step": step.text, "after": is_done}
        note_event(locked, PlanEventKind.TICKED, [change], by=by, side=side)
    return step


def add_step(pair: MentoringPair, goal_pk: int, text: str, owner: StepOwner, *, by) -> GoalStep | None:
    """Put one step at the end of an open goal and return it; None if the plan has no such goal (any more).

    A change of the content like any other: it stands in the history and asks both sides to approve again.
    Raises NotAllowed.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        side = editing_side(by, locked)
        goal = Goal.objects.filter(pk=goal_pk, plan__pair=locked, status=GoalStatus.OPEN).first()
        if goal is None:
            return None
        before = record_of(ActionPlan.objects.get(pair=locked))
        last = goal.steps.aggregate(last=Max("sort_order"))["last"]
        step = GoalStep.objects.create(
            goal=goal, text=text, owner=owner, sort_order=0 if last is None else min(last + 1, 32_000)
        )
        ActionPlan.objects.filter(pair=locked).update(
            version=F("version") + 1,
            content_version=F("content_version") + 1,
            updated_at=timezone.now(),
            updated_by=by,
        )
        changes = changes_between(before, record_of(ActionPlan.objects.get(pair=locked)))
        note_event(locked, PlanEventKind.SAVED, changes, by=by, side=side)
    return step


def _check_floor(pair, draft: PlanDraft) -> None:
    """The pair sets its own frequency above the cycle's minimum, never below it (R15, T2)."""
    rules = list(pair.cycle.contact_rules.all())
    least, meetings = least_contacts(rules), least_meetings(rules)
    if draft.planned_contacts is not None and draft.planned_contacts < least:
        raise PlanTooSmall(_("This season asks for at least %(least)d contacts.") % {"least": least})
    if draft.planned_meetings is not None and draft.planned_meetings < meetings:
        raise PlanTooSmall(_("This season asks for at least %(least)d meetings in person.") % {"least": meetings})


def _claim(pair, draft: PlanDraft, version: int, by) -> ActionPlan:
    typed = {
        "outline": draft.outline,
        "frequency": draft.frequency,
        "planned_contacts": draft.planned_contacts,
        "planned_meetings": draft.planned_meetings,
        "updated_by": by,
    }
    if version == 0:
        try:
            with transaction.atomic():
                return ActionPlan.objects.create(pair=pair, **typed)
        except IntegrityError:
            raise PlanChanged from None
    changed = ActionPlan.objects.filter(pair=pair, version=version).update(
        version=F("version") + 1, updated_at=timezone.now(), **typed
    )
    if not changed:
        raise PlanChanged
    return ActionPlan.objects.get(pair=pair)


def _save_goals(plan: ActionPlan, drafts) -> None:
    known = {goal.pk: goal for goal in plan.goals.prefetch_related("steps")}
    for place, draft in enumerate(drafts):
        goal = known.get(draft.pk) if draft.pk else None
        if draft.is_removed:
            if goal:
                goal.delete()
            continue
        goal_steps = {step.pk: step for step in goal.steps.all()} if goal else {}
        goal = goal or Goal(plan=plan)
        goal.text, goal.measure, goal.status = draft.text, draft.measure, draft.status
        goal.topic, goal.state_goal, goal.sort_order = draft.topic, draft.state_goal, place
        goal.save()
        _save_steps(goal, goal_steps, draft.steps)


def _save_steps(goal: Goal, known: dict[int, GoalStep], drafts) -> None:
    for place, draft in enumerate(drafts):
        step = known.get(draft.pk) if draft.pk else None
        if draft.is_removed:
            if step:
                step.delete()
            continue
        step = step or GoalStep(goal=goal)
        step.text, step.owner, step.due_on, step.is_done = draft.text, draft.owner, draft.due_on, draft.is_done
        step.sort_order = place
        step.save()
