"""Which pages collections gather by their criteria, kept so that a page can say where it stands in one query.

Criteria with dates change what they find as time goes by, so the worker looks again in every round; a collection that
is published is looked through at once.
"""

from django.db import transaction

from resources.models import CollectedPage, CollectionPage

from .queries import SavedQuery


def gather_all(now=None):
    """Look through all public collections. Returns how many changed. A fixed number of queries for each collection."""
    shown = CollectionPage.objects.live().public().order_by("pk")
    gone, _by_model = CollectedPage.objects.exclude(collection__in=shown.order_by().values("pk")).delete()
    return bool(gone) + sum(gather(collection) for collection in shown.iterator(chunk_size=100))


def gather(collection):
    """Keep what the saved query of one collection finds. Whether that changed."""
    query = SavedQuery.of(collection)
    found = {key for key, _kind in query.keys()} if collection.live else set()  # noqa: SIM118
    known = set(CollectedPage.objects.filter(collection=collection.pk).values_list("page_key", flat=True))
    with transaction.atomic():
        if gone := known - found:
            CollectedPage.objects.filter(collection=collection.pk, page_key__in=gone).delete()
        new = [CollectedPage(collection_id=collection.pk, page_key=key) for key in sorted(found - known)]
        CollectedPage.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return found != known
