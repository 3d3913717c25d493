"""The action plan of a pair: read it, and write it together (R14, R15, R44)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.plans import PlanChanged, save_plan, tick_step
from mentoring_pages.actions.refusals import NotAllowed, TransitionError
from mentoring_pages.contacts import least_contacts
from mentoring_pages.enums import GoalStatus
from mentoring_pages.members import access
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.plans import page as pages
from mentoring_pages.members.plans.forms import plan_draft
from mentoring_pages.members.plans.merging import merge, read_base, snapshot_of, typed_snapshot
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import ActionPlan
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_plan
from resources.dates_in_words import short_date

_GOAL_BADGES = {GoalStatus.OPEN: "info", GoalStatus.REACHED: "ok", GoalStatus.DROPPED: "neutral"}


@require_safe
@member_required
def plan_detail(request, pair_code):
    """The plan to read, for both sides and coordinators."""
    pair = access.get_pair_or_404(request.user, pair_code)
    plan = _plan_of(pair)
    can_edit = can_edit_plan(request.user, pair)
    goals = plan.goals.select_related("topic", "state_goal").prefetch_related("steps") if plan else []
    edit_url = reverse("members:plan-edit", args=[pair.code])
    label = _("Change the plan") if plan else _("Write the plan")
    context = {
        "pair_line": pair_line(pair),
        "plan": plan,
        "facts": _facts(plan, pair),
        "goals": [
            {"goal": goal, "badge": _GOAL_BADGES[GoalStatus(goal.status)], "facts": _goal_facts(goal)} for goal in goals
        ],
        "actions": [{"title": label, "url": edit_url, "style": "" if plan else "accent"}] if can_edit else [],
        "can_tick": can_edit,
        "changed": _changed_line(plan),
        "today": timezone.localdate(),
        "view_title": _("Action plan"),
    }
    return members_page(request, "mentoring_pages/members/plans/plan_detail.html", context, section="plan", pair=pair)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def plan_edit(request, pair_code):
    """Write the plan. Buttons that add a row post the page and keep all that is typed."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_edit_plan(request.user, pair):
        raise PermissionDenied
    least = least_contacts(pair.cycle.contact_rules.all())
    given = {"least": least, "choices": pages.vocabularies(pair)}
    if request.method != "POST":
        plan = _plan_of(pair)
        base = snapshot_of(plan)
        shown = pages.with_spare_rows(base)
        return _edit_page(
            request, pair, pages.page_of_snapshot(shown, version=plan.version if plan else 0, base=base, **given)
        )
    posted = pages.page_of_post(request.POST, **given)
    if "add" in request.POST:
        return _edit_page(request, pair, _one_more_row(posted, request.POST["add"], given))
    if not posted.is_valid():
        return _edit_page(request, pair, posted, status=422)
    try:
        save_plan(
            pair,
            plan_draft(posted.plan_form, posted.rows),
            version=posted.plan_form.cleaned_data["version"],
            by=request.user,
        )
    except PlanChanged:
        return _both_texts(request, pair, posted, given)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The plan is saved. Both of you see it."))
    return redirect("members:plan-detail", pair.code)


@require_POST
@member_required
def step_tick(request, pair_code, step_pk):
    """Tick a step, or take the tick back, and return to the page it was done on."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_edit_plan(request.user, pair):
        raise PermissionDenied
    try:
        step = tick_step(pair, step_pk, is_done=request.POST.get("is_done") == "yes", by=request.user)
    except NotAllowed:
        raise PermissionDenied from None
    if step is None:
        raise Http404
    if step.is_done:
        messages.success(request, _("Done: %(step)s") % {"step": step.text})
    if request.POST.get("back") == "home":
        return redirect(f"{reverse('members:home')}?pair={pair.code}")
    return redirect("members:plan-detail", pair.code)


def _one_more_row(posted, name, given):
    form = posted.plan_form
    shown = pages.with_added_row(typed_snapshot(form, posted.rows), name)
    version = form["version"].data
    return pages.page_of_snapshot(shown, version=version, base=read_base(form["base"].data or ""), **given)


def _both_texts(request, pair, posted, given):
    """Show the second saver what the first one saved, beside his own text."""
    plan = _plan_of(pair)
    theirs = snapshot_of(plan)
    mine = typed_snapshot(posted.plan_form, posted.rows)
    merged = merge(read_base(posted.plan_form.cleaned_data["base"]), mine, theirs)
    page = pages.page_of_snapshot(merged, version=plan.version if plan else 0, base=theirs, **given)
    return _edit_page(request, pair, page, saved_by=name_of(plan.updated_by) if plan else "", status=409)


def _edit_page(request, pair, page, *, saved_by="", status=200):
    context = {
        "page_forms": page,
        "errors": page.errors,
        "saved_by": saved_by,
        "pair_line": pair_line(pair),
        "view_title": _("Write the plan"),
        "cancel_url": reverse("members:plan-detail", args=[pair.code]),
        "reader_note": _("Both programs of the pair and the coordinators read the plan."),
    }
    return members_page(
        request, "mentoring_pages/members/plans/plan_edit.html", context, section="plan", pair=pair, status=status
    )


def _plan_of(pair):
    return ActionPlan.objects.filter(pair=pair).select_related("updated_by").first()


def _facts(plan, pair):
    least = least_contacts(pair.cycle.contact_rules.all())
    planned = plan.planned_contacts if plan else None
    frequency = plan.frequency if plan else ""
    return [
        {"label": _("How often we are in touch"), "value": frequency or _("Not agreed yet")},
        {
            "label": _("Contacts we plan"),
            "value": planned or least,
            "note": _("The season asks for at least %(least)d.") % {"least": least},
        },
    ]


def _goal_facts(goal):
    facts = [
        (_("How we will know"), goal.measure),
        (_("Topic"), goal.topic),
        (_("State goal"), goal.state_goal),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _changed_line(plan):
    if plan is None:
        return ""
    return _("Last changed by %(name)s, %(day)s") % {
        "name": name_of(plan.updated_by),
        "day": short_date(timezone.localtime(plan.updated_at)),
    }
