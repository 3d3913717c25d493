"""Writing a request: needs, wishes and the ranked list, each saved as a whole (R8, R10), until a mentor has answered.

Each step takes the version with which its form was opened (`version_of_needs` and so on) and refuses with
ChangedMeanwhile if somebody else saved it since; None overwrites. What changes in a sent list is in
`request_changes.py`.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.request_changes import change_sent_choices
from mentoring_pages.enums import (
    OPEN_CHOICE_STATUSES,
    ChoiceStatus,
    EnrolmentStatus,
    RequestAct,
    RequestMove,
    RequestStatus,
)
from mentoring_pages.models import MatchChoice, MatchRequest, RequestNeed, RequestWish
from mentoring_pages.permissions import belongs_to
from mentoring_pages.versions import version_of


def needs_of(match_request):
    """Saved needs as [(topic id, sentence)] in their order. One query."""
    return list(match_request.needs.values_list("topic_id", "sentence"))


def wishes_of(match_request):
    """Saved wishes as {fact: (direction, weight)}. One query."""
    return {fact: (direction, weight) for fact, direction, weight in _wish_rows(match_request)}


def choices_of(match_request):
    """The list that can still be changed as [(mentor id, reason)], first choice first. One query."""
    open_choices = match_request.choices.filter(status__in=OPEN_CHOICE_STATUSES)
    return list(open_choices.order_by("rank").values_list("mentor_id", "reason"))


def version_of_needs(match_request):
    return version_of(needs_of(match_request), match_request.note)


def version_of_wishes(match_request):
    return version_of(sorted(wishes_of(match_request).items()))


def version_of_choices(match_request):
    return version_of(choices_of(match_request))


@transaction.atomic
def create_draft(program, cycle, *, by, needs, note="", mentor=None):
    """Begin a request and return it, with `mentor` as the first of its list if one is given.

    Raises NotAllowed, CycleClosed, AlreadyPaired, WrongState if the program has an open request in this cycle.
    """
    if program.status != EnrolmentStatus.ENROLLED or not belongs_to(by, program.pk):
        raise NotAllowed
    flow.check_cycle(cycle, cycle.mentees_choose)
    flow.check_free(cycle, program)
    try:
        with transaction.atomic():
            match_request = MatchRequest.objects.create(program=program, cycle=cycle, created_by=by, note=note)
    except IntegrityError as error:
        raise WrongState from error
    _replace_needs(match_request, needs)
    flow.note(match_request, RequestAct.BEGUN, by=by)
    if mentor is not None and mentor.pk != program.pk:
        MatchChoice.objects.create(request=match_request, mentor=mentor, rank=1)
    return match_request


@transaction.atomic
def save_needs(match_request, *, by, needs, note, version=None):
    """Replace needs, [(topic id, sentence)], and the note. Mentors who are being asked hear of a change once."""
    match_request = _editable(match_request, by)
    _check_version(version, version_of_needs(match_request))
    before = version_of_needs(match_request)
    if not needs:
        raise Incomplete(_("Choose at least one topic."))
    _replace_needs(match_request, needs)
    match_request.note = note
    match_request.save(update_fields=["note"])
    if match_request.status == RequestStatus.SENT and version_of_needs(match_request) != before:
        flow.note(match_request, RequestAct.CHANGED, by=by)
        for choice in match_request.choices.filter(status=ChoiceStatus.ASKED).select_related("mentor"):
            choice.request = match_request
            request_mails.tell_changed(choice)
    return match_request


@transaction.atomic
def save_wishes(match_request, *, by, wishes, version=None):
    """Replace wishes, {fact: (direction, weight)}. Nobody is mailed about them."""
    match_request = _editable(match_request, by)
    before = wishes_of(match_request)
    _check_version(version, version_of_wishes(match_request))
    if wishes == before:
        return match_request
    match_request.wishes.all().delete()
    RequestWish.objects.bulk_create(
        RequestWish(request=match_request, fact=fact, direction=direction, weight=weight)
        for fact, (direction, weight) in wishes.items()
    )
    if match_request.status == RequestStatus.SENT:
        flow.note(match_request, RequestAct.CHANGED, by=by)
    return match_request


@transaction.atomic
def save_choices(match_request, *, by, choices, version=None):
    """Replace the list, [(mentor id, reason)], first choice first; what is beyond the cycle's number is left out.

    In a sent request mentors who stay keep their question, and nobody is asked or told twice. Raises Incomplete if the
    program names itself, or empties the list of a sent request; MentorFull if a new mentor takes no requests.
    """
    match_request = _editable(match_request, by)
    _check_version(version, version_of_choices(match_request))
    choices = choices[: match_request.cycle.max_choices]
    if any(mentor == match_request.program_id for mentor, _reason in choices):
        raise Incomplete(_("A program can't be its own mentor."))
    if match_request.status == RequestStatus.SENT:
        change_sent_choices(match_request, choices, by=by)
        return match_request
    match_request.choices.all().delete()
    MatchChoice.objects.bulk_create(
        MatchChoice(request=match_request, mentor_id=mentor, rank=rank, reason=reason)
        for rank, (mentor, reason) in enumerate(choices, start=1)
    )
    return match_request


def _editable(match_request, by):
    match_request = flow.locked(match_request.pk)
    flow.check_move(RequestMove.EDIT, by, match_request)
    return match_request


def _check_version(sent, saved):
    if sent is not None and sent != saved:
        raise ChangedMeanwhile


def _replace_needs(match_request, needs):
    match_request.needs.all().delete()
    RequestNeed.objects.bulk_create(
        RequestNeed(request=match_request, topic_id=topic, sentence=sentence) for topic, sentence in needs
    )


def _wish_rows(match_request):
    return match_request.wishes.values_list("fact", "direction", "weight")
