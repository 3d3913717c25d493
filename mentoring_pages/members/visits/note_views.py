"""What a side writes about a visit, kept while it is typed; sharing it; and what both will try (R17)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.errors import ChangedMeanwhile
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.actions.visit_notes import (
    add_idea,
    idea_to_step,
    remove_idea,
    save_observation,
    share_observation,
    take_back_observation,
)
from mentoring_pages.enums import GoalStatus
from mentoring_pages.members import visit_access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.kept_forms import keeps_typed, typed_data
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, status_of
from mentoring_pages.models import Goal
from mentoring_pages.permissions import can_arrange_visit, can_observe_visit, pair_side
from resources.dates_in_words import clock

from .detail import detail_of
from .forms import IdeaForm, ObservationForm
from .standing import title_of

# The page's script marks what it sends by itself.
KEPT_BY_SCRIPT = "keep-draft"


@confidential
@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def visit_observe(request, pair_code, code):
    """Write down what one sees. The script saves while one types; without it the button does."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    if not can_observe_visit(request.user, visit):
        messages.info(request, _("This visit was called off, so there is nothing to write about."))
        return redirect("members:visit-detail", visit.pair.code, visit.code)
    side = pair_side(request.user, visit.pair)
    own = visit_access.observations_of(request.user, visit).get(side)
    form = ObservationForm(typed_data(request), user=request.user, observation=own)
    is_script = request.headers.get("X-Requested-With") == KEPT_BY_SCRIPT
    theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            row = save_observation(visit, form.texts(), by=request.user, version=form.cleaned_data["version"] or 0)
        except ChangedMeanwhile as refusal:
            if is_script:
                return JsonResponse({"problem": str(refusal.message)}, status=409)
            form.add_error(None, refusal.message)
            own = visit_access.observations_of(request.user, visit)[side]
            theirs = _differing(form, own)
            # Whoever has read both and saves again means it.
            form.data = form.data.copy()
            form.data["version"] = own.version
        except TransitionError as refusal:
            if is_script:
                return JsonResponse({"problem": str(refusal.message)}, status=403)
            form.add_error(None, refusal.message)
        else:
            if is_script:
                words = _("Saved at %(time)s") % {"time": clock(timezone.now())}
                return JsonResponse({"version": row.version, "saved": words})
            messages.success(request, _("Saved. Only people of your own program read it until you share it."))
            return redirect("members:visit-detail", visit.pair.code, visit.code)
    if is_script and form.errors:
        return JsonResponse({"problem": _("Something is too long to be saved.")}, status=422)
    context = {
        "form": form,
        "theirs": theirs,
        "pair_line": pair_line(visit.pair),
        "view_title": _("What you see: %(title)s") % {"title": title_of(visit.pair, visit.host, side)},
        "cancel_url": reverse("members:visit-detail", args=[visit.pair.code, visit.code]),
        "is_shared": own is not None and own.shared_at is not None,
        "other": visit.pair.partner_of(side),
    }
    return members_page(
        request,
        "mentoring_pages/members/visits/visit_observe.html",
        context,
        section="visits",
        pair=visit.pair,
        status=status_of(form),
    )


@require_POST
@member_required
def visit_share(request, pair_code, code):
    """Let the other side read what one's own side wrote."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    return _answer(
        request,
        visit,
        lambda: share_observation(visit, by=request.user),
        _("Shared. The other program reads it on this page and gets one mail. You can take it back."),
    )


@require_POST
@member_required
def visit_take_back(request, pair_code, code):
    """Keep it to one's own side again."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    return _answer(
        request,
        visit,
        lambda: take_back_observation(visit, by=request.user),
        _("Taken back: only people of your own program read it now."),
    )


@require_http_methods(["POST"])
@member_required
def idea_create(request, pair_code, code):
    """Write down one thing that one's side will try; a refused form keeps what was typed."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    form = IdeaForm(request.POST)
    if form.is_valid():
        try:
            add_idea(visit, form.cleaned_data["text"].strip(), by=request.user, code=form.cleaned_data["code"])
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is on the list. One click makes it a step of your plan."))
            return redirect("members:visit-detail", visit.pair.code, visit.code)
    return members_page(
        request,
        "mentoring_pages/members/visits/visit_detail.html",
        detail_of(request.user, visit, form),
        section="visits",
        pair=visit.pair,
        status=422,
    )


@require_POST
@member_required
def idea_remove(request, pair_code, code, idea_code):
    """Take an own idea off the list."""
    idea = visit_access.get_idea_or_404(request.user, pair_code, code, idea_code)
    return _answer(request, idea.visit, lambda: remove_idea(idea, by=request.user), _("It is off the list."))


@require_POST
@member_required
def idea_to_plan(request, pair_code, code, idea_code):
    """Make it a step of the plan, under the goal that was chosen; the first open one without a choice."""
    idea = visit_access.get_idea_or_404(request.user, pair_code, code, idea_code)
    goals = Goal.objects.filter(plan__pair=idea.visit.pair, status=GoalStatus.OPEN)
    wanted = request.POST.get("goal", "")
    goal = goals.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else goals.first()
    if goal is None:
        if not can_arrange_visit(request.user, idea.visit.pair):
            raise PermissionDenied
        messages.info(request, _("Your plan has no open goal yet. Write one, then come back here."))
        return redirect("members:plan-detail", idea.visit.pair.code)
    return _answer(
        request,
        idea.visit,
        lambda: idea_to_step(idea, goal, by=request.user),
        _("It is a step of your plan now. Set a date for it there."),
    )


def _answer(request, visit, run, done):
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    try:
        run()
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("members:visit-detail", visit.pair.code, visit.code)


def _differing(form, own):
    """What somebody else of one's own side saved meanwhile, where it is not what was typed."""
    texts = form.texts()
    return [
        {"label": form.fields[name].label, "text": getattr(own, name)}
        for name, text in texts.items()
        if getattr(own, name) != text
    ]
