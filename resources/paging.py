"""Pages of long lists."""

from django.core.paginator import Paginator


class RowPaginator(Paginator):
    """Sorts keys alone, then reads the rows of one page, with all that `rows` selects, annotates and prefetches.

    `count` is the number of rows.
    """

    def __init__(self, rows, per_page, *, count):
        super().__init__(rows.prefetch_related(None).values_list("pk", flat=True), per_page)
        self.rows = rows.order_by()
        self.count = count

    def page(self, number):
        """The page of this number, as Django's `Paginator` gives it."""
        page = super().page(number)
        keys = list(page.object_list)
        found = self.rows.in_bulk(keys)
        page.object_list = [found[key] for key in keys if key in found]
        return page
