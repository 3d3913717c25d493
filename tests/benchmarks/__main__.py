"""`python -m tests.benchmarks`: measure lists, details and feeds with many pages, in a scratch database.

    make bench                                     1,000 and 10,000 pages of each kind
    make bench BENCH="--quick"                     100 and 1,000 pages, about a minute
    make bench BENCH="--write"                     the same figures into docs/benchmarks.md
    make bench BENCH="--kinds mentors --profile"   where the time of each list goes
    make bench BENCH="--feeds"                     the feed of 5,000 gatherings over HTTP: build, 304 and memory
    make bench BENCH="--library"                   1,000 and 20,000 resources with the text of a PDF file each
    make bench BENCH="--library --quick"           the same with 200 and 4,000
    make bench BENCH="--gatherings"                the views of a calendar with 5,000 and 50,000 gatherings

DATABASE_URL names another database, on PostgreSQL too; the measurements use a new one beside it, never that one itself.
Exit code 1 if queries grow with the number of pages, or a public page is too heavy. Times are told, never a failure:
they are those of the machine.
"""

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

import django

ROOT = Path(__file__).resolve().parent.parent.parent


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000", help="pages of each kind, rising, with commas between")
    parser.add_argument("--rounds", type=int, default=40, help="how often each address is asked for (40)")
    parser.add_argument("--kinds", default="resources,gatherings,mentors", help="which kinds of page")
    parser.add_argument("--quick", action="store_true", help="short for --sizes 100,1000 --rounds 7")
    parser.add_argument("--feeds", action="store_true", help="measure the calendar feed over HTTP instead")
    parser.add_argument("--library", action="store_true", help="measure a library of long texts instead")
    parser.add_argument("--gatherings", action="store_true", help="measure the calendar with 50,000 gatherings instead")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument(
        "--profile", action="store_true", help="print where the time of each list goes, and its queries"
    )
    chosen = parser.parse_args(arguments)
    if chosen.quick:
        chosen.sizes, chosen.rounds = "100,1000", 7
    try:
        chosen.sizes = sorted({int(size) for size in chosen.sizes.split(",")})
    except ValueError:
        parser.error("--sizes takes whole numbers with commas between, for instance 1000,10000")
    if chosen.sizes[0] < 1 or chosen.rounds < 1:
        parser.error("--sizes and --rounds start at 1")
    chosen.kinds = chosen.kinds.split(",")
    return chosen


def main(arguments: list[str]) -> int:
    """Measure and print. Returns the exit code."""
    chosen = options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    django.setup()
    if chosen.library:
        from . import library

        return library.run(chosen)
    if chosen.feeds:
        from . import feeds

        return feeds.main(["--quick"] if chosen.quick else [])
    if chosen.gatherings:
        from . import many_gatherings

        return many_gatherings.main(["--quick"] if chosen.quick else [])
    # Models can be imported only now.
    from . import scratch
    from .run import Benchmark

    started = perf_counter()
    scratch.use_production_like_settings()
    with scratch.scratch_database() as database:
        benchmark = Benchmark(chosen, say=lambda text: print(f"{perf_counter() - started:5.0f} s  {text}", flush=True))
        run = benchmark.run(database)
    from . import report

    print(f"\n{report.table(run.results)}\n\n{report.weight_table(run.weights)}\n\n{report.verdicts(run)}")
    if chosen.write:
        file = ROOT / "docs" / "benchmarks.md"
        file.write_text(report.document(run, "make bench", file.read_text(encoding="utf-8")), encoding="utf-8")
        print("\nWritten: docs/benchmarks.md")
    return 1 if run.growing or run.heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
