"""The search index learns of the pages of a step together, not of one after the other.

A database backend looks at all of its entries each time that it takes something in. Page by page, the time that an
import takes would grow with the square of its rows.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import post_save
from wagtail.search.backends import get_search_backends
from wagtail.search.signal_handlers import post_save_signal_handler

_waiting: ContextVar[defaultdict | None] = ContextVar("partnership_pages_to_index", default=None)
_taken_over: set[type] = set()


@contextmanager
def indexed_together(models):
    """Pages of these `models` that are saved within come into the index at the end, within the same transaction."""
    for model in models:
        _take_over(model)
    waiting: defaultdict = defaultdict(set)
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for model, keys in waiting.items():
        # A row that could not be written has no page any more.
        pages = list(model.get_indexed_objects().filter(pk__in=keys))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, pages)


def _take_over(model):
    """Stand in for Wagtail's receiver, which can't be asked to wait. Whoever saves elsewhere notices nothing."""
    # Asked each time: Wagtail's own may have been connected again, as by whoever switched it off for a while.
    post_save.connect(_saved, sender=model)
    if post_save.disconnect(post_save_signal_handler, sender=model):
        _taken_over.add(model)
    elif model not in _taken_over:
        # This model is not kept in the index by Wagtail.
        post_save.disconnect(_saved, sender=model)


def _saved(instance, raw=False, **kwargs):
    waiting = _waiting.get()
    if waiting is None or raw:
        post_save_signal_handler(instance, raw=raw, **kwargs)
    else:
        waiting[type(instance)].add(instance.pk)
