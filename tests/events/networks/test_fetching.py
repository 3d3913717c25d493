"""Fetching from an address that somebody typed (QUALITY: server-side request forgery, bombs). R27."""

import gzip
import itertools
import time

import pytest

from events.networks.fetching import fetch
from resources.outgoing import connecting, fetching
from resources.outgoing.addresses import AddressRefused
from resources.outgoing.connecting import Door, FetchFailed

from .servers import HOST, PUBLIC, TestDoor

URL = f"https://{HOST}/events.ics"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

# Names whose answers are inside, wholly or in part, or change between two look-ups.
NAMES = {
    "loopback.network.org": ["127.0.0.1"],
    "loopback6.network.org": ["::1"],
    "mapped.network.org": ["::ffff:127.0.0.1"],
    "metadata.network.org": ["169.254.169.254"],
    "shared.network.org": ["100.64.0.1"],
    "unique-local.network.org": ["fd00::1"],
    "nat64.network.org": ["64:ff9b::7f00:1"],
    "6to4.network.org": ["2002:7f00:1::"],
    "one-of-two.network.org": [PUBLIC, "10.0.0.1"],
    "other-of-two.network.org": ["10.0.0.1", PUBLIC],
}
HOSTILE = [
    "http://93.184.215.14/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://2130706433/",
    "https://0/",
    "https://0.0.0.0/",
    "https://[::]/",
    "https://[::1]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fc00::1]/",
    "https://[fe80::1]/",
    "https://[ff02::1]/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.0.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://255.255.255.255/",
    "https://localhost/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127.0.0.1./",
    f"https://{HOST}@127.0.0.1/",
    f"https://user:word@{HOST}/",
    f"https://{HOST}:8443/",
    f"https://{HOST}\\@127.0.0.1/",
    f"https://{HOST}/\r\nHost: other",
    "file:///etc/passwd",
    "ftp://93.184.215.14/a.ics",
    "gopher://93.184.215.14/",
    "ldap://93.184.215.14/",
    "//127.0.0.1/",
    *(f"https://{name}/" for name in NAMES),
]


@pytest.mark.parametrize("url", HOSTILE)
def test_nothing_connects_to_an_address_that_leads_inside(url, server):
    door = TestDoor(server, names=dict(NAMES))

    with pytest.raises((AddressRefused, FetchFailed)):
        fetch(url, door=door)

    assert door.connected == []


@pytest.mark.parametrize("location", HOSTILE)
def test_a_redirect_to_an_address_that_leads_inside_is_not_followed(location, server):
    names = {**NAMES, HOST: [PUBLIC]}
    door = TestDoor(server, names=names)
    # A header cannot hold all of them; what http.server would send raw is told escaped, as browsers would read it.
    safe = location.replace("\r\n", "%0d%0a").encode("ascii", "ignore").decode()
    safe = safe if "①" not in location else "https://127.0.0.1/"
    server.send(b"", status=302, Location=safe)

    with pytest.raises((AddressRefused, FetchFailed)):
        fetch(URL, door=door)

    # The first address may be asked again, where the text only names another path of it; no other ever is.
    assert set(door.connected) == {PUBLIC}


def test_a_name_that_changes_its_mind_gains_nothing(server):
    answers = itertools.chain([[PUBLIC]], itertools.repeat(["127.0.0.1"]))
    door = TestDoor(server, names={HOST: lambda: next(answers)})
    server.send(CALENDAR)

    assert fetch(URL, door=door).content == CALENDAR
    assert door.connected == [PUBLIC]


def test_the_production_door_leads_to_the_usual_port_alone(monkeypatch):
    asked = []
    monkeypatch.setattr(connecting.socket, "create_connection", lambda address, timeout: asked.append(address))

    Door().connect(PUBLIC, timeout=1)

    assert asked == [(PUBLIC, 443)]


def test_a_calendar_is_fetched_with_a_plain_request(door, server):
    server.send(CALENDAR, ETag='"one"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT", Set_Cookie="a=b")

    fetched = fetch(f"{URL}?key=1", door=door)

    assert fetched.content == CALENDAR
    assert (fetched.etag, fetched.last_modified) == ('"one"', "Mon, 02 Mar 2026 10:00:00 GMT")
    [(path, headers)] = server.requests
    assert path == "/events.ics?key=1"
    assert headers == {
        "Host": HOST,
        "User-Agent": "AfterSchoolPartnership-Calendar/1.0",
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def test_an_unchanged_calendar_is_not_sent_again(door, server):
    server.send(b"", status=304)

    fetched = fetch(URL, etag='"one"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT", door=door)

    assert fetched.content is None
    assert fetched.etag == '"one"'
    [(_path, headers)] = server.requests
    assert headers["If-None-Match"] == '"one"'
    assert headers["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


def test_a_kept_etag_cannot_open_a_new_line_of_the_request(door, server):
    server.send(CALENDAR)

    fetch(URL, etag='"a"\r\nCookie: b=c', door=door)

    assert "Cookie" not in server.requests[0][1]
    assert "If-None-Match" not in server.requests[0][1]


def test_three_redirects_are_followed_and_no_fourth(door, server):
    def answer(handler):
        number = int(handler.path.strip("/").removesuffix("events.ics") or 0)
        if number == last:
            handler.send_response(200)
        else:
            handler.send_response(302)
            handler.send_header("Location", f"/{number + 1}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answer = answer

    last = 3
    assert fetch(URL, door=door).content == b""
    last = 4
    with pytest.raises(FetchFailed):
        fetch(URL, door=door)
    assert len(server.requests) == 8


def test_a_packed_calendar_is_unpacked(door, server):
    server.send(gzip.compress(CALENDAR * 1_000), Content_Encoding="gzip")

    assert fetch(URL, door=door).content == CALENDAR * 1_000


def _send_without_length(server, chunks):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(chunk)

    server.answer = answer


def test_five_megabytes_are_the_most_whatever_the_server_says(door, server):
    sent = itertools.count()

    def endless():
        while True:
            next(sent)
            yield b"x" * 65_536

    _send_without_length(server, endless())

    with pytest.raises(FetchFailed, match="5 MB"):
        fetch(URL, door=door)

    assert next(sent) < 400


def test_a_bomb_is_counted_unpacked(door, server):
    server.send(gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip")

    with pytest.raises(FetchFailed, match="5 MB"):
        fetch(URL, door=door)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"not packed at all", {"Content_Encoding": "gzip"}),
        (gzip.compress(CALENDAR * 100, mtime=0)[:-20], {"Content_Encoding": "gzip"}),
        (CALENDAR, {"Content_Encoding": "br"}),
        (CALENDAR, {"Content_Encoding": "gzip, gzip"}),
    ],
)
def test_a_file_that_cannot_be_unpacked_fails_with_a_sentence(body, headers, door, server):
    server.send(body, **headers)

    with pytest.raises(FetchFailed):
        fetch(URL, door=door)


@pytest.mark.parametrize("status", [204, 206, 300, 401, 403, 404, 410, 429, 500, 503])
def test_an_answer_without_a_calendar_fails_with_its_number(status, door, server):
    server.send(b"", status=status)

    with pytest.raises(FetchFailed, match=str(status)):
        fetch(URL, door=door)


def test_a_server_that_hangs_up_early_fails(door, server):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(CALENDAR)

    server.answer = answer

    with pytest.raises(FetchFailed, match="broke off"):
        fetch(URL, door=door)


def _drip(handler, head):
    if head:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    else:
        handler.send_response(200)
        handler.end_headers()
    for _number in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("head", [True, False])
def test_a_slow_drip_is_stopped_when_the_time_is_up(head, door, server, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_SECONDS", 1)
    server.answer = lambda handler: _drip(handler, head)
    started = time.monotonic()

    with pytest.raises(FetchFailed, match="longer than 1 seconds"):
        fetch(URL, door=door)

    assert time.monotonic() - started < 3


def test_a_look_up_that_hangs_is_given_up(server, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.2)
    door = TestDoor(server, names={HOST: lambda: time.sleep(1) or [PUBLIC]})

    with pytest.raises(FetchFailed, match="longer than"):
        fetch(URL, door=door)

    assert door.connected == []


def test_the_certificate_must_be_for_the_name(server):
    door = TestDoor(server, names={"other.network.org": [PUBLIC]})

    with pytest.raises(FetchFailed, match="certificate"):
        fetch("https://other.network.org/", door=door)

    assert server.requests == []


def test_a_name_that_nobody_knows_fails_with_a_sentence(server):
    door = TestDoor(server, names={HOST: []})

    with pytest.raises(FetchFailed, match="nobody knows the name"):
        fetch(URL, door=door)


def test_the_next_address_of_a_name_is_tried_when_one_is_silent(server):
    class OneIsSilent(TestDoor):
        def connect(self, address, timeout, port=443):
            if address != PUBLIC:
                self.connected.append(address)
                raise ConnectionRefusedError
            return super().connect(address, timeout, port)

    door = OneIsSilent(server, names={HOST: ["2606:2800:21f::1", PUBLIC]})
    server.send(CALENDAR)

    assert fetch(URL, door=door).content == CALENDAR
    assert door.connected == ["2606:2800:21f::1", PUBLIC]
