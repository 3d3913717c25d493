"""The calendar page: a list by month, with filters and a map. The feed takes the same filters."""

from django.utils.translation import ngettext

from events.calendars.facets import chips, facets
from events.calendars.filters import PERIODS, CalendarQuery, Vocabularies, narrowed
from events.calendars.forms import DatesForm, NearForm, NearQuery
from events.calendars.kept_counts import kept_facet_counts
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import gatherings_of, in_period, with_seats
from events.geo.map import region_map
from events.geo.map_regions import map_regions
from events.networks.merging import in_period as in_period_of_networks
from events.networks.merging import network_events_of, upcoming_page
from resources.conf import get_setting
from resources.filter_panel import address

from .calendar_frame import by_month, frame, list_row, search_box, upcoming_in_words


def index(page, request):
    """The list, a fixed number of queries for any number of gatherings. R20, R21."""
    query = CalendarQuery(request.GET, Vocabularies.load())
    narrowing = narrowing_of(page)
    own = gatherings_of(page, narrowing)
    counts = kept_facet_counts(page, own, query)
    page_obj = upcoming_page(
        with_seats(in_period(narrowed(own, query), query.period).with_row_data()),
        in_period_of_networks(network_events_of(page, query, narrowing), query.period),
        request.GET.get("page"),
        get_setting("PAGE_SIZE"),
        latest_first=query.period == "past",
        gatherings_count=counts.total,
    )
    path = page.get_url(request)
    context = {
        "page_obj": page_obj,
        "months": by_month(page_obj, request, list_row),
        "count_text": _count_in_words(page_obj.paginator, query.period),
        "facets": facets(query, counts),
        "chips": chips(query, path),
        "clear_url": path,
        "dates_form": DatesForm(query),
        "near_form": NearForm(NearQuery(query.query(), query.vocabularies)),
        "near_url": f"{path}near/",
        "near_hidden": list(query.query(leave_out=("when", "from_date", "to_date")).lists()),
        "search": search_box(query),
        "hidden": [("when", query.period)] if query.period != "upcoming" else [],
        "period_tabs": _period_tabs(query, path),
        "map": region_map(
            map_regions(),
            counts=counts.region,
            link_for=lambda region: address(path, query.query(leave_out=("region", "group"), region=region.slug)),
            selected=query.values["region"][0] if len(query.values["region"]) == 1 else None,
        ),
        **frame(page, request, query, narrowing, view="list"),
    }
    return page.render(request, context_overrides=context)


def _count_in_words(paginator, period):
    count, of_networks = paginator.count, paginator.events_count
    words = {
        "upcoming": upcoming_in_words(count),
        "past": ngettext("%(count)s past gathering", "%(count)s past gatherings", count),
        "all": ngettext("%(count)s gathering", "%(count)s gatherings", count),
    }
    text = words[period] % {"count": count}
    if not of_networks:
        return text
    more = ngettext("%(count)s of them of a network", "%(count)s of them of networks", of_networks)
    return f"{text}, {more % {'count': of_networks}}"


def _period_tabs(query, path):
    return [
        {
            "title": label,
            "url": address(path, query.query(leave_out=("when",), **({} if key == "upcoming" else {"when": key}))),
            "is_current": query.period == key,
        }
        for key, label in PERIODS
    ]
