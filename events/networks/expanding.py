"""The process in which a foreign calendar is read: `python -m events.networks.expanding`, the file on stdin.

It sets its own limits of memory and processor time before it looks at the first octet, so whatever the file holds, the
site goes on. What it finds goes to stdout as JSON (`reading` makes values of it). Knows neither Django nor models.
"""

import contextlib
import json
import resource
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MAX_CPU_SECONDS = 2
MAX_MEMORY = 200 * 1024 * 1024


def limit_this_process():
    """No more memory and processor time than the limits above; the system ends the process otherwise."""
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Where the system does not know the limit, as on macOS, the size of the file still bounds it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def main(arguments):
    """`arguments`: zone, start and end of the window in ISO format, "1" to name what lies outside."""
    limit_this_process()
    zone, start, end, names_outside = arguments
    text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    # Not before the limits hold.
    from .lines import NotACalendar
    from .reader import Reader

    try:
        reader = Reader(
            text,
            ZoneInfo(zone),
            datetime.fromisoformat(start).astimezone(UTC),
            datetime.fromisoformat(end).astimezone(UTC),
            names_outside=names_outside == "1",
        )
        found = reader.read()
    except NotACalendar as problem:
        found = {"problem": problem.code}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
