"""Putting pages into the bin: whoever deletes them, in the CMS, in bulk, by an import that is undone, or in code."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import PageLogEntry

from resources.conf import get_setting
from resources.models import DeletedPage
from resources.pages import BasePage

from .rows import Doomed

_for_good: ContextVar[bool] = ContextVar("partnership_delete_for_good", default=False)


@contextmanager
def deleting_for_good():
    """Pages deleted in here do not go into the bin."""
    token = _for_good.set(True)
    try:
        yield
    finally:
        _for_good.reset(token)


def keep_before_deletion(origin):
    """Keep the pages of a deletion that is about to begin: one record for each page at its top.

    `origin` is what `pre_delete` names: the queryset that is deleted. It is told of each page; only the first counts.
    """
    is_over = _for_good.get() or get_setting("BIN_DAYS") < 1
    if is_over or not isinstance(origin, QuerySet) or not issubclass(origin.model, BasePage):
        return
    if getattr(origin, "_partnership_is_kept", False):
        return
    origin._partnership_is_kept = True
    paths = set(origin.order_by().values_list("path", flat=True))
    step = BasePage.steplen
    for path in sorted(paths):
        if not any(path[:end] in paths for end in range(step, len(path), step)):
            _keep(path)


def _keep(path):
    pages = BasePage.objects.filter(path__startswith=path).order_by("path")
    page = pages[0]
    doomed = Doomed(pages)
    ancestors = list(page.get_ancestors().order_by("-depth"))
    deletion = PageLogEntry.objects.filter(page=page.pk, action="wagtail.delete").order_by("-timestamp", "-pk").first()
    kept = DeletedPage(
        page_id=page.pk,
        title=page.title,
        page_type=page.cached_content_type.model_class()._meta.label if page.specific_class else "",
        slug=page.slug,
        url_path=page.url_path,
        ancestor_ids=[ancestor.pk for ancestor in ancestors],
        parent_title=ancestors[0].title if ancestors else "",
        pages_count=len(pages),
        was_live=page.live,
        lost=doomed.lost(),
        deleted_at=timezone.now(),
        deleted_by_id=deletion.user_id if deletion else None,
    )
    kept.pack({"rows": doomed.rows(), "emptied": doomed.emptied()})
    kept.save()


def empty_bin(now):
    """Delete for good what has been in the bin for its time. Returns how many."""
    due = DeletedPage.objects.filter(deleted_at__lte=now - timedelta(days=get_setting("BIN_DAYS")))
    count = due.count()
    due.delete()
    return count
