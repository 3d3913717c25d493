"""Ending a pair."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import NEXT_PAIR_STATUSES, PairStatus
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import Closure, MentoringPair
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_close_pair
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


def _confirm(pair, closure):
    context = {
        "mentor": str(pair.mentor),
        "mentee": str(pair.mentee),
        "day": short_date(closure.ended_on),
        "name": name_of(closure.recorded_by),
    }
    addresses = [*addresses_of(pair.mentor), *addresses_of(pair.mentee)]
    send_after_commit("pair_closed", addresses, context, link=("members:pair-detail", [pair.code]))
