"""Nothing found: what a little less asked for would find."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from resources.enums import LibraryFacetName
from resources.filter_panel import address

from .filters import narrowed
from .queries import FACETS, LibraryQuery

# Each word that is left out asks the search backend anew.
MAX_WORDS_TRIED = 5
MAX_OFFERS = 5


@dataclass(frozen=True)
class Wider:
    """A search with less in it, in words, with its address and the number of resources that it finds."""

    label: str
    url: str
    count: int


def wider_searches(resources, query, path):
    """The searches nearest to `query` that find something: one filter or word less, else a filter or all words alone.

    Those that find least come first, because they are nearest. One query counts them all, whatever their number; the
    search backend is asked for six sets of words at most.
    """
    tried = [(is_far, label, LibraryQuery(data, query.vocabularies)) for is_far, label, data in _with_less(query)]
    if not tried:
        return []
    conditions = {
        f"tried_{place}": Count("pk", filter=Q(pk__in=narrowed(resources, less).values("pk")))
        for place, (_is_far, _label, less) in enumerate(tried)
    }
    numbers = resources.order_by().aggregate(**conditions)
    found = [
        (is_far, Wider(label, address(path, less.query()), numbers[f"tried_{place}"]))
        for place, (is_far, label, less) in enumerate(tried)
        if numbers[f"tried_{place}"]
    ]
    found.sort(key=lambda one: (one[0], one[1].count))
    return [wider for _is_far, wider in found[:MAX_OFFERS]]


def _with_less(query):
    """(whether it is far from `query`, label, query data) of each search to try, none of them for nothing at all."""
    chosen = [name for name in FACETS if query.values[name]]
    named = {name: _in_words(query, name) for name in chosen}
    conditions_count = len(chosen) + bool(query.words)
    if conditions_count > 1:
        for name in chosen:
            yield False, _("Without the filter %(filter)s") % {"filter": named[name]}, query.query(leave_out=(name,))
    if len(query.words) > 1:
        for place, word in enumerate(query.words[:MAX_WORDS_TRIED]):
            left = " ".join([*query.words[:place], *query.words[place + 1 :]])
            yield False, _("Without the word “%(word)s”") % {"word": word}, query.query(q=left)
    if query.words and chosen:
        yield False, _("Without the words “%(text)s”") % {"text": query.text}, query.query(leave_out=("q",))
    if conditions_count > 2:
        for name in chosen:
            others = ("q", *(other for other in chosen if other != name))
            yield True, _("Only the filter %(filter)s") % {"filter": named[name]}, query.query(leave_out=others)
        if query.words:
            yield True, _("Only the words “%(text)s”") % {"text": query.text}, query.query(leave_out=chosen)


def _in_words(query, name):
    values = ", ".join(query.label(name, value) for value in query.values[name])
    return _("%(facet)s: %(values)s") % {"facet": LibraryFacetName(name).label, "values": values}
