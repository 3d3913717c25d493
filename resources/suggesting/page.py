"""The page on which anyone suggests a resource, and the thanks."""

import hashlib

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from resources.actions.suggestions import suggest
from resources.conf import get_setting
from resources.kept_files import keep_file
from resources.limits import client_address, is_over_limit

from .addresses import resource_with_address, resource_with_file
from .forms import SuggestionForm

METHODS = ("GET", "HEAD", "POST")


def propose(library, request):
    """The form, and what came of it. What was typed stays when it is refused."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    own_path = f"{library.get_url(request)}propose/"
    if request.method != "POST":
        return _page(library, request, SuggestionForm(), is_sent="sent" in request.GET)
    form = SuggestionForm(request.POST, request.FILES)
    found = None
    if form.is_valid():
        if form.is_by_machine:
            return redirect(f"{own_path}?sent=1")
        found = _already_there(library, form.cleaned_data)
        if found and not form.cleaned_data["anyway"]:
            form.add_error(None, _("It is in the library already. Have a look at what we have."))
        elif is_over_limit("suggestion", client_address(request), get_setting("PROPOSALS_PER_HOUR")):
            form.add_error(None, _("Many suggestions came from your network in the last hour. Please try again later."))
        else:
            _store(library, form.cleaned_data, found)
            return redirect(f"{own_path}?sent=1")
    form.renew_stamp()
    return _page(library, request, form, found=found)


def _already_there(library, values):
    if values["url"]:
        return resource_with_address(values["url"], library)
    file_hash = _hash_of(values["file"])
    return resource_with_file(file_hash, library)


def _hash_of(file):
    # As Wagtail's documents have it.
    digest = hashlib.sha1(usedforsecurity=False)
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _store(library, values, found):
    kept = keep_file(values["file"].name, values["file"].chunks()) if values["file"] else None
    suggest(
        library,
        title=values["title"],
        url=values["url"],
        file=kept,
        why=values["why"],
        for_whom=values["for_whom"],
        topics=values["topics"],
        name=values["name"],
        email=values["email"],
        like_page=found,
    )


def _page(library, request, form, *, found=None, is_sent=False):
    title = _("Thank you") if is_sent else _("Suggest a resource")
    url = library.get_url(request)
    context = {
        "form": form,
        "fieldsets": form.fieldsets(shows_anyway=found is not None),
        "action_url": f"{url}propose/",
        "library_url": url,
        "found": {"title": found.title, "url": found.get_url(request)} if found else None,
        "is_sent": is_sent,
        "step_title": title,
        "view_title": f"{title}: {library.title}",
        "robots": "noindex",
        "reader_note": _("Only our staff read this. We remove it %(days)s days after we decided.")
        % {"days": get_setting("SUGGESTION_KEEP_DAYS")},
        "crumbs": [
            {"title": _("Home"), "url": library.get_site().root_page.get_url(request)},
            {"title": library.title, "url": url},
            {"title": title, "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "partnership_resources/propose.html", context, status=status)
