"""Fetching a file from an address that somebody typed, as if it were hostile.

The name is looked up once, every address it has must be public, and exactly that address is connected to, so a name
that changes its mind in between gains nothing. Time and size hold for the whole fetch: look-up, redirects and unpacking
included. No cookie, no sign-in, no proxy of the environment.
"""

import contextlib
import http.client
import io
import queue
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from .addresses import HTTPS_PORT, AddressRefused, checked, is_example, is_public

MAX_SECONDS = 10
# For each address of a name, so that one that is silent leaves time for the next.
CONNECT_SECONDS = 4
MAX_BYTES = 5 * 1024 * 1024
MAX_REDIRECTS = 3
USER_AGENT = "AfterSchoolPartnership-Calendar/1.0"
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65_536
_GZIP = 16 + zlib.MAX_WBITS


class FetchFailed(Exception):
    """Nothing was fetched; `message` says why, for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Fetched:
    """What came. `content` None: unchanged since the `etag` or `last_modified` that were sent."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


class Door:
    """The way to the network: look-up and connection. Tests put their own in its place; no setting does."""

    def look_up(self, host):
        """Numeric addresses of `host`, in the system's order. OSError if it has none."""
        found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        return list(dict.fromkeys(entry[4][0] for entry in found))

    def connect(self, address, timeout):
        """A TCP connection to a numeric address that was checked."""
        return socket.create_connection((address, HTTPS_PORT), timeout=timeout)

    def context(self):
        """How certificates are checked."""
        return ssl.create_default_context()


def fetch(url, *, etag="", last_modified="", door=None):
    """The file at `url` as `Fetched`; `AddressRefused` or `FetchFailed` otherwise, never another error.

    At most 10 seconds, 5 MB unpacked and 3 redirects, each checked anew.
    """
    door = door or Door()
    deadline = time.monotonic() + MAX_SECONDS
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    for _hop in range(MAX_REDIRECTS + 1):
        address = checked(url)
        response = None
        connection = None
        try:
            connection = _open(address, door, deadline)
            response = _ask(connection, address, conditions)
            if response.status not in _REDIRECTS:
                return _answer(response, etag, last_modified)
            url = urljoin(address.url, response.headers.get("Location", ""))
        except TimeoutError as problem:
            raise FetchFailed(
                _("The address took longer than %(count)s seconds.") % {"count": MAX_SECONDS}
            ) from problem
        except ssl.SSLCertVerificationError as problem:
            raise FetchFailed(_("The address has no valid certificate.")) from problem
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as problem:
            raise FetchFailed(_("The connection to the address broke off.")) from problem
        finally:
            if response is not None:
                response.close()
            if connection is not None:
                connection.close()
    raise FetchFailed(
        _("The address leads on and on. At most %(count)s times are followed.") % {"count": MAX_REDIRECTS}
    )


def _open(address, door, deadline):
    """A TLS connection to a public address of the host. The certificate must be for the host's name."""
    if is_example(address.host):
        raise AddressRefused(_("This is an address for examples, so nothing is fetched from it."))
    plain = None
    for numeric in _public_addresses(address.host, door, deadline):
        left = _left(deadline)
        with contextlib.suppress(OSError):
            plain = door.connect(numeric, timeout=min(left, CONNECT_SECONDS))
            break
    if plain is None:
        raise FetchFailed(_("Nobody answers at this address."))
    try:
        plain.settimeout(_left(deadline))
        return _Connection(door.context().wrap_socket(plain, server_hostname=address.host), deadline)
    except BaseException:
        plain.close()
        raise


def _public_addresses(host, door, deadline):
    """What `host` resolves to. One address inside is enough to refuse it: the system might choose that one."""
    answers = queue.SimpleQueue()

    def look_up():
        try:
            answers.put(door.look_up(host))
        except (OSError, UnicodeError):
            answers.put([])

    # The system's look-up knows no deadline of its own.
    threading.Thread(target=look_up, daemon=True, name="partnership-look-up").start()
    try:
        found = answers.get(timeout=_left(deadline))
    except queue.Empty:
        raise TimeoutError from None
    if not found:
        raise FetchFailed(_("There is no such address: nobody knows the name in it."))
    if not all(is_public(numeric) for numeric in found):
        raise AddressRefused(_("This address leads into a network that is not public, so it is never fetched."))
    return found


class _Connection:
    """A socket with one deadline for all that is sent and read, as `http.client` wants it."""

    def __init__(self, plain, deadline):
        self._socket, self._deadline = plain, deadline

    def send(self, octets):
        self._socket.settimeout(_left(self._deadline))
        self._socket.sendall(octets)

    def makefile(self, *args, **kwargs):
        return io.BufferedReader(_DeadlineReader(self._socket, self._deadline))

    def close(self):
        self._socket.close()


class _DeadlineReader(io.RawIOBase):
    """Reads until the deadline: a sender of one byte every nine seconds does not get far."""

    def __init__(self, plain, deadline):
        self._socket, self._deadline = plain, deadline

    def readable(self):
        return True

    def readinto(self, buffer):
        self._socket.settimeout(_left(self._deadline))
        return self._socket.recv_into(buffer)


def _ask(connection, address, conditions):
    host = f"[{address.host}]" if ":" in address.host else address.host
    headers = {
        "Host": host,
        "User-Agent": USER_AGENT,
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    headers |= {name: value for name, value in conditions.items() if _is_header_value(value)}
    lines = [f"GET {address.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    connection.send("\r\n".join(lines).encode("ascii"))
    response = http.client.HTTPResponse(connection, method="GET")
    response.begin()
    return response


def _answer(response, etag, last_modified):
    if response.status == 304 and (etag or last_modified):
        return Fetched(None, etag, last_modified)
    if response.status != 200:
        raise FetchFailed(_("The address answered with an error (%(status)s).") % {"status": response.status})
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(_("The file is packed in a way that is not known."))
    return Fetched(
        _body(response, is_packed=encoding.endswith("gzip")),
        _kept(response.headers.get("ETag", ""), 255),
        _kept(response.headers.get("Last-Modified", ""), 60),
    )


def _body(response, *, is_packed):
    """The unpacked octets. What is too large is found out while it comes, so it is never held."""
    unpack = zlib.decompressobj(_GZIP) if is_packed else None
    found = bytearray()
    read_count = 0
    while chunk := response.read1(_CHUNK):
        read_count += len(chunk)
        if read_count > MAX_BYTES:
            raise _too_large()
        while chunk:
            found += unpack.decompress(chunk, _CHUNK) if unpack else chunk
            chunk = unpack.unconsumed_tail if unpack else b""
            if len(found) > MAX_BYTES:
                raise _too_large()
    if unpack:
        found += unpack.flush()
    # http.client returns what it has if the other side hangs up early.
    if response.length or (unpack and not unpack.eof) or len(found) > MAX_BYTES:
        raise FetchFailed(_("The connection to the address broke off."))
    return bytes(found)


def _too_large():
    return FetchFailed(_("The file is larger than %(count)s MB.") % {"count": MAX_BYTES // 1024**2})


def _left(deadline):
    """Seconds until the deadline. TimeoutError once it has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _kept(value, length):
    return value if len(value) <= length and _is_header_value(value) else ""


def _is_header_value(value):
    return bool(value) and value.isascii() and value.isprintable()
