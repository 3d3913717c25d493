"""Readers of calendar text with one answer each: a list of `Reading`s in the order of the file.

icalendar, vobject, recurring-ical-events and khal are Python packages, ical.js (Thunderbird, Nextcloud) runs in node.
Thunderbird itself is one more where somebody names it. Each reads start and end by the zones that the file describes,
or by its own knowledge of them, as for its users.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import recurring_ical_events
import vobject
from django.utils.dateparse import parse_date, parse_datetime
from icalendar import Calendar

from .thunderbird import thunderbird

HERE = Path(__file__).resolve().parent
INSTALLED = HERE.parent.parent / ".local" / "readers"
WITHOUT_NODE = (
    "ical.js runs in node, and there is no %s here. Install Node.js 18 or later with npm: our feeds are promised to be "
    "read by ical.js, so this is not skipped."
)


class Reading(NamedTuple):
    """One event as a reader shows it. Moments in UTC, all-day events as days; the end of those is the day after."""

    uid: str
    start: date
    end: date | None
    status: str
    summary: str
    description: str
    location: str

    @property
    def is_all_day(self):
        return not isinstance(self.start, datetime)


def with_icalendar(octets):
    """The package that wrote the text reads it back."""
    return [_from_icalendar(event) for event in Calendar.from_ical(octets).walk("VEVENT")]


def with_recurring_ical_events(octets):
    """Every occurrence; ours do not repeat, so there is one of each. It gives an open end the start itself."""
    found = recurring_ical_events.of(Calendar.from_ical(octets)).all()
    return sorted((_from_icalendar(event, has_end_of_its_own=True) for event in found), key=_moment)


def with_vobject(octets):
    """vobject reads the VTIMEZONE of the file and nothing else."""
    # It keeps zones by name for the whole process; each file must be read by its own definition.
    known = getattr(vobject.icalendar, "__tzidMap")  # noqa: B009
    for name in set(known) - {"UTC"}:
        del known[name]
    calendar = vobject.readOne(octets.decode())
    return [_from_vobject(event) for event in getattr(calendar, "vevent_list", [])]


def with_ical_js(octets, folder):
    """ical.js, installed by npm into .local/readers at the version in package.json; `folder` is a temporary one."""
    _install()
    path = folder / "feed.ics"
    path.write_bytes(octets)
    command = ["node", HERE / "read_with_ical_js.mjs", INSTALLED, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    (events,) = json.loads(done.stdout)
    return [_from_json(event) for event in events]


def with_thunderbird(octets):
    """Thunderbird, if somebody named it (`tests.readers.thunderbird`)."""
    return [_from_json(event) for event in thunderbird().events(octets)]


def _from_json(event):
    texts = (event[name] or "" for name in ("status", "summary", "description", "location"))
    return Reading(event["uid"], _day_or_moment(event["start"]), _day_or_moment(event["end"]), *texts)


def with_khal(octets, folder):
    """khal, a calendar program for the terminal: the file is imported and listed. It does not show CONFIRMED."""
    (folder / "calendar").mkdir()
    (folder / "feed.ics").write_bytes(octets)
    config = folder / "config"
    config.write_text(
        f"[calendars]\n[[ours]]\npath = {folder / 'calendar'}\n[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )
    khal = [Path(sys.executable).with_name("khal"), "-c", config]
    _run([*khal, "import", "--batch", "-a", "ours", folder / "feed.ics"])
    names = ("uid", "start-long", "end-long", "all-day", "status", "title", "description", "location")
    asked = [part for name in names for part in ("--json", name)]
    listed = _run([*khal, "list", "--once", "--notstarted", *asked, "1999-01-01", "36525d"])
    rows = [row for line in listed.splitlines() if line.startswith("[") for row in json.loads(line)]
    return sorted((_from_khal(row) for row in rows), key=_moment)


def _install():
    """Let npm install what package-lock.json names, once for each version of it, with nothing asked and nothing run."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.fail(WITHOUT_NODE % program)
    lock = (HERE / "package-lock.json").read_bytes()
    INSTALLED.mkdir(parents=True, exist_ok=True)
    with open(INSTALLED / ".lock", "w", encoding="utf-8") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        stamp = INSTALLED / "installed.json"
        if (INSTALLED / "node_modules" / "ical.js").is_dir() and stamp.exists() and stamp.read_bytes() == lock:
            return
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, INSTALLED / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=INSTALLED, capture_output=True, text=True, check=False, timeout=240)
        if done.returncode:
            pytest.fail(f"npm could not install ical.js into {INSTALLED}: {done.stderr[-1000:]}")
        stamp.write_bytes(lock)


def _run(command):
    environment = os.environ | {"HOME": str(command[2].parent), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _from_icalendar(event, has_end_of_its_own=False):
    start, end = event.decoded("DTSTART"), event.decoded("DTEND", None)
    if has_end_of_its_own and end == start:
        end = None
    texts = (str(event.get(name, "")) for name in ("STATUS", "SUMMARY", "DESCRIPTION", "LOCATION"))
    return Reading(str(event["UID"]), _in_utc(start), _in_utc(end), *texts)


def _from_vobject(event):
    texts = (
        getattr(event, name).value if hasattr(event, name) else ""
        for name in ("status", "summary", "description", "location")
    )
    end = event.dtend.value if hasattr(event, "dtend") else None
    return Reading(event.uid.value, _in_utc(event.dtstart.value), _in_utc(end), *texts)


def _from_khal(row):
    start, end = (
        parse_date(text) if row["all-day"] == "True" else parse_datetime(text).replace(tzinfo=UTC)
        for text in (row["start-long"], row["end-long"])
    )
    status = row["status"].strip() or "CONFIRMED"
    return Reading(row["uid"], start, end, status, row["title"], row["description"], row["location"])


def _in_utc(value):
    return value.astimezone(UTC).replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _day_or_moment(text):
    if text is None or len(text) == 10:
        return text and parse_date(text)
    return parse_datetime(text).astimezone(UTC)


def _moment(reading):
    return reading.start.isoformat(), reading.uid
