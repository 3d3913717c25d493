"""Which kinds of calendar programs read a calendar's feeds, and when. Counts only: no address and no person is kept."""

import hashlib
import re

from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from events.enums import ReaderProgram
from resources.registry import register_feed_reading

# One write for each calendar and kind of program in so many seconds; what is read in between is counted in the cache.
WRITE_EVERY = 600
_SECONDS_KEPT = 7 * 24 * 3600
_FEED_FILE = ".ics"
# In this order: Outlook for Mac names Apple's system, and Thunderbird names neither.
_PROGRAMS = (
    (ReaderProgram.GOOGLE, re.compile(r"google-calendar|googlebot|google\b", re.IGNORECASE)),
    (ReaderProgram.OUTLOOK, re.compile(r"outlook|microsoft|exchange|office", re.IGNORECASE)),
    (ReaderProgram.THUNDERBIRD, re.compile(r"thunderbird|lightning", re.IGNORECASE)),
    (
        ReaderProgram.APPLE,
        re.compile(r"dataaccessd|calendaragent|CalDAV|\biCal/|\biOS/|macOS/|Mac OS X/|Mac_OS_X", re.IGNORECASE),
    ),
)


def register():
    """Be told of each answer of a feed address; called once when the app is ready."""
    register_feed_reading(note_answer)


def program_of(user_agent: str) -> ReaderProgram:
    """The kind of program, by what it calls itself."""
    agent = user_agent[:400]
    # A browser of a person is no calendar program, on whatever system it runs.
    if agent.startswith("Mozilla/") and not re.search("thunderbird|outlook|google-calendar", agent, re.IGNORECASE):
        return ReaderProgram.OTHER
    return next((program for program, pattern in _PROGRAMS if pattern.search(agent)), ReaderProgram.OTHER)


def remember_calendar(request, calendar_id: int) -> None:
    """This address is one of the calendar's feeds, so that later answers, which look for no page, count for it."""
    cache.set(_path_key(request), calendar_id, _SECONDS_KEPT)


def read_from(calendar_id: int, response):
    """Mark an answer as that of a calendar's feed, for `note_answer`. Returns it."""
    response.partnership_calendar_id = calendar_id
    return response


def note_answer(request, response) -> None:
    """Count an answer of a feed address, whole or 304. No query, but for one write in ten minutes."""
    if response.status_code not in (200, 304) or not request.path.endswith(_FEED_FILE):
        return
    calendar_id = getattr(response, "partnership_calendar_id", None) or cache.get(_path_key(request))
    if calendar_id:
        count_reading(calendar_id, program_of(request.headers.get("User-Agent", "")))


def count_reading(calendar_id: int, program: ReaderProgram, now=None) -> None:
    """One more reading. A calendar that is gone meanwhile is not counted."""
    key = f"partnership-readings:{calendar_id}:{program.value}"
    try:
        waiting = cache.incr(key) if not cache.add(key, 1, _SECONDS_KEPT) else 1
    except ValueError:
        waiting = 1
    if not cache.add(f"{key}:gate", 1, WRITE_EVERY):
        return
    cache.set(key, 0, _SECONDS_KEPT)
    from events.models import FeedReading

    now = now or timezone.now()
    row = FeedReading.objects.filter(calendar=calendar_id, program=program)
    if not row.update(reads_count=F("reads_count") + waiting, last_read_at=now):
        FeedReading.objects.get_or_create(
            calendar_id=calendar_id, program=program, defaults={"reads_count": waiting, "last_read_at": now}
        )


def _path_key(request) -> str:
    place = f"{request.get_host()}{request.path}"
    return f"partnership-feed-of:{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
