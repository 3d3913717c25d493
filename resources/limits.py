"""Plain limits against floods: counted per hour in the cache. No puzzle, no hidden field."""

import hashlib
import time

from django.core.cache import cache

HOUR_SECONDS = 3_600


def is_over_limit(what, who, limit):
    """Count one more act of kind `what` by `who`; True once it was done more than `limit` times in this hour.

    `who` is stored hashed. Without a working cache nothing is limited.
    """
    digest = hashlib.sha256(str(who).encode()).hexdigest()[:32]
    key = f"partnership-limit:{what}:{digest}:{int(time.time()) // HOUR_SECONDS}"
    try:
        cache.add(key, 0, HOUR_SECONDS)
        return cache.incr(key) > limit
    except (ValueError, OSError):
        return False


def client_address(request):
    """The address that the request came from, as the server sees it. A proxy in front must set REMOTE_ADDR right."""
    return request.META.get("REMOTE_ADDR", "")
