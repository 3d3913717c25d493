"""What answers at the addresses of a collection: its page, its news feed and its calendar feed."""

from django.core.paginator import Paginator
from django.http import Http404

from resources.enums import CollectionView
from resources.feeds import FEED_METHODS
from resources.library.listing import page_notes
from resources.page_feeds import ENTRIES, page_entry, pages_feed

from . import collected_keys, keys_of_kind, kinds_among, rows_of
from .queries import SavedQuery
from .showing import template_of


def list_context(collection, request, *, page_size):
    """What the template of a collection shows, at the cost of one page of it."""
    keys = collected_keys(collection)
    url = collection.get_url(request) or ""
    full_url = collection.get_full_url(request) or url
    dated = _kind_with(keys, "calendar_feed")
    context = {
        "feed_url": f"{url}feed.atom",
        "calendar_url": f"{full_url}calendar.ics" if dated else "",
        "month": _month(collection, request, keys, url),
        "view_template": template_of(collection.view),
        "notes": [],
    }
    if context["month"]:
        return context
    paginator = Paginator(keys, page_size)
    page_obj = paginator.get_page(request.GET.get("page"))
    page_obj.object_list = rows_of(page_obj.object_list)
    notes = page_notes(request.GET.get("page"), paginator)
    return context | {"page_obj": page_obj, "notes": notes}


def atom_feed(collection, request):
    """The first pages of the collection as Atom. Unchanged ones cost the keys alone."""
    keys = collected_keys(collection, at_most=ENTRIES)
    rows = rows_of(keys)
    return pages_feed(
        request,
        collection,
        stamps=[(row.page.pk, row.page.last_published_at) for row in rows],
        entries=lambda: [page_entry(row.page, request, summary=row.summary) for row in rows],
        title=collection.title,
        is_moving=SavedQuery.of(collection).is_moving,
    )


def calendar_feed(collection, request):
    """The gatherings of the collection as calendar text, by the app that knows how."""
    keys = collected_keys(collection)
    source = _kind_with(keys, "calendar_feed")
    if source is None or request.method not in FEED_METHODS:
        raise Http404
    return source.calendar_feed(collection, request, keys_of_kind(source, keys))


def _month(collection, request, keys, url):
    """The `MonthOfPages` of a calendar; None in other views, and when something is there that has no day."""
    source = _kind_with(keys, "month") if collection.view == CollectionView.CALENDAR else None
    if source is None or len(keys_of_kind(source, keys)) < len(keys):
        return None
    return source.month(request, [key for key, _kind in keys], url)


def _kind_with(keys, ability):
    return next((source for source in kinds_among(keys) if getattr(source, ability)), None)
