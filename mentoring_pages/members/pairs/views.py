"""A pair at a glance, with its beginning and its ending (R18, R87)."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentoring_pages.enums import OPEN_PAIR_STATUSES, ClosedBy
from mentoring_pages.members import access
from mentoring_pages.members.agreements.panel import agreement_panel
from mentoring_pages.members.beginnings.panel import beginning_of
from mentoring_pages.members.endings.panel import ending_of
from mentoring_pages.members.meetings.panel import meetings_panel
from mentoring_pages.members.pairs.heading import pair_line, status_badge
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.members.visits.standing import panel_of
from mentoring_pages.models import Closure
from mentoring_pages.people import name_of
from mentoring_pages.permissions import pair_side
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
            Closure.objects.filter(pair=pair).select_related("pair", "reason", "recorded_by", "confirmed_by").first()
        ),
        "side": side,
        "agreement": agreement_panel(request.user, pair, side),
        "meetings": meetings_panel(request.user, pair, side),
        "beginning": beginning_of(request.user, pair, side),
        "ending": ending_of(request.user, pair),
        "visits": panel_of(request.user, pair, side),
        "is_open": pair.status in OPEN_PAIR_STATUSES,
        "view_title": _("Your pair") if side else _("A pair"),
    }
    return members_page(request, "mentoring_pages/members/pairs/pair_detail.html", context, section="pair", pair=pair)


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
        *([{"label": _("You go on until"), "value": short_date(pair.last_day)}] if pair.extended_to else []),
        {"label": _("Brought together by"), "value": pair.get_decided_by_display()},
    ]


def _closure_facts(closure):
    if closure is None:
        return []
    ended = {"label": _("Ended"), "value": short_date(closure.ended_on)}
    if closure.pair.was_unsuited and closure.closed_by == ClosedBy.RECORDED:
        # Neither side reads why.
        return [ended, {"label": _("Recorded by"), "value": _("A coordinator")}]
    facts = [
        ended,
        {"label": _("Reason"), "value": closure.reason},
        {"label": _("Confirmed"), "value": closure.get_method_display()},
        *_who(closure),
    ]
    if closure.goals_reached:
        facts.append({"label": _("What was reached"), "value": closure.goals_reached})
    return facts


def _who(closure):
    if closure.closed_by == ClosedBy.SEASON:
        return [{"label": _("Recorded by"), "value": closure.get_closed_by_display()}]
    if closure.closed_by == ClosedBy.AGREED:
        return [
            {"label": _("Proposed by"), "value": name_of(closure.recorded_by)},
            {"label": _("Agreed by"), "value": name_of(closure.confirmed_by)},
        ]
    return [{"label": _("Recorded by"), "value": name_of(closure.recorded_by)}]
