"""What time does to requests: one reminder to a silent mentor, then the next one is asked. Run by the worker."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import request_flow as flow
from mentoring_pages.actions import request_mails
from mentoring_pages.enums import ChoiceStatus, CycleStatus, RequestAct, RequestStatus
from mentoring_pages.models import MatchChoice, MentoringCycle


def remind_mentors(now=None):
    """Remind mentors who have not answered after the cycle's days, once a question. Returns how many.

    A mentor whose time is over is not reminded any more.
    """
    now = now or timezone.now()
    count = 0
    for cycle in MentoringCycle.objects.running().filter(remind_after_days__gt=0):
        silent = _asked().filter(
            Q(answer_by=None) | Q(answer_by__gt=now),
            request__cycle=cycle,
            reminded_at=None,
            asked_at__lte=now - timedelta(days=cycle.remind_after_days),
        )
        count += sum(_remind(choice, now) for choice in list(silent))
    return count


def close_unanswered(now=None):
    """Stop asking mentors whose time to answer is over, and ask the next of each list. Returns how many."""
    now = now or timezone.now()
    late = _asked().filter(request__cycle__status=CycleStatus.RUNNING, answer_by__lte=now)
    return sum(_expire(choice, now) for choice in list(late))


def _asked():
    return MatchChoice.objects.filter(status=ChoiceStatus.ASKED, request__status=RequestStatus.SENT).order_by("pk")


def _is_still_asked(choice):
    return choice.status == ChoiceStatus.ASKED and choice.request.status == RequestStatus.SENT


@transaction.atomic
def _remind(choice, now):
    choice = flow.locked_choice(choice)
    if not _is_still_asked(choice) or choice.reminded_at is not None:
        return 0
    choice.reminded_at = now
    choice.save(update_fields=["reminded_at"])
    flow.note(choice.request, RequestAct.REMINDED, mentor=choice.mentor)
    request_mails.remind(choice)
    return 1


@transaction.atomic
def _expire(choice, now):
    choice = flow.locked_choice(choice)
    if not _is_still_asked(choice) or choice.answer_by is None or choice.answer_by > now:
        return 0
    flow.move_choice(choice, ChoiceStatus.EXPIRED)
    flow.note(choice.request, RequestAct.EXPIRED, mentor=choice.mentor)
    request_mails.tell_let_go(choice, _("The time to answer is over."))
    request_mails.tell_moved_on(choice, flow.go_on(choice.request, ends_as=RequestStatus.EXPIRED))
    return 1
