"""What feeds must hear of beside gatherings: calendars that move or end, and words that are renamed or deleted."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from events.feeds.version import feeds_changed
from events.feeds.vevents import mark_changed, mark_in_doubt
from events.models import CalendarEntry, CalendarPage, FeedAddress
from resources.models import LoadedTerm, Term

_LONGEST_PATH = FeedAddress._meta.get_field("url_path").max_length or 0


def record_calendar(calendar: CalendarPage) -> None:
    """A calendar was published: its feed stands at this address, and may say something else than before."""
    with transaction.atomic():
        remember_addresses(CalendarPage.objects.filter(pk=calendar.pk))
        feeds_changed()


def record_calendar_end(calendar: CalendarPage) -> None:
    """A calendar was unpublished or is about to be deleted: those who subscribed are told that it has ended.

    Nothing is kept of one that only some people may see.
    """
    with transaction.atomic():
        known = FeedAddress.objects.filter(calendar=calendar)
        if calendar.get_view_restrictions():
            known.delete()
        known.filter(ended_at=None).update(ended_at=timezone.now())
        feeds_changed()


def remember_addresses(calendars) -> None:
    """Keep the present addresses of public, live calendars beside their former ones."""
    for calendar in calendars.filter(live=True).public().select_related("locale"):
        if len(calendar.url_path) > _LONGEST_PATH:
            continue
        FeedAddress.objects.update_or_create(
            url_path=calendar.url_path,
            defaults={
                "calendar": calendar,
                "title": calendar.title,
                "language_code": calendar.locale.language_code,
                "ended_at": None,
            },
        )
        FeedAddress.objects.filter(calendar=calendar).update(ended_at=None, title=calendar.title)


def record_word(term: Term) -> None:
    """A region, group, topic or kind was saved: the entries that name it may say something else now."""
    with transaction.atomic():
        mark_in_doubt(_entries_with(term))
        feeds_changed()


def record_word_end(term: Term) -> None:
    """A word is about to be deleted. Its slug is remembered, so that a feed narrowed to it can say that it ended."""
    with transaction.atomic():
        LoadedTerm.objects.get_or_create(vocabulary=term._meta.label_lower, slug=term.slug)
        mark_changed(_entries_with(term))
        feeds_changed()


def update_tree_paths(page: Page | None = None) -> None:
    """Bring the places of records in the tree up to date: all of them, or after a move those of `page` and below it.

    Records of deleted gatherings move with the calendar that they stood below.
    """
    from events.feeds.tree_paths import moved_tree_path, tree_paths

    entries = CalendarEntry.objects.all()
    if page is not None:
        entries = entries.filter(Q(tree_path__contains=f"/{page.pk}/") | Q(gathering__path__startswith=page.path))
    found = list(entries.select_related("gathering").only("pk", "tree_path", "gathering__path"))
    known = tree_paths(entry.gathering.path for entry in found if entry.gathering)
    above = tree_paths([page.path])[page.path] if page is not None else ""
    changed = []
    for entry in found:
        if entry.gathering:
            path = known[entry.gathering.path]
        else:
            path = moved_tree_path(entry.tree_path, page.pk, above) if page is not None else entry.tree_path
        if path != entry.tree_path:
            entry.tree_path = path
            changed.append(entry)
    CalendarEntry.objects.bulk_update(changed, ["tree_path"], batch_size=200)


def _entries_with(term: Term):
    field = {"region": "region", "gatheringkind": "kind", "topic": "topics"}.get(term._meta.model_name or "")
    if field is None:
        return CalendarEntry.objects.none()
    return CalendarEntry.objects.filter(pk__in=CalendarEntry.objects.filter(**{field: term.pk}).values("pk"))
