"""The ending of a pair: what every way to it shares, and the two ways of coordinators."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import (
    OPEN_PAIR_STATUSES,
    ClosedBy,
    ClosureMethod,
    EndingStep,
    PairAct,
    PairStatus,
    ProposalStatus,
    Side,
)
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import (
    Closure,
    ClosureCertificate,
    ClosureReason,
    Contact,
    EndingProposal,
    MentoringPair,
)
from mentoring_pages.models.endings import new_certificate_code
from mentoring_pages.people import name_of
from mentoring_pages.permissions import may_take_ending_step
from resources.dates_in_words import short_date

from .errors import Incomplete
from .history import note_pair
from .pair_lock import locked_pair
from .refusals import NotAllowed, TransitionError


class AlreadyClosed(TransitionError):
    """The ending stands already."""

    message = _("The ending of this pair is already recorded.")


def close_pair(
    pair: MentoringPair, *, by, reason, method: str, ended_on: datetime.date, goals_reached: str = ""
) -> Closure:
    """Record the ending as a coordinator and complete the pair (R87). Both programs get a mail that confirms it.

    An open proposal of one side is overtaken. Raises AlreadyClosed, NotAllowed, Incomplete for a day that can't be.
    """
    with transaction.atomic():
        locked, proposal = lock_for_step(pair, EndingStep.RECORD, by)
        check_last_day(locked, ended_on)
        closure = complete(
            locked,
            reason=reason,
            method=method,
            ended_on=ended_on,
            goals_reached=goals_reached,
            recorded_by=by,
        )
        if proposal:
            overtake(locked)
        confirm_by_mail(locked, closure)
    pair.status = PairStatus.COMPLETE
    return closure


def end_unsuited_pair(pair: MentoringPair, *, by) -> Closure:
    """End a pair that does not fit, as a coordinator (R87). Both programs get the same neutral mail, without a reason.

    The mentor's place is free again, and the mentee may send a new request in the same cycle; the two are not suggested
    to each other again. Raises AlreadyClosed, NotAllowed.
    """
    with transaction.atomic():
        locked, _proposal = lock_for_step(pair, EndingStep.RECORD, by)
        closure = complete(
            locked,
            reason=_not_a_fit(),
            method=ClosureMethod.LETTER,
            ended_on=max(timezone.localdate(), locked.started_on),
            recorded_by=by,
        )
        overtake(locked)
        for program, is_mentee in ((locked.mentor, False), (locked.mentee, True)):
            context = {
                "mentor": str(locked.mentor),
                "mentee": str(locked.mentee),
                "cycle": str(locked.cycle),
                "is_mentee": is_mentee,
            }
            send_after_commit(
                "pair_rematch",
                addresses_of(program),
                context,
                link=("members:request-list", []),
            )
    return closure


def lock_for_step(pair: MentoringPair, step: EndingStep, by):
    """(locked pair, its open proposal or None), if `by` may take the step now. Raises AlreadyClosed, NotAllowed."""
    locked = locked_pair(pair)
    proposal = EndingProposal.objects.open_of(locked)
    if not may_take_ending_step(by, step, locked, proposal):
        raise AlreadyClosed if locked.status == PairStatus.COMPLETE else NotAllowed
    return locked, proposal


def check_last_day(pair: MentoringPair, day: datetime.date) -> None:
    """Refuse a last day that is still to come, or that lies before the pair began. Raises Incomplete."""
    if day > timezone.localdate():
        raise Incomplete(gettext("This day is still to come. Record the ending on that day or later."))
    if day < pair.started_on:
        raise Incomplete(
            gettext("Your pair began on %(day)s, so it can't end before.") % {"day": short_date(pair.started_on)}
        )


def complete(
    locked: MentoringPair,
    *,
    reason: ClosureReason,
    method: str,
    ended_on: datetime.date,
    goals_reached: str = "",
    recorded_by=None,
    confirmed_by=None,
    closed_by: str = ClosedBy.RECORDED,
) -> Closure:
    """Close a locked pair: its status, the ending, and a certificate for each side. The mentor's place is free.

    By whichever way a pair ends for a reason that says so, the two count as not suited. Raises AlreadyClosed.
    """
    locked.was_unsuited = reason.is_not_a_fit
    changed = MentoringPair.objects.filter(pk=locked.pk, status__in=OPEN_PAIR_STATUSES).update(
        status=PairStatus.COMPLETE, was_unsuited=locked.was_unsuited
    )
    if not changed:
        raise AlreadyClosed
    locked.status = PairStatus.COMPLETE
    closure = Closure.objects.create(
        pair=locked,
        reason=reason,
        method=method,
        ended_on=ended_on,
        goals_reached=goals_reached,
        recorded_by=recorded_by,
        confirmed_by=confirmed_by,
        closed_by=closed_by,
    )
    issue_certificates(closure)
    note_pair(locked, PairAct.UNSUITED if reason.is_not_a_fit else PairAct.CLOSED, by=recorded_by)
    return closure


def issue_certificates(closure: Closure) -> None:
    """Certify both sides what they did, from the contacts that came about. Two queries."""
    done = Contact.objects.made().filter(pair=closure.pair_id).aggregate(minutes=Sum("minutes"), count=Count("pk"))
    ClosureCertificate.objects.bulk_create(
        ClosureCertificate(
            closure=closure,
            side=side,
            code=new_certificate_code(),
            minutes=done["minutes"] or 0,
            contact_count=done["count"],
        )
        for side in Side
    )


def overtake(locked: MentoringPair) -> None:
    """Mark the open proposal of a pair that came to its end, or goes on, in another way."""
    EndingProposal.objects.open().filter(Q(pair=locked)).update(
        status=ProposalStatus.OVERTAKEN, answered_at=timezone.now()
    )


def confirm_by_mail(pair: MentoringPair, closure: Closure) -> None:
    """Tell both programs that the ending stands; they read the day, and who confirmed it, and nothing of why."""
    context = {
        "mentor": str(pair.mentor),
        "mentee": str(pair.mentee),
        "day": short_date(closure.ended_on),
        "name": name_of(closure.recorded_by) if closure.recorded_by else "",
        "second_name": name_of(closure.confirmed_by) if closure.confirmed_by else "",
    }
    addresses = [*addresses_of(pair.mentor), *addresses_of(pair.mentee)]
    send_after_commit("pair_closed", addresses, context, link=("members:farewell", [pair.code]))


def _not_a_fit():
    """A reason that says so; made again if staff removed it."""
    reason = ClosureReason.objects.filter(is_not_a_fit=True).order_by("-is_active", "sort_order", "pk").first()
    if reason is None:
        reason, _is_new = ClosureReason.objects.update_or_create(
            slug="not-a-fit",
            defaults={"is_not_a_fit": True},
            create_defaults={"name": gettext("Not a fit"), "is_not_a_fit": True},
        )
    return reason
