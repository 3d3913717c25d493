"""Networks' events among our own gatherings: in lists, month grids and feeds, marked with whose they are. R27.

A network says neither what an event is about nor how one attends, so filters by topic, kind and way of attending leave
its events out, and so do calendars that are narrowed to topics or kinds.
"""

from datetime import datetime, time
from functools import reduce
from operator import or_

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendars.filters import STATEWIDE
from events.calendars.narrowing import narrowing_of
from events.calendars.nearness import ENTRY_FIELDS, EVENT_FIELDS, squared_miles
from events.calendars.scopes import over_from
from events.feeds.entry_facts import uid_text
from events.ical.writing import CANCELLED, CONFIRMED, EventFacts
from events.models import CalendarPage, NetworkEvent
from events.times import end_of_day, local_days, zone_or

_UNKNOWN_FILTERS = ("topic", "kind", "mode")
_TEXT_FIELDS = ("title", "description", "place", "calendar__name")
_SHORT = 240


def network_events_of(calendar_page, query, narrowing=None):
    """Networks' events that belong to a calendar page and match the filters, whatever their time; unordered.

    A calendar narrowed to regions has those of networks of these regions, one that is not narrowed has all unless it
    stands below another calendar: there it shows only what was put there. Costs the queries of `narrowing_of` unless
    it is given.
    """
    narrowing = narrowing_of(calendar_page) if narrowing is None else narrowing
    if narrowing.kinds is not None or narrowing.topics or any(query.values[name] for name in _UNKNOWN_FILTERS):
        return NetworkEvent.objects.none()
    events = NetworkEvent.objects.shown()
    if narrowing.regions is not None:
        events = events.filter(calendar__region__in=list(narrowing.regions))
    elif CalendarPage.objects.ancestor_of(calendar_page).exists():
        return NetworkEvent.objects.none()
    return _matching(events, query)


def in_period(events, period, now=None):
    """Events of "upcoming", "past" (latest first) or "all", in the order of a list."""
    if period == "past":
        return events.past(now).order_by("-starts_at", "pk")
    return (events.upcoming(now) if period == "upcoming" else events).order_by("starts_at", "pk")


def network_row(event, request=None, now=None):
    """One event as a row of a list: the keys of `rows.gathering_row`, and whose it is. No query if `calendar__region`
    was fetched with it. `url` leads to the network's own page; "" if it names none."""
    starts_at, ends_at = when_of(event)
    network = event.calendar
    return {
        "title": event.title,
        "url": event.url or network.website,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": event.time_zone,
        "place": place_of(event),
        "region": network.region.name if network.region else _("Whole state"),
        "kind": "",
        "way_label": "",
        "way_kind": "",
        "seats_label": "",
        "state_label": _("Cancelled") if event.is_cancelled else "",
        "state_kind": "stop" if event.is_cancelled else "",
        "summary": _shortened(event.description),
        "is_network": True,
        "network_name": network.name,
        "network_url": network.website,
    }


def when_of(event):
    """Start and end for showing: days of an all-day event, else moments in its own zone. None for an open end."""
    zone = _zone(event)
    if event.is_all_day:
        return local_days(event.starts_at, event.ends_at, zone)
    return event.starts_at.astimezone(zone), event.ends_at.astimezone(zone) if event.ends_at else None


def place_of(event):
    """Where it takes place; the address of a video call is not printed."""
    return _("Online") if event.place.startswith(("https://", "http://")) else event.place


def network_facts(calendar_page, query, *, since=None, keep_cancelled=True, narrowing=None):
    """`EventFacts` of the networks' events for a feed of the calendar page, by start.

    Only networks that staff let into feeds, and events that end at `since` (an aware datetime) or later. Two queries
    beside those of `network_events_of`.
    """
    events = network_events_of(calendar_page, query, narrowing).filter(calendar__is_in_feeds=True)
    if since is not None:
        events = events.filter(over_from(since))
    if not keep_cancelled:
        events = events.filter(is_cancelled=False)
    return [event_facts(event) for event in events.select_related("calendar__region").order_by("starts_at", "pk")]


def event_facts(event):
    """One event for a calendar program, under an identity of our own that outlives changes of the network's."""
    network = event.calendar
    first_on, last_on = local_days(event.starts_at, event.ends_at, _zone(event))
    source = _("From the network: %(name)s") % {"name": network.name}
    parts = (source, event.description, event.url or network.website)
    return EventFacts(
        uid=f"network-{uid_text(event.code)}",
        summary=event.title,
        summary_prefix=_("Cancelled") if event.is_cancelled else "",
        last_modified_at=min(event.modified_at, timezone.now()),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_all_day=event.is_all_day,
        first_on=first_on,
        last_on=last_on,
        time_zone=event.time_zone,
        description="\n\n".join(part for part in parts if part),
        location=place_of(event),
        url=event.url,
        status=CANCELLED if event.is_cancelled else CONFIRMED,
        sequence=event.sequence,
        categories=(network.name, *([network.region.name] if network.region else ())),
    )


class MergedPaginator(Paginator):
    """Pages over gatherings and networks' events together, by time. A page costs one query for its order and two for
    its rows, whatever the number of events; `count` may be given as far as it is known."""

    def __init__(self, gatherings, network_events, per_page, *, latest_first=False, gatherings_count=None):
        super().__init__([], per_page)
        self._gatherings, self._events = gatherings, network_events
        self._latest_first = latest_first
        gatherings_count = gatherings.order_by().count() if gatherings_count is None else gatherings_count
        self.events_count = network_events.order_by().count()
        self.count = gatherings_count + self.events_count

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        order = self._order() if self.events_count else self._own_order()
        return Page(self._loaded(order[start:end]), number, self)

    def _own_order(self):
        """As `_order`, while there are no networks' events; of the same start, by whatever the gatherings come by."""
        own = self._gatherings.prefetch_related(None).annotate(merged_kind=Value("gathering", CharField()))
        return own.values_list("starts_at", "pk", "merged_kind")

    def _order(self):
        """(start, number, kind) of everything, in the order of the list."""
        both = [
            queryset.order_by()
            .annotate(merged_kind=Value(kind, CharField()))
            .values_list("starts_at", "pk", "merged_kind")
            for queryset, kind in ((_bare(self._gatherings), "gathering"), (_bare(self._events), "network"))
        ]
        first = "-starts_at" if self._latest_first else "starts_at"
        return both[0].union(both[1], all=True).order_by(first, "merged_kind", "pk")

    def _loaded(self, order):
        order = [row[-3:] for row in order]
        found = {}
        for queryset, kind in ((self._gatherings, "gathering"), (self._events, "network")):
            numbers = [pk for _starts_at, pk, this_kind in order if this_kind == kind]
            rows = queryset.filter(pk__in=numbers) if numbers else ()
            found |= {(kind, row.pk): row for row in rows}
        # One may have been deleted in between.
        return [found[kind, pk] for _starts_at, pk, kind in order if (kind, pk) in found]


class NearPaginator(MergedPaginator):
    """The same with what is nearest to `place` first; all have coordinates."""

    def __init__(self, gatherings, network_events, per_page, *, place, gatherings_count=None):
        super().__init__(gatherings, network_events, per_page, gatherings_count=gatherings_count)
        self._place = place

    def _order(self):
        both = [
            _bare(queryset)
            .annotate(miles=squared_miles(self._place, fields), merged_kind=Value(kind, CharField()))
            .values_list("miles", "starts_at", "pk", "merged_kind")
            for queryset, kind, fields in (
                (self._gatherings, "gathering", ENTRY_FIELDS),
                (self._events, "network", EVENT_FIELDS),
            )
        ]
        return both[0].union(both[1], all=True).order_by("miles", "starts_at", "merged_kind", "pk")


def upcoming_page(gatherings, network_events, page_number, size, *, latest_first=False, gatherings_count=None):
    """The page of gatherings and networks' events together by time, as a Django `Page` of model rows.

    An unknown number gives the nearest page there is. `is_network` tells rows apart; `rows.gathering_row` and
    `network_row` print them. `gatherings` may carry all that rows need (`with_row_data`, `with_seats`).
    """
    events = network_events.select_related("calendar__region")
    paginator = MergedPaginator(gatherings, events, size, latest_first=latest_first, gatherings_count=gatherings_count)
    return paginator.get_page(page_number)


def is_network(row):
    """Whether a row of `upcoming_page` is a network's event."""
    return isinstance(row, NetworkEvent)


def _bare(queryset):
    """The same rows without what printing them needs: the order is made of three columns."""
    return queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk")).order_by()


def _matching(events, query):
    """Narrowed by region, group of regions, words and dates, as `filters` does it with gatherings."""
    regions, groups = query.values["region"], query.values["group"]
    if regions or groups:
        where = Q(calendar__region__slug__in=regions) | Q(calendar__region__group__slug__in=groups)
        events = events.filter(where | Q(calendar__region=None) if STATEWIDE in regions else where)
    for word in query.text.split()[:10]:
        events = events.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in _TEXT_FIELDS)))
    if query.from_date:
        start = timezone.make_aware(datetime.combine(query.from_date, time()))
        events = events.filter(over_from(start))
    if query.to_date:
        end = end_of_day(query.to_date, timezone.get_current_timezone())
        events = events.filter(starts_at__lt=end)
    return events


def _zone(event):
    return zone_or(event.time_zone, timezone.get_default_timezone())


def _shortened(text):
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rsplit(' ', 1)[0].rstrip()}…"
