"""Keeps secret addresses of referees and invitations out of logs: Django writes the path of a refused request there."""

import logging
import re

LOGGERS = ("django.request", "django.security.csrf", "django.server")
_TOKEN = re.compile(r"(/(?:references|invitation)/)[^/\s]{8,}")


class WithoutTokens(logging.Filter):
    """Puts three dots in place of a secret."""

    def filter(self, record):
        if isinstance(record.msg, str):
            record.msg = _TOKEN.sub(r"\1...", record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_TOKEN.sub(r"\1...", part) if isinstance(part, str) else part for part in record.args)
        return True


def connect():
    """Add it to Django's own loggers of requests, once; called when the app is ready."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, WithoutTokens) for known in logger.filters):
            logger.addFilter(WithoutTokens())
