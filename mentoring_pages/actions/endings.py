"""Ending a pair, or going on after the season, by agreement of both sides (R18, R87, T3)."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.enums import (
    ClosedBy,
    EndingStep,
    PairAct,
    PairStatus,
    ProposalKind,
    ProposalStatus,
    Side,
    other_side,
)
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import EndingProposal, MentoringPair
from mentoring_pages.people import name_of
from mentoring_pages.permissions import may_take_ending_step, pair_side
from resources.dates_in_words import short_date

from .errors import Incomplete, WrongState
from .history import note_pair
from .pair_lock import locked_pair
from .pairs import (
    AlreadyClosed,
    check_last_day,
    complete,
    confirm_by_mail,
    overtake,
)
from .refusals import NotAllowed, TransitionError

LONGEST_ANSWER = 500


class AlreadyProposed(TransitionError):
    """A pair has one open proposal at most."""

    def __init__(self):
        super().__init__(_("There is a proposal already. Answer it or take it back first."))


@transaction.atomic
def propose_ending(pair, *, by, reason, method, last_day, goals_reached="") -> EndingProposal:
    """Propose to the other side that the work ends. It gets a mail. The same proposal twice is one.

    Raises AlreadyClosed, AlreadyProposed, NotAllowed, Incomplete for a day that can't be.
    """
    values = {"reason": reason, "method": method, "last_day": last_day, "goals_reached": goals_reached}
    return _propose(pair, ProposalKind.END, by, values, check=check_last_day, mail="ending_proposed")


@transaction.atomic
def propose_extension(pair, *, by, last_day, note="") -> EndingProposal:
    """Propose to the other side to go on after the season, until `last_day`. It gets a mail.

    Raises as `propose_ending`; Incomplete too for a day that is no extension, or beyond what the cycle allows.
    """
    values = {"last_day": last_day, "note": note}
    return _propose(pair, ProposalKind.EXTEND, by, values, check=check_extension, mail="extension_proposed")


@transaction.atomic
def confirm_proposal(proposal, *, by) -> MentoringPair:
    """Agree as the other side: the pair ends, or goes on until the proposed day. Both get a mail. Returns the pair.

    Raises WrongState if the proposal was taken back, answered or overtaken meanwhile; AlreadyClosed, NotAllowed.
    """
    pair, proposal = _held(proposal, EndingStep.CONFIRM, by)
    if proposal.kind == ProposalKind.EXTEND:
        check_extension(pair, proposal.last_day)
        _answer(proposal, ProposalStatus.CONFIRMED, by)
        _extend(pair, proposal.last_day, by)
        return pair
    check_last_day(pair, proposal.last_day)
    _answer(proposal, ProposalStatus.CONFIRMED, by)
    closure = complete(
        pair,
        reason=proposal.reason,
        method=proposal.method,
        ended_on=proposal.last_day,
        goals_reached=proposal.goals_reached,
        recorded_by=proposal.proposed_by,
        confirmed_by=by,
        closed_by=ClosedBy.AGREED,
    )
    confirm_by_mail(pair, closure)
    return pair


@transaction.atomic
def say_not_yet(proposal, *, by, answer) -> EndingProposal:
    """Decline as the other side, with a sentence that the proposing side reads. Returns the proposal.

    Raises as `confirm_proposal`; Incomplete without a sentence.
    """
    pair, proposal = _held(proposal, EndingStep.NOT_YET, by)
    answer = answer.strip()
    if not answer or len(answer) > LONGEST_ANSWER:
        raise Incomplete(_("Write a sentence, so that they know why."))
    _answer(proposal, ProposalStatus.NOT_YET, by, answer)
    _tell("ending_not_yet", pair, Side(proposal.side), by, proposal)
    return proposal


@transaction.atomic
def take_back(proposal, *, by) -> EndingProposal:
    """Take back what one's own side proposed. The other side gets a mail. Raises as `confirm_proposal`."""
    pair, proposal = _held(proposal, EndingStep.TAKE_BACK, by)
    _answer(proposal, ProposalStatus.TAKEN_BACK, by)
    _tell("ending_taken_back", pair, other_side(proposal.side), by, proposal)
    return proposal


@transaction.atomic
def extend_pair(pair, *, by, last_day) -> MentoringPair:
    """Record an agreed extension as a coordinator. An open proposal is overtaken; both sides get a mail.

    Raises AlreadyClosed, NotAllowed, Incomplete.
    """
    pair = locked_pair(pair)
    proposal = EndingProposal.objects.open_of(pair)
    if not may_take_ending_step(by, EndingStep.EXTEND, pair, proposal):
        raise AlreadyClosed if pair.status == PairStatus.COMPLETE else NotAllowed
    check_extension(pair, last_day)
    overtake(pair)
    _extend(pair, last_day, by)
    return pair


def latest_extension(pair) -> datetime.date:
    """The last day until which the cycle lets the pair go on. The pair's cycle is read."""
    return pair.cycle.ends_on + datetime.timedelta(days=pair.cycle.extension_days)


def can_be_extended(pair) -> bool:
    """Whether any later day is left that a pair could agree on."""
    return max(latest_extension(pair), pair.last_day) > max(pair.last_day, timezone.localdate())


def check_extension(pair, day) -> None:
    """Refuse a day that is no extension, or later than the cycle allows. Raises Incomplete."""
    latest = latest_extension(pair)
    if not can_be_extended(pair):
        raise Incomplete(_("In this season a pair can't go on any longer. Ask the coordinators."))
    if day <= pair.last_day:
        raise Incomplete(_("You have until %(day)s already. Choose a later day.") % {"day": short_date(pair.last_day)})
    if day <= timezone.localdate():
        raise Incomplete(_("Choose a day that is still to come."))
    if day > latest:
        raise Incomplete(_("In this season a pair can go on until %(day)s.") % {"day": short_date(latest)})


def _propose(pair, kind, by, values, *, check, mail):
    step = EndingStep.PROPOSE_END if kind == ProposalKind.END else EndingStep.PROPOSE_EXTENSION
    pair = locked_pair(pair)
    proposal = EndingProposal.objects.open_of(pair)
    if proposal is not None and may_take_ending_step(by, step, pair):
        if proposal.proposed_by_id == by.pk and all(getattr(proposal, name) == values[name] for name in values):
            # A double click.
            return proposal
        raise AlreadyProposed
    if not may_take_ending_step(by, step, pair, proposal):
        raise AlreadyClosed if pair.status == PairStatus.COMPLETE else NotAllowed
    check(pair, values["last_day"])
    side = pair_side(by, pair)
    try:
        with transaction.atomic():
            proposal = EndingProposal.objects.create(pair=pair, kind=kind, side=side, proposed_by=by, **values)
    except IntegrityError as error:
        raise AlreadyProposed from error
    _tell(mail, pair, other_side(side), by, proposal)
    return proposal


def _held(proposal, step, by):
    """(locked pair, the proposal as it is now), if `by` may take the step. It must still be the pair's open one."""
    pair = locked_pair(proposal.pair)
    current = EndingProposal.objects.open_of(pair)
    if current is None or current.pk != proposal.pk:
        raise AlreadyClosed if pair.status == PairStatus.COMPLETE else WrongState
    if not may_take_ending_step(by, step, pair, current):
        raise NotAllowed
    return pair, current


def _answer(proposal, status, by, answer=""):
    proposal.status, proposal.answer = status, answer
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.save()


def _extend(pair, day, by):
    pair.extended_to = day
    pair.save(update_fields=["extended_to"])
    note_pair(pair, PairAct.EXTENDED, by=by)
    context = {"mentor": pair.mentor.name, "mentee": pair.mentee.name, "day": short_date(day)}
    addresses = [*addresses_of(pair.mentor), *addresses_of(pair.mentee)]
    send_after_commit("pair_extended", addresses, context, link=("members:pair-detail", [pair.code]))


def _tell(template, pair, side, by, proposal):
    program = pair.program_of(side)
    context = {
        "program": program.name,
        "other": pair.partner_of(side).name,
        "name": name_of(by),
        "day": short_date(proposal.last_day),
        "is_ending": proposal.kind == ProposalKind.END,
    }
    name = "members:ending-answer" if template.endswith("proposed") else "members:pair-detail"
    send_after_commit(template, addresses_of(program), context, link=(name, [pair.code]))
