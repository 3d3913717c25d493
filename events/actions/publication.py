"""Keeping the record of what calendars were told (`CalendarEntry`) in step with publishing.

SEQUENCE rises when start, end, zone, way of attending or status change (RFC 5546 section 2.1.4), never for a corrected
word. Guests then get one mail with the new entry.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from events import mail
from events.enums import GatheringStatus
from events.models import CalendarEntry, GatheringPage

from .registrations import fill_free_places, lock_gathering

WEIGHTY_FIELDS = ("status", "mode", "starts_at", "ends_at", "is_all_day", "time_zone")
PLAIN_FIELDS = ("title", "place", "region_id", "kind_id")


def record_publication(gathering: GatheringPage) -> CalendarEntry | None:
    """Take over what was just published, and mail the guests if it changes their plans. None without a date.

    More places make room for the waiting list at once.
    """
    if gathering.starts_at is None:
        return None
    with transaction.atomic():
        entry = CalendarEntry.objects.select_for_update().filter(uid=gathering.uid).first()
        is_known = entry is not None
        entry = entry or CalendarEntry(uid=gathering.uid)
        changed = [name for name in WEIGHTY_FIELDS if getattr(entry, name) != getattr(gathering, name)]
        for name in (*WEIGHTY_FIELDS, *PLAIN_FIELDS):
            setattr(entry, name, getattr(gathering, name))
        if is_known and changed:
            entry.sequence += 1
        entry.gathering = gathering
        entry.modified_at = timezone.now()
        entry.save()
        entry.topics.set([topic.pk for topic in gathering.topics.all()])
        fill_free_places(lock_gathering(gathering.pk))
        if is_known and changed and not gathering.is_over:
            transaction.on_commit(partial(mail.send_change_mails, gathering.pk), robust=True)
    return entry


def record_withdrawal(uid) -> CalendarEntry | None:
    """A page was unpublished or is about to be deleted: programs that have it must hear that it is off.

    Its status becomes cancelled, so publishing it again raises SEQUENCE once more. None if it was never published.
    """
    with transaction.atomic():
        entry = CalendarEntry.objects.select_for_update().filter(uid=uid).first()
        if entry is None:
            return None
        if entry.status != GatheringStatus.CANCELLED:
            entry.status = GatheringStatus.CANCELLED
            entry.sequence += 1
        entry.modified_at = timezone.now()
        entry.save()
    return entry


def record_move(page: Page) -> None:
    """A page has another address, and so have the gatherings below it: changed entries with the same SEQUENCE."""
    CalendarEntry.objects.filter(gathering__path__startswith=page.path).update(modified_at=timezone.now())


def record_missing(say=None) -> int:
    """Records for live gatherings that have none, such as those loaded from elsewhere. Returns how many were made."""
    count = 0
    for gathering in GatheringPage.objects.live().filter(calendar_entry=None):
        count += record_publication(gathering) is not None
    if say and count:
        say(f"Calendar entries made: {count}")
    return count
