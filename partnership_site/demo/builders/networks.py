"""Networks' calendars as if they had been fetched this morning. Nothing is: their addresses are for examples."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.enums import FetchStatus
from events.models import NetworkCalendar, NetworkEvent
from events.networks.sameness import recognise

from ..dates import place

ZONE = ZoneInfo("America/Chicago")


def build_networks(demo, networks):
    """Calendars and their events. Needs the gatherings, since a network may announce one of them too."""
    now = timezone.now()
    gatherings = {page.title: page for page in demo.gatherings}
    for network in networks:
        host = f"{network.slug}.example.org"
        calendar = NetworkCalendar.objects.create(
            name=network.name,
            url=f"https://{host}/events.ics",
            website=f"https://{host}/",
            region=demo.terms.region(network.region),
            is_in_feeds=network.is_in_feeds,
            status=FetchStatus.FINE,
            tried_at=now,
            fetched_at=now,
        )
        events = [
            _event(calendar, entry, f"{number}@{host}", demo.today, gatherings, now)
            for number, entry in enumerate(network.events, start=1)
        ]
        recognise(events)
        NetworkEvent.objects.bulk_create(events)


def _event(calendar, entry, uid, today, gatherings, now):
    starts_at, ends_at, is_all_day = _times(entry, today, gatherings)
    return NetworkEvent(
        calendar=calendar,
        uid=uid,
        title=entry.title,
        description=entry.text,
        place=entry.place,
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day=is_all_day,
        time_zone=str(ZONE),
        is_cancelled=entry.is_cancelled,
        modified_at=now,
    )


def _times(entry, today, gatherings):
    if entry.ours:
        ours = gatherings[entry.ours]
        return ours.starts_at, ours.ends_at, ours.is_all_day
    day = place(today, entry.weeks, entry.weekday, entry.days)
    if entry.starts is None:
        # The end of days is the midnight after the last one, as in every calendar that is fetched.
        return (
            datetime.combine(day, time(), ZONE),
            datetime.combine(day + timedelta(days=entry.days), time(), ZONE),
            True,
        )
    starts_at = datetime.combine(day, entry.starts, ZONE)
    return starts_at, starts_at + timedelta(minutes=entry.minutes) if entry.minutes else None, False
