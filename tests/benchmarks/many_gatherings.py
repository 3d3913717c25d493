"""The views of a calendar with 5,000 and with 50,000 gatherings: queries, and whether they cost what they show.

    make bench BENCH="--gatherings"            5,000 and 50,000 gatherings
    make bench BENCH="--gatherings --quick"    200 and 2,000

Each view is asked for in turn, through the site's WSGI application without a socket. Milliseconds are processor time of
this process, which other work on the machine does not lengthen. The texts of feeds, which no view reads, are left out.
"""

from statistics import median
from time import perf_counter, process_time

from django.utils import timezone

SIZES = {"quick": (200, 2_000), "full": (5_000, 50_000)}
ROUNDS = 9


def main(arguments: list[str]) -> int:
    """Measure and print. Exit code 1 if a view costs more queries with more gatherings."""
    from . import scratch

    started = perf_counter()
    scratch.use_production_like_settings()
    sizes = SIZES["quick" if "--quick" in arguments else "full"]
    with scratch.scratch_database() as database:
        say = lambda text: print(f"{perf_counter() - started:5.0f} s  {text}", flush=True)  # noqa: E731
        found = _measured(sizes, say)
    print(f"\n{database}; milliseconds of the processor (queries, kB) with so many gatherings")
    print("".join([" " * 10, *(f"{size:>24,}" for size in sizes)]))
    for view, results in found.items():
        shown = (f"{milliseconds:.0f} ({queries}, {octets // 1024})" for milliseconds, queries, octets in results)
        print("".join([f"{view:<10}", *(f"{text:>24}" for text in shown)]))
    grown = [view for view, results in found.items() if len({queries for _time, queries, _octets in results}) > 1]
    print(f"- Queries do not grow: {'NOT MET by ' + ', '.join(grown) if grown else 'met'}.")
    return 1 if grown else 0


def _measured(sizes, say):
    """{view: [(median in milliseconds, queries, octets) of each size]}."""
    from . import scratch
    from .content import KINDS_OF_PAGE
    from .server import Worker, counted_queries

    found: dict[str, list] = {}
    before, worker = 0, Worker()
    for size in sizes:
        # In steps, so that the pages of one step are all that memory has to hold.
        for first in range(before, size, 5_000):
            KINDS_OF_PAGE["gatherings"].add(first, min(size, first + 5_000), with_texts=False)
        before = size
        scratch.bring_statistics_up_to_date()
        say(f"{size:,} gatherings are there")
        paths = _paths()
        times: dict[str, list[float]] = {view: [] for view in paths}
        for number in range(ROUNDS + 2):
            for view, path in paths.items():
                begun = process_time()
                worker.get(path)
                if number > 1:
                    times[view].append(process_time() - begun)
        for view, path in paths.items():
            with counted_queries() as statements:
                _seconds, body, _headers = worker.get(path)
            found.setdefault(view, []).append((median(times[view]) * 1000, statements.total(), len(body)))
    return found


def _paths():
    from events.models import CalendarPage, Region

    calendar, today = CalendarPage.objects.get().get_url(), timezone.localdate()
    return {
        "list": calendar,
        "page 40": f"{calendar}?page=40",
        "past": f"{calendar}?when=past",
        "region": f"{calendar}?region={Region.objects.first().slug}",
        "month": f"{calendar}month/{today.year}/{today.month}/",
        "near": f"{calendar}near/?zip=61036&miles=25",
        "paper": f"{calendar}print/",
        "frame": f"{calendar}embed/",
    }
