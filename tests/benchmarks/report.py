"""The figures as plain tables, for the terminal and for docs/benchmarks.md."""

import platform
from dataclasses import dataclass
from datetime import date

from .measure import Result
from .weight import Weight

RATIO_LIMIT = 3
WEIGHT_LIMIT = 100_000
BY_HAND = "## Other runs"
COLUMNS = ("kind", "what", "pages", "median ms", "p95 ms", "queries", "bytes", "x plain", "x ready")


@dataclass(frozen=True)
class Run:
    """One run: what it was made on, and what it found."""

    database: str
    rounds: int
    results: list[Result]
    weights: list[Weight]
    growing: list[str]

    @property
    def slow(self) -> list[str]:
        """A sentence for each list that takes longer than the limit allows."""
        found = [(result, result.ready_ratio) for result in self.results]
        return [
            f"{result.address.kind}, {result.pages:,} pages: {ratio:.1f} times."
            for result, ratio in found
            if ratio is not None and ratio > RATIO_LIMIT
        ]

    @property
    def heavy(self) -> list[str]:
        """A sentence for each page that sends more than the limit allows."""
        return [
            f"{weight.path}: {weight.total_sent:,} bytes, not under {WEIGHT_LIMIT:,}."
            for weight in self.weights
            if weight.total_sent >= WEIGHT_LIMIT
        ]


def table(results: list[Result]) -> str:
    rows = [COLUMNS, *(_cells(result) for result in results)]
    return aligned(rows, numbers_from=2)


def weight_table(weights: list[Weight]) -> str:
    head = ("page", "HTML", "CSS", "JavaScript", "fonts", "sent", "uncompressed")
    rows = [
        (
            weight.path,
            *(f"{size:,}" for size in weight.sent.values()),
            f"{weight.total_sent:,}",
            f"{weight.total_plain:,}",
        )
        for weight in weights
    ]
    return aligned([head, *rows], numbers_from=1)


def verdicts(run: Run) -> str:
    """What was asked for and whether it is so."""
    checks = (
        ("Queries do not grow with the number of pages", run.growing),
        (f"Lists stay within {RATIO_LIMIT} times their own template with a ready context", run.slow),
        (f"A public page sends less than {WEIGHT_LIMIT // 1000} kB", run.heavy),
    )
    lines = []
    for text, against in checks:
        lines.append(f"- {text}: {'NOT MET' if against else 'met'}.")
        lines += [f"  - {sentence}" for sentence in against]
    return "\n".join(lines)


def document(run: Run, command: str, before: str) -> str:
    """The whole of docs/benchmarks.md. What stands in the file `before` under BY_HAND stays."""
    _written, mark, kept = before.partition(BY_HAND)
    by_hand = f"{mark}{kept}"
    return f"""# Benchmarks

Written by `{command}` on {date.today():%d %B %Y}: {run.database}, Python {platform.python_version()}, {_processor()}.
Other machines give other times; the columns of queries and bytes stay.

## How it is measured

The site's WSGI application is called in one process, one request at a time, as one sync worker does it: all middleware,
no socket, no cached pages. Each address was asked for {run.rounds} times after three to warm up. Lists are
interleaved with two bare Django views behind the same middleware, which give as many bytes:

- **x plain**: times as long as a plain template, a loop over ready rows of five values each.
- **x ready**: times as long as the page's own template with the context already made. What is above 1 is the work of
  finding, counting and sorting; the rest is the template itself. The limit of {RATIO_LIMIT} is held against this one.

"page 40" is the fortieth page of the list, "feed, 304" a feed that the program asking already has.

## Pages

```
{table(run.results)}
```

## Bytes of a page

HTML, CSS, JavaScript and fonts as sent, style sheets and scripts compressed, each file counted once, without pictures.

```
{weight_table(run.weights)}
```

## Asked for, and whether it is so

{verdicts(run)}

{by_hand}"""


def _cells(result: Result) -> tuple[str, ...]:
    return (
        result.address.kind,
        result.address.what,
        f"{result.pages:,}",
        f"{result.median * 1000:.1f}",
        f"{result.p95 * 1000:.1f}",
        str(result.queries),
        f"{result.size:,}",
        f"{result.rows_ratio:.1f}" if result.rows_ratio else "",
        f"{result.ready_ratio:.1f}" if result.ready_ratio else "",
    )


def aligned(rows, *, numbers_from) -> str:
    """Rows of text as a plain table; columns from `numbers_from` on stand right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place >= numbers_from else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _processor() -> str:
    return f"{platform.system()} on {platform.machine()}"
