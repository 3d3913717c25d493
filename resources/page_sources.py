"""What apps say of the kinds of page that collections gather; handed over through `resources.registry`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OrderBy, QuerySet


@dataclass(frozen=True)
class Criterion:
    """A property by which an editor narrows a saved query, such as the region.

    `choices()` gives (value, label) pairs. `narrow(pages, values)` gives the pages that have one of the values. Where
    several sources know the same `key`, it means the same and has the same values.
    """

    key: str
    label: str
    choices: Callable[[], list[tuple[str, str]]]
    narrow: Callable[[QuerySet, list[str]], QuerySet]


@dataclass(frozen=True)
class PageDate:
    """A date of a kind of page by which a saved query is narrowed. `is_day`: the field holds a day, not a moment."""

    key: str
    label: str
    field: str
    is_day: bool = False


@dataclass(frozen=True)
class CollectionSource:
    """A kind of page that an editor may gather in a collection.

    `queryset` returns the live, public pages. `by_topics` narrows such a queryset to pages that carry one of some
    topics. `latest` is the ordering for "newest first", `soonest` that for "what comes next", if the kind has one.
    `row_template` prints one page as a row, given `page`. The two fields are what tables and cards show beside the
    title; "" for none. `criteria` and `dates` are what else a saved query may ask of the pages.

    Pages that take place: `month(request, keys, url)` gives what their `MonthOfPages` shows, and
    `calendar_feed(page, request, keys)` answers with their calendar text; both get numbers of pages.
    """

    key: str
    label: str
    queryset: Callable[[], QuerySet]
    by_topics: Callable[[QuerySet, list[int]], QuerySet]
    latest: tuple[str | OrderBy, ...]
    row_template: str
    summary_field: str = "summary"
    date_field: str = "first_published_at"
    criteria: tuple[Criterion, ...] = ()
    dates: tuple[PageDate, ...] = ()
    soonest: tuple[str | OrderBy, ...] = ()
    month: Callable | None = None
    calendar_feed: Callable | None = None


@dataclass(frozen=True)
class MonthOfPages:
    """A month as a table: `template` prints it with `context`, in the style sheet `css` (a path of static files)."""

    template: str
    css: str
    context: dict
