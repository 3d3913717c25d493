"""Signing up for a gathering, and a guest's own registration behind a secret address."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.actions.registrations import cancel_registration, change_registration, register
from events.enums import RegistrationStatus
from events.exceptions import RegistrationRefused
from events.forms import GuestForm, RegistrationForm
from events.limits import client_address, is_over_limit
from events.models import GatheringPage, Registration
from events.permissions import (
    can_cancel_registration,
    can_change_registration,
    can_register,
    can_see_join_url,
    registration_window,
)
from events.rows import when_of
from events.scopes import with_seats
from events.views.gatherings import registration_box, status_notice
from resources.conf import get_setting

METHODS = ("GET", "HEAD", "POST")


def register_guest(page, request):
    """The form; what was typed stays when it is refused. R21."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    form = RegistrationForm(request.POST or None, gathering=page, initial=_known(request, page))
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_over_limit("register", client_address(request), get_setting("REGISTRATIONS_PER_HOUR")):
            form.add_error(None, _("Many people signed up from your network in the last hour. Please try again later."))
            status = 429
        else:
            try:
                outcome = register(
                    page, user=request.user if request.user.is_authenticated else None, **form.cleaned_data
                )
            except RegistrationRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                # The same answer for a new and for a known address: it tells no one who comes.
                place = "waiting" if outcome.was_full else "going"
                return redirect(f"{page.get_url(request)}register/done/?place={place}")
    counted = with_seats(GatheringPage.objects.filter(pk=page.pk)).first()
    context = {
        "form": form,
        "can_register": can_register(page),
        "window": registration_window(page),
        "box": registration_box(page, counted, request),
        **_page_context(page, request, _("Register")),
    }
    response = page.render(request, context_overrides=context, template="partnership_events/registration_form.html")
    response.status_code = status
    return response


def done(page, request):
    """What happens next. Says nothing about a person."""
    context = {
        "is_waiting": request.GET.get("place") == "waiting",
        "event_url": f"{page.get_url(request)}event.ics",
        **_page_context(page, request, _("Registered")),
    }
    return page.render(request, context_overrides=context, template="partnership_events/registration_done.html")


def manage(page, request, code):
    """A guest's registration: look at it, change it. Unknown or another gathering's code: 404."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = _registration_or_404(page, code)
    form = GuestForm(request.POST or None, gathering=page, initial=_values(registration))
    if request.method == "POST" and form.is_valid():
        try:
            change_registration(registration, **form.cleaned_data)
        except RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your registration is changed. We have sent you a mail with the details."))
            return redirect(_own_url(page, request, registration))
    context = {
        "registration": registration,
        "form": form,
        "can_change": can_change_registration(registration),
        "can_cancel": can_cancel_registration(registration),
        "join_url": page.join_url if can_see_join_url(registration) else "",
        "is_waiting": registration.status == RegistrationStatus.WAITLISTED,
        "is_cancelled": registration.status == RegistrationStatus.CANCELLED,
        "cancel_url": f"{_own_url(page, request, registration)}cancel/",
        "register_url": f"{page.get_url(request)}register/" if can_register(page) else "",
        **_page_context(page, request, _("Your registration")),
    }
    return _private(
        page.render(request, context_overrides=context, template="partnership_events/registration_manage.html")
    )


def cancel(page, request, code):
    """Ask first, then give the place back."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = _registration_or_404(page, code)
    own_url = _own_url(page, request, registration)
    if request.method == "POST":
        try:
            cancel_registration(registration)
        except RegistrationRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Your registration is cancelled. Your place is free for someone else."))
        return redirect(own_url)
    if not can_cancel_registration(registration):
        return redirect(own_url)
    context = {
        "registration": registration,
        "own_url": own_url,
        **_page_context(page, request, _("Cancel your registration")),
    }
    return _private(
        page.render(request, context_overrides=context, template="partnership_events/registration_cancel.html")
    )


def _registration_or_404(page, code):
    registration = Registration.objects.select_related("gathering").filter(gathering=page, code=code).first()
    if registration is None:
        raise Http404
    return registration


def _own_url(page, request, registration):
    return f"{page.get_url(request)}registration/{registration.code}/"


def _page_context(page, request, title):
    parent = page.get_parent()
    starts_at, ends_at = when_of(page)
    return {
        "step_title": title,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": page.place,
        "notice": status_notice(page),
        "gathering_url": page.get_url(request),
        "robots": "noindex",
        "crumbs": [
            {"title": _("Home"), "url": page.get_site().root_page.get_url(request)},
            {"title": parent.title, "url": parent.get_url(request)},
            {"title": page.title, "url": page.get_url(request)},
            {"title": title, "url": ""},
        ],
    }


def _known(request, page):
    """What we know of a member who is signed in, so that nothing is asked twice."""
    initial = {"way": page.ways[0], "ride": "none"}
    if request.user.is_authenticated:
        initial |= {"name": request.user.get_full_name(), "email": request.user.email}
    return initial


def _values(registration):
    names = ("name", "program_name", "way", "ride", "ride_zip_code", "access_needs")
    return {name: getattr(registration, name) for name in names}


def _private(response):
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
