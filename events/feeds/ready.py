"""Public feeds that are kept ready, each at its own address: answered without a page being looked for.

`ReadyFeed` has what is not of one event alone: which records the feed joins, what stands before and after them, and the
validators of the whole. The texts of the events are read from their rows and joined at each fetch. A row holds only for
the state of feeds in which it was written: whatever may change who sees a calendar, where it stands or what it says
raises that state (`events.feeds.version`), and the page is then asked again.
"""

import hashlib
import json
from datetime import UTC, datetime
from time import time
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from events.calendars.scopes import EntryScope, in_window
from events.ical.writing import CONTENT_TYPE, joined
from events.models import FeedVersion, ReadyFeed
from resources.conf import get_setting
from resources.feeds import kept_feed_response
from resources.known_feeds import KnownFeed
from resources.registry import register_ready_feed

from .kept_texts import octets_of
from .readers import read_from
from .version import state_number, state_token, writer_version

FEED_FILE = "calendar.ics"
# A calendar has one address in each of these forms, for each host and scheme under which people reach the site.
PLAIN_QUERIES = ("", "cancelled=drop", "past=drop", "cancelled=drop&past=drop", "past=drop&cancelled=drop")
MOST_OF_A_CALENDAR = 20


def register():
    """Hand it to the floor below; called once when the app is ready."""
    register_ready_feed(ready_answer)


class FeedSwitches(NamedTuple):
    """What the address of a feed says beside the filters of the page."""

    drops_cancelled: bool = False
    drops_past: bool = False

    @classmethod
    def of(cls, data):
        """From a query string that was read."""
        return cls(data.get("cancelled") == "drop", data.get("past") == "drop")

    @property
    def past_days(self) -> int:
        return 0 if self.drops_past else get_setting("FEED_PAST_DAYS")

    def as_query(self) -> dict[str, str]:
        """For an address."""
        chosen = {"cancelled": self.drops_cancelled, "past": self.drops_past}
        return {name: "drop" for name, is_chosen in chosen.items() if is_chosen}

    def shown(self, entries):
        """Those of `entries` that a feed has today."""
        return in_window(entries, self.past_days, keep_cancelled=not self.drops_cancelled)


def max_age() -> int:
    """Seconds for which a feed need not be asked for again."""
    return get_setting("FEED_REFRESH_HOURS") * 900


def ready_answer(request, path):
    """The answer of a feed that is kept ready, whole or 304; None if the page has to be asked.

    One query for a 304 and three for a whole feed, whatever its length, as long as the cache has the site's addresses.
    """
    if path.rpartition("/")[2] != FEED_FILE or not _is_plain(request):
        return None
    row = _row_of(request)
    written = writer_version()
    if row is None or time() >= row.until or row.token != state_token(row.number, written):
        return None

    def content():
        shown = FeedSwitches.of(request.GET).shown(EntryScope(**json.loads(row.choice)).entries())
        octets = joined(row.head.encode(), (*octets_of(shown), row.tail.encode()))
        # What was published while the texts were read is not what the tag says.
        is_same = len(octets) == row.size and state_token(state_number(), written) == row.token
        return octets if is_same else None

    answer = kept_feed_response(request, content, row.known, content_type=CONTENT_TYPE, filename=row.filename)
    return read_from(row.calendar_id, answer) if answer is not None else None


class _Row(NamedTuple):
    """What is asked of `ReadyFeed`, and the present number of the state of all feeds."""

    calendar_id: int
    token: str
    until: float
    choice: str
    head: str
    tail: str
    digest: str
    size: int
    last_modified: float | None
    filename: str
    number: int | None

    @property
    def known(self) -> KnownFeed:
        """As the floor below takes it."""
        modified = datetime.fromtimestamp(self.last_modified, UTC) if self.last_modified is not None else None
        return KnownFeed(self.digest, modified, self.token, datetime.fromtimestamp(self.until, UTC), max_age())


def _row_of(request) -> _Row | None:
    """The row of this address. One query, in SQL: to compile it for each fetch takes ten times as long as to run it."""
    quoted = connection.ops.quote_name
    columns = ", ".join(map(quoted, _Row._fields[:-1]))
    sql = (
        f"SELECT {columns}, (SELECT {quoted('number')} FROM {quoted(FeedVersion._meta.db_table)} WHERE id = 1) "
        f"FROM {quoted(ReadyFeed._meta.db_table)} WHERE address = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_address(request)])
        found = cursor.fetchone()
    return _Row(*found) if found else None


class ReadyMemory(NamedTuple):
    """Keeps one address ready, as `built_feed_response` asks for it: in the database, for all processes."""

    calendar: object
    scope: EntryScope
    head: str
    tail: str

    @classmethod
    def of(cls, request, *values):
        """None for an address that is not kept ready: one with filters of its own, or a short one."""
        is_kept = request.path.endswith(f"/{FEED_FILE}") and _is_plain(request)
        return cls(*values) if is_kept else None

    def recall(self, request) -> KnownFeed | None:
        """What was answered last, whether or not it still stands."""
        row = _row_of(request)
        return row.known if row else None

    def remember(self, request, known: KnownFeed, size: int) -> None:
        """Keep it. A database that takes no writing now is no reason to refuse the feed.

        The page was found before the state was read that names the feed. If it was taken off the site, or moved, in
        between, that state is the one without it, and the feed is not kept.
        """
        if not type(self.calendar).objects.live().filter(pk=self.calendar.pk, path=self.calendar.path).exists():
            return
        row = ReadyFeed(
            address=_address(request),
            calendar_id=self.calendar.pk,
            token=known.token,
            until=known.until.timestamp(),
            choice=json.dumps(self.scope.as_json()),
            head=self.head,
            tail=self.tail,
            digest=known.digest,
            size=size,
            last_modified=known.last_modified.timestamp() if known.last_modified else None,
            filename=f"{self.calendar.slug}.ics",
        )
        fields = [field.name for field in ReadyFeed._meta.fields if field.name not in ("id", "address")]
        try:
            with transaction.atomic():
                ReadyFeed.objects.bulk_create(
                    [row], update_conflicts=True, unique_fields=["address"], update_fields=fields
                )
                of_calendar = ReadyFeed.objects.filter(calendar=self.calendar.pk).order_by("-until", "-pk")
                surplus = list(of_calendar.values_list("pk", flat=True)[MOST_OF_A_CALENDAR:])
                if surplus:
                    ReadyFeed.objects.filter(pk__in=surplus).delete()
        except DatabaseError:
            pass


def _is_plain(request) -> bool:
    return request.META.get("QUERY_STRING", "") in PLAIN_QUERIES


def _address(request) -> str:
    address = request.build_absolute_uri()
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
