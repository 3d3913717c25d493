"""Every state of a request and of a choice, every step, every person: allowed or refused by the one table."""

import pytest
from django.utils import timezone

from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.actions.request_answers import accept_choice, confirm_pair, decline_choice, refuse_pair
from mentoring_pages.actions.request_desk import ask_next_mentor, close_request, extend_request
from mentoring_pages.actions.request_drafts import save_wishes
from mentoring_pages.actions.requests import send_request, withdraw_request
from mentoring_pages.enums import (
    NEXT_CHOICE_STATUSES,
    NEXT_REQUEST_STATUSES,
    REQUEST_MOVES,
    ChoiceStatus,
    PairStatus,
    RequestMove,
    RequestParty,
    RequestStatus,
)
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringPair
from mentoring_pages.permissions import may_move
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program

pytestmark = pytest.mark.django_db

PEOPLE = {
    "mentee": RequestParty.MENTEE,
    "mentor": RequestParty.MENTOR,
    "coordinator": RequestParty.COORDINATOR,
    "other mentor": None,
    "outsider": None,
    "editor": None,
    "anonymous": None,
}
RUN = {
    RequestMove.EDIT: lambda request, choice, by: save_wishes(request, by=by, wishes={"size": ("like_us", "nice")}),
    RequestMove.SEND: lambda request, choice, by: send_request(request, by=by),
    RequestMove.WITHDRAW: lambda request, choice, by: withdraw_request(request, by=by),
    RequestMove.ACCEPT: lambda request, choice, by: accept_choice(choice, by=by),
    RequestMove.DECLINE: lambda request, choice, by: decline_choice(choice, by=by, reason="No time"),
    RequestMove.ASK_NEXT: lambda request, choice, by: ask_next_mentor(request, by=by),
    RequestMove.EXTEND: lambda request, choice, by: extend_request(request, by=by, days=7),
    RequestMove.CONFIRM: lambda request, choice, by: confirm_pair(request, by=by),
    RequestMove.REFUSE: lambda request, choice, by: refuse_pair(request, by=by, reason="Too far apart"),
    RequestMove.CLOSE: lambda request, choice, by: close_request(request, by=by),
}
# What a choice can be while its request stands there; `draft` has one that waits, and so on.
FIRST_CHOICE = {
    RequestStatus.DRAFT: ChoiceStatus.WAITING,
    RequestStatus.SENT: ChoiceStatus.ASKED,
    RequestStatus.ACCEPTED: ChoiceStatus.ACCEPTED,
    RequestStatus.MATCHED: ChoiceStatus.ACCEPTED,
    RequestStatus.DECLINED: ChoiceStatus.DECLINED,
    RequestStatus.WITHDRAWN: ChoiceStatus.CLOSED,
    RequestStatus.EXPIRED: ChoiceStatus.EXPIRED,
}


@pytest.fixture
def people(coordinator, outsider, editor):
    """Everybody of the table, with two mentors, as {name: user}."""
    from django.contrib.auth.models import AnonymousUser

    asked, other, mentee = mentor_program("Asked"), mentor_program("Other"), mentoring.ProgramMembershipFactory()
    return {
        "mentee": mentee.user,
        "mentor": director_of(asked),
        "coordinator": coordinator,
        "other mentor": director_of(other),
        "outsider": outsider,
        "editor": editor,
        "anonymous": AnonymousUser(),
        "programs": (mentee.program, asked, other),
    }


def request_in(status, people, choice_status=None):
    """(request, choice) in that state, with everything that belongs to it."""
    mentee, asked, other = people["programs"]
    MentoringPair.objects.all().delete()
    MatchRequest.objects.all().delete()
    match_request = draft(asked, other, cycle=mentoring.MentoringCycleFactory(confirms_pairs=True), program=mentee)
    MatchRequest.objects.filter(pk=match_request.pk).update(status=status, sent_at=timezone.now())
    choice = match_request.choices.get(rank=1)
    MatchChoice.objects.filter(pk=choice.pk).update(
        status=choice_status or FIRST_CHOICE[status], asked_at=timezone.now()
    )
    if status in (RequestStatus.ACCEPTED, RequestStatus.MATCHED):
        mentoring.MentoringPairFactory(
            cycle=match_request.cycle,
            mentor=asked,
            mentee=mentee,
            choice=choice,
            status=PairStatus.AWAITING if status == RequestStatus.ACCEPTED else PairStatus.ACTIVE,
        )
    match_request.refresh_from_db()
    choice.refresh_from_db()
    return match_request, choice


def state_of(match_request):
    return (
        MatchRequest.objects.values_list("status", flat=True).get(pk=match_request.pk),
        list(match_request.choices.order_by("rank").values_list("status", flat=True)),
        list(match_request.wishes.values_list("fact", flat=True)),
        list(match_request.steps.values_list("act", flat=True)),
        list(MentoringPair.objects.values_list("status", flat=True)),
    )


@pytest.mark.parametrize("move", RequestMove)
def test_every_state_and_person_is_allowed_or_refused_by_the_table(move, people):
    """Show 2: what the table says is what the action does; a refusal changes nothing."""
    rule = REQUEST_MOVES[move]
    for status in RequestStatus:
        rows = None
        for name, party in PEOPLE.items():
            match_request, choice = rows = rows or request_in(status, people)
            is_open = status in rule.requests and (not rule.choices or choice.status in rule.choices)
            before = state_of(match_request)
            expected = NotAllowed if party not in rule.parties else "done" if is_open else WrongState

            try:
                RUN[move](match_request, choice, people[name])
                outcome = "done"
            except (WrongState, NotAllowed) as refusal:
                outcome = type(refusal)

            changed = state_of(match_request) != before
            assert (status, name, outcome, changed) == (status, name, expected, expected == "done")
            # A refusal changed nothing, so the next person finds the same.
            rows = None if changed else rows


@pytest.mark.parametrize("move", [RequestMove.ACCEPT, RequestMove.DECLINE])
@pytest.mark.parametrize("choice_status", ChoiceStatus)
def test_only_a_choice_that_is_asked_is_answered(move, choice_status, people):
    match_request, choice = request_in(RequestStatus.SENT, people, choice_status)
    before = state_of(match_request)

    try:
        RUN[move](match_request, choice, people["mentor"])
        outcome = "done"
    except WrongState:
        outcome = "refused"

    assert outcome == ("done" if choice_status == ChoiceStatus.ASKED else "refused")
    assert (state_of(match_request) == before) == (outcome == "refused")


@pytest.mark.parametrize("move", RequestMove)
@pytest.mark.parametrize("status", RequestStatus)
def test_pages_and_desk_ask_the_same_table(move, status, people):
    match_request, choice = request_in(status, people)
    rule = REQUEST_MOVES[move]
    is_open = status in rule.requests and (not rule.choices or choice.status in rule.choices)

    allowed = {name for name in PEOPLE if may_move(people[name], move, match_request, choice)}

    assert allowed == ({name for name, party in PEOPLE.items() if party in rule.parties} if is_open else set())


def test_every_step_has_its_line_in_the_table():
    assert set(REQUEST_MOVES) == set(RequestMove) == set(RUN)
    assert set(NEXT_REQUEST_STATUSES) == set(RequestStatus)
    assert set(NEXT_CHOICE_STATUSES) == set(ChoiceStatus)


def test_who_belongs_to_both_programs_does_not_answer_for_the_mentor(people):
    """Bad input: a user of two programs. A pair needs two sides."""
    match_request, choice = request_in(RequestStatus.SENT, people)
    both = people["mentee"]
    mentoring.ProgramMembershipFactory(program=choice.mentor, user=both, role="staff")

    with pytest.raises(Exception, match="You belong to both programs. Somebody else of Asked must answer"):
        accept_choice(choice, by=both)

    assert not MentoringPair.objects.exists()
    assert not MatchChoice.objects.answerable_by(both).exists()
    assert not may_move(both, RequestMove.ACCEPT, match_request, choice)
