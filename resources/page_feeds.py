"""Atom feeds of pages: what a library and a collection have in common."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Max
from django.utils.text import Truncator
from wagtail.models import PageLogEntry

from .feeds import ATOM_CONTENT_TYPE, AtomEntry, atom_feed, feed_response

ENTRIES = 50
MAX_AGE = 900
# What can take a page out of a feed, or put one in, without a date of publication that tells.
_MOVES = ("wagtail.unpublish", "wagtail.delete", "wagtail.move", "wagtail.view_restriction.create")
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def last_taken_out():
    """When a page of the site was last unpublished, deleted, moved or restricted; None if never. One query."""
    return PageLogEntry.objects.filter(action__in=_MOVES).aggregate(last=Max("timestamp"))["last"]


def page_entry(page, request, *, summary="", author="", categories=()):
    """A page as an Atom entry; its identity stays when its address changes."""
    return AtomEntry(
        id=page.translation_key.urn,
        title=page.title,
        url=page.get_full_url(request) or "",
        updated_at=page.last_published_at or _BEGINNING,
        published_at=page.first_published_at,
        summary=Truncator(summary).chars(500),
        author=author,
        categories=tuple(categories),
    )


def pages_feed(request, page, *, stamps, entries, title, subtitle="", query="", is_moving=False):
    """Answer for the feed of the list page `page`.

    `stamps` are (id, last published) of what is listed, enough to tell whether anything changed; `entries()` makes the
    `AtomEntry`s and is called only then. `query` is the list's own query string, which names the feed too. `is_moving`:
    the list changes by the clock alone, so that no date of a last change can be told and the tag has to say it.
    """
    stamps = list(stamps)
    site_name = _site_name(page)
    dates = [stamp for _key, stamp in stamps if stamp]
    changed_at = max([*dates, *filter(None, [last_taken_out(), page.last_published_at])], default=_BEGINNING)
    url = page.get_full_url(request) or request.build_absolute_uri(page.get_url(request) or "/")
    ending = f"?{query}" if query else ""

    def body():
        return atom_feed(
            feed_id=uuid.uuid5(page.translation_key, query).urn,
            title=f"{title} | {site_name}" if site_name else title,
            url=f"{url}{ending}",
            self_url=f"{url}feed.atom{ending}",
            updated_at=changed_at,
            author=site_name or title,
            subtitle=subtitle,
            entries=entries(),
            language=settings.LANGUAGE_CODE,
        )

    return feed_response(
        request,
        body=body,
        etag_key="\n".join(["1", url, query, title, str(changed_at), *(f"{key} {stamp}" for key, stamp in stamps)]),
        last_modified=None if is_moving else changed_at,
        content_type=ATOM_CONTENT_TYPE,
        filename=f"{page.slug}.atom",
        max_age=MAX_AGE,
    )


def _site_name(page):
    site = page.get_site()
    return (site.site_name or site.hostname) if site else ""
