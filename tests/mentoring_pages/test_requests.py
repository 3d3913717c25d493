"""Sending a request, taking it back, and a coordinator's own pair (R8, R33, R48, T1)."""

import pytest
from django.core import mail

from mentoring_pages.actions.errors import (
    AlreadyPaired,
    CycleClosed,
    Incomplete,
    MentorFull,
    NotAllowed,
    WrongState,
)
from mentoring_pages.actions.requests import assign_pair, send_request, withdraw_request
from mentoring_pages.enums import (
    AskingOrder,
    Availability,
    ChoiceStatus,
    CycleStatus,
    DecidedBy,
    EnrolmentStatus,
    RequestStatus,
)
from mentoring_pages.models import (
    MentoringSettings,
    MentorProfilePage,
)
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of, draft, mails, statuses

pytestmark = pytest.mark.django_db


def test_sending_asks_the_first_mentor_and_writes_to_its_directors(first, second, committed):
    """R8: the mentee's own ranked list."""
    match_request = draft(first, second)

    asked = committed(send_request, match_request, by=director_of(match_request.program))

    match_request.refresh_from_db()
    assert [choice.mentor for choice in asked] == [first]
    assert statuses(match_request) == [ChoiceStatus.ASKED, ChoiceStatus.WAITING]
    assert match_request.status == RequestStatus.SENT
    assert match_request.sent_at is not None
    assert mails() == [(director_of(first).email, "Lantern Creek would like you as its mentor")]
    assert mail.outbox[0].body.splitlines()[0].startswith("Lantern Creek asks whether First Choice would be its mentor")


def test_cycle_that_asks_at_once_asks_all(first, second, committed):
    cycle = mentoring.MentoringCycleFactory(asking_order=AskingOrder.AT_ONCE)
    match_request = draft(first, second, cycle=cycle)

    committed(send_request, match_request, by=director_of(match_request.program))

    assert statuses(match_request) == [ChoiceStatus.ASKED, ChoiceStatus.ASKED]
    assert len(mail.outbox) == 2


def test_coordinators_address_hears_of_a_new_request(first, committed):
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()
    match_request = draft(first)

    committed(send_request, match_request, by=director_of(match_request.program))

    assert ("coordinators@example.org", "Lantern Creek asks for a mentor") in mails()


def test_priority_of_the_program_goes_with_the_request(first):
    """R4."""
    match_request = draft(first)
    match_request.program.priority_tier = 2
    match_request.program.save()

    send_request(match_request, by=director_of(match_request.program))

    match_request.refresh_from_db()
    assert match_request.priority_tier == 2


def test_request_without_a_need_is_not_sent(first):
    match_request = draft(first)
    match_request.needs.all().delete()

    with pytest.raises(Incomplete):
        send_request(match_request, by=director_of(match_request.program))


def test_request_without_a_mentor_is_not_sent():
    match_request = draft()

    with pytest.raises(Incomplete):
        send_request(match_request, by=director_of(match_request.program))


@pytest.mark.parametrize("why", ["full", "paused", "left", "unpublished"])
def test_request_with_a_mentor_that_takes_none_is_not_sent(first, why, committed):
    match_request = draft(first)
    page = first.mentor_page
    if why == "full":
        mentoring.MentoringPairFactory(mentor=first)
    elif why == "paused":
        MentorProfilePage.objects.update(availability=Availability.PAUSED)
    elif why == "left":
        type(first).objects.filter(pk=first.pk).update(status=EnrolmentStatus.LEFT)
    else:
        page.unpublish()

    with pytest.raises(MentorFull, match="First Choice has no place free"):
        committed(send_request, match_request, by=director_of(match_request.program))

    match_request.refresh_from_db()
    assert match_request.status == RequestStatus.DRAFT
    assert statuses(match_request) == [ChoiceStatus.WAITING]
    assert mail.outbox == []


@pytest.mark.parametrize("change", [{"status": CycleStatus.FINISHED}, {"mentees_choose": False}])
def test_closed_cycle_sends_nothing(first, change):
    """T1: the cycle says which routes are open."""
    match_request = draft(first)
    type(match_request.cycle).objects.update(**change)

    with pytest.raises(CycleClosed):
        send_request(match_request, by=director_of(match_request.program))


def test_paired_program_sends_nothing(first):
    match_request = draft(first)
    mentoring.MentoringPairFactory(mentee=match_request.program, cycle=match_request.cycle)

    with pytest.raises(AlreadyPaired):
        send_request(match_request, by=director_of(match_request.program))


def test_sent_request_is_not_sent_twice(sent, committed):
    with pytest.raises(WrongState):
        committed(send_request, sent, by=director_of(sent.program))

    assert mail.outbox == []


@pytest.mark.parametrize("name", ["outsider", "coordinator", "superuser"])
def test_others_do_not_send(first, persona, name):
    match_request = draft(first)

    with pytest.raises(NotAllowed):
        send_request(match_request, by=persona(name))


def test_taking_back_closes_the_list_and_tells_who_was_asked(sent, first, committed):
    committed(withdraw_request, sent, by=director_of(sent.program))

    sent.refresh_from_db()
    assert sent.status == RequestStatus.WITHDRAWN
    assert sent.closed_at is not None
    assert statuses(sent) == [ChoiceStatus.CLOSED, ChoiceStatus.CLOSED]
    assert mails() == [(director_of(first).email, "Lantern Creek has taken back its request")]


def test_draft_is_taken_back_without_a_word(first, committed):
    match_request = draft(first)

    committed(withdraw_request, match_request, by=director_of(match_request.program))

    assert mail.outbox == []


def test_request_is_not_taken_back_twice(sent):
    withdraw_request(sent, by=director_of(sent.program))

    with pytest.raises(WrongState):
        withdraw_request(sent, by=director_of(sent.program))


def test_mentor_does_not_take_back(sent, first):
    with pytest.raises(NotAllowed):
        withdraw_request(sent, by=director_of(first))


def test_coordinator_brings_two_programs_together(first, coordinator, committed):
    """R48, T1: who decided is recorded."""
    mentee = mentoring.ProgramMembershipFactory().program

    pair = committed(assign_pair, mentoring.MentoringCycleFactory(), first, mentee, by=coordinator)

    assert (pair.mentor, pair.mentee, pair.decided_by) == (first, mentee, DecidedBy.COORDINATOR)
    assert len(mail.outbox) == 2
    assert {message.body.split(":")[0] for message in mail.outbox} == {"A coordinator has brought you together"}


def test_assigning_a_mentor_of_the_list_settles_the_request(sent, first, second, coordinator, committed):
    pair = committed(assign_pair, sent.cycle, second, sent.program, by=coordinator)

    sent.refresh_from_db()
    assert pair.choice == sent.choices.get(rank=2)
    assert sent.status == RequestStatus.MATCHED
    assert statuses(sent) == [ChoiceStatus.CLOSED, ChoiceStatus.ACCEPTED]
    assert (director_of(first).email, "Lantern Creek has found a mentor") in mails()


def test_assigning_closes_a_draft(first, coordinator):
    match_request = draft(first)

    pair = assign_pair(match_request.cycle, first, match_request.program, by=coordinator)

    match_request.refresh_from_db()
    assert (match_request.status, pair.choice) == (RequestStatus.WITHDRAWN, None)


def test_coordinator_does_not_fill_a_full_mentor(first, coordinator):
    mentoring.MentoringPairFactory(mentor=first)

    with pytest.raises(MentorFull):
        assign_pair(mentoring.MentoringCycleFactory(), first, mentoring.ProgramFactory(), by=coordinator)


def test_coordinator_does_not_pair_a_mentee_twice(first, second, coordinator):
    cycle, mentee = mentoring.MentoringCycleFactory(), mentoring.ProgramFactory()
    assign_pair(cycle, first, mentee, by=coordinator)

    with pytest.raises(AlreadyPaired):
        assign_pair(cycle, second, mentee, by=coordinator)


def test_program_is_not_its_own_mentor(first, coordinator):
    with pytest.raises(Incomplete):
        assign_pair(mentoring.MentoringCycleFactory(), first, first, by=coordinator)


def test_program_that_is_not_enrolled_gets_no_mentor(first, coordinator):
    mentee = mentoring.ProgramFactory(status=EnrolmentStatus.APPLIED)

    with pytest.raises(Incomplete):
        assign_pair(mentoring.MentoringCycleFactory(), first, mentee, by=coordinator)


@pytest.mark.parametrize("change", [{"status": CycleStatus.DRAFT}, {"staff_assign": False}])
def test_cycle_in_which_staff_do_not_assign(first, coordinator, change):
    with pytest.raises(CycleClosed):
        assign_pair(mentoring.MentoringCycleFactory(**change), first, mentoring.ProgramFactory(), by=coordinator)


@pytest.mark.parametrize("name", ["outsider", "mentor", "editor"])
def test_others_do_not_assign(first, persona, name):
    with pytest.raises(NotAllowed):
        assign_pair(mentoring.MentoringCycleFactory(), first, mentoring.ProgramFactory(), by=persona(name))
