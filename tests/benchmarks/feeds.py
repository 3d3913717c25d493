"""The calendar feed: a full build beside a bare view, 304 beside a full build, and the memory of one build.

    make bench BENCH="--feeds"            5,000 gatherings
    make bench BENCH="--feeds --quick"    500 gatherings, some seconds

One sync worker of gunicorn answers on a socket; requests go one after the other, each kind in turn, so that all meet
the same load of the machine. The full build has no cache at all (Django's dummy cache), the 304 the one in memory. The
bare view reads the same ready texts in the same order from the same table and joins them, behind the same middleware;
a second one answers 304 at once, which is the least that any answer costs.

Each kind is measured by the clock and, on Linux, by the processor time of the worker, which other work on the machine
does not lengthen. The limits are held against processor time where it is known. A 304 is so short that the socket and
the server's reading of the request are most of it; so it is measured in the application, without them, as well.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import tracemalloc
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = {"quick": 500, "full": 5_000}
ROUNDS = {"quick": 9, "full": 25}
BUILD_LIMIT, UNCHANGED_LIMIT, MEMORY_LIMIT = 1.5, 20, 10
WARM_UP = 3
SHORT, IN_A_ROW = ("unchanged", "least"), 12


@dataclass(frozen=True)
class Times:
    """Medians in seconds: by the clock, by the processor time of the worker, and of the application alone."""

    clock: float
    worker: float | None
    application: float

    @property
    def text(self):
        worker = "        -" if self.worker is None else f"{self.worker * 1000:9.2f}"
        return f"{self.clock * 1000:9.2f}  {worker}  {self.application * 1000:11.2f}"


@dataclass(frozen=True)
class FeedResult:
    """`times` by kind of answer; `memory` is the highest growth in octets while one feed is built."""

    gatherings: int
    body: int
    times: dict[str, Times]
    queries: int
    unchanged_queries: int
    memory: int

    @property
    def checks(self):
        """(what, measured, limit as text, whether it holds)."""
        build, bare, unchanged = (self.times[kind] for kind in ("build", "bare", "unchanged"))
        slower = build.worker / bare.worker if build.worker and bare.worker else build.clock / bare.clock
        faster, growth = build.application / unchanged.application, self.memory / self.body
        return (
            ("full build, times the bare view", slower, f"at most {BUILD_LIMIT}", slower <= BUILD_LIMIT),
            ("304s in the time of a full build", faster, f"at least {UNCHANGED_LIMIT}", faster >= UNCHANGED_LIMIT),
            ("growth of memory, times the body", growth, f"at most {MEMORY_LIMIT}", growth <= MEMORY_LIMIT),
            ("queries of a 304", self.unchanged_queries, "at most 2", self.unchanged_queries <= 2),
        )

    @property
    def text(self):
        """All figures, as printed."""
        names = {"bare": "bare view", "build": "full build", "unchanged": "304", "least": "bare 304"}
        lines = [
            f"Feed of {self.gatherings:,} gatherings, {self.body:,} octets; milliseconds",
            "                 clock     worker  application",
            *(f"  {names[kind]:<10}  {times.text}" for kind, times in self.times.items()),
            f"Queries: {self.queries} of a full build, {self.unchanged_queries} of a 304. "
            f"Memory grows by {self.memory / 1e6:.1f} MB at most while one feed is built.",
        ]
        lines += [
            f"- {what}: {measured:.2f} ({limit}): {'met' if is_met else 'NOT MET'}."
            for what, measured, limit, is_met in self.checks
        ]
        return "\n".join(lines)


def measure_feeds(quick: bool, say) -> FeedResult:
    """Fill a scratch database with gatherings and measure. To be called inside `scratch.scratch_database`."""
    name = "quick" if quick else "full"
    path = _fill(SIZES[name])
    say(f"{SIZES[name]:,} gatherings are there")
    return measure_filled(path, SIZES[name], ROUNDS[name])


def measure_filled(path: str, count: int, rounds: int) -> FeedResult:
    """The same in a database that is filled."""
    queries, unchanged_queries, memory, body = _in_this_process(path)
    application = _application_times(path, rounds)
    with _server("dummy") as uncached, _server("memory") as cached:
        etag = cached.get(path)[2]["etag"]
        asked = {
            "bare": lambda: uncached.get("/bare-feed/"),
            "build": lambda: uncached.get(path),
            "unchanged": lambda: cached.get(path, {"If-None-Match": etag}, expected=304),
            "least": lambda: cached.get("/bare-unchanged/", expected=304),
        }
        found = _in_turn(asked, rounds)
    times = {}
    for kind, pairs in found.items():
        worker = [seconds for _clock, seconds in pairs if seconds is not None]
        clock = median(seconds for seconds, _worker in pairs)
        times[kind] = Times(clock, median(worker) if worker else None, application[kind])
    return FeedResult(count, body, times, queries=queries, unchanged_queries=unchanged_queries, memory=memory)


def _in_turn(asked, rounds):
    """{kind: what each round took}. Short answers are asked for in a row, as in life, not after a build each."""
    found = {kind: [] for kind in asked}
    for number in range(WARM_UP + rounds):
        for kind, ask in asked.items():
            repeats = IN_A_ROW if kind in SHORT else 1
            answers = [ask()[:2] for _repeat in range(repeats)][-max(1, repeats - 2) :]
            if number >= WARM_UP:
                found[kind] += answers
    return found


def _application_times(path, rounds):
    """{kind: median of the processor time of the application, in this process and without a socket}."""
    from .server import Worker

    settings.ROOT_URLCONF = "tests.benchmarks.feed_urls"
    worker = Worker()
    etag = worker.get(path)[2]["ETag"]

    def timed(*arguments, **options):
        started = process_time()
        worker.get(*arguments, **options)
        return process_time() - started, None

    asked = {
        "bare": lambda: timed("/bare-feed/"),
        "build": lambda: timed(path),
        "unchanged": lambda: timed(path, (("If-None-Match", etag),), expected=304),
        "least": lambda: timed("/bare-unchanged/", expected=304),
    }
    return {kind: median(seconds for seconds, _none in pairs) for kind, pairs in _in_turn(asked, rounds).items()}


def _fill(count: int) -> str:
    """Gatherings of the coming years, each published as it would be by an editor's record. Returns the feed's path."""
    from events.models import CalendarPage

    from .content import KINDS_OF_PAGE

    KINDS_OF_PAGE["gatherings"].add(0, count)
    from events.actions.publication import record_missing
    from events.feeds.vevents import refresh_stale
    from events.models import CalendarEntry

    record_missing()
    now = timezone.now()
    entries = list(CalendarEntry.objects.order_by("pk"))
    for number, entry in enumerate(entries):
        entry.starts_at = now + timedelta(hours=5 * number + 1)
        entry.ends_at = entry.starts_at + timedelta(hours=3)
    CalendarEntry.objects.bulk_update(entries, ["starts_at", "ends_at"], batch_size=200)
    CalendarEntry.objects.update(vevent_version=0)
    refresh_stale(CalendarEntry.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return f"{CalendarPage.objects.get().get_url()}calendar.ics"


def _in_this_process(path):
    """Queries of a full build and of a 304, the peak of memory of a full build, the size of the body."""
    from .server import Worker, counted_queries

    worker = Worker()
    _seconds, body, headers = worker.get(path)
    with counted_queries() as statements:
        worker.get(path)
    with counted_queries() as unchanged:
        worker.get(path, (("If-None-Match", headers["ETag"]),), expected=304)
    del body
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()
    _seconds, body, _headers = worker.get(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return statements.total(), unchanged.total(), peak - before, len(body)


class _Client:
    def __init__(self, port: int, worker: int | None):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._worker = worker

    def get(self, path, headers=None, expected=200):
        """Seconds from sending to the last octet, those of the worker's processor, and the headers by small names."""
        busy, started = _processor_seconds(self._worker), perf_counter()
        self._connection.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        response = self._connection.getresponse()
        response.read()
        seconds = perf_counter() - started
        if response.status != expected:
            raise RuntimeError(f"{path} answered {response.status} instead of {expected}.")
        worked = None if busy is None else _when_idle(self._worker) - busy
        return seconds, worked, {name.lower(): value for name, value in response.getheaders()}


def _processor_seconds(process: int | None) -> float | None:
    """The time that a process has had a processor, to the nanosecond; None where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return None


def _when_idle(process: int) -> float:
    """The same once it stands still: a worker closes the connection and its signals run after the last octet."""
    before, after = -1.0, _processor_seconds(process)
    while after != before:
        sleep(0.002)
        before, after = after, _processor_seconds(process)
    return after


def _worker_of(master: int) -> int | None:
    """The process that answers: the one child of gunicorn's master."""
    try:
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    except OSError:
        return None
    return int(children[0]) if len(children) == 1 and _processor_seconds(int(children[0])) is not None else None


@contextmanager
def _server(cache: str):
    """A gunicorn with one sync worker on the scratch database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.feed_settings",
        "DATABASE_URL": _database_url(),
        "BENCH_CACHE": cache,
        "BENCH_STATIC": str(settings.STATIC_ROOT),
    }
    with tempfile.TemporaryFile() as log:
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
        command += ["--log-level", "warning", "partnership_site.wsgi:application"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield _when_ready(port, process, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _when_ready(port, process, log):
    for _attempt in range(300):
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"The server did not start: {log.read().decode()[-2000:]}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return _Client(port, _worker_of(process.pid))
        except OSError:
            sleep(0.1)
    raise RuntimeError("The server did not answer within 30 seconds.")


def _database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def main(arguments: list[str]) -> int:
    """Measure and print; `--json` for one line of figures. Exit code 1 if a limit is not held."""
    from . import scratch

    started = perf_counter()
    scratch.use_production_like_settings()
    with scratch.scratch_database() as database:
        say = lambda text: print(f"{perf_counter() - started:5.0f} s  {text}", flush=True)  # noqa: E731
        result = measure_feeds("--quick" in arguments, say)
    print(f"\n{database}\n{result.text}")
    if "--json" in arguments:
        print(json.dumps({what: round(measured, 2) for what, measured, _limit, _met in result.checks}))
    return 0 if all(is_met for *_rest, is_met in result.checks) else 1


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    django.setup()
    sys.exit(main(sys.argv[1:]))
