"""Match requests: where they stand, and who takes which step."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestStatus(models.TextChoices):
    """Where a match request stands."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("A mentor said yes, to be confirmed")
    MATCHED = "matched", _("Matched")
    DECLINED = "declined", _("No mentor free")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("No answer in time")


OPEN_REQUEST_STATUSES = (RequestStatus.DRAFT, RequestStatus.SENT, RequestStatus.ACCEPTED)
# Those whose program still looks for a mentor, as long as it has no pair: the board's.
UNPLACED_REQUEST_STATUSES = (RequestStatus.SENT, RequestStatus.DECLINED, RequestStatus.EXPIRED)
NEXT_REQUEST_STATUSES = {
    RequestStatus.DRAFT: (RequestStatus.SENT, RequestStatus.WITHDRAWN),
    # A yes leads to "accepted" in a cycle whose pairs coordinators confirm, else straight to "matched".
    RequestStatus.SENT: (
        RequestStatus.ACCEPTED,
        RequestStatus.MATCHED,
        RequestStatus.DECLINED,
        RequestStatus.WITHDRAWN,
        RequestStatus.EXPIRED,
    ),
    # A refusal leads back to "sent" while there is a mentor left to ask.
    RequestStatus.ACCEPTED: (
        RequestStatus.MATCHED,
        RequestStatus.SENT,
        RequestStatus.DECLINED,
        RequestStatus.WITHDRAWN,
    ),
    RequestStatus.MATCHED: (),
    RequestStatus.DECLINED: (),
    RequestStatus.WITHDRAWN: (),
    RequestStatus.EXPIRED: (),
}


class ChoiceStatus(models.TextChoices):
    """Where one ranked choice of a request stands."""

    WAITING = "waiting", _("Not asked yet")
    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("No answer in time")
    UNAVAILABLE = "unavailable", _("Not available any more")
    REFUSED = "refused", _("Not confirmed by a coordinator")
    CLOSED = "closed", _("Closed")


OPEN_CHOICE_STATUSES = (ChoiceStatus.WAITING, ChoiceStatus.ASKED)
# What mentors themselves said. As long as none of a request's choices has one, its program may still change it.
ANSWERED_CHOICE_STATUSES = (ChoiceStatus.ACCEPTED, ChoiceStatus.DECLINED, ChoiceStatus.REFUSED)
NEXT_CHOICE_STATUSES = {
    # From "not asked yet" straight to "accepted" only when a coordinator assigns (T1).
    ChoiceStatus.WAITING: (
        ChoiceStatus.ASKED,
        ChoiceStatus.ACCEPTED,
        ChoiceStatus.UNAVAILABLE,
        ChoiceStatus.CLOSED,
    ),
    ChoiceStatus.ASKED: (
        ChoiceStatus.ACCEPTED,
        ChoiceStatus.DECLINED,
        ChoiceStatus.EXPIRED,
        ChoiceStatus.UNAVAILABLE,
        ChoiceStatus.CLOSED,
    ),
    ChoiceStatus.ACCEPTED: (ChoiceStatus.REFUSED, ChoiceStatus.CLOSED),
    ChoiceStatus.DECLINED: (),
    ChoiceStatus.EXPIRED: (),
    ChoiceStatus.UNAVAILABLE: (),
    ChoiceStatus.REFUSED: (),
    ChoiceStatus.CLOSED: (),
}


class RequestAct(models.TextChoices):
    """What somebody, or the clock, did with a request; its history is written in these words."""

    BEGUN = "begun", _("Begun")
    SENT = "sent", _("Sent")
    CHANGED = "changed", _("Changed after sending")
    ASKED = "asked", _("Mentor asked")
    REMINDED = "reminded", _("Mentor reminded")
    EXTENDED = "extended", _("More time to answer")
    REMOVED = "removed", _("Mentor taken off the list")
    ACCEPTED = "accepted", _("Mentor said yes")
    DECLINED = "declined", _("Mentor said no")
    EXPIRED = "expired", _("No answer in time")
    UNAVAILABLE = "unavailable", _("Mentor not available any more")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not confirmed")
    ASSIGNED = "assigned", _("Assigned by a coordinator")
    WITHDRAWN = "withdrawn", _("Taken back")
    CLOSED = "closed", _("Closed by a coordinator")
    ENDED = "ended", _("Ended without a mentor")


class RequestParty(models.TextChoices):
    """Who takes a step of a request."""

    MENTEE = "mentee", _("The program that asks")
    MENTOR = "mentor", _("The asked mentor")
    COORDINATOR = "coordinator", _("A coordinator")
    CLOCK = "clock", _("Time")


class RequestMove(models.TextChoices):
    """A step that one party takes on purpose; `REQUEST_MOVES` says who may, and from where."""

    EDIT = "edit", _("Change it")
    SEND = "send", _("Send it")
    WITHDRAW = "withdraw", _("Take it back")
    ACCEPT = "accept", _("Say yes")
    DECLINE = "decline", _("Say no")
    ASK_NEXT = "ask_next", _("Ask the next mentor")
    EXTEND = "extend", _("Give more time")
    CONFIRM = "confirm", _("Confirm the pair")
    REFUSE = "refuse", _("Do not confirm")
    CLOSE = "close", _("Close it")


@dataclass(frozen=True)
class MoveRule:
    """Who may take a step, and in which states of the request and, for a mentor's answer, of the choice."""

    parties: tuple
    requests: tuple
    choices: tuple = ()


# The one table of steps: members' pages, the desk and the clock all ask it through `permissions.may_move`.
REQUEST_MOVES = {
    # While sent also only until a mentor has answered.
    RequestMove.EDIT: MoveRule((RequestParty.MENTEE,), (RequestStatus.DRAFT, RequestStatus.SENT)),
    RequestMove.SEND: MoveRule((RequestParty.MENTEE,), (RequestStatus.DRAFT,)),
    RequestMove.WITHDRAW: MoveRule((RequestParty.MENTEE, RequestParty.COORDINATOR), OPEN_REQUEST_STATUSES),
    RequestMove.ACCEPT: MoveRule((RequestParty.MENTOR,), (RequestStatus.SENT,), (ChoiceStatus.ASKED,)),
    RequestMove.DECLINE: MoveRule((RequestParty.MENTOR,), (RequestStatus.SENT,), (ChoiceStatus.ASKED,)),
    RequestMove.ASK_NEXT: MoveRule((RequestParty.COORDINATOR,), (RequestStatus.SENT,)),
    RequestMove.EXTEND: MoveRule((RequestParty.COORDINATOR,), (RequestStatus.SENT,)),
    RequestMove.CONFIRM: MoveRule((RequestParty.COORDINATOR,), (RequestStatus.ACCEPTED,)),
    RequestMove.REFUSE: MoveRule((RequestParty.COORDINATOR,), (RequestStatus.ACCEPTED,)),
    RequestMove.CLOSE: MoveRule((RequestParty.COORDINATOR,), (RequestStatus.SENT,)),
}


class WishDirection(models.TextChoices):
    """What a mentee wishes of one fact (R10)."""

    LIKE_US = "like_us", _("Like us")
    UNLIKE_US = "unlike_us", _("Different from us")


class WishWeight(models.TextChoices):
    MUST = "must", _("A must")
    NICE = "nice", _("Nice to have")


class UnplacedReason(models.TextChoices):
    """Why the board has no mentor for a request."""

    NO_PLACES = "no_places", _("No mentor has a place free")
    MUSTS = "musts", _("No mentor with a place free meets every must")
    NOTHING_SHARED = "nothing_shared", _("No mentor with a place free knows the topics or is alike in anything")
    DECLINED = "declined", _("The mentors who would fit have declined, or it did not work out with them before")
    TAKEN = "taken", _("The mentors who fit went to programs before it in the order")
    LEFT_OUT = "left_out", _("Left out by a coordinator")
