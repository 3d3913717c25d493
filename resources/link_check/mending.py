"""Putting a link's new address in place of the old one, on all pages where it stands."""

from collections import Counter

from django.utils import timezone

from resources.cms.revising import Outcome, revise
from resources.models import LinkUse
from resources.pages import BasePage

from .places import replace_link
from .uses import read_page

LOG_ACTION = "partnership.mend_link"


def mend(link, user):
    """Replace `link.url` by `link.moved_to`; a `Counter` of `Outcome`s, one a page. See `revise`.

    Pages that visitors now see without the old address are read at once, so that it leaves the report.
    """
    pages = LinkUse.objects.filter(link=link).order_by("page").values_list("page", flat=True).distinct()
    outcomes = Counter()
    for page_id in list(pages):
        outcome = revise(
            page_id,
            user,
            lambda page: replace_link(page, link.url, link.moved_to),
            log_action=LOG_ACTION,
            data={"old": link.url, "new": link.moved_to},
        )
        outcomes[outcome] += 1
        if outcome == Outcome.PUBLISHED:
            read_page(BasePage.objects.get(pk=page_id).specific, timezone.now())
    return outcomes
