"""Writing the plan: one page without scripts, and two people who write at once (R14, R15, R44)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.plan_approvals import approve_plan
from mentoring_pages.actions.plans import PairEndedMeanwhile, PlanChanged, save_plan
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.contacts import least_contacts, least_meetings
from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.members import access
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.plans import page as pages
from mentoring_pages.members.plans.choosing import ALL, conflicts_of, keep_both, take_theirs
from mentoring_pages.members.plans.forms import plan_draft
from mentoring_pages.members.plans.merging import is_saved, merge, read_base, snapshot_of, typed_snapshot
from mentoring_pages.members.shell import member_required, members_page, staff_texts
from mentoring_pages.models import ActionPlan
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_plan, pair_side


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@member_required
def plan_edit(request, pair_code):
    """Write the plan. Buttons that add a row or settle a difference post the page and keep all that is typed."""
    pair = access.get_pair_or_404(request.user, pair_code)
    is_over = pair.status not in OPEN_PAIR_STATUSES and pair_side(request.user, pair) is not None
    if not can_edit_plan(request.user, pair) and not (is_over and request.method == "POST"):
        raise PermissionDenied
    rules = list(pair.cycle.contact_rules.all())
    given = {"least": (least_contacts(rules), least_meetings(rules)), "choices": pages.vocabularies(pair)}
    if request.method == "POST":
        return _posted(request, pair, given)
    kept = typed_before(request)
    if kept is not None:
        messages.info(request, _("Your session had ended. What you typed is still here; save it now."))
        return _edit_page(request, pair, pages.page_of_post(kept, **given))
    plan = _plan_of(pair)
    base = snapshot_of(plan)
    shown = pages.with_spare_rows(base)
    return _edit_page(
        request, pair, pages.page_of_snapshot(shown, version=plan.version if plan else 0, base=base, **given)
    )


def _posted(request, pair, given):
    data, names = request.POST, request.POST.get("conflicts", "").split()
    if "add" in data:
        return _one_more_row(request, pair, data, names, given)
    if "both" in data or "theirs" in data:
        is_both = "both" in data
        chosen = data["both" if is_both else "theirs"]
        settled = [name for name in names if chosen in (name, ALL)]
        base = read_base(data.get("base", ""))
        data = (keep_both if is_both else take_theirs)(data, base, settled)
        names = [name for name in names if name not in settled]
        data["conflicts"] = " ".join(names)
        if chosen != ALL:
            return _again(request, pair, data, names, given)
    return _save(request, pair, data, names, given)


def _save(request, pair, data, names, given):
    posted = pages.page_of_post(data, **given)
    if not posted.is_valid():
        posted.show_theirs(read_base(data.get("base", "")), names)
        return _edit_page(request, pair, posted, status=422)
    draft, version = plan_draft(posted.plan_form, posted.rows), posted.plan_form.cleaned_data["version"]
    try:
        plan = save_plan(pair, draft, version=version, by=request.user)
    except PlanChanged:
        return _both_texts(request, pair, posted, given)
    except PairEndedMeanwhile as refusal:
        return _ended_page(request, pair, posted, refusal.message)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return _edit_page(request, pair, posted, status=422)
    return _saved(request, pair, plan, is_approved="approve" in data)


def _saved(request, pair, plan, *, is_approved):
    sentence = _("The plan is saved. Both of you see it.")
    if is_approved:
        try:
            approve_plan(pair, content_version=plan.content_version, by=request.user)
        except TransitionError as refusal:
            messages.warning(request, refusal.message)
        else:
            sentence = _("The plan is saved and approved for your side. The other side gets a mail.")
    messages.success(request, sentence)
    return redirect("members:plan-detail", pair.code)


def _one_more_row(request, pair, data, names, given):
    """The page with one more row, or with the goal that staff offer as a first one."""
    form = pages.page_of_post(data, **given)
    typed = typed_snapshot(form.plan_form, form.rows)
    wanted = data["add"]
    if wanted == "first-goal":
        shown = pages.with_first_goal(typed, _(staff_texts(request).first_goal))
    else:
        shown = pages.with_added_row(typed, wanted)
    return _shown_again(request, pair, shown, form, names, given)


def _again(request, pair, data, names, given):
    form = pages.page_of_post(data, **given)
    return _shown_again(request, pair, typed_snapshot(form.plan_form, form.rows), form, names, given)


def _shown_again(request, pair, shown, posted, names, given):
    form = posted.plan_form
    base = read_base(form["base"].data or "")
    page = pages.page_of_snapshot(shown, version=form["version"].data, base=base, conflicts=names, **given)
    plan = _plan_of(pair) if names else None
    return _edit_page(request, pair, page, saved_by=name_of(plan.updated_by) if plan else "")


def _both_texts(request, pair, posted, given):
    """Show the second saver what the first one saved, beside his own text."""
    plan = _plan_of(pair)
    theirs = snapshot_of(plan)
    mine = typed_snapshot(posted.plan_form, posted.rows)
    merged = merge(read_base(posted.plan_form.cleaned_data["base"]), mine, theirs)
    if plan and is_saved(merged, theirs):
        # The same page was sent twice, or both wrote the same.
        return _saved(request, pair, plan, is_approved=False)
    conflicts = conflicts_of(merged)
    page = pages.page_of_snapshot(
        merged, version=plan.version if plan else 0, base=theirs, conflicts=conflicts, **given
    )
    return _edit_page(request, pair, page, saved_by=name_of(plan.updated_by) if plan else "", status=409)


def _ended_page(request, pair, posted, sentence):
    """The pair was closed while somebody wrote: nothing is saved, and what was typed can be copied."""
    context = {
        "pair_line": pair_line(pair),
        "view_title": _("The plan is closed"),
        "sentence": sentence,
        "typed": _as_text(typed_snapshot(posted.plan_form, posted.rows)),
        "back_url": reverse("members:plan-detail", args=[pair.code]),
    }
    template = "mentoring_pages/members/plans/plan_ended.html"
    return members_page(request, template, context, section="plan", pair=pair, status=409)


def _as_text(typed):
    lines = [typed["outline"], typed["frequency"]]
    for goal in typed["goals"]:
        lines += ["", goal["text"], goal["measure"], *(f"– {step['text']}" for step in goal["steps"] if step["text"])]
    return "\n".join(lines).strip()


def _edit_page(request, pair, page, *, saved_by="", status=200):
    conflicts = page.plan_form["conflicts"].value() or ""
    has_goals = any(goal["text"].value() for goal, _steps in page.rows)
    context = {
        "page_forms": page,
        "errors": page.errors,
        "saved_by": saved_by,
        "has_conflicts": bool(conflicts.strip()),
        "first_goal": "" if has_goals else _(staff_texts(request).first_goal or " ").strip(),
        "pair_line": pair_line(pair),
        "view_title": _("Write the plan"),
        "cancel_url": reverse("members:plan-detail", args=[pair.code]),
        "reader_note": _("Both programs of the pair and the coordinators read the plan and its history."),
    }
    return members_page(
        request, "mentoring_pages/members/plans/plan_edit.html", context, section="plan", pair=pair, status=status
    )


def _plan_of(pair):
    return ActionPlan.objects.filter(pair=pair).select_related("updated_by").first()
