"""Pages of long lists."""

from django.core.paginator import Paginator


class KeysInTurn:
    """The keys of one ordered queryset and then those of another, for `RowPaginator`. A slice costs three queries at
    most; one as long as the first of them fills the page.
    """

    def __init__(self, first, then):
        self._first, self._then = first.values_list("pk", flat=True), then.values_list("pk", flat=True)

    def __getitem__(self, wanted):
        keys = list(self._first[wanted])
        missing = wanted.stop - wanted.start - len(keys)
        if missing <= 0:
            return keys
        start = 0 if keys else wanted.start - self._first.count()
        return keys + list(self._then[max(start, 0) : max(start, 0) + missing])


class RowPaginator(Paginator):
    """Sorts keys alone, then reads the rows of one page, with all that `rows` selects, annotates and prefetches.

    `count` is the number of rows. `keys` are their keys in order where an ordered queryset would be slow to tell them.
    """

    def __init__(self, rows, per_page, *, count, keys=None):
        super().__init__(keys or rows.prefetch_related(None).values_list("pk", flat=True), per_page)
        self.rows = rows.order_by()
        self.count = count

    def page(self, number):
        """The page of this number, as Django's `Paginator` gives it."""
        page = super().page(number)
        keys = list(page.object_list)
        found = self.rows.in_bulk(keys)
        page.object_list = [found[key] for key in keys if key in found]
        return page
