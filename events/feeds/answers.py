"""The answers of the feed addresses: a calendar's feed, one gathering's file, and a guest's own entry.

Public feeds come from `CalendarEntry`, the published state, so drafts never show and withdrawn pages do, as cancelled.
They join texts that are kept ready (`events.feeds.vevents`). The address to join online is in a guest's own entry only.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Max, Min
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendars.filters import MULTIPLE, CalendarQuery, EntryFilter, Vocabularies
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import (
    entries_of,
    in_window,
    over_before,
    restricted_pages,
    start_of_day,
    start_of_today,
    window_start,
)
from events.enums import AttendanceWay, RegistrationStatus
from events.ical.writing import (
    CONFIRMED,
    CONTENT_TYPE,
    TENTATIVE,
    CalendarFacts,
    event_text,
    joined_event,
    joined_feed,
    single_event,
)
from events.models import CalendarEntry, NetworkCalendar
from events.networks.merging import network_facts
from events.permissions import can_see_join_url
from resources.absolute_addresses import absolute_url
from resources.conf import get_setting
from resources.feeds import built_feed_response

from .closing import closed_filter_response
from .entry_facts import entry_facts
from .readers import remember_calendar
from .version import feed_state, writer_version
from .vevents import refresh_stale

COLOR = "teal"
_YEARS = re.compile(r"^DT(?:START|END)[^:]*:(\d{4})", re.MULTILINE)


def calendar_feed_response(calendar, request):
    """The feed of a calendar page, narrowed like the page by its query string. R21, R35.

    Beside the page's filters it knows `cancelled=drop` and `past=drop`; a feed keeps both unless told so.
    """
    remember_calendar(request, calendar.pk)
    state = feed_state()
    with translation.override(calendar.locale.language_code):
        query = CalendarQuery(request.GET, _words_of(request.GET))
        if (answer := closed_filter_response(calendar, query, request)) is not None:
            return answer
        narrowing, restricted = narrowing_of(calendar), restricted_pages()
        gatherings = entries_of(calendar, narrowing, restricted)
        if query.is_narrowed:
            gatherings = EntryFilter(query, gatherings).qs
        past_days = 0 if request.GET.get("past") == "drop" else get_setting("FEED_PAST_DAYS")
        keep_cancelled = request.GET.get("cancelled") != "drop"
        ready = _ready(in_window(gatherings, past_days, keep_cancelled=keep_cancelled), past_days)
        foreign = ()
        if NetworkCalendar.objects.filter(is_active=True, is_in_feeds=True).exists():
            since = window_start(past_days)
            foreign = network_facts(calendar, query, since=since, keep_cancelled=keep_cancelled, narrowing=narrowing)
            ready = _with_others(ready, foreign)
        facts = feed_facts(calendar, query, request)
        content = joined_feed(facts, ready.texts, ready.spans)
        # Networks' events leave at midnight, and nothing tells which did.
        left_at = start_of_today() if foreign else None
        return built_feed_response(
            request,
            content,
            changed_at=lambda: _latest(state.changed_at, left_at, _last_change(gatherings, past_days)),
            token=state.token,
            until=ready.until,
            content_type=CONTENT_TYPE,
            filename=f"{calendar.slug}.ics",
            max_age=get_setting("FEED_REFRESH_HOURS") * 900,
            private=any(calendar.path.startswith(path) for _number, path in restricted),
        )


def gathering_feed_response(gathering, request):
    """One gathering to put into one's own calendar."""
    state = feed_state()
    language = gathering.locale.language_code
    refresh_stale(CalendarEntry.objects.filter(gathering=gathering))
    record, modified_at = record_of(gathering)
    with translation.override(language):
        told = entry_facts(record, gathering)
    text = getattr(record, "vevent", "") or event_text(told.facts)
    day = record.starts_at.date()
    spans = {record.time_zone: (day, max(day, record.ends_at.date()) if record.ends_at else day)}
    return built_feed_response(
        request,
        joined_event(text, spans, language=language),
        changed_at=lambda: modified_at,
        token=state.token,
        until=told.until or timezone.now() + timedelta(days=1),
        content_type=CONTENT_TYPE,
        filename=f"{gathering.slug}.ics",
        max_age=get_setting("FEED_REFRESH_HOURS") * 900,
        private=bool(gathering.get_view_restrictions()),
        as_attachment=True,
    )


def registration_event(registration):
    """A guest's own entry, as octets: the place for those who come, the address to join for those who attend online.

    It has the UID of the public feed, so a calendar that holds both shows one.
    """
    record, _modified_at = record_of(registration.gathering)
    return single_event(registration_facts(registration, record), language=registration.gathering.locale.language_code)


def registration_facts(registration, record):
    """A guest's own entry as facts. No query, if `record` has what `entry_facts` needs."""
    gathering = registration.gathering
    facts = entry_facts(record, gathering).facts
    changes = {}
    if registration.way == AttendanceWay.ONLINE:
        changes["location"] = _("Online")
        if can_see_join_url(registration) and gathering.join_url:
            changes["conference_url"] = gathering.join_url
            changes["conference_label"] = _("Join the gathering")
            joining = _("Join here: %(address)s") % {"address": gathering.join_url}
            changes["description"] = f"{joining}\n\n{facts.description}"
    else:
        changes["location"] = gathering.place
    if registration.status == RegistrationStatus.WAITLISTED and facts.status == CONFIRMED:
        changes["status"] = TENTATIVE
        changes["summary_prefix"] = _("Waiting list")
    return replace(facts, **changes)


def record_of(gathering):
    """A gathering's published record and when it last changed; the gathering itself while it has none."""
    record = CalendarEntry.objects.filter(gathering=gathering).first() or gathering
    return record, entry_facts(record, gathering).facts.last_modified_at


def feed_facts(calendar, query, request) -> CalendarFacts:
    """The feed as a whole: its name, its address, how often it is worth a look."""
    url = absolute_url(calendar)
    address = f"{url}calendar.ics"
    asked = query.query(leave_out=("when",), **_choices(request)).urlencode()
    return CalendarFacts(
        name=feed_name(calendar, query, Site.find_for_request(request)),
        description=_("Gatherings of the after-school community. The page has details and registration."),
        url=url,
        source_url=f"{address}?{asked}" if asked else address,
        refresh_hours=get_setting("FEED_REFRESH_HOURS"),
        color=COLOR,
        language=calendar.locale.language_code,
        time_zone=timezone.get_default_timezone_name(),
    )


def feed_name(calendar, query, site=None) -> str:
    """ "Illinois After-School Partnership: Gatherings (Kane, Health)". The same for the same address at all times."""
    site = site or calendar.get_site()
    name = f"{site.site_name}: {calendar.title}" if site and site.site_name else calendar.title
    labels = [*query.labels(), *([_("“%(text)s”") % {"text": query.text}] if query.text else [])]
    return f"{name} ({', '.join(labels)})" if labels else name


class _Ready(NamedTuple):
    """Texts in order of their start, the zones they may name, and the moment at which the feed changes by itself."""

    texts: tuple[str, ...]
    spans: dict[str, tuple[date, date]]
    until: datetime


def _ready(entries, past_days) -> _Ready:
    """Two queries, as long as no kept text is stale. Stale ones are written anew on the way."""
    now = timezone.now()
    kept = _kept()
    if kept.ends_at and kept.ends_at <= now:
        refresh_stale(CalendarEntry.objects.all())
    elif kept.is_stale:
        refresh_stale(entries)
    if kept.is_stale or kept.ends_at:
        kept = _kept()
    texts = tuple(entries.order_by("starts_at", "pk").values_list("vevent", flat=True))
    until = min(filter(None, [start_of_day(now, 1), kept.ends_at]))
    if not texts:
        return _Ready((), {}, until)
    # Reading all starts and ends only for this would take as long as reading the texts.
    last_year = max(int(year) for year in _YEARS.findall(texts[-1]))
    span = (window_start(past_days).date(), date(last_year, 12, 31))
    return _Ready(texts, dict.fromkeys(kept.zones, span), until)


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
    return _Kept(
        zones={zone for _version, zone, _end in rows},
        is_stale=any(version != writer_version() for version, _zone, _end in rows),
        ends_at=min((end for _version, _zone, end in rows if end), default=None),
    )


def _with_others(ready, others) -> _Ready:
    """The same feed with events that are not kept ready, after ours."""
    spans = dict(ready.spans)
    for facts in others:
        days = [moment.date() for moment in (facts.starts_at, facts.ends_at or facts.starts_at)]
        days += spans.get(facts.time_zone, ())
        spans[facts.time_zone] = (min(days), max(days))
    return ready._replace(texts=(*ready.texts, *map(event_text, others)), spans=spans)


def _words_of(data) -> Vocabularies:
    """The vocabularies, or none of them for an address that asks for no word of theirs."""
    return Vocabularies.load() if any(name in data for name in MULTIPLE) else Vocabularies()


def _choices(request):
    return {name: "drop" for name in ("cancelled", "past") if request.GET.get(name) == "drop"}


def _last_change(gatherings, past_days) -> datetime | None:
    """When one of them last said something new, or left the feed because its time was over; None without any."""
    over_at = Coalesce(F("ends_at"), F("starts_at"))
    # A cancelled one leaves on the day after its end, any other when it is as old as feeds go back.
    last = gatherings.aggregate(
        said=Max("modified_at"),
        any=Max(over_at, filter=over_before(window_start(past_days))),
        cancelled=Max(over_at, filter=over_before(start_of_today())),
    )
    return _latest(
        last["said"],
        last["any"] and start_of_day(last["any"], past_days + 1),
        last["cancelled"] and start_of_day(last["cancelled"], 1),
    )


def _latest(*moments):
    return max((moment for moment in moments if moment), default=None)
