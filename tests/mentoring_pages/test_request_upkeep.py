"""What comes from elsewhere while a request waits: a full mentor, a page taken down, a program that left (R33)."""

import pytest
from django.core import mail
from django.db.models import ProtectedError

from events.models import Region
from mentoring_pages.actions.request_answers import accept_choice, confirm_pair
from mentoring_pages.actions.request_upkeep import tidy_requests
from mentoring_pages.actions.requests import assign_pair, send_request
from mentoring_pages.enums import AskingOrder, ChoiceStatus, CycleStatus, EnrolmentStatus, RequestStatus
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringCycle, MentoringPair, MentorProfilePage, Program
from resources.models import Topic
from tests.factories import events, mentoring
from tests.mentoring_pages.requesting import director_of, draft, mails, mentor_program, statuses, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(sent, first, second, committed):
    """Another request that waits for the same first mentor, and has a second one; its mails are forgotten."""
    other = draft(
        first, second, cycle=sent.cycle, program=mentoring.ProgramMembershipFactory(program__name="Reed Bank").program
    )
    committed(send_request, other, by=director_of(other.program))
    mail.outbox.clear()
    return other


def test_last_place_taken_sends_the_others_on_kindly(sent, waiting, first, second, committed):
    committed(accept_choice, sent.choices.get(rank=1), by=director_of(first))

    assert statuses(waiting) == [ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]
    assert (director_of(waiting.program).email, "Your request went on to Second Choice") in mails()
    assert (director_of(first).email, "The request of Reed Bank goes on to others") in mails()
    assert "First Choice takes no programs now. We have asked Second Choice for you." in "".join(
        message.body for message in mail.outbox
    )
    assert len(mail.outbox) == 5


def test_mentor_with_a_place_left_keeps_the_others_waiting(sent, waiting, first, committed):
    MentorProfilePage.objects.filter(program=first).update(capacity=2)

    committed(accept_choice, sent.choices.get(rank=1), by=director_of(first))

    assert statuses(waiting) == [ChoiceStatus.ASKED, ChoiceStatus.WAITING]


def test_place_that_is_only_held_sends_nobody_on_until_it_is_confirmed(sent, waiting, first, coordinator, committed):
    MentoringCycle.objects.update(confirms_pairs=True)
    committed(accept_choice, sent.choices.get(rank=1), by=director_of(first))
    held = statuses(waiting)

    committed(confirm_pair, sent, by=coordinator)

    assert held == [ChoiceStatus.ASKED, ChoiceStatus.WAITING]
    assert statuses(waiting) == [ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]


def test_pair_that_a_coordinator_makes_sends_the_others_on_too(waiting, first, coordinator, committed):
    committed(assign_pair, waiting.cycle, first, mentoring.ProgramFactory(), by=coordinator)

    assert statuses(waiting) == [ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]


def test_mentor_with_one_mentee_may_have_been_asked_by_all_at_once(first, committed):
    cycle = mentoring.MentoringCycleFactory(asking_order=AskingOrder.AT_ONCE)
    requests = [draft(first, cycle=cycle, program=mentoring.ProgramMembershipFactory().program) for _number in range(3)]
    for match_request in requests:
        send_request(match_request, by=director_of(match_request.program))

    committed(accept_choice, requests[0].choices.get(), by=director_of(first))

    assert list(MatchRequest.objects.order_by("pk").values_list("status", flat=True)) == [
        RequestStatus.MATCHED,
        RequestStatus.DECLINED,
        RequestStatus.DECLINED,
    ]


@pytest.mark.parametrize("door", ["unpublish", "delete"])
def test_page_taken_down_sends_its_requests_on(sent, first, second, committed, client, door):
    """Bad input: a mentor page unpublished or deleted mid-request."""
    page = first.mentor_page

    committed(getattr(page, door))

    assert statuses(sent) == [ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]
    assert mails() == sorted(
        [
            (director_of(first).email, "The request of Lantern Creek goes on to others"),
            (director_of(second).email, "Lantern Creek would like you as its mentor"),
            (director_of(sent.program).email, "Your request went on to Second Choice"),
        ]
    )
    assert "First Choice is not in the mentor directory any more." in "".join(one.body for one in mail.outbox)
    client.force_login(director_of(first))
    assert "because you could not take it on" in client.get(url("request-detail", sent.code)).text


def test_page_published_anew_changes_no_request(sent, first, committed):
    committed(first.mentor_page.save_revision().publish)

    assert statuses(sent) == [ChoiceStatus.ASKED, ChoiceStatus.WAITING]
    assert mail.outbox == []


def test_mentor_that_leaves_the_partnership_is_no_longer_asked(sent, first, committed):
    first.status = EnrolmentStatus.LEFT

    committed(first.save)

    assert statuses(sent) == [ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]


def test_program_that_leaves_takes_its_request_along(sent, first, committed):
    program = Program.objects.get(pk=sent.program_id)
    program.status = EnrolmentStatus.LEFT

    committed(program.save)

    sent.refresh_from_db()
    assert (sent.status, statuses(sent)) == (RequestStatus.WITHDRAWN, [ChoiceStatus.CLOSED, ChoiceStatus.CLOSED])
    assert mails() == [(director_of(first).email, "Lantern Creek has taken back its request")]


def test_program_that_leaves_gives_a_held_place_back(first, committed):
    match_request = draft(first, cycle=mentoring.MentoringCycleFactory(confirms_pairs=True))
    send_request(match_request, by=director_of(match_request.program))
    accept_choice(match_request.choices.get(), by=director_of(first))
    Program.objects.filter(pk=match_request.program_id).update(status=EnrolmentStatus.LEFT)

    assert committed(tidy_requests) == 1

    match_request.refresh_from_db()
    assert (match_request.status, MentoringPair.objects.count()) == (RequestStatus.WITHDRAWN, 0)


def test_worker_finds_what_no_signal_told(sent, waiting, first, committed):
    """A crash after the change, or a change past every signal."""
    MentorProfilePage.objects.filter(program=first).update(live=False)

    counts = [committed(tidy_requests), committed(tidy_requests)]

    assert counts == [2, 0]
    assert [statuses(one) for one in (sent, waiting)] == [[ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]] * 2


def test_worker_sends_on_who_waits_at_a_full_mentor(sent, first, committed):
    mentoring.MentoringPairFactory(mentor=first)

    assert (committed(tidy_requests), committed(tidy_requests)) == (1, 0)
    assert statuses(sent) == [ChoiceStatus.UNAVAILABLE, ChoiceStatus.ASKED]


def test_request_ends_with_its_cycle(sent, first, committed):
    MentoringCycle.objects.update(status=CycleStatus.FINISHED)

    assert (committed(tidy_requests), committed(tidy_requests)) == (1, 0)
    sent.refresh_from_db()
    assert sent.status == RequestStatus.EXPIRED
    assert (director_of(sent.program).email, "Your request for a mentor has ended") in mails()


def test_worker_asks_the_same_number_of_questions_however_many_requests_wait(first, django_assert_max_num_queries):
    cycle = mentoring.MentoringCycleFactory()
    busy = mentor_program("Busy", capacity=5)
    for _number in range(30):
        mentoring.MatchChoiceFactory(asked=True, mentor=busy, request__cycle=cycle)

    with django_assert_max_num_queries(4):
        assert tidy_requests() == 0


def test_renamed_topic_is_read_under_its_new_name(client, sent, first):
    """Bad input: a topic renamed mid-request."""
    Topic.objects.update(name="Money matters")
    client.force_login(director_of(first))

    assert "Money matters" in text_of(client.get(url("request-detail", sent.code)))


def test_topic_and_region_in_use_are_not_deleted(sent):
    """Bad input: a topic or a region deleted mid-request: the database refuses, and the request stays whole."""
    region = events.RegionFactory(name="Prairie")
    mentoring.MenteeProfileFactory(program=sent.program, region=region)

    with pytest.raises(ProtectedError):
        Topic.objects.get().delete()
    with pytest.raises(ProtectedError):
        Region.objects.get(pk=region.pk).delete()

    assert sent.needs.count() == 1


def test_renamed_region_still_counts_as_the_same(client, sent):
    """Bad input: a region renamed mid-request; wishes name the fact, not the word."""
    region = events.RegionFactory(name="Prairie")
    mentoring.MenteeProfileFactory(program=sent.program, region=region)
    third = mentor_program("Third Choice")
    MentorProfilePage.objects.filter(program=third).update(region=region)
    sent.wishes.create(fact="location", direction="like_us", weight="must")
    region.name = "Open Prairie"
    region.save()
    client.force_login(director_of(sent.program))

    answer = client.get(url("request-edit", sent.code, "wishes"))

    assert [(str(one["program"]), one["reasons"]) for one in answer.context["suggestions"]] == [
        ("Third Choice", ("Same region, as you asked.",))
    ]


def test_history_of_a_request_keeps_a_mentor_that_is_gone(sent, first, committed):
    committed(first.mentor_page.delete)

    assert list(sent.steps.values_list("act", "mentor__name")) == [
        ("sent", None),
        ("asked", "First Choice"),
        ("unavailable", "First Choice"),
        ("asked", "Second Choice"),
    ]
    assert MatchChoice.objects.filter(request=sent).count() == 2
