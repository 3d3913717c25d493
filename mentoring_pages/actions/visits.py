"""Site visits: a date that both sides agree on, how it was held, and its one contact in the log (R16, R17, R40).

Every step holds the pair's row, so two people never decide at the same time. Mail goes out after commit and tells
nothing that was observed.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.contacts import keep_state
from mentoring_pages.actions.errors import Incomplete, NotAllowed, TransitionError, WrongState
from mentoring_pages.actions.meeting_mails import organizer
from mentoring_pages.actions.pair_lock import locked_pair
from mentoring_pages.enums import NEXT_VISIT_STATUSES, Side, VisitStatus, other_side
from mentoring_pages.mail import absolute, addresses_of, send_after_commit
from mentoring_pages.models import Contact, ContactKind, MentoringPair, SiteVisit
from mentoring_pages.permissions import (
    can_answer_visit,
    can_arrange_visit,
    can_change_visit,
    can_record_visit,
    pair_side,
)
from mentoring_pages.visit_calendar import attachment_for, path_of
from resources.dates_in_words import short_date, when_in_words

VISIT_KIND = "site-visit"


class DirectionTaken(TransitionError):
    """A visit of this direction is proposed or planned."""

    message = gettext_lazy("A visit to this program is on its way already. Change its date instead.")


@transaction.atomic
def propose_visit(
    pair: MentoringPair, *, by: Any, host: str, starts_at: datetime.datetime, place: str = "", is_remote: bool = False
) -> SiteVisit:
    """Propose a day on which one program visits the other; `host` is the side whose site is seen. Returns the visit.

    The same proposal twice is one, and mails once. Raises NotAllowed, DirectionTaken, Incomplete (it has passed).
    """
    pair = locked_pair(pair)
    if not can_arrange_visit(by, pair):
        raise NotAllowed
    side = pair_side(by, pair)
    known = SiteVisit.objects.open().filter(pair=pair, host=host).first()
    if known is not None:
        typed = (side, starts_at, place, is_remote)
        if (known.proposed_by, known.starts_at, known.place, known.is_remote) == typed:
            return known
        raise DirectionTaken
    visit = SiteVisit(pair=pair, host=host)
    return _propose(visit, side, starts_at, place, is_remote)


@transaction.atomic
def change_visit(
    visit: SiteVisit, *, by: Any, starts_at: datetime.datetime, place: str = "", is_remote: bool = False
) -> SiteVisit:
    """Propose another day, place or way; the other side answers anew. The same twice changes nothing.

    Raises NotAllowed, WrongState, Incomplete.
    """
    visit = locked_visit(visit)
    if not can_arrange_visit(by, visit.pair):
        raise NotAllowed
    if not can_change_visit(by, visit):
        raise WrongState
    if (visit.starts_at, visit.place, visit.is_remote) == (starts_at, place, is_remote):
        return visit
    return _propose(visit, pair_side(by, visit.pair), starts_at, place, is_remote)


@transaction.atomic
def agree_to_visit(visit: SiteVisit, *, by: Any, starts_at: datetime.datetime) -> SiteVisit:
    """Say yes to the day that the other side proposed, as it was seen. It goes into both personal calendars.

    Raises NotAllowed (one's own proposal), WrongState (called off, agreed or moved meanwhile), Incomplete (it passed).
    """
    visit = locked_visit(visit)
    if not can_arrange_visit(by, visit.pair):
        raise NotAllowed
    if visit.status != VisitStatus.PROPOSED or visit.starts_at != starts_at:
        raise WrongState
    if not can_answer_visit(by, visit):
        raise NotAllowed(_("The other side answers this: you proposed it."))
    if visit.starts_at <= timezone.now():
        raise Incomplete(_("This moment has passed. Propose another one."))
    visit.status, visit.agreed_at = VisitStatus.PLANNED, timezone.now()
    visit.sequence += 1
    visit.save()
    for side in Side:
        _tell(visit, side, "visit_agreed", has_entry=True)
    return visit


@transaction.atomic
def call_off_visit(visit: SiteVisit, *, by: Any) -> SiteVisit:
    """The visit does not take place; or it did not, though it was recorded: then its contact no longer counts, and
    stays in the log as mistaken.

    The other side gets a mail; both do if it stands in their calendars. Raises NotAllowed, WrongState.
    """
    visit = locked_visit(visit)
    if not can_arrange_visit(by, visit.pair):
        raise NotAllowed
    _check_next(visit, VisitStatus.CANCELLED)
    was_held = visit.is_held
    contact, visit.contact = visit.contact, None
    visit.status, visit.held_on = VisitStatus.CANCELLED, None
    visit.sequence += visit.sequence > 0
    visit.save()
    if contact is not None:
        _count_no_more(contact, by)
    for side in Side:
        if side != pair_side(by, visit.pair) or (visit.sequence and not was_held):
            is_own = side == pair_side(by, visit.pair)
            _tell(visit, side, "visit_called_off", was_held=was_held, is_own=is_own, has_entry=visit.sequence > 0)
    return visit


@transaction.atomic
def record_visit(
    visit: SiteVisit, *, by: Any, held_on: datetime.date, mode: Any, minutes: int | None = None
) -> SiteVisit:
    """Say that the visit took place, or correct it. Its one contact in the log is made or changed with it.

    `mode` decides what it counts as: face to face it is a site visit, by any other mode a visit from afar. A site visit
    of that day that somebody had logged by hand becomes this visit's contact, so nothing counts twice.
    Raises NotAllowed, WrongState (it was called off), Incomplete (a day to come, or before the pair's season).
    """
    visit = locked_visit(visit)
    if not can_arrange_visit(by, visit.pair):
        raise NotAllowed
    if not can_record_visit(by, visit):
        raise WrongState
    if held_on > timezone.localdate():
        raise Incomplete(_("This day is still to come."))
    if held_on < min(visit.pair.started_on, visit.pair.cycle.starts_on):
        raise Incomplete(_("This day is before your season began."))
    status = VisitStatus.HELD if mode.is_face_to_face else VisitStatus.REMOTE
    _check_next(visit, status)
    visit.contact = _kept_contact(visit, by, held_on, mode, minutes)
    visit.status, visit.held_on, visit.is_remote = status, held_on, not mode.is_face_to_face
    visit.recorded_by = visit.recorded_by or by
    visit.save()
    return visit


def locked_visit(visit: SiteVisit) -> SiteVisit:
    """The visit as it is now, its pair held until the end of the transaction."""
    pair = locked_pair(visit.pair)
    visit = SiteVisit.objects.select_related("contact").get(pk=visit.pk)
    visit.pair = pair
    return visit


def _check_next(visit, status):
    if status not in NEXT_VISIT_STATUSES[VisitStatus(visit.status)]:
        raise WrongState


def _propose(visit, side, starts_at, place, is_remote):
    if starts_at <= timezone.now():
        raise Incomplete(_("This moment has passed."))
    is_moved = visit.pk is not None
    if is_moved:
        _check_next(visit, VisitStatus.PROPOSED)
    visit.status, visit.proposed_by, visit.proposed_at = VisitStatus.PROPOSED, side, timezone.now()
    visit.starts_at, visit.place, visit.is_remote, visit.agreed_at = starts_at, place, is_remote, None
    # What was agreed on before no longer stands: calendars that had it are told so.
    visit.sequence += visit.sequence > 0
    visit.save()
    _tell(visit, other_side(side), "visit_proposed", is_moved=is_moved, has_entry=visit.sequence > 0)
    return visit


def _kept_contact(visit, by, held_on, mode, minutes):
    contact = visit.contact or _logged_by_hand(visit, held_on) or Contact(pair=visit.pair, logged_by=by)
    if contact.pk and (contact.happened_on, contact.mode, contact.minutes) != (held_on, mode, minutes):
        keep_state(contact, by)
    contact.kind = _visit_kind()
    contact.happened_on, contact.mode, contact.was_made = held_on, mode, True
    contact.minutes = minutes or contact.minutes
    contact.note = contact.note or _("%(guest)s visited %(host)s.") % {
        "guest": visit.guest_program.name[:120],
        "host": visit.host_program.name[:120],
    }
    contact.save()
    return contact


def _count_no_more(contact, by):
    """Whoever may say that the visit was not held says it of its contact too, whoever had logged that."""
    keep_state(contact, by)
    contact.mistaken_at, contact.mistaken_by = timezone.now(), by
    contact.mistaken_reason, contact.was_made = _("The site visit was not held."), False
    contact.save()


def _logged_by_hand(visit, held_on):
    """A site visit of that day in the log that belongs to no visit yet."""
    same = Contact.objects.filter(pair=visit.pair, happened_on=held_on, kind__slug=VISIT_KIND, was_made=True)
    return same.filter(visit=None).first()


def _visit_kind():
    """The kind of the starting vocabulary; made again if staff removed it."""
    kind, _is_new = ContactKind.objects.get_or_create(slug=VISIT_KIND, defaults={"name": _("Site visit")})
    return kind


def _tell(visit, side, template, *, has_entry=False, **more):
    program = visit.pair.program_of(side)
    context = {
        "program": program.name,
        "other": visit.pair.partner_of(side).name,
        "host": visit.host_program.name,
        "guest": visit.guest_program.name,
        "is_host": visit.host == side,
        "when": when_in_words(visit.starts_at),
        "day": short_date(timezone.localdate(visit.starts_at)),
        "place": visit.place,
        "is_remote": visit.is_remote,
        **more,
    }
    link = ("members:visit-detail", [visit.pair.code, visit.code])
    entry = attachment_for(visit, url=absolute(path_of(visit)), organizer=organizer()) if has_entry else None
    send_after_commit(template, addresses_of(program), context, link=link, attachment=entry)
