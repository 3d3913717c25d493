"""What a pair's agreement and plan ask of one person today, for the next step on the members' home."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mentoring_pages.actions.plan_approvals import approvals_of
from mentoring_pages.enums import OPEN_PAIR_STATUSES, GoalStatus, Side, StepOwner
from mentoring_pages.members.agreements.standing import standing_of
from mentoring_pages.models import ActionPlan, Goal, GoalStep
from mentoring_pages.permissions import signing_side

# So many days before its day a step is the next thing to do.
AHEAD = datetime.timedelta(days=2)


@dataclass(frozen=True)
class DueStep:
    """A step of the person's side whose day is near or over."""

    text: str
    due_on: datetime.date


@dataclass(frozen=True)
class PaperSituation:
    """`signed_before` and `approved_before`: it is a new version, or a changed plan, that asks."""

    must_sign: bool = False
    signed_before: bool = False
    has_goal: bool = False
    must_approve: bool = False
    approved_before: bool = False
    step: DueStep | None = None


def papers_of(user, pair, side: Side | None, today: datetime.date) -> PaperSituation:
    """Seven queries at most, whatever the size of the plan. A pair that has ended asks for nothing."""
    has_goal = Goal.objects.filter(plan__pair=pair).exists()
    if pair.status not in OPEN_PAIR_STATUSES or side is None:
        return PaperSituation(has_goal=has_goal)
    standing = standing_of(pair)
    own = approvals_of(ActionPlan.objects.filter(pair=pair).first())[side] if has_goal else None
    return PaperSituation(
        must_sign=standing.is_missing(signing_side(user, pair)),
        signed_before=bool(standing.earlier),
        has_goal=has_goal,
        must_approve=own is not None and own.current is None,
        approved_before=own is not None and own.last is not None,
        step=_due_step(pair, side, today),
    )


def _due_step(pair, side, today):
    step = (
        GoalStep.objects.filter(
            goal__plan__pair=pair,
            goal__status=GoalStatus.OPEN,
            is_done=False,
            owner__in=(side.value, StepOwner.BOTH),
            due_on__lte=today + AHEAD,
        )
        .order_by("due_on", "pk")
        .first()
    )
    return DueStep(step.text, step.due_on) if step else None
