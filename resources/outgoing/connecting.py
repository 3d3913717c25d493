"""A connection to an address that somebody typed, as if it were hostile.

The name is looked up once, every address it has must be public, and exactly that address is connected to, so a name
that changes its mind in between gains nothing. Time holds for the whole: look-up, redirects and every byte. No cookie,
no sign-in, no proxy of the environment.
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

from django.utils.translation import gettext as _

from .addresses import PORTS, AddressRefused, is_example, is_public

# For each address of a name, so that one that is silent leaves time for the next.
CONNECT_SECONDS = 4
REDIRECTS = (301, 302, 303, 307, 308)


class FetchFailed(Exception):
    """Nothing was fetched; `message` says why, for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


class Door:
    """The way to the network: look-up and connection. Tests put their own in its place; no setting does."""

    def look_up(self, host):
        """Numeric addresses of `host`, in the system's order. OSError if it has none."""
        found = socket.getaddrinfo(host, PORTS["https"], type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        return list(dict.fromkeys(entry[4][0] for entry in found))

    def connect(self, address, timeout, port=PORTS["https"]):
        """A TCP connection to a numeric address that was checked."""
        return socket.create_connection((address, port), timeout=timeout)

    def context(self):
        """How certificates are checked."""
        return ssl.create_default_context()


@contextlib.contextmanager
def failing_plainly(seconds):
    """Whatever a connection runs into becomes `FetchFailed` with a sentence; `seconds` is the time that it had."""
    try:
        yield
    except TimeoutError as problem:
        raise FetchFailed(_("The address took longer than %(count)s seconds.") % {"count": seconds}) from problem
    except ssl.SSLCertVerificationError as problem:
        raise FetchFailed(_("The address has no valid certificate.")) from problem
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as problem:
        raise FetchFailed(_("The connection to the address broke off.")) from problem


def open_connection(address, door, deadline):
    """A connection to a public address of the host. With https, the certificate must be for the host's name."""
    if is_example(address.host):
        raise AddressRefused(_("This is an address for examples, so nothing is fetched from it."))
    plain = None
    for numeric in _public_addresses(address.host, door, deadline):
        left = seconds_left(deadline)
        with contextlib.suppress(OSError):
            plain = door.connect(numeric, timeout=min(left, CONNECT_SECONDS), port=address.port)
            break
    if plain is None:
        raise FetchFailed(_("Nobody answers at this address."))
    try:
        plain.settimeout(seconds_left(deadline))
        if address.scheme == "https":
            plain = door.context().wrap_socket(plain, server_hostname=address.host)
        return _Connection(plain, deadline)
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
        found = answers.get(timeout=seconds_left(deadline))
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
        self._socket.settimeout(seconds_left(self._deadline))
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
        self._socket.settimeout(seconds_left(self._deadline))
        return self._socket.recv_into(buffer)


def ask(connection, address, headers, *, method="GET"):
    """Send a plain request with these headers and read the head of the answer. The caller closes both."""
    lines = [f"{method} {address.path} HTTP/1.1", f"Host: {address.host_header}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if is_header_value(value)]
    connection.send("\r\n".join([*lines, "Connection: close", "", ""]).encode("ascii"))
    response = http.client.HTTPResponse(connection, method=method)
    response.begin()
    return response


def is_header_value(value):
    """Whether a value can stand in a header: some text without signs that would end it."""
    return bool(value) and value.isascii() and value.isprintable()


def seconds_left(deadline):
    """Seconds until the deadline. TimeoutError once it has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
