"""The next months of a calendar for a pin board: no filters, with addresses."""

from django.utils import timezone
from django.utils.translation import ngettext

from events.calendars.filters import CalendarQuery, Vocabularies, narrowed
from events.calendars.kept_counts import kept_facet_counts
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import gatherings_of, in_period
from events.enums import AttendanceMode
from events.gatherings.rows import gathering_row
from events.networks.merging import in_period as in_period_of_networks
from events.networks.merging import is_network, network_events_of, network_row
from resources.absolute_addresses import absolute_url

from .calendar_frame import by_month, first_of, frame, upcoming_in_words

# About ten sheets of paper.
MOST_PRINTED = 120


def paper(page, request):
    """What lies ahead, in print: when, where with the street, how to attend, whom to ask. A fixed number of queries."""
    query = CalendarQuery(request.GET, Vocabularies.load())
    query.period = "upcoming"
    narrowing = narrowing_of(page)
    own = gatherings_of(page, narrowing)
    found = in_period(narrowed(own, query), "upcoming")
    foreign = in_period_of_networks(network_events_of(page, query, narrowing), "upcoming")
    shown = first_of(found.with_row_data(), foreign, MOST_PRINTED)
    left = 0
    if len(shown) == MOST_PRINTED:
        left = kept_facet_counts(page, own, query).total + foreign.count() - len(shown)
    more = ngettext("%(count)s later gathering is not printed.", "%(count)s later gatherings are not printed.", left)
    context = {
        "months": by_month(shown, request, _row),
        "count_text": upcoming_in_words(len(shown) + left),
        "labels": query.labels(),
        "more_text": more % {"count": left} if left else "",
        "printed_on": timezone.localdate(),
        "calendar_url": absolute_url(page, request),
        "back_url": page.get_url(request),
        "robots": "noindex",
        **frame(page, request, query, narrowing, view="list"),
    }
    return page.render(request, context_overrides=context, template="partnership_events/calendar_paper.html")


def _row(row, request, now):
    return _foreign_row(row, request, now) if is_network(row) else _own_row(row, request, now)


def _foreign_row(event, request, now):
    """The network's own page has all else."""
    row = network_row(event, request, now)
    return row | {"address": row["place"], "full_url": row["url"]}


def _own_row(gathering, request, now):
    people = (gathering.contact_name, gathering.contact_email, gathering.contact_phone)
    return gathering_row(gathering, request, now) | {
        "is_online": gathering.mode == AttendanceMode.ONLINE,
        "address": gathering.place,
        "full_url": absolute_url(gathering, request),
        "contact": ", ".join(part for part in people if part),
        "cost": gathering.cost,
    }
