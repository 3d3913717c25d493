"""Reading a foreign calendar in a process of its own, with limits that the system keeps. R27."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import expanding, lines

MAX_BYTES = 5 * 1024 * 1024
PAST = timedelta(days=90)
AHEAD = timedelta(days=730)
# The process may use two seconds of the processor; on a machine that is busy these take longer.
WALL_SECONDS = 10

REASONS = {
    "bad-date": gettext_lazy("its date cannot be read"),
    "bad-number": gettext_lazy("its rule of repetition has a number that makes no sense or is too large"),
    "bad-rule": gettext_lazy("its rule of repetition cannot be read"),
    "exrule": gettext_lazy("it uses a rule of exceptions, which calendars gave up long ago"),
    "never": gettext_lazy("its rule of repetition names a day that never comes"),
    "no-time-left": gettext_lazy("the calendar has too many events that repeat to work out all of them"),
    "no-start": gettext_lazy("it has no start"),
    "outside": gettext_lazy("it lies too far in the past or in the future"),
    "too-long": gettext_lazy("it lasts longer than a year"),
    "too-many-values": gettext_lazy("it lists more single dates than we read"),
    "too-often": gettext_lazy("it repeats more often than once a day"),
    "too-slow": gettext_lazy("its rule of repetition takes too long to work out"),
    "unreadable": gettext_lazy("it cannot be read"),
}


class NotReadable(Exception):
    """Nothing could be read; `message` says why, for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Occurrence:
    """One date of an event. `recurrence` tells dates of one `uid` apart; "" for an event that does not repeat.

    An all-day one starts and ends at midnight in `time_zone`, the end after its last day. All text is plain and cut to
    the length of the fields of `NetworkEvent`.
    """

    uid: str
    recurrence: str
    title: str
    description: str
    place: str
    url: str
    starts_at: datetime
    ends_at: datetime | None
    is_all_day: bool
    time_zone: str
    is_cancelled: bool
    # Latitude and longitude, if the event says them.
    geo: tuple[float, float] | None = None


@dataclass(frozen=True)
class Note:
    """Something left out or cut. `title` is the event's, or "" for the whole file; `text` is a sentence for staff."""

    code: str
    title: str
    count: int | None = None

    @property
    def text(self):
        title = self.title or _("An event without a title")
        if self.code in REASONS:
            return _("“%(title)s” was left out: %(reason)s.") % {"title": title, "reason": REASONS[self.code]}
        if self.code == "too-many-events":
            return _("Only the first %(count)s events were read.") % {"count": self.count}
        if self.code == "too-many-dates":
            return _("Only the first %(count)s dates were read.") % {"count": self.count}
        if self.code == "too-many-dates-of-one":
            return _("Only the first %(count)s dates of “%(title)s” were read.") % {"count": self.count, "title": title}
        if self.code == "private":
            return _("An event that is marked as private was left out.")
        if self.code == "unknown-zone":
            return _("Nobody knows the time zone “%(name)s”, so our own was taken.") % {"name": self.title}
        raise ValueError(self.code)


@dataclass(frozen=True)
class Reading:
    """What a file holds: its dates by time, what was left out, and how many events the whole file has."""

    occurrences: list[Occurrence]
    notes: list[Note]
    events_count: int
    outside_count: int


def read(content, *, zone_name, now=None, past=PAST, ahead=AHEAD, names_outside=False):
    """The `Reading` of a file's octets, or `NotReadable`.

    Floating times are those of `zone_name`. Dates from `past` ago until `ahead` from now, at most 1,000; two seconds of
    processor time and 200 MB, in a process of its own. `names_outside`: a note on each event outside that time.
    """
    if len(content) > MAX_BYTES:
        raise NotReadable(_("The file is larger than %(count)s MB.") % {"count": MAX_BYTES // 1024**2})
    now = now or timezone.now()
    arguments = [zone_name, (now - past).isoformat(), (now + ahead).isoformat(), "1" if names_outside else "0"]
    try:
        done = subprocess.run(
            [_python(), "-m", expanding.__name__, *arguments],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            env=_environment(),
            check=False,
        )
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        found = None
    if found is None:
        raise NotReadable(_("The file takes too much time or memory to read, so it was given up."))
    if found.get("problem") == "too-many-lines":
        raise NotReadable(_("The file has more than %(count)s lines.") % {"count": f"{lines.MAX_LINES:,}"})
    if "problem" in found:
        raise NotReadable(_("This is not a calendar file. It must start with BEGIN:VCALENDAR."))
    return Reading(
        [_occurrence(values) for values in found["occurrences"]],
        [Note(**values) for values in found["notes"]],
        found["events_count"],
        found["outside_count"],
    )


def _occurrence(values):
    ends_at, geo = values.pop("ends_at"), values.pop("geo")
    return Occurrence(
        **{name: value for name, value in values.items() if name != "starts_at"},
        starts_at=datetime.fromisoformat(values["starts_at"]),
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        geo=tuple(geo) if geo else None,
    )


def _python():
    """The interpreter. Inside a server that embeds Python, `sys.executable` is the server itself."""
    if Path(sys.executable or "").name.startswith("python"):
        return sys.executable
    return str(Path(sys.prefix, "bin", "python3"))


def _environment():
    """Just enough to find this package: no key or password of the site reaches the process."""
    house = str(Path(expanding.__file__).parents[2])
    return {"PYTHONPATH": house, "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
