"""How a pair ends or goes on: the states, the steps, and who takes them. One table for pages, desk and clock (T3)."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClosureMethod(models.TextChoices):
    """How an ending was recorded (R87)."""

    MEETING = "meeting", _("In a meeting with the coordinator")
    LETTER = "letter", _("By letter")


class ClosedBy(models.TextChoices):
    """What made the ending stand (T3)."""

    AGREED = "agreed", _("Both sides agreed")
    RECORDED = "recorded", _("Recorded by one person")
    SEASON = "season", _("The season ended")


class ProposalKind(models.TextChoices):
    """What one side proposes to the other."""

    END = "end", _("To end the work together")
    EXTEND = "extend", _("To go on for a while")


class ProposalStatus(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Waits for the other side")
    CONFIRMED = "confirmed", _("Confirmed")
    NOT_YET = "not_yet", _("Not yet")
    TAKEN_BACK = "taken_back", _("Taken back")
    OVERTAKEN = "overtaken", _("Overtaken")


class EndingState(StrEnum):
    """Where a pair stands; worked out from the pair and its open proposal."""

    RUNNING = "running"
    END_PROPOSED = "end_proposed"
    EXTENSION_PROPOSED = "extension_proposed"
    ENDED = "ended"
    # The two did not fit: nothing to thank for in public.
    ENDED_UNSUITED = "ended_unsuited"


class EndingParty(StrEnum):
    """Who takes a step. A coordinator who belongs to the pair is one of its sides, and no coordinator of it."""

    DIRECTOR = "director"
    # A director of the side that proposed, and one of the other side.
    PROPOSER = "proposer"
    ANSWERER = "answerer"
    MENTOR = "mentor"
    MENTEE = "mentee"
    COORDINATOR = "coordinator"
    CLOCK = "clock"


class EndingStep(StrEnum):
    """A step; `ENDING_STEPS` says who may take it, and when."""

    PROPOSE_END = "propose_end"
    PROPOSE_EXTENSION = "propose_extension"
    CONFIRM = "confirm"
    NOT_YET = "not_yet"
    TAKE_BACK = "take_back"
    RECORD = "record"
    EXTEND = "extend"
    RUN_OUT = "run_out"
    THANK = "thank"
    AGREE_AS_MENTOR = "agree_as_mentor"
    AGREE_AS_MENTEE = "agree_as_mentee"
    HIDE = "hide"


@dataclass(frozen=True)
class EndingRule:
    """Who may take a step, and in which states."""

    parties: tuple
    states: tuple


PROPOSED_STATES = (EndingState.END_PROPOSED, EndingState.EXTENSION_PROPOSED)
OPEN_STATES = (EndingState.RUNNING, *PROPOSED_STATES)

ENDING_STEPS = {
    EndingStep.PROPOSE_END: EndingRule((EndingParty.DIRECTOR,), (EndingState.RUNNING,)),
    EndingStep.PROPOSE_EXTENSION: EndingRule((EndingParty.DIRECTOR,), (EndingState.RUNNING,)),
    EndingStep.CONFIRM: EndingRule((EndingParty.ANSWERER,), PROPOSED_STATES),
    EndingStep.NOT_YET: EndingRule((EndingParty.ANSWERER,), PROPOSED_STATES),
    EndingStep.TAKE_BACK: EndingRule((EndingParty.PROPOSER,), PROPOSED_STATES),
    EndingStep.RECORD: EndingRule((EndingParty.COORDINATOR,), OPEN_STATES),
    EndingStep.EXTEND: EndingRule((EndingParty.COORDINATOR,), OPEN_STATES),
    EndingStep.RUN_OUT: EndingRule((EndingParty.CLOCK,), OPEN_STATES),
    EndingStep.THANK: EndingRule((EndingParty.MENTEE,), (EndingState.ENDED,)),
    EndingStep.AGREE_AS_MENTOR: EndingRule((EndingParty.MENTOR,), (EndingState.ENDED,)),
    EndingStep.AGREE_AS_MENTEE: EndingRule((EndingParty.MENTEE,), (EndingState.ENDED,)),
    EndingStep.HIDE: EndingRule((EndingParty.COORDINATOR,), (EndingState.ENDED,)),
}
