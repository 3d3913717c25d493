"""What the pages of guests share: whose registration it is, the head of the page, and what its form needs."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.gatherings.rows import when_of
from events.gatherings.words import status_notice
from events.models import GatheringSettings, Registration
from resources.registry import program_names

METHODS = ("GET", "HEAD", "POST")
FOLDER = "partnership_events"


def registration_or_404(page, code):
    """The registration behind a secret address. Unknown, of another gathering, or handed on: 404."""
    registration = Registration.objects.filter(gathering=page, code=code).first()
    if registration is None:
        raise Http404
    registration.gathering = page
    return registration


def own_url(page, request, registration, path=""):
    """Path of a guest's own page, or of one below it."""
    return f"{page.get_url(request)}registration/{registration.code}/{path}"


def page_context(page, request, title, *, own=None):
    """What the head of each page needs; `own` is the path of the guest's own page if this one lies below it."""
    parent = page.get_parent()
    starts_at, ends_at = when_of(page)
    above = [{"title": _("Your registration"), "url": own}] if own else []
    return {
        "step_title": title,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": page.place,
        "notice": status_notice(page),
        "gathering_url": page.get_url(request),
        "own_url": own,
        "robots": "noindex",
        "crumbs": [
            {"title": _("Home"), "url": page.get_site().root_page.get_url(request)},
            {"title": parent.title, "url": parent.get_url(request)},
            {"title": page.title, "url": page.get_url(request)},
            *above,
            {"title": title, "url": ""},
        ],
    }


def form_context(page):
    """What a form about a guest needs besides: the programs to suggest, and who reads what is typed."""
    settings = GatheringSettings.of(page)
    days = settings.keep_days
    kept = ngettext(
        "%(days)s day after the gathering, names and everything typed are removed.",
        "%(days)s days after the gathering, names and everything typed are removed.",
        days,
    ) % {"days": days}
    return {
        "programs": [name for _pk, name in program_names()],
        "privacy_text": settings.privacy_text,
        "reader_note": ""
        if settings.privacy_text
        else _("Only the partnership's staff read this. Nothing of it is shown on the site. %(kept)s") % {"kept": kept},
    }


def render(page, request, template, context, status=200):
    """A page below a gathering, from `partnership_events/<template>`."""
    response = page.render(request, context_overrides=context, template=f"{FOLDER}/{template}")
    response.status_code = status
    return response
