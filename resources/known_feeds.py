"""What each public feed answered last, kept in Django's cache by its full address, so that a 304 costs one query."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from .registry import feed_token

_SECONDS_KEPT = 7 * 24 * 3600
# Nobody subscribes to longer ones; whoever makes them up should not fill the cache.
_MAX_ADDRESS = 2_000
# Raise it when `KnownFeed` gets other fields: a cache may outlive an upgrade.
_FORM = 1


class KnownFeed(NamedTuple):
    """The validators of an answer. They stand while `token` names the present state and `until` has not come."""

    digest: str
    last_modified: datetime | None
    token: str
    until: datetime
    max_age: int

    def stands(self) -> bool:
        """Whether the address would give the same content now. One query."""
        return timezone.now() < self.until and self.token == feed_token()


def recall(request: HttpRequest) -> KnownFeed | None:
    """What this address answered last, whether or not it still stands; None if it is not known."""
    key = _key(request)
    kept = cache.get(key) if key else None
    return KnownFeed(*kept) if kept else None


def remember(request: HttpRequest, known: KnownFeed, size: int) -> None:
    """Keep it for later requests to the same address."""
    if key := _key(request):
        cache.set(key, tuple(known), _SECONDS_KEPT)


def _key(request):
    address = request.build_absolute_uri()
    if len(address) > _MAX_ADDRESS:
        return ""
    return f"partnership-feed-{_FORM}-{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
