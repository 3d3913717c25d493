"""Both sides approve the plan; an approval is of one version of its content (R14, R44)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import PlanEventKind, Side
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import ActionPlan, MentoringPair, PlanApproval
from mentoring_pages.people import name_of
from mentoring_pages.plan_changes import changes_between, content_of, record_of

from .pair_lock import locked_pair
from .plan_history import editing_side, note_event
from .refusals import TransitionError


class OtherPlanMeanwhile(TransitionError):
    """The plan is another one than the person read."""

    message = gettext_lazy("The plan was changed while you were reading, so it is not approved yet. Please look again.")


class NothingToApprove(TransitionError):
    """A plan without goals is a beginning, no agreement."""

    message = gettext_lazy("Write at least one goal first. Then both of you approve the plan.")


@dataclass(frozen=True)
class SideApproval:
    """How one side stands to the plan. `current`: it approved the plan as it is; `last`: what it approved before."""

    side: Side
    current: PlanApproval | None
    last: PlanApproval | None

    def changes_since(self, record: dict) -> list[dict]:
        """What is different in the plan now, for a side that approved an earlier one; [] for one that never did."""
        if self.current or self.last is None:
            return []
        return content_of(changes_between(self.last.record, record))


def approvals_of(plan: ActionPlan | None) -> dict[Side, SideApproval]:
    """How each side stands. One query."""
    approvals = list(PlanApproval.objects.filter(plan=plan).select_related("approved_by")) if plan else []
    found = {}
    for side in Side:
        own = [one for one in approvals if one.side == side]
        now = next((one for one in own if plan and one.content_version == plan.content_version), None)
        found[side] = SideApproval(side, now, own[0] if own else None)
    return found


def approve_plan(pair: MentoringPair, *, content_version: int, by) -> tuple[PlanApproval, bool]:
    """Approve the plan as it was read, for the side of `by`. Returns the approval, and whether it is new.

    Done twice, nothing changes and nobody is mailed. The other side gets a mail after commit. Raises NotAllowed,
    NothingToApprove, OtherPlanMeanwhile.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        side = editing_side(by, locked)
        plan = ActionPlan.objects.filter(pair=locked).first()
        if plan is None or not plan.goals.exists():
            raise NothingToApprove
        if plan.content_version != content_version:
            raise OtherPlanMeanwhile
        approval, is_new = PlanApproval.objects.get_or_create(
            plan=plan,
            side=side,
            content_version=content_version,
            defaults={"approved_by": by, "approved_at": timezone.now(), "record": record_of(plan)},
        )
        if is_new:
            note_event(locked, PlanEventKind.APPROVED, [{"what": "approved"}], by=by, side=side)
            _tell_other_side(locked, approval, by)
    return approval, is_new


def _tell_other_side(pair, approval, by):
    own, other = pair.program_of(approval.side), pair.partner_of(approval.side)
    is_complete = (
        PlanApproval.objects.filter(plan=approval.plan, content_version=approval.content_version)
        .exclude(pk=approval.pk)
        .exists()
    )
    context = {"name": name_of(by), "program": own.name, "is_complete": is_complete}
    send_after_commit("plan_approved", addresses_of(other), context, link=("members:plan-detail", [pair.code]))
