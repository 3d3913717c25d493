"""How long an import takes and how much memory it needs: check, import, and taking back.

    .venv/bin/python -m tests.benchmarks.imports            5,000 rows
    .venv/bin/python -m tests.benchmarks.imports --rows 500
    .venv/bin/python -m tests.benchmarks.imports --check-only --rows 50000

Time is wall time in one process, with the processor's own time above it, which tells more on a busy machine. Memory is
the highest growth of what Python holds (tracemalloc), measured in a run of its own, because watching it is slow.
"""

import argparse
import csv
import io
import os
import tracemalloc
from time import perf_counter, process_time

LIMIT_SECONDS = 120


def table(count):
    """Pieces of a table with so many rows, made as they are read."""
    columns = ["ID", "Title", "Summary", "Kind", "Topics", "Addresses", "Text", "Published"]
    yield _line(columns)
    for number in range(count):
        title, text = f"Guide number {number} to quiet corners", f"<p>{'Some words about it. ' * 30}</p>" * 3
        day = f"20{10 + number % 15}-0{1 + number % 9}-11"
        yield _line(
            [f"id-{number}", title, f"What {number} is for.", "Guide", "", f"https://e.org/{number}", text, day]
        )


def _line(cells):
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode()


def measured(work, *, with_memory=False):
    """(seconds, MB of growth or None) of `work()`."""
    if with_memory:
        tracemalloc.start()
    started, began = perf_counter(), process_time()
    work()
    seconds = perf_counter() - started
    print(f"        {process_time() - began:8.1f} s of the processor", flush=True)
    megabytes = tracemalloc.get_traced_memory()[1] / 1024**2 if with_memory else None
    tracemalloc.stop()
    return seconds, megabytes


def begun(count, user, library, source):
    """An import of so many rows, ready to be checked."""
    from resources.actions.imports import check_import, start_import
    from resources.importing.resources import TARGET

    batch = start_import(by=user, name="bench.csv", form="csv", chunks=table(count), source=source)
    columns = {column.key: str(column.label) for column in TARGET.columns()}
    wanted = {"id", "title", "summary", "kind", "topics", "addresses", "body", "published_on"}
    columns = {key: label for key, label in columns.items() if key in wanted}
    check_import(batch, by=user, target="resource", columns=columns, parents={"resource": library.pk})
    return batch


def main():
    """Measure and say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--check-only", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    import django

    django.setup()
    from django.contrib.auth import get_user_model

    from resources.models import ResourceLibraryPage
    from tests.benchmarks.scratch import scratch_database

    with scratch_database() as database:
        user = get_user_model().objects.create_superuser("bench", "bench@example.org", "partnership-demo")
        library = ResourceLibraryPage.objects.first()
        print(f"Imports of {options.rows:,} rows, {database}", flush=True)
        seconds = run(options.rows, user, library, check_only=options.check_only)
        small = memory(options.rows // 5, user, library, "small", check_only=options.check_only)
        large = memory(options.rows, user, library, "large", check_only=options.check_only)
    print(f"memory: {small:.1f} MB for {options.rows // 5:,} rows, {large:.1f} MB for {options.rows:,} rows")
    if not options.check_only:
        print(f"check and import in under {LIMIT_SECONDS} s: {'met' if seconds < LIMIT_SECONDS else 'NOT MET'}")


def run(count, user, library, *, check_only):
    """Check, import and take back once; the seconds of check and import."""
    from resources.actions.imports import confirm_import, undo_import
    from resources.importing import running

    batch = begun(count, user, library, "time")
    total, _memory = measured(lambda: running.run(batch.pk))
    print(f"check   {total:8.1f} s", flush=True)
    if check_only:
        return total
    batch.refresh_from_db()
    confirm_import(batch, by=user)
    seconds, _memory = measured(lambda: running.run(batch.pk))
    print(f"import  {seconds:8.1f} s, {1_000 * seconds / count:.1f} ms a row", flush=True)
    total += seconds
    batch.refresh_from_db()
    undo_import(batch, by=user)
    seconds, _memory = measured(lambda: running.run(batch.pk))
    print(f"undo    {seconds:8.1f} s", flush=True)
    return total


def memory(count, user, library, source, *, check_only):
    """The highest growth in MB while so many rows are checked, and a tenth of them imported."""
    from resources.actions.imports import confirm_import
    from resources.importing import running

    batch = begun(count, user, library, source)
    _seconds, most = measured(lambda: running.run(batch.pk), with_memory=True)
    if not check_only:
        part = begun(max(count // 10, 1), user, library, f"{source}-part")
        running.run(part.pk)
        part.refresh_from_db()
        confirm_import(part, by=user)
        _seconds, writing = measured(lambda: running.run(part.pk), with_memory=True)
        most = max(most, writing)
    return most


if __name__ == "__main__":
    main()
