"""References: asked by mail, answered by a secret link without an account, once (R63)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring_pages.actions import application_mails as mails
from mentoring_pages.actions.application_drafts import check_outside
from mentoring_pages.actions.application_steps import begin_step, end_step, lock
from mentoring_pages.actions.errors import Incomplete, TransitionError, WrongState
from mentoring_pages.application_stages import REFERENCE_STATUSES, ApplicationStep, RefereeStatus
from mentoring_pages.models import MentorApplication, MentorApplicationSettings, Referee, RefereeAnswer


class LinkOver(TransitionError):
    """The form behind a referee's link takes no answer any more."""

    message = gettext_lazy("This form is closed now, so nothing was sent. Thank you all the same.")


@transaction.atomic
def ask_references(application, *, by):
    """Write to each named referee. Returns how many. Raises NotAllowed, WrongState."""
    application = begin_step(application, ApplicationStep.ASK_REFERENCES, by=by)
    end_step(application, ApplicationStep.ASK_REFERENCES, by=by)
    referees = list(application.referees.filter(status=RefereeStatus.NAMED))
    for referee in referees:
        referee.application = application
        _ask(referee)
    return len(referees)


@transaction.atomic
def remind_referee(referee, *, by):
    """Send the same link once more and let it work for the full time again; `by` is None for the clock.

    Raises NotAllowed, WrongState (the application has moved on, or there is an answer).
    """
    application = begin_step(referee.application, ApplicationStep.REMIND_REFEREE, by=by)
    referee = _still_asked(referee, application)
    if by is None and referee.reminded_at is not None:
        # Another worker was faster.
        raise WrongState
    referee.reminded_at = timezone.now()
    referee.expires_at = _expiry()
    referee.save(update_fields=["reminded_at", "expires_at"])
    end_step(application, ApplicationStep.REMIND_REFEREE, by=by, note=referee.name)
    mails.ask_referee(referee, is_reminder=True)
    return referee


@transaction.atomic
def replace_referee(referee, *, by, name, email, relation=""):
    """Ask somebody else instead; the old link ends. Returns the new referee.

    Raises NotAllowed, WrongState (there is an answer), Incomplete for somebody of the program or named already.
    """
    application = begin_step(referee.application, ApplicationStep.REPLACE_REFEREE, by=by)
    referee = Referee.objects.get(pk=referee.pk)
    if referee.status not in (RefereeStatus.NAMED, RefereeStatus.ASKED, RefereeStatus.DECLINED):
        raise WrongState
    check_outside(application.program_id, email)
    if application.referees.counting().exclude(pk=referee.pk).filter(email__iexact=email).exists():
        raise Incomplete(gettext_lazy("Another referee has this address."))
    referee.status = RefereeStatus.REPLACED
    referee.save(update_fields=["status"])
    new = Referee(application=application, name=name, email=email, relation=relation)
    _ask(new)
    end_step(application, ApplicationStep.REPLACE_REFEREE, by=by, note=f"{referee.name} → {name}")
    return new


@transaction.atomic
def answer_reference(referee, *, answers):
    """Keep the answers, [(question, score or None, text)], for good. Raises LinkOver."""
    referee = _open(referee)
    RefereeAnswer.objects.bulk_create(
        RefereeAnswer(referee=referee, question=question, question_text=question.name, score=score, text=text)
        for question, score, text in answers
    )
    _finish(referee, RefereeStatus.ANSWERED)
    mails.tell_reference_came(referee)
    return referee


@transaction.atomic
def decline_reference(referee):
    """The referee would rather not; nobody asks why. Raises LinkOver."""
    referee = _finish(_open(referee), RefereeStatus.DECLINED)
    mails.tell_reference_refused(referee)
    return referee


def is_open(referee) -> bool:
    """Whether the form takes an answer now: asked, in time, and still of use."""
    is_asked = referee.status == RefereeStatus.ASKED and not referee.is_expired
    return is_asked and referee.application.status in REFERENCE_STATUSES


def remind_due_referees(now):
    """Remind each referee once who was asked some days ago and has not answered. Returns how many."""
    days = MentorApplicationSettings.current().reference_reminder_days
    if not days:
        return 0
    due = Referee.objects.filter(
        status=RefereeStatus.ASKED,
        reminded_at=None,
        asked_at__lte=now - timedelta(days=days),
        expires_at__gt=now,
        application__status__in=REFERENCE_STATUSES,
    ).select_related("application")
    count = 0
    for referee in due:
        try:
            remind_referee(referee, by=None)
        except WrongState:
            # Answered or decided in this very moment.
            continue
        count += 1
    return count


def _ask(referee):
    referee.status = RefereeStatus.ASKED
    referee.asked_at = timezone.now()
    referee.expires_at = _expiry()
    referee.save()
    mails.ask_referee(referee)


def _expiry():
    return timezone.now() + timedelta(days=MentorApplicationSettings.current().reference_days)


def _still_asked(referee, application):
    referee = Referee.objects.get(pk=referee.pk)
    referee.application = application
    if referee.status != RefereeStatus.ASKED:
        raise WrongState
    return referee


def _open(referee):
    application = lock(MentorApplication(pk=referee.application_id))
    referee = Referee.objects.get(pk=referee.pk)
    referee.application = application
    if not is_open(referee):
        raise LinkOver
    return referee


def _finish(referee, status):
    referee.status, referee.answered_at = status, timezone.now()
    referee.save(update_fields=["status", "answered_at"])
    return referee
