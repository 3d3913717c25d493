"""A guest's own registration behind a secret address: look, change, confirm, hand on, cancel."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.actions.followup import may_evaluate
from events.actions.registrations import cancel_registration, change_registration, transfer_registration
from events.actions.waiting_list import confirm_registration
from events.enums import AttendanceWay, RegistrationStatus
from events.exceptions import RegistrationRefused
from events.guests.forms import GuestForm, TransferForm
from events.guests.questions import initial_answers
from events.limits import MANY_SIGN_UPS, client_address, is_over_limit
from events.models import GatheringSettings, RideMatch
from events.permissions import (
    can_cancel_registration,
    can_change_registration,
    can_confirm_registration,
    can_have_certificate,
    can_register,
    can_see_join_url,
    can_transfer_registration,
)
from events.views.guest_pages import (
    METHODS,
    form_context,
    own_url,
    page_context,
    registration_or_404,
    render,
)
from resources.conf import get_setting
from resources.dates_in_words import when_in_words
from resources.private_answers import private

KEPT_FIELDS = ("name", "program_name", "way", "ride", "ride_zip_code", "ride_seats", "access_needs")


@private
def manage(page, request, code):
    """Look at it, change it; afterwards, the certificate and the questions. R21, R88."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = registration_or_404(page, code)
    own = own_url(page, request, registration)
    form = GuestForm(
        request.POST or None,
        gathering=page,
        questions=page.questions.all(),
        answers=registration.answers,
        initial={name: getattr(registration, name) for name in KEPT_FIELDS} | initial_answers(registration),
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_registration(registration, **form.cleaned_data)
        except RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your registration is changed. We have sent you a mail with the details."))
            return redirect(own)
    context = {
        "registration": registration,
        "form": form,
        "can_change": can_change_registration(registration),
        "can_cancel": can_cancel_registration(registration),
        "join_url": page.join_url if can_see_join_url(registration) else "",
        "standing": _standing(page, registration),
        "confirm_url": f"{own}confirm/" if can_confirm_registration(registration) else "",
        "transfer_url": f"{own}transfer/" if can_transfer_registration(registration) else "",
        "rides_url": f"{own}rides/" if _has_rides(registration) else "",
        "cancel_url": f"{own}cancel/",
        "certificate_url": f"{own}certificate/" if can_have_certificate(registration) else "",
        "feedback_url": f"{own}feedback/" if may_evaluate(registration) else "",
        "register_url": f"{page.get_url(request)}register/" if can_register(page) else "",
        **form_context(page),
        **page_context(page, request, _("Your registration")),
    }
    return render(page, request, "registration_manage.html", context)


@private
def confirm(page, request, code):
    """Ask first, then take the place on offer: programs that open links of mails ahead must not say yes for anyone."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = registration_or_404(page, code)
    own = own_url(page, request, registration)
    if request.method == "POST":
        return _done(
            request,
            own,
            lambda: confirm_registration(registration),
            _("The place is yours. We have sent you a mail with your calendar entry."),
        )
    if not can_confirm_registration(registration):
        return redirect(own)
    context = {
        "registration": registration,
        "until": when_in_words(registration.confirm_by, None, page.time_zone) if registration.confirm_by else "",
        "cancel_url": f"{own}cancel/",
        **page_context(page, request, _("Confirm your place"), own=own),
    }
    return render(page, request, "registration_confirm.html", context)


@private
def transfer(page, request, code):
    """To whom the place goes; then this address leads nowhere."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = registration_or_404(page, code)
    own = own_url(page, request, registration)
    if not can_transfer_registration(registration):
        return redirect(own)
    form = TransferForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_over_limit("register", client_address(request), get_setting("REGISTRATIONS_PER_HOUR")):
            form.add_error(None, MANY_SIGN_UPS)
            status = 429
        else:
            try:
                transfer_registration(registration, **form.cleaned_data)
            except RegistrationRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(
                    request, _("Your place is handed on. Both of you get a mail; your own link does not work any more.")
                )
                return redirect(page.get_url(request))
    context = {
        "registration": registration,
        "form": form,
        **form_context(page),
        **page_context(page, request, _("Hand on your place"), own=own),
    }
    return render(page, request, "registration_transfer.html", context, status)


@private
def cancel(page, request, code):
    """Ask first, then give the place back."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = registration_or_404(page, code)
    own = own_url(page, request, registration)
    if request.method == "POST":
        return _done(
            request,
            own,
            lambda: cancel_registration(registration),
            _("Your registration is cancelled. Thank you for telling us."),
        )
    if not can_cancel_registration(registration):
        return redirect(own)
    text = _("Your place is free for the next person then. You can register again while there are places.")
    if registration.status == RegistrationStatus.WAITLISTED:
        text = _("You give up your turn in the waiting list.")
    context = {
        "registration": registration,
        "text": text,
        **page_context(page, request, _("Cancel your registration"), own=own),
    }
    return render(page, request, "registration_cancel.html", context)


def _has_rides(registration):
    return can_change_registration(registration) and RideMatch.objects.active().of(registration).exists()


def _done(request, own, act, sentence):
    try:
        act()
    except RegistrationRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, sentence)
    return redirect(own)


def _standing(page, registration):
    """Where the guest stands, as a badge and a sentence: {"label", "kind", "text"}."""
    status = registration.status
    if page.is_over:
        return {
            "label": registration.get_status_display(),
            "kind": "neutral",
            "text": _("This gathering is over. Nothing can be changed here any more."),
        }
    if status == RegistrationStatus.CANCELLED:
        return {"label": _("Cancelled"), "kind": "stop", "text": _("You are not registered any more.")}
    if status == RegistrationStatus.WAITLISTED:
        return {"label": _("On the waiting list"), "kind": "wait", "text": _waiting_text(page, registration)}
    if status == RegistrationStatus.OFFERED:
        until = when_in_words(registration.confirm_by, None, page.time_zone) if registration.confirm_by else ""
        text = _("A place is free for you. It is yours once you confirm it by %(until)s.") % {"until": until}
        return {
            "label": _("Please confirm"),
            "kind": "needs-you",
            "text": text if until else _("A place is free for you. It is yours once you confirm it."),
        }
    words = {
        AttendanceWay.IN_PERSON: _("You have a place, in person."),
        AttendanceWay.ONLINE: _("You have a place, online."),
    }
    return {"label": registration.get_status_display(), "kind": "ok", "text": words[AttendanceWay(registration.way)]}


def _waiting_text(page, registration):
    line = list(page.registrations.filter(way=registration.way).in_line().values_list("pk", flat=True))
    number = line.index(registration.pk) + 1 if registration.pk in line else len(line)
    if GatheringSettings.of(page).confirm_hours:
        text = _(
            "You are number %(number)s in line. When a place becomes free for you, we write and ask you to confirm."
        )
    else:
        text = _(
            "You are number %(number)s in line. When a place becomes free for you, it is yours, and we write at once."
        )
    return text % {"number": number}
