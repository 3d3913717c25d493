"""Two people who decide on an application at the same moment (R31)."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection

from mentoring_pages.actions import application_steps
from mentoring_pages.actions.application_decisions import approve_application, decline_application
from mentoring_pages.actions.application_drafts import create_application
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.references import answer_reference
from mentoring_pages.application_stages import ApplicationStatus, ReviewOutcome
from mentoring_pages.models import (
    ApplicationEvent,
    MentorApplication,
    MentorProfilePage,
    Program,
    Referee,
    RefereeAnswer,
    RefereeQuestion,
)
from tests.factories import applications as factory
from tests.factories import mentoring

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time; the race is PostgreSQL's."
    ),
    pytest.mark.django_db(transaction=True),
]


def _at_once(*acts):
    """Outcomes, sorted, of acts that begin together, each in a thread with a connection of its own."""
    barrier, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait(timeout=20)
            act()
            outcomes.append("done")
        except TransitionError as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return sorted(outcomes)


def _reviewed():
    application = factory.application_in(ApplicationStatus.REVIEW)
    MentorApplication.objects.filter(pk=application.pk).update(review_outcome=ReviewOutcome.SUITABLE)
    return MentorApplication.objects.get(pk=application.pk)


@pytest.fixture
def staff():
    """Two coordinators' ids."""
    return [
        get_user_model().objects.create_superuser(f"staff{number}", f"staff{number}@example.org", "x").pk
        for number in range(2)
    ]


def _coordinator(pk):
    return get_user_model().objects.get(pk=pk)


def _decisions(application, staff):
    return (
        lambda: approve_application(application, by=_coordinator(staff[0])),
        lambda: decline_application(application, by=_coordinator(staff[1]), reason="Too early"),
    )


def test_one_of_two_coordinators_decides_and_the_other_is_told(staff):
    mentoring.mentor_directory()
    application = _reviewed()

    outcomes = _at_once(*_decisions(application, staff))

    assert outcomes == ["WrongState", "done"]
    assert ApplicationEvent.objects.count() == 1


def test_two_approvals_make_one_page(staff):
    mentoring.mentor_directory()
    application = _reviewed()

    outcomes = _at_once(
        lambda: approve_application(application, by=_coordinator(staff[0])),
        lambda: approve_application(application, by=_coordinator(staff[1])),
    )

    assert outcomes == ["WrongState", "done"]
    assert MentorProfilePage.objects.count() == 1


def test_without_the_lock_both_would_decide(staff, monkeypatch):
    """The control: the same race, with the row read and not held."""
    mentoring.mentor_directory()
    application = _reviewed()
    meet = threading.Barrier(2)

    def look_without_holding(row):
        found = MentorApplication.objects.select_related("program").get(pk=row.pk)
        meet.wait(timeout=20)
        return found

    monkeypatch.setattr(application_steps, "lock", look_without_holding)

    assert _at_once(*_decisions(application, staff)) == ["done", "done"]


def test_a_link_that_is_opened_twice_takes_one_answer():
    question = factory.referee_question()
    referee = factory.RefereeFactory(asked=True)

    def answer():
        answer_reference(
            Referee.objects.get(pk=referee.pk), answers=[(RefereeQuestion.objects.get(pk=question.pk), None, "Good")]
        )

    assert _at_once(answer, answer) == ["LinkOver", "done"]
    assert RefereeAnswer.objects.count() == 1


def test_two_directors_who_begin_at_once_share_one_application():
    program, director = factory.directed_program()

    def begin():
        create_application(Program.objects.get(pk=program.pk), by=get_user_model().objects.get(pk=director.pk))

    assert _at_once(begin, begin) == ["done", "done"]
    assert MentorApplication.objects.count() == 1
