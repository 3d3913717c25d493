"""Fetching a file from an address that somebody typed, as if it were hostile.

Time and size hold for the whole fetch: look-up, redirects and unpacking included.
"""

import time
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from .addresses import checked
from .connecting import REDIRECTS, Door, FetchFailed, ask, failing_plainly, is_header_value, open_connection

MAX_SECONDS = 10
MAX_BYTES = 5 * 1024 * 1024
MAX_REDIRECTS = 3
_CHUNK = 65_536
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Fetched:
    """What came. `content` None: unchanged since the `etag` or `last_modified` that were sent."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


class AnswerFailed(FetchFailed):
    """The address answered, and said that it has no such file."""


def fetch(url, *, headers, etag="", last_modified="", door=None, max_bytes=MAX_BYTES, max_seconds=None):
    """The file at `url` as `Fetched`, or `AddressRefused` or `FetchFailed`, never another error.

    At most 10 seconds, 5 MB unpacked and 3 redirects, each checked anew, unless the caller says otherwise.
    """
    door = door or Door()
    max_seconds = MAX_SECONDS if max_seconds is None else max_seconds
    deadline = time.monotonic() + max_seconds
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    for _hop in range(MAX_REDIRECTS + 1):
        address = checked(url)
        response = None
        connection = None
        with failing_plainly(max_seconds):
            try:
                connection = open_connection(address, door, deadline)
                response = ask(connection, address, headers | conditions)
                if response.status not in REDIRECTS:
                    return _answer(response, etag, last_modified, max_bytes)
                url = urljoin(address.url, response.headers.get("Location", ""))
            finally:
                if response is not None:
                    response.close()
                if connection is not None:
                    connection.close()
    raise FetchFailed(
        _("The address leads on and on. At most %(count)s times are followed.") % {"count": MAX_REDIRECTS}
    )


def _answer(response, etag, last_modified, max_bytes):
    if response.status == 304 and (etag or last_modified):
        return Fetched(None, etag, last_modified)
    if response.status != 200:
        raise AnswerFailed(_("The address answered with an error (%(status)s).") % {"status": response.status})
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(_("The file is packed in a way that is not known."))
    return Fetched(
        _body(response, max_bytes, is_packed=encoding.endswith("gzip")),
        _kept(response.headers.get("ETag", ""), 255),
        _kept(response.headers.get("Last-Modified", ""), 60),
    )


def _body(response, max_bytes, *, is_packed):
    """The unpacked octets. What is too large is found out while it comes, so it is never held."""
    unpack = zlib.decompressobj(_GZIP) if is_packed else None
    found = bytearray()
    read_count = 0
    while chunk := response.read1(_CHUNK):
        read_count += len(chunk)
        if read_count > max_bytes:
            raise _too_large(max_bytes)
        while chunk:
            found += unpack.decompress(chunk, _CHUNK) if unpack else chunk
            chunk = unpack.unconsumed_tail if unpack else b""
            if len(found) > max_bytes:
                raise _too_large(max_bytes)
    if unpack:
        found += unpack.flush()
    # http.client returns what it has if the other side hangs up early.
    if response.length or (unpack and not unpack.eof) or len(found) > max_bytes:
        raise FetchFailed(_("The connection to the address broke off."))
    return bytes(found)


def _too_large(max_bytes):
    return FetchFailed(_("The file is larger than %(count)s MB.") % {"count": max_bytes // 1024**2})


def _kept(value, length):
    return value if len(value) <= length and is_header_value(value) else ""
