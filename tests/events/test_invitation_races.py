"""Two at once, on PostgreSQL: an answer sent twice, a date decided twice, a round sent twice. R29, R35."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.actions import invitation_answers, polls
from events.actions.invitation_answers import answer_invitation
from events.actions.invitation_mails import queue_due_invitations
from events.actions.invitations import send_round
from events.actions.polls import decide_poll
from events.enums import InvitationAnswer
from events.exceptions import InvitationRefused, PollRefused
from events.models import DatePoll, Invitation, InvitationRound, Registration
from resources.models import OutgoingMail
from tests.factories.events import (
    DatePollFactory,
    InvitationFactory,
    InvitationRoundFactory,
    PollParticipantFactory,
    calendar_page,
    gathering,
)
from tests.factories.mentoring import UserFactory
from tests.rounds import rounds_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time; the race needs PostgreSQL."
    ),
]
ROUNDS = rounds_of(10)


def at_once(*acts):
    """Run the acts at the same moment, each on a connection of its own. Returns what they raised."""
    barrier = threading.Barrier(len(acts))
    troubles = []

    def run(act):
        try:
            barrier.wait(timeout=10)
            act()
        except Exception as trouble:  # noqa: BLE001
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return troubles


def staff():
    return UserFactory(is_superuser=True, is_staff=True)


def poll_with_two_dates(calendar, number):
    moments = [timezone.now() + timedelta(days=days) for days in (30, 40)]
    poll = DatePollFactory(
        gathering=gathering(calendar, f"Round {number}"),
        dates=[(moment, moment + timedelta(hours=2)) for moment in moments],
    )
    PollParticipantFactory(poll=poll)
    return poll, list(poll.options.all())


def yes_four_times(calendar, number):
    """How many registrations and mails come of the same yes sent four times at once, and what was raised."""
    invitation = InvitationFactory(gathering=gathering(calendar, f"Round {number}"), name="Ada Guest")
    troubles = at_once(*[lambda: answer_invitation(invitation, InvitationAnswer.YES)] * 4)
    mails = OutgoingMail.objects.filter(to=invitation.email).count()
    return Registration.objects.filter(email=invitation.email).count(), mails, troubles


def test_answer_sent_four_times_at_once_registers_and_mails_once():
    calendar = calendar_page()

    for number in range(ROUNDS):
        assert yes_four_times(calendar, number) == (1, 1, [])


def test_control_without_the_lock_acts_on_the_same_answer_more_than_once(monkeypatch):
    """The race above is a real one: with the invitation's lock off, registering is asked for again and again."""
    asked = []
    register = invitation_answers.register

    def counted(*args, **kwargs):
        asked.append(kwargs["email"])
        return register(*args, **kwargs)

    monkeypatch.setattr(invitation_answers, "register", counted)
    monkeypatch.setattr(
        invitation_answers,
        "_locked_invitation",
        lambda pk: Invitation.objects.select_related("gathering__locale").get(pk=pk),
    )
    calendar = calendar_page()

    for number in range(ROUNDS):
        yes_four_times(calendar, number)

    assert len(asked) > ROUNDS


def test_two_staff_who_decide_at_once_set_one_date_and_one_gets_a_sentence():
    calendar, by = calendar_page(), [staff(), staff()]

    for number in range(ROUNDS):
        poll, options = poll_with_two_dates(calendar, number)
        troubles = at_once(
            lambda: decide_poll(poll, options[0], by=by[0]),  # noqa: B023
            lambda: decide_poll(poll, options[1], by=by[1]),  # noqa: B023
        )
        poll = DatePoll.objects.select_related("gathering", "chosen").get(pk=poll.pk)

        assert [type(one) for one in troubles] == [PollRefused]
        assert poll.gathering.starts_at == poll.chosen.starts_at
        assert poll.gathering.calendar_entry.sequence == 1
        assert OutgoingMail.objects.filter(once_key__startswith=f"poll_decided-{poll.pk}-").count() == 1


def test_control_without_the_lock_two_decisions_both_go_through(monkeypatch):
    monkeypatch.setattr(
        polls, "_locked_poll", lambda pk: DatePoll.objects.select_related("gathering__locale", "chosen").get(pk=pk)
    )
    calendar, by = calendar_page(), [staff(), staff()]
    refused = 0

    for number in range(ROUNDS):
        poll, options = poll_with_two_dates(calendar, number)
        troubles = at_once(
            lambda: decide_poll(poll, options[0], by=by[0]),  # noqa: B023
            lambda: decide_poll(poll, options[1], by=by[1]),  # noqa: B023
        )
        refused += [type(one) for one in troubles] == [PollRefused]

    assert refused < ROUNDS


def test_round_sent_twice_and_queued_by_two_workers_mails_each_person_once():
    calendar, by = calendar_page(), staff()
    names = "\n".join(f"guest{number}@example.org" for number in range(150))

    for number in range(3):
        OutgoingMail.objects.all().delete()
        row = InvitationRoundFactory(
            gathering=gathering(calendar, f"Round {number}"), choice={"sources": [], "regions": [], "pasted": names}
        )
        troubles = at_once(*[lambda: send_round(row, by=by)] * 3)  # noqa: B023
        more = at_once(*[queue_due_invitations] * 3)

        assert [type(one) for one in troubles] == [InvitationRefused] * 2
        assert more == []
        assert OutgoingMail.objects.count() == 150
        assert InvitationRound.objects.get(pk=row.pk).recipient_count == 150
