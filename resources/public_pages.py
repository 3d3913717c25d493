"""Which pages below another everyone may see."""

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction


def publicly_below(parent):
    """Condition on pages: live, below `parent` and under no view restriction. One query for the restrictions.

    The rule of Wagtail's `live().public().descendant_of(parent)`. Its `public()` joins restrictions with pages: as long
    as there is no restriction, SQLite reads all pages for that.
    """
    restricted = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    found = Q(live=True) & Page.objects.descendant_of_q(parent)
    for path in restricted.order_by("path").values_list("path", flat=True):
        found &= ~Q(path__startswith=path)
    return found
