"""Networks' calendars: fetched when they are due, taken over into events, reported when they are dead. R27."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import FetchStatus, Sameness
from events.exceptions import NetworkRefused
from events.feeds.version import feeds_changed
from events.models import NetworkCalendar, NetworkEvent
from events.networks.fetching import fetch
from events.networks.reading import NotReadable, Occurrence, Reading, read
from events.networks.sameness import recognise
from events.permissions import can_run_gatherings
from events.places import coordinates_in
from events.staff import screen_url, staff_addresses
from resources.mailing import queue_mail, rendered
from resources.outgoing.addresses import AddressRefused, checked, is_example
from resources.outgoing.connecting import Door, FetchFailed

logger = logging.getLogger(__name__)

SCREEN = "partnership_events_networkcalendar_modeladmin_inspect"

# Hours until the next fetch, after no failure, one, two ... in a row; then the last one.
PAUSES_HOURS = (1, 1, 2, 6, 24)
# So many failures in a row, and staff are told.
DEAD_AFTER = 3
# Staff who press the button twice, or two at once, fetch once.
AT_LEAST = timedelta(seconds=30)
_COPIED = ("title", "description", "place", "url", "starts_at", "ends_at", "is_all_day", "time_zone", "is_cancelled")
_PLACED = ("latitude", "longitude")
# What raises SEQUENCE, as for our own gatherings.
_WEIGHTY = ("starts_at", "ends_at", "is_all_day", "time_zone", "is_cancelled")
_BATCH = 200


def fetch_due(now: datetime | None = None, *, door: Door | None = None) -> int:
    """Fetch every calendar whose time has come; how many were tried. Two workers share them, none is done twice."""
    now = now or timezone.now()
    count = 0
    active = NetworkCalendar.objects.filter(is_active=True).order_by("tried_at", "pk")
    for pk, url, failures in active.values_list("pk", "url", "failures_count"):
        if not _is_fetchable(url):
            continue
        pause = timedelta(hours=PAUSES_HOURS[min(failures, len(PAUSES_HOURS) - 1)])
        # Workers that look every few minutes must not come a little too early each time.
        if _claim(pk, now, now - pause + timedelta(minutes=1)):
            count += 1
            try:
                _fetch(pk, now, door)
            except Exception:
                # One calendar must not keep the others from being fetched.
                logger.exception("The network's calendar %s could not be taken over.", pk)
    return count


def try_now(calendar: NetworkCalendar, *, by, door: Door | None = None) -> str:
    """Fetch a calendar at once; the sentence that says what came of it.

    Raises NetworkRefused if `by` may not, if somebody tried a moment ago, or if the fetch failed, which is then stored
    as any other failure.
    """
    _check(by)
    now = timezone.now()
    if not calendar.is_active:
        raise NetworkRefused(_("This calendar is switched off, so it is not fetched."))
    if not _is_fetchable(calendar.url):
        raise NetworkRefused(_("This is an address for examples, so nothing is fetched from it."))
    if not _claim(calendar.pk, now, now - AT_LEAST):
        raise NetworkRefused(_("It was tried a moment ago. Wait half a minute."))
    problem = _fetch(calendar.pk, now, door)
    if problem:
        raise NetworkRefused(_("It did not work: %(problem)s") % {"problem": problem})
    count = NetworkEvent.objects.filter(calendar=calendar.pk, is_cancelled=False).upcoming(now).count()
    words = ngettext("It worked: %(count)s event lies ahead.", "It worked: %(count)s events lie ahead.", count)
    return words % {"count": count}


def say_same(event: NetworkEvent, *, by, is_same: bool) -> None:
    """What staff say about an event that looks like one of ours: it stays, whatever later fetches bring."""
    _check(by)
    with transaction.atomic():
        locked = NetworkEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if locked.same_as_id is None:
            raise NetworkRefused(_("There is no gathering any more that it could be."))
        locked.sameness = Sameness.SAME if is_same else Sameness.DIFFERENT
        locked.modified_at = timezone.now()
        locked.save(update_fields=["sameness", "modified_at"])
        feeds_changed()


def take_over(calendar: NetworkCalendar, reading: Reading, now: datetime) -> int:
    """Bring the calendar's events in step with what was read; how many rows changed. Inside a transaction.

    An event keeps its row, and so its identity in our feeds. What is gone is cancelled while it lies ahead, and dropped
    once it is over.
    """
    known = {(event.uid, event.recurrence): event for event in calendar.events.all()}
    made, changed = [], {}
    for occurrence in reading.occurrences:
        event = known.pop((occurrence.uid, occurrence.recurrence), None)
        if event is None:
            made.append(
                NetworkEvent(calendar=calendar, modified_at=now, **_values(occurrence), **_identity(occurrence))
            )
        elif _update(event, _values(occurrence), now):
            changed[event.pk] = event
    gone = [event for event in known.values() if (event.ends_at or event.starts_at) < now]
    for event in known.values():
        if event not in gone and _update(event, {"is_cancelled": True}, now):
            changed[event.pk] = event
    NetworkEvent.objects.filter(pk__in=[event.pk for event in gone]).delete()
    NetworkEvent.objects.bulk_create(made, batch_size=_BATCH)
    fields = [*_COPIED, *_PLACED, "sequence", "modified_at"]
    NetworkEvent.objects.bulk_update(changed.values(), fields, batch_size=_BATCH)
    same = recognise(list(calendar.events.all()))
    NetworkEvent.objects.bulk_update(same, ["same_as", "sameness"], batch_size=_BATCH)
    return len(made) + len(changed) + len(gone) + len(same)


def _check(by) -> None:
    if not can_run_gatherings(by):
        raise NetworkRefused(_("Only staff who run gatherings can do this."))


def _is_fetchable(url: str) -> bool:
    """Whether there is anything to fetch: not for an address of an example, as the demo has."""
    try:
        return not is_example(checked(url).host)
    except AddressRefused:
        # The fetch says why.
        return True


def _claim(pk: int, now: datetime, before: datetime) -> bool:
    """Whether this worker is the one to fetch it: moving `tried_at` is the lock."""
    due = NetworkCalendar.objects.filter(pk=pk, is_active=True).filter(Q(tried_at=None) | Q(tried_at__lte=before))
    return bool(due.update(tried_at=now))


def _fetch(pk: int, now: datetime, door: Door | None) -> str:
    """Fetch, read and take over; "" or what went wrong. No transaction is open while the other side is waited for."""
    calendar = NetworkCalendar.objects.get(pk=pk)
    try:
        fetched = fetch(calendar.url, etag=calendar.etag, last_modified=calendar.last_modified, door=door)
        content = bytes(calendar.content) if fetched.content is None else fetched.content
        reading = read(content, zone_name=timezone.get_default_timezone_name(), now=now)
    except (AddressRefused, FetchFailed, NotReadable) as failure:
        _store_failure(calendar, failure.message, now)
        return str(failure.message)
    with transaction.atomic():
        locked = NetworkCalendar.objects.select_for_update(of=("self",)).filter(pk=pk, url=calendar.url).first()
        # Staff may have deleted it, or given it another address, while the other side was slow.
        if locked is None:
            return str(_("Its address was changed in the meantime."))
        locked.status, locked.problem, locked.failures_count = FetchStatus.FINE, "", 0
        locked.etag, locked.last_modified, locked.content = fetched.etag, fetched.last_modified, content
        locked.fetched_at = now
        locked.notes = "\n".join(dict.fromkeys(note.text for note in reading.notes))
        locked.save()
        if take_over(locked, reading, now):
            feeds_changed()
    return ""


def _store_failure(calendar: NetworkCalendar, problem: str, now: datetime) -> None:
    """Keep the last good copy and its events, count the failure, and tell staff once when it is the third in a row."""
    with transaction.atomic():
        NetworkCalendar.objects.filter(pk=calendar.pk).update(
            status=FetchStatus.FAILED, problem=str(problem)[:255], failures_count=F("failures_count") + 1
        )
        calendar = NetworkCalendar.objects.select_for_update(of=("self",)).filter(pk=calendar.pk).first() or calendar
        if calendar.failures_count != DEAD_AFTER:
            return
        context = {"calendar": calendar, "count": DEAD_AFTER, "screen_url": screen_url(SCREEN, calendar.pk)}
        subject, text, html = rendered("partnership_events/mail", "network_dead", context)
        for address in staff_addresses():
            queue_mail(
                "network_dead",
                address,
                subject=subject,
                text=text,
                html=html,
                about=calendar.name,
                once_key=f"network-dead-{calendar.pk}-{now:%Y%m%d%H%M}-{address}"[:160],
            )


def _identity(occurrence: Occurrence) -> dict:
    return {"uid": occurrence.uid, "recurrence": occurrence.recurrence}


def _values(occurrence: Occurrence) -> dict:
    values = {name: getattr(occurrence, name) for name in _COPIED}
    latitude, longitude = occurrence.geo or coordinates_in(occurrence.place) or (None, None)
    placed = {"latitude": latitude, "longitude": longitude}
    return values | placed | {"title": occurrence.title or _("Event without a title")}


def _update(event: NetworkEvent, values: dict, now: datetime) -> bool:
    """Take over what is new. True if anything was; then readers see a later change, and a weighty one counts."""
    new = {name: value for name, value in values.items() if getattr(event, name) != value}
    if not new:
        return False
    for name, value in new.items():
        setattr(event, name, value)
    # Where it lies on the map is no news to those who read it.
    if new.keys() <= set(_PLACED):
        return True
    event.modified_at = now
    event.sequence += any(name in _WEIGHTY for name in new)
    return True
