"""What coordinators do with a request that waits: ask the next mentor, give more time, close it (T1)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import Incomplete
from mentoring_pages.enums import ChoiceStatus, RequestAct, RequestMove, RequestStatus


@transaction.atomic
def ask_next_mentor(match_request, *, by):
    """Ask the next mentor besides those who are being asked. Returns the choice.

    Raises NotAllowed, WrongState, Incomplete if nobody on the list is left.
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.ASK_NEXT, by, match_request)
    next_choice = flow.ask_next(match_request, by=by)
    if next_choice is None:
        raise Incomplete(_("No other mentor on the list can be asked now."))
    return next_choice


@transaction.atomic
def extend_request(match_request, *, by, days):
    """Give mentors who are being asked `days` more, counted from their last day to answer. Returns how many mentors.

    Raises NotAllowed, WrongState, Incomplete if nobody is being asked.
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.EXTEND, by, match_request)
    now, count = timezone.now(), 0
    for choice in match_request.choices.filter(status=ChoiceStatus.ASKED).select_related("mentor"):
        choice.answer_by = max(choice.answer_by or now, now) + timedelta(days=days)
        choice.save(update_fields=["answer_by"])
        flow.note(match_request, RequestAct.EXTENDED, by=by, mentor=choice.mentor)
        count += 1
    if not count:
        raise Incomplete(_("No mentor is being asked now."))
    return count


@transaction.atomic
def close_request(match_request, *, by):
    """End a sent request without a mentor. The program and the mentors who were asked are told. Returns the request.

    Raises NotAllowed, WrongState.
    """
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.CLOSE, by, match_request)
    flow.close(match_request, RequestStatus.DECLINED, tell=request_mails.tell_withdrawn)
    flow.note(match_request, RequestAct.CLOSED, by=by)
    request_mails.tell_ended(match_request)
    return match_request
