"""The page on which anyone refers a program, and the thanks. It shows nothing of what came of it (R98)."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from mentoring_pages.actions.referrals import refer_program
from resources.conf import get_setting
from resources.limits import client_address, is_over_limit

from .forms import ReferralForm

METHODS = ("GET", "HEAD", "POST")
TEMPLATE = "mentoring_pages/refer.html"


def refer(directory, request):
    """The form below the mentor directory. A refused one keeps what was typed."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    own_path = f"{directory.get_url(request)}refer/"
    if request.method != "POST":
        return _page(directory, request, ReferralForm(), is_sent="sent" in request.GET)
    form = ReferralForm(request.POST)
    if form.is_valid():
        if form.is_by_machine:
            return redirect(f"{own_path}?sent=1")
        if is_over_limit("referral", client_address(request), get_setting("REFERRALS_PER_HOUR")):
            form.add_error(None, _("Many referrals came from your network in the last hour. Please try again later."))
        else:
            refer_program(**form.referral_values())
            return redirect(f"{own_path}?sent=1")
    form.renew_stamp()
    return _page(directory, request, form)


def _page(directory, request, form, *, is_sent=False):
    title = _("Thank you") if is_sent else _("Refer a program")
    url = directory.get_url(request)
    context = {
        "page": directory,
        "form": form,
        "fieldsets": form.fieldsets(),
        "action_url": f"{url}refer/",
        "directory_url": url,
        "is_sent": is_sent,
        "step_title": title,
        "view_title": f"{title}: {directory.title}",
        "robots": "noindex" if is_sent else "",
        "reader_note": _(
            "Only the coordinators read this. Names and words are removed %(days)s days after they dealt with it."
        )
        % {"days": get_setting("REFERRAL_KEEP_DAYS")},
        "crumbs": [
            {"title": _("Home"), "url": directory.get_site().root_page.get_url(request)},
            {"title": directory.title, "url": url},
            {"title": title, "url": ""},
        ],
    }
    response = TemplateResponse(request, TEMPLATE, context, status=422 if form.errors else 200)
    add_never_cache_headers(response)
    return response
