"""What an import would do, event by event, before anything is written."""

import hashlib
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.feeds.entry_facts import uid_text
from events.models import GatheringPage, ImportedGathering
from events.networks.reading import Occurrence, read

from .drafts import FIELDS, differs, draft_values

MAX_BYTES = 2 * 1024 * 1024
MAX_DRAFTS = 200
MAX_DATES_OF_ONE = 50
PAST = timedelta(days=366)
AHEAD = timedelta(days=730)

NEW, UPDATE, UNCHANGED, SKIPPED = "new", "update", "unchanged", "skipped"
# Problems first, then what would change, then what would come.
ORDER = (SKIPPED, UPDATE, NEW, UNCHANGED)


@dataclass
class PlannedRow:
    """One event of the file. `reason` says why it is skipped; `values` are the fields that would be written."""

    act: str
    title: str
    reason: str = ""
    identity: str = ""
    occurrence: Occurrence | None = None
    gathering: GatheringPage | None = None
    values: dict = field(default_factory=dict)

    @property
    def starts_at(self) -> datetime | None:
        return self.occurrence.starts_at if self.occurrence else None

    @property
    def is_live(self):
        """Whether an update waits as a draft beside a page that stays as it is."""
        return bool(self.gathering and self.gathering.live)


def read_file(content, now=None):
    """The `Reading` of an uploaded file: a year back, two years ahead, a note on each event outside. Or NotReadable."""
    zone_name = timezone.get_default_timezone_name()
    return read(content, zone_name=zone_name, now=now, past=PAST, ahead=AHEAD, names_outside=True)


def planned_rows(reading, user):
    """A `PlannedRow` for each date of the file and each event that cannot be taken, in the order of `ORDER`.

    Three queries and those of the drafts that would be updated.
    """
    rows = [PlannedRow(SKIPPED, note.title or _("The whole file"), note.text) for note in reading.notes]
    known = _known(reading.occurrences)
    ours = _our_own(reading.occurrences)
    dates, drafts = Counter(), 0
    for occurrence in reading.occurrences:
        identity = identity_of(occurrence)
        row = _row(occurrence, identity, known.get(identity), ours, user)
        dates[occurrence.uid] += 1
        if row.act != SKIPPED and dates[occurrence.uid] > MAX_DATES_OF_ONE:
            words = _("It repeats: only its first %(count)s dates are taken.")
            row.act, row.reason = SKIPPED, words % {"count": MAX_DATES_OF_ONE}
        elif row.act in (NEW, UPDATE):
            drafts += 1
            if drafts > MAX_DRAFTS:
                words = _("One import makes %(count)s drafts at most. Import the file again for the rest.")
                row.act, row.reason = SKIPPED, words % {"count": MAX_DRAFTS}
        rows.append(row)
    return sorted(rows, key=lambda row: ORDER.index(row.act))


def identity_of(occurrence):
    """By which a date of an event is found again when its file is imported again; at most 255 characters."""
    if not occurrence.recurrence:
        return occurrence.uid
    identity = f"{occurrence.uid}#{occurrence.recurrence}"
    if len(identity) <= 255:
        return identity
    return f"made-{hashlib.sha256(identity.encode()).hexdigest()[:40]}#{occurrence.recurrence}"


def changes_for(gathering, last_import, occurrence):
    """{field: value} that the file says and the newest draft does not.

    What the file said last time and still says is left alone: staff may have corrected it since.
    """
    draft = gathering.get_latest_revision_as_object()
    before = last_import.revision_after.as_object() if last_import.revision_after else None
    values = draft_values(occurrence)
    return {
        name: values[name]
        for name in FIELDS
        if differs(draft, name, values[name]) and (before is None or differs(before, name, values[name]))
    }


def _row(occurrence, identity, last_import, ours, user):
    row = PlannedRow(NEW, occurrence.title, identity=identity, occurrence=occurrence)
    if occurrence.uid in ours:
        row.act, row.reason = SKIPPED, _("This gathering is on our site already: the file has it from us.")
    elif last_import is not None:
        row.gathering = last_import.gathering
        if not row.gathering.permissions_for_user(user).can_edit():
            row.act, row.reason = SKIPPED, _("It was imported before, and you may not edit its page.")
        elif row.gathering.locked:
            row.act, row.reason = SKIPPED, _("It was imported before, and its page is locked.")
        else:
            row.values = changes_for(row.gathering, last_import, occurrence)
            row.act = UPDATE if row.values else UNCHANGED
    else:
        row.values = draft_values(occurrence)
    return row


def _known(occurrences):
    """{identity: the latest import of it that was not taken back}."""
    identities = [identity_of(occurrence) for occurrence in occurrences]
    imported = (
        ImportedGathering.objects.filter(uid__in=identities, calendar_import__undone_at=None)
        .select_related("gathering", "revision_after")
        .order_by("pk")
    )
    return {one.uid: one for one in imported}


def _our_own(occurrences):
    """The identities among those of the file that our own feeds gave to gatherings."""
    starts = [occurrence.uid.partition("@")[0] for occurrence in occurrences]
    possible = [start for start in set(starts) if len(start) == 36]
    found = GatheringPage.objects.filter(uid__in=[start for start in possible if _is_uuid(start)])
    return {text for uid in found.values_list("uid", flat=True) for text in (uid_text(uid), str(uid))}


def _is_uuid(text):
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
