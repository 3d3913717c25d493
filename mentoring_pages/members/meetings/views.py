"""A pair's meetings: proposed by one side, agreed on by the other, moved, called off, and logged by one tap."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions import meeting_outcomes, meetings
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import MeetingStatus
from mentoring_pages.members import access
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.permissions import can_arrange_meeting, pair_side

from .forms import HowForm, TimesForm
from .rows import meetings_with_times, row_of

FOLDER = "mentoring_pages/members/meetings"


@require_safe
@member_required
def meeting_list(request, pair_code):
    """What waits for an answer, what is coming, and what was."""
    pair = access.get_pair_or_404(request.user, pair_code)
    side = pair_side(request.user, pair)
    rows = [row_of(meeting, side) for meeting in meetings_with_times(pair)]
    can_arrange = can_arrange_meeting(request.user, pair)
    url = reverse("members:meeting-propose", args=[pair.code])
    context = {
        "to_settle": [row for row in rows if row["has_begun"]] if can_arrange else [],
        "open": [row for row in rows if row["meeting"].status == MeetingStatus.OPEN],
        "coming": [row for row in rows if row["is_coming"]][::-1],
        "past": [row for row in rows if not row["is_open"] and not (row["has_begun"] and can_arrange)],
        "can_arrange": can_arrange,
        "actions": [{"title": _("Propose a meeting"), "url": url, "style": "accent"}] if can_arrange else [],
        "pair_line": pair_line(pair),
        "calendars_url": reverse("members:calendar-list"),
        "view_title": _("Meetings"),
    }
    return members_page(request, f"{FOLDER}/meeting_list.html", context, section="meetings", pair=pair)


@require_safe
@member_required
def meeting_detail(request, pair_code, code):
    """One meeting, and what can be done with it now."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    pair = meeting.pair
    context = {
        "row": row_of(meeting, pair_side(request.user, pair)),
        "can_arrange": can_arrange_meeting(request.user, pair),
        "list_url": reverse("members:meeting-list", args=[pair.code]),
        "log_url": reverse("members:contact-list", args=[pair.code]),
        "pair_line": pair_line(pair),
        "view_title": _("A meeting"),
    }
    return members_page(request, f"{FOLDER}/meeting_detail.html", context, section="meetings", pair=pair)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def meeting_propose(request, pair_code):
    """Propose up to three times for a meeting."""
    pair = access.get_pair_or_404(request.user, pair_code)
    return _times_page(request, pair, None, _("Propose a meeting"))


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def meeting_move(request, pair_code, code):
    """Propose other times; an agreed time stays until the other side takes one of them."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    return _times_page(request, meeting.pair, meeting, _("Propose other times"))


@require_POST
@member_required
def meeting_agree(request, pair_code, code):
    """Agree to one of the times that the other side proposed."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    return _step(
        request,
        meeting,
        lambda: meetings.agree_time(meeting, _code(request.POST.get("time")), by=request.user),
        _("Agreed. Both of you get a mail for your calendars, and it is in your personal calendars here."),
    )


@require_POST
@member_required
def meeting_refuse(request, pair_code, code):
    """Say that none of the other side's times fits."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    return _step(
        request,
        meeting,
        lambda: meetings.refuse_times(meeting, by=request.user),
        _("The other side gets a mail that none of these times fits. You can propose others yourself."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def meeting_edit(request, pair_code, code):
    """Change how, where or how long an agreed meeting is."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    if not can_arrange_meeting(request.user, meeting.pair):
        raise PermissionDenied
    form = HowForm(posted(request), given=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.change_how(meeting, by=request.user, **form.how())
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Changed. Both of you get a mail that changes your calendars."))
            return redirect("members:meeting-detail", meeting.pair.code, meeting.code)
    context = {
        "form": form,
        "fieldsets": None,
        "view_title": _("Change place or length"),
        "cancel_url": reverse("members:meeting-detail", args=[meeting.pair.code, meeting.code]),
        "submit_label": _("Save the change"),
    }
    return _form_page(request, meeting.pair, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def meeting_cancel(request, pair_code, code):
    """Call a meeting off, or take a proposal back; asks first."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    if not can_arrange_meeting(request.user, meeting.pair):
        raise PermissionDenied
    is_agreed = meeting.status == MeetingStatus.AGREED
    if request.method == "POST":
        return _step(
            request,
            meeting,
            lambda: meetings.cancel_meeting(meeting, by=request.user),
            _("The meeting is cancelled. Both of you get a mail that takes it out of your calendars.")
            if is_agreed
            else _("The proposal is taken back. The other side gets a mail."),
        )
    row = row_of(meeting, None)
    context = {
        "question": _("Cancel the meeting of %(when)s?") % {"when": row["title"]}
        if is_agreed
        else _("Take this proposal back?"),
        "text": _("Both of you get a mail, and your calendars show it as cancelled. To move it, propose other times.")
        if is_agreed
        else _("The other side gets a mail. You can propose new times whenever you like."),
        "submit_label": _("Cancel this meeting") if is_agreed else _("Take it back"),
        "cancel_url": row["urls"]["detail"],
        "pair_line": pair_line(meeting.pair),
        "view_title": _("Cancel a meeting"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="meetings", pair=meeting.pair)


@require_POST
@member_required
def meeting_settle(request, pair_code, code):
    """ "We met" logs the contact, "It did not happen" a try."""
    meeting = access.get_meeting_or_404(request.user, pair_code, code)
    if not can_arrange_meeting(request.user, meeting.pair):
        raise PermissionDenied
    is_held = request.POST.get("outcome") == "held"
    act = meeting_outcomes.log_held if is_held else meeting_outcomes.log_not_held
    done = (
        _("Logged. You can add topics and a note in the log.")
        if is_held
        else _("Logged as a try. Propose a new time when you are ready.")
    )
    return _step(request, meeting, lambda: act(meeting, by=request.user), done)


def _step(request, meeting, act, done):
    """Take one step and go to the meeting's page; a refusal is said there."""
    if not can_arrange_meeting(request.user, meeting.pair) and meeting.pair.status != "complete":
        raise PermissionDenied
    try:
        act()
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("members:meeting-detail", meeting.pair.code, meeting.code)


def _times_page(request, pair, meeting, title):
    side = pair_side(request.user, pair)
    if not can_arrange_meeting(request.user, pair) and not (side and request.method == "POST"):
        raise PermissionDenied
    given = _given(meeting, side)
    data = posted(request) if request.method == "POST" else typed_before(request)
    form = TimesForm(data, zone=pair.cycle.zone, given=given)
    if request.method == "POST" and form.is_valid():
        try:
            made = meetings.propose_times(
                pair, by=request.user, moments=form.cleaned_data["moments"], meeting=meeting, **form.how()
            )
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Proposed. The other side gets a mail and takes one, or proposes others."))
            return redirect("members:meeting-detail", pair.code, made.code)
    back = ("meeting-detail", [pair.code, meeting.code]) if meeting else ("meeting-list", [pair.code])
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "view_title": title,
        "cancel_url": reverse(f"members:{back[0]}", args=back[1]),
        "submit_label": _("Propose these times"),
    }
    return _form_page(request, pair, form, context)


def _given(meeting, side):
    """What the form begins with: this side's last proposal, else what stands on the meeting or the other side wrote."""
    if meeting is None:
        return None
    times = list(meeting.times.all())
    own = next((time for time in times if time.side == side), None)
    agreed = meeting if meeting.status == MeetingStatus.AGREED else None
    return own or agreed or next(iter(times), None)


def _form_page(request, pair, form, context):
    context |= {
        "pair_line": pair_line(pair),
        "reader_note": _("Both programs read it. Coordinators see when you meet and how, not the link."),
    }
    return members_page(
        request, f"{FOLDER}/meeting_form.html", context, section="meetings", pair=pair, status=status_of(form)
    )


def _code(text):
    """The code of a time as posted; one that is none finds nothing."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
