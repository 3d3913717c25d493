"""A calendar's counts, kept until something is published or over, so that a list costs what it shows."""

import hashlib

from django.core.cache import cache
from django.db.models import Min, Q
from django.utils import timezone

from events.feeds.version import state_number
from events.times import OPEN_END

from .facets import FacetCounts, facet_counts

_SECONDS_KEPT = 3600
# Raise it when what is kept gets another form: a cache may outlive an upgrade.
_FORM = 2


def kept_facet_counts(calendar, gatherings, query) -> FacetCounts:
    """`facet_counts` of a calendar's page for these filters. One query if nothing has changed since the last time.

    What people type is counted each time: hardly anybody types the same.
    """
    address = f"{type(query).__name__}?{query.query().urlencode()}"
    return _kept(calendar, gatherings, query, address, lambda: facet_counts(gatherings, query))


def kept_count(calendar, gatherings, query, name) -> int:
    """How many `gatherings` there are, found by these filters wherever one is near; kept likewise under `name`."""
    address = f"{name}?{query.query(leave_out=('zip', 'miles')).urlencode()}"
    return _kept(calendar, gatherings, query, address, gatherings.count)


def _kept(calendar, gatherings, query, address, count):
    if query.text or query.from_date or query.to_date:
        return count()
    # Read before the content that is counted: what is published meanwhile is counted the next time.
    state, now = state_number(), timezone.now()
    digest = hashlib.sha256(address.encode()).hexdigest()[:40]
    key = f"partnership-counts-{_FORM}-{calendar.pk}-{digest}"
    kept_state, until, counts = cache.get(key) or (None, None, None)
    if kept_state == state and (until is None or now <= until):
        return counts
    counts = count()
    cache.set(key, (state, _next_end(gatherings, now), counts), _SECONDS_KEPT)
    return counts


def _next_end(gatherings, now):
    """When the first of those to come becomes one of the past; None if none is to come."""
    to_come = gatherings.upcoming(now).order_by()
    found = to_come.aggregate(end=Min("ends_at"), open_start=Min("starts_at", filter=Q(ends_at=None)))
    ends = [found["end"], found["open_start"] and found["open_start"] + OPEN_END]
    return min((end for end in ends if end), default=None)
