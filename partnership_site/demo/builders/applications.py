"""Applications to become a mentor in every stage, the training, and a former mentee to invite."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from mentoring_pages import models as mentoring
from mentoring_pages.actions.mentor_invitations import propose_former_mentees
from mentoring_pages.application_stages import (
    APPLICATION_STEPS,
    TRAINED_STATUSES,
    ApplicationStatus,
    ApplicationStep,
    MeetingWay,
    PrerequisiteKind,
    RefereeStatus,
)

from ..programs import BY_KEY

ZONE = ZoneInfo("America/Chicago")
_STEP_TO = {rule.leads_to: step for step, rule in APPLICATION_STEPS.items() if rule.leads_to}
_STEP_TO[ApplicationStatus.APPROVED] = ApplicationStep.APPROVE


def build_applications(demo, entries, sessions):
    """Needs programs, pairs and the coordinator. The last stage of an entry is the one it stands in."""
    past = [_session(demo, *entry) for entry in sessions]
    past = [session for session in past if session.starts_at < timezone.now()]
    for data in entries:
        _application(demo, data, past)
    propose_former_mentees(timezone.now())


def _application(demo, data, sessions):
    stages = [(ApplicationStatus(name), demo.today - timedelta(days=days)) for name, days in data.stages]
    status, since = stages[-1]
    days = dict(stages)
    director = demo.users[BY_KEY[data.program].director.email]
    is_draft = status == ApplicationStatus.DRAFT
    is_trained = status in (ApplicationStatus.REVIEW, *TRAINED_STATUSES)
    held_on = days.get(ApplicationStatus.TRAINING)
    application = mentoring.MentorApplication.objects.create(
        program=demo.programs[data.program],
        created_by=director,
        status=status,
        stage_at=_at(since),
        submitted_at=None if is_draft else _at(stages[0][1]),
        motivation=data.motivation,
        hours_a_month=data.hours,
        staff_committed=data.who,
        years_waived_reason="Their other experience counts." if is_trained and data.years_word else "",
        interview_at=_interview_at(demo, data, held_on),
        interview_way=MeetingWay.PHONE if held_on else MeetingWay.VIDEO if data.interview_in_days else "",
        interview_held_on=held_on,
        interview_note=data.interview_note,
        review_outcome=data.review,
        reviewed_on=since if data.review else None,
        decision_reason=data.reason,
        decline_words=data.words,
        approved_on=days.get(ApplicationStatus.APPROVED),
        valid_until=None if data.valid_days is None else demo.today + timedelta(days=data.valid_days),
        renewal_asked_at=_at(demo.today - timedelta(days=9)) if data.valid_days and data.valid_days < 30 else None,
    )
    mentoring.MentorApplication.objects.filter(pk=application.pk).update(created_at=_at(stages[0][1]))
    _words(demo, application, data, is_draft)
    _history(demo, application, stages, director)
    for referee in data.referees:
        _referee(demo, application, referee, days.get(ApplicationStatus.REFERENCES))
    if status != ApplicationStatus.TRAINING and not is_trained:
        return
    attended = sessions if is_trained else sessions[:1]
    for session in attended:
        mentoring.TrainingAttendance.objects.create(application=application, session=session)


def _words(demo, application, data, is_draft):
    for topic, result in data.topics:
        application.topics.create(topic=demo.terms.topic(topic), result=result)
    if is_draft:
        return
    texts = {PrerequisiteKind.YEARS: data.years_word, PrerequisiteKind.TEXT: data.story}
    mentoring.ApplicationAnswer.objects.bulk_create(
        mentoring.ApplicationAnswer(
            application=application,
            prerequisite=one,
            asked_text=one.name,
            is_confirmed=one.kind == PrerequisiteKind.CONFIRM,
            text=texts.get(one.kind, ""),
        )
        for one in mentoring.Prerequisite.objects.active()
    )


def _history(demo, application, stages, director):
    before = ApplicationStatus.DRAFT
    for status, day in stages:
        if status == ApplicationStatus.DRAFT:
            continue
        mentoring.ApplicationEvent.objects.create(
            application=application,
            step=_STEP_TO[status],
            stage_before=before,
            stage_after=status,
            by=director if status == ApplicationStatus.SUBMITTED else demo.coordinator,
            happened_at=_at(day),
        )
        before = status


def _referee(demo, application, data, asked_on):
    is_answered = bool(data.answers)
    status = RefereeStatus.ANSWERED if is_answered else RefereeStatus.ASKED if asked_on else RefereeStatus.NAMED
    referee = mentoring.Referee.objects.create(
        application=application,
        name=data.name,
        email=data.email,
        relation=data.relation,
        status=status,
        asked_at=_at(asked_on) if asked_on else None,
        expires_at=_at(asked_on + timedelta(days=30)) if asked_on else None,
        # The demo sends nothing by itself.
        reminded_at=_at(asked_on + timedelta(days=7)) if asked_on else None,
        answered_at=_at(asked_on + timedelta(days=3)) if is_answered else None,
    )
    questions = mentoring.RefereeQuestion.objects.active()
    mentoring.RefereeAnswer.objects.bulk_create(
        mentoring.RefereeAnswer(
            referee=referee,
            question=question,
            question_text=question.name,
            score=answer if isinstance(answer, int) else None,
            text="" if isinstance(answer, int) else answer,
        )
        for question, answer in zip(questions, data.answers, strict=False)
    )


def _session(demo, name, days, way, place, topics):
    starts_at = datetime.combine(demo.today + timedelta(days=days), time(10, 0), ZONE)
    session = mentoring.TrainingSession.objects.create(
        name=name, starts_at=starts_at, ends_at=starts_at + timedelta(hours=4), way=way, place=place
    )
    session.topics.set(mentoring.TrainingTopic.objects.filter(slug__in=topics))
    return session


def _interview_at(demo, data, held_on):
    if held_on:
        return datetime.combine(held_on, time(14, 0), ZONE)
    if data.interview_in_days is None:
        return None
    return datetime.combine(demo.today + timedelta(days=data.interview_in_days), time(14, 0), ZONE)


def _at(day):
    return datetime.combine(day, time(9, 30), ZONE)
