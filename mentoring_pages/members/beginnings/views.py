"""A pair's first meeting, agreed on by both sides, and whether it fits, each side for itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.meetings import answer_fit, has_met, pick_date, propose_dates
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import FitCheck
from mentoring_pages.permissions import can_answer_fit, can_arrange_meeting, pair_side

from .forms import DatesForm, FitForm


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def meeting_propose(request, code):
    """Propose up to three dates for the first meeting."""
    pair = access.get_pair_or_404(request.user, code)
    if not can_arrange_meeting(request.user, pair):
        raise PermissionDenied
    form = DatesForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            propose_dates(pair, by=request.user, moments=form.cleaned_data["moments"], place=form.cleaned_data["place"])
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Proposed. The other side gets a mail and picks one."))
            return redirect("members:pair-detail", pair.code)
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "pair_line": pair_line(pair),
        "view_title": _("Propose dates for the first meeting"),
        "cancel_url": reverse("members:pair-detail", args=[pair.code]),
        "submit_label": _("Propose these dates"),
        "reader_note": _("Both programs and coordinators see the dates."),
    }
    return _form_page(request, pair, form, context)


@require_POST
@member_required
def meeting_pick(request, code, date_code):
    """Agree to one of the dates that the other side proposed."""
    meeting_date = access.get_meeting_date_or_404(request.user, code, date_code)
    try:
        pick_date(meeting_date, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Agreed. Both of you get a mail, and the day is in your personal calendars."))
    return redirect("members:pair-detail", code)


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def fit_check(request, code):
    """Say for one's own side whether it fits. The other side never reads it."""
    pair = access.get_pair_or_404(request.user, code)
    if not can_answer_fit(request.user, pair):
        raise PermissionDenied
    if not has_met(pair):
        messages.info(request, _("You are asked after your first meeting. Log it under Contacts when you have met."))
        return redirect("members:pair-detail", pair.code)
    check = FitCheck.objects.filter(pair=pair, side=pair_side(request.user, pair)).first()
    initial = {"answer": check.answer, "note": check.note} if check and check.answer else {}
    form = FitForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_fit(pair, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you. Only the coordinators read it. You can change it here."))
            return redirect("members:pair-detail", pair.code)
    context = {
        "form": form,
        "pair_line": pair_line(pair),
        "view_title": _("Does it fit?"),
        "cancel_url": reverse("members:pair-detail", args=[pair.code]),
        "submit_label": _("Tell the coordinators"),
        "reader_note": _("People of your own program and coordinators read this. The other program never does."),
    }
    return _form_page(request, pair, form, context)


def _form_page(request, pair, form, context):
    template = "mentoring_pages/members/beginnings/beginning_form.html"
    return members_page(request, template, context, section="pair", pair=pair, status=status_of(form))
