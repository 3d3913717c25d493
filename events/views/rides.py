"""The shared rides that are proposed to a guest. R28."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.actions.rides import answer_ride
from events.exceptions import RegistrationRefused
from events.models import RideMatch
from events.permissions import can_answer_ride
from events.views.guest_pages import own_url, page_context, registration_or_404, render
from resources.private_answers import private


@private
def rides(page, request, code):
    """All that are open or agreed; names only where both said yes."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    registration = registration_or_404(page, code)
    own = own_url(page, request, registration)
    matches = RideMatch.objects.active().of(registration).select_related("driver", "rider").order_by("pk")
    context = {
        "registration": registration,
        "rides": [
            _row(page, request, registration, match) for match in matches if can_answer_ride(registration, match)
        ],
        **page_context(page, request, _("Shared rides"), own=own),
    }
    return render(page, request, "registration_rides.html", context)


@private
def answer(page, request, code, match_code):
    """Yes or no to one ride; a match of other guests is 404."""
    if request.method != "POST":
        return HttpResponseNotAllowed(("POST",))
    registration = registration_or_404(page, code)
    match = RideMatch.objects.of(registration).filter(code=match_code).first()
    if match is None or request.POST.get("answer") not in ("yes", "no"):
        raise Http404
    agrees = request.POST["answer"] == "yes"
    try:
        match = answer_ride(match, registration, agrees=agrees)
    except RegistrationRefused as refusal:
        messages.error(request, refusal.message)
    else:
        if not agrees:
            sentence = _("You have said no, and the other person was told without your name.")
        elif match.introduced_at:
            sentence = _("Both of you have said yes. We have sent each of you the other's name and e-mail.")
        else:
            sentence = _("You have said yes. As soon as the other person does too, we write to both of you.")
        messages.success(request, sentence)
    return redirect(own_url(page, request, registration, "rides/"))


def _row(page, request, registration, match):
    is_driver = match.is_driver(registration)
    miles = max(match.miles, 1)
    words = {"miles": miles}
    if is_driver:
        title = ngettext(
            "Someone about %(miles)s mile from you needs a ride",
            "Someone about %(miles)s miles from you needs a ride",
            miles,
        )
    else:
        title = ngettext(
            "Someone about %(miles)s mile from you offers a ride",
            "Someone about %(miles)s miles from you offers a ride",
            miles,
        )
    other = match.other(registration) if match.introduced_at else None
    return {
        "title": title % words,
        "has_agreed": match.has_agreed(registration),
        "other_name": other.name if other else "",
        "other_email": other.email if other else "",
        "is_driver": is_driver,
        "answer_url": own_url(page, request, registration, f"rides/{match.code}/"),
    }
