"""Sending a request, taking it back, and a coordinator's own pair (R8, R33, R48, T1). Mail goes out after commit."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import Incomplete, MentorFull, NotAllowed
from mentoring_pages.actions.priorities import tier_of_request
from mentoring_pages.enums import (
    OPEN_CHOICE_STATUSES,
    AskingOrder,
    ChoiceStatus,
    DecidedBy,
    PairStatus,
    RequestAct,
    RequestMove,
    RequestParty,
    RequestStatus,
)
from mentoring_pages.models import MatchRequest, MentoringPair
from mentoring_pages.permissions import can_assign_pair


@transaction.atomic
def send_request(match_request, *, by):
    """Send a draft to the first mentor of its list, or to all at once, as the cycle has it. Returns the asked choices.

    Raises NotAllowed, WrongState (not a draft), CycleClosed, AlreadyPaired, Incomplete (no need or no mentor named, or
    the program named itself), MentorFull (a named mentor takes no requests any more). R8.
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.SEND, by, match_request)
    flow.check_cycle(match_request.cycle, match_request.cycle.mentees_choose)
    flow.check_free(match_request.cycle, match_request.program)
    choices = list(match_request.choices.select_related("mentor"))
    _check_complete(match_request, choices)
    match_request.sent_at = timezone.now()
    match_request.priority_tier = tier_of_request(match_request).value
    flow.move(match_request, RequestStatus.SENT)
    flow.note(match_request, RequestAct.SENT, by=by)
    asked = choices if match_request.cycle.asking_order == AskingOrder.AT_ONCE else choices[:1]
    for choice in asked:
        choice.request = match_request
        flow.ask(choice, by=by)
    request_mails.announce(match_request)
    return asked


@transaction.atomic
def withdraw_request(match_request, *, by):
    """Take a request back that has not led to a pair; a coordinator may do it for the program, which is then told.

    Mentors that were asked and have not answered are told, and one whose yes waits for confirmation.
    Raises NotAllowed, WrongState (it was settled meanwhile).
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.WITHDRAW, by, match_request)
    accepted = match_request.choices.filter(status=ChoiceStatus.ACCEPTED).select_related("mentor").first()
    if accepted is not None:
        _give_up_held_pair(match_request, accepted)
        request_mails.tell_withdrawn(accepted)
    flow.close(match_request, RequestStatus.WITHDRAWN, tell=request_mails.tell_withdrawn)
    flow.note(match_request, RequestAct.WITHDRAWN, by=by)
    if flow.party_of(by, match_request) != RequestParty.MENTEE:
        request_mails.tell_withdrawn_for(match_request)
    return match_request


@transaction.atomic
def assign_pair(cycle, mentor, mentee, *, by):
    """Make a pair as a coordinator (R48, T1) and return it. It settles the mentee's open request in this cycle.

    Raises NotAllowed, CycleClosed (the cycle does not run or staff do not assign in it), Incomplete (a program is not
    enrolled, or mentor and mentee are one), AlreadyPaired, AwaitsConfirmation, MentorFull.
    """
    if not can_assign_pair(by):
        raise NotAllowed
    flow.check_cycle(cycle, cycle.staff_assign)
    if mentor.pk == mentee.pk:
        raise Incomplete(_("A program can't be its own mentor."))
    match_request = (
        MatchRequest.objects.select_for_update(of=("self",)).open().filter(cycle=cycle, program=mentee).first()
    )
    if match_request:
        match_request.program, match_request.cycle = mentee, cycle
    flow.check_free(cycle, mentee)
    flow.lock_place(mentor)
    is_sent = match_request is not None and match_request.status == RequestStatus.SENT
    choice = match_request.choices.filter(mentor=mentor, status__in=OPEN_CHOICE_STATUSES).first() if is_sent else None
    if choice:
        flow.answer(choice, ChoiceStatus.ACCEPTED, by)
    pair = flow.make_pair(cycle, mentor, mentee, DecidedBy.COORDINATOR, choice, by=by)
    if match_request:
        settled = RequestStatus.MATCHED if is_sent else RequestStatus.WITHDRAWN
        flow.close(match_request, settled, tell=request_mails.tell_closed)
        flow.note(match_request, RequestAct.ASSIGNED, by=by, mentor=mentor)
    request_mails.tell_paired(pair)
    return pair


def _check_complete(match_request, choices):
    if not match_request.needs.exists():
        raise Incomplete(_("Say what you need help with before you send the request."))
    if not choices:
        raise Incomplete(_("Put at least one mentor on your list before you send the request."))
    if any(choice.mentor_id == match_request.program_id for choice in choices):
        raise Incomplete(_("A program can't be its own mentor."))
    able = flow.able_to_take(choices)
    for choice in choices:
        if choice.mentor_id not in able:
            raise MentorFull(choice.mentor.name)


def _give_up_held_pair(match_request, accepted):
    MentoringPair.objects.filter(choice=accepted, status=PairStatus.AWAITING).delete()
    accepted.request = match_request
    flow.move_choice(accepted, ChoiceStatus.CLOSED)
