"""Writing the draft of a request: needs, wishes and the ranked list, each saved as a whole (R8, R10).

Each step takes the version with which its form was opened (`version_of_needs` and so on) and refuses with
ChangedMeanwhile if somebody else saved it since; None overwrites.
"""

from django.db import IntegrityError, transaction

from mentoring_pages.actions.errors import AlreadyPaired, ChangedMeanwhile, CycleClosed, NotAllowed, WrongState
from mentoring_pages.enums import CycleStatus, EnrolmentStatus, RequestStatus
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringPair, RequestNeed, RequestWish
from mentoring_pages.permissions import belongs_to
from mentoring_pages.versions import version_of


def needs_of(match_request):
    """Saved needs as [(topic id, sentence)] in their order. One query."""
    return list(match_request.needs.values_list("topic_id", "sentence"))


def wishes_of(match_request):
    """Saved wishes as {fact: (direction, weight)}. One query."""
    return {fact: (direction, weight) for fact, direction, weight in _wish_rows(match_request)}


def choices_of(match_request):
    """The saved list as [(mentor id, reason)], first choice first. One query."""
    return list(match_request.choices.order_by("rank").values_list("mentor_id", "reason"))


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
    if cycle.status != CycleStatus.RUNNING or not cycle.mentees_choose:
        raise CycleClosed
    if MentoringPair.objects.open().filter(cycle=cycle, mentee=program).exists():
        raise AlreadyPaired
    try:
        with transaction.atomic():
            match_request = MatchRequest.objects.create(program=program, cycle=cycle, created_by=by, note=note)
    except IntegrityError as error:
        raise WrongState from error
    _replace_needs(match_request, needs)
    if mentor is not None and mentor.pk != program.pk:
        MatchChoice.objects.create(request=match_request, mentor=mentor, rank=1)
    return match_request


@transaction.atomic
def save_needs(match_request, *, by, needs, note, version=None):
    """Replace needs, [(topic id, sentence)], and the note."""
    match_request = _draft(match_request, by)
    _check_version(version, version_of_needs(match_request))
    _replace_needs(match_request, needs)
    match_request.note = note
    match_request.save(update_fields=["note"])
    return match_request


@transaction.atomic
def save_wishes(match_request, *, by, wishes, version=None):
    """Replace wishes, {fact: (direction, weight)}."""
    match_request = _draft(match_request, by)
    _check_version(version, version_of_wishes(match_request))
    match_request.wishes.all().delete()
    RequestWish.objects.bulk_create(
        RequestWish(request=match_request, fact=fact, direction=direction, weight=weight)
        for fact, (direction, weight) in wishes.items()
    )
    return match_request


@transaction.atomic
def save_choices(match_request, *, by, choices, version=None):
    """Replace the list, [(mentor id, reason)], first choice first; what is beyond the cycle's number is left out."""
    match_request = _draft(match_request, by)
    _check_version(version, version_of_choices(match_request))
    match_request.choices.all().delete()
    MatchChoice.objects.bulk_create(
        MatchChoice(request=match_request, mentor_id=mentor, rank=rank, reason=reason)
        for rank, (mentor, reason) in enumerate(choices[: match_request.cycle.max_choices], start=1)
        if mentor != match_request.program_id
    )
    return match_request


def _draft(match_request, by):
    match_request = (
        MatchRequest.objects.select_for_update(of=("self",)).select_related("program", "cycle").get(pk=match_request.pk)
    )
    if not belongs_to(by, match_request.program_id):
        raise NotAllowed
    if match_request.status != RequestStatus.DRAFT:
        raise WrongState
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
