"""What each side writes about a visit, shares with its pair, and will try (R17). No text leaves for a mail or a log."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.plans import add_step
from mentoring_pages.actions.visits import locked_visit
from mentoring_pages.enums import Side, StepOwner
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import Goal, GoalStep, SiteVisit, VisitIdea, VisitObservation
from mentoring_pages.permissions import can_add_idea, can_edit_plan, can_observe_visit, can_remove_idea, pair_side

MOST_IDEAS = 20


@transaction.atomic
def save_observation(visit: SiteVisit, texts: dict[str, str], *, by: Any, version: int) -> VisitObservation:
    """Keep what the person's side writes, {field: text}; while it is written, and in the end. Returns the row.

    `version` is that of the row when the form was opened (0: there was none). Fields that somebody of one's own side
    changed since then must not be lost: raises ChangedMeanwhile unless they hold what was sent. Raises NotAllowed.
    """
    visit = locked_visit(visit)
    if not can_observe_visit(by, visit):
        raise NotAllowed
    row, _is_new = VisitObservation.objects.get_or_create(visit=visit, side=pair_side(by, visit.pair))
    if all(getattr(row, name) == text for name, text in texts.items()):
        return row
    if row.version != version:
        raise ChangedMeanwhile
    for name, text in texts.items():
        setattr(row, name, text)
    row.version, row.updated_by = row.version + 1, by
    row.save()
    return row


@transaction.atomic
def share_observation(visit: SiteVisit, *, by: Any) -> VisitObservation:
    """Let the other side read what one's own side wrote; it gets one mail, however often it is shared again.

    Raises NotAllowed, Incomplete (nothing is written).
    """
    visit = locked_visit(visit)
    if not can_observe_visit(by, visit):
        raise NotAllowed
    side = pair_side(by, visit.pair)
    row = VisitObservation.objects.filter(visit=visit, side=side).first()
    if row is None or row.is_empty:
        raise Incomplete(_("Nothing is written yet."))
    if row.shared_at is None:
        row.shared_at = timezone.now()
        row.save(update_fields=["shared_at"])
        other = visit.pair.partner_of(side)
        context = {"program": other.name, "other": visit.pair.program_of(side).name}
        link = ("members:visit-detail", [visit.pair.code, visit.code])
        send_after_commit("visit_shared", addresses_of(other), context, link=link, once_key=row.pk)
    return row


@transaction.atomic
def take_back_observation(visit: SiteVisit, *, by: Any) -> None:
    """The other side reads it no more. Raises NotAllowed."""
    visit = locked_visit(visit)
    if not can_observe_visit(by, visit):
        raise NotAllowed
    VisitObservation.objects.filter(visit=visit, side=pair_side(by, visit.pair)).update(shared_at=None)


@transaction.atomic
def add_idea(visit: SiteVisit, text: str, *, by: Any, code: Any) -> VisitIdea:
    """Write down something that one's side will try. `code` is the form's own: sent twice it makes one.

    Raises NotAllowed, WrongState (the visit was not held), Incomplete.
    """
    visit = locked_visit(visit)
    side = pair_side(by, visit.pair)
    if side is None:
        raise NotAllowed
    if not can_add_idea(by, visit):
        raise WrongState
    known = VisitIdea.objects.filter(code=code).first()
    if known is not None and (known.visit_id, known.text) == (visit.pk, text):
        return known
    if visit.ideas.count() >= MOST_IDEAS:
        raise Incomplete(_("That is a lot to try. Take something off the list first."))
    free_code = {} if known is not None else {"code": code}
    return VisitIdea.objects.create(visit=visit, side=side, text=text, written_by=by, **free_code)


@transaction.atomic
def remove_idea(idea: VisitIdea, *, by: Any) -> None:
    """Take it off the list; a step of the plan that came of it stays. Raises NotAllowed."""
    idea.visit = locked_visit(idea.visit)
    if not can_remove_idea(by, idea):
        raise NotAllowed
    VisitIdea.objects.filter(pk=idea.pk).delete()


@transaction.atomic
def idea_to_step(idea: VisitIdea, goal: Goal, *, by: Any) -> GoalStep:
    """Make it a step of one of the plan's open goals, once. Counts as a change of the plan. Returns the step.

    Raises NotAllowed, WrongState (the goal is none of this pair's, or reached or dropped).
    """
    visit = locked_visit(idea.visit)
    if not can_edit_plan(by, visit.pair):
        raise NotAllowed
    found = VisitIdea.objects.select_related("step").filter(pk=idea.pk).first()
    if found is None:
        raise WrongState
    if found.step is not None:
        return found.step
    owner = StepOwner.MENTOR if found.side == Side.MENTOR else StepOwner.MENTEE
    step = add_step(visit.pair, goal.pk, found.text, owner, by=by)
    if step is None:
        raise WrongState
    VisitIdea.objects.filter(pk=found.pk).update(step=step)
    return step
