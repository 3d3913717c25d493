"""Asking one address whether it is still there: the head of the answer, never the page itself."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from resources.enums import LinkStatus
from resources.outgoing.addresses import LINK_SCHEMES, AddressRefused, checked
from resources.outgoing.connecting import REDIRECTS, Door, FetchFailed, ask, failing_plainly, open_connection

from .places import LONGEST

MAX_SECONDS = 10
MAX_REDIRECTS = 3
_PERMANENT = (301, 308)
_BUSY = (429, 503)
# Answers of sites that let people in and keep programs out; they say nothing about the link.
_KEPT_OUT = (401, 402, 403, 405, 406, 407, 451, 501, 999)
# How long a site that is busy may ask us to stay away.
_SHORTEST, _LONGEST_WAIT = timedelta(hours=1), timedelta(days=7)


@dataclass(frozen=True)
class Answer:
    """What came of it. `wait` is set if the site asked to come again later; then nothing is known."""

    status: str
    problem: str = ""
    moved_to: str = ""
    wait: timedelta | None = None


def ask_link(url, door=None):
    """The `Answer` for an address, in at most 10 seconds and 3 redirects. Never raises for what the other side does."""
    deadline = time.monotonic() + MAX_SECONDS
    target, is_permanent = url, True
    try:
        for hop in range(MAX_REDIRECTS + 1):
            address = checked(target, schemes=LINK_SCHEMES, longest=LONGEST)
            status, headers = _status(address, door or Door(), deadline)
            if status not in REDIRECTS or not headers.get("Location"):
                moved_to = _with_fragment(address.url, target, url) if hop and is_permanent else ""
                return _judged(status, headers, moved_to)
            is_permanent = is_permanent and status in _PERMANENT
            target = urljoin(address.url, headers["Location"])
    except AddressRefused as refusal:
        return Answer(LinkStatus.UNKNOWN, str(refusal.message))
    except FetchFailed as failure:
        return Answer(LinkStatus.FAILING, str(failure.message))
    return Answer(LinkStatus.FAILING, _("The address leads on and on."))


def _status(address, door, deadline):
    """Status and headers. Many servers answer HEAD wrongly, so what is not fine is asked again with GET."""
    try:
        status, headers = _ask_once(address, door, deadline, "HEAD")
        if status < 400 or status in _BUSY:
            return status, headers
    except FetchFailed:
        if time.monotonic() >= deadline:
            raise
    return _ask_once(address, door, deadline, "GET")


def _ask_once(address, door, deadline, method):
    response = connection = None
    with failing_plainly(MAX_SECONDS):
        try:
            connection = open_connection(address, door, deadline)
            response = ask(connection, address, {"User-Agent": user_agent(), "Accept": "*/*"}, method=method)
            return response.status, response.headers
        finally:
            if response is not None:
                response.close()
            if connection is not None:
                connection.close()


def user_agent():
    """The site's name and address, so that those who are asked know by whom."""
    name = getattr(settings, "WAGTAIL_SITE_NAME", "").encode("ascii", "ignore").decode().strip() or "After-school"
    return f"{name} link check (+{getattr(settings, 'WAGTAILADMIN_BASE_URL', '')})"


def _judged(status, headers, moved_to):
    if status < 400:
        return Answer(LinkStatus.MOVED, moved_to=moved_to) if moved_to else Answer(LinkStatus.FINE)
    wait = _wait(headers.get("Retry-After", ""))
    if status == 429 or (status == 503 and wait):
        return Answer(LinkStatus.UNKNOWN, wait=wait or _SHORTEST)
    if status in _KEPT_OUT:
        return Answer(LinkStatus.UNKNOWN, _("The site keeps programs out (%(status)s).") % {"status": status})
    if status in (404, 410):
        return Answer(LinkStatus.FAILING, _("There is no such page (%(status)s).") % {"status": status})
    return Answer(LinkStatus.FAILING, _("The site answers with an error (%(status)s).") % {"status": _named(status)})


def _named(status):
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _wait(text):
    """What Retry-After says (RFC 9110 section 10.2.3), seconds or a date, within an hour and a week; else None."""
    text = text.strip()
    try:
        wait = timedelta(seconds=int(text)) if text.isdecimal() else parsedate_to_datetime(text) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, _SHORTEST), _LONGEST_WAIT)


def _with_fragment(new, target, old):
    """The new address with the part after "#" that the redirect names, else the old one's, as browsers do it."""
    fragment = urlsplit(target).fragment or urlsplit(old).fragment
    full = f"{new}#{fragment}" if fragment else new
    return "" if full == old else full
