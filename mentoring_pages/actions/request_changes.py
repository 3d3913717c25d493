"""A changed list of a request that is out already: who stays keeps its question, who goes is told, who is new is asked.

Mentors whose question has ended, by time or because they are gone, stay behind the list as its history.
"""

from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import Incomplete, MentorFull
from mentoring_pages.enums import OPEN_CHOICE_STATUSES, AskingOrder, ChoiceStatus, RequestAct
from mentoring_pages.models import MatchChoice, Program

# Ranks are unique, so a list is first moved out of the way.
OUT_OF_THE_WAY = 10_000


def change_sent_choices(match_request, choices, *, by):
    """Make the open list of a locked, sent request these [(mentor id, reason)]. Nothing is done if it is the same."""
    kept = {one.mentor_id: one for one in match_request.choices.select_related("mentor")}
    for choice in kept.values():
        choice.request = match_request
    open_list = sorted((one for one in kept.values() if one.status in OPEN_CHOICE_STATUSES), key=lambda one: one.rank)
    if [(one.mentor_id, one.reason) for one in open_list] == choices:
        return
    if not choices:
        raise Incomplete(_("Leave at least one mentor on your list, or take the request back."))
    wanted = dict(choices)
    _check_new(kept, wanted)
    flow.note(match_request, RequestAct.CHANGED, by=by)
    _take_off([one for one in open_list if one.mentor_id not in wanted], by)
    _put_in_order(match_request, choices, kept)
    if match_request.cycle.asking_order == AskingOrder.AT_ONCE:
        for choice in match_request.choices.filter(status=ChoiceStatus.WAITING).select_related("mentor"):
            choice.request = match_request
            flow.ask(choice, by=by)
        return
    is_asking = match_request.choices.filter(status=ChoiceStatus.ASKED).exists()
    if not is_asking and flow.ask_next(match_request, by=by) is None:
        raise Incomplete(_("No mentor on this list can be asked now. Choose others, or take the request back."))


def _check_new(kept, wanted):
    """New mentors must take requests now; one whose question has ended is not asked the same again."""
    new = [mentor for mentor in wanted if mentor not in kept or kept[mentor].status == ChoiceStatus.CLOSED]
    ended = [mentor for mentor in wanted if mentor not in new and kept[mentor].status not in OPEN_CHOICE_STATUSES]
    if ended:
        raise MentorFull(kept[ended[0]].mentor.name)
    able = flow.able_to_take([MatchChoice(mentor_id=mentor) for mentor in new])
    for program in Program.objects.filter(pk__in=new):
        if program.pk not in able:
            raise MentorFull(program.name)


def _take_off(choices, by):
    for choice in choices:
        was_asked = choice.status == ChoiceStatus.ASKED
        if not was_asked:
            choice.delete()
            continue
        flow.move_choice(choice, ChoiceStatus.CLOSED)
        flow.note(choice.request, RequestAct.REMOVED, by=by, mentor=choice.mentor)
        request_mails.tell_removed(choice)


def _put_in_order(match_request, choices, kept):
    """The list from rank 1; ended choices behind it. A mentor that was taken off and is back is a new choice."""
    rows = list(match_request.choices.order_by("rank"))
    back = [one for one in rows if one.status == ChoiceStatus.CLOSED and one.mentor_id in dict(choices)]
    match_request.choices.filter(pk__in=[one.pk for one in back]).delete()
    for row in rows:
        match_request.choices.filter(pk=row.pk).update(rank=row.rank + OUT_OF_THE_WAY)
    still = {one.mentor_id for one in rows} - {one.mentor_id for one in back}
    for rank, (mentor, reason) in enumerate(choices, start=1):
        if mentor in still:
            match_request.choices.filter(mentor=mentor).update(rank=rank, reason=reason)
        else:
            MatchChoice.objects.create(request=match_request, mentor_id=mentor, rank=rank, reason=reason)
    ended = match_request.choices.filter(rank__gt=OUT_OF_THE_WAY).order_by("rank").values_list("pk", flat=True)
    for rank, pk in enumerate(list(ended), start=len(choices) + 1):
        match_request.choices.filter(pk=pk).update(rank=rank)
