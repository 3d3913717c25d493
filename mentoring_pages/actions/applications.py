"""What coordinators do with an application from its arrival to the suitability review (R63, R65, R81, R83)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import application_mails as mails
from mentoring_pages.actions.application_steps import begin_step, end_step
from mentoring_pages.actions.errors import Incomplete
from mentoring_pages.application_stages import ApplicationStep, RefereeStatus
from mentoring_pages.models import TrainingAttendance, TrainingSession, TrainingTopic


@transaction.atomic
def send_back(application, *, by, note):
    """Make it a draft again, with words on what to change that the program reads. Raises Incomplete without any."""
    application = begin_step(application, ApplicationStep.SEND_BACK, by=by)
    if not note.strip():
        raise Incomplete(_("Say what the program should change."))
    application.sent_back_note = note.strip()
    end_step(application, ApplicationStep.SEND_BACK, by=by, note=note)
    mails.tell_sent_back(application)
    return application


@transaction.atomic
def waive_years(application, *, by, reason):
    """Accept fewer years as a grantee than a prerequisite asks for. Raises Incomplete without a reason (R46)."""
    application = begin_step(application, ApplicationStep.WAIVE_YEARS, by=by)
    if not reason.strip():
        raise Incomplete(_("Say why you accept fewer years."))
    application.years_waived_reason, application.years_waived_by = reason.strip(), by
    return end_step(application, ApplicationStep.WAIVE_YEARS, by=by, note=reason)


@transaction.atomic
def arrange_interview(application, *, by, at, way, place="", without_references=""):
    """Set or move the interview and tell the program.

    Raises Incomplete for a time that is over, and while a referee has not answered unless a reason is given.
    """
    application = begin_step(application, ApplicationStep.ARRANGE_INTERVIEW, by=by)
    if at <= timezone.now():
        raise Incomplete(_("Choose a time that is still to come."))
    if references_out(application) and not without_references.strip():
        raise Incomplete(_("Not all references are in. Wait for them, replace a referee, or say why you go on."))
    application.interview_at, application.interview_way, application.interview_place = at, way, place.strip()
    application.interview_held_on = None
    end_step(application, ApplicationStep.ARRANGE_INTERVIEW, by=by, note=without_references)
    mails.tell_interview(application)
    return application


def references_out(application) -> int:
    """How many referees were asked and have not answered, or would rather not. One query."""
    return application.referees.counting().exclude(status=RefereeStatus.ANSWERED).count()


@transaction.atomic
def note_interview(application, *, by, held_on, note):
    """Keep when the interview was held and what came of it; only staff read the notes."""
    application = begin_step(application, ApplicationStep.NOTE_INTERVIEW, by=by)
    if held_on > timezone.localdate():
        raise Incomplete(_("This day is still to come."))
    application.interview_held_on, application.interview_note = held_on, note.strip()
    return end_step(application, ApplicationStep.NOTE_INTERVIEW, by=by)


@transaction.atomic
def begin_training(application, *, by):
    """Invite to the training. Raises Incomplete until the interview was held."""
    application = begin_step(application, ApplicationStep.BEGIN_TRAINING, by=by)
    if application.interview_held_on is None:
        raise Incomplete(_("Record the interview first."))
    end_step(application, ApplicationStep.BEGIN_TRAINING, by=by)
    mails.tell_training(application, TrainingSession.objects.upcoming())
    return application


@transaction.atomic
def record_training(application, *, by, sessions):
    """Keep which sessions the program's people attended, all at once. Raises Incomplete for one that is to come."""
    application = begin_step(application, ApplicationStep.RECORD_TRAINING, by=by)
    if any(session.starts_at > timezone.now() for session in sessions):
        raise Incomplete(_("A session that is still to come can't have been attended."))
    application.attendances.exclude(session__in=sessions).delete()
    known = set(application.attendances.values_list("session", flat=True))
    TrainingAttendance.objects.bulk_create(
        TrainingAttendance(application=application, session=session) for session in sessions if session.pk not in known
    )
    note = ", ".join(str(session) for session in sessions)
    return end_step(application, ApplicationStep.RECORD_TRAINING, by=by, note=note)


def uncovered_topics(application):
    """Required topics that no attended session covered, in their order. One query."""
    attended = application.attendances.values("session")
    return TrainingTopic.objects.active().filter(is_required=True).exclude(sessions__in=attended)


@transaction.atomic
def finish_training(application, *, by):
    """End the training. Raises Incomplete without a session, or while a required topic was not covered (R65, R93)."""
    application = begin_step(application, ApplicationStep.FINISH_TRAINING, by=by)
    if not application.attendances.exists():
        raise Incomplete(_("Record which sessions they attended first."))
    lacking = [topic.name for topic in uncovered_topics(application)]
    if lacking:
        raise Incomplete(_("The training has not covered: %(topics)s.") % {"topics": "; ".join(lacking)})
    end_step(application, ApplicationStep.FINISH_TRAINING, by=by)
    mails.tell_trained(application)
    return application


@transaction.atomic
def note_review(application, *, by, outcome, note):
    """Keep the suitability review at the end of the training (R83); only staff read it."""
    application = begin_step(application, ApplicationStep.NOTE_REVIEW, by=by)
    application.review_outcome, application.review_note = outcome, note.strip()
    application.reviewed_on = timezone.localdate()
    return end_step(application, ApplicationStep.NOTE_REVIEW, by=by)
