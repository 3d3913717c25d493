"""The pages that the mails lead to. Following a link changes nothing: programs that check mails follow links too."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from resources.actions.alerts import change_alert, confirm_alert, end_alert
from resources.private_answers import private

from . import links
from .forms import PeriodForm

_only_pages = require_http_methods(["GET", "HEAD", "POST"])


@private
@_only_pages
def confirm(request, token):
    """Ask, then begin to send."""
    read = links.read_confirming_token(token)
    if read is None:
        raise Http404
    code, is_in_time = read
    subscription = links.find(code)
    if subscription is None or (not is_in_time and subscription.confirmed_at is None):
        return _page(request, "expired.html", _("This link is too old"), None, days=links.CONFIRM_DAYS, status=410)
    if request.method == "POST":
        confirm_alert(subscription)
        return redirect("partnership_alerts:confirm", token)
    if subscription.confirmed_at is not None:
        return _page(request, "confirmed.html", _("You get this list by e-mail"), subscription)
    return _page(request, "confirm.html", _("Do you want this list by e-mail?"), subscription)


@private
@_only_pages
def manage(request, token):
    """Change how often, or go on to ending it."""
    subscription = _subscription(token)
    if subscription is None:
        return _page(request, "ended.html", _("You get no more mails of this list"), None)
    form = PeriodForm(request.POST if request.method == "POST" else None, initial={"period": subscription.period})
    if request.method == "POST" and form.is_valid():
        change_alert(subscription, period=form.cleaned_data["period"])
        messages.success(request, _("Changed."))
        return redirect("partnership_alerts:manage", token)
    status = 422 if form.errors else 200
    return _page(request, "manage.html", _("Your list by e-mail"), subscription, form=form, status=status)


@csrf_exempt
@private
@_only_pages
def end(request, token):
    """A page with a button, which posts to the same address as mail programs do by themselves (RFC 8058).

    They have no cookie and no token of ours; the address itself is the key. Ended twice is ended.
    """
    subscription = _subscription(token)
    if request.method == "POST" and subscription is not None:
        end_alert(subscription.code)
    if request.method == "POST" or subscription is None:
        # Answered here and not elsewhere: mail programs must not be led on.
        return _page(request, "ended.html", _("You get no more mails of this list"), None, was=subscription)
    return _page(request, "end.html", _("End these mails?"), subscription)


def _subscription(token):
    """The alert of a token, None if it has ended; 404 for a token that we never wrote."""
    code = links.read_own_token(token)
    if code is None:
        raise Http404
    return links.find(code)


def _page(request, template, title, subscription, *, status=200, was=None, **context):
    shown = subscription or was
    library = links.library_of(shown.filter) if shown else None
    list_url = library.get_url(request) if library and library.live else ""
    if list_url and shown.filter.query:
        list_url = f"{list_url}?{shown.filter.query}"
    token = request.resolver_match.kwargs["token"]
    context |= {
        "subscription": subscription,
        "alert_filter": shown.filter if shown else None,
        "library_title": library.title if library else (shown.filter.library_title if shown else ""),
        "list_url": list_url,
        "token": token,
        # The confirming token is another one, so the way on from there is signed anew.
        "own_token": links.own_token(subscription) if subscription else "",
        "view_title": title,
        "step_title": title,
        "robots": "noindex",
        "crumbs": [{"title": _("Home"), "url": "/"}, {"title": title, "url": ""}],
    }
    return TemplateResponse(request, f"partnership_resources/alerts/{template}", context, status=status)
