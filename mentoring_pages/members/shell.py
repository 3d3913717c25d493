"""What all members' pages share: who may come in, and the frame around the page."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.models import Site

from mentoring_pages.members.acting import acting_line, acting_program, own_programs
from mentoring_pages.models import MentoringPair, MentoringSettings
from mentoring_pages.permissions import can_log_contact


def member_required(view):
    """Sign-in needed (the host's LOGIN_URL); the answer, a refusal included, is private and never stored."""

    @wraps(view)
    @login_required
    def wrapped(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            # The site's own 404 or 403 page, made here so that it gets the headers below.
            response = response_for_exception(request, refusal)
        add_never_cache_headers(response)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    return wrapped


def posted(request):
    """What was posted, for a form; None on any other method, so that the form stays unbound."""
    return request.POST if request.method == "POST" else None


def status_of(form):
    """422 for a form that was refused, else 200."""
    return 422 if form.is_bound and form.errors else 200


def staff_texts(request):
    """The `MentoringSettings` of the site, which staff edit; empty ones while Wagtail knows no site."""
    site = Site.find_for_request(request)
    return MentoringSettings.for_site(site) if site else MentoringSettings()


def _navigation(pair, section):
    """Two rows of (url, label, is_current): one's own pages, and those of the pair; the second only with a pair."""
    own = [
        ("home", reverse("members:home"), _("Home")),
        ("program", reverse("members:program-detail"), _("My program")),
        ("requests", reverse("members:request-list"), _("Requests")),
        ("bookmarks", reverse("members:bookmark-list"), _("Bookmarks")),
        ("hosting", reverse("members:hosting-list"), _("Hosting")),
        ("calendars", reverse("members:calendar-list"), _("My calendars")),
        ("reading", reverse("members:reading-list"), _("Reading lists")),
        ("my-data", reverse("members:my-data"), _("My data")),
    ]
    of_pair = (
        ("pair", "pair-detail", _("Pair")),
        ("agreement", "agreement-detail", _("Agreement")),
        ("plan", "plan-detail", _("Plan")),
        ("meetings", "meeting-list", _("Meetings")),
        ("contacts", "contact-list", _("Contacts")),
        ("visits", "visit-list", _("Visits")),
        ("journal", "journal-list", _("Journal")),
        ("evaluations", "evaluation-list", _("Evaluations")),
    )
    rows = [own]
    if pair:
        rows.append([(key, reverse(f"members:{name}", args=[pair.code]), label) for key, name, label in of_pair])
    return [[(url, label, key == section) for key, url, label in row] for row in rows]


def _quick(request, pair):
    """The thumb's second button on phones: logging a contact, where the user may and isn't doing it already."""
    if pair is None or not can_log_contact(request.user, pair):
        return None
    url = reverse("members:contact-create", args=[pair.code])
    return None if request.path == url else {"url": url, "title": _("Log a contact")}


def _pair_for(request):
    """The open pair that began last of the program for which the person acts, else of any of their programs."""
    pairs = list(MentoringPair.objects.for_member(request.user).open())
    program = acting_program(request)
    own = [pair for pair in pairs if program and program.pk in (pair.mentor_id, pair.mentee_id)]
    return next(iter(own or pairs), None)


def _program_of(request, pair):
    """The own program that stands in this pair; None for coordinators, and without a pair."""
    if pair is None:
        return None
    return next((one for one in own_programs(request) if one.pk in (pair.mentor_id, pair.mentee_id)), None)


def members_page(request, template, context=None, *, section, pair=None, program=None, status=200):
    """Render a members' page in its frame.

    `section` names the current entry of the navigation. `pair` is the pair that the page is about; None: the user's
    open pair that began last, if there is one. `program` is the own program that the page is about; None: that of the
    pair, else the one for which the person acts.
    """
    nav_pair = pair or _pair_for(request)
    rows = _navigation(nav_pair, section)
    context = {
        "acting": acting_line(request, program or _program_of(request, pair)),
        "members_rows": rows,
        "members_nav": [entry for row in rows for entry in row],
        "members_quick": _quick(request, nav_pair),
        "nav_pair": nav_pair,
        "pair": pair,
        **(context or {}),
    }
    return render(request, template, context, status=status)
