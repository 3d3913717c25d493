"""What all steps of an application share: lock, permission, stage, history.

The application's row is locked first, then the program's. On SQLite every transaction has the database to itself.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import NotAllowed, TransitionError, WrongState
from mentoring_pages.application_stages import APPLICATION_STEPS, ApplicationStatus, StepTaker
from mentoring_pages.models import ApplicationEvent, MentorApplication, MentoringPair
from mentoring_pages.permissions import may_take


class HasMentee(TransitionError):
    """A pair of the mentor still runs."""

    message = gettext_lazy("This program is the mentor of a pair that still runs. Please end the pair first.")


def begin_step(application, step, *, by):
    """The application as it stands now, locked, for `by` to take the step; None: the clock takes it.

    Raises NotAllowed, WrongState.
    """
    found = lock(application)
    rule = APPLICATION_STEPS[step]
    is_allowed = StepTaker.CLOCK in rule.takers if by is None else may_take(by, found.program_id, step)
    if not is_allowed:
        raise NotAllowed
    if ApplicationStatus(found.status) not in rule.begins_in:
        raise WrongState
    return found


def lock(application):
    """Hold the row until the transaction ends."""
    return MentorApplication.objects.select_for_update(of=("self",)).select_related("program").get(pk=application.pk)


def end_step(application, step, *, by, note=""):
    """Save the application in the stage that the step leads to, and remember who took it. The note is for staff."""
    before = ApplicationStatus(application.status)
    after = APPLICATION_STEPS[step].leads_to or before
    now = timezone.now()
    if after != before:
        application.status, application.stage_at = after, now
    application.save()
    ApplicationEvent.objects.create(
        application=application,
        step=step,
        stage_before=before,
        stage_after=after,
        by=by,
        happened_at=now,
        note=note.strip(),
    )
    return application


def check_no_mentee(application):
    """Raises HasMentee while the program is the mentor of an open pair, or of one that waits to be confirmed."""
    if MentoringPair.objects.holding().filter(mentor=application.program_id).exists():
        raise HasMentee
