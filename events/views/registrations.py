"""Signing up for a gathering."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.actions.registrations import register
from events.calendars.scopes import with_seats
from events.exceptions import RegistrationRefused
from events.guests.forms import RegistrationForm
from events.limits import MANY_SIGN_UPS, client_address, is_over_limit
from events.models import GatheringPage
from events.permissions import can_register, registration_window
from events.views.gatherings import registration_box
from events.views.guest_pages import METHODS, form_context, page_context, render
from resources.conf import get_setting


def register_guest(page, request):
    """The form; what was typed stays when it is refused. R21."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    form = RegistrationForm(
        request.POST or None, gathering=page, questions=page.questions.all(), initial=_known(request, page)
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_over_limit("register", client_address(request), get_setting("REGISTRATIONS_PER_HOUR")):
            form.add_error(None, MANY_SIGN_UPS)
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
        **form_context(page),
        **page_context(page, request, _("Register")),
    }
    return render(page, request, "registration_form.html", context, status)


def done(page, request):
    """What happens next. Says nothing about a person."""
    context = {
        "is_waiting": request.GET.get("place") == "waiting",
        "event_url": f"{page.get_url(request)}event.ics",
        **page_context(page, request, _("Registered")),
    }
    return render(page, request, "registration_done.html", context)


def _known(request, page):
    """What we know of a member who is signed in, so that nothing is asked twice."""
    initial = {"way": page.ways[0], "ride": "none"}
    if request.user.is_authenticated:
        initial |= {"name": request.user.get_full_name(), "email": request.user.email}
    return initial
