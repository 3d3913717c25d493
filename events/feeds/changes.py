"""What of a gathering's plans changed since it was first published: how it is kept, and the note on a moved one.

`events.gatherings.words` says the changes on the page; feeds and files have the note for two weeks.
"""

from datetime import UTC, datetime, timedelta

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.enums import TAKING_PLACE_STATUSES
from events.times import local_days, zone_of
from resources.dates_in_words import clock, short_date, zone_in_words

# SEQUENCE rises with these (RFC 5546 section 2.1.4), never for a corrected word.
WEIGHTY_FIELDS = ("status", "mode", "starts_at", "ends_at", "is_all_day", "time_zone")
# Kept for the page's list beside the weighty ones.
TOLD_FIELDS = (*WEIGHTY_FIELDS, "place", "title")
TIME_FIELDS = ("starts_at", "is_all_day", "time_zone")
# How long a calendar entry says that its gathering was moved.
NOTE_STANDS = timedelta(days=14)


def stored(value) -> str:
    """A field's value as `CalendarChange` keeps it."""
    if value is None:
        return ""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)[:600]


def moved_note(record, changes, now) -> tuple[str, datetime | None]:
    """ "Moved: was Thu 10 Jul 2026, 6:30 pm" and until when it stands; ("", None) if it was not moved of late.

    `changes` are the record's `CalendarChange`s, latest first. The time is that of the place before the change. A
    gathering that does not take place has no note.
    """
    if record.status not in TAKING_PLACE_STATUSES:
        return "", None
    moved = next((change for change in changes if change.field in TIME_FIELDS), None)
    until = moved.made_at + NOTE_STANDS if moved else None
    if until is None or until <= now:
        return "", None
    before = {change.field: change.before for change in changes if change.made_at == moved.made_at}
    starts_at = _moment(before.get("starts_at", "")) or record.starts_at
    is_all_day = before["is_all_day"] == "True" if "is_all_day" in before else record.is_all_day
    zone = zone_of(before.get("time_zone") or record.time_zone)
    if is_all_day:
        return _("Moved: was %(day)s") % {"day": short_date(local_days(starts_at, None, zone)[0])}, until
    local = starts_at.astimezone(zone)
    words = {"day": short_date(local), "time": clock(local, zone), "zone": zone_in_words(local, zone)}
    if "time_zone" in before:
        return _("Moved: was %(day)s, %(time)s %(zone)s") % words, until
    return _("Moved: was %(day)s, %(time)s") % words, until


def _moment(text):
    try:
        return parse_datetime(text)
    except ValueError:
        return None
