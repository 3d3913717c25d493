"""How feeds answer over HTTP, and Atom text. R21, R35."""

import gzip
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.feeds import ATOM_CONTENT_TYPE, AtomEntry, atom_feed, feed_response

MODIFIED_AT = datetime(2026, 5, 1, 12, 30, 59, 999, tzinfo=UTC)
CONTENT = b"BEGIN:VCALENDAR\r\n" * 50
ATOM = "{http://www.w3.org/2005/Atom}"


class Body:
    """A body that counts how often it is built."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1
        return CONTENT


def ask(method="GET", body=None, **options):
    headers = options.pop("headers", {})
    request = RequestFactory().generic(method, "/calendar.ics", headers=headers)
    facts = {
        "etag_key": "7",
        "last_modified": MODIFIED_AT,
        "content_type": "text/calendar; charset=utf-8",
        "filename": "gatherings.ics",
        "max_age": 900,
    }
    return feed_response(request, body=body or Body(), **(facts | options))


def test_feed_answers_with_its_octets_and_validators():
    response = ask()

    assert response.content == CONTENT
    assert dict(response.items()) == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(CONTENT)),
        "Content-Disposition": 'inline; filename="gatherings.ics"',
        "ETag": ask(etag_key="7")["ETag"],
        "Last-Modified": "Fri, 01 May 2026 12:30:59 GMT",
        "Cache-Control": "public, max-age=900",
        "Vary": "Accept-Encoding",
    }


def test_head_has_the_headers_of_get_and_no_body():
    response = ask("HEAD")

    assert response.content == b""
    assert dict(response.items()) == dict(ask().items())


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "TRACE"])
def test_other_methods_are_refused(method):
    response = ask(method)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("header", ["{tag}", "W/{tag}", '"other", {tag}', '"a", W/{tag}, "b"', "*", ' "other" ,{tag} '])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_known_tag_costs_no_building(header, method):
    body = Body()

    response = ask(method, body, headers={"If-None-Match": header.format(tag=ask()["ETag"])})

    assert (response.status_code, response.content, body.count) == (304, b"", 0)
    assert {"ETag", "Last-Modified", "Cache-Control", "Vary"} <= {name for name, _ in response.items()}


@pytest.mark.parametrize("header", ['"other"', 'W/"other"', "", "nonsense", '"7'])
def test_unknown_tag_gets_the_feed(header):
    assert ask(headers={"If-None-Match": header}).status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 01 May 2026 12:30:59 GMT", 304),
        ("Sat, 02 May 2026 00:00:00 GMT", 304),
        ("Fri, 01 May 2026 12:30:58 GMT", 200),
        ("Friday, 01-May-26 12:30:59 GMT", 304),
        ("yesterday", 200),
        ("", 200),
    ],
)
def test_date_of_the_last_copy_decides(since, status):
    assert ask(headers={"If-Modified-Since": since}).status_code == status


@pytest.mark.parametrize(("tag", "status"), [('"other"', 200), (None, 304)])
def test_tag_wins_over_the_date(tag, status):
    headers = {"If-None-Match": tag or ask()["ETag"], "If-Modified-Since": "Sat, 02 May 2026 00:00:00 GMT"}

    assert ask(headers=headers).status_code == status


def test_known_tag_wins_over_an_old_date():
    headers = {"If-None-Match": ask()["ETag"], "If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}

    assert ask(headers=headers).status_code == 304


def test_tag_changes_with_the_key_and_the_type():
    tags = {ask()["ETag"], ask(etag_key="8")["ETag"], ask(content_type=ATOM_CONTENT_TYPE)["ETag"]}

    assert len(tags) == 3


@pytest.mark.parametrize("header", ["gzip", "deflate, gzip;q=0.5", "GZIP", "br, gzip; q=1.0", "x-gzip"])
def test_gzip_when_asked_for_has_its_own_tag(header):
    response = ask(headers={"Accept-Encoding": header})

    assert gzip.decompress(response.content) == CONTENT
    assert response["Content-Encoding"] == "gzip"
    assert response["ETag"] != ask()["ETag"]
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("header", ["", "identity", "gzip;q=0", "gzip; q=0.000", "br", "*", "gzipped"])
def test_no_gzip_unless_asked_for(header):
    response = ask(headers={"Accept-Encoding": header})

    assert response.content == CONTENT
    assert "Content-Encoding" not in response


def test_tag_of_one_encoding_is_not_that_of_the_other():
    plain = ask()["ETag"]

    assert ask(headers={"Accept-Encoding": "gzip", "If-None-Match": plain}).status_code == 200


def test_private_feed_is_kept_by_no_one():
    response = ask(private=True)

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('a"b\r\nX: y.ics', "a-b-X-y.ics"),
        ("Übersicht.ics", "bersicht.ics"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "feed"),
    ],
)
def test_filename_is_plain_ascii(name, written):
    response = ask(filename=name, as_attachment=True)

    assert response["Content-Disposition"] == f'attachment; filename="{written}"'


def test_date_of_change_is_never_in_the_future():
    response = ask(last_modified=datetime.now(UTC) + timedelta(days=400))

    assert str(datetime.now(UTC).year + 1) not in response["Last-Modified"]


def test_feed_without_a_date_of_change():
    response = ask(last_modified=None, headers={"If-Modified-Since": "Sat, 02 May 2026 00:00:00 GMT"})

    assert response.status_code == 200
    assert "Last-Modified" not in response


def atom(entries=(), **changes):
    facts = {
        "feed_id": "urn:uuid:5b1c4f0e-0000-4000-8000-000000000001",
        "title": "New in the library",
        "url": "https://example.org/library/",
        "self_url": "https://example.org/library/feed.atom",
        "updated_at": MODIFIED_AT,
        "author": "The partnership",
        "entries": entries,
    }
    return ElementTree.fromstring(atom_feed(**(facts | changes)))


def entry(**changes):
    facts = {
        "id": "urn:uuid:5b1c4f0e-0000-4000-8000-000000000002",
        "title": "Guide",
        "url": "https://example.org/library/guide/",
        "updated_at": MODIFIED_AT,
    }
    return AtomEntry(**(facts | changes))


def test_atom_feed_has_what_the_format_asks_for():
    feed = atom()

    assert feed.findtext(f"{ATOM}id") == "urn:uuid:5b1c4f0e-0000-4000-8000-000000000001"
    assert feed.findtext(f"{ATOM}updated") == "2026-05-01T12:30:59+00:00"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The partnership"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "https://example.org/library/",
        "self": "https://example.org/library/feed.atom",
    }


def test_empty_atom_feed_does_not_change_by_itself():
    assert ElementTree.tostring(atom()) == ElementTree.tostring(atom())


def test_atom_entry_keeps_its_identity_dates_and_topics():
    found = atom([entry(summary="A <b> & c", categories=("Health",), published_at=MODIFIED_AT)]).find(f"{ATOM}entry")

    assert found.findtext(f"{ATOM}id") == "urn:uuid:5b1c4f0e-0000-4000-8000-000000000002"
    assert found.findtext(f"{ATOM}published") == "2026-05-01T12:30:59+00:00"
    assert (found.find(f"{ATOM}summary").get("type"), found.findtext(f"{ATOM}summary")) == ("text", "A <b> & c")
    assert found.find(f"{ATOM}category").get("term") == "Health"


def test_atom_entry_without_summary_has_none():
    assert atom([entry()]).find(f"{ATOM}entry/{ATOM}summary") is None


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=100))
def test_any_text_makes_a_document_that_parses(text):
    feed = atom([entry(title=f"x{text}", summary=text, author=text, categories=(text,))], title=text, subtitle=text)

    assert feed.find(f"{ATOM}entry/{ATOM}title").text.startswith("x")
