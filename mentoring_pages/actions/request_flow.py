"""What the steps of a request share: locks, checks, moves and the line in its history.

Everyone locks in the same order: the request first, then the mentor's `Program` row, so two steps never wait for each
other. On SQLite every transaction has the database to itself (transaction_mode IMMEDIATE). What follows for other
requests, when a mentor is full, is done after commit in transactions of its own (`request_upkeep.py`).
"""

from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import (
    AlreadyPaired,
    AwaitsConfirmation,
    CycleClosed,
    Incomplete,
    MentorFull,
    NotAllowed,
    OwnRequest,
    WrongState,
)
from mentoring_pages.actions.history import note_pair
from mentoring_pages.enums import (
    NEXT_CHOICE_STATUSES,
    NEXT_REQUEST_STATUSES,
    OPEN_CHOICE_STATUSES,
    REQUEST_MOVES,
    ChoiceStatus,
    CycleStatus,
    EnrolmentStatus,
    PairAct,
    PairStatus,
    RequestAct,
    RequestParty,
    RequestStatus,
)
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringPair, MentorProfilePage, Program, RequestStep
from mentoring_pages.permissions import belongs_to, is_move_open, request_parties

# --- Locks and checks. Each reads after the lock. ---


def locked(match_request_pk):
    """The request as it stands now, held until the transaction ends."""
    return (
        MatchRequest.objects.select_for_update(of=("self",)).select_related("program", "cycle").get(pk=match_request_pk)
    )


def locked_choice(choice):
    """The choice with its request locked, both as they stand now."""
    match_request = locked(choice.request_id)
    choice = MatchChoice.objects.select_related("mentor").filter(pk=choice.pk).first()
    if choice is None:
        raise WrongState
    choice.request = match_request
    return choice


def check_move(move, by, match_request, choice=None):
    """Raises NotAllowed, OwnRequest or WrongState, by the one table of steps."""
    if request_parties(by, match_request, choice).isdisjoint(REQUEST_MOVES[move].parties):
        is_mentor_too = choice is not None and belongs_to(by, choice.mentor_id)
        raise OwnRequest(choice.mentor.name) if is_mentor_too else NotAllowed
    if not is_move_open(move, match_request, choice):
        raise WrongState


def check_cycle(cycle, route_is_open=True):
    """Raises CycleClosed unless the cycle runs and this way to a match is open in it (T1)."""
    if cycle.status != CycleStatus.RUNNING or not route_is_open:
        raise CycleClosed


def check_free(cycle, mentee):
    """Raises Incomplete if the mentee is not enrolled, AlreadyPaired or AwaitsConfirmation if it has a mentor."""
    if mentee.status != EnrolmentStatus.ENROLLED:
        raise Incomplete(_("%(name)s is not enrolled in the partnership now.") % {"name": mentee.name})
    pair = MentoringPair.objects.holding().filter(cycle=cycle, mentee=mentee).first()
    if pair is not None:
        raise AwaitsConfirmation if pair.status == PairStatus.AWAITING else AlreadyPaired


def able_to_take(choices):
    """Ids of the programs among the choices that take requests now. One query."""
    programs = [choice.mentor_id for choice in choices]
    return set(
        MentorProfilePage.objects.live().available().filter(program__in=programs).values_list("program", flat=True)
    )


def lock_place(mentor):
    """Hold the mentor's row until the transaction ends, and refuse if all its places are taken."""
    mentor = Program.objects.select_for_update().get(pk=mentor.pk)
    page = MentorProfilePage.objects.live().filter(program=mentor).first()
    if page is None or mentor.status != EnrolmentStatus.ENROLLED or page.places_left == 0:
        raise MentorFull(mentor.name)


# --- Changes ---


def move(row, status, table=NEXT_REQUEST_STATUSES):
    """Set the next status, if the table has it as one."""
    if status not in table[row.status]:
        raise WrongState
    row.status = status
    row.save()


def move_choice(choice, status):
    move(choice, status, NEXT_CHOICE_STATUSES)


def note(match_request, act, *, by=None, mentor=None):
    """A line in the request's history. `by` None: it came about with time."""
    RequestStep.objects.create(request=match_request, act=act, by=by, mentor=mentor)


def ask(choice, *, by=None):
    """Put the question to a mentor, with the day by which the cycle wants its answer."""
    choice.asked_at = timezone.now()
    choice.answer_by = answer_day(choice.request.cycle, choice.asked_at)
    choice.reminded_at = None
    move_choice(choice, ChoiceStatus.ASKED)
    note(choice.request, RequestAct.ASKED, by=by, mentor=choice.mentor)
    request_mails.ask(choice)


def answer_day(cycle, asked_at):
    """By when a mentor asked at that moment should answer; None in a cycle that waits without end."""
    return asked_at + timedelta(days=cycle.close_after_days) if cycle.close_after_days else None


def answer(choice, status, by):
    choice.answered_at = timezone.now()
    choice.answered_by = by
    move_choice(choice, status)


def ask_next(match_request, *, by=None):
    """Ask the next mentor who still takes requests, and pass over those who do not; None if nobody was left to ask."""
    waiting = list(match_request.choices.filter(status=ChoiceStatus.WAITING).select_related("mentor"))
    if not waiting:
        return None
    able = able_to_take(waiting)
    for choice in waiting:
        choice.request = match_request
        if choice.mentor_id in able:
            ask(choice, by=by)
            return choice
        move_choice(choice, ChoiceStatus.UNAVAILABLE)
        note(match_request, RequestAct.UNAVAILABLE, mentor=choice.mentor)
    return None


def go_on(match_request, *, by=None, ends_as=RequestStatus.DECLINED):
    """After a choice fell away: ask the next mentor unless another one is being asked; with none left, end the request.

    Returns the choice that was asked now, or None. Call it with the request locked and sent.
    """
    if match_request.choices.filter(status=ChoiceStatus.ASKED).exists():
        return None
    next_choice = ask_next(match_request, by=by)
    if next_choice is None:
        close(match_request, ends_as, tell=None)
        note(match_request, RequestAct.ENDED)
    return next_choice


def close(match_request, status, *, tell):
    """End the request; `tell(choice)` writes to each mentor who was asked and has not answered."""
    for choice in match_request.choices.filter(status__in=OPEN_CHOICE_STATUSES).select_related("mentor"):
        choice.request = match_request
        was_asked = choice.status == ChoiceStatus.ASKED
        move_choice(choice, ChoiceStatus.CLOSED)
        if was_asked and tell:
            tell(choice)
    match_request.closed_at = timezone.now()
    move(match_request, status)


def make_pair(cycle, mentor, mentee, decided_by, choice, status=PairStatus.ACTIVE, *, by):
    """The pair, in one of the mentor's places. Raises AlreadyPaired or MentorFull if a constraint says no."""
    try:
        with transaction.atomic():
            pair = MentoringPair.objects.create(
                cycle=cycle,
                mentor=mentor,
                mentee=mentee,
                choice=choice,
                mentor_place=MentoringPair.objects.free_place(mentor),
                decided_by=decided_by,
                status=status,
                started_on=timezone.localdate(),
            )
    except IntegrityError as error:
        # The lock did not hold, and a constraint decided: the mentee's one pair, or the mentor's last place.
        if MentoringPair.objects.holding().filter(cycle=cycle, mentee=mentee).exists():
            raise AlreadyPaired from error
        raise MentorFull(mentor.name) from error
    note_pair(pair, PairAct.BEGUN if status == PairStatus.ACTIVE else PairAct.HELD, by=by)
    if status == PairStatus.ACTIVE:
        free_others_after_commit(mentor)
    return pair


def free_others_after_commit(mentor):
    """Let requests that wait at a mentor without a free place go on, in transactions of their own."""
    from mentoring_pages.actions.request_upkeep import leave_full_mentor

    transaction.on_commit(partial(leave_full_mentor, mentor.pk), robust=True)


def party_of(user, match_request):
    """Which party the user acts as when both are possible: the program itself before the coordinators."""
    parties = request_parties(user, match_request)
    return RequestParty.MENTEE if RequestParty.MENTEE in parties else RequestParty.COORDINATOR
