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
from mentoring_pages.actions.request_answers import accept_choice
from mentoring_pages.actions.requests import send_request
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
