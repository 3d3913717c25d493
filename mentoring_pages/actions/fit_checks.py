"""Whether a pair fits, once both have met; each side says it for itself (R69)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import FitAnswer, MeetingStatus, Side
from mentoring_pages.mail import addresses_of, coordinators_address, send_after_commit
from mentoring_pages.models import Contact, FitCheck, Meeting, MentoringPair
from mentoring_pages.permissions import can_answer_fit, pair_side

from .pair_lock import locked_pair

# So long after the agreed moment both sides are asked how it fits.
FIT_AFTER = timedelta(days=1)
# Agreed meetings count from their time on, until somebody says that they did not happen.
MET_STATUSES = (MeetingStatus.AGREED, MeetingStatus.HELD)


@transaction.atomic
def answer_fit(pair, *, by, answer, note=""):
    """Say for one's own side whether it fits; may be said again. Returns the `FitCheck`.

    The other side learns nothing of it. A "not" goes to the coordinators, who look for a way; saying it again mails
    nobody again. Raises NotAllowed, WrongState before the first meeting.
    """
    pair = locked_pair(pair)
    if not can_answer_fit(by, pair):
        raise NotAllowed
    if not has_met(pair):
        raise WrongState
    check, _is_new = FitCheck.objects.get_or_create(pair=pair, side=pair_side(by, pair))
    was = check.answer
    check.answer, check.note = answer, note.strip()
    check.answered_at, check.answered_by = timezone.now(), by
    check.save()
    if answer == FitAnswer.NOT and was != FitAnswer.NOT:
        context = {
            "program": pair.program_of(check.side).name,
            "mentor": pair.mentor.name,
            "mentee": pair.mentee.name,
        }
        link = ("members:pair-detail", [pair.code])
        send_after_commit("fit_not", coordinators_address(), context, link=link)
    return check


def has_met(pair, now=None):
    """Whether the pair has met: an agreed moment has passed, or a meeting in person was logged. Two queries at most."""
    met = Meeting.objects.filter(pair=pair, status__in=MET_STATUSES, starts_at__lte=now or timezone.now())
    return met.exists() or Contact.objects.filter(pair=pair, was_made=True, mode__is_face_to_face=True).exists()


def ask_for_fit(now=None):
    """Ask both sides of each pair that has met, a day later and once. Returns how many sides were asked."""
    now = now or timezone.now()
    agreed = Meeting.objects.filter(pair=OuterRef("pk"), status__in=MET_STATUSES, starts_at__lte=now - FIT_AFTER)
    logged = Contact.objects.filter(
        pair=OuterRef("pk"),
        was_made=True,
        mode__is_face_to_face=True,
        happened_on__lte=timezone.localdate(now) - FIT_AFTER,
    )
    asked = FitCheck.objects.filter(pair=OuterRef("pk")).exclude(asked_at=None)
    pairs = MentoringPair.objects.open().filter(Exists(agreed) | Exists(logged), ~Exists(asked))
    return sum(_ask_both(pair, now) for pair in list(pairs))


@transaction.atomic
def _ask_both(pair, now):
    pair = locked_pair(pair)
    count = 0
    for side in Side:
        check, _is_new = FitCheck.objects.get_or_create(pair=pair, side=side)
        if check.asked_at is not None:
            continue
        check.asked_at = now
        check.save(update_fields=["asked_at"])
        if not check.answer:
            program, other = pair.program_of(side), pair.partner_of(side)
            context = {"program": program.name, "other": other.name}
            link = ("members:fit-check", [pair.code])
            send_after_commit(
                "fit_check",
                addresses_of(program),
                context,
                link=link,
                once_key=pair.pk,
                sends_now=False,
            )
            count += 1
    return count
