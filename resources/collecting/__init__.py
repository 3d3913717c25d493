"""Gathering the pages of a collection: what was picked by hand first, then what the saved query finds."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.contenttypes.models import ContentType

from resources.pages import BasePage
from resources.registry import CollectionSource, collection_sources

from .choices import ANY_PAGE
from .queries import SavedQuery

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
    """Rows of a collection: live pages that everyone may see, none twice. `at_most` cuts the list short unread.

    The cost is that of `collected_keys` and `rows_of`.
    """
    return rows_of(collected_keys(collection, at_most=at_most))


def collected_keys(collection, *, at_most=None):
    """(number, content type) of each page of a collection in order. Three queries, and those of its text search."""
    picked = _picked(collection)[:at_most]
    left = None if at_most is None else at_most - len(picked)
    return [*picked, *SavedQuery.of(collection, leave_out=[key for key, _kind in picked]).keys(left)]


def rows_of(keys):
    """The pages of `collected_keys` or a part of them as rows: the queries of each kind that is among them."""
    pages = {}
    left = dict(keys)
    for source in kinds_among(keys):
        found = source.queryset().filter(pk__in=keys_of_kind(source, left.items()))
        pages |= {page.pk: _row(page, source) for page in found}
        left = {key: kind for key, kind in left.items() if key not in pages}
    if left:
        pages |= {page.pk: _plain_row(page) for page in BasePage.objects.live().public().filter(pk__in=list(left))}
    return [pages[key] for key, _kind in keys if key in pages]


def kinds_among(keys) -> list[CollectionSource]:
    """The kinds of page with rows of their own that are among `keys`. No query."""
    sources = [source for source in collection_sources().values() if source.key != ANY_PAGE]
    return [source for source in sources if keys_of_kind(source, keys)]


def keys_of_kind(source, keys):
    """The numbers of the pages of a kind among `keys`, in order. No query."""
    model = _model_of(source.queryset)
    kinds = {kind: ContentType.objects.get_for_id(kind).model_class() for kind in {kind for _key, kind in keys}}
    return [key for key, kind in keys if kinds[kind] and issubclass(kinds[kind], model)]


@cache
def _model_of(queryset):
    """The model of a source's pages: asking its queryset each time would cost the query for view restrictions."""
    return queryset().model


def _picked(collection):
    """In the editor's order; a page that was picked twice comes once, one that is not public not at all."""
    keys = list(dict.fromkeys(pick.picked_page_id for pick in collection.picks.all() if pick.picked_page_id))
    if not keys:
        return []
    shown = dict(BasePage.objects.live().public().filter(pk__in=keys).values_list("pk", "content_type"))
    return [(key, shown[key]) for key in keys if key in shown]


def _row(page, source):
    return Row(
        page=page,
        template=source.row_template,
        kind=page._meta.verbose_name,
        summary=getattr(page, source.summary_field, ""),
        on=getattr(page, source.date_field, None) if source.date_field else None,
    )


def _plain_row(page):
    model = page.specific_class
    return Row(
        page=page,
        template=PLAIN_ROW,
        kind=(model or type(page))._meta.verbose_name,
        summary=page.search_description,
    )
