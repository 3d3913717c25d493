"""Who ends a pair, who prolongs it, and what each side says afterwards: by the one table `enums.ENDING_STEPS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import (
    ENDING_STEPS,
    OPEN_PAIR_STATUSES,
    EndingParty,
    EndingState,
    EndingStep,
    MembershipRole,
    PairStatus,
    ProposalKind,
    Side,
)
from mentoring_pages.roles import is_coordinator

from .pairs import pair_side

if TYPE_CHECKING:
    from mentoring_pages.models import ClosureCertificate, EndingProposal, MentoringPair

_PARTY_OF_SIDE = {Side.MENTOR: EndingParty.MENTOR, Side.MENTEE: EndingParty.MENTEE}


def ending_state(pair: MentoringPair, proposal: EndingProposal | None = None) -> EndingState | None:
    """Where the pair stands, its open proposal being `proposal`. None while it is not confirmed. No query."""
    if pair.status == PairStatus.COMPLETE:
        return EndingState.ENDED_UNSUITED if pair.was_unsuited else EndingState.ENDED
    if pair.status not in OPEN_PAIR_STATUSES:
        return None
    if proposal is None:
        return EndingState.RUNNING
    return EndingState.END_PROPOSED if proposal.kind == ProposalKind.END else EndingState.EXTENSION_PROPOSED


def ending_parties(user, pair: MentoringPair, proposal: EndingProposal | None = None) -> set[EndingParty]:
    """What the user is in the ending of this pair. Three queries at most.

    Who directs both programs answers nothing that was proposed from one of them.
    """
    if not user.is_authenticated or not user.is_active or pair.status == PairStatus.AWAITING:
        return set()
    directed = _directed_sides(user, pair)
    found = {_PARTY_OF_SIDE[side] for side in directed}
    if directed:
        found.add(EndingParty.DIRECTOR)
    if proposal is not None and proposal.side in directed:
        found.add(EndingParty.PROPOSER)
    elif proposal is not None and directed:
        found.add(EndingParty.ANSWERER)
    if not directed and is_coordinator(user) and pair_side(user, pair) is None:
        found.add(EndingParty.COORDINATOR)
    return found


def is_step_open(step: EndingStep, state: EndingState | None, parties: set[EndingParty]) -> bool:
    """Whether the table lets one of these parties take the step in this state. No query."""
    rule = ENDING_STEPS[step]
    return state in rule.states and not parties.isdisjoint(rule.parties)


def may_take_ending_step(user, step: EndingStep, pair: MentoringPair, proposal: EndingProposal | None = None) -> bool:
    """Whether the user may take this step now. `proposal` is the pair's open one."""
    return is_step_open(step, ending_state(pair, proposal), ending_parties(user, pair, proposal))


def can_close_pair(user, pair: MentoringPair) -> bool:
    """Who has a part in the ending of an open pair: a director of either program proposes, a coordinator records."""
    if pair.status not in OPEN_PAIR_STATUSES:
        return False
    return not ending_parties(user, pair).isdisjoint({EndingParty.DIRECTOR, EndingParty.COORDINATOR})


def can_have_mentoring_certificate(user, certificate: ClosureCertificate) -> bool:
    """People of its side, and coordinators."""
    side = pair_side(user, certificate.closure.pair)
    return side == certificate.side if side else is_coordinator(user)


def _directed_sides(user, pair: MentoringPair) -> set[Side]:
    programs = user.program_memberships.filter(
        program__in=(pair.mentor_id, pair.mentee_id), is_active=True, role=MembershipRole.DIRECTOR
    ).values_list("program", flat=True)
    return {Side.MENTOR if program == pair.mentor_id else Side.MENTEE for program in programs}
