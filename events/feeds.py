"""Gatherings as calendar entries: from published records to `EventFacts`, and the answers of the feed addresses.

Public feeds come from `CalendarEntry`, the published state, so drafts never show and withdrawn pages do, as cancelled.
The address to join online is in a guest's own entry only.
"""

import hashlib
from dataclasses import replace
from datetime import datetime

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from resources.conf import get_setting
from resources.feeds import feed_response

from .addresses import absolute_url
from .enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationStatus
from .filters import CalendarQuery, EntryFilter, Vocabularies
from .ical import CANCELLED, CONFIRMED, CONTENT_TYPE, TENTATIVE, CalendarFacts, EventFacts, calendar_feed, single_event
from .permissions import can_see_join_url
from .scopes import entries_of, in_window
from .times import local_days, zone_of

# Part of every ETag: raise it when the same records are written in another way, so that programs fetch again.
WRITER_VERSION = 1
COLOR = "teal"
STATUSES = {
    GatheringStatus.SCHEDULED: CONFIRMED,
    GatheringStatus.POSTPONED: TENTATIVE,
    GatheringStatus.CANCELLED: CANCELLED,
}


def calendar_feed_response(calendar, request):
    """The feed of a calendar page, narrowed like the page by its query string. R21, R35.

    Beside the page's filters it knows `cancelled=drop` and `past=drop`; a feed keeps both unless told so. An unchanged
    feed is answered from the records' numbers alone.
    """
    language = calendar.locale.language_code
    with translation.override(language):
        query = CalendarQuery(request.GET, Vocabularies.load())
        scope = entries_of(calendar)
        past_days = 0 if request.GET.get("past") == "drop" else get_setting("FEED_PAST_DAYS")
        keep_cancelled = request.GET.get("cancelled") != "drop"
        entries = in_window(EntryFilter(query, scope).qs, past_days, keep_cancelled=keep_cancelled)
        address = f"{absolute_url(calendar, request)}calendar.ics"
        asked = query.query(leave_out=("when",), **_choices(request)).urlencode()
        facts = CalendarFacts(
            name=feed_name(calendar, query),
            description=_("Gatherings of the after-school community. The page has details and registration."),
            url=absolute_url(calendar, request),
            source_url=f"{address}?{asked}" if asked else address,
            refresh_hours=get_setting("FEED_REFRESH_HOURS"),
            color=COLOR,
            language=language,
            time_zone=timezone.get_default_timezone_name(),
        )

        def body():
            with translation.override(language):
                rows = entries.select_related("gathering", "region", "kind").prefetch_related("topics")
                return calendar_feed(facts, [entry_facts(row, request) for row in rows.order_by("starts_at", "pk")])

        return feed_response(
            request,
            body=body,
            etag_key=_digest(facts, query.vocabularies, entries),
            last_modified=_last_change(calendar, scope),
            content_type=CONTENT_TYPE,
            filename=f"{calendar.slug}.ics",
            max_age=get_setting("FEED_REFRESH_HOURS") * 900,
        )


def gathering_feed_response(gathering, request):
    """One gathering to put into one's own calendar."""
    language = gathering.locale.language_code
    record, modified_at = record_of(gathering)
    with translation.override(language):
        return feed_response(
            request,
            body=lambda: single_event(entry_facts(record, request, gathering=gathering), language=language),
            etag_key=f"{WRITER_VERSION}\n{gathering.pk}\n{_sequence(record)}\n{modified_at.isoformat()}",
            last_modified=modified_at,
            content_type=CONTENT_TYPE,
            filename=f"{gathering.slug}.ics",
            max_age=get_setting("FEED_REFRESH_HOURS") * 900,
            as_attachment=True,
        )


def registration_event(registration):
    """A guest's own entry, as octets: the place for those who come, the address to join for those who attend online.

    It has the UID of the public feed, so a calendar that holds both shows one.
    """
    gathering = registration.gathering
    record, _modified_at = record_of(gathering)
    facts = entry_facts(record, None, gathering=gathering)
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
    return single_event(replace(facts, **changes), language=gathering.locale.language_code)


def entry_facts(record, request, gathering=None):
    """`EventFacts` of a published record, or of a gathering that has none yet. No private value is read here.

    Costs no query if the record's gathering, kind and topics were fetched with it.
    """
    page = gathering or record.gathering
    is_withdrawn = page is None or not page.live
    status = CANCELLED if is_withdrawn else STATUSES[GatheringStatus(record.status)]
    zone = zone_of(record.time_zone)
    first_on, last_on = local_days(record.starts_at, record.ends_at, zone)
    url = "" if is_withdrawn else absolute_url(page, request)
    return EventFacts(
        uid=uid_text(record.uid),
        summary=record.title,
        summary_prefix=_prefix(status),
        last_modified_at=min(_modified_at(record), timezone.now()),
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        is_all_day=record.is_all_day,
        first_on=first_on,
        last_on=last_on,
        time_zone=record.time_zone,
        description=_description(page, is_withdrawn, url),
        location=_location(record),
        url=url,
        status=status,
        sequence=_sequence(record),
        categories=(
            *([record.kind.name] if record.kind else []),
            *sorted(topic.name for topic in record.topics.all()),
        ),
    )


def record_of(gathering):
    """A gathering's published record and when it last changed; the gathering itself while it has none."""
    record = getattr(gathering, "calendar_entry", None) or gathering
    return record, min(_modified_at(record), timezone.now())


def uid_text(uid):
    """The identity of a gathering in calendars: its stored UUID, with the configured domain if there is one."""
    domain = get_setting("CALENDAR_UID_DOMAIN")
    return f"{uid}@{domain}" if domain else str(uid)


def feed_name(calendar, query):
    """ "Illinois After-School Partnership: Gatherings (Kane, Health)". The same for the same address at all times."""
    site = calendar.get_site()
    name = f"{site.site_name}: {calendar.title}" if site and site.site_name else calendar.title
    labels = [*query.labels(), *([_("“%(text)s”") % {"text": query.text}] if query.text else [])]
    return f"{name} ({', '.join(labels)})" if labels else name


def _choices(request):
    return {name: "drop" for name in ("cancelled", "past") if request.GET.get(name) == "drop"}


def _digest(facts, vocabularies, entries):
    """Everything the octets of a feed depend on. One query of a few numbers for each entry."""
    words = [
        (name, str(label)) for name in ("region", "kind", "topic") for name, label in vocabularies.choices(name).items()
    ]
    rows = entries.order_by("pk").values_list(
        "uid", "sequence", "modified_at", "gathering__live", "gathering__url_path"
    )
    digest = hashlib.sha256(repr((WRITER_VERSION, facts, words)).encode("utf-8", "surrogatepass"))
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _last_change(calendar, scope):
    """The newest change in the calendar's whole scope, so that what left the feed counts too; None without any."""
    newest = scope.aggregate(newest=Max("modified_at"))["newest"]
    moments = [moment for moment in (newest, calendar.last_published_at) if moment]
    return max(moments, default=None)


def _modified_at(record) -> datetime:
    known = getattr(record, "modified_at", None) or getattr(record, "last_published_at", None)
    return known or getattr(record, "first_published_at", None) or timezone.now()


def _sequence(record):
    return getattr(record, "sequence", 0)


def _prefix(status):
    return {CANCELLED: _("Cancelled"), TENTATIVE: _("Postponed")}.get(status, "")


def _location(record):
    if record.mode == AttendanceMode.ONLINE:
        return _("Online")
    if record.mode == AttendanceMode.HYBRID:
        return _("%(place)s, or online") % {"place": record.place} if record.place else _("In person or online")
    return record.place


def _description(page, is_withdrawn, url):
    if is_withdrawn:
        return _("This gathering was taken off the calendar.")
    details = _("Details and registration: %(address)s") % {"address": url} if url else ""
    return "\n\n".join(part for part in (page.status_note, page.summary, details) if part)
