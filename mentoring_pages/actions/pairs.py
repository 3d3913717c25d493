"""Ending a pair."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import NEXT_PAIR_STATUSES, OPEN_PAIR_STATUSES, ClosureMethod, PairStatus
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import Closure, ClosureReason, MentoringPair
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_assign_pair, can_close_pair
from resources.dates_in_words import short_date

from .refusals import NotAllowed, TransitionError


class AlreadyClosed(TransitionError):
    """The ending stands already."""

    message = _("The ending of this pair is already recorded.")


def close_pair(
    pair: MentoringPair, *, by, reason, method: str, ended_on: datetime.date, goals_reached: str = ""
) -> Closure:
    """Record the ending and complete the pair (R18, R87). Plan and contacts can't be changed after it.

    Locks the pair, so that two people can't both record it. Both programs get a mail that confirms it, after commit.
    Raises AlreadyClosed, NotAllowed.
    """
    with transaction.atomic():
        locked = (
            MentoringPair.objects.select_for_update(of=("self",)).select_related("mentor", "mentee").get(pk=pair.pk)
        )
        if PairStatus.COMPLETE not in NEXT_PAIR_STATUSES[PairStatus(locked.status)]:
            raise AlreadyClosed
        if not can_close_pair(by, locked):
            raise NotAllowed
        changed = MentoringPair.objects.filter(pk=locked.pk, status=locked.status).update(status=PairStatus.COMPLETE)
        if not changed:
            raise AlreadyClosed
        closure = Closure.objects.create(
            pair=locked,
            reason=reason,
            method=method,
            ended_on=ended_on,
            goals_reached=goals_reached,
            recorded_by=by,
        )
        _confirm(locked, closure)
    pair.status = PairStatus.COMPLETE
    return closure


def end_unsuited_pair(pair: MentoringPair, *, by) -> Closure:
    """End a pair that does not fit, as a coordinator (R87). Both programs get the same neutral mail, without a reason.

    The mentor's place is free again, and the mentee may send a new request in the same cycle; the two are not suggested
    to each other again. Raises AlreadyClosed, NotAllowed.
    """
    with transaction.atomic():
        locked = (
            MentoringPair.objects.select_for_update(of=("self",))
            .select_related("mentor", "mentee", "cycle")
            .get(pk=pair.pk)
        )
        if not can_assign_pair(by):
            raise NotAllowed
        if locked.status not in OPEN_PAIR_STATUSES:
            raise AlreadyClosed
        locked.status, locked.was_unsuited = PairStatus.COMPLETE, True
        locked.save()
        closure = Closure.objects.create(
            pair=locked,
            reason=_not_a_fit(),
            method=ClosureMethod.LETTER,
            ended_on=timezone.localdate(),
            recorded_by=by,
        )
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


def _not_a_fit():
    """The reason of the starting vocabulary; made again if staff removed it."""
    reason, _is_new = ClosureReason.objects.get_or_create(slug="not-a-fit", defaults={"name": gettext("Not a fit")})
    return reason


def _confirm(pair, closure):
    context = {
        "mentor": str(pair.mentor),
        "mentee": str(pair.mentee),
        "day": short_date(closure.ended_on),
        "name": name_of(closure.recorded_by),
    }
    addresses = [*addresses_of(pair.mentor), *addresses_of(pair.mentee)]
    send_after_commit("pair_closed", addresses, context, link=("members:pair-detail", [pair.code]))
