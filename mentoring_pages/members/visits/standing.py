"""How a pair's visits stand, in words: for their page, the pair's page and the next step."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.enums import HELD_VISIT_STATUSES, OPEN_VISIT_STATUSES, Side, VisitStatus, other_side
from mentoring_pages.models import MentoringPair, SiteVisit, VisitObservation
from mentoring_pages.permissions import can_arrange_visit
from resources.dates_in_words import short_date, when_in_words

BADGES = {
    VisitStatus.PROPOSED: "wait",
    VisitStatus.PLANNED: "ok",
    VisitStatus.HELD: "ok",
    VisitStatus.REMOTE: "ok",
    VisitStatus.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class Direction:
    """One of a pair's two directions. `visit` is the one to come, else the last that was held; None: none yet."""

    host: Side
    title: str
    state: str
    badge: str
    visit: SiteVisit | None
    is_done: bool
    url: str
    url_label: str
    is_action: bool


def visits_of(pair):
    """The pair's visits, newest first, with the pair on each. One query."""
    visits = list(SiteVisit.objects.filter(pair=pair))
    for visit in visits:
        visit.pair = pair
    return visits


def directions(user, pair: MentoringPair, side: Side | None, visits) -> list[Direction]:
    """Both directions: own journey first; for somebody who only reads along, the mentee's first. No query of its own
    but for who may arrange one.
    """
    may = can_arrange_visit(user, pair)
    guests_first = side or Side.MENTEE
    return [_direction(pair, host, side, visits, may) for host in (other_side(guests_first), guests_first)]


def panel_of(user, pair: MentoringPair, side: Side | None):
    """The context of members/visits/panel.html, for the pair's page; None for a pair without visits that has ended."""
    visits = visits_of(pair)
    rows = directions(user, pair, side, visits)
    if not visits and not can_arrange_visit(user, pair):
        return None
    return {"rows": rows, "url": reverse("members:visit-list", args=[pair.code])}


def title_of(pair, host, side):
    """ "You visit Sparrow Hill", "Sparrow Hill visits you", or both names for who only reads along."""
    if side is None:
        return _("%(guest)s visits %(host)s") % {
            "guest": pair.partner_of(host),
            "host": pair.program_of(host),
        }
    if host == side:
        return _("%(program)s visits you") % {"program": pair.partner_of(side)}
    return _("You visit %(program)s") % {"program": pair.program_of(host)}


def state_of(visit, side):
    """Where one visit stands, in a sentence."""
    if visit.status == VisitStatus.PLANNED:
        text = _("By video on %(when)s.") if visit.is_remote else _("On %(when)s.")
        return text % {"when": when_in_words(visit.starts_at)}
    if visit.status == VisitStatus.PROPOSED:
        when = when_in_words(visit.starts_at)
        if side is None:
            return _("Proposed for %(when)s, not agreed yet.") % {"when": when}
        if visit.proposed_by == side:
            return _("You proposed %(when)s. The other side has not answered yet.") % {"when": when}
        return _("The other side proposes %(when)s.") % {"when": when}
    if visit.status == VisitStatus.HELD:
        return _("Held on %(day)s.") % {"day": short_date(visit.held_on)}
    if visit.status == VisitStatus.REMOTE:
        return _("Held from afar on %(day)s.") % {"day": short_date(visit.held_on)}
    return _("Called off.")


def _direction(pair, host, side, visits, may):
    mine = [visit for visit in visits if visit.host == host]
    coming = next((visit for visit in mine if visit.status in OPEN_VISIT_STATUSES), None)
    held = max((visit for visit in mine if visit.status in HELD_VISIT_STATUSES), key=_held_on, default=None)
    visit = coming or held
    if visit is not None:
        state, badge = state_of(visit, side), BADGES[VisitStatus(visit.status)]
        url, label = reverse("members:visit-detail", args=[pair.code, visit.code]), _("Open this visit")
    elif may:
        state = _("Due before the season ends on %(day)s.") % {"day": short_date(pair.last_day)}
        badge, label = "wait", _("Propose a day")
        url = f"{reverse('members:visit-propose', args=[pair.code])}?host={host.value}"
    else:
        state, badge, url, label = _("Not held."), "neutral", "", ""
    is_action = visit is None and bool(url)
    if coming is not None and coming.status == VisitStatus.PLANNED and coming.starts_at <= timezone.now():
        state = _("It was planned for %(when)s. Say whether it was held.") % {"when": when_in_words(coming.starts_at)}
        is_action = may
    elif coming is not None and coming.status == VisitStatus.PROPOSED and may and coming.proposed_by != side:
        label, is_action = _("Answer"), True
    return Direction(
        host=host,
        title=title_of(pair, host, side),
        state=state,
        badge=badge,
        visit=visit,
        is_done=held is not None,
        url=url,
        url_label=label,
        is_action=is_action,
    )


def _held_on(visit):
    return visit.held_on


@dataclass(frozen=True)
class VisitsToDo:
    """What a pair's visits ask of one side now, for the next step. Codes of visits; None or (): nothing."""

    to_answer: object = None
    to_record: object = None
    to_describe: object = None
    # Sides whose site was not seen and for which nothing is planned.
    missing: tuple = ()


def to_do_of(pair: MentoringPair, side: Side | None) -> VisitsToDo:
    """What is to do for the side, in two queries; nothing for who only reads along."""
    if side is None:
        return VisitsToDo()
    visits = visits_of(pair)
    now = timezone.now()
    described = set(
        VisitObservation.objects.filter(visit__pair=pair, side=side, version__gt=0).values_list("visit_id", flat=True)
    )
    to_answer = [visit for visit in visits if visit.status == VisitStatus.PROPOSED and visit.proposed_by != side]
    to_record = [visit for visit in visits if visit.status == VisitStatus.PLANNED and visit.starts_at <= now]
    bare = [visit for visit in visits if visit.status in HELD_VISIT_STATUSES and visit.pk not in described]
    seen = {visit.host for visit in visits if visit.status != VisitStatus.CANCELLED}
    return VisitsToDo(
        to_answer=min(to_answer, key=_starts_at).code if to_answer else None,
        to_record=min(to_record, key=_starts_at).code if to_record else None,
        to_describe=max(bare, key=_held_on).code if bare else None,
        missing=tuple(host for host in (other_side(side), side) if host not in seen),
    )


def _starts_at(visit):
    return visit.starts_at
