"""Reminders and closings by the cycle's days, on their boundaries, each mail once (R8)."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from mentoring_pages.actions.request_answers import decline_choice
from mentoring_pages.actions.request_clock import close_unanswered, remind_mentors
from mentoring_pages.actions.requests import send_request
from mentoring_pages.enums import AskingOrder, ChoiceStatus, CycleStatus, RequestStatus
from mentoring_pages.models import MentoringCycle, MentoringSettings
from resources.mailing import send_due_mails
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of, draft, mails, mentor_program, statuses

pytestmark = pytest.mark.django_db

SENT_AT = dt.datetime(2026, 10, 5, 15, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def asked(committed):
    """Sends a request to these mentors at `SENT_AT` and forgets the mails of it."""

    def send(*mentors, **cycle):
        cycle = mentoring.MentoringCycleFactory(starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 6, 30), **cycle)
        match_request = draft(*mentors, cycle=cycle)
        with time_machine.travel(SENT_AT, tick=False):
            committed(send_request, match_request, by=director_of(match_request.program))
        mail.outbox.clear()
        match_request.refresh_from_db()
        return match_request

    return send


@pytest.fixture
def at(committed):
    """Runs the jobs and the mails that wait so many days, and a little, after sending. Returns (reminded, closed)."""

    def run(days, more=dt.timedelta()):
        with time_machine.travel(SENT_AT + dt.timedelta(days=days) + more, tick=False):
            done = committed(remind_mentors), committed(close_unanswered)
            send_due_mails()
        return done

    return run


def test_mentor_is_reminded_on_the_seventh_day_once(asked, at, first):
    match_request = asked(first)

    counts = [at(7, -MINUTE), at(7), at(7), at(8), at(14, -MINUTE)]

    assert counts == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 0)]
    assert mails() == [(director_of(first).email, "Lantern Creek still waits for your answer")]
    assert "After Mon 19 Oct 2026 the next mentor is asked." in mail.outbox[0].body
    assert list(match_request.steps.values_list("act", flat=True)) == ["sent", "asked", "reminded"]


def test_next_mentor_is_asked_on_the_fourteenth_day(asked, at, first, second):
    match_request = asked(first, second)
    at(7)
    mail.outbox.clear()

    counts = [at(14, -MINUTE), at(14), at(14)]

    assert counts == [(0, 0), (0, 1), (0, 0)]
    assert statuses(match_request) == [ChoiceStatus.EXPIRED, ChoiceStatus.ASKED]
    assert mails() == sorted(
        [
            (director_of(first).email, "The request of Lantern Creek goes on to others"),
            (director_of(second).email, "Lantern Creek would like you as its mentor"),
            (director_of(match_request.program).email, "Your request went on to Second Choice"),
        ]
    )
    assert "First Choice has not answered in time. We have asked Second Choice for you." in "".join(
        message.body for message in mail.outbox
    )


def test_next_mentor_has_the_same_days(asked, at, first, second):
    match_request = asked(first, second)
    at(14)

    counts = [at(21, -MINUTE), at(21), at(28, -MINUTE), at(28)]

    match_request.refresh_from_db()
    assert counts == [(0, 0), (1, 0), (0, 0), (0, 1)]
    assert match_request.status == RequestStatus.EXPIRED


def test_request_that_nobody_answered_ends_and_coordinators_know(asked, at, first):
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()
    match_request = asked(first)
    at(7)
    mail.outbox.clear()

    at(14)

    match_request.refresh_from_db()
    assert (match_request.status, match_request.closed_at) == (RequestStatus.EXPIRED, SENT_AT + dt.timedelta(days=14))
    assert mails() == sorted(
        [
            ("coordinators@example.org", "No mentor is free for Lantern Creek"),
            (director_of(first).email, "The request of Lantern Creek goes on to others"),
            (director_of(match_request.program).email, "First Choice can't be your mentor this time"),
        ]
    )


def test_days_are_the_cycles_own(asked, at, first, second):
    asked(first, second, remind_after_days=2, close_after_days=3)

    assert [at(2, -MINUTE), at(2), at(3, -MINUTE), at(3)] == [(0, 0), (1, 0), (0, 0), (0, 1)]


def test_zero_days_mean_no_reminder_and_no_end(asked, at, first):
    match_request = asked(first, remind_after_days=0, close_after_days=0)

    assert at(200) == (0, 0)
    assert match_request.choices.get().answer_by is None


def test_mentor_whose_time_is_over_is_not_reminded(asked, at, first, second):
    """The worker stood still for a month."""
    asked(first, second)

    assert at(30) == (0, 1)
    assert "Lantern Creek still waits for your answer" not in [message.subject for message in mail.outbox]


def test_mentor_that_has_answered_hears_nothing(asked, at, first, second):
    match_request = asked(first, second, asking_order=AskingOrder.AT_ONCE)
    with time_machine.travel(SENT_AT + dt.timedelta(days=1), tick=False):
        decline_choice(match_request.choices.get(rank=1), by=director_of(first), reason="No time")

    at(7)

    assert [address for address, subject in mails() if "still waits" in subject] == [director_of(second).email]


def test_others_who_are_asked_at_once_stay_asked(asked, at, first, second, committed):
    match_request = asked(first, second, asking_order=AskingOrder.AT_ONCE)
    match_request.choices.filter(rank=2).update(answer_by=SENT_AT + dt.timedelta(days=20))

    at(14)

    assert statuses(match_request) == [ChoiceStatus.EXPIRED, ChoiceStatus.ASKED]
    match_request.refresh_from_db()
    assert match_request.status == RequestStatus.SENT


def test_cycle_that_does_not_run_reminds_and_asks_nobody(asked, at, first):
    asked(first)
    MentoringCycle.objects.update(status=CycleStatus.FINISHED)

    assert (at(7), at(14)) == ((0, 0), (0, 0))
    assert mail.outbox == []


def test_answer_after_the_time_is_refused_in_words(asked, at, first, second, client):
    """Bad input: answering an expired request."""
    match_request = asked(first, second)
    at(14)
    client.force_login(director_of(first))
    choice = match_request.choices.get(rank=1)

    page = client.get(f"/members/requests/{match_request.code}/")
    answer = client.post(f"/members/requests/{match_request.code}/choices/{choice.pk}/accept/", follow=True)

    assert "The time to answer is over, so the request went on to another mentor." in page.text
    assert "This has changed in the meantime, so nothing was done." in answer.text


def test_worker_runs_the_jobs(asked, first, second, django_capture_on_commit_callbacks):
    match_request = asked(first, second)

    with time_machine.travel(SENT_AT + dt.timedelta(days=14), tick=False):
        call_command("partnership_work", verbosity=0)

    assert statuses(match_request) == [ChoiceStatus.EXPIRED, ChoiceStatus.ASKED]


def test_same_number_of_queries_for_three_mentors_and_thirty(at, django_assert_max_num_queries):
    """A silent worker costs the same however many requests wait and are not due."""
    cycle = mentoring.MentoringCycleFactory(starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 6, 30))
    mentor = mentor_program("Busy", capacity=5)
    with time_machine.travel(SENT_AT, tick=False):
        for _number in range(30):
            mentoring.MatchChoiceFactory(asked=True, mentor=mentor, request__cycle=cycle)

        with django_assert_max_num_queries(3):
            assert (remind_mentors(), close_unanswered()) == (0, 0)
