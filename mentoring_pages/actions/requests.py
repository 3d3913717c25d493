"""Steps of a match request, from draft to pair (R8, R33, T1).

Everyone locks in the same order: the request first, then the mentor's `Program` row, so two steps never wait for each
other. On SQLite every transaction has the database to itself (transaction_mode IMMEDIATE). Mail goes out after commit.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import (
    AlreadyPaired,
    CycleClosed,
    Incomplete,
    MentorFull,
    NotAllowed,
    WrongState,
)
from mentoring_pages.enums import (
    NEXT_CHOICE_STATUSES,
    NEXT_REQUEST_STATUSES,
    OPEN_CHOICE_STATUSES,
    AskingOrder,
    ChoiceStatus,
    CycleStatus,
    DecidedBy,
    EnrolmentStatus,
    RequestStatus,
)
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringPair, MentorProfilePage, Program
from mentoring_pages.permissions import belongs_to, can_assign_pair


@transaction.atomic
def send_request(match_request, *, by):
    """Send a draft to the first mentor of its list, or to all at once, as the cycle has it. Returns the asked choices.

    Raises NotAllowed, WrongState (not a draft), CycleClosed, AlreadyPaired, Incomplete (no need or no mentor named),
    MentorFull (a named mentor takes no requests any more). R8.
    """
    match_request = _locked(match_request)
    _check_own(match_request, by)
    _check_next(match_request, RequestStatus.SENT)
    _check_cycle(match_request.cycle, match_request.cycle.mentees_choose)
    _check_free(match_request.cycle, match_request.program)
    choices = list(match_request.choices.select_related("mentor"))
    if not match_request.needs.exists():
        raise Incomplete(_("Say what you need help with before you send the request."))
    if not choices:
        raise Incomplete(_("Put at least one mentor on your list before you send the request."))
    able = _able_to_take(choices)
    for choice in choices:
        if choice.mentor_id not in able:
            raise MentorFull(choice.mentor.name)
    match_request.sent_at = timezone.now()
    match_request.priority_tier = match_request.program.priority_tier
    _move(match_request, RequestStatus.SENT)
    asked = choices if match_request.cycle.asking_order == AskingOrder.AT_ONCE else choices[:1]
    for choice in asked:
        _ask(choice)
    request_mails.announce(match_request)
    return asked


@transaction.atomic
def withdraw_request(match_request, *, by):
    """Take a draft or a sent request back. Mentors that were asked and have not answered are told.

    Raises NotAllowed, WrongState (it was answered meanwhile).
    """
    match_request = _locked(match_request)
    _check_own(match_request, by)
    _check_next(match_request, RequestStatus.WITHDRAWN)
    _close(match_request, RequestStatus.WITHDRAWN, tell=request_mails.tell_withdrawn)
    return match_request


@transaction.atomic
def accept_choice(choice, *, by):
    """Turn an asked choice into a pair and return the pair. The request's other choices are closed (R8, R33).

    Raises NotAllowed if `by` does not belong to the asked mentor, WrongState, CycleClosed, AlreadyPaired, MentorFull if
    the mentor's last place is gone.
    """
    match_request, choice = _locked_choice(choice, by, ChoiceStatus.ACCEPTED)
    _check_cycle(match_request.cycle)
    _check_free(match_request.cycle, match_request.program)
    _lock_place(choice.mentor)
    _answer(choice, ChoiceStatus.ACCEPTED, by)
    pair = _make_pair(match_request.cycle, choice.mentor, match_request.program, DecidedBy.MENTEE, choice)
    _close(match_request, RequestStatus.MATCHED, tell=request_mails.tell_closed)
    request_mails.tell_paired(pair)
    return pair


@transaction.atomic
def decline_choice(choice, *, by, reason):
    """Say no. Staff read `reason`; the mentee reads a kind sentence. The next mentor of the list is asked; with none
    left, the request ends. Returns the request.

    Raises NotAllowed, WrongState, Incomplete without a reason.
    """
    match_request, choice = _locked_choice(choice, by, ChoiceStatus.DECLINED)
    if not reason.strip():
        raise Incomplete(_("Please tell the coordinators in a few words why."))
    choice.decline_reason = reason.strip()
    _answer(choice, ChoiceStatus.DECLINED, by)
    next_choice = _ask_next(match_request)
    if next_choice is None and not match_request.choices.filter(status__in=OPEN_CHOICE_STATUSES).exists():
        _close(match_request, RequestStatus.DECLINED, tell=None)
    request_mails.tell_declined(choice, match_request, next_choice)
    return match_request


@transaction.atomic
def assign_pair(cycle, mentor, mentee, *, by):
    """Make a pair as a coordinator (R48, T1) and return it. It settles the mentee's open request in this cycle.

    Raises NotAllowed, CycleClosed (the cycle does not run or staff do not assign in it), Incomplete (a program is not
    enrolled, or mentor and mentee are one), AlreadyPaired, MentorFull.
    """
    if not can_assign_pair(by):
        raise NotAllowed
    _check_cycle(cycle, cycle.staff_assign)
    if mentor.pk == mentee.pk:
        raise Incomplete(_("A program can't be its own mentor."))
    match_request = (
        MatchRequest.objects.select_for_update(of=("self",)).open().filter(cycle=cycle, program=mentee).first()
    )
    if match_request:
        match_request.program, match_request.cycle = mentee, cycle
    _check_free(cycle, mentee)
    _lock_place(mentor)
    is_sent = match_request is not None and match_request.status == RequestStatus.SENT
    choice = match_request.choices.filter(mentor=mentor, status__in=OPEN_CHOICE_STATUSES).first() if is_sent else None
    if choice:
        _answer(choice, ChoiceStatus.ACCEPTED, by)
    pair = _make_pair(cycle, mentor, mentee, DecidedBy.COORDINATOR, choice)
    if match_request:
        settled = RequestStatus.MATCHED if is_sent else RequestStatus.WITHDRAWN
        _close(match_request, settled, tell=request_mails.tell_closed)
    request_mails.tell_paired(pair)
    return pair


# --- Checks. Each reads after the lock. ---


def _locked(match_request):
    return (
        MatchRequest.objects.select_for_update(of=("self",)).select_related("program", "cycle").get(pk=match_request.pk)
    )


def _locked_choice(choice, by, answer):
    """The request, locked, and its choice as it stands now, checked for an answer by `by`."""
    match_request = _locked(choice.request)
    choice = MatchChoice.objects.select_related("mentor").get(pk=choice.pk)
    choice.request = match_request
    if not belongs_to(by, choice.mentor_id):
        raise NotAllowed
    if match_request.status != RequestStatus.SENT or choice.status != ChoiceStatus.ASKED:
        raise WrongState
    _check_next(choice, answer, NEXT_CHOICE_STATUSES)
    return match_request, choice


def _check_own(match_request, by):
    if not belongs_to(by, match_request.program_id):
        raise NotAllowed


def _check_next(row, status, table=NEXT_REQUEST_STATUSES):
    if status not in table[row.status]:
        raise WrongState


def _check_cycle(cycle, route_is_open=True):
    if cycle.status != CycleStatus.RUNNING or not route_is_open:
        raise CycleClosed


def _check_free(cycle, mentee):
    if mentee.status != EnrolmentStatus.ENROLLED:
        raise Incomplete(_("%(name)s is not enrolled in the partnership now.") % {"name": mentee.name})
    if MentoringPair.objects.open().filter(cycle=cycle, mentee=mentee).exists():
        raise AlreadyPaired


def _able_to_take(choices):
    """Ids of the programs among the choices that take requests now. One query."""
    programs = [choice.mentor_id for choice in choices]
    return set(
        MentorProfilePage.objects.live().available().filter(program__in=programs).values_list("program", flat=True)
    )


def _lock_place(mentor):
    """Hold the mentor's row until the transaction ends, and refuse if all its places are taken."""
    mentor = Program.objects.select_for_update().get(pk=mentor.pk)
    page = MentorProfilePage.objects.live().filter(program=mentor).first()
    if page is None or mentor.status != EnrolmentStatus.ENROLLED or page.places_left == 0:
        raise MentorFull(mentor.name)


# --- Changes ---


def _move(row, status, table=NEXT_REQUEST_STATUSES):
    _check_next(row, status, table)
    row.status = status
    row.save()


def _ask(choice):
    choice.asked_at = timezone.now()
    _move(choice, ChoiceStatus.ASKED, NEXT_CHOICE_STATUSES)
    request_mails.ask(choice)


def _answer(choice, status, by):
    choice.answered_at = timezone.now()
    choice.answered_by = by
    _move(choice, status, NEXT_CHOICE_STATUSES)


def _ask_next(match_request):
    """Ask the next mentor who still takes requests, and close those passed over; None if nobody was left to ask."""
    waiting = list(match_request.choices.filter(status=ChoiceStatus.WAITING).select_related("mentor"))
    if not waiting:
        return None
    able = _able_to_take(waiting)
    for choice in waiting:
        choice.request = match_request
        if choice.mentor_id in able:
            _ask(choice)
            return choice
        _move(choice, ChoiceStatus.CLOSED, NEXT_CHOICE_STATUSES)
    return None


def _close(match_request, status, *, tell):
    """End the request; `tell(choice)` writes to each mentor who was asked and has not answered."""
    for choice in match_request.choices.filter(status__in=OPEN_CHOICE_STATUSES).select_related("mentor"):
        choice.request = match_request
        was_asked = choice.status == ChoiceStatus.ASKED
        _move(choice, ChoiceStatus.CLOSED, NEXT_CHOICE_STATUSES)
        if was_asked and tell:
            tell(choice)
    match_request.closed_at = timezone.now()
    _move(match_request, status)


def _make_pair(cycle, mentor, mentee, decided_by, choice):
    try:
        with transaction.atomic():
            return MentoringPair.objects.create(
                cycle=cycle,
                mentor=mentor,
                mentee=mentee,
                choice=choice,
                mentor_place=MentoringPair.objects.free_place(mentor),
                decided_by=decided_by,
                started_on=timezone.localdate(),
            )
    except IntegrityError as error:
        # The lock did not hold, and a constraint decided: the mentee's one pair, or the mentor's last place.
        if MentoringPair.objects.open().filter(cycle=cycle, mentee=mentee).exists():
            raise AlreadyPaired from error
        raise MentorFull(mentor.name) from error
