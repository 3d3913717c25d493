"""The VEVENT of each published record, written once for each change and kept in its row; feeds join them.

A kept one is stale when it was not written by the present writer (`writer_version`) or when its time is up. Stale ones
are redone in bulk by the fetch that meets them.
"""

import re
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from events.ical.writing import event_text
from events.models import CalendarEntry

from .entry_facts import entry_facts
from .version import writer_version

BATCH = 500
# Versions that no writer has: marked by an action that gave the row its new `modified_at`, or to be looked at again.
CHANGED, IN_DOUBT = 0, 1
_STAMPS = re.compile(r"^(?:DTSTAMP|LAST-MODIFIED):.*\r\n", re.MULTILINE)


def is_stale(now=None) -> Q:
    """The condition on `CalendarEntry`."""
    now = now or timezone.now()
    return ~Q(vevent_version=writer_version()) | Q(vevent_until__lte=now)


def write_vevent(entry, now=None, *, is_withdrawn=False) -> None:
    """Fill `vevent`, its version and its end; the caller saves. `is_withdrawn`: the page is about to go.

    A text that differs from the kept one in more than its stamps gets a new stamp, so that programs take it over; one
    marked as changed has got its stamp with the change.
    """
    now = now or timezone.now()
    with translation.override(entry.language_code or settings.LANGUAGE_CODE):
        text, until = _text(entry, now, is_withdrawn)
        if entry.vevent and entry.vevent_version != CHANGED and _STAMPS.sub("", entry.vevent) != _STAMPS.sub("", text):
            # A note that is taken off is a change of the moment when its time was up.
            entry.modified_at = min(entry.vevent_until or now, now)
            text, until = _text(entry, now, is_withdrawn)
    entry.vevent, entry.vevent_until, entry.vevent_version = text, until, writer_version()


def _text(entry, now, is_withdrawn):
    told = entry_facts(entry, now=now, is_withdrawn=is_withdrawn)
    return event_text(told.facts), told.until


def refresh_stale(entries) -> int:
    """Write the stale ones among `entries` anew and keep them. Returns how many. A few queries for each 500."""
    stale = iter(list(entries.filter(is_stale()).order_by("pk").values_list("pk", flat=True)))
    count = 0
    while numbers := list(islice(stale, BATCH)):
        with transaction.atomic():
            rows = CalendarEntry.objects.select_for_update(of=("self",)).filter(is_stale(), pk__in=numbers)
            found = list(
                rows.select_related("gathering", "region", "kind").prefetch_related("topics", "changes").order_by("pk")
            )
            for entry in found:
                write_vevent(entry)
            fields = ["vevent", "vevent_version", "vevent_until", "modified_at"]
            CalendarEntry.objects.bulk_update(found, fields, batch_size=100)
            count += len(found)
    return count


def mark_changed(entries, now=None) -> int:
    """What `entries` say has changed just now; the next feed that holds them writes them anew."""
    return entries.update(vevent_version=CHANGED, modified_at=now or timezone.now())


def mark_in_doubt(entries) -> int:
    """What `entries` say may have changed: the next feed that holds them compares."""
    return entries.update(vevent_version=IN_DOUBT)
