"""A pair at a glance, and recording its ending (R18, R87)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.pairs import close_pair
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import OPEN_PAIR_STATUSES, GoalStatus
from mentoring_pages.members import access
from mentoring_pages.members.agreements.panel import agreement_panel
from mentoring_pages.members.beginnings.panel import beginning_of
from mentoring_pages.members.pairs.forms import ClosureForm
from mentoring_pages.members.pairs.heading import pair_line, status_badge
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import Closure, Goal
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_close_pair, pair_side
from resources.dates_in_words import short_date


@require_safe
@member_required
def pair_detail(request, code):
    """Who both are, how to reach them, where the pair stands, and its ending."""
    pair = access.get_pair_or_404(request.user, code)
    label, kind = status_badge(pair)
    directors = list(pair.directors)
    side = pair_side(request.user, pair)
    context = {
        "pair_line": pair_line(pair),
        "badge_label": label,
        "badge_kind": kind,
        "sides": [
            _side(_("Mentor"), pair.mentor, directors),
            _side(_("Mentee"), pair.mentee, directors),
        ],
        "facts": _facts(pair),
        "closure_facts": _closure_facts(
            Closure.objects.filter(pair=pair).select_related("pair", "reason", "recorded_by").first()
        ),
        "side": side,
        "agreement": agreement_panel(request.user, pair, side),
        "beginning": beginning_of(request.user, pair, side),
        "close_url": reverse("members:pair-close", args=[pair.code]) if can_close_pair(request.user, pair) else "",
        "is_open": pair.status in OPEN_PAIR_STATUSES,
        "view_title": _("Your pair") if side else _("A pair"),
    }
    return members_page(request, "mentoring_pages/members/pairs/pair_detail.html", context, section="pair", pair=pair)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def pair_close(request, code):
    """Record the ending of a pair."""
    pair = access.get_pair_or_404(request.user, code)
    if not can_close_pair(request.user, pair):
        raise PermissionDenied
    form = ClosureForm(posted(request), pair=pair, initial={"goals_reached": _reached(pair)})
    if request.method == "POST" and form.is_valid():
        try:
            close_pair(pair, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request,
                _("The ending is recorded. You can still write in your journal and answer the last evaluation."),
            )
        return redirect("members:pair-detail", pair.code)
    context = {
        "form": form,
        "pair_line": pair_line(pair),
        "view_title": _("Record the ending"),
        "cancel_url": reverse("members:pair-detail", args=[pair.code]),
    }
    return members_page(
        request,
        "mentoring_pages/members/pairs/pair_close.html",
        context,
        section="pair",
        pair=pair,
        status=status_of(form),
    )


def _side(role, program, directors):
    return {
        "role": role,
        "program": program,
        "people": [
            {"name": name_of(membership.user), "email": membership.user.email}
            for membership in directors
            if membership.program_id == program.pk
        ],
    }


def _facts(pair):
    return [
        {"label": _("Season"), "value": pair.cycle},
        {"label": _("Began"), "value": short_date(pair.started_on)},
        {"label": _("Season ends"), "value": short_date(pair.cycle.ends_on)},
        {"label": _("Brought together by"), "value": pair.get_decided_by_display()},
    ]


def _closure_facts(closure):
    if closure is None:
        return []
    if closure.pair.was_unsuited:
        # Neither side reads why.
        return [
            {"label": _("Ended"), "value": short_date(closure.ended_on)},
            {"label": _("Recorded by"), "value": _("A coordinator")},
        ]
    facts = [
        {"label": _("Ended"), "value": short_date(closure.ended_on)},
        {"label": _("Reason"), "value": closure.reason},
        {"label": _("Confirmed"), "value": closure.get_method_display()},
        {"label": _("Recorded by"), "value": name_of(closure.recorded_by)},
    ]
    if closure.goals_reached:
        facts.append({"label": _("What was reached"), "value": closure.goals_reached})
    return facts


def _reached(pair):
    reached = Goal.objects.filter(plan__pair=pair, status=GoalStatus.REACHED).values_list("text", flat=True)
    return "\n".join(reached)
