"""A plan as its pages show it: goals and steps, approvals, resources, history."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.actions.plan_approvals import approvals_of
from mentoring_pages.contacts import least_contacts, least_meetings
from mentoring_pages.enums import OPEN_PAIR_STATUSES, GoalStatus, PlanEventKind, Side
from mentoring_pages.models import ChecklistItem, ChecklistTick, PlanResource
from mentoring_pages.people import name_of
from mentoring_pages.plan_changes import in_words, record_of
from resources.dates_in_words import short_date, when_in_words
from resources.models import ResourcePage

from . import paper

_GOAL_BADGES = {GoalStatus.OPEN: "info", GoalStatus.REACHED: "ok", GoalStatus.DROPPED: "neutral"}


def goal_rows(plan, attached):
    """Each goal with its badge, facts and resources. Two queries."""
    if plan is None:
        return []
    goals = plan.goals.select_related("topic", "state_goal").prefetch_related("steps")
    return [
        {
            "goal": goal,
            "badge": _GOAL_BADGES[GoalStatus(goal.status)],
            "facts": _goal_facts(goal),
            "resources": attached.get(goal.pk, []),
        }
        for goal in goals
    ]


def attached_of(plan, request):
    """{goal's id, or None for the plan: its resources}. Three queries at most.

    One that not everyone may see any more has no address, and its line keeps only the title that both knew.
    """
    if plan is None:
        return {}
    lines = list(PlanResource.objects.filter(plan=plan).select_related("added_by"))
    pages = ResourcePage.objects.live().public().in_bulk([line.resource_id for line in lines if line.resource_id])
    found: dict = {}
    for line in lines:
        page = pages.get(line.resource_id)
        found.setdefault(line.goal_id, []).append(
            {
                "pk": line.pk,
                "title": page.title if page else line.title,
                "url": page.get_url(request) if page else "",
                "by": name_of(line.added_by),
            }
        )
    return found


def plan_facts(plan, pair):
    """How often the two are in touch, beside what the season asks for."""
    rules = list(pair.cycle.contact_rules.all())
    least, meetings = least_contacts(rules), least_meetings(rules)
    planned = max((plan.planned_contacts if plan else None) or 0, least)
    planned_meetings = max((plan.planned_meetings if plan else None) or 0, meetings)
    asked = _("The season asks for at least %(least)d.")
    return [
        {"label": _("How often we are in touch"), "value": (plan.frequency if plan else "") or _("Not agreed yet")},
        {"label": _("Contacts we plan"), "value": planned, "note": asked % {"least": least}},
        {"label": _("Of these in person"), "value": planned_meetings, "note": asked % {"least": meetings}},
    ]


def plan_actions(plan, pair, *, can_edit, has_goals):
    """Buttons of the plan's head."""
    actions = []
    if can_edit:
        label = _("Change the plan") if has_goals else _("Write the plan")
        url = reverse("members:plan-edit", args=[pair.code])
        actions.append({"title": label, "url": url, "style": "" if has_goals else "accent"})
    if has_goals and paper.is_available():
        url = reverse("members:plan-pdf", args=[pair.code])
        actions.append({"title": _("Plan as PDF"), "url": url, "style": "secondary"})
    return actions


def approval_panel(plan, pair, side):
    """How both sides stand to the plan, for approval.html, and what changed since this side approved. Three queries."""
    programs = {Side.MENTOR: pair.mentor, Side.MENTEE: pair.mentee}
    approvals = approvals_of(plan)
    is_open = pair.status in OPEN_PAIR_STATUSES
    own = approvals.get(side)
    waits = is_open and own is not None and own.current is None
    changes = own.changes_since(record_of(plan)) if waits else []
    return {
        "rows": [
            {"role": each.label, "program": programs[each].name, **_approval_words(approvals[each])} for each in Side
        ],
        "is_complete": all(one.current for one in approvals.values()),
        "can_approve": waits,
        "changes": [in_words(change) for change in changes],
        "was_approved": bool(own and own.last),
        "content_version": plan.content_version,
        "url": reverse("members:plan-approve", args=[pair.code]),
    }


def checklist_line(pair):
    """How much of the checklist is covered, and where it is. Two queries; None without a checklist."""
    items = ChecklistItem.objects.active().count()
    ticked = ChecklistTick.objects.filter(pair=pair, item__is_active=True).count()
    if not items:
        return None
    text = ngettext("%(ticked)s of %(count)s covered", "%(ticked)s of %(count)s covered", items)
    return {
        "text": text % {"ticked": ticked, "count": items},
        "url": reverse("members:checklist-detail", args=[pair.code]),
    }


def changed_line(plan):
    """Who changed the plan last, and when."""
    if plan is None:
        return ""
    return _("Last changed by %(name)s, %(day)s") % {
        "name": name_of(plan.updated_by),
        "day": short_date(timezone.localtime(plan.updated_at)),
    }


def event_rows(pair, events):
    """Lines of the history, with their sentences; no query."""
    programs = {Side.MENTOR: pair.mentor.name, Side.MENTEE: pair.mentee.name}
    return [
        {
            "name": name_of(event.made_by),
            "program": programs[Side(event.side)],
            "when": when_in_words(timezone.localtime(event.happened_at)),
            "label": PlanEventKind(event.kind).label,
            "changes": [in_words(change) for change in event.changes],
        }
        for event in events
    ]


def _approval_words(approval):
    if approval.current:
        kept = {
            "name": name_of(approval.current.approved_by),
            "day": short_date(timezone.localtime(approval.current.approved_at)),
        }
        return {"is_current": True, "text": _("Approved by %(name)s, %(day)s") % kept}
    if approval.last:
        day = short_date(timezone.localtime(approval.last.approved_at))
        return {"is_current": False, "text": _("Approved an earlier plan, %(day)s") % {"day": day}}
    return {"is_current": False, "text": _("Not approved yet")}


def _goal_facts(goal):
    facts = [
        (_("How we will know"), goal.measure),
        (_("Topic"), goal.topic),
        (_("State goal"), goal.state_goal),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]
