"""Site visits of a pair, both ways: agreeing on a day, and how each was held (R16, R28)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.actions.visits import agree_to_visit, call_off_visit, change_visit, propose_visit, record_visit
from mentoring_pages.enums import VisitStatus, other_side
from mentoring_pages.members import access, visit_access
from mentoring_pages.members.kept_forms import keeps_typed, typed_data
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, status_of
from mentoring_pages.permissions import can_arrange_visit, can_change_visit, can_record_visit, pair_side
from mentoring_pages.travel import travel_of
from resources.dates_in_words import when_in_words

from .detail import detail_of
from .forms import RecordForm, VisitForm
from .standing import BADGES, directions, state_of, title_of, visits_of

FORM_TEMPLATE = "mentoring_pages/members/visits/visit_form.html"


@require_safe
@member_required
def visit_list(request, pair_code):
    """Both directions, the way between the two programs, and every visit so far."""
    pair = access.get_pair_or_404(request.user, pair_code)
    side = pair_side(request.user, pair)
    visits = visits_of(pair)
    context = {
        "rows": directions(request.user, pair, side, visits),
        "travel": travel_of(pair),
        "past": [
            {
                "title": title_of(pair, visit.host, side),
                "text": state_of(visit, side),
                "badge": BADGES[VisitStatus(visit.status)],
                "label": visit.get_status_display(),
                "url": reverse("members:visit-detail", args=[pair.code, visit.code]),
            }
            for visit in visits
            if not visit.is_open
        ],
        "pair_line": pair_line(pair),
        "view_title": _("Site visits"),
    }
    return members_page(request, "mentoring_pages/members/visits/visit_list.html", context, section="visits", pair=pair)


@require_safe
@member_required
def visit_detail(request, pair_code, code):
    """One visit: the day, how it was held, what both sides shared, and what they will try."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    context = detail_of(request.user, visit)
    return members_page(
        request, "mentoring_pages/members/visits/visit_detail.html", context, section="visits", pair=visit.pair
    )


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def visit_propose(request, pair_code):
    """Propose a day for a visit; `?host=` chooses the direction."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_arrange_visit(request.user, pair):
        raise PermissionDenied
    side = pair_side(request.user, pair)
    free = _free_directions(pair, side)
    if not free and request.method != "POST":
        messages.info(request, _("A visit each way is proposed or planned already. You can change its day."))
        return redirect("members:visit-list", pair.code)
    hosts = free or [(host, title_of(pair, host, side)) for host in (other_side(side), side)]
    wanted = request.GET.get("host", "")
    initial = {"host": wanted if wanted in dict(hosts) else hosts[0][0]}
    form = VisitForm(typed_data(request), user=request.user, hosts=hosts, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            visit = propose_visit(pair, by=request.user, host=form.cleaned_data["host"], **form.values())
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Proposed. The other side gets a mail and answers."))
            return redirect("members:visit-detail", pair.code, visit.code)
    return _form_page(request, pair, form, _("Propose a site visit"), _("Propose this day"))


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def visit_change(request, pair_code, code):
    """Propose another day, place or way; the other side answers anew."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    if not can_change_visit(request.user, visit):
        return _too_late(request, visit)
    form = VisitForm(typed_data(request), user=request.user, visit=visit)
    if request.method == "POST" and form.is_valid():
        try:
            change_visit(visit, by=request.user, **form.values())
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Proposed. The other side gets a mail and answers."))
            return redirect("members:visit-detail", visit.pair.code, visit.code)
    return _form_page(request, visit.pair, form, _("Propose another day"), _("Propose this"), visit)


@require_POST
@member_required
def visit_agree(request, pair_code, code):
    """Say yes to the day that the other side proposed."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    try:
        agree_to_visit(visit, by=request.user, starts_at=_moment(request) or visit.starts_at)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Agreed. Both of you get a mail, and the day is in your personal calendars."))
    return redirect("members:visit-detail", visit.pair.code, visit.code)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def visit_call_off(request, pair_code, code):
    """Call a visit off, or say that a recorded one was not held; asks first."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    back = reverse("members:visit-detail", args=[visit.pair.code, visit.code])
    if visit.status == VisitStatus.CANCELLED:
        return _too_late(request, visit)
    if request.method == "POST":
        try:
            call_off_visit(visit, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("It is called off. The other side gets a mail."))
        return redirect(back)
    if visit.is_held:
        question = _("Was this visit not held after all?")
        text = _("Its contact stays in the log as mistaken and no longer counts. What you both wrote stays.")
    else:
        question = _("Call off the visit on %(when)s?") % {"when": when_in_words(visit.starts_at)}
        text = _("The other side gets a mail, and the day leaves your calendars. You can propose a new one.")
    context = {
        "question": question,
        "text": text,
        "submit_label": _("It was not held") if visit.is_held else _("Call it off"),
        "cancel_url": back,
        "pair_line": pair_line(visit.pair),
        "view_title": _("Call off a visit"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="visits", pair=visit.pair)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def visit_record(request, pair_code, code):
    """Say that it was held, when and how; or correct that."""
    visit = visit_access.get_visit_or_404(request.user, pair_code, code)
    if not can_arrange_visit(request.user, visit.pair):
        raise PermissionDenied
    if not can_record_visit(request.user, visit):
        return _too_late(request, visit)
    form = RecordForm(typed_data(request), user=request.user, visit=visit)
    if request.method == "POST" and form.is_valid():
        try:
            record_visit(visit, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is in your log of contacts. Now write down what you saw."))
            return redirect("members:visit-detail", visit.pair.code, visit.code)
    context = {
        "form": form,
        "pair_line": pair_line(visit.pair),
        "view_title": _("Correct the visit") if visit.is_held else _("The visit was held"),
        "submit_label": _("Save"),
        "cancel_url": reverse("members:visit-detail", args=[visit.pair.code, visit.code]),
        "reader_note": _("Both programs and coordinators see the day and how it was held."),
    }
    return members_page(request, FORM_TEMPLATE, context, section="visits", pair=visit.pair, status=status_of(form))


def _free_directions(pair, side):
    taken = {visit.host for visit in visits_of(pair) if visit.is_open}
    return [(host.value, title_of(pair, host, side)) for host in (other_side(side), side) if host not in taken]


def _moment(request):
    """The moment that the page showed: somebody may have moved the visit meanwhile."""
    try:
        return parse_datetime(request.POST.get("starts_at", ""))
    except ValueError:
        return None


def _too_late(request, visit):
    messages.info(request, _("This visit is no longer to come, so this can't be changed. Here is where it stands."))
    return redirect("members:visit-detail", visit.pair.code, visit.code)


def _form_page(request, pair, form, title, submit_label, visit=None):
    back = (
        reverse("members:visit-detail", args=[pair.code, visit.code])
        if visit
        else reverse("members:visit-list", args=[pair.code])
    )
    context = {
        "form": form,
        "travel": travel_of(pair),
        "pair_line": pair_line(pair),
        "view_title": title,
        "submit_label": submit_label,
        "cancel_url": back,
        "reader_note": _("Both programs and coordinators see the day and the place."),
    }
    return members_page(request, FORM_TEMPLATE, context, section="visits", pair=pair, status=status_of(form))
