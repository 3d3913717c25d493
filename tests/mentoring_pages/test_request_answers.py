"""A mentor's yes and no, and the mails about them (R8, R33)."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from mentoring_pages.actions.errors import (
    AlreadyPaired,
    CycleClosed,
    Incomplete,
    MentorFull,
    NotAllowed,
    WrongState,
)
from mentoring_pages.actions.request_answers import accept_choice, decline_choice
from mentoring_pages.actions.requests import send_request, withdraw_request
from mentoring_pages.enums import (
    AskingOrder,
    Availability,
    ChoiceStatus,
    CycleStatus,
    DecidedBy,
    MembershipRole,
    PairStatus,
    RequestStatus,
)
from mentoring_pages.models import (
    MentoringPair,
    MentoringSettings,
    MentorProfilePage,
)
from mentoring_pages.permissions import can_view_request
from resources.mailing import send_due_mails
from resources.models import OutgoingMail
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of, draft, mails, mentor_program, statuses

pytestmark = pytest.mark.django_db


def test_yes_makes_a_pair_and_closes_the_other_choices(sent, first, committed):
    """R8, R33; both programs hear of it."""
    choice = sent.choices.get(rank=1)

    pair = committed(accept_choice, choice, by=director_of(first))

    sent.refresh_from_db()
    assert (pair.mentor, pair.mentee, pair.cycle) == (first, sent.program, sent.cycle)
    assert (pair.decided_by, pair.choice, pair.status) == (DecidedBy.MENTEE, choice, PairStatus.ACTIVE)
    assert sent.status == RequestStatus.MATCHED
    assert statuses(sent) == [ChoiceStatus.ACCEPTED, ChoiceStatus.CLOSED]
    assert mails() == sorted(
        [
            (director_of(sent.program).email, "First Choice is your mentor"),
            (director_of(first).email, "You are now the mentor of Lantern Creek"),
        ]
    )


def test_other_mentors_that_were_asked_hear_that_no_answer_is_needed(first, second, committed):
    match_request = draft(first, second, cycle=mentoring.MentoringCycleFactory(asking_order=AskingOrder.AT_ONCE))
    send_request(match_request, by=director_of(match_request.program))
    mail.outbox.clear()

    committed(accept_choice, match_request.choices.get(rank=2), by=director_of(second))

    assert (director_of(first).email, "Lantern Creek has found a mentor") in mails()
    assert statuses(match_request) == [ChoiceStatus.CLOSED, ChoiceStatus.ACCEPTED]


def test_yes_is_said_once(sent, first, committed):
    choice = sent.choices.get(rank=1)
    committed(accept_choice, choice, by=director_of(first))
    mail.outbox.clear()

    with pytest.raises(WrongState):
        committed(accept_choice, choice, by=director_of(first))

    assert MentoringPair.objects.count() == 1
    assert mail.outbox == []


def test_mentor_that_waits_its_turn_can_not_say_yes(sent, second):
    with pytest.raises(WrongState):
        accept_choice(sent.choices.get(rank=2), by=director_of(second))


def test_yes_to_a_request_taken_back_meanwhile_is_refused(sent, first):
    choice = sent.choices.get(rank=1)
    withdraw_request(sent, by=director_of(sent.program))

    with pytest.raises(WrongState):
        accept_choice(choice, by=director_of(first))

    assert not MentoringPair.objects.exists()


def test_mentor_whose_last_place_went_meanwhile_is_refused(sent, first):
    mentoring.MentoringPairFactory(mentor=first)

    with pytest.raises(MentorFull):
        accept_choice(sent.choices.get(rank=1), by=director_of(first))

    assert statuses(sent)[0] == ChoiceStatus.ASKED


def test_paused_mentor_may_still_say_yes_to_who_asked_before(sent, first):
    MentorProfilePage.objects.update(availability=Availability.PAUSED)

    assert accept_choice(sent.choices.get(rank=1), by=director_of(first)).mentor == first


def test_mentee_that_got_a_mentor_meanwhile_is_not_paired_again(sent, first):
    mentoring.MentoringPairFactory(mentee=sent.program, cycle=sent.cycle)

    with pytest.raises(AlreadyPaired):
        accept_choice(sent.choices.get(rank=1), by=director_of(first))


def test_yes_after_the_cycle_ended_is_refused(sent, first):
    type(sent.cycle).objects.update(status=CycleStatus.FINISHED)

    with pytest.raises(CycleClosed):
        accept_choice(sent.choices.get(rank=1), by=director_of(first))


@pytest.mark.parametrize("action", [accept_choice, lambda choice, by: decline_choice(choice, by=by, reason="No")])
@pytest.mark.parametrize("who", ["mentee", "other mentor", "outsider", "coordinator", "former"])
def test_only_the_asked_mentor_answers(sent, first, second, outsider, coordinator, who, action):
    former = mentoring.ProgramMembershipFactory(program=first, role=MembershipRole.STAFF, is_active=False).user
    people = {
        "mentee": director_of(sent.program),
        "other mentor": director_of(second),
        "outsider": outsider,
        "coordinator": coordinator,
        "former": former,
    }

    with pytest.raises(NotAllowed):
        action(sent.choices.get(rank=1), by=people[who])


def test_no_asks_the_next_mentor_and_tells_the_mentee_kindly(sent, first, second, committed):
    committed(decline_choice, sent.choices.get(rank=1), by=director_of(first), reason="Two directors on leave")

    choice = sent.choices.get(rank=1)
    assert statuses(sent) == [ChoiceStatus.DECLINED, ChoiceStatus.ASKED]
    assert (choice.decline_reason, choice.answered_by) == ("Two directors on leave", director_of(first))
    assert mails() == sorted(
        [
            (director_of(second).email, "Lantern Creek would like you as its mentor"),
            (director_of(sent.program).email, "Your request went on to Second Choice"),
        ]
    )
    assert [message.subject for message in mail.outbox if "on leave" in message.body + str(message.alternatives)] == []


def test_next_mentor_that_is_full_by_then_is_passed_over(first, second):
    third = mentor_program("Third Choice")
    match_request = draft(first, second, third)
    send_request(match_request, by=director_of(match_request.program))
    mentoring.MentoringPairFactory(mentor=second)

    decline_choice(match_request.choices.get(rank=1), by=director_of(first), reason="No time")

    assert statuses(match_request) == [ChoiceStatus.DECLINED, ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]
    assert not can_view_request(director_of(second), match_request)


def test_last_no_ends_the_request_kindly(first, committed):
    match_request = draft(first)
    send_request(match_request, by=director_of(match_request.program))
    mail.outbox.clear()

    committed(decline_choice, match_request.choices.get(), by=director_of(first), reason="No time")

    match_request.refresh_from_db()
    assert match_request.status == RequestStatus.DECLINED
    assert mails() == [(director_of(match_request.program).email, "First Choice can't be your mentor this time")]
    assert "The coordinators know and will look for one with you." in mail.outbox[0].body


def test_no_of_one_of_several_asked_leaves_the_others_asked(first, second, committed):
    match_request = draft(first, second, cycle=mentoring.MentoringCycleFactory(asking_order=AskingOrder.AT_ONCE))
    send_request(match_request, by=director_of(match_request.program))
    mail.outbox.clear()

    committed(decline_choice, match_request.choices.get(rank=1), by=director_of(first), reason="No time")

    match_request.refresh_from_db()
    assert match_request.status == RequestStatus.SENT
    assert statuses(match_request) == [ChoiceStatus.DECLINED, ChoiceStatus.ASKED]
    assert "have still to answer" in mail.outbox[0].body


def test_staff_may_word_the_kind_sentence(first, committed):
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.decline_text = "Their year is full, and yours has just begun."
    settings.save()
    match_request = draft(first)
    send_request(match_request, by=director_of(match_request.program))
    mail.outbox.clear()

    committed(decline_choice, match_request.choices.get(), by=director_of(first), reason="No time")

    assert mail.outbox[0].body.startswith("Their year is full, and yours has just begun.")


def test_no_needs_a_reason_for_staff(sent, first):
    with pytest.raises(Incomplete):
        decline_choice(sent.choices.get(rank=1), by=director_of(first), reason="  ")


def test_no_is_said_once(sent, first, committed):
    choice = sent.choices.get(rank=1)
    decline_choice(choice, by=director_of(first), reason="No time")

    with pytest.raises(WrongState):
        committed(decline_choice, choice, by=director_of(first), reason="No time")

    assert mail.outbox == []


def test_mail_about_a_change_that_is_undone_is_never_sent(first, django_capture_on_commit_callbacks):
    match_request = draft(first)

    def send_and_fail():
        with transaction.atomic():
            send_request(match_request, by=director_of(match_request.program))
            raise LookupError("undone")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(LookupError):
        send_and_fail()

    assert mail.outbox == []


def test_list_of_mails_names_no_program(first, committed):
    """Those who run gatherings see that list; who asks whom is not theirs to know."""
    match_request = draft(first)

    committed(send_request, match_request, by=director_of(match_request.program))

    assert list(OutgoingMail.objects.values_list("kind", "about", "text")) == [("request_asked", "", "")]


def test_names_with_line_breaks_add_no_header(first, committed):
    match_request = draft(first)
    type(match_request.program).objects.filter(pk=match_request.program_id).update(name="Lantern\nBcc: all@example.org")
    match_request.refresh_from_db()

    committed(send_request, match_request, by=director_of(match_request.program))

    assert [message.recipients() for message in mail.outbox] == [[director_of(first).email]]
    assert "\n" not in mail.outbox[0].subject


def test_mail_server_that_is_down_undoes_nothing_and_loses_nothing(first, committed, settings):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.mentoring_pages.test_request_answers.BrokenBackend"
    match_request = draft(first)
    committed(send_request, match_request, by=director_of(match_request.program))
    settings.EMAIL_BACKEND = backend

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        send_due_mails()

    match_request.refresh_from_db()
    assert match_request.status == RequestStatus.SENT
    assert mails() == [(director_of(first).email, "Lantern Creek would like you as its mentor")]


class BrokenBackend:
    """A mail server that does not answer."""

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        raise ConnectionRefusedError

    def close(self):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError
