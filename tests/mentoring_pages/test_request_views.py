"""Who may open the pages of requests, and the list of them (R8, R33)."""

import uuid

import pytest
from django.urls import reverse

from mentoring_pages.actions.request_answers import decline_choice
from mentoring_pages.actions.requests import send_request
from mentoring_pages.enums import RequestStatus
from resources.models import Topic
from tests.factories import mentoring
from tests.mentoring_pages.requesting import addresses, director_of, draft, mentor_program, url
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

POST_ONLY = ("request-send", "choice-accept", "choice-decline")


@pytest.mark.parametrize("name", ["request-list", "request-create"])
def test_visitor_is_asked_to_sign_in(client, name):
    response = client.get(url(name))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["request-detail", "request-edit", "wishes", "mentors", "request-withdraw"])
def test_visitor_reads_no_request(client, sent, name):
    response = client.get(addresses(sent)[name])

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name",
    [
        "request-detail",
        "request-edit",
        "wishes",
        "mentors",
        "request-send",
        "request-withdraw",
        "choice-accept",
        "choice-decline",
    ],
)
@pytest.mark.parametrize("who", ["outsider", "next mentor", "former"])
def test_nobody_else_learns_that_a_request_is_there(client, sent, second, outsider, who, name):
    former = mentoring.ProgramMembershipFactory(program=sent.program, role="staff", is_active=False).user
    client.force_login({"outsider": outsider, "next mentor": director_of(second), "former": former}[who])

    response = client.post(addresses(sent)[name]) if name in POST_ONLY else client.get(addresses(sent)[name])

    assert response.status_code == 404
    sent.refresh_from_db()
    assert sent.status == RequestStatus.SENT


@pytest.mark.parametrize("name", POST_ONLY)
def test_steps_are_not_taken_by_opening_an_address(client, sent, first, name):
    client.force_login(director_of(first))

    assert client.get(addresses(sent)[name]).status_code == 405


@pytest.mark.parametrize("name", ["request-detail", "request-edit", "request-withdraw"])
def test_unknown_code_is_not_found(client, member, name):
    client.force_login(member)

    assert client.get(url(name, uuid.uuid4())).status_code == 404


def test_unknown_step_and_unknown_choice_are_not_found(client, sent, first):
    client.force_login(director_of(sent.program))
    step = client.get(url("request-edit", sent.code, "colours"))
    client.force_login(director_of(first))

    choice = client.post(url("choice-accept", sent.code, 999_999))

    assert (step.status_code, choice.status_code) == (404, 404)


def test_mentor_answers_only_its_own_choice(client, sent, first):
    client.force_login(director_of(first))

    assert client.post(url("choice-accept", sent.code, sent.choices.get(rank=2).pk)).status_code == 404


@pytest.mark.parametrize("name", ["request-edit", "wishes", "mentors"])
def test_asked_mentor_and_coordinator_do_not_write_on_a_request(client, sent, first, coordinator, name):
    """Visible but not allowed is 403."""
    answers = []
    for user in (director_of(first), coordinator):
        client.force_login(user)
        answers.append(client.get(addresses(sent)[name]).status_code)

    assert answers == [403, 403]


def test_request_is_written_on_until_a_mentor_has_answered(client, sent, first):
    client.force_login(director_of(sent.program))
    before = client.get(url("request-edit", sent.code)).status_code
    decline_choice(sent.choices.get(rank=1), by=director_of(first), reason="No time")

    after = client.get(url("request-edit", sent.code)).status_code

    assert (before, after) == (200, 403)


def test_members_pages_are_kept_by_no_cache(client, sent):
    client.force_login(director_of(sent.program))

    assert client.get(url("request-detail", sent.code))["Cache-Control"] == "private, no-store"


def test_list_shows_own_requests_and_those_that_ask(client, first):
    own = draft(mentor_program("Elsewhere"), program=first)
    asking = draft(first, cycle=own.cycle)
    send_request(asking, by=director_of(asking.program))
    draft(mentor_program("Third"), program=mentoring.ProgramMembershipFactory().program)
    client.force_login(director_of(first))

    response = client.get(url("request-list"))

    assert [row["title"] for row in response.context["own_rows"]] == [f"First Choice, cycle {own.cycle}"]
    assert [row["badge_label"] for row in response.context["asked_rows"]] == ["Waits for your answer"]


def test_queries_of_the_list_do_not_grow(client, first):
    type(first.mentor_page).objects.update(capacity=20)

    def add(count):
        for _number in range(count):
            cycle = mentoring.MentoringCycleFactory()
            draft(first, cycle=cycle, program=first)
            asking = draft(first, cycle=cycle, program=mentoring.ProgramMembershipFactory().program)
            send_request(asking, by=director_of(asking.program))

    client.force_login(director_of(first))
    add(3)
    few = count_queries(lambda: client.get(url("request-list")))
    add(12)
    many = count_queries(lambda: client.get(url("request-list")))

    assert many == few


def test_queries_of_a_request_do_not_grow_with_its_list(client, first):
    match_request = draft(first)

    def add(count):
        for number in range(count):
            mentor = mentor_program(f"More {match_request.choices.count()} {number}")
            rank = match_request.choices.count() + 1
            mentoring.MatchChoiceFactory(request=match_request, mentor=mentor, rank=rank)
            match_request.needs.create(topic=mentoring.term(Topic))

    client.force_login(director_of(match_request.program))
    pages = [url("request-detail", match_request.code), url("request-edit", match_request.code, "mentors")]
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    add(3)
    many = [count_queries(lambda page=page: client.get(page)) for page in pages]

    assert many == few
