"""Which addresses are fetched (QUALITY: server-side request forgery)."""

import pytest

from resources.outgoing.addresses import AddressRefused, checked, checked_for_staff, is_public

INSIDE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("numeric", INSIDE)
def test_an_address_inside_is_not_public(numeric):
    """R27."""
    assert not is_public(numeric)


@pytest.mark.parametrize(
    "numeric", ["8.8.8.8", "93.184.215.14", "2606:2800:21f::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_on_the_internet_is_public(numeric):
    """R27."""
    assert is_public(numeric)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Network.org/a.ics", "https://network.org/a.ics"),
        ("webcal://network.org/a.ics", "https://network.org/a.ics"),
        ("network.org/a.ics", "https://network.org/a.ics"),
        ("  https://network.org:443/a.ics?x=1&y=ü ", "https://network.org/a.ics?x=1&y=%C3%BC"),
        ("https://network.org", "https://network.org/"),
        ("https://bücher.org/a.ics", "https://xn--bcher-kva.org/a.ics"),
        ("https://[2606:2800:21f::1]/a.ics", "https://[2606:2800:21f::1]/a.ics"),
    ],
)
def test_what_staff_type_becomes_a_whole_address(typed, kept):
    """R27."""
    assert checked_for_staff(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://",
        "http://network.org/a.ics",
        "ftp://network.org/a.ics",
        "file:///etc/passwd",
        "gopher://network.org/a.ics",
        "javascript:alert(1)",
        "data:text/calendar,BEGIN:VCALENDAR",
        "https://user@network.org/a.ics",
        "https://user:word@network.org/a.ics",
        "https://network.org@127.0.0.1/a.ics",
        "https://network.org:8443/a.ics",
        "https://network.org:22/",
        "https://network.org:99999/",
        "https://network.org\\@127.0.0.1/",
        "https://network.org/a\r\nHost: other",
        "https://network.org/a b.ics",
        "https://network.org/\x00",
        "https://" + "a" * 600 + ".org/",
        "https://.../a.ics",
        "https://[::1/a.ics",
        "https://localhost/a.ics",
        "https://localhost./a.ics",
        "https://calendar.localhost/a.ics",
        "https://example.org/a.ics",
        "https://calendar.example.com/a.ics",
        "https://calendar.test/a.ics",
        "https://intranet/a.ics",
        "https://printer.local/a.ics",
        "https://metadata.google.internal/a.ics",
        "https://127.1/a.ics",
        "https://0x7f000001/a.ics",
        "https://2130706433/a.ics",
        "https://0177.0.0.1/a.ics",
        "https://[::1]/a.ics",
        "https://[::ffff:127.0.0.1]/a.ics",
        "https://①②⑦.⓪.⓪.①/a.ics",
        "https://169.254.169.254/latest/meta-data/",
        "https://192.168.0.1/a.ics",
    ],
)
def test_an_address_that_is_never_fetched_is_refused_with_a_sentence(typed):
    """R27."""
    with pytest.raises(AddressRefused) as refusal:
        checked_for_staff(typed)

    assert str(refusal.value.message).endswith(".")


def test_the_host_is_checked_as_it_is_looked_up():
    assert checked("https://network。org/a.ics").host == "network.org"
