"""Statuses and fixed choices of mentoring, with their named groups and allowed next steps."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see one of a program's 14 facts (T6)."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members and staff")
    STAFF = "staff", _("Staff only")


class SizeBand(models.TextChoices):
    """Children a program serves on a usual day."""

    UNDER_25 = "under_25", _("Under 25 children a day")
    FROM_25 = "from_25", _("25 to 49 children a day")
    FROM_50 = "from_50", _("50 to 99 children a day")
    FROM_100 = "from_100", _("100 to 199 children a day")
    FROM_200 = "from_200", _("200 or more children a day")


class BudgetBand(models.TextChoices):
    """A program's yearly budget, never as an exact sum (T6)."""

    UNDER_50K = "under_50k", _("Under $50,000 a year")
    FROM_50K = "from_50k", _("$50,000 to $149,999 a year")
    FROM_150K = "from_150k", _("$150,000 to $299,999 a year")
    FROM_300K = "from_300k", _("$300,000 to $599,999 a year")
    FROM_600K = "from_600k", _("$600,000 or more a year")


class EnrolmentStatus(models.TextChoices):
    """Where a program stands with the partnership."""

    APPLIED = "applied", _("Applied")
    ENROLLED = "enrolled", _("Enrolled")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


# Programs whose people keep its facts up to date.
KEPT_ENROLMENT_STATUSES = (EnrolmentStatus.APPLIED, EnrolmentStatus.ENROLLED)
NEXT_ENROLMENT_STATUSES = {
    EnrolmentStatus.APPLIED: (EnrolmentStatus.ENROLLED, EnrolmentStatus.DECLINED),
    EnrolmentStatus.ENROLLED: (EnrolmentStatus.LEFT,),
    EnrolmentStatus.DECLINED: (EnrolmentStatus.APPLIED,),
    EnrolmentStatus.LEFT: (EnrolmentStatus.ENROLLED,),
}


class CameBy(models.TextChoices):
    """How a program came to the partnership (R82, R98)."""

    SELF = "self", _("By itself")
    REFERRED = "referred", _("Somebody suggested it")
    STAFF = "staff", _("Added by staff")


class JoinStatus(models.TextChoices):
    """Where a person's wish to join a program stands."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NEXT_JOIN_STATUSES = {
    JoinStatus.WAITING: (JoinStatus.APPROVED, JoinStatus.DECLINED, JoinStatus.WITHDRAWN),
    JoinStatus.APPROVED: (),
    JoinStatus.DECLINED: (),
    JoinStatus.WITHDRAWN: (),
}


class ReferralStatus(models.TextChoices):
    """Where a referral by the public stands (R98)."""

    WAITING = "waiting", _("Waiting")
    INVITED = "invited", _("Program invited")
    ENROLLED = "enrolled", _("Program asked to enrol")
    SET_ASIDE = "set_aside", _("Set aside")


NEXT_REFERRAL_STATUSES = {
    ReferralStatus.WAITING: (ReferralStatus.INVITED, ReferralStatus.ENROLLED, ReferralStatus.SET_ASIDE),
    # Inviting again sends the letter once more.
    ReferralStatus.INVITED: (ReferralStatus.INVITED, ReferralStatus.ENROLLED, ReferralStatus.SET_ASIDE),
    ReferralStatus.ENROLLED: (),
    ReferralStatus.SET_ASIDE: (ReferralStatus.WAITING,),
}


class Participation(models.TextChoices):
    """Whether a program takes part freely (R37)."""

    VOLUNTARY = "voluntary", _("Voluntary")
    REQUIRED = "required", _("Required by a funder")


class PriorityTier(models.IntegerChoices):
    """In which order mentees are served (R4)."""

    NEW_PROGRAM = 1, _("1: new program")
    NEW_DIRECTOR = 2, _("2: new program director")
    STRUGGLING = 3, _("3: struggling program")
    CAPACITY_NEED = 4, _("4: wants to build capacity in an area")


class MembershipRole(models.TextChoices):
    """A person's part in a program."""

    DIRECTOR = "director", _("Director")
    STAFF = "staff", _("Staff")


class Availability(models.TextChoices):
    """Whether a mentor takes requests; whether it is full is counted, not stored."""

    OPEN = "open", _("Open to requests")
    PAUSED = "paused", _("Paused")


class CycleStatus(models.TextChoices):
    """Where a mentoring cycle stands."""

    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")


class ContactWindow(models.TextChoices):
    """In which part of a cycle a rule counts contacts (R40)."""

    FIRST_MONTH = "first_month", _("First month of mentoring")
    LAST_MONTH = "last_month", _("Last month of programming")
    WHOLE_CYCLE = "whole_cycle", _("Whole cycle")


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


class AskingOrder(models.TextChoices):
    """How a cycle asks the mentors of a ranked list."""

    IN_TURN = "in_turn", _("One after the other")
    AT_ONCE = "at_once", _("All at once")


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


class DecidedBy(models.TextChoices):
    """Who brought a pair together (T1)."""

    MENTEE = "mentee", _("The mentee chose")
    COORDINATOR = "coordinator", _("A coordinator assigned")


class PairStatus(models.TextChoices):
    """Where a pair stands. To be confirmed, it holds its place, and only coordinators see it."""

    AWAITING = "awaiting", _("To be confirmed")
    ACTIVE = "active", _("Active")
    ON_HOLD = "on_hold", _("On hold")
    COMPLETE = "complete", _("Complete")


OPEN_PAIR_STATUSES = (PairStatus.ACTIVE, PairStatus.ON_HOLD)
# What counts when a mentor's places, or the one mentor of a mentee, are looked at.
HOLDING_PAIR_STATUSES = (PairStatus.AWAITING, *OPEN_PAIR_STATUSES)
NEXT_PAIR_STATUSES = {
    # A pair that is not confirmed is deleted: it never was one. The request's history says so.
    PairStatus.AWAITING: (PairStatus.ACTIVE,),
    PairStatus.ACTIVE: (PairStatus.ON_HOLD, PairStatus.COMPLETE),
    PairStatus.ON_HOLD: (PairStatus.ACTIVE, PairStatus.COMPLETE),
    PairStatus.COMPLETE: (),
}


class Side(models.TextChoices):
    """One of a pair's two programs."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class FitAnswer(models.TextChoices):
    """What one side says after the first meeting; the other side never learns it."""

    GOOD = "good", _("It fits")
    DECIDING = "deciding", _("We are still deciding")
    NOT = "not", _("It does not fit")


class StepOwner(models.TextChoices):
    """Who does a step of the plan."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    BOTH = "both", _("Both")


class GoalStatus(models.TextChoices):
    """How far a goal of the plan is."""

    OPEN = "open", _("Open")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


class JournalAudience(models.TextChoices):
    """Who reads a journal entry besides its author (T4)."""

    ONLY_ME = "only_me", _("Only me")
    MY_PAIR = "my_pair", _("My pair")
    PAIR_AND_STAFF = "pair_and_staff", _("My pair and staff")


class QuestionAudience(models.TextChoices):
    """Which side answers a question."""

    MENTOR = "mentor", _("Mentors")
    MENTEE = "mentee", _("Mentees")
    BOTH = "both", _("Both")


class AnswerKind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("1 to 5")
    TEXT = "text", _("In words")


class EvaluationMoment(models.TextChoices):
    """When an evaluation is filled in."""

    FIRST_MEETING = "first_meeting", _("After the first meeting")
    MIDPOINT = "midpoint", _("Midpoint")
    CLOSING = "closing", _("Closing")


class ClosureMethod(models.TextChoices):
    """How an ending was recorded (R87)."""

    MEETING = "meeting", _("In a meeting with the coordinator")
    LETTER = "letter", _("By letter")
