"""Which addresses on the internet the site may ask: a public address on the usual port, and nothing else.

Files are fetched by https alone. Only the check of links asks by http too, because that is where many links lead.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

PORTS = {"https": 443, "http": 80}
FILE_SCHEMES = ("https", "webcal", "webcals")
LINK_SCHEMES = ("https", "http")
_PATH_SAFE = "%/?:@!$&'()*+,;=~-._"
MAX_LENGTH = 500
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
# RFC 2606 and 6761: names that stand for no real place.
_EXAMPLE_NAMES = ("example", "test", "invalid", "localhost", "example.org", "example.com", "example.net")
_REFUSED_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # between a provider and its customers; clouds keep their own services there
        "168.63.129.16/32",  # Azure's own services, at an address that looks public
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # Teredo and other special uses
        "2002::/16",  # 6to4: an IPv4 address in other clothes
        "3fff::/20",  # documentation
    )
)
# All that is given out to the public so far.
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(Exception):
    """An address that is never fetched; `message` says why, for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Address:
    """An address that may be looked up. What its name resolves to is checked when it is connected to."""

    host: str
    path: str
    scheme: str = "https"

    @property
    def url(self):
        return f"{self.scheme}://{self.host_header}{self.path}"

    @property
    def host_header(self):
        """The host as it stands in addresses and in the header of a request."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def port(self):
        """The usual one of the scheme; there is no other."""
        return PORTS[self.scheme]


def checked(url, *, schemes=FILE_SCHEMES, longest=MAX_LENGTH):
    """The `Address` of `url`, or `AddressRefused`. "webcal:" is taken for "https:", as calendar programs do."""
    if len(url) > longest or _UNSAFE.search(url):
        raise AddressRefused(_("This address has blanks or signs that no address has, or it is too long."))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        # What is looked up must be what was checked: no international name that turns into another.
        host = host if host.isascii() else host.encode("idna").decode("ascii")
        path = quote(parts.path or "/", safe=_PATH_SAFE)
        query = quote(parts.query, safe=_PATH_SAFE)
    except ValueError as problem:
        raise AddressRefused(_("This is not a whole address. It starts with https://.")) from problem
    if parts.scheme not in schemes:
        raise AddressRefused(_("Only addresses that start with https:// are fetched."))
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(_("The address must not hold a user name or password."))
    scheme = "http" if parts.scheme == "http" else "https"
    if port not in (None, PORTS[scheme]):
        raise AddressRefused(_("The address must not name a port: only the usual one is fetched."))
    if not host.strip(".") or len(host) > 253:
        raise AddressRefused(_("This is not a whole address. It starts with https://."))
    return Address(host, f"{path}?{query}" if query else path, scheme)


def checked_for_staff(text):
    """The https address that staff mean by what they typed, or `AddressRefused`. Nothing is looked up yet."""
    text = text.strip()
    address = checked(text if "://" in text else f"https://{text}")
    if is_example(address.host):
        raise AddressRefused(_("This is an address for examples. Nothing can be fetched from it."))
    numeric = _numeric(address.host)
    is_inside = not is_public(numeric) if numeric else _is_inside_name(address.host)
    if is_inside:
        raise AddressRefused(_("This address leads into a network that is not public, so it is never fetched."))
    return address.url


def is_example(host):
    """Whether the name is reserved for examples, so that there is nothing to fetch."""
    name = host.lower().rstrip(".")
    return any(name == example or name.endswith(f".{example}") for example in _EXAMPLE_NAMES)


def is_public(text):
    """Whether a numeric address, as a look-up returns it, belongs to the public internet and to one machine there."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if "%" in text:
        # "fe80::1%eth0": a scope makes sense inside a network only.
        return False
    embedded = _embedded_ipv4(address)
    if embedded is not None:
        return is_public(str(embedded))
    if any(address in network for network in _REFUSED_NETWORKS if network.version == address.version):
        return False
    if address.version == 6 and address not in _PUBLIC_IPV6:
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
    )


def _numeric(host):
    """The numeric address that a host already is, in any of its forms (127.1, 0x7f000001, ::1); "" for a name."""
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def _is_inside_name(host):
    name = host.lower().rstrip(".")
    return "." not in name or name.endswith((".local", ".internal", ".lan", ".home.arpa", ".intranet"))


def _embedded_ipv4(address):
    """The IPv4 address that an IPv6 one stands for (mapped, NAT64), or None."""
    if address.version == 4:
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
