"""Gatherings near a ZIP code, nearest first."""

from django.utils import timezone
from django.utils.translation import ngettext

from events.calendars.facets import chips, facet_counts, facets
from events.calendars.filters import Vocabularies, narrowed
from events.calendars.forms import NearForm, NearQuery
from events.calendars.narrowing import narrowing_of
from events.calendars.nearness import miles_in_words, within, without_place
from events.calendars.scopes import gatherings_of, in_period, with_seats
from events.enums import AttendanceMode
from events.gatherings.rows import gathering_row
from resources.conf import get_setting
from resources.filter_panel import address
from resources.paging import RowPaginator

from .calendar_frame import by_month, frame, search_box, upcoming_in_words

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
    counts = facet_counts(scope, query)
    found = narrowed(scope, query).upcoming()
    # Narrowed ones keep the order by distance.
    found = found if query.place else found.by_time()
    rows = with_seats(found.with_row_data().select_related("calendar_entry"))
    page_obj = RowPaginator(rows, get_setting("PAGE_SIZE"), count=counts.total).get_page(request.GET.get("page"))
    is_near = query.place is not None
    context = {
        "page_obj": page_obj,
        "rows": [_row(gathering, request, query.place) for gathering in page_obj] if is_near else [],
        "months": [] if is_near else by_month(page_obj, request),
        "is_near": is_near,
        "count_text": _count_in_words(counts.total, query),
        "facets": facets(query, counts),
        "chips": chips(query, path),
        "clear_url": address(path, NearQuery(_only_place(query), query.vocabularies).query()),
        "search": search_box(query),
        "near_form": NearForm(query),
        "near_url": path,
        "near_hidden": list(query.query(leave_out=("zip", "miles")).lists()),
        "hidden": [("zip", query.zip_code), ("miles", query.miles)] if query.zip_code else [],
        "robots": "noindex",
        **(_elsewhere(page, request, own, query) if is_near else {}),
        **frame(page, request, query, narrowing, view="near"),
    }
    return page.render(request, context_overrides=context, template="partnership_events/calendar_near.html")


def _row(gathering, request, place):
    row = gathering_row(gathering, request)
    return row | {"distance": miles_in_words(place, getattr(gathering, "calendar_entry", None))}


def _elsewhere(page, request, own, query):
    """Gatherings that have no distance: the next ones online, and how many stand at a place that we do not know."""
    filtered = in_period(narrowed(own, query), "upcoming")
    online = with_seats(filtered.filter(mode=AttendanceMode.ONLINE).with_row_data())[: ONLINE_SHOWN + 1]
    rows = [gathering_row(gathering, request, timezone.now()) for gathering in online]
    count = without_place(filtered).count()
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
