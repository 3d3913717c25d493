"""Many pages at once: rows put straight into the tables, with the paths that the page tree needs."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

BATCH = 500
# A day lies between the publication of one page and the next; the newest pages are of today.
DAYS = 3_000


def add_pages(parent: Page, pages: list[Page], *, first: int) -> list[Page]:
    """Put `pages`, instances of one type with a title each, below `parent` as live pages. Returns them with their ids.

    `first` is the number of children of `parent` that came before: the pages are numbered from there.
    """
    model = type(pages[0])
    content_type, locale, now = ContentType.objects.get_for_model(model), Locale.get_default(), timezone.now()
    for number, page in enumerate(pages, start=first):
        published_at = now - timedelta(days=number % DAYS, minutes=number % 600)
        page.path = Page._get_path(parent.path, parent.depth + 1, number + 1)
        page.depth = parent.depth + 1
        page.slug = f"{model._meta.model_name}-{number}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title, page.content_type, page.locale, page.live = page.title, content_type, locale, True
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = published_at
    base_fields = [field for field in Page._meta.concrete_fields if not field.primary_key]
    for batch in _batches(pages):
        bases = [Page(**{field.attname: getattr(page, field.attname) for field in base_fields}) for page in batch]
        Page.objects.bulk_create(bases)
    keys = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    for page in pages:
        page.pk = page.id = keys[page.path]
        for link in model._meta.parents.values():
            setattr(page, link.attname, page.pk)
    # Django's bulk_create refuses models with a parent table; this is what it does for those without.
    fields = model._meta.local_concrete_fields
    for batch in _batches(pages):
        model._base_manager._insert(batch, fields=fields, using=connection.alias)
    Page.objects.filter(pk=parent.pk).update(numchild=first + len(pages))
    return pages


def link(pages: list[Page], field_name: str, terms_of) -> None:
    """Fill a many-to-many field: `terms_of(number)` gives the words of the page of that place in the list."""
    field = type(pages[0])._meta.get_field(field_name)
    through = field.remote_field.through
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = (
        through(**{f"{own}_id": page.pk, f"{other}_id": term.pk})
        for number, page in enumerate(pages)
        for term in dict.fromkeys(terms_of(number))
    )
    for batch in _batches(rows):
        through.objects.bulk_create(batch)


def index(pages: list[Page], *related: str) -> None:
    """Put the pages into the search index, as `update_index` does. `related` are lists that it reads of each page."""
    model = type(pages[0])
    backend = get_search_backend()
    indexer = backend.get_index_for_model(model)
    for batch in _batches(pages):
        found = model.get_indexed_objects().filter(pk__in=[page.pk for page in batch])
        indexer.add_items(model, list(found.prefetch_related("topics", *related)))


def _batches(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
