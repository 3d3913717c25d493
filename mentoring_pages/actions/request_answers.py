"""What a mentor answers, and what a coordinator says to its yes where a cycle wants that (R8, R33, R48)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import Incomplete
from mentoring_pages.actions.history import note_pair
from mentoring_pages.enums import (
    ChoiceStatus,
    DecidedBy,
    EnrolmentStatus,
    PairAct,
    PairStatus,
    RequestAct,
    RequestMove,
    RequestStatus,
)
from mentoring_pages.models import MatchChoice, MentoringPair, MentorProfilePage, Program
from mentoring_pages.models.directory import is_mentor


@transaction.atomic
def accept_choice(choice, *, by):
    """Turn an asked choice into a pair and return the pair. The request's other choices are closed (R8, R33).

    Where coordinators confirm, the pair only holds its place until they do, and others who were asked wait.
    Raises NotAllowed if `by` does not belong to the asked mentor, OwnRequest if they belong to both, WrongState,
    CycleClosed, AlreadyPaired, MentorFull if the mentor's last place is gone.
    """
    choice = flow.locked_choice(choice)
    match_request = choice.request
    flow.check_move(RequestMove.ACCEPT, by, match_request, choice)
    flow.check_cycle(match_request.cycle)
    flow.check_free(match_request.cycle, match_request.program)
    flow.lock_place(choice.mentor)
    flow.answer(choice, ChoiceStatus.ACCEPTED, by)
    flow.note(match_request, RequestAct.ACCEPTED, by=by, mentor=choice.mentor)
    is_final = not match_request.cycle.confirms_pairs
    pair = flow.make_pair(
        match_request.cycle,
        choice.mentor,
        match_request.program,
        DecidedBy.MENTEE,
        choice,
        PairStatus.ACTIVE if is_final else PairStatus.AWAITING,
        by=by,
    )
    if is_final:
        flow.close(match_request, RequestStatus.MATCHED, tell=request_mails.tell_closed)
        request_mails.tell_paired(pair)
    else:
        flow.move(match_request, RequestStatus.ACCEPTED)
        request_mails.tell_to_confirm(pair, match_request)
    return pair


@transaction.atomic
def decline_choice(choice, *, by, reason):
    """Say no. Staff read `reason`; the mentee reads a kind sentence. The next mentor of the list is asked; with none
    left, the request ends. Returns the request.

    Raises NotAllowed, OwnRequest, WrongState, Incomplete without a reason.
    """
    choice = flow.locked_choice(choice)
    match_request = choice.request
    flow.check_move(RequestMove.DECLINE, by, match_request, choice)
    if not reason.strip():
        raise Incomplete(_("Please tell the coordinators in a few words why."))
    choice.decline_reason = reason.strip()
    flow.answer(choice, ChoiceStatus.DECLINED, by)
    flow.note(match_request, RequestAct.DECLINED, by=by, mentor=choice.mentor)
    next_choice = flow.go_on(match_request, by=None)
    request_mails.tell_moved_on(choice, next_choice)
    return match_request


@transaction.atomic
def confirm_pair(match_request, *, by):
    """Let the pair that a mentor's yes made begin, and return it. Others who were asked hear that it is settled.

    Raises NotAllowed, WrongState, CycleClosed, Incomplete if one of the two programs is not enrolled any more, or the
    mentor is none any more.
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.CONFIRM, by, match_request)
    flow.check_cycle(match_request.cycle)
    pair = _held_pair(match_request)
    _check_both_are_there(pair)
    pair.status, pair.started_on = PairStatus.ACTIVE, timezone.localdate()
    pair.save()
    note_pair(pair, PairAct.CONFIRMED, by=by)
    flow.close(match_request, RequestStatus.MATCHED, tell=request_mails.tell_closed)
    flow.note(match_request, RequestAct.CONFIRMED, by=by, mentor=pair.mentor)
    request_mails.tell_paired(pair)
    flow.free_others_after_commit(pair.mentor)
    return pair


@transaction.atomic
def refuse_pair(match_request, *, by, reason):
    """Do not confirm: the place is free again and the next mentor is asked. Staff read `reason`; both programs read a
    kind sentence. Mentors who were asked besides have the cycle's days again. Returns the request.

    Raises NotAllowed, WrongState, Incomplete without a reason.
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.REFUSE, by, match_request)
    if not reason.strip():
        raise Incomplete(_("Please write in a few words why, for the coordinators who come after you."))
    pair = _held_pair(match_request)
    choice = MatchChoice.objects.select_related("mentor").get(pk=pair.choice_id)
    pair.delete()
    choice.request = match_request
    choice.decline_reason = reason.strip()
    flow.move_choice(choice, ChoiceStatus.REFUSED)
    flow.note(match_request, RequestAct.REFUSED, by=by, mentor=choice.mentor)
    flow.move(match_request, RequestStatus.SENT)
    match_request.choices.filter(status=ChoiceStatus.ASKED).update(
        answer_by=flow.answer_day(match_request.cycle, timezone.now())
    )
    next_choice = flow.go_on(match_request, by=None)
    request_mails.tell_not_confirmed(choice)
    request_mails.tell_moved_on(choice, next_choice)
    return match_request


def _check_both_are_there(pair):
    """What was so when the mentor said yes may not be so today. Holds the mentor's row until the end."""
    mentor = Program.objects.select_for_update().get(pk=pair.mentor_id)
    for program in (mentor, pair.mentee):
        if program.status != EnrolmentStatus.ENROLLED:
            raise Incomplete(_("%(name)s is not enrolled in the partnership now.") % {"name": program.name})
    if not MentorProfilePage.objects.live().filter(is_mentor(), program=mentor).exists():
        raise Incomplete(
            _("%(name)s is no mentor any more. Do not confirm, and the next one is asked.") % {"name": mentor.name}
        )


def _held_pair(match_request):
    return MentoringPair.objects.select_related("mentor", "mentee", "cycle").get(
        choice__request=match_request, status=PairStatus.AWAITING
    )
