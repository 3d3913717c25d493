"""Requests as lists and one by one: sending, taking back, and the mentor's answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.availability import set_availability
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.request_answers import accept_choice, decline_choice
from mentoring_pages.actions.requests import send_request, withdraw_request
from mentoring_pages.directory.profile import fact_groups
from mentoring_pages.enums import Availability, ChoiceStatus, PairStatus, RequestStatus
from mentoring_pages.facts import Viewer, visible_facts
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringCycle, MentoringPair, Program
from mentoring_pages.permissions import (
    can_answer_choice,
    can_edit_request,
    can_withdraw_request,
)
from mentoring_pages.roles import is_coordinator

from .eligibility import mentors_of, places_to_start
from .forms import AcceptForm, AvailabilityForm, DeclineForm
from .standing import REQUEST_BADGES, answer_in_words, asked_row, choice_items, own_row, sending_in_words, standing
from .steps import step_url, stepper
from .wishes import judged_wishes, wish_rows

ROWS_A_PAGE = 30


@require_safe
@member_required
def request_list(request):
    """The requests of one's own programs, and those in which one of them was asked."""
    programs = Program.objects.of_user(request.user)
    own = (
        MatchRequest.objects.filter(program__in=programs)
        .select_related("program", "cycle")
        .prefetch_related("choices__mentor")
    )
    asked = (
        MatchChoice.objects.asked()
        .filter(mentor__in=programs)
        .select_related("request__program", "mentor")
        .order_by("-asked_at", "-pk")
    )
    own_page = Paginator(own, ROWS_A_PAGE).get_page(request.GET.get("page"))
    asked_page = Paginator(asked, ROWS_A_PAGE).get_page(request.GET.get("asked"))
    places = places_to_start(request.user, MentoringCycle.objects.current())
    context = {
        "own_page": own_page,
        "own_rows": [own_row(match_request) for match_request in own_page],
        "asked_page": asked_page,
        "asked_rows": [asked_row(choice) for choice in asked_page],
        "can_begin": bool(places.free),
        "mentors": mentors_of(request.user),
        "view_title": _("Requests"),
    }
    return members_page(request, "mentoring_pages/members/requests/request_list.html", context, section="requests")


@require_safe
@member_required
def request_detail(request, code):
    """One request: for the program that asks, or for a mentor that was asked."""
    match_request = access.get_request_or_404(request.user, code)
    return _detail(request, match_request)


@require_POST
@member_required
def request_send(request, code):
    """Send a draft."""
    match_request = access.get_request_or_404(request.user, code)
    try:
        asked = send_request(match_request, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        names = ", ".join(choice.mentor.name for choice in asked)
        messages.success(request, _("Sent to %(names)s. We write to you when there is an answer.") % {"names": names})
    return redirect("members:request-detail", code)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def request_withdraw(request, code):
    """Ask once more, then take the request back."""
    match_request = access.get_request_or_404(request.user, code)
    if not can_withdraw_request(request.user, match_request):
        raise PermissionDenied
    if request.method == "POST":
        try:
            withdraw_request(match_request, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:request-detail", code)
        messages.success(request, _("Done. You can begin a new request at any time."))
        return redirect("members:request-list")
    is_sent = match_request.status != RequestStatus.DRAFT
    context = {
        "view_title": _("Take the request back") if is_sent else _("Close the draft"),
        "question": _("Take this request back?") if is_sent else _("Close this draft?"),
        "text": _("The mentors you asked are told that they need not answer.")
        if is_sent
        else _("The draft is closed and can't be sent any more."),
        "submit_label": _("Take it back") if is_sent else _("Close it"),
        "cancel_url": step_url("send", match_request),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="requests")


@require_POST
@member_required
def choice_accept(request, code, choice_pk):
    """Say yes: the two programs are a pair, or wait for a coordinator to confirm it."""
    choice = access.get_choice_or_404(request.user, code, choice_pk)
    form = AcceptForm(request.POST)
    try:
        pair = accept_choice(choice, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return redirect("members:request-detail", code)
    _pause_if_wanted(request, form, choice.mentor)
    if pair.status == PairStatus.AWAITING:
        messages.success(request, _("Thank you for saying yes. A coordinator confirms it; we write to you then."))
        return redirect("members:request-detail", code)
    messages.success(request, _("You are a pair now. Propose a day for your first meeting."))
    return redirect("members:pair-detail", pair.code)


@require_POST
@member_required
def choice_decline(request, code, choice_pk):
    """Say no, with a reason for staff."""
    choice = access.get_choice_or_404(request.user, code, choice_pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, choice.request, decline_form=form, status=422)
    try:
        decline_choice(choice, by=request.user, reason=form.cleaned_data["reason"])
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return redirect("members:request-detail", code)
    messages.success(request, _("Thank you for answering. We tell the program kindly, without your reason."))
    _pause_if_wanted(request, form, choice.mentor)
    return redirect("members:request-list")


@require_POST
@member_required
def request_availability(request):
    """Take a break from requests, or end it; it counts at once."""
    form = AvailabilityForm(request.POST, programs=Program.objects.of_user(request.user))
    if form.is_valid():
        program, availability = form.cleaned_data["program"], form.cleaned_data["availability"]
        _set_availability(request, program, availability)
    else:
        messages.error(request, _("That was not possible. Nothing was changed."))
    return redirect("members:request-list")


def _pause_if_wanted(request, form, mentor):
    if form.is_valid() and form.cleaned_data["pauses"]:
        _set_availability(request, mentor, Availability.PAUSED)


def _set_availability(request, program, availability):
    try:
        set_availability(program, availability, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return
    if availability == Availability.PAUSED:
        text = _("%(name)s takes a break: no program can ask you until you end it here.")
    else:
        text = _("%(name)s takes requests again.")
    messages.success(request, text % {"name": program.name})


def _detail(request, match_request, *, decline_form=None, status=200):
    is_own = Program.objects.of_user(request.user).filter(pk=match_request.program_id).exists()
    if is_own or is_coordinator(request.user):
        return _own_detail(request, match_request, is_own=is_own)
    return _asked_detail(request, match_request, decline_form, status)


def _own_detail(request, match_request, *, is_own):
    choices = list(match_request.choices.select_related("mentor").with_shows_reason(request.user.pk))
    needs = list(match_request.needs.select_related("topic"))
    send_label, send_text = sending_in_words(match_request, choices)
    can_edit = can_edit_request(request.user, match_request)
    pair = MentoringPair.objects.visible_to(request.user).filter(
        cycle=match_request.cycle_id, mentee=match_request.program_id, choice__request=match_request
    )
    context = {
        "match_request": match_request,
        "is_own": is_own,
        "badge_label": match_request.get_status_display(),
        "badge_kind": REQUEST_BADGES[RequestStatus(match_request.status)],
        "standing": standing(match_request, choices),
        "is_draft": match_request.status == RequestStatus.DRAFT,
        "steps": stepper("send", match_request, has_needs=bool(needs), has_choices=bool(choices))
        if can_edit and match_request.status == RequestStatus.DRAFT
        else None,
        "edit_urls": {step: step_url(step, match_request) for step in ("needs", "wishes", "mentors")}
        if can_edit
        else None,
        "can_withdraw": can_withdraw_request(request.user, match_request),
        "needs": needs,
        "wishes": wish_rows(match_request),
        "choices": choices,
        "choice_items": choice_items(choices, with_reasons=not is_own),
        "send_label": send_label if needs else "",
        "send_text": send_text,
        "pair": pair.first() if match_request.status == RequestStatus.MATCHED else None,
        "view_title": _("Request of %(program)s") % {"program": match_request.program},
    }
    return members_page(request, "mentoring_pages/members/requests/request_detail.html", context, section="requests")


def _asked_detail(request, match_request, decline_form, status):
    """What a mentor that was asked reads. Once the question is settled without a yes, what was asked is not shown."""
    programs = Program.objects.of_user(request.user)
    choices = match_request.choices.asked().filter(mentor__in=programs).select_related("mentor", "request")
    choice = min(choices, key=lambda one: (one.status != ChoiceStatus.ASKED, one.rank))
    can_answer = can_answer_choice(request.user, choice)
    # After a yes as long as the pair lasts: what the program tells of itself later is not for a former mentor.
    reads_needs = can_answer or MentoringPair.objects.holding().filter(choice=choice).exists()
    facts = match_request.program.facts if reads_needs else None
    context = {
        "match_request": match_request,
        "choice": choice,
        "can_answer": can_answer,
        "reads_needs": reads_needs,
        "answer": answer_in_words(choice),
        "needs": list(match_request.needs.select_related("topic")) if reads_needs else [],
        "fact_groups": fact_groups(visible_facts(facts, Viewer.MEMBER)) if facts else [],
        "wishes": judged_wishes(match_request) if reads_needs else [],
        "accept_form": AcceptForm(auto_id="accept_%s"),
        "decline_form": decline_form or DeclineForm(),
        "decline_is_open": bool(decline_form),
        "places_left": _places_left(choice.mentor),
        "view_title": _("%(program)s asks for a mentor") % {"program": match_request.program},
    }
    return members_page(
        request, "mentoring_pages/members/requests/request_asked.html", context, section="requests", status=status
    )


def _places_left(mentor):
    page = getattr(mentor, "mentor_page", None)
    return page.places_left if page else 0
