"""Two sides of a pair at the same moment: one agrees, the other is told (show of issue 6, R16, R41)."""

import datetime as dt
import threading
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from mentoring_pages.actions import meetings
from mentoring_pages.actions.contacts import log_contact
from mentoring_pages.actions.meeting_outcomes import log_held, log_not_held
from mentoring_pages.actions.meetings import agree_time, propose_times
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import MeetingStatus, Side
from mentoring_pages.models import Contact, Meeting, MentoringPair
from tests.factories import mentoring

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time; the race is PostgreSQL's."
    ),
]


def at_once(*steps):
    """Outcomes of steps that begin together, each (name, function) in a thread with its own connection."""
    barrier, outcomes = threading.Barrier(len(steps)), {}

    def run(name, step):
        try:
            barrier.wait(timeout=20)
            step()
            outcomes[name] = "done"
        except TransitionError as refusal:
            outcomes[name] = f"{type(refusal).__name__}: {refusal.message}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return outcomes


@pytest.fixture
def people():
    """A pair with a director on each side, as keys: threads load their own."""
    pair = mentoring.MentoringPairFactory()
    mentor = mentoring.ProgramMembershipFactory(program=pair.mentor).user
    mentee = mentoring.ProgramMembershipFactory(program=pair.mentee).user
    return pair, mentor, mentee


def both_proposed(pair, mentor, mentee):
    """A meeting with a time of each side; returns it and the codes by side."""
    how = {"minutes": 60, "mode": mentoring.contact_mode(), "place": "", "join_url": ""}
    start = timezone.now().replace(microsecond=0) + dt.timedelta(days=3)
    meeting = propose_times(pair, by=mentor, moments=[start], **how)
    propose_times(pair, by=mentee, moments=[start + dt.timedelta(days=1)], **how)
    return meeting, {side: meeting.times.get(side=side).code for side in Side}


def person(user):
    return get_user_model().objects.get(pk=user.pk)


def test_two_sides_that_agree_to_different_times_at_once_end_with_one(people):
    pair, mentor, mentee = people
    meeting, codes = both_proposed(*people)

    outcomes = at_once(
        ("mentor", lambda: agree_time(meeting, codes[Side.MENTEE], by=person(mentor))),
        ("mentee", lambda: agree_time(meeting, codes[Side.MENTOR], by=person(mentee))),
    )

    agreed = Meeting.objects.get()
    loser = next(outcome for outcome in outcomes.values() if outcome != "done")
    assert sorted(outcome == "done" for outcome in outcomes.values()) == [False, True]
    assert loser.startswith("WrongState: The meeting was agreed on meanwhile")
    assert (agreed.status, agreed.sequence, agreed.times.count()) == (MeetingStatus.AGREED, 0, 0)


def test_without_the_lock_both_would_win(people, monkeypatch):
    """The control: both see the time before either takes it."""
    pair, mentor, mentee = people
    meeting, codes = both_proposed(*people)
    meet = threading.Barrier(2)

    def look_without_holding(found):
        return MentoringPair.objects.select_related("mentor", "mentee", "cycle").get(pk=found.pk)

    def mail_later(*args, **kwargs):
        pass

    def wait_for_each_other(user, found):
        if transaction.get_connection().in_atomic_block and threading.current_thread() is not threading.main_thread():
            meet.wait(timeout=20)
        return Side.MENTOR if user.pk == mentor.pk else Side.MENTEE

    monkeypatch.setattr(meetings, "locked_pair", look_without_holding)
    monkeypatch.setattr(meetings, "tell_both", mail_later)
    monkeypatch.setattr(meetings, "pair_side", wait_for_each_other)

    outcomes = at_once(
        ("mentor", lambda: agree_time(meeting, codes[Side.MENTEE], by=person(mentor))),
        ("mentee", lambda: agree_time(meeting, codes[Side.MENTOR], by=person(mentee))),
    )

    assert outcomes == {"mentor": "done", "mentee": "done"}


def test_two_sides_that_propose_at_once_make_one_meeting(people):
    pair, mentor, mentee = people
    how = {"minutes": 60, "mode": mentoring.contact_mode(), "place": "", "join_url": ""}
    start = timezone.now() + dt.timedelta(days=3)

    outcomes = at_once(
        ("mentor", lambda: propose_times(pair, by=person(mentor), moments=[start], **how)),
        ("mentee", lambda: propose_times(pair, by=person(mentee), moments=[start], **how)),
    )

    assert outcomes == {"mentor": "done", "mentee": "done"}
    assert sorted(Meeting.objects.get().times.values_list("side", flat=True)) == [Side.MENTEE, Side.MENTOR]


def test_two_taps_at_once_log_one_contact(people):
    pair, mentor, mentee = people
    mentoring.contact_kind()
    meeting = mentoring.MeetingFactory(pair=pair, begun=True, mode=mentoring.contact_mode())

    outcomes = at_once(
        ("mentor", lambda: log_held(meeting, by=person(mentor))),
        ("mentee", lambda: log_held(meeting, by=person(mentee))),
    )

    assert outcomes == {"mentor": "done", "mentee": "done"}
    assert Contact.objects.count() == 1


def test_it_happened_and_it_did_not_at_once_keep_the_first(people):
    pair, mentor, mentee = people
    mentoring.contact_kind()
    meeting = mentoring.MeetingFactory(pair=pair, begun=True, mode=mentoring.contact_mode())

    outcomes = at_once(
        ("held", lambda: log_held(meeting, by=person(mentor))),
        ("not held", lambda: log_not_held(meeting, by=person(mentee))),
    )

    assert sorted(outcome == "done" for outcome in outcomes.values()) == [False, True]
    assert Contact.objects.get().was_made == (outcomes["held"] == "done")


def test_both_sides_that_log_the_same_call_at_once_are_asked_about_one(people):
    """Bad input: the second is asked, whoever it is."""
    pair, mentor, mentee = people
    typed = {"happened_on": pair.started_on, "mode": mentoring.contact_mode(), "kind": mentoring.contact_kind()}
    typed |= {"minutes": 30, "was_made": True, "note": ""}

    outcomes = at_once(
        ("mentor", lambda: log_contact(pair, by=person(mentor), code=uuid.uuid4(), **typed)),
        ("mentee", lambda: log_contact(pair, by=person(mentee), code=uuid.uuid4(), **typed)),
    )

    assert sorted(outcome.split(":")[0] for outcome in outcomes.values()) == ["PerhapsLogged", "done"]
    assert Contact.objects.count() == 1
