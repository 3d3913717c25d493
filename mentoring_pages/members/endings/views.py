"""Ending a pair, or going on after the season: one side proposes, the other answers (R18, R87, T3)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.endings import (
    can_be_extended,
    confirm_proposal,
    latest_extension,
    propose_ending,
    propose_extension,
    say_not_yet,
    take_back,
)
from mentoring_pages.actions.pairs import close_pair
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import EndingStep, GoalStatus, PairStatus, ProposalKind
from mentoring_pages.members import access
from mentoring_pages.members.kept_forms import keeps_typed, typed_data
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, status_of
from mentoring_pages.models import EndingProposal, Goal
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_close_pair, may_take_ending_step
from resources.dates_in_words import short_date

from .forms import ClosureForm, ExtensionForm, NotYetForm

FOLDER = "mentoring_pages/members/endings"


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def pair_close(request, code):
    """Propose the ending to the other side; a coordinator records it."""
    pair = access.get_pair_or_404(request.user, code)
    if not can_close_pair(request.user, pair):
        return _too_late(request, pair)
    proposal = EndingProposal.objects.open_of(pair)
    records = may_take_ending_step(request.user, EndingStep.RECORD, pair, proposal)
    if proposal and not records:
        messages.info(request, _("There is a proposal already. Answer it or take it back first."))
        return redirect("members:pair-detail", pair.code)
    form = ClosureForm(typed_data(request), user=request.user, pair=pair, initial={"goals_reached": _reached(pair)})
    if request.method == "POST" and form.is_valid():
        try:
            _end(request, pair, form.cleaned_data, records=records)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("members:farewell" if records else "members:pair-detail", pair.code)
    context = {
        "lead": _record_lead() if records else _propose_lead(),
        "view_title": _("Record the ending") if records else _("Propose to end your work together"),
        "submit_label": _("Record the ending") if records else _("Propose it to the other side"),
        "reader_note": _("Both programs of the pair and the coordinators read this."),
    }
    return _form_page(request, pair, form, context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def extension_propose(request, code):
    """Propose to the other side to go on after the season."""
    pair = access.get_pair_or_404(request.user, code)
    proposal = EndingProposal.objects.open_of(pair)
    if not may_take_ending_step(request.user, EndingStep.PROPOSE_EXTENSION, pair):
        return _too_late(request, pair)
    if proposal or not can_be_extended(pair):
        messages.info(
            request,
            _("There is a proposal already. Answer it or take it back first.")
            if proposal
            else _("In this season a pair can't go on any longer. Ask the coordinators."),
        )
        return redirect("members:pair-detail", pair.code)
    form = ExtensionForm(typed_data(request), user=request.user, pair=pair)
    if request.method == "POST" and form.is_valid():
        try:
            propose_extension(pair, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Proposed. The other side gets a mail; you go on when they agree."))
            return redirect("members:pair-detail", pair.code)
    context = {
        "lead": _(
            "Your season ends on %(day)s, and you can go on until %(latest)s. The number of contacts that the season "
            "asks for stays the same."
        )
        % {"day": short_date(pair.last_day), "latest": short_date(latest_extension(pair))},
        "view_title": _("Propose to go on"),
        "submit_label": _("Propose it to the other side"),
        "reader_note": _("Both programs of the pair and the coordinators read this."),
    }
    return _form_page(request, pair, form, context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def ending_answer(request, code):
    """What the other side proposed, to confirm or to answer with "not yet"."""
    pair = access.get_pair_or_404(request.user, code)
    proposal = EndingProposal.objects.open_of(pair)
    if proposal is None:
        return _gone(request, pair)
    if not may_take_ending_step(request.user, EndingStep.CONFIRM, pair, proposal):
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("proposal", "") not in ("", str(proposal.code)):
        # Another proposal stands now than the one that was read.
        messages.warning(request, _("This proposal has changed meanwhile, so nothing was done. Here is the new one."))
        return redirect("members:ending-answer", pair.code)
    confirms = "confirm" in request.POST
    data = None if confirms else typed_data(request)
    form = NotYetForm(data, user=request.user, initial={"proposal": proposal.code})
    if request.method == "POST" and (confirms or form.is_valid()):
        try:
            return _answered(request, pair, proposal, form, confirms=confirms)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            if confirms:
                return redirect("members:pair-detail", pair.code)
            form.add_error(None, refusal.message)
    is_ending = proposal.kind == ProposalKind.END
    context = {
        "form": form,
        "proposal": proposal,
        "facts": _facts(pair, proposal),
        "pair_line": pair_line(pair),
        "view_title": _("End your work together?") if is_ending else _("Go on together?"),
        "lead": _lead_of(pair, proposal),
        "confirm_label": _("Confirm the ending") if is_ending else _("Agree to go on"),
        "confirm_text": (
            _("After this the plan and the log of contacts stay as they are. Your journal stays yours.")
            if is_ending
            else _("Plan, contacts and journals stay open until that day.")
        ),
        "cancel_url": reverse("members:pair-detail", args=[pair.code]),
    }
    return members_page(
        request, f"{FOLDER}/ending_answer.html", context, section="pair", pair=pair, status=status_of(form)
    )


@require_POST
@member_required
def ending_take_back(request, code):
    """Take back what one's own side proposed."""
    pair = access.get_pair_or_404(request.user, code)
    proposal = EndingProposal.objects.open_of(pair)
    if proposal is None:
        return _gone(request, pair)
    try:
        take_back(proposal, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken back. The other side gets a mail, and your pair goes on as before."))
    return redirect("members:pair-detail", pair.code)


def _end(request, pair, typed, *, records):
    if records:
        close_pair(pair, by=request.user, **typed)
        messages.success(request, _("The ending is recorded. Both programs get a mail that confirms it."))
        return
    propose_ending(pair, by=request.user, last_day=typed.pop("ended_on"), **typed)
    messages.success(request, _("Proposed. The other side gets a mail; your pair ends when they confirm it."))


def _answered(request, pair, proposal, form, *, confirms):
    if not confirms:
        say_not_yet(proposal, by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, _("They get a mail and read your sentence. Nothing has changed."))
        return redirect("members:pair-detail", pair.code)
    pair = confirm_proposal(proposal, by=request.user)
    if pair.status == PairStatus.COMPLETE:
        messages.success(request, _("Confirmed. Both programs get a mail."))
        return redirect("members:farewell", pair.code)
    messages.success(request, _("Agreed. You go on until %(day)s.") % {"day": short_date(pair.last_day)})
    return redirect("members:pair-detail", pair.code)


def _too_late(request, pair):
    """For who opens a form of an open pair: 403, or the farewell with a sentence if it ended meanwhile."""
    if pair.status == PairStatus.COMPLETE and request.method != "POST":
        messages.info(request, _("The ending of this pair is already recorded."))
        return redirect("members:farewell", pair.code)
    raise PermissionDenied


def _gone(request, pair):
    if not can_close_pair(request.user, pair):
        return _too_late(request, pair)
    messages.info(request, _("There is no proposal to answer: it was taken back or answered. Nothing has changed."))
    return redirect("members:pair-detail", pair.code)


def _facts(pair, proposal):
    facts = [{"label": _("Last day"), "value": short_date(proposal.last_day)}]
    if proposal.kind == ProposalKind.END:
        facts += [
            {"label": _("Reason"), "value": proposal.reason},
            {"label": _("How it is confirmed"), "value": proposal.get_method_display()},
        ]
    facts += [
        {"label": label, "value": text}
        for label, text in (
            (_("What you reached together"), proposal.goals_reached),
            (_("What they would still like to do"), proposal.note),
        )
        if text
    ]
    return facts


def _lead_of(pair, proposal):
    values = {"name": name_of(proposal.proposed_by), "program": pair.program_of(proposal.side)}
    if proposal.kind == ProposalKind.END:
        return (
            _("%(name)s of %(program)s proposes that your work together ends. Nothing ends until you agree.") % values
        )
    return _("%(name)s of %(program)s would like to go on after the season. Nothing changes until you agree.") % values


def _record_lead():
    return _(
        "After this the plan and the log of contacts stay as they are. Journals stay open to those who wrote them, and "
        "the last evaluation can still be answered."
    )


def _propose_lead():
    return _(
        "Talk it over first: what went well, what was hard, how you stay in touch. Then one of you proposes the ending "
        "here and the other confirms it. Until then nothing changes."
    )


def _form_page(request, pair, form, context):
    context = {
        "form": form,
        "pair_line": pair_line(pair),
        "cancel_url": reverse("members:pair-detail", args=[pair.code]),
        **context,
    }
    return members_page(
        request, f"{FOLDER}/ending_form.html", context, section="pair", pair=pair, status=status_of(form)
    )


def _reached(pair):
    reached = Goal.objects.filter(plan__pair=pair, status=GoalStatus.REACHED).values_list("text", flat=True)
    return "\n".join(reached)[:2_000]
