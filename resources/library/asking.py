"""The page on which anyone asks for a file, link or video in another form."""

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from resources.actions.format_requests import ask_for_format as store_request
from resources.conf import get_setting
from resources.limits import client_address, is_over_limit

from .forgetting import KEEP_DAYS
from .forms import FormatRequestForm
from .small_pages import small_page

METHODS = ("GET", "HEAD", "POST")


def ask_for_format(resource, request, item_key):
    """The form, and what came of it; 404 for an item that is not offered."""
    item = next((item for item in resource.offered_items if item.pk == item_key), None)
    if item is None:
        raise Http404
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    form = FormatRequestForm(request.POST if request.method == "POST" else None)
    own_path = f"{resource.get_url(request)}ask/{item.pk}/"
    if request.method == "POST" and form.is_valid():
        who = client_address(request)
        if form.is_by_machine:
            return redirect(f"{own_path}?sent=1")
        if is_over_limit("format-request", who, get_setting("FORMAT_REQUESTS_PER_HOUR")):
            form.add_error(None, _("Many requests came from your network in the last hour. Please try again later."))
        else:
            values = form.cleaned_data
            store_request(resource, item, wanted=values["wanted"], details=values["details"], email=values["email"])
            return redirect(f"{own_path}?sent=1")
    is_sent = request.method != "POST" and "sent" in request.GET
    context = {
        "form": form,
        "action_url": own_path,
        "item_title": item.title or resource.title,
        "is_sent": is_sent,
        "reader_note": _("Only our staff read this. We remove your address %(days)s days after your request is done.")
        % {"days": KEEP_DAYS},
    }
    title = _("Thank you") if is_sent else _("Ask for another format")
    return small_page(resource, request, "ask_for_format.html", title, context, is_refused=bool(form.errors))
