"""Keeps the secret addresses of guests out of logs: Django writes the path of a refused request into them."""

import logging
import re

LOGGERS = ("django.request", "django.security.csrf", "django.server")
_CODE = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)

# The secret of a personal calendar, also of an address that was cut off.
_TOKEN = re.compile(r"(/my/)(?:[^/\s]+(?=\.ics)|[\w\-]{20,})")


def without_codes(text):
    """`text` with three dots in place of each secret."""
    return _TOKEN.sub(r"\1...", _CODE.sub("...", text))


class WithoutCodes(logging.Filter):
    """Puts three dots in place of each code of a registration, an invitation, a poll or a member's calendar."""

    def filter(self, record):
        if isinstance(record.msg, str):
            record.msg = without_codes(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_codes(part) if isinstance(part, str) else part for part in record.args)
        return True


def connect():
    """Add it to Django's own loggers of requests, once; called when the app is ready."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, WithoutCodes) for known in logger.filters):
            logger.addFilter(WithoutCodes())
