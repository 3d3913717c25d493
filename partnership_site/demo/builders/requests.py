"""Match requests in every status; the matched ones lead to the running cycle's pairs."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring_pages import models as mentoring
from mentoring_pages.enums import OPEN_REQUEST_STATUSES, ChoiceStatus, PairStatus, RequestStatus
from mentoring_pages.tiers import tier_of

from ..programs import BY_KEY

ZONE = ZoneInfo("America/Chicago")
ANSWERED_CHOICES = (ChoiceStatus.ACCEPTED, ChoiceStatus.DECLINED)


def build_requests(demo, cycle, entries):
    """Requests with needs, wishes and ranked choices. Needs the cycle's pairs."""
    for data in entries:
        pair = demo.pairs.get((cycle.pk, data.mentee)) if data.status == RequestStatus.MATCHED else None
        begun_on = pair.started_on - timedelta(days=21) if pair else demo.today - timedelta(days=data.days_ago)
        _request(demo, cycle, data, pair, begun_on)


def _request(demo, cycle, data, pair, begun_on):
    is_draft = data.status == RequestStatus.DRAFT
    is_open = data.status in OPEN_REQUEST_STATUSES
    program = demo.programs[data.mentee]
    request = mentoring.MatchRequest.objects.create(
        cycle=cycle,
        program=program,
        created_by=demo.users[BY_KEY[data.mentee].director.email],
        status=data.status,
        priority_tier=None if is_draft else tier_of(program, demo.today, needs_count=len(data.needs)).value,
        note=data.note,
        sent_at=None if is_draft else _at(begun_on, 1),
        closed_at=None if is_open else _at(begun_on, 9),
    )
    mentoring.MatchRequest.objects.filter(pk=request.pk).update(created_at=_at(begun_on, 0))
    mentoring.RequestNeed.objects.bulk_create(
        mentoring.RequestNeed(request=request, topic=demo.terms.topic(topic), sentence=sentence)
        for topic, sentence in data.needs
    )
    mentoring.RequestWish.objects.bulk_create(
        mentoring.RequestWish(request=request, fact=fact, direction=direction, weight=weight)
        for fact, direction, weight in data.wishes
    )
    for rank, choice in enumerate(data.choices, start=1):
        row = _choice(demo, request, choice, rank, begun_on)
        if pair and choice.status == ChoiceStatus.ACCEPTED:
            mentoring.MentoringPair.objects.filter(pk=pair.pk).update(choice=row)
        if data.status == RequestStatus.ACCEPTED and choice.status == ChoiceStatus.ACCEPTED:
            _hold_place(cycle, row)


def _hold_place(cycle, choice):
    """The mentor said yes, and a coordinator has yet to confirm the pair."""
    mentoring.MentoringPair.objects.create(
        cycle=cycle,
        mentor=choice.mentor,
        mentee=choice.request.program,
        choice=choice,
        status=PairStatus.AWAITING,
        mentor_place=mentoring.MentoringPair.objects.free_place(choice.mentor),
        started_on=choice.answered_at.date(),
    )


def _choice(demo, request, data, rank, begun_on):
    was_asked = data.status in (*ANSWERED_CHOICES, ChoiceStatus.ASKED)
    was_answered = data.status in ANSWERED_CHOICES
    return mentoring.MatchChoice.objects.create(
        request=request,
        mentor=demo.programs[data.mentor],
        rank=rank,
        reason=data.reason,
        status=data.status,
        asked_at=_at(begun_on, 1 + rank) if was_asked else None,
        # However old the demo is, its open questions have some days left.
        answer_by=_at(demo.today, 10) if data.status == ChoiceStatus.ASKED else None,
        answered_at=_at(begun_on, 3 + rank) if was_answered else None,
        answered_by=demo.users[BY_KEY[data.mentor].director.email] if was_answered else None,
        decline_reason=data.decline_reason,
    )


def _at(day, days_later):
    return datetime.combine(day + timedelta(days=days_later), time(9, 15), ZONE)
