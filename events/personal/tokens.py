"""The secret part of a personal calendar's address. It is shown once; only its SHA-256 is stored."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from events.models import CalendarSubscription

TOKEN_BYTES = 24
# Characters of a token; whatever is longer needs no look-up.
TOKEN_LENGTH = len(secrets.token_urlsafe(TOKEN_BYTES))
# How long an ended calendar tells that it has ended.
CLOSING_TIME = timedelta(days=30)


def new_token() -> tuple[str, str]:
    """192 random bits for an address, and what is stored of them."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """SHA-256 in hex. A slow hash would protect nothing more: nobody guesses 192 bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def find_subscription(token: str) -> CalendarSubscription | None:
    """The calendar with this address, ended ones too; None if there is none or its member is deactivated. One query."""
    if len(token) != TOKEN_LENGTH:
        return None
    digest = hash_of(token)
    found = CalendarSubscription.objects.select_related("user").filter(token_hash=digest).first()
    # The database compares hashes of 192 random bits, so its timing tells nothing; this one is constant all the same.
    if found is None or not hmac.compare_digest(found.token_hash, digest) or not found.user.is_active:
        return None
    return found


def is_closing(subscription, now=None) -> bool:
    """Whether an ended calendar still tells that it has ended."""
    return subscription.revoked_at is not None and (now or timezone.now()) < subscription.revoked_at + CLOSING_TIME


def path_of(token: str) -> str:
    """The address below the site's own."""
    return reverse("gatherings:personal-feed", args=[token])
