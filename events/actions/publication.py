"""Keeping the record of what calendars were told (`CalendarEntry`) in step with publishing.

SEQUENCE rises when start, end, zone, way of attending or status change (RFC 5546 section 2.1.4), never for a corrected
word. Guests then get one mail with the new entry.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from events.enums import AttendanceMode, GatheringStatus
from events.feeds.changes import TOLD_FIELDS, WEIGHTY_FIELDS, stored
from events.feeds.tree_paths import tree_path_of
from events.feeds.version import feeds_changed
from events.feeds.vevents import mark_changed, write_vevent
from events.models import CalendarChange, CalendarEntry, CalendarPage, GatheringPage
from events.places import coordinates_of_zip

from . import seats
from .feeds import remember_addresses, update_tree_paths
from .reminders import note_change
from .waiting_list import fill_free_places

KEPT_FIELDS = (*TOLD_FIELDS, "region_id", "kind_id")


def record_publication(gathering: GatheringPage) -> CalendarEntry | None:
    """Take over what was just published, and mail the guests if it changes their plans. None without a date.

    More places make room for the waiting list at once.
    """
    if gathering.starts_at is None:
        return None
    with transaction.atomic():
        now = timezone.now()
        entry = CalendarEntry.objects.select_for_update().filter(uid=gathering.uid).first()
        is_known = entry is not None
        entry = entry or CalendarEntry(uid=gathering.uid)
        before = {name: getattr(entry, name) for name in TOLD_FIELDS}
        for name in KEPT_FIELDS:
            setattr(entry, name, getattr(gathering, name))
        changed = [name for name in WEIGHTY_FIELDS if _differs(before[name], getattr(entry, name))] if is_known else []
        if changed:
            entry.sequence += 1
        entry.gathering = gathering
        entry.modified_at = now
        entry.tree_path = tree_path_of(gathering)
        entry.language_code = gathering.locale.language_code
        entry.latitude, entry.longitude = _place_of(gathering)
        entry.save()
        entry.topics.set([topic.pk for topic in gathering.topics.all()])
        if is_known:
            _keep_changes(entry, before)
        write_vevent(entry, now)
        entry.save()
        feeds_changed()
        fill_free_places(seats.lock_gathering(gathering.pk))
        if changed and not gathering.is_over:
            note_change(gathering, entry.sequence)
    return entry


def record_withdrawal(uid, *, is_private=False) -> CalendarEntry | None:
    """A page was unpublished or is about to be deleted: programs that have it must hear that it is off.

    With `is_private` no calendar finds it any more: it is deleted, and only some people were allowed to see it.
    Its status becomes cancelled, so publishing it again raises SEQUENCE once more. None if it was never published.
    """
    with transaction.atomic():
        entry = CalendarEntry.objects.select_for_update().filter(uid=uid).first()
        if entry is None:
            return None
        entry.modified_at = timezone.now()
        if entry.status != GatheringStatus.CANCELLED:
            before = {name: getattr(entry, name) for name in TOLD_FIELDS}
            entry.status = GatheringStatus.CANCELLED
            entry.sequence += 1
            _keep_changes(entry, before)
        if is_private:
            entry.tree_path = ""
        write_vevent(entry, entry.modified_at, is_withdrawn=True)
        entry.save()
        feeds_changed()
    return entry


def record_move(page: Page) -> None:
    """A page has another address, and so have the gatherings and calendars below it: same events, same SEQUENCE.

    Moving a page among its neighbours changes where they stand in the tree, not their addresses.
    """
    with transaction.atomic():
        mark_changed(CalendarEntry.objects.filter(gathering__path__startswith=page.path))
        update_tree_paths(page)
        remember_addresses(CalendarPage.objects.filter(path__startswith=page.path))
        feeds_changed()


def record_missing(say=None) -> int:
    """Records for live gatherings that have none, such as those loaded from elsewhere. Returns how many were made.

    What records of an earlier version lack is filled in.
    """
    count = 0
    for gathering in GatheringPage.objects.live().filter(calendar_entry=None):
        count += record_publication(gathering) is not None
    update_tree_paths()
    for gathering in GatheringPage.objects.filter(calendar_entry__language_code="").select_related("locale"):
        latitude, longitude = _place_of(gathering)
        CalendarEntry.objects.filter(gathering=gathering).update(
            language_code=gathering.locale.language_code, latitude=latitude, longitude=longitude
        )
    remember_addresses(CalendarPage.objects.all())
    if say and count:
        say(f"Calendar entries made: {count}")
    return count


def _keep_changes(entry: CalendarEntry, before: dict) -> None:
    """Remember what an entry said before, for the page's list and for the note on a moved gathering."""
    CalendarChange.objects.bulk_create(
        CalendarChange(
            entry=entry,
            made_at=entry.modified_at,
            sequence=entry.sequence,
            field=name,
            before=stored(value),
            after=stored(getattr(entry, name)),
        )
        for name, value in before.items()
        if _differs(value, getattr(entry, name))
    )


def _differs(before, after) -> bool:
    """Compared as texts: for Python an hour that comes twice, in two zones, is never the same moment (PEP 495)."""
    return stored(before) != stored(after)


def _place_of(gathering: GatheringPage) -> tuple[float | None, float | None]:
    """Where people meet, by the ZIP code; nowhere for an online gathering."""
    if gathering.mode == AttendanceMode.ONLINE:
        return None, None
    return coordinates_of_zip(gathering.zip_code) or (None, None)
