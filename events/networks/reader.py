"""What a foreign calendar says, as values for JSON, and a note on all that was left out. Knows no Django, no models."""

import contextlib
import hashlib
import resource
import signal
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .event_dates import LONGEST, EventDates, Left, in_utc, key_of
from .lines import moment, scan
from .recurring import Series, sequence_of
from .texts import coordinates, one_line, plain_text, unescaped
from .zones import Zones

# Of processor time: what one repeating event, and all of them together, may take.
EVENT_SECONDS = 0.25
ALL_SECONDS = 1.5
MAX_EVENTS = 2_000
MAX_OCCURRENCES = 1_000
MAX_NOTES = 200
MAX_TITLE, MAX_PLACE, MAX_TEXT, MAX_URL, MAX_UID = 255, 255, 5_000, 500, 255


class _TooSlow(BaseException):
    """Raised by the clock inside an expansion; not an `Exception`, so that no library swallows it."""


class Reader:
    """Reads one calendar within a window of time. `names_outside`: say of each event that lies outside that it does."""

    def __init__(self, text, zone, start, end, *, names_outside=False):
        self.start, self.end, self.zone = start, end, zone
        self.names_outside = names_outside
        self.raw_events, described = scan(text)
        self.zones = Zones(described, zone)
        self.dates = EventDates(self.zones)
        self.occurrences, self.notes, self.outside_count = [], [], 0

    def read(self):
        """Everything found, as values for JSON."""
        groups = self._groups()
        # What costs little first; of what repeats, the latest first: it matters most if time runs out.
        for uid, events in sorted(groups.items(), key=_by_cost):
            self._read_group(uid, events)
        # A file may name a date twice; the last one counts.
        unique = {(one["uid"], one["recurrence"]): one for one in self.occurrences}
        self.occurrences = sorted(unique.values(), key=lambda one: one["starts_at"])
        if len(self.occurrences) > MAX_OCCURRENCES:
            self._note("too-many-dates", count=MAX_OCCURRENCES)
        for name in sorted(self.zones.unknown):
            self._note("unknown-zone", name)
        return {
            "occurrences": self.occurrences[:MAX_OCCURRENCES],
            "notes": self.notes[:MAX_NOTES],
            "events_count": len(self.raw_events),
            "outside_count": self.outside_count,
        }

    def _groups(self):
        """{UID: its events}, without those that lie wholly outside the window."""
        groups = {}
        count = 0
        for event in self.raw_events:
            if not self._may_matter(event):
                continue
            if count == MAX_EVENTS:
                self._note("too-many-events", count=MAX_EVENTS)
                break
            count += 1
            groups.setdefault(_uid(event), []).append(event)
        return groups

    def _may_matter(self, event):
        if event.first("CLASS").text.strip().upper() in ("PRIVATE", "CONFIDENTIAL"):
            self._note("private")
            return False
        last = event.first("DTSTART").text
        if event.is_repeating:
            last = event.first("RRULE").text.upper().partition("UNTIL=")[2].partition(";")[0]
            if "RDATE" in event.values or not last:
                return True
        elif "RECURRENCE-ID" in event.values:
            return True
        try:
            ends = moment(last)[0].replace(tzinfo=UTC)
        except ValueError:
            # The reason comes with its name later.
            return True
        if self.start - LONGEST <= ends and (event.is_repeating or ends <= self.end + timedelta(days=1)):
            return True
        self._outside(event)
        return False

    def _outside(self, event):
        self.outside_count += 1
        if self.names_outside:
            self._note("outside", _title(event))

    def _read_group(self, uid, events):
        """All events of one UID: alone, or one that repeats with its dates that were changed."""
        masters = [event for event in events if "RECURRENCE-ID" not in event.values]
        # A file may hold several versions of an event; the last one counts.
        masters = sorted(masters, key=sequence_of)[-1:]
        changed = [event for event in events if "RECURRENCE-ID" in event.values]
        try:
            if not masters or not masters[0].is_repeating:
                for event in (*masters, *changed):
                    self._read_single(uid, event)
                return
            with _clock(EVENT_SECONDS, ALL_SECONDS):
                found = self._expanded(uid, masters[0], changed)
        except _TooSlow:
            self._note("too-slow", _title(events[0]))
        except Left as reason:
            self._note(reason.code, _title((masters or events)[0]))
        except (ValueError, OverflowError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError):
            self._note("unreadable", _title(events[0]))
        else:
            self.occurrences += found

    def _read_single(self, uid, event):
        try:
            starts, is_all_day = self.dates.start(event)
            key = key_of(self.dates.value(event.first("RECURRENCE-ID"))[0]) if "RECURRENCE-ID" in event.values else ""
            ends = self.dates.end(event, starts, is_all_day)
            occurrence = self._occurrence(uid, key, event, starts, ends, is_all_day)
        except Left as reason:
            self._note(reason.code, _title(event))
        except (ValueError, OverflowError):
            self._note("bad-date", _title(event))
        else:
            if occurrence is None:
                self._outside(event)
            else:
                self.occurrences.append(occurrence)

    def _expanded(self, uid, master, changed):
        series = Series(uid, master, changed, dates=self.dates, zone=self.zone, start=self.start, end=self.end)
        found = series.occurrences()
        if len(found) > MAX_OCCURRENCES:
            self._note("too-many-dates-of-one", _title(master), count=MAX_OCCURRENCES)
        occurrences = [
            self._occurrence(uid, key_of(key), source, starts, ends, not isinstance(starts, datetime))
            for source, starts, ends, key in found[:MAX_OCCURRENCES]
        ]
        return [one for one in occurrences if one]

    def _occurrence(self, uid, key, event, starts, ends, is_all_day):
        """One date as values; None outside the window."""
        zone = self.zone
        if not is_all_day and isinstance(starts.tzinfo, ZoneInfo):
            zone = starts.tzinfo
        starts_at, ends_at = in_utc(starts, zone), in_utc(ends, zone) if ends is not None else None
        if ends_at is not None and ends_at <= starts_at:
            ends_at = None
        if (ends_at or starts_at) < self.start or starts_at > self.end:
            return None
        url = event.first("URL").text.strip()
        return {
            "uid": uid,
            "recurrence": key,
            "title": _title(event),
            "description": plain_text(unescaped(event.first("DESCRIPTION").text), MAX_TEXT),
            "place": one_line(event.first("LOCATION").text, MAX_PLACE),
            "url": url if _is_web_address(url) else "",
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat() if ends_at else None,
            "is_all_day": is_all_day,
            "time_zone": str(zone),
            "is_cancelled": event.first("STATUS").text.strip().upper() == "CANCELLED",
            "geo": coordinates(event.first("GEO").text),
        }

    def _note(self, code, title="", count=None):
        if len(self.notes) < MAX_NOTES:
            self.notes.append({"code": code, "title": title, "count": count})


@contextlib.contextmanager
def _clock(seconds, all_seconds):
    """Stop what runs inside after some processor time, and at once when all of them together had theirs."""

    def stop(signum, frame):
        raise _TooSlow

    left = all_seconds - sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    if left <= 0:
        raise Left("no-time-left")
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, min(seconds, left))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _by_cost(group):
    starts = max((event.first("DTSTART").text for event in group[1] if event.is_repeating), default="")
    return (bool(starts), [-ord(letter) for letter in starts[:8]])


def _uid(event):
    """The event's own identity, shortened if it is long; made from what it says if it has none."""
    uid = event.first("UID").text.strip()
    if uid and len(uid) <= MAX_UID and uid.isprintable():
        return uid
    words = uid or "\n".join(event.first(name).text for name in ("DTSTART", "SUMMARY", "LOCATION"))
    return f"made-{hashlib.sha256(words.encode()).hexdigest()[:40]}"


def _title(event):
    return one_line(event.first("SUMMARY").text, MAX_TITLE)


def _is_web_address(url):
    return url.startswith(("https://", "http://")) and len(url) <= MAX_URL and url.isprintable() and " " not in url
