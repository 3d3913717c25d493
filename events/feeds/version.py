"""One number for the state of everything that public feeds are made of: while it stays, an answered feed stands.

Two things make it: the row `FeedVersion`, which rises with each change of content, and `writer_version`, which differs
when the same content would be written in another way.
"""

import zlib
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from wagtail.models import Site

from events.models import FeedVersion
from resources.conf import get_setting

# Raise it when the same records are written in another way: every kept VEVENT is then written anew.
WRITER_VERSION = 2
_ROW = 1


class State(NamedTuple):
    """`token` names the state; `changed_at` is when content last changed, None if it never did."""

    token: str
    changed_at: datetime | None


def feeds_changed() -> None:
    """Something that a public feed may say has changed: the next fetch looks again. One UPDATE.

    To be called inside the transaction of the change.
    """
    now = timezone.now()
    # Not below the clock, so that a database that was restored never gives a number a second time.
    microseconds = int(now.timestamp() * 1_000_000)
    number = Greatest(F("number") + 1, microseconds)
    if not FeedVersion.objects.filter(pk=_ROW).update(number=number, changed_at=now):
        FeedVersion.objects.get_or_create(pk=_ROW, defaults={"number": microseconds, "changed_at": now})


def feed_state() -> State:
    """The state at this moment. One query, and a second one when the addresses of sites are not in the cache.

    To be read before the content that is to be named by it.
    """
    number, changed_at = FeedVersion.objects.filter(pk=_ROW).values_list("number", "changed_at").first() or (0, None)
    return State(state_token(number, writer_version()), changed_at)


def state_number() -> int:
    """The number alone, for comparison. One query."""
    return FeedVersion.objects.filter(pk=_ROW).values_list("number", flat=True).first() or 0


def state_token(number: int | None, written: int) -> str:
    """The name of a state: the number of the content, and `writer_version`."""
    return f"{number or 0}-{written}-{_settings_version()}"


def feed_token() -> str:
    """The token of `feed_state`."""
    return feed_state().token


def writer_version() -> int:
    """What a kept VEVENT depends on beside its records: how it is written, and where the site's pages stand."""
    parts = (
        WRITER_VERSION,
        get_setting("CALENDAR_UID_DOMAIN"),
        getattr(settings, "WAGTAILADMIN_BASE_URL", ""),
        settings.LANGUAGE_CODE,
        sorted(tuple(str(part) for part in path) for path in Site.get_site_root_paths()),
    )
    # 0 and 1 are marks of `events.feeds.vevents`.
    return (zlib.crc32(repr(parts).encode()) & 0x7FFFFFFF) | 2


def _settings_version() -> int:
    """Settings that decide what a feed has, beside those on which each kept VEVENT depends."""
    parts = (get_setting("FEED_PAST_DAYS"), get_setting("FEED_REFRESH_HOURS"), settings.TIME_ZONE)
    return zlib.crc32(repr(parts).encode())
