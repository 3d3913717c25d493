"""Short addresses of feeds: making one from the page "Subscribe", and answering at it."""

import copy
import uuid

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from events.actions.feed_links import make_feed_link
from events.calendars.filters import Vocabularies
from events.feeds.answers import calendar_feed_response
from events.feeds.closing import closed_response
from events.feeds.links import data_of
from events.limits import client_address, is_over_limit
from events.models import CalendarPage, FeedLink
from resources.conf import get_setting
from resources.feed_middleware import answer_without_page
from resources.feeds import FEED_METHODS
from resources.filter_panel import address
from resources.registry import note_feed_reading

_NAMESPACE = uuid.UUID("6f1ad9a4-3f0d-4d0b-9c77-6a4f1b1f6b55")


def make_short(page, request, choice, data):
    """Make the address and show it on the same page; None if too many were made from here within the hour."""
    if is_over_limit("feed-link", client_address(request), get_setting("FEED_LINKS_PER_HOUR")):
        return None
    make_feed_link(page, choice)
    return redirect(f"{address(f'{page.get_url(request)}subscribe/', data)}#address")


@csrf_exempt
def short_feed(request, code):
    """The same octets as at the long address, without a redirect: some programs would keep what it led to."""
    if request.method not in FEED_METHODS:
        return HttpResponseNotAllowed(FEED_METHODS)
    if (answer := answer_without_page(request, request.path_info)) is not None:
        return answer
    link = FeedLink.objects.filter(code=code).first()
    if link is None:
        raise Http404
    calendar = CalendarPage.objects.filter(pk=link.calendar_id).select_related("locale").first()
    if calendar is None or not calendar.live:
        return _ended(request, link, calendar)
    # The long address asks for the password or the sign-in; a program could give neither.
    if calendar.get_view_restrictions():
        raise Http404
    narrowed = copy.copy(request)
    narrowed.GET = data_of(link.choice, Vocabularies.load())
    return note_feed_reading(request, calendar_feed_response(calendar, narrowed))


def _ended(request, link, calendar):
    """410 with one entry that says so. Nothing is told of a calendar that only some may see."""
    if calendar is not None and calendar.get_view_restrictions():
        raise Http404
    language = calendar.locale.language_code if calendar else translation.get_language()
    with translation.override(language):
        title = link.title
        return closed_response(
            request,
            uid=uuid.uuid5(_NAMESPACE, link.code),
            name=title,
            title=_("This calendar has ended: %(name)s") % {"name": title},
            text=_("It gets no new dates. You can remove it from your calendar program."),
            ended_at=None,
            language=language,
        )
