"""Measuring: each address many times, its bare views in between, so that all meet the same load of the machine."""

from collections import Counter
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from django.conf import settings

from . import bare
from .addresses import Address
from .server import Worker, counted_queries

CAPTURE = "tests.benchmarks.bare.CaptureContext"
WARM_UP = 3


@dataclass(frozen=True)
class Result:
    """One row of the table. Times are seconds; a ratio is None where there is nothing to compare with."""

    address: Address
    pages: int
    median: float
    p95: float
    queries: int
    size: int
    rows_ratio: float | None = None
    ready_ratio: float | None = None
    statements: Counter | None = None


def measure(address: Address, pages: int, rounds: int) -> Result:
    """Ask for the address `rounds` times. `pages` is how many pages of each kind there are."""
    worker = Worker()
    for _round in range(WARM_UP):
        _seconds, body, _headers = worker.get(address.path, address.headers)
    with counted_queries() as statements:
        worker.get(address.path, address.headers)
    others = _bare_views(address, body) if address.is_list else {}
    for path in others.values():
        worker.get(path)
    times = {name: [] for name in ("page", *others)}
    for _round in range(rounds):
        times["page"].append(worker.get(address.path, address.headers)[0])
        for name, path in others.items():
            times[name].append(worker.get(path)[0])
    middle = median(times["page"])
    return Result(
        address=address,
        pages=pages,
        median=middle,
        p95=_percentile(times["page"], 95),
        queries=statements.total(),
        size=len(body),
        rows_ratio=middle / median(times["rows"]) if "rows" in times else None,
        ready_ratio=middle / median(times["ready"]) if "ready" in times else None,
        statements=statements,
    )


def measure_unchanged(address: Address, pages: int, rounds: int) -> Result:
    """The same feed asked for by a program that already has it: 304, nothing built."""
    worker = Worker()
    _seconds, _body, headers = worker.get(address.path)
    known = (("If-None-Match", headers["ETag"]),)
    with counted_queries() as statements:
        _seconds, body, _headers = worker.get(address.path, known, expected=304)
    times = [worker.get(address.path, known, expected=304)[0] for _round in range(rounds)]
    again = Address(address.kind, f"{address.what}, 304", address.path, is_page=False)
    return Result(again, pages, median(times), _percentile(times, 95), statements.total(), len(body))


def grown(results: list[Result]) -> list[str]:
    """A sentence for each address that took more queries with more pages."""
    by_address: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        by_address.setdefault((result.address.kind, result.address.what), []).append(result)
    return [
        f"{kind}, {what}: {few.queries} queries with {few.pages:,} pages, {many.queries} with {many.pages:,}."
        for (kind, what), (few, *_between, many) in (
            (key, found) for key, found in by_address.items() if len(found) > 1
        )
        if many.queries > few.queries
    ]


def _bare_views(address: Address, body: bytes) -> dict[str, str]:
    bare.prepare_rows(address.kind, len(body))
    found = {"rows": f"/bare/{address.kind}/"}
    before = settings.MIDDLEWARE
    settings.MIDDLEWARE = [*before, CAPTURE]
    try:
        Worker().get(address.path, address.headers)
    finally:
        settings.MIDDLEWARE = before
    if bare.is_captured(address.path):
        found["ready"] = f"/bare/ready/?{urlencode({'path': address.path})}"
    return found


def _percentile(times: list[float], percent: int) -> float:
    """The time that `percent` of a hundred requests stay within: nearest rank."""
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]
