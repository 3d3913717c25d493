"""What the demo's pairs signed and approved, and how their plans came about: one pair in each state."""

import datetime as dt

from django.utils import timezone

from mentoring_pages.actions.plan_resources import attach_resource
from mentoring_pages.enums import OPEN_PAIR_STATUSES, AgreementStatus, PlanEventKind, Side
from mentoring_pages.models import (
    ActionPlan,
    AgreementSignature,
    AgreementText,
    ChecklistItem,
    ChecklistTick,
    MentoringPair,
    PlanApproval,
    PlanEvent,
)
from mentoring_pages.plan_changes import record_of

from .. import dates
from ..sign_ins import SIGN_INS

GUIDES = ("First ninety days for a new director", "Budget worksheet for a first grant year")
WHAT_CHANGED = "The part on confidentiality says more clearly when somebody must be told."
# Of five pairs in a row: all signed and approved; a changed plan; one signature; an older version; nothing yet.
BOTH, CHANGED, ONE, OLDER, NOTHING = range(5)


def build_papers(demo):
    """Needs pairs, plans and the library. The pair of the demo's sign-ins has a plan that changed since approval."""
    first = AgreementText.objects.current()
    year = dates.running_year(demo.today)
    AgreementText.objects.filter(pk=first.pk).update(published_at=_noon(year.previous.starts_on))
    second = _second_version(demo, first, _noon(year.starts_on) - dt.timedelta(days=14))
    own = _pair_of_sign_ins()
    others = MentoringPair.objects.exclude(pk=own.pk if own else None).order_by("started_on", "pk")
    for position, pair in enumerate(others.select_related("mentor", "mentee")):
        is_open = pair.status in OPEN_PAIR_STATUSES
        _papers(demo, pair, second if is_open else first, first, position % 5 if is_open else BOTH)
    if own:
        _papers(demo, own, second, first, CHANGED)
        director = _director(own, Side.MENTEE)
        for title in GUIDES:
            if title in demo.resources and director:
                attach_resource(own, demo.resources[title], by=director)


def _second_version(demo, first, published_at):
    """The text as it is now: one part was made clearer after a season."""
    values = {name: getattr(first, name) for name in ("title", "opening", "boundaries", "expectations")}
    return AgreementText.objects.create(
        number=first.number + 1,
        status=AgreementStatus.PUBLISHED,
        confidentiality=first.confidentiality
        + "<p>If we are not sure whether something must be told, we ask a coordinator, without naming anybody.</p>",
        what_changed=WHAT_CHANGED,
        published_at=published_at,
        published_by=demo.coordinator,
        asked_at=published_at,
        **values,
    )


def _papers(demo, pair, text, older, state):
    sides = {BOTH: Side, CHANGED: Side, ONE: (Side.MENTEE,), OLDER: Side, NOTHING: ()}[state]
    for number, side in enumerate(sides):
        _sign(pair, older if state == OLDER else text, side, days=2 + 3 * number)
    plan = ActionPlan.objects.filter(pair=pair).first()
    if plan and state in (BOTH, CHANGED) and plan.goals.exists():
        _approve(pair, plan, is_changed=state == CHANGED)
    ticks = {BOTH: 7, CHANGED: 5, ONE: 2, OLDER: 3, NOTHING: 0}[state]
    for position, item in enumerate(ChecklistItem.objects.active()[:ticks]):
        side = Side.MENTEE if position % 3 else Side.MENTOR
        ChecklistTick.objects.create(
            pair=pair,
            item=item,
            words=item.name,
            side=side,
            ticked_by=_director(pair, side),
            ticked_at=_moment(pair, 5 + 6 * position),
        )


def _sign(pair, text, side, *, days):
    director, program = _director(pair, side), pair.mentor if side == Side.MENTOR else pair.mentee
    AgreementSignature.objects.create(
        pair=pair,
        version=text,
        side=side,
        signed_name=director.get_full_name() if director else program.name,
        program_name=program.name,
        signed_by=director,
        signed_at=_moment(pair, days),
        text={"title": text.title, "number": text.number, "parts": text.parts},
    )


def _approve(pair, plan, *, is_changed):
    record = record_of(plan)
    if is_changed:
        # The mentor approved before the mentee added the last step.
        *_others, goal = record["goals"]
        step = goal["steps"].pop() if goal["steps"] else None
        plan.content_version = 2
        plan.save(update_fields=["content_version"])
    for number, side in enumerate((Side.MENTOR,) if is_changed else Side):
        PlanApproval.objects.create(
            plan=plan,
            side=side,
            content_version=1,
            approved_by=_director(pair, side),
            approved_at=_moment(pair, 12 + number),
            record=record,
        )
        _event(pair, PlanEventKind.APPROVED, [{"what": "approved"}], side, days=12 + number)
    if is_changed and step:
        change = {"what": "step_added", "goal": goal["text"], "step": step["text"]}
        _event(pair, PlanEventKind.SAVED, [change], Side.MENTEE, days=20)


def _event(pair, kind, changes, side, *, days):
    PlanEvent.objects.create(
        pair=pair, kind=kind, happened_at=_moment(pair, days), made_by=_director(pair, side), side=side, changes=changes
    )


def _moment(pair, days):
    """So many days after the pair began, at noon, but not in the future."""
    return min(_noon(pair.started_on + dt.timedelta(days=days)), timezone.now())


def _noon(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _director(pair, side):
    own = pair.mentor_id if side == Side.MENTOR else pair.mentee_id
    return next((one.user for one in pair.directors if one.program_id == own), None)


def _pair_of_sign_ins():
    mentor, mentee = (next(one.email for one in SIGN_INS if one.role == role) for role in ("Mentor", "Mentee"))
    pairs = MentoringPair.objects.open().filter(mentor__memberships__user__email=mentor)
    return pairs.filter(mentee__memberships__user__email=mentee).select_related("mentor", "mentee").first()
