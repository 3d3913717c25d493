"""What a pair's page says of its ending: where it stands, and the steps that this person may take."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring_pages.actions.endings import can_be_extended
from mentoring_pages.enums import EndingParty, EndingState, EndingStep, PairStatus, ProposalKind, ProposalStatus
from mentoring_pages.models import EndingProposal, Recognition
from mentoring_pages.people import name_of
from mentoring_pages.permissions import ending_parties, ending_state, is_step_open, may_take_ending_step
from resources.dates_in_words import short_date


def ending_of(user, pair):
    """The context of components `endings/panel.html`; None while nobody has anything to do. Four queries at most."""
    proposal = EndingProposal.objects.open_of(pair)
    state = ending_state(pair, proposal)
    if state is None:
        return None
    parties = ending_parties(user, pair, proposal)

    def may(step):
        return is_step_open(step, state, parties)

    is_over = state in (EndingState.ENDED, EndingState.ENDED_UNSUITED)
    last = None if is_over else _last_answer(pair, proposal)
    return {
        "is_over": is_over,
        "farewell_url": reverse("members:farewell", args=[pair.code]) if is_over else "",
        "proposal": _proposal_words(pair, proposal) if proposal else "",
        "answer_url": _url("ending-answer", pair) if may(EndingStep.CONFIRM) else "",
        "take_back_url": _url("ending-take-back", pair) if may(EndingStep.TAKE_BACK) else "",
        "propose_url": _url("pair-close", pair) if may(EndingStep.PROPOSE_END) else "",
        "record_url": _url("pair-close", pair) if may(EndingStep.RECORD) else "",
        "extend_url": (
            _url("extension-propose", pair) if may(EndingStep.PROPOSE_EXTENSION) and can_be_extended(pair) else ""
        ),
        "last_answer": last,
        "waits_for_director": bool(proposal) and not parties,
        "last_day": short_date(pair.last_day),
        "is_extended": pair.extended_to is not None,
        "is_mentee": EndingParty.MENTEE in parties,
    }


def proposal_to_answer(user, pair):
    """The `ProposalKind` that the other side proposed and the user may answer; None otherwise. Two queries at most."""
    proposal = EndingProposal.objects.open_of(pair)
    if proposal is None or not may_take_ending_step(user, EndingStep.CONFIRM, pair, proposal):
        return None
    return ProposalKind(proposal.kind)


def may_thank_now(user, pair):
    """Whether the user's program was mentored and has not written its thanks. Two queries at most."""
    if pair.status != PairStatus.COMPLETE or not may_take_ending_step(user, EndingStep.THANK, pair):
        return False
    return not Recognition.objects.filter(pair=pair).exclude(thanked_at=None).exists()


def _url(name, pair):
    return reverse(f"members:{name}", args=[pair.code])


def _proposal_words(pair, proposal):
    values = {
        "program": pair.program_of(proposal.side),
        "name": name_of(proposal.proposed_by),
        "day": short_date(proposal.last_day),
    }
    if proposal.kind == ProposalKind.END:
        return _("%(name)s of %(program)s proposes to end your work together, with %(day)s as its last day.") % values
    return _("%(name)s of %(program)s would like to go on until %(day)s.") % values


def _last_answer(pair, proposal):
    """The "not yet" to the last proposal, as long as nothing new is proposed."""
    if proposal is not None:
        return None
    last = EndingProposal.objects.filter(pair=pair).select_related("answered_by").first()
    if last is None or last.status != ProposalStatus.NOT_YET:
        return None
    return {"name": name_of(last.answered_by), "text": last.answer, "kind": last.get_kind_display()}
