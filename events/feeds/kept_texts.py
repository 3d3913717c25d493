"""The kept texts of a feed's records (`events.feeds.vevents`), brought up to date and in the order of the feed."""

import re
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import BinaryField, F, Func, Max, Min
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.calendars.scopes import over_before, start_of_day, start_of_today, window_start
from events.ical.writing import event_text
from events.models import CalendarEntry

from .version import writer_version
from .vevents import refresh_stale

_YEARS = re.compile(r"^DT(?:START|END)[^:]*:(\d{4})", re.MULTILINE)


class KeptTexts(NamedTuple):
    """Texts in order of their start, those of others after ours, the days on which each zone may be named, and the
    moment at which the feed changes by itself."""

    texts: tuple[str, ...]
    others: tuple[str, ...]
    spans: dict[str, tuple[date, date]]
    until: datetime


def kept_texts(entries, past_days) -> KeptTexts:
    """Two queries, as long as no kept text is stale. Stale ones are written anew on the way."""
    now = timezone.now()
    kept = _kept()
    if kept.ends_at and kept.ends_at <= now:
        refresh_stale(CalendarEntry.objects.all())
    elif kept.is_stale:
        refresh_stale(entries)
    if kept.is_stale or kept.ends_at:
        kept = _kept()
    texts = texts_of(entries)
    until = min(filter(None, [start_of_day(now, 1), kept.ends_at]))
    if not texts:
        return KeptTexts((), (), {}, until)
    # Reading all starts and ends only for this would take as long as reading the texts.
    last_year = max(int(year) for year in _YEARS.findall(texts[-1]))
    span = (window_start(past_days).date(), date(last_year, 12, 31))
    return KeptTexts(texts, (), dict.fromkeys(kept.zones, span), until)


def texts_of(entries) -> tuple[str, ...]:
    """In the order of a feed, whether or not they are up to date. One query."""
    return tuple(entries.order_by("starts_at", "pk").values_list("vevent", flat=True))


def octets_of(entries) -> tuple[bytes, ...]:
    """The same as octets, as they are sent: the database hands them over without making characters of them."""
    ready = entries.annotate(octets=Octets("vevent")).order_by("starts_at", "pk")
    return tuple(ready.values_list("octets", flat=True))


class Octets(Func):
    """A text of the database in UTF-8."""

    template = "CAST(%(expressions)s AS BLOB)"
    output_field = BinaryField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="convert_to(%(expressions)s, 'UTF8')", **context)

    def as_mysql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS BINARY)", **context)


class _Kept(NamedTuple):
    """All kept texts, in whichever feed: their zones, whether one is stale, and when the next is past its time."""

    zones: set[str]
    is_stale: bool
    ends_at: datetime | None


def _kept() -> _Kept:
    """One query, answered by an index alone."""
    rows = list(
        CalendarEntry.objects.order_by().values_list("vevent_version", "time_zone").annotate(Min("vevent_until"))
    )
    version = writer_version()
    return _Kept(
        zones={zone for _version, zone, _end in rows},
        is_stale=any(written != version for written, _zone, _end in rows),
        ends_at=min((end for _version, _zone, end in rows if end), default=None),
    )


def with_others(kept, others) -> KeptTexts:
    """The same feed with events that are not kept ready, after ours."""
    spans = dict(kept.spans)
    for facts in others:
        days = [moment.date() for moment in (facts.starts_at, facts.ends_at or facts.starts_at)]
        days += spans.get(facts.time_zone, ())
        spans[facts.time_zone] = (min(days), max(days))
    return kept._replace(others=tuple(map(event_text, others)), spans=spans)


def last_change(gatherings, past_days) -> datetime | None:
    """When one of them last said something new, or left the feed because its time was over; None without any."""
    over_at = Coalesce(F("ends_at"), F("starts_at"))
    # A cancelled one leaves on the day after its end, any other when it is as old as feeds go back.
    last = gatherings.aggregate(
        said=Max("modified_at"),
        any=Max(over_at, filter=over_before(window_start(past_days))),
        cancelled=Max(over_at, filter=over_before(start_of_today())),
    )
    return latest(
        last["said"],
        last["any"] and start_of_day(last["any"], past_days + 1),
        last["cancelled"] and start_of_day(last["cancelled"], 1),
    )


def latest(*moments):
    """The last of the moments that are known; None if none is."""
    return max((moment for moment in moments if moment), default=None)
