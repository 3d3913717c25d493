"""Gatherings near a ZIP code, nearest first."""

from django.utils import timezone
from django.utils.translation import ngettext

from events.calendars.facets import chips, facets
from events.calendars.filters import Vocabularies, narrowed
from events.calendars.forms import NearForm, NearQuery
from events.calendars.kept_counts import kept_count, kept_facet_counts
from events.calendars.narrowing import narrowing_of
from events.calendars.nearness import (
    EVENT_FIELDS,
    is_within,
    miles_in_words,
    within,
    without_coordinates,
    without_place,
)
from events.calendars.scopes import gatherings_of, in_period, with_seats
from events.enums import AttendanceMode
from events.gatherings.rows import gathering_row
from events.networks.merging import MergedPaginator, NearPaginator, is_network, network_events_of
from resources.conf import get_setting
from resources.filter_panel import address

from .calendar_frame import by_month, frame, list_row, search_box, upcoming_in_words

ONLINE_SHOWN = 5


def near(page, request):
    """Upcoming gatherings within some miles of `?zip=`, each with its distance; those online stand apart.

    Without a ZIP code that we know, the plain list with a sentence on it. R20, R102.
    """
    query = NearQuery(request.GET, Vocabularies.load())
    # The past is near to nobody.
    query.period = "upcoming"
    narrowing = narrowing_of(page)
    own = gatherings_of(page, narrowing)
    path = f"{page.get_url(request)}near/"
    scope = within(own, query.place, query.miles) if query.place else own
    counts = kept_facet_counts(page, scope, query)
    found = narrowed(scope, query).upcoming()
    # Narrowed ones keep the order by distance.
    found = found if query.place else found.by_time()
    rows = with_seats(found.with_row_data().select_related("calendar_entry"))
    foreign = network_events_of(page, query, narrowing).upcoming()
    page_obj, count = _paged(request, query, rows, foreign, counts.total)
    is_near = query.place is not None
    context = {
        "page_obj": page_obj,
        "rows": [_row(row, request, query.place) for row in page_obj] if is_near else [],
        "months": [] if is_near else by_month(page_obj, request, list_row),
        "is_near": is_near,
        "count_text": _count_in_words(count, query),
        "facets": facets(query, counts),
        "chips": chips(query, path),
        "clear_url": address(path, NearQuery(_only_place(query), query.vocabularies).query()),
        "search": search_box(query),
        "near_form": NearForm(query),
        "near_url": path,
        "near_hidden": list(query.query(leave_out=("zip", "miles")).lists()),
        "hidden": [("zip", query.zip_code), ("miles", query.miles)] if query.zip_code else [],
        "robots": "noindex",
        **(_elsewhere(page, request, own, query, foreign) if is_near else {}),
        **frame(page, request, query, narrowing, view="near"),
    }
    return page.render(request, context_overrides=context, template="partnership_events/calendar_near.html")


def _paged(request, query, rows, foreign, count):
    """A page of gatherings and networks' events together, and how many there are in all."""
    size, foreign = get_setting("PAGE_SIZE"), foreign.select_related("calendar__region")
    if query.place is None:
        paginator = MergedPaginator(rows, foreign, size, gatherings_count=count)
    else:
        near = foreign.filter(is_within(query.place, query.miles, EVENT_FIELDS))
        paginator = NearPaginator(rows, near, size, place=query.place, gatherings_count=count)
    return paginator.get_page(request.GET.get("page")), paginator.count


def _row(row, request, place):
    placed = row if is_network(row) else getattr(row, "calendar_entry", None)
    return list_row(row, request, timezone.now()) | {"distance": miles_in_words(place, placed)}


def _elsewhere(page, request, own, query, foreign):
    """What has no distance: the next gatherings online, and how many stand at a place that we do not know."""
    filtered = in_period(narrowed(own, query), "upcoming")
    online = with_seats(filtered.filter(mode=AttendanceMode.ONLINE).with_row_data())[: ONLINE_SHOWN + 1]
    rows = [gathering_row(gathering, request, timezone.now()) for gathering in online]
    unplaced = kept_count(page, without_place(filtered), query, "unplaced")
    count = unplaced + without_coordinates(foreign).count()
    text = ngettext(
        "%(count)s gathering has a place that we cannot measure to. It is in the list.",
        "%(count)s gatherings have places that we cannot measure to. They are in the list.",
        count,
    )
    path = page.get_url(request)
    data = query.query(leave_out=("when", "zip", "miles", "mode"), mode=AttendanceMode.ONLINE.value)
    return {
        "online_rows": rows[:ONLINE_SHOWN],
        "online_url": address(path, data) if len(rows) > ONLINE_SHOWN else "",
        "unplaced_text": text % {"count": count} if count else "",
        "unplaced_url": address(path, query.query(leave_out=("when", "zip", "miles"))),
    }


def _only_place(query):
    data = query.query()
    for name in list(data):
        if name not in ("zip", "miles"):
            del data[name]
    return data


def _count_in_words(count, query):
    if query.place is None:
        return upcoming_in_words(count)
    text = ngettext(
        "%(count)s gathering within %(miles)s miles of %(zip)s",
        "%(count)s gatherings within %(miles)s miles of %(zip)s, nearest first",
        count,
    )
    return text % {"count": count, "miles": query.miles, "zip": query.zip_code}
