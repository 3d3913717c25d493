"""Who may do what with match requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import (
    ANSWERED_CHOICE_STATUSES,
    REQUEST_MOVES,
    RequestMove,
    RequestParty,
    RequestStatus,
)
from mentoring_pages.permissions.programs import belongs_to
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        MatchChoice,
        MatchRequest,
    )


def can_view_request(user, match_request: MatchRequest) -> bool:
    """The program that asks, mentors that it has asked, coordinators. Twin: `MatchRequest.objects.visible_to`."""
    if is_coordinator(user) or belongs_to(user, match_request.program_id):
        return True
    if match_request.status == RequestStatus.DRAFT or not user.is_authenticated or not user.is_active:
        return False
    asked = match_request.choices.exclude(asked_at=None).values("mentor")
    return user.program_memberships.filter(program__in=asked, is_active=True).exists()


def request_parties(user, match_request: MatchRequest, choice: MatchChoice | None = None) -> set[RequestParty]:
    """What the user is in this request. Three queries at most.

    Nobody answers a request of their own: who belongs to both programs is no party as the mentor.
    """
    if not user.is_authenticated or not user.is_active:
        return set()
    found = {RequestParty.COORDINATOR} if is_coordinator(user) else set()
    if belongs_to(user, match_request.program_id):
        found.add(RequestParty.MENTEE)
    elif choice is not None and belongs_to(user, choice.mentor_id):
        found.add(RequestParty.MENTOR)
    return found


def is_move_open(move: RequestMove, match_request: MatchRequest, choice: MatchChoice | None = None) -> bool:
    """Whether the table lets anybody take this step now. Changing a sent request costs one query."""
    rule = REQUEST_MOVES[move]
    if match_request.status not in rule.requests:
        return False
    if rule.choices and (choice is None or choice.status not in rule.choices):
        return False
    if move == RequestMove.EDIT and match_request.status == RequestStatus.SENT:
        return not match_request.choices.filter(status__in=ANSWERED_CHOICE_STATUSES).exists()
    return True


def may_move(user, move: RequestMove, match_request: MatchRequest, choice: MatchChoice | None = None) -> bool:
    """Whether the user may take this step now, by the one table `enums.REQUEST_MOVES`."""
    is_party = not request_parties(user, match_request, choice).isdisjoint(REQUEST_MOVES[move].parties)
    return is_party and is_move_open(move, match_request, choice)


def can_edit_request(user, match_request: MatchRequest) -> bool:
    """The program that asks, while it is a draft, or sent and no mentor has answered."""
    return may_move(user, RequestMove.EDIT, match_request)


def can_withdraw_request(user, match_request: MatchRequest) -> bool:
    """The program that asks, until there is a pair. Coordinators do it for a program at their desk."""
    return belongs_to(user, match_request.program_id) and is_move_open(RequestMove.WITHDRAW, match_request)


def can_answer_choice(user, choice: MatchChoice) -> bool:
    """The asked mentor's people, while the question is open. Twin: `MatchChoice.objects.answerable_by`."""
    return may_move(user, RequestMove.ACCEPT, choice.request, choice)


def can_read_decline_reason(user, choice: MatchChoice) -> bool:
    """A coordinator who belongs to neither program; the program that asked reads a kind sentence instead.

    Twin: `MatchChoice.objects.with_shows_reason`.
    """
    is_party = belongs_to(user, choice.request.program_id) or belongs_to(user, choice.mentor_id)
    return is_coordinator(user) and not is_party
