"""The plugin's settings: one dict, `PARTNERSHIP`, in the host's settings. docs/settings.md says more."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # The host's base template. It needs the blocks title, extra_css, content and extra_js.
    "BASE_TEMPLATE": "base.html",
    # What stands after the "@" in the UID of a gathering; choose it once and keep it. None: the UID is the bare UUID
    # (RFC 7986 section 5.3), which no renamed host can change.
    "CALENDAR_UID_DOMAIN": None,
    # Fernet keys for journals, newest first: all can read, the first one writes.
    # Empty: derived from SECRET_KEY, which is not enough for production.
    "JOURNAL_KEYS": [],
    # How many past days a calendar feed keeps, and how often calendar programs are asked to come back.
    "FEED_PAST_DAYS": 180,
    "FEED_REFRESH_HOURS": 4,
    # Rows on a page of a list.
    "PAGE_SIZE": 20,
    # Registrations that one address may send within an hour.
    "REGISTRATIONS_PER_HOUR": 20,
    # Answers to invitations and marks in date polls that one address may send within an hour.
    "ANSWERS_PER_HOUR": 60,
    # Short addresses of feeds that one address may make within an hour.
    "FEED_LINKS_PER_HOUR": 30,
    # Path of a TrueType font for names on certificates whose script the built-in fonts lack. Empty: none.
    "CERTIFICATE_FONT": "",
}


def get_setting(name):
    """The host's value of `PARTNERSHIP[name]`, else the default. KeyError for a name that is not in DEFAULTS."""
    default = DEFAULTS[name]
    return getattr(settings, "PARTNERSHIP", {}).get(name, default)
