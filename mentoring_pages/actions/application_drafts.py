"""Writing an application, sending it in and taking it back. Each part of the form is saved as a whole.

Each saving takes the version with which its form was opened and refuses with ChangedMeanwhile if somebody else saved
that part since; None overwrites.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions import application_mails as mails
from mentoring_pages.actions.application_steps import begin_step, check_no_mentee, end_step
from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, NotAllowed, TransitionError, WrongState
from mentoring_pages.actions.mentor_pages import unpublish_mentor_page
from mentoring_pages.application_stages import (
    REFERENCE_STATUSES,
    TRAINED_STATUSES,
    ApplicationStatus,
    ApplicationStep,
    RefereeStatus,
)
from mentoring_pages.models import (
    ApplicationAnswer,
    ApplicationTopic,
    MentorApplication,
    MentorApplicationSettings,
    MentorProfilePage,
    Prerequisite,
    Program,
    ProgramMembership,
    Referee,
)
from mentoring_pages.permissions import can_apply_as_mentor
from mentoring_pages.prerequisites import missing
from mentoring_pages.versions import version_of

COMMITMENT_FIELDS = ("motivation", "hours_a_month", "staff_committed", "planning_note", "mentee_count")


class AlreadyMentor(TransitionError):
    """The program is a mentor now."""

    message = gettext_lazy("This program is a mentor already.")


class ApplicationsClosed(TransitionError):
    """Staff take no applications now."""

    message = gettext_lazy("Applications are closed now. Please come back later, or write to the coordinators.")


def answers_of(application):
    """Saved answers as {prerequisite id: (is confirmed, text)}. One query."""
    return {
        prerequisite: (is_confirmed, text)
        for prerequisite, is_confirmed, text in application.answers.values_list("prerequisite", "is_confirmed", "text")
        if prerequisite is not None
    }


def topics_of(application):
    """Saved topics as [(topic id, result)]. One query."""
    return list(application.topics.values_list("topic_id", "result"))


def commitment_of(application):
    """Saved words and numbers of the commitment by field."""
    return {name: getattr(application, name) for name in COMMITMENT_FIELDS}


def referees_of(application):
    """Named referees as [(name, e-mail, relation)]. One query."""
    return list(application.referees.counting().values_list("name", "email", "relation"))


def version_of_part(application, part):
    """The state of one part of the form: prerequisites, expertise, commitment or referees."""
    readers = {
        "prerequisites": lambda: sorted(answers_of(application).items()),
        "expertise": lambda: topics_of(application),
        "commitment": lambda: sorted(commitment_of(application).items()),
        "referees": lambda: referees_of(application),
    }
    return version_of(readers[part]())


@transaction.atomic
def create_application(program, *, by):
    """Begin an application and return it; the open one of the program if there is one.

    Raises NotAllowed (no director of an enrolled program), ApplicationsClosed, AlreadyMentor.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    if not can_apply_as_mentor(by, program):
        raise NotAllowed
    found = MentorApplication.objects.open().filter(program=program).first()
    if found:
        return found
    if not MentorApplicationSettings.current().is_open:
        raise ApplicationsClosed
    if MentorProfilePage.objects.live().filter(program=program).exists():
        raise AlreadyMentor
    try:
        with transaction.atomic():
            return MentorApplication.objects.create(program=program, created_by=by)
    except IntegrityError as error:
        raise WrongState from error


@transaction.atomic
def save_prerequisites(application, *, by, answers, version=None):
    """Replace the answers, {prerequisite id: (is confirmed, text)}."""
    application = _draft(application, "prerequisites", by, version)
    names = dict(Prerequisite.objects.filter(pk__in=answers).values_list("pk", "name"))
    application.answers.filter(prerequisite__in=names).delete()
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(
            application=application,
            prerequisite_id=prerequisite,
            asked_text=names[prerequisite],
            is_confirmed=is_confirmed,
            text=text.strip(),
        )
        for prerequisite, (is_confirmed, text) in answers.items()
        if prerequisite in names
    )
    return application


@transaction.atomic
def save_expertise(application, *, by, topics, version=None):
    """Replace the topics, [(topic id, result)]."""
    application = _draft(application, "expertise", by, version)
    application.topics.all().delete()
    ApplicationTopic.objects.bulk_create(
        ApplicationTopic(application=application, topic_id=topic, result=result.strip()) for topic, result in topics
    )
    return application


@transaction.atomic
def save_commitment(application, *, by, version=None, **values):
    """Save the commitment; `values` are those of COMMITMENT_FIELDS."""
    application = _draft(application, "commitment", by, version)
    for name in COMMITMENT_FIELDS:
        setattr(application, name, values[name])
    application.save(update_fields=COMMITMENT_FIELDS)
    return application


@transaction.atomic
def save_referees(application, *, by, referees, version=None):
    """Replace the named referees, [(name, e-mail, relation)]. Raises Incomplete for one who belongs to the program."""
    application = _draft(application, "referees", by, version)
    for _name, email, _relation in referees:
        check_outside(application.program_id, email)
    application.referees.filter(status=RefereeStatus.NAMED).delete()
    Referee.objects.bulk_create(
        Referee(application=application, name=name, email=email, relation=relation)
        for name, email, relation in referees
    )
    return application


def check_outside(program_id, email):
    """A reference comes from outside the program. Raises Incomplete."""
    if ProgramMembership.objects.filter(program=program_id, is_active=True, user__email__iexact=email).exists():
        raise Incomplete(_("%(email)s belongs to your program. A referee comes from outside it.") % {"email": email})


@transaction.atomic
def submit_application(application, *, by):
    """Send the draft in. Raises NotAllowed, WrongState, Incomplete with the first thing that is missing."""
    application = begin_step(application, ApplicationStep.SUBMIT, by=by)
    if not can_apply_as_mentor(by, application.program):
        raise NotAllowed
    lacking = missing(application, timezone.localdate())
    if lacking:
        raise Incomplete(lacking[0][1])
    application.submitted_at = timezone.now()
    application.sent_back_note = ""
    end_step(application, ApplicationStep.SUBMIT, by=by)
    mails.tell_received(application)
    return application


@transaction.atomic
def withdraw_application(application, *, by):
    """Take the application back, or step down as a mentor. Referees who were asked are told; a page leaves the site.

    Raises NotAllowed, WrongState, HasMentee.
    """
    application = begin_step(application, ApplicationStep.WITHDRAW, by=by)
    before = ApplicationStatus(application.status)
    if before in TRAINED_STATUSES:
        check_no_mentee(application)
        unpublish_mentor_page(application.program, by=by)
    end_step(application, ApplicationStep.WITHDRAW, by=by)
    if before in REFERENCE_STATUSES:
        mails.tell_referees_closed(application)
    if before != ApplicationStatus.DRAFT:
        mails.tell_withdrawn(application)
    return application


def _draft(application, part, by, version):
    application = begin_step(application, ApplicationStep.EDIT, by=by)
    if version is not None and version != version_of_part(application, part):
        raise ChangedMeanwhile
    return application
