"""Fetching a calendar from an address that somebody typed. `resources.outgoing` says how, and what is never asked."""

from resources.outgoing import fetching as outgoing
from resources.outgoing.connecting import FetchFailed
from resources.outgoing.fetching import MAX_BYTES, MAX_REDIRECTS, MAX_SECONDS, Fetched

__all__ = ["HEADERS", "MAX_BYTES", "MAX_REDIRECTS", "MAX_SECONDS", "FetchFailed", "Fetched", "fetch"]

HEADERS = {
    "User-Agent": "AfterSchoolPartnership-Calendar/1.0",
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "gzip",
}


def fetch(url, *, etag="", last_modified="", door=None):
    """The calendar at `url` as `Fetched`; `AddressRefused` or `FetchFailed` otherwise, never another error."""
    return outgoing.fetch(url, headers=HEADERS, etag=etag, last_modified=last_modified, door=door)
