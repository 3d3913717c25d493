"""What stands in a member's personal calendar: the gatherings they signed up for, and days that upper floors have.

A registration that the guest cancelled leaves the calendar; a gathering that was called off, or deleted, stays as
cancelled until it would have ended. The identity (UID) is that of the public feed, so a program that holds both shows
one.
"""

import uuid
from dataclasses import replace

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendars.scopes import in_window, window_start
from events.enums import RegistrationStatus
from events.feeds.answers import COLOR, registration_facts
from events.feeds.entry_facts import entry_facts, uid_text
from events.ical.writing import (
    CANCELLED,
    CONFIRMED,
    CONTENT_TYPE,
    TENTATIVE,
    CalendarFacts,
    EventFacts,
    calendar_feed,
)
from events.models import CalendarEntry, LostGathering, Registration
from resources.conf import get_setting
from resources.feeds import built_feed_response
from resources.registry import personal_dates

FILENAME = "my-calendar.ics"
# Of two registrations of one member for one gathering, the one that counts.
_RANK = (
    RegistrationStatus.ATTENDED,
    RegistrationStatus.GOING,
    RegistrationStatus.OFFERED,
    RegistrationStatus.WAITLISTED,
)


def personal_response(subscription, request):
    """The calendar itself. A fixed number of queries, whatever is in it."""
    with translation.override(settings.LANGUAGE_CODE):
        content = calendar_feed(_facts(request), _events(subscription, request))
    return _private(request, content)


def closing_response(subscription, request):
    """A calendar of one entry, on the day of its end: programs that get an error would keep old dates for ever."""
    with translation.override(settings.LANGUAGE_CODE):
        day = timezone.localtime(subscription.revoked_at).date()
        entry = EventFacts(
            uid=uid_text(uuid.uuid5(uuid.NAMESPACE_OID, f"closed:{subscription.token_hash}")),
            summary=_("This calendar has ended"),
            description=_("It gets no new dates. You can remove it from your calendar program."),
            last_modified_at=subscription.revoked_at,
            is_all_day=True,
            first_on=day,
            last_on=day,
        )
        content = calendar_feed(_facts(request), [entry])
    return _private(request, content)


def _private(request, content):
    return built_feed_response(
        request,
        content,
        # An entry that left would not show in a date, so only the ETag tells one state from another.
        changed_at=lambda: None,
        token="",
        until=timezone.now(),
        content_type=CONTENT_TYPE,
        filename=FILENAME,
        max_age=0,
        private=True,
    )


def _facts(request):
    """Neither SOURCE nor URL: the address is a secret, and calendars are shown and passed on."""
    site = Site.find_for_request(request)
    name = _("My gatherings")
    return CalendarFacts(
        name=f"{site.site_name}: {name}" if site and site.site_name else name,
        refresh_hours=get_setting("FEED_REFRESH_HOURS"),
        color=COLOR,
        language=settings.LANGUAGE_CODE,
        time_zone=timezone.get_default_timezone_name(),
    )


def _events(subscription, request):
    past_days = get_setting("FEED_PAST_DAYS")
    found = _own_gatherings(subscription, past_days)
    if subscription.shows_pair:
        since = timezone.localtime(window_start(past_days)).date()
        found += [_day(one, request) for one in personal_dates(subscription.user, since)]
    return found


def _own_gatherings(subscription, past_days):
    statuses = [status for status in _RANK if status != RegistrationStatus.WAITLISTED or subscription.shows_waiting]
    own = {}
    for one in sorted(
        Registration.objects.filter(user=subscription.user_id, status__in=statuses),
        key=lambda one: (_RANK.index(RegistrationStatus(one.status)), -one.pk),
    ):
        own.setdefault(one.gathering_id, one)
    lost = LostGathering.objects.filter(subscription=subscription.pk).values("entry")
    had = Q(gathering__in=list(own)) | Q(gathering=None, pk__in=lost)
    entries = in_window(CalendarEntry.objects.filter(had), past_days)
    entries = entries.select_related("gathering__locale", "region", "kind").prefetch_related("topics", "changes")
    return [
        _own(own[entry.gathering_id], entry) if entry.gathering_id else _lost(entry)
        for entry in entries.order_by("starts_at", "pk")
    ]


def _lost(entry):
    """One gathering that was deleted, as every feed says it: cancelled, without a word of who had it."""
    with translation.override(entry.language_code or settings.LANGUAGE_CODE):
        return entry_facts(entry).facts


def _own(registration, entry):
    """One gathering as this guest attends it."""
    registration.gathering = entry.gathering
    with translation.override(entry.language_code or settings.LANGUAGE_CODE):
        facts = registration_facts(registration, entry)
        # What changed of the registration, such as the way of attending, is a change of the entry.
        facts = replace(facts, last_modified_at=max(facts.last_modified_at, registration.updated_at))
        if registration.status == RegistrationStatus.OFFERED and facts.status == CONFIRMED:
            facts = replace(facts, status=TENTATIVE, summary_prefix=_("Please confirm"))
    return facts


def _day(one, request):
    """A day of an upper floor: a time with its place, or all day long."""
    times = {"is_all_day": True, "first_on": one.day, "last_on": one.day}
    if one.starts_at:
        times = {"starts_at": one.starts_at, "ends_at": one.ends_at, "time_zone": one.time_zone}
    return EventFacts(
        uid=uid_text(one.uid),
        summary=one.title,
        summary_prefix=_("Cancelled") if one.is_cancelled else "",
        description=one.text,
        last_modified_at=one.modified_at,
        url=request.build_absolute_uri(one.path) if one.path else "",
        location=one.place,
        status=CANCELLED if one.is_cancelled else CONFIRMED,
        sequence=one.sequence,
        conference_url=one.join_url,
        conference_label=one.join_label,
        **times,
    )
