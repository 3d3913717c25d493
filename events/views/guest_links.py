"""Where the links in guests' mails lead: to the guest's own page, wherever the gathering's page stands today."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from events.models import Registration
from resources.private_answers import private

from .guest_pages import own_url


@private
@require_safe
def guest(request, code, rest=""):
    """To the guest's own page, or `rest` below it. 404 for an unknown code or a page that is not live; two queries."""
    registration = Registration.objects.select_related("gathering").filter(code=code).first()
    if registration is None or not registration.gathering.live:
        raise Http404
    return redirect(own_url(registration.gathering, request, registration, rest))
