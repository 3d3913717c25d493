"""Wagtail's indexes learn of what tests save when somebody looks into them, not before: most tests never do.

The search index, for pages that `publish` made, and the index of references, for all that is saved.
"""

import threading
from functools import wraps

from django.apps import apps
from modelsearch.backends.base import BaseSearchBackend
from wagtail import signal_handlers
from wagtail.models import ReferenceIndex
from wagtail.search import index

# (model, primary key) of what waits, in order and once each. Another test's rows may have gone; those are passed over.
_waiting: dict[tuple, None] = {}
# The same for references, as Wagtail's task takes it: (app label, model name, primary key).
_referring: dict[tuple, None] = {}


def index_later(page):
    """Bring the search index up to date about this page before the next search."""
    _waiting[type(page), page.pk] = None


def forget_waiting():
    """After a test its pages are gone."""
    _waiting.clear()
    _referring.clear()


def index_waiting():
    """Do what `index_later` put off."""
    waiting = list(_waiting)
    _waiting.clear()
    for model, key in waiting:
        if page := model.objects.filter(pk=key).first():
            index.insert_or_update_object(page)


def note_references():
    """Bring the index of references up to date."""
    referring = list(_referring)
    _referring.clear()
    for label, name, key in referring:
        if apps.get_model(label, name).objects.filter(pk=key).exists():
            _NOTE_REFERENCES.call(label, name, key)


_NOTE_REFERENCES = signal_handlers.update_reference_index_task


class _NoteReferencesLater:
    """Stands in for Wagtail's task. A live server's requests do it at once: nobody there asks the tests."""

    @staticmethod
    def enqueue(*args):
        if threading.current_thread() is threading.main_thread():
            _referring[args] = None
        else:
            _NOTE_REFERENCES.enqueue(*args)


def _first(step, method):
    @wraps(method)
    def wrapped(*args, **kwargs):
        step()
        return method(*args, **kwargs)

    return wrapped


signal_handlers.update_reference_index_task = _NoteReferencesLater
for _name in ("search", "autocomplete"):
    setattr(BaseSearchBackend, _name, _first(index_waiting, getattr(BaseSearchBackend, _name)))
for _name in ("get_references_for_object", "get_references_to", "get_references_to_in_bulk"):
    setattr(ReferenceIndex, _name, staticmethod(_first(note_references, getattr(ReferenceIndex, _name))))
