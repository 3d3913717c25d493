"""What the members' home reads from the database, in a fixed number of queries."""

from mentoring_pages.enums import EnrolmentStatus, PairStatus, RequestStatus
from mentoring_pages.members.endings.panel import may_thank_now, proposal_to_answer
from mentoring_pages.members.home.next_step import OwnRequest, PairSituation, RequestToAnswer, Situation
from mentoring_pages.members.journals.calls import journal_calls
from mentoring_pages.members.meetings.panel import meetings_now
from mentoring_pages.members.plans.due import papers_of
from mentoring_pages.members.requests.eligibility import places_to_start
from mentoring_pages.members.visits.standing import to_do_of
from mentoring_pages.models import (
    JoinRequest,
    MatchChoice,
    MatchRequest,
    MentoringCycle,
    MentoringPair,
    MentorProfilePage,
)


def pairs_of(user):
    """The user's pairs, open ones first, then the latest."""
    pairs = MentoringPair.objects.for_member(user).select_related("mentor", "mentee", "cycle")
    return sorted(pairs, key=lambda pair: (pair.status == PairStatus.COMPLETE, -pair.started_on.toordinal(), pair.pk))


def situation_of(user, programs, *, today, shown=None, season=None, side=None, moments=()):
    """What `next_step` needs. `shown` is the pair on the page with its season, the user's side and its evaluations."""
    return Situation(
        today=today,
        to_answer=_to_answer(user),
        own_request=_own_request(programs),
        # After a pair that did not fit one may ask anew in the same cycle.
        asks_anew=shown is not None and shown.was_unsuited,
        may_ask=(shown is None or shown.was_unsuited) and _may_ask(user),
        pair=_pair_situation(user, shown, season, side, moments, today) if shown else None,
        waiting_code=_waiting_code(programs),
    )


def _waiting_code(programs):
    statuses = {program.status for program in programs}
    if EnrolmentStatus.ENROLLED in statuses:
        return None
    return next((program.code for program in programs if program.status == EnrolmentStatus.APPLIED), None)


def waiting_wishes(user):
    """Names of the programs that the user asked to join and that have not answered. One query."""
    wishes = JoinRequest.objects.waiting().filter(user=user)
    return list(wishes.values_list("program__name", flat=True))


def _pair_situation(user, pair, season, side, moments, today):
    waiting = next((state for state in moments if state.is_waiting), None)
    papers = papers_of(user, pair, side, today)
    return PairSituation(
        code=pair.code,
        partner=str(pair.partner_of(side)),
        status=PairStatus(pair.status),
        progress=season.progress,
        has_goal=papers.has_goal,
        papers=papers,
        side=side,
        waiting_moment=waiting.moment if waiting else None,
        waiting_key=waiting.key if waiting else "",
        waiting_until=waiting.closes_on if waiting else None,
        proposal=proposal_to_answer(user, pair),
        may_thank=may_thank_now(user, pair),
        visits=to_do_of(pair, side),
        ends_on=pair.last_day,
        journal=journal_calls(user, pair, today),
        meetings=meetings_now(pair, side),
    )


def _to_answer(user):
    asked = MatchChoice.objects.answerable_by(user).select_related("request__program").order_by("asked_at", "pk")
    return tuple(RequestToAnswer(choice.request.code, str(choice.request.program)) for choice in asked)


def _own_request(programs):
    request = MatchRequest.objects.open().filter(program__in=programs).first()
    return OwnRequest(request.code, request.status == RequestStatus.DRAFT) if request else None


def _may_ask(user):
    """A request can be begun for one of the user's programs that is no mentor itself."""
    free = places_to_start(user, MentoringCycle.objects.current()).free
    if not free:
        return False
    mentors = set(MentorProfilePage.objects.filter(program__in=free).values_list("program_id", flat=True))
    return any(program.pk not in mentors for program in free)
