"""Gathering the pages of a collection: what was picked by hand first, then what the saved query finds."""

from dataclasses import dataclass
from datetime import date

from resources.enums import CollectionOrder
from resources.pages import BasePage
from resources.registry import collection_sources
from resources.searching import containing, read_search_text

PLAIN_ROW = "partnership_resources/rows/page.html"


@dataclass(frozen=True)
class Row:
    """One page of a collection. `template` prints it as a row, given `page`; the rest is for tables and cards."""

    page: BasePage
    template: str
    kind: str
    summary: str = ""
    on: date | None = None


def collect(collection, *, at_most=None):
    """Rows of a collection: live pages that everyone may see, none twice.

    A fixed number of queries: for picked pages one per source and page type, for the saved query that of its source.
    `at_most` cuts the list short before it is read.
    """
    picked = _picked(collection)[:at_most]
    left = None if at_most is None else at_most - len(picked)
    return [*picked, *_found(collection, {row.page.pk for row in picked}, left)]


def _picked(collection):
    """In the editor's order; a page that was picked twice comes once, one that is not public not at all."""
    keys = list(dict.fromkeys(pick.picked_page_id for pick in collection.picks.all()))
    if not keys:
        return []
    rows = {}
    for source in collection_sources().values():
        rows |= {page.pk: _row(page, source) for page in source.queryset().filter(pk__in=keys)}
    others = BasePage.objects.live().public().filter(pk__in=[key for key in keys if key not in rows])
    rows |= {page.pk: _plain_row(page) for page in others.specific()}
    return [rows[key] for key in keys if key in rows]


def _found(collection, leave_out, at_most):
    source = collection_sources().get(collection.source)
    if source is None:
        return []
    pages = source.queryset().exclude(pk__in=leave_out)
    topics = [topic.pk for topic in collection.topics.all()]
    if topics:
        pages = source.by_topics(pages, topics)
    if collection.below_id:
        pages = pages.descendant_of(collection.below)
    words = read_search_text(collection.text).words
    if words:
        pages = pages.filter(containing(pages.model, words))
    order = ("title", "pk") if collection.order == CollectionOrder.TITLE else (*source.latest, "pk")
    limit = collection.limit if at_most is None else min(at_most, collection.limit)
    return [_row(page, source) for page in pages.order_by(*order)[:limit]]


def _row(page, source):
    return Row(
        page=page,
        template=source.row_template,
        kind=page._meta.verbose_name,
        summary=getattr(page, source.summary_field, ""),
        on=getattr(page, source.date_field, None),
    )


def _plain_row(page):
    return Row(page=page, template=PLAIN_ROW, kind=page._meta.verbose_name, summary=page.search_description)
