"""What the clock does at the end of a season: tell both sides twice, then close what is left (R87).

Nobody is closed without notice. A pair whose last day came nearer, or that the site took over after its season, is told
first and closed a week later.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext

from mentoring_pages.enums import OPEN_PAIR_STATUSES, ClosedBy, ClosureMethod, GoalStatus
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import ClosureReason, EndingNotice, Goal, MentoringPair
from resources.dates_in_words import short_date

from .endings import can_be_extended
from .pair_lock import locked_pair
from .pairs import AlreadyClosed, complete, overtake

EARLY, LATE = 30, 7


def tell_of_season_end(now=None) -> int:
    """Mail both sides 30 days and 7 days before their last day, each once for one day. Returns how many pairs."""
    today = timezone.localdate(now)
    return sum(_tell(pair, today) for pair in _ending_by(today + timedelta(days=EARLY)))


def close_at_season_end(now=None) -> int:
    """Close open pairs whose last day is over and that were told a week ago. Returns how many. Safe to run again."""
    today = timezone.localdate(now)
    return sum(_close(pair, today) for pair in _ending_by(today - timedelta(days=1)))


def _ending_by(day):
    """Open pairs whose last day is this day or an earlier one."""
    last_day = Greatest(Coalesce(F("extended_to"), F("cycle__ends_on")), F("cycle__ends_on"))
    pairs = MentoringPair.objects.open().annotate(last=last_day).filter(Q(last__lte=day))
    return list(pairs.select_related("cycle").order_by("pk"))


@transaction.atomic
def _tell(pair, today):
    pair = locked_pair(pair)
    days = (pair.last_day - today).days
    if pair.status not in OPEN_PAIR_STATUSES or days > EARLY:
        return 0
    stage = EARLY if days > LATE else LATE
    if stage == EARLY and (pair.last_day - pair.started_on).days <= EARLY:
        # It has only just begun; the second mail is enough.
        return 0
    try:
        with transaction.atomic():
            EndingNotice.objects.create(pair=pair, last_day=pair.last_day, days_before=stage, sent_on=today)
    except IntegrityError:
        return 0
    closes_on = max(pair.last_day + timedelta(days=1), today + timedelta(days=LATE))
    for program, other in ((pair.mentor, pair.mentee), (pair.mentee, pair.mentor)):
        context = {
            "program": program.name,
            "other": other.name,
            "cycle": str(pair.cycle),
            "day": short_date(pair.last_day),
            "closes_on": short_date(closes_on),
            "is_over": days < 0,
            "can_extend": can_be_extended(pair),
        }
        send_after_commit(
            "season_ending",
            addresses_of(program),
            context,
            link=("members:pair-detail", [pair.code]),
            sends_now=False,
        )
    return 1


@transaction.atomic
def _close(pair, today):
    pair = locked_pair(pair)
    if pair.status not in OPEN_PAIR_STATUSES or pair.last_day >= today:
        return 0
    told = EndingNotice.objects.filter(
        pair=pair, last_day=pair.last_day, days_before=LATE, sent_on__lte=today - timedelta(days=LATE)
    )
    if not told.exists():
        return 0
    reached = Goal.objects.filter(plan__pair=pair, status=GoalStatus.REACHED).values_list("text", flat=True)
    try:
        complete(
            pair,
            reason=_season_ended(),
            method=ClosureMethod.LETTER,
            ended_on=max(pair.last_day, pair.started_on),
            goals_reached="\n".join(reached)[:2_000],
            closed_by=ClosedBy.SEASON,
        )
    except AlreadyClosed:
        return 0
    overtake(pair)
    for program, other in ((pair.mentor, pair.mentee), (pair.mentee, pair.mentor)):
        context = {
            "program": program.name,
            "other": other.name,
            "cycle": str(pair.cycle),
            "day": short_date(max(pair.last_day, pair.started_on)),
        }
        send_after_commit(
            "season_ended", addresses_of(program), context, link=("members:farewell", [pair.code]), sends_now=False
        )
    return 1


def _season_ended():
    """The reason of the starting vocabulary; made again if staff removed it."""
    reason, _is_new = ClosureReason.objects.get_or_create(
        slug="cycle-ended", defaults={"name": gettext("The cycle ended")}
    )
    return reason
