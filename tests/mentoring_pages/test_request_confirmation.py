"""A cycle whose pairs coordinators confirm: the place is held meanwhile (R33, R48, T1)."""

import pytest
from django.core import mail

from mentoring_pages.actions.errors import AwaitsConfirmation, CycleClosed, Incomplete, MentorFull
from mentoring_pages.actions.request_answers import accept_choice, confirm_pair, decline_choice, refuse_pair
from mentoring_pages.actions.requests import assign_pair, send_request, withdraw_request
from mentoring_pages.enums import AskingOrder, ChoiceStatus, CycleStatus, PairStatus, RequestStatus
from mentoring_pages.models import MentoringPair, MentoringSettings, MentorProfilePage
from mentoring_pages.permissions import can_view_pair, pair_side
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of, draft, mails, statuses, url

pytestmark = pytest.mark.django_db

KIND = "can't be your mentor after all. The coordinators looked at it with care."


@pytest.fixture
def held(first, second, committed):
    """A request whose first mentor said yes; its mails are forgotten."""
    cycle = mentoring.MentoringCycleFactory(confirms_pairs=True)
    match_request = draft(first, second, cycle=cycle)
    send_request(match_request, by=director_of(match_request.program))
    committed(accept_choice, match_request.choices.get(rank=1), by=director_of(first))
    mail.outbox.clear()
    match_request.refresh_from_db()
    return match_request


def test_yes_holds_the_place_and_waits_for_a_coordinator(first, second, committed):
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()
    match_request = draft(first, second, cycle=mentoring.MentoringCycleFactory(confirms_pairs=True))
    send_request(match_request, by=director_of(match_request.program))
    mail.outbox.clear()

    pair = committed(accept_choice, match_request.choices.get(rank=1), by=director_of(first))

    match_request.refresh_from_db()
    assert (pair.status, match_request.status) == (PairStatus.AWAITING, RequestStatus.ACCEPTED)
    assert statuses(match_request) == [ChoiceStatus.ACCEPTED, ChoiceStatus.WAITING]
    assert MentorProfilePage.objects.get(program=first).places_left == 0
    assert not MentorProfilePage.objects.available().filter(program=first).exists()
    assert mails() == sorted(
        [
            ("coordinators@example.org", "Please confirm: First Choice and Lantern Creek"),
            (director_of(first).email, "Thank you for saying yes to Lantern Creek"),
            (director_of(match_request.program).email, "First Choice would like to be your mentor"),
        ]
    )


def test_pair_that_is_not_confirmed_is_seen_by_coordinators_alone(held, first, coordinator):
    pair = MentoringPair.objects.get()
    people = [director_of(first), director_of(held.program)]

    assert [can_view_pair(user, pair) for user in [*people, coordinator]] == [False, False, True]
    assert [pair_side(user, pair) for user in people] == [None, None]
    assert [MentoringPair.objects.visible_to(user).count() for user in [*people, coordinator]] == [0, 0, 1]


def test_both_sides_read_that_it_waits(held, first, client):
    client.force_login(director_of(first))
    mentor_reads = client.get(url("request-detail", held.code)).text
    client.force_login(director_of(held.program))

    mentee_reads = client.get(url("request-detail", held.code)).text

    assert "A coordinator confirms it; until then one of your places is held." in mentor_reads
    assert "First Choice said yes. A coordinator confirms it; until then your place is held." in mentee_reads


def test_confirming_begins_the_pair(held, first, coordinator, committed):
    pair = committed(confirm_pair, held, by=coordinator)

    held.refresh_from_db()
    assert (pair.status, held.status) == (PairStatus.ACTIVE, RequestStatus.MATCHED)
    assert statuses(held) == [ChoiceStatus.ACCEPTED, ChoiceStatus.CLOSED]
    assert mails() == sorted(
        [
            (director_of(held.program).email, "First Choice is your mentor"),
            (director_of(first).email, "You are now the mentor of Lantern Creek"),
        ]
    )
    assert f"- {director_of(first).get_full_name()}, {director_of(first).email}" in "".join(
        message.body for message in mail.outbox if message.to == [director_of(held.program).email]
    )
    assert list(held.steps.values_list("act", "by"))[-1] == ("confirmed", coordinator.pk)


def test_refusing_frees_the_place_and_asks_the_next(held, first, second, coordinator, committed):
    committed(refuse_pair, held, by=coordinator, reason="Same owner as the mentee")

    held.refresh_from_db()
    assert not MentoringPair.objects.exists()
    assert held.status == RequestStatus.SENT
    assert statuses(held) == [ChoiceStatus.REFUSED, ChoiceStatus.ASKED]
    assert MentorProfilePage.objects.get(program=first).places_left == 1
    assert mails() == sorted(
        [
            (director_of(first).email, "You will not be the mentor of Lantern Creek this time"),
            (director_of(second).email, "Lantern Creek would like you as its mentor"),
            (director_of(held.program).email, "Your request went on to Second Choice"),
        ]
    )
    assert f"First Choice {KIND}" in "".join(message.body for message in mail.outbox)
    assert [message.subject for message in mail.outbox if "Same owner" in message.body] == []


def test_refusing_the_last_ends_the_request(first, coordinator):
    match_request = draft(first, cycle=mentoring.MentoringCycleFactory(confirms_pairs=True))
    send_request(match_request, by=director_of(match_request.program))
    accept_choice(match_request.choices.get(), by=director_of(first))

    refuse_pair(match_request, by=coordinator, reason="Too far apart")

    match_request.refresh_from_db()
    assert (match_request.status, statuses(match_request)) == (RequestStatus.DECLINED, [ChoiceStatus.REFUSED])


def test_refusing_needs_a_reason_for_coordinators(held, coordinator):
    with pytest.raises(Incomplete):
        refuse_pair(held, by=coordinator, reason=" ")

    assert MentoringPair.objects.get().status == PairStatus.AWAITING


def test_others_asked_at_once_wait_and_go_on_after_a_refusal(first, second, coordinator, client):
    cycle = mentoring.MentoringCycleFactory(confirms_pairs=True, asking_order=AskingOrder.AT_ONCE)
    match_request = draft(first, second, cycle=cycle)
    send_request(match_request, by=director_of(match_request.program))
    accept_choice(match_request.choices.get(rank=1), by=director_of(first))
    client.force_login(director_of(second))
    meanwhile = client.get(url("request-detail", match_request.code)).text
    long_ago = match_request.choices.get(rank=2).answer_by

    refuse_pair(match_request, by=coordinator, reason="Too far apart")

    other = match_request.choices.get(rank=2)
    assert "Another mentor said yes, and a coordinator is looking at it." in meanwhile
    assert (other.status, other.answer_by > long_ago) == (ChoiceStatus.ASKED, True)
    assert decline_choice(other, by=director_of(second), reason="No time").status == RequestStatus.DECLINED


def test_held_place_is_not_given_to_another(held, first):
    other = draft(first, cycle=held.cycle, program=mentoring.ProgramMembershipFactory().program)

    with pytest.raises(MentorFull):
        send_request(other, by=director_of(other.program))


def test_coordinator_does_not_assign_a_second_mentor_meanwhile(held, second, coordinator):
    with pytest.raises(AwaitsConfirmation):
        assign_pair(held.cycle, second, held.program, by=coordinator)


def test_program_takes_its_request_back_while_it_waits(held, first, committed):
    committed(withdraw_request, held, by=director_of(held.program))

    held.refresh_from_db()
    assert (held.status, MentoringPair.objects.count()) == (RequestStatus.WITHDRAWN, 0)
    assert statuses(held) == [ChoiceStatus.CLOSED, ChoiceStatus.CLOSED]
    assert mails() == [(director_of(first).email, "Lantern Creek has taken back its request")]


def test_pair_is_not_confirmed_after_the_cycle_ended(held, coordinator):
    type(held.cycle).objects.update(status=CycleStatus.FINISHED)

    with pytest.raises(CycleClosed):
        confirm_pair(held, by=coordinator)
