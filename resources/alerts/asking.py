"""The page "Get these by e-mail" below a library."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from resources.actions.alerts import ask_for_alert
from resources.conf import get_setting
from resources.filter_panel import address
from resources.library.filters import chips, narrowed
from resources.library.listing import resources_of
from resources.library.queries import LibraryQuery
from resources.limits import client_address, is_over_limit

from .forms import AlertForm
from .links import CONFIRM_DAYS

METHODS = ("GET", "HEAD", "POST")


def ask_by_mail(library, request):
    """The form for the list that the query string names, and "look into your mail" once it is sent.

    The answer is the same whether we know the address or not.
    """
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    query = LibraryQuery.read(request.GET)
    data = query.query(leave_out=("sort",))
    path = library.get_url(request)
    own_url = address(f"{path}alerts/", data)
    form = AlertForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        sent_url = address(f"{path}alerts/", query.query(leave_out=("sort",), sent="1"))
        if form.is_by_machine:
            return redirect(sent_url)
        if is_over_limit("alert", client_address(request), get_setting("ALERTS_PER_HOUR")):
            form.add_error(None, _("Many requests came from your network in the last hour. Please try again later."))
            status = 429
        else:
            ask_for_alert(library, query, email=form.cleaned_data["email"], period=form.cleaned_data["period"])
            return redirect(sent_url)
    is_sent = request.method != "POST" and "sent" in request.GET
    title = _("Look into your mail") if is_sent else _("Get these by e-mail")
    response = library.render(
        request,
        template="partnership_resources/alerts/ask.html",
        context_overrides={
            "form": form,
            "status": status,
            "action_url": own_url,
            "step_title": title,
            "is_sent": is_sent,
            "days": CONFIRM_DAYS,
            "notes": " ".join(query.notes),
            "chips": chips(query, f"{path}alerts/"),
            "list_url": address(path, data),
            "count": 0 if is_sent else narrowed(resources_of(library), query).count(),
            "is_narrowed": query.is_narrowed,
            "robots": "noindex",
            "crumbs": [
                {"title": _("Home"), "url": library.get_site().root_page.get_url(request)},
                {"title": library.title, "url": path},
                {"title": title, "url": ""},
            ],
        },
    )
    response.status_code = status if status != 200 or not form.errors else 422
    return response
