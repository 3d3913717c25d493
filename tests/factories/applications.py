"""Applications to become a mentor in any stage, with what has happened until then."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mentoring_pages.application_stages import (
    RENEWABLE_STATUSES,
    ApplicationStatus,
    MeetingWay,
    PrerequisiteKind,
    RefereeStatus,
    ReviewOutcome,
)
from mentoring_pages.models import (
    ApplicationAnswer,
    ApplicationTopic,
    MentorApplication,
    MentorApplicationSettings,
    MentorInvitation,
    Prerequisite,
    Referee,
    RefereeAnswer,
    RefereeQuestion,
    TrainingAttendance,
    TrainingSession,
    TrainingTopic,
)
from tests.factories import mentoring, resources
from tests.factories.tree import site_root

IN_ORDER = list(ApplicationStatus)


class MentorApplicationFactory(DjangoModelFactory):
    """A draft without any words; `status` sets the bare stage and what a constraint asks for."""

    class Meta:
        model = MentorApplication

    program = factory.SubFactory(mentoring.ProgramFactory)
    status = ApplicationStatus.DRAFT
    submitted_at = factory.LazyAttribute(lambda one: None if one.status == ApplicationStatus.DRAFT else timezone.now())
    decision_reason = factory.LazyAttribute(lambda one: "Too early" if one.status == ApplicationStatus.DECLINED else "")


class RefereeFactory(DjangoModelFactory):
    """Named, not asked yet. Traits `asked`, `answered`."""

    class Meta:
        model = Referee

    class Params:
        asked = factory.Trait(
            status=RefereeStatus.ASKED,
            asked_at=factory.LazyFunction(timezone.now),
            expires_at=factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30)),
        )
        answered = factory.Trait(status=RefereeStatus.ANSWERED, answered_at=factory.LazyFunction(timezone.now))

    application = factory.SubFactory(MentorApplicationFactory, status=ApplicationStatus.REFERENCES)
    name = factory.Sequence(lambda n: f"Wren Referee {n}")
    email = factory.Sequence(lambda n: f"wren{n}@example.com")
    relation = "Principal of the school next door"


def prerequisite(name="We know the partnership's work", *, kind=PrerequisiteKind.CONFIRM, years=None, required=True):
    return mentoring.term(Prerequisite, name=name, kind=kind, minimum_years=years, is_required=required)


def referee_question(name="They listen", *, kind="text", required=True):
    return mentoring.term(RefereeQuestion, name=name, answer_kind=kind, is_required=required)


def training_session(name="First training day", *, days=-3, topics=()):
    """A session some days from now; the past by default."""
    session = TrainingSession.objects.create(
        name=name, starts_at=timezone.now() + dt.timedelta(days=days), way=MeetingWay.IN_PERSON, place="Bloomington"
    )
    session.topics.set(topics)
    return session


def training_topic(name="Active listening", *, required=True):
    return mentoring.term(TrainingTopic, name=name, is_required=required)


def numbers(**values):
    """The settings of applications, with other numbers."""
    site_root()
    settings = MentorApplicationSettings.current()
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def directed_program(**kwargs):
    """(program, director) of an enrolled program with a mentee profile."""
    membership = mentoring.ProgramMembershipFactory(**{f"program__{name}": value for name, value in kwargs.items()})
    mentoring.MenteeProfileFactory(program=membership.program, grantee_since=timezone.localdate().year - 5)
    return membership.program, membership.user


def complete_draft(program=None, *, director=None, referees=2):
    """A draft that lacks nothing, with its director as `created_by`."""
    if program is None:
        program, director = directed_program()
    application = MentorApplicationFactory(
        program=program,
        created_by=director,
        motivation="Somebody answered my calls once.",
        hours_a_month=4,
        staff_committed="The director",
    )
    ApplicationTopic.objects.create(
        application=application, topic=resources.topic(), result="Nine of ten families came to a meeting."
    )
    for one in Prerequisite.objects.active():
        ApplicationAnswer.objects.create(
            application=application, prerequisite=one, asked_text=one.name, is_confirmed=True, text="Yes, we are."
        )
    for _number in range(referees):
        RefereeFactory(application=application)
    return application


def application_in(status, **kwargs):
    """An application as it is when it has come to `status` in the usual way, all references in."""
    application = complete_draft(**kwargs)
    position = IN_ORDER.index(status)
    application.status = status
    if status != ApplicationStatus.DRAFT:
        application.submitted_at = timezone.now()
    if position > IN_ORDER.index(ApplicationStatus.SUBMITTED):
        application.referees.update(
            status=RefereeStatus.ASKED if status == ApplicationStatus.REFERENCES else RefereeStatus.ANSWERED,
            asked_at=timezone.now(),
            expires_at=timezone.now() + dt.timedelta(days=30),
        )
    if position > IN_ORDER.index(ApplicationStatus.REFERENCES):
        application.interview_at = timezone.now() + dt.timedelta(days=1)
        application.interview_way = MeetingWay.PHONE
    if position > IN_ORDER.index(ApplicationStatus.INTERVIEW):
        application.interview_held_on = timezone.localdate()
        TrainingAttendance.objects.create(application=application, session=training_session())
    if position > IN_ORDER.index(ApplicationStatus.REVIEW):
        application.review_outcome = ReviewOutcome.SUITABLE
        application.reviewed_on = timezone.localdate()
    if status in RENEWABLE_STATUSES:
        application.approved_on = timezone.localdate()
        application.valid_until = timezone.localdate() + dt.timedelta(days=700)
    if status == ApplicationStatus.DECLINED:
        application.decision_reason = "Too early"
    application.save()
    return application


class MentorInvitationFactory(DjangoModelFactory):
    class Meta:
        model = MentorInvitation

    program = factory.SubFactory(mentoring.ProgramFactory)
    grantee_years = 4


def reference_text(referee, text):
    """An answer in words that would show if it leaked."""
    return RefereeAnswer.objects.create(referee=referee, question_text="How do you know them?", text=text)
