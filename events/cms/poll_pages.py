"""Date polls of one gathering: proposing, reading the marks with names, deciding, withdrawing (R29)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions import polls as actions
from events.enums import PollStatus
from events.exceptions import PollRefused
from events.invitations.poll_table import poll_table
from events.invitations.words import option_words, why_not_markable
from events.links import site_address
from events.models import DatePoll

from .invitation_pages import METHODS, about
from .poll_forms import DatesFormSet, DecideForm, PollForm
from .scoped import desk_page, gathering_or_404

FOLDER = "partnership_events/polls"


@desk_page
@require_http_methods(METHODS)
def new_poll(request, pk):
    """Propose dates. What was typed stays when something is wrong."""
    gathering = gathering_or_404(pk)
    posted = request.POST if request.method == "POST" else None
    initial = {"question": _("When shall we meet for %(title)s?") % {"title": gathering.title}}
    form = PollForm(posted, gathering=gathering, initial=initial)
    dates = DatesFormSet(posted, gathering=gathering, prefix="dates")
    if posted is not None and _is_valid(form, dates):
        try:
            poll = actions.propose_dates(gathering, by=request.user, dates=dates.proposed, **form.cleaned_data)
        except PollRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The date poll is open. Send its address, or invite people to it."))
            return redirect("gathering_desk:poll", poll.pk)
    return _form_page(request, gathering, None, form, dates)


@desk_page
@require_http_methods(METHODS)
def edit_poll(request, pk):
    """Change the words of an open poll and propose more dates; those proposed stay, for programs have marked them."""
    poll = _poll_or_404(pk)
    posted = request.POST if request.method == "POST" else None
    initial = {"question": poll.question, "text": poll.text, "closes_on": poll.closes_on}
    form = PollForm(posted, gathering=poll.gathering, initial=initial)
    dates = DatesFormSet(posted, gathering=poll.gathering, least=0, prefix="dates")
    if posted is not None and _is_valid(form, dates):
        try:
            actions.change_poll(poll, by=request.user, dates=dates.proposed, **form.cleaned_data)
        except PollRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The date poll is changed."))
            return redirect("gathering_desk:poll", pk)
    return _form_page(request, poll.gathering, poll, form, dates)


@desk_page
@require_safe
def poll_detail(request, pk):
    """The totals, who marked what with names and addresses, the poll's address, and the doors to its end."""
    poll = _poll_or_404(pk)
    context = about(poll.gathering) | {
        "poll": poll,
        "is_open": poll.status == PollStatus.OPEN,
        "table": poll_table(poll, for_staff=True),
        "state": why_not_markable(poll),
        "public_url": site_address("poll", poll.gathering, poll.code),
    }
    return TemplateResponse(request, f"{FOLDER}/cms_poll.html", context)


@desk_page
@require_http_methods(METHODS)
def decide(request, pk, option_pk):
    """Ask first, with the note for the page; POST gives the gathering its date. A second decision gets a sentence."""
    poll = _poll_or_404(pk)
    option = None if option_pk > 2**62 else poll.options.filter(pk=option_pk).first()
    if option is None:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"note": poll.gathering.status_note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_poll(poll, option, by=request.user, note=form.cleaned_data["note"])
        except PollRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The date is set. Everyone who marked gets a mail."))
        return redirect("gathering_desk:poll", pk)
    if poll.status != PollStatus.OPEN:
        return redirect("gathering_desk:poll", pk)
    context = about(poll.gathering) | {
        "title": _("Choose this date?"),
        "when": option_words(poll, option),
        "question": _("The gathering's page is published with this date, and its guests are told.")
        if poll.gathering.live
        else _("The draft of the gathering gets this date and stays a draft."),
        "participant_count": poll.participants.count(),
        "form": form,
        "submit_label": _("Choose this date"),
        "back_url": reverse("gathering_desk:poll", args=[pk]),
    }
    return TemplateResponse(request, "partnership_events/invitations/cms_confirm.html", context)


@desk_page
@require_http_methods(METHODS)
def withdraw(request, pk):
    """Close a poll without a date, after a question."""
    poll = _poll_or_404(pk)
    if request.method == "POST":
        try:
            actions.withdraw_poll(poll, by=request.user)
        except PollRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The date poll is withdrawn. Everyone who marked gets a mail."))
        return redirect("gathering_desk:poll", pk)
    if poll.status != PollStatus.OPEN:
        return redirect("gathering_desk:poll", pk)
    context = about(poll.gathering) | {
        "title": _("Withdraw this date poll?"),
        "question": _("Nobody can mark dates any more, and everyone who marked gets a mail. The marks stay here."),
        "submit_label": _("Yes, withdraw it"),
        "is_dangerous": True,
        "back_url": reverse("gathering_desk:poll", args=[pk]),
    }
    return TemplateResponse(request, "partnership_events/invitations/cms_confirm.html", context)


def _is_valid(form, dates):
    """Both are checked, so that all that is wrong is said at once."""
    return all([form.is_valid(), dates.is_valid()])


def _form_page(request, gathering, poll, form, dates):
    context = about(gathering) | {
        "poll": poll,
        "form": form,
        "dates": dates,
        "known": poll_table(poll)["dates"] if poll else [],
        "zone": gathering.time_zone,
        "back_url": reverse("gathering_desk:poll", args=[poll.pk])
        if poll
        else reverse("gathering_desk:invitations", args=[gathering.pk]),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, f"{FOLDER}/cms_form.html", context, status=status)


def _poll_or_404(pk):
    poll = None
    if pk <= 2**62:
        poll = DatePoll.objects.select_related("gathering__locale", "chosen").filter(pk=pk).first()
    if poll is None:
        raise Http404
    return poll
