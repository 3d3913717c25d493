"""What upper floors put into lower ones: each app fills these in `AppConfig.ready()`, so imports only ever go down."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OrderBy, QuerySet


@dataclass(frozen=True)
class CollectionSource:
    """A kind of page that an editor may gather in a collection.

    `queryset` returns the live, public pages. `by_topics` narrows such a queryset to pages that carry one of some
    topics. `latest` is the ordering for "newest first". `row_template` prints one page as a row, given `page`. The two
    fields are what tables and cards show beside the title.
    """

    key: str
    label: str
    queryset: Callable[[], QuerySet]
    by_topics: Callable[[QuerySet, list[int]], QuerySet]
    latest: tuple[str | OrderBy, ...]
    row_template: str
    summary_field: str = "summary"
    date_field: str = "first_published_at"


_collection_sources: dict[str, CollectionSource] = {}
_setup_steps: list[tuple[int, Callable]] = []
_related_lists: dict[str, tuple[str, Callable]] = {}


def register_collection_source(source):
    """Offer a kind of page to collections. Registering the same key again replaces it."""
    _collection_sources[source.key] = source


def collection_sources():
    """All sources by key, in the order in which apps registered them."""
    return dict(_collection_sources)


def register_setup_step(step, *, order):
    """Run `step(say)` in `manage.py partnership_setup`, lower `order` first. `say(text)` prints a line."""
    if (order, step) not in _setup_steps:
        _setup_steps.append((order, step))


def setup_steps():
    """Steps of `partnership_setup` in their order."""
    return [step for _, step in sorted(_setup_steps, key=lambda pair: pair[0])]


def register_related_list(key, model_label, find):
    """Show a list of upper-floor pages on the pages of `model_label`, such as the gatherings that use a resource.

    `find(page, request)` returns a heading and a list of link dicts (title, url, note). Without links nothing is shown.
    """
    _related_lists[key] = (model_label, find)


def related_lists(page, request):
    """(heading, links) of every list that upper floors show on this page; empty ones are left out."""
    found = [find(page, request) for label, find in _related_lists.values() if label == page._meta.label]
    return [(heading, links) for heading, links in found if links]
