"""Feeds whose calendar moved, ended, or whose region, topic or kind is gone: subscribers are led on, or told once.

An address that is told to be gone (410) still gives a legal calendar with one entry that says so, because many calendar
programs show nothing of an error and would keep old dates for ever.
"""

import uuid
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendars.scopes import start_of_today
from events.ical.writing import CONTENT_TYPE, CalendarFacts, EventFacts, calendar_feed
from events.models import FeedAddress, GatheringKind, GatheringPage, Region, RegionGroup
from resources.absolute_addresses import absolute_url
from resources.models import LoadedTerm, Topic
from resources.registry import register_feed_token, register_lost_feed

from .entry_facts import uid_text
from .version import feed_token

FEED_FILE = "calendar.ics"
EVENT_FILE = "event.ics"
# A feed that has ended is asked for less and less; a day is often enough.
MAX_AGE = 24 * 3600
REFRESH_HOURS = 12


def register():
    """Hand them to the floor below; called once when the app is ready."""
    register_feed_token(feed_token)
    register_lost_feed(moved_or_ended_response)
    register_lost_feed(moved_gathering_response)


def moved_or_ended_response(request, path):
    """301 to where the calendar of this address stands now, 410 with a closing entry if it ended; else None.

    Two queries. What stands behind a view restriction now is not told of.
    """
    folder, _slash, name = path.rpartition("/")
    if name != FEED_FILE:
        return None
    known = _address_of(request, folder)
    if known is None:
        return None
    calendar = known.calendar
    if calendar is not None and calendar.get_view_restrictions():
        return None
    if calendar is not None and calendar.live:
        url = absolute_url(calendar, request)
        if not url or calendar.url_path == known.url_path:
            return None
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{url}{FEED_FILE}?{query}" if query else f"{url}{FEED_FILE}")
    with translation.override(known.language_code or settings.LANGUAGE_CODE):
        return closed_response(
            request,
            uid=known.uid,
            name=known.title,
            title=_("This calendar has ended: %(name)s") % {"name": known.title},
            text=_("It gets no new dates. You can remove it from your calendar program."),
            ended_at=known.ended_at,
            language=translation.get_language(),
        )


def moved_gathering_response(request, path):
    """301 to the calendar file of a gathering whose page moved, if Wagtail leads the page on; else None.

    Wagtail's redirects cannot do it by themselves: they only know addresses that end in a slash. Two queries.
    """
    if path.rpartition("/")[2] != EVENT_FILE or not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.middleware import get_redirect

    redirect = get_redirect(request, request.path.removesuffix(f"/{EVENT_FILE}"))
    if redirect is None or redirect.redirect_page_id is None:
        return None
    gathering = GatheringPage.objects.live().filter(pk=redirect.redirect_page_id).first()
    if gathering is None or gathering.get_view_restrictions():
        return None
    return HttpResponsePermanentRedirect(f"{absolute_url(gathering, request)}{EVENT_FILE}")


def closed_filter_response(calendar, query, request):
    """410 with a closing entry, if all words of a filter in the address were taken out of the vocabulary; else None.

    Leaving the filter out would turn a region's feed into that of the whole state. Words that never were, such as
    mistyped ones, are left out. No query for an address without unknown words.
    """
    for name, model in (("region", Region), ("group", RegionGroup), ("topic", Topic), ("kind", GatheringKind)):
        asked = [value for value in request.GET.getlist(name) if value]
        if not asked or query.values[name]:
            continue
        former = LoadedTerm.objects.filter(vocabulary=model._meta.label_lower, slug__in=asked)
        slugs = sorted(former.values_list("slug", flat=True))
        if slugs:
            words = {"name": ", ".join(slugs), "what": model._meta.verbose_name}
            return closed_response(
                request,
                uid=uuid.uuid5(uuid.NAMESPACE_URL, f"{calendar.pk}?{urlencode([(name, slug) for slug in slugs])}"),
                name=calendar.title,
                title=_("This calendar has ended: %(name)s") % words,
                text=_("The %(what)s “%(name)s” is not used any more. Choose again at %(address)s")
                % {**words, "address": absolute_url(calendar)},
                ended_at=None,
                language=calendar.locale.language_code,
                url=absolute_url(calendar),
            )
    return None


def closed_response(request, *, uid, name, title, text, ended_at, language, url=""):
    """410 with a calendar of one entry, on the day of the end or, if that is not known, today."""
    told_at = ended_at or start_of_today()
    day = timezone.localtime(told_at).date()
    facts = CalendarFacts(
        name=name,
        url=url,
        refresh_hours=REFRESH_HOURS,
        language=language,
        time_zone=timezone.get_default_timezone_name(),
    )
    entry = EventFacts(
        uid=uid_text(uid),
        summary=title,
        description=text,
        last_modified_at=told_at,
        is_all_day=True,
        first_on=day,
        last_on=day,
        url=url,
    )
    content = calendar_feed(facts, [entry])
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=CONTENT_TYPE, status=410)
    response["Content-Length"] = str(len(content))
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def _address_of(request, folder):
    """The record of the address at which a calendar stands or stood, within the site of the request."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    roots = {path.root_path for path in Site.get_site_root_paths() if path.site_id == site.pk}
    # With several languages the first part of the address names one, and is no part of the page's own path.
    folders = {folder, folder.partition("/")[2]} if getattr(settings, "WAGTAIL_I18N_ENABLED", False) else {folder}
    paths = [f"{root}{part}/".replace("//", "/") for root in roots for part in folders]
    return FeedAddress.objects.select_related("calendar").filter(Q(url_path__in=paths)).first()
