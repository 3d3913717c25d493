"""The answers of the feed addresses: a calendar's feed, one gathering's file, and a guest's own entry.

Public feeds come from `CalendarEntry`, the published state, so drafts never show and withdrawn pages do, as cancelled.
They join texts that are kept ready (`events.feeds.vevents`). The address to join online is in a guest's own entry only.
"""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendars.filters import MULTIPLE, CalendarQuery, EntryFilter, Vocabularies
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import entry_scope, restricted_pages, start_of_today, window_start
from events.enums import AttendanceWay, RegistrationStatus
from events.ical.writing import (
    CONFIRMED,
    CONTENT_TYPE,
    TENTATIVE,
    CalendarFacts,
    encoded,
    event_text,
    feed_head,
    joined,
    joined_event,
    single_event,
)
from events.models import CalendarEntry, NetworkCalendar
from events.networks.merging import network_facts
from events.permissions import can_see_join_url
from resources import known_feeds
from resources.absolute_addresses import absolute_url
from resources.conf import get_setting
from resources.feeds import built_feed_response

from .closing import closed_filter_response
from .entry_facts import entry_facts
from .kept_texts import kept_texts, last_change, latest, with_others
from .readers import remember_calendar
from .ready import FeedSwitches, ReadyMemory, max_age
from .version import feed_state
from .vevents import refresh_stale

COLOR = "teal"


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
        scope = entry_scope(calendar, narrowing, restricted)
        gatherings = scope.entries()
        if query.is_narrowed:
            gatherings = EntryFilter(query, gatherings).qs
        switches = FeedSwitches.of(request.GET)
        kept = kept_texts(switches.shown(gatherings), switches.past_days)
        foreign = ()
        if NetworkCalendar.objects.filter(is_active=True, is_in_feeds=True).exists():
            since, keep_cancelled = window_start(switches.past_days), not switches.drops_cancelled
            foreign = network_facts(calendar, query, since=since, keep_cancelled=keep_cancelled, narrowing=narrowing)
            kept = with_others(kept, foreign)
        events = [*kept.texts, *kept.others]
        head = feed_head(feed_facts(calendar, query, request), events, kept.spans)
        # Networks' events leave at midnight, and nothing tells which did.
        left_at = start_of_today() if foreign else None
        return built_feed_response(
            request,
            joined(head, encoded(events)),
            changed_at=lambda: latest(state.changed_at, left_at, last_change(gatherings, switches.past_days)),
            token=state.token,
            until=kept.until,
            content_type=CONTENT_TYPE,
            filename=f"{calendar.slug}.ics",
            max_age=max_age(),
            private=any(calendar.path.startswith(path) for _number, path in restricted),
            memory=ReadyMemory.of(request, calendar, scope, head.decode(), "".join(kept.others)) or known_feeds,
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
        max_age=max_age(),
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
    asked = query.query(leave_out=("when",), **FeedSwitches.of(request.GET).as_query()).urlencode()
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


def _words_of(data) -> Vocabularies:
    """The vocabularies, or none of them for an address that asks for no word of theirs."""
    return Vocabularies.load() if any(name in data for name in MULTIPLE) else Vocabularies()
