"""The library with 1,000 and with 20,000 resources, each with the text of a 20-page PDF file.

Each size has a database and a process of its own. They are asked in turn, so that both meet the same load of the
machine. Part of `make bench BENCH="--library"`.
"""

import multiprocessing
from statistics import median
from time import perf_counter

LIST_LIMIT, SEARCH_LIMIT = 2, 4
COLUMNS = ("what", "queries", "found", "p95 ms", "p95 ms", "x", "median ms", "median ms", "CPU ms", "CPU ms")


class Side:
    """A process with so many resources in the database of this name."""

    def __init__(self, size, name):
        context = multiprocessing.get_context("spawn")
        self.size = size
        self._ours, theirs = context.Pipe()
        # Imported late: the module needs Django's settings, which the new process sets up for itself.
        from .library_side import serve

        self._process = context.Process(target=serve, args=(size, name, theirs))
        self._process.start()
        theirs.close()

    def ready(self):
        """Wait until it is filled: what is to be measured, as (what, limit)."""
        return self._receive()

    def ask(self, *question):
        self._ours.send(question)
        return self._receive()

    def end(self):
        self._ours.close()
        self._process.join()

    def _receive(self):
        try:
            answer = self._ours.recv()
        except EOFError:
            raise SystemExit(f"The process with {self.size:,} resources ended early.") from None
        if isinstance(answer, Exception):
            raise answer
        return answer


def main(sizes, rounds, names, *, profile=False) -> int:
    """Measure and print. `names` are databases of the right tables; they are filled. Returns the exit code."""
    started = perf_counter()
    sides = [Side(size, name) for size, name in zip(sizes, names, strict=True)]
    try:
        whats = [side.ready() for side in sides][0]
        print(f"{perf_counter() - started:5.0f} s  {' and '.join(f'{size:,}' for size in sizes)} resources", flush=True)
        if profile:
            print(sides[-1].ask("profile"))
        rows, against = [COLUMNS], []
        for what, limit in whats:
            row, problems = _measured(what, limit, sides, rounds)
            rows.append(row)
            against += problems
    finally:
        for side in sides:
            side.end()
    from .report import aligned

    print(f"{perf_counter() - started:5.0f} s  measured, {rounds} rounds\n\n{aligned(rows, numbers_from=1)}\n")
    print(f"Limits: lists {LIST_LIMIT} times, search {SEARCH_LIMIT} times, and the same queries.")
    print("\n".join(against) or "All met.")
    return 1 if any("queries" in problem for problem in against) else 0


def _measured(what, limit, sides, rounds):
    queries, found = zip(*(side.ask("count", what) for side in sides), strict=True)
    times = [[] for _side in sides]
    for _round in range(rounds):
        for side, kept in zip(sides, times, strict=True):
            kept.append(side.ask("time", what))
    walls = [[wall for wall, _cpu in kept] for kept in times]
    slow = [percentile(kept, 95) for kept in walls]
    middle = [median(kept) for kept in walls]
    processor = [median(cpu for _wall, cpu in kept) for kept in times]
    ratio = slow[-1] / slow[0]
    row = (
        what,
        "/".join(str(number) for number in dict.fromkeys(queries)),
        found[-1],
        *(f"{seconds * 1000:.1f}" for seconds in slow),
        f"{ratio:.1f}",
        *(f"{seconds * 1000:.1f}" for seconds in (*middle, *processor)),
    )
    problems = []
    if queries[0] != queries[-1]:
        problems.append(f"- {what}: {queries[0]} queries with few resources, {queries[-1]} with many.")
    if limit and ratio > limit:
        problems.append(f"- {what}: {ratio:.1f} times as long with many resources, not {limit}.")
    return row, problems


def percentile(times, percent):
    """The time that `percent` of a hundred requests stay within: nearest rank."""
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]


def run(options) -> int:
    """For `python -m tests.benchmarks --library`. The exit code is 1 if queries grow with the number of resources."""
    from . import scratch

    sizes, rounds = ((200, 4_000), 10) if options.quick else ((1_000, 20_000), options.rounds)
    with scratch.scratch_database() as database:
        print(database, flush=True)
        with scratch.copies(*map(str, sizes)) as names:
            return main(sizes, rounds, names, profile=options.profile)
