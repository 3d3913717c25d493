"""A published record as `EventFacts`, in the words and with the identity that every feed, file and mail shares."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import AttendanceMode, GatheringStatus
from events.ical.writing import CANCELLED, CONFIRMED, TENTATIVE, EventFacts
from events.times import local_days, zone_of
from resources.absolute_addresses import absolute_url
from resources.conf import get_setting

from .changes import moved_note

STATUSES = {
    GatheringStatus.SCHEDULED: CONFIRMED,
    # It takes place on the new date.
    GatheringStatus.MOVED: CONFIRMED,
    GatheringStatus.POSTPONED: TENTATIVE,
    GatheringStatus.CANCELLED: CANCELLED,
}


class Told(NamedTuple):
    """What calendars are told, and until when it can stand as it is (None: as long as nothing changes)."""

    facts: EventFacts
    until: datetime | None


def entry_facts(record, gathering=None, now=None, *, is_withdrawn=False) -> Told:
    """What a published record, or a gathering that has none yet, says. No private value is read here.

    Costs no query if the record's gathering, region, kind, topics and changes were fetched with it. The words are in
    the language that is active.
    """
    now = now or timezone.now()
    page = gathering or record.gathering
    is_withdrawn = is_withdrawn or page is None or not page.live
    status = CANCELLED if is_withdrawn else STATUSES[GatheringStatus(record.status)]
    zone = zone_of(record.time_zone)
    first_on, last_on = local_days(record.starts_at, record.ends_at, zone)
    url = "" if is_withdrawn else absolute_url(page)
    changes = record.changes.all() if hasattr(record, "changes") and record.pk else ()
    note, until = ("", None) if is_withdrawn else moved_note(record, changes, now)
    facts = EventFacts(
        uid=uid_text(record.uid),
        summary=record.title,
        summary_prefix=_prefix(status),
        last_modified_at=min(modified_at(record), now),
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        is_all_day=record.is_all_day,
        first_on=first_on,
        last_on=last_on,
        time_zone=record.time_zone,
        description=_description(page, is_withdrawn, url, note),
        location=location(record),
        url=url,
        status=status,
        sequence=getattr(record, "sequence", 0),
        geo=_geo(record),
        categories=(
            *(term.name for term in (record.kind, record.region) if term),
            *sorted(topic.name for topic in record.topics.all()),
        ),
    )
    return Told(facts, until)


def uid_text(uid) -> str:
    """The identity of a gathering in calendars: its stored UUID, with the configured domain if there is one."""
    domain = get_setting("CALENDAR_UID_DOMAIN")
    return f"{uid}@{domain}" if domain else str(uid)


def modified_at(record) -> datetime:
    """When a record, or a gathering without one, last changed in a way that readers can see."""
    known = getattr(record, "modified_at", None) or getattr(record, "last_published_at", None)
    return known or getattr(record, "first_published_at", None) or timezone.now()


def location(record) -> str:
    """Where it takes place, for those who do not know yet how they will attend."""
    if record.mode == AttendanceMode.ONLINE:
        return _("Online")
    if record.mode == AttendanceMode.HYBRID:
        return _("%(place)s, or online") % {"place": record.place} if record.place else _("In person or online")
    return record.place


def _prefix(status):
    return {CANCELLED: _("Cancelled"), TENTATIVE: _("Postponed")}.get(status, "")


def _geo(record):
    place = getattr(record, "latitude", None), getattr(record, "longitude", None)
    return None if None in place or record.mode == AttendanceMode.ONLINE else place


def _description(page, is_withdrawn, url, note):
    if is_withdrawn:
        return _("This gathering was taken off the calendar.")
    # Some calendar programs show a no-break space as a box.
    note = note.replace("\N{NO-BREAK SPACE}", " ")
    details = _("Details and registration: %(address)s") % {"address": url} if url else ""
    return "\n\n".join(part for part in (note, page.status_note, page.summary, details) if part)
