"""Pages that tests publish reach the search index when somebody searches, not before: most tests never do."""

from functools import wraps

from modelsearch.backends.base import BaseSearchBackend
from wagtail.search import index

# (model, primary key) of what waits, in order and once each. Another test's rows may have gone; those are passed over.
_waiting: dict[tuple, None] = {}


def index_later(page):
    """Bring the index up to date about this page before the next search."""
    _waiting[type(page), page.pk] = None


def forget_waiting():
    """After a test its pages are gone."""
    _waiting.clear()


def index_waiting():
    """Do what `index_later` put off."""
    waiting = list(_waiting)
    _waiting.clear()
    for model, key in waiting:
        if page := model.objects.filter(pk=key).first():
            index.insert_or_update_object(page)


def _after_the_waiting(search):
    @wraps(search)
    def wrapped(*args, **kwargs):
        index_waiting()
        return search(*args, **kwargs)

    return wrapped


for _name in ("search", "autocomplete"):
    setattr(BaseSearchBackend, _name, _after_the_waiting(getattr(BaseSearchBackend, _name)))
