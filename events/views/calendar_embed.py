"""The next gatherings of a calendar as a bare page that partners show in a frame on their own sites."""

from urllib.parse import urlsplit

from django.utils.cache import patch_cache_control

from events.calendars.filters import CalendarQuery, Vocabularies, narrowed
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import gatherings_of, in_period
from events.networks.merging import in_period as in_period_of_networks
from events.networks.merging import is_network, network_events_of
from resources.absolute_addresses import absolute_url
from resources.filter_panel import address

from .calendar_frame import first_of, list_row

COUNTS = (5, 10)
MAX_AGE = 15 * 60


def embed(page, request):
    """The only page that others may show in a frame. It reads and sets no cookie, has no forms and no scripts, and each
    link opens outside the frame. Takes the calendar's filters and `?count=5` or 10. R35.
    """
    query = CalendarQuery(request.GET, Vocabularies.load())
    narrowing = narrowing_of(page)
    found = in_period(narrowed(gatherings_of(page, narrowing), query), "upcoming")
    foreign = in_period_of_networks(network_events_of(page, query, narrowing), "upcoming")
    calendar_url = address(absolute_url(page, request), query.query(leave_out=("when",)))
    rows = [
        list_row(row, request) | ({} if is_network(row) else {"url": absolute_url(row, request)})
        for row in first_of(found.with_row_data(), foreign, count_of(request))
    ]
    context = {"rows": rows, "calendar_url": calendar_url, "host": urlsplit(calendar_url).hostname}
    response = page.render(request, context_overrides=context, template="partnership_events/calendar_embed.html")
    response.xframe_options_exempt = True
    # Read by django-csp; nothing happens where the site does without it.
    response._csp_replace = {"frame-ancestors": ["*"]}
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def count_of(request):
    """How many gatherings `?count=` asks for; 5 for anything else."""
    sent = request.GET.get("count", "")
    return int(sent) if sent in map(str, COUNTS) else COUNTS[0]
