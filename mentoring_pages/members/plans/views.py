"""The action plan of a pair: read it, approve it, tick its steps, see who changed what (R14, R15, R44)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mentoring_pages.actions.plan_approvals import approve_plan
from mentoring_pages.actions.plans import tick_step
from mentoring_pages.actions.refusals import NotAllowed, TransitionError
from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.members import access
from mentoring_pages.members.agreements.panel import agreement_panel
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.plans import paper, standing
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import ActionPlan
from mentoring_pages.permissions import can_edit_plan, pair_side

TEMPLATES = "mentoring_pages/members/plans"
EVENTS_A_PAGE = 30


@require_safe
@member_required
def plan_detail(request, pair_code):
    """The plan to read, for both sides and coordinators, with who has approved it."""
    pair = access.get_pair_or_404(request.user, pair_code)
    plan = _plan_of(pair)
    can_edit = can_edit_plan(request.user, pair)
    side = pair_side(request.user, pair)
    attached = standing.attached_of(plan, request)
    goals = standing.goal_rows(plan, attached)
    agreement = agreement_panel(request.user, pair, side)
    context = {
        "pair_line": pair_line(pair),
        "plan": plan,
        "facts": standing.plan_facts(plan, pair),
        "goals": goals,
        "attached": attached.get(None, []),
        "approval": standing.approval_panel(plan, pair, side) if goals else None,
        "actions": standing.plan_actions(plan, pair, can_edit=can_edit, has_goals=bool(goals)),
        "checklist": standing.checklist_line(pair),
        "agreement": None if agreement is None or agreement["is_complete"] else agreement,
        "can_tick": can_edit,
        "changed": standing.changed_line(plan),
        "history_url": reverse("members:plan-history", args=[pair.code]),
        "resources_url": reverse("members:plan-resources", args=[pair.code]) if can_edit else "",
        "today": timezone.localdate(),
        "printed_on": timezone.localdate(),
        "view_title": _("Action plan"),
    }
    return members_page(request, f"{TEMPLATES}/plan_detail.html", context, section="plan", pair=pair)


@require_POST
@member_required
def plan_approve(request, pair_code):
    """Approve the plan that was on the page, for one's own side."""
    pair = access.get_pair_or_404(request.user, pair_code)
    side = pair_side(request.user, pair)
    if side is None:
        raise PermissionDenied
    version = request.POST.get("content_version", "")
    try:
        if pair.status not in OPEN_PAIR_STATUSES:
            raise TransitionError(_("This pair has ended, so the plan stays as it is."))
        _approval, is_new = approve_plan(
            pair, content_version=int(version) if version.isdecimal() and len(version) < 10 else 0, by=request.user
        )
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        if is_new:
            messages.success(request, _("Approved. The other side gets a mail."))
        else:
            messages.info(request, _("Your side has approved this plan already."))
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


@require_safe
@member_required
def plan_history(request, pair_code):
    """Who changed what, newest first; also for people who came later."""
    pair = access.get_pair_or_404(request.user, pair_code)
    pages = Paginator(pair.plan_events.select_related("made_by"), EVENTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "pair_line": pair_line(pair),
        "view_title": _("History of the plan"),
        "events": standing.event_rows(pair, page.object_list),
        "page": page,
    }
    return members_page(request, f"{TEMPLATES}/plan_history.html", context, section="plan", pair=pair)


@require_safe
@member_required
def plan_pdf(request, pair_code):
    """The plan on paper; 404 on a site without the package that writes PDF."""
    pair = access.get_pair_or_404(request.user, pair_code)
    plan = _plan_of(pair)
    if plan is None or not paper.is_available():
        raise Http404
    response = HttpResponse(paper.pdf_of(plan, pair), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="action-plan.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _plan_of(pair):
    return ActionPlan.objects.filter(pair=pair).select_related("updated_by").first()
