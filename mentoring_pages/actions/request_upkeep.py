"""What follows from elsewhere for requests that wait: a mentor is full or gone, a program left, a cycle ended.

Each request is changed in a transaction of its own that locks it first, so this may run at any time and twice.
"""

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.enums import (
    OPEN_PAIR_STATUSES,
    ChoiceStatus,
    CycleStatus,
    EnrolmentStatus,
    PairStatus,
    RequestAct,
    RequestStatus,
)
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringPair, MentorProfilePage, Program


def leave_full_mentor(mentor_pk):
    """Let requests go on that wait at a mentor whose places are all taken by pairs. Returns how many."""
    asked = list(_asked().filter(mentor=mentor_pk)) if _why(mentor_pk) == "full" else []
    return sum(_let_go(choice, "full") for choice in asked)


def leave_gone_mentor(mentor_pk):
    """Let requests go on that wait at a mentor without a published page, or that has left. Returns how many."""
    asked = list(_asked().filter(mentor=mentor_pk)) if _why(mentor_pk) == "gone" else []
    return sum(_let_go(choice, "gone") for choice in asked)


def program_changed(program_pk):
    """What follows when a program has left: for its own request, and for those that wait for its answer."""
    if Program.objects.filter(pk=program_pk).exclude(status=EnrolmentStatus.ENROLLED).exists():
        end_requests_of(program_pk)
        leave_gone_mentor(program_pk)


def end_requests_of(program_pk):
    """Take back the sent requests of a program that has left the partnership. Returns how many."""
    open_requests = MatchRequest.objects.filter(
        program=program_pk, status__in=(RequestStatus.SENT, RequestStatus.ACCEPTED)
    )
    return sum(_take_back(pk) for pk in list(open_requests.values_list("pk", flat=True)))


def tidy_requests(now=None):
    """All of it, for the worker: what a crash left undone, and what no signal tells. Returns how many things it did."""
    places = Q(pairs_as_mentor__status__in=OPEN_PAIR_STATUSES)
    programs = Program.objects.filter(pk__in=_asked().values("mentor"))
    gone = programs.filter(~Q(status=EnrolmentStatus.ENROLLED) | Q(mentor_page=None) | Q(mentor_page__live=False))
    full = programs.annotate(taken=Count("pairs_as_mentor", filter=places, distinct=True)).filter(
        taken__gte=F("mentor_page__capacity")
    )
    left = MatchRequest.objects.filter(status__in=(RequestStatus.SENT, RequestStatus.ACCEPTED)).exclude(
        program__status=EnrolmentStatus.ENROLLED
    )
    over = MatchRequest.objects.filter(status=RequestStatus.SENT, cycle__status=CycleStatus.FINISHED)
    count = sum(end_requests_of(pk) for pk in list(left.values_list("program", flat=True)))
    count += sum(_end_with_cycle(pk) for pk in list(over.values_list("pk", flat=True)))
    count += sum(leave_gone_mentor(pk) for pk in list(gone.values_list("pk", flat=True)))
    return count + sum(leave_full_mentor(pk) for pk in list(full.values_list("pk", flat=True)))


def _asked():
    return MatchChoice.objects.filter(status=ChoiceStatus.ASKED, request__status=RequestStatus.SENT).order_by("pk")


def _why(mentor_pk):
    """ "gone", "full", or "" for a mentor that can still say yes to those who asked."""
    page = MentorProfilePage.objects.live().filter(program=mentor_pk, program__status=EnrolmentStatus.ENROLLED).first()
    if page is None:
        return "gone"
    return "full" if MentoringPair.objects.open().filter(mentor=mentor_pk).count() >= page.capacity else ""


@transaction.atomic
def _let_go(choice, why):
    choice = flow.locked_choice(choice)
    match_request = choice.request
    if match_request.status != RequestStatus.SENT or choice.status != ChoiceStatus.ASKED:
        return 0
    flow.move_choice(choice, ChoiceStatus.UNAVAILABLE)
    flow.note(match_request, RequestAct.UNAVAILABLE, mentor=choice.mentor)
    sentences = {
        "full": _("All places of %(mentor)s are taken now.") % {"mentor": choice.mentor.name},
        "gone": _("%(mentor)s is not in the mentor directory any more.") % {"mentor": choice.mentor.name},
    }
    request_mails.tell_let_go(choice, sentences[why])
    request_mails.tell_moved_on(choice, flow.go_on(match_request))
    return 1


@transaction.atomic
def _take_back(request_pk):
    match_request = flow.locked(request_pk)
    if match_request.status not in (RequestStatus.SENT, RequestStatus.ACCEPTED):
        return 0
    if match_request.program.status == EnrolmentStatus.ENROLLED:
        return 0
    for choice in match_request.choices.filter(status=ChoiceStatus.ACCEPTED).select_related("mentor"):
        choice.request = match_request
        MentoringPair.objects.filter(choice=choice, status=PairStatus.AWAITING).delete()
        flow.move_choice(choice, ChoiceStatus.CLOSED)
        request_mails.tell_withdrawn(choice)
    flow.close(match_request, RequestStatus.WITHDRAWN, tell=request_mails.tell_withdrawn)
    flow.note(match_request, RequestAct.WITHDRAWN)
    return 1


@transaction.atomic
def _end_with_cycle(request_pk):
    match_request = flow.locked(request_pk)
    if match_request.status != RequestStatus.SENT or match_request.cycle.status != CycleStatus.FINISHED:
        return 0
    flow.close(match_request, RequestStatus.EXPIRED, tell=request_mails.tell_withdrawn)
    flow.note(match_request, RequestAct.ENDED)
    request_mails.tell_ended(match_request)
    return 1
