"""A saved query: which kinds of page it looks through, what they have to meet, in which order, how many."""

from dataclasses import dataclass, field

from resources.enums import CollectionOrder
from resources.pages import BasePage
from resources.registry import CollectionSource, collection_sources

from .criteria import Condition, about, below, further, one_of, saying

SEPARATOR = ","
# No collection lists more, whatever its limit: their numbers are held in memory to make pages of them.
MOST = 5_000


def read_types(text):
    """The keys of sources in a collection's `source`, which holds them with commas between."""
    return [key for key in (text or "").split(SEPARATOR) if key]


@dataclass(frozen=True)
class SavedQuery:
    """`sources` are kinds of page that are installed. `limit` is the most that it finds."""

    sources: tuple[CollectionSource, ...]
    conditions: tuple[Condition, ...] = ()
    order: str = CollectionOrder.NEWEST
    limit: int = 50
    leave_out: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, collection, *, leave_out=()):
        """The query of a collection page, also of an unsaved one. One query for its topics."""
        topics = list(collection.topics.all())
        conditions = [
            about(topics) if topics else None,
            saying(collection.text),
            below(collection.below) if collection.below_id else None,
            *further(collection.criteria),
        ]
        return cls(
            sources=known_sources(read_types(collection.source)),
            conditions=tuple(condition for condition in conditions if condition),
            order=collection.order,
            limit=min(collection.limit, MOST),
            leave_out=frozenset({*leave_out, *([collection.pk] if collection.pk else [])}),
        )

    @property
    def is_moving(self):
        """Whether what it finds may change by itself, as time goes by."""
        return any(condition.is_moving for condition in self.conditions)

    def pages(self, *, without=None):
        """What it finds, in order and not cut short. `without` is a condition to leave out. None without any source."""
        if not self.sources:
            return None
        kept = [condition for condition in self.conditions if condition is not without]
        narrowed = [self._narrowed(source, kept) for source in self.sources]
        if len(narrowed) == 1:
            return narrowed[0].order_by(*self._ordering(self.sources[0]), "pk")
        # Dates that the kinds do not share say nothing here: what came onto the site last stands first.
        order = ("title",) if self.order == CollectionOrder.TITLE else ("-first_published_at",)
        return BasePage.objects.filter(one_of(narrowed)).order_by(*order, "pk")

    def keys(self, at_most=None):
        """(number, content type) of each page that it finds, in order. One query."""
        pages = self.pages()
        if pages is None:
            return []
        limit = self.limit if at_most is None else min(at_most, self.limit)
        return list(pages.values_list("pk", "content_type")[:limit])

    def count(self, *, without=None):
        """How many pages there are, without regard to the limit. One query."""
        pages = self.pages(without=without)
        return 0 if pages is None else pages.order_by().count()

    def _narrowed(self, source, conditions):
        pages = source.queryset()
        if self.leave_out:
            pages = pages.exclude(pk__in=self.leave_out)
        for condition in conditions:
            pages = condition.narrow(source, pages)
        return pages

    def _ordering(self, source):
        if self.order == CollectionOrder.TITLE:
            return ("title",)
        return source.soonest if self.order == CollectionOrder.SOONEST and source.soonest else source.latest


def known_sources(keys):
    """The installed ones among these kinds, in the order in which apps offer them."""
    return tuple(source for key, source in collection_sources().items() if key in keys)
