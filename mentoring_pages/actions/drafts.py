"""The coordinators' board: pairs are proposed, changed by hand, and made (R4, R48, T1).

A draft binds nobody. What makes a pair is `requests.assign_pair`, which locks the mentor and asks again whether it has
a place.
"""

from importlib.util import find_spec

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import Incomplete, NotAllowed, TransitionError, WrongState
from mentoring_pages.actions.requests import assign_pair
from mentoring_pages.enums import UnplacedReason
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.matching.waiting import (
    asking_of,
    fit_of,
    in_order,
    mentors_with_places,
    waiting_requests,
    with_compared_data,
)
from mentoring_pages.meanwhile import meanwhile
from mentoring_pages.models import DraftPair, MatchingWeights, MatchRequest, MentoringCycle
from mentoring_pages.permissions import can_assign_pair


class CannotPropose(TransitionError):
    """What works out the best set is not installed."""

    message = gettext_lazy(
        "Pairs can’t be proposed on this site: the package scipy is missing. You can still choose each mentor by hand."
    )


def can_propose() -> bool:
    """Whether the extra `matching` is installed."""
    return find_spec("scipy") is not None


@transaction.atomic
def propose_pairs(cycle, *, by):
    """Draft the best set of pairs for all that wait in the cycle; returns the drafts. What was chosen by hand stays.

    Raises NotAllowed, CannotPropose. The number of queries does not depend on how many wait.
    """
    _check(by)
    if not can_propose():
        raise CannotPropose
    from mentoring_pages.matching.assigning import place, points_table

    # One proposal at a time: two at once would each delete what the other is about to write.
    MentoringCycle.objects.select_for_update().get(pk=cycle.pk)
    order = [one.request for one in in_order(cycle)]
    by_hand = DraftPair.objects.filter(request__in=order, is_by_hand=True)
    kept = dict(by_hand.values_list("request", "mentor"))
    requests = with_compared_data(MatchRequest.objects.filter(pk__in=order).exclude(pk__in=kept)).in_bulk()
    asking = asking_of(requests[key] for key in order if key in requests)
    mentors = mentors_with_places()
    held = list(kept.values())
    capacities = [max(mentor.capacity - held.count(mentor.program), 0) for mentor in mentors]
    placed = place(points_table(asking, mentors, MatchingWeights.load().as_weights()), capacities)
    before = DraftPair.objects.filter(request__cycle=cycle, is_by_hand=False)
    # Who has been told that there is no mentor yet is not told again by each proposal.
    told = dict(before.exclude(told_at=None).values_list("request", "told_at"))
    before.delete()
    return DraftPair.objects.bulk_create(
        DraftPair(
            request=requests[one.key],
            mentor_id=None if placing.mentor is None else mentors[placing.mentor].program,
            unplaced_reason=placing.reason,
            points=placing.points,
            made_by=by,
            told_at=told.get(one.key) if placing.mentor is None else None,
        )
        for one, placing in zip(asking, placed, strict=True)
    )


@transaction.atomic
def choose_mentor(match_request, mentor, *, by):
    """Draft a mentor for a waiting request by hand, or None to leave it out. Returns the draft.

    Raises NotAllowed, WrongState if the request does not wait any more, Incomplete for a mentor without a place.
    """
    _check(by)
    match_request = _waiting(match_request)
    draft = DraftPair.objects.filter(request=match_request).first() or DraftPair(request=match_request)
    draft.points = 0
    if mentor is not None:
        candidate = next((one for one in mentors_with_places() if one.program == mentor.pk), None)
        if candidate is None or mentor.pk == match_request.program_id:
            raise Incomplete(_("%(name)s takes no requests now, so it can’t be chosen.") % {"name": mentor.name})
        (asking,) = asking_of([match_request])
        draft.points = fit_of(asking, candidate, MatchingWeights.load().as_weights()).points
    draft.mentor = mentor
    draft.unplaced_reason = "" if mentor else UnplacedReason.LEFT_OUT
    draft.is_by_hand, draft.made_by, draft.told_at = True, by, None
    draft.save()
    return draft


@transaction.atomic
def drop_draft(match_request, *, by):
    """Forget the draft of a request, so that the next proposal looks at it anew. Raises NotAllowed."""
    _check(by)
    DraftPair.objects.filter(request=match_request).delete()


@transaction.atomic
def approve_draft(draft, *, by, mentor_id=None):
    """Make the pair that a draft proposes, and return it. `mentor_id` is the mentor that the person saw; None: any.

    Raises NotAllowed, WrongState if the draft is gone, has no mentor or another one, and what `assign_pair` raises.
    """
    _check(by)
    draft = (
        DraftPair.objects.select_for_update(of=("self",))
        .select_related("request__cycle", "request__program", "mentor")
        .filter(pk=draft.pk)
        .first()
    )
    if draft is None or draft.mentor is None or (mentor_id is not None and draft.mentor_id != mentor_id):
        raise WrongState
    _waiting(draft.request)
    pair = assign_pair(draft.request.cycle, draft.mentor, draft.request.program, by=by)
    draft.delete()
    return pair


def approve_all(cycle, *, by):
    """Make every drafted pair of the cycle, each by itself, in the partnership's order.

    Returns (pairs made, [(draft, refusal)] for those that could not be). Raises NotAllowed.
    """
    _check(by)
    drafts = {
        draft.request_id: draft
        for draft in DraftPair.objects.filter(request__cycle=cycle, mentor__isnull=False).select_related(
            "mentor", "request__program"
        )
    }
    made, refused = [], []
    for place in in_order(cycle):
        draft = drafts.get(place.request)
        if draft is None:
            continue
        try:
            made.append(approve_draft(draft, by=by))
        except TransitionError as refusal:
            refused.append((draft, refusal))
    return made, refused


@transaction.atomic
def tell_meanwhile(draft, *, by):
    """Write to a program without a mentor: that there is none yet, and what it can join meanwhile. Once for a draft.

    Raises NotAllowed, WrongState if there is a mentor after all or the program was told.
    """
    _check(by)
    draft = (
        DraftPair.objects.select_for_update(of=("self",))
        .select_related("request__program", "request__cycle")
        .get(pk=draft.pk)
    )
    if draft.mentor_id is not None or draft.told_at is not None:
        raise WrongState
    draft.told_at = timezone.now()
    draft.save(update_fields=["told_at"])
    program = draft.request.program
    gatherings, resources = meanwhile(draft.request)
    context = {
        "program": program.name,
        "cycle": draft.request.cycle.name,
        "gatherings": gatherings,
        "resources": resources,
    }
    send_after_commit(
        "request_meanwhile",
        addresses_of(program),
        context,
        link=("members:request-detail", [draft.request.code]),
    )
    return draft


def _check(by):
    if not can_assign_pair(by):
        raise NotAllowed


def _waiting(match_request):
    found = with_compared_data(waiting_requests(match_request.cycle).filter(pk=match_request.pk)).first()
    if found is None:
        raise WrongState
    return found
