"""The calendar feed of a collection: its gatherings, from the same kept texts and with the same UIDs as calendars."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.ical.writing import CONTENT_TYPE, CalendarFacts, joined_feed
from events.models import CalendarEntry
from resources.absolute_addresses import absolute_url
from resources.conf import get_setting
from resources.feeds import feed_response

from .answers import COLOR
from .version import writer_version
from .vevents import refresh_stale


def collection_feed_response(collection, request, keys):
    """Calendar text of the gatherings `keys`. R21, R36.

    One that was called off stays in it as cancelled; one that leaves the collection leaves the feed. A program that has
    the feed already is answered without a text being read: the tag names each gathering and its last change.
    """
    entries = CalendarEntry.objects.filter(gathering__in=keys)
    refresh_stale(entries)
    rows = list(
        entries.order_by("starts_at", "pk").values_list("pk", "modified_at", "time_zone", "starts_at", "ends_at")
    )
    url = absolute_url(collection, request)
    language = collection.locale.language_code
    facts = CalendarFacts(
        name=_name(collection),
        description=_described(language),
        url=url,
        source_url=f"{url}calendar.ics",
        refresh_hours=get_setting("FEED_REFRESH_HOURS"),
        color=COLOR,
        language=language,
        time_zone=timezone.get_default_timezone_name(),
    )

    def body():
        texts = dict(entries.values_list("pk", "vevent"))
        return joined_feed(facts, [texts[row[0]] for row in rows if row[0] in texts], _spans(rows))

    stamps = [f"{pk} {modified_at.isoformat()}" for pk, modified_at, *_times in rows]
    return feed_response(
        request,
        body=body,
        etag_key="\n".join([str(writer_version()), repr(facts), *stamps]),
        # What time or an editor takes out of the collection leaves no date behind that could be told here.
        last_modified=None,
        content_type=CONTENT_TYPE,
        filename=f"{collection.slug}.ics",
        max_age=get_setting("FEED_REFRESH_HOURS") * 900,
        private=bool(collection.get_view_restrictions()),
    )


def _spans(rows):
    """{zone: (first day, last day)} of the events, for the rules of their time zones."""
    spans = {}
    for _pk, _modified_at, zone, starts_at, ends_at in rows:
        days = [starts_at.date(), (ends_at or starts_at).date(), *spans.get(zone, ())]
        spans[zone] = (min(days), max(days))
    return spans


def _name(collection):
    site = collection.get_site()
    return f"{site.site_name}: {collection.title}" if site and site.site_name else collection.title


def _described(language):
    with translation.override(language):
        return _("Gatherings of the after-school community. The page has details and registration.")
