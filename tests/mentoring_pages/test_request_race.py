"""Several answers at the same moment (R33)."""

import itertools
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection

from mentoring_pages.actions import request_flow
from mentoring_pages.actions.errors import (
    MentorFull,
    TransitionError,
)
from mentoring_pages.actions.request_answers import accept_choice, confirm_pair, refuse_pair
from mentoring_pages.actions.request_clock import close_unanswered
from mentoring_pages.actions.requests import send_request, withdraw_request
from mentoring_pages.enums import (
    AskingOrder,
)
from mentoring_pages.models import (
    MatchChoice,
    MentoringPair,
    MentorProfilePage,
)
from mentoring_pages.models.pairs import MentoringPairQuerySet
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program

pytestmark = pytest.mark.django_db


def _say_yes_at_once(choices_and_people):
    """Outcomes of several acceptances that begin together, each in a thread with a connection of its own."""
    barrier, outcomes = threading.Barrier(len(choices_and_people)), []

    def say_yes(choice, user):
        try:
            barrier.wait(timeout=20)
            accept_choice(MatchChoice.objects.get(pk=choice), by=get_user_model().objects.get(pk=user))
            outcomes.append("pair")
        except TransitionError as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes, args=one) for one in choices_and_people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return sorted(outcomes)


def _requests_for_one_place(number):
    """Sent requests of several programs to one mentor with a single place, as (choice, person) ids."""
    mentor, cycle = mentor_program("One Place"), mentoring.MentoringCycleFactory()
    found = []
    for _number in range(number):
        program = mentoring.ProgramMembershipFactory().program
        match_request = draft(mentor, cycle=cycle, program=program)
        send_request(match_request, by=director_of(program))
        found.append((match_request.choices.get().pk, director_of(mentor).pk))
    return found


only_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time; the race is PostgreSQL's."
)


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_last_place_goes_to_one_of_several_who_come_at_once():
    """R33; each loser is told plainly."""
    outcomes = _say_yes_at_once(_requests_for_one_place(4))

    assert outcomes == ["MentorFull", "MentorFull", "MentorFull", "pair"]
    assert MentoringPair.objects.count() == 1


def _take_the_lock_off(monkeypatch):
    """Two acceptances that both see a free place before either makes its pair."""
    meet = threading.Barrier(2)

    def look_without_holding(mentor):
        page = MentorProfilePage.objects.get(program=mentor)
        if page.places_left == 0:
            raise MentorFull(mentor.name)
        meet.wait(timeout=20)

    monkeypatch.setattr(request_flow, "lock_place", look_without_holding)


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_constraint_on_places_still_lets_one_in(monkeypatch):
    choices = _requests_for_one_place(2)
    _take_the_lock_off(monkeypatch)

    outcomes = _say_yes_at_once(choices)

    assert outcomes == ["MentorFull", "pair"]
    assert MentoringPair.objects.count() == 1


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_without_lock_and_constraint_the_last_place_goes_to_several(monkeypatch):
    """The control: the same race, with the mentor's row not held and places not numbered, makes too many pairs."""
    choices = _requests_for_one_place(2)
    _take_the_lock_off(monkeypatch)
    numbers = itertools.count(1)
    monkeypatch.setattr(MentoringPairQuerySet, "free_place", lambda pairs, mentor: next(numbers))

    outcomes = _say_yes_at_once(choices)

    assert outcomes == ["pair", "pair"]


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_mentors_who_say_yes_at_once_make_one_pair():
    mentors = [mentor_program("North"), mentor_program("South")]
    match_request = draft(*mentors, cycle=mentoring.MentoringCycleFactory(asking_order=AskingOrder.AT_ONCE))
    send_request(match_request, by=director_of(match_request.program))
    choices = [(choice.pk, director_of(choice.mentor).pk) for choice in match_request.choices.all()]

    outcomes = _say_yes_at_once(choices)

    assert outcomes == ["WrongState", "pair"]
    assert MentoringPair.objects.count() == 1


def _at_once(*steps):
    """Outcomes of several steps that begin together, each (name, function) in a thread with its own connection."""
    barrier, outcomes = threading.Barrier(len(steps)), {}

    def run(name, step):
        try:
            barrier.wait(timeout=20)
            step()
            outcomes[name] = "done"
        except TransitionError as refusal:
            outcomes[name] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return outcomes


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_yes_and_taking_back_at_once_leave_one_of_the_two():
    """Bad input: answering a request that is withdrawn at the same moment."""
    mentor = mentor_program("North")
    match_request = draft(mentor)
    asker, answerer = director_of(match_request.program), director_of(mentor)
    send_request(match_request, by=asker)
    choice = match_request.choices.get()

    outcomes = _at_once(
        ("yes", lambda: accept_choice(choice, by=answerer)), ("back", lambda: withdraw_request(match_request, by=asker))
    )

    match_request.refresh_from_db()
    assert sorted(outcomes.values()) == ["WrongState", "done"]
    assert MentoringPair.objects.count() == (outcomes["yes"] == "done")
    assert match_request.status == ("matched" if outcomes["yes"] == "done" else "withdrawn")


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_yes_and_the_end_of_its_time_at_once_leave_one_of_the_two():
    mentor = mentor_program("North")
    match_request = draft(mentor)
    send_request(match_request, by=director_of(match_request.program))
    MatchChoice.objects.update(answer_by=match_request.created_at)
    choice, answerer = match_request.choices.get(), director_of(mentor)

    outcomes = _at_once(("yes", lambda: accept_choice(choice, by=answerer)), ("time", close_unanswered))

    match_request.refresh_from_db()
    assert outcomes["time"] == "done"
    assert (outcomes["yes"], match_request.status) in {("done", "matched"), ("WrongState", "expired")}
    assert MentoringPair.objects.count() == (outcomes["yes"] == "done")


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_and_move_on_once():
    mentors = [mentor_program("North"), mentor_program("South")]
    match_request = draft(*mentors)
    send_request(match_request, by=director_of(match_request.program))
    MatchChoice.objects.filter(rank=1).update(answer_by=match_request.created_at)

    _at_once(("one", close_unanswered), ("two", close_unanswered))

    assert list(match_request.choices.order_by("rank").values_list("status", flat=True)) == ["expired", "asked"]
    assert list(match_request.steps.values_list("act", flat=True)) == ["sent", "asked", "expired", "asked"]


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_both_coordinators_confirm_and_refuse_at_once():
    mentor = mentor_program("North")
    match_request = draft(mentor, cycle=mentoring.MentoringCycleFactory(confirms_pairs=True))
    send_request(match_request, by=director_of(match_request.program))
    accept_choice(match_request.choices.get(), by=director_of(mentor))
    coordinator = get_user_model().objects.create_superuser("boss", "boss@example.org", "partnership-demo")

    outcomes = _at_once(
        ("confirm", lambda: confirm_pair(match_request, by=coordinator)),
        ("refuse", lambda: refuse_pair(match_request, by=coordinator, reason="Too far apart")),
    )

    assert sorted(outcomes.values()) == ["WrongState", "done"]
    assert MentoringPair.objects.count() == (outcomes["confirm"] == "done")
