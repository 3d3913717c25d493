"""Fill a scratch database with resources that have long texts, quickly: nothing of it need outlive a power cut."""

from contextlib import contextmanager

from django.db import connection, transaction
from wagtail.models import Page

from resources.models import CollectionPage, ResourceLibraryPage, ResourcePage

from .content import Resources
from .long_texts import LongTexts, add_files
from .scratch import bring_statistics_up_to_date

_AT_ONCE = 2_500


def fill(size: int) -> None:
    """Resources 0 to `size`, each with a file that was read, and a collection of them."""
    texts = LongTexts()
    with _quickly():
        for first in range(0, size, _AT_ONCE):
            with transaction.atomic():
                pages = Resources().add(first, min(first + _AT_ONCE, size))
                add_files(pages, texts, first)
    collection = CollectionPage(title="Newest", slug="newest", source="resources", limit=50)
    Page.objects.get(pk=ResourceLibraryPage.objects.get().get_parent().pk).add_child(instance=collection)
    collection.save_revision().publish()
    assert ResourcePage.objects.live().count() == size
    bring_statistics_up_to_date()


@contextmanager
def _quickly():
    """PostgreSQL makes its search indexes at the end, SQLite waits for no disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
            yield
            return
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%USING gin%'")
        indexes = cursor.fetchall()
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _name, definition in indexes:
            cursor.execute(definition)
