"""What every feed shares: how it answers over HTTP (RFC 9110), and Atom text (RFC 4287).

Feeds are fetched by programs, often, for years: an unchanged feed costs a 304 and no building, every answer is the
same whoever asks, and no answer reads the session or sets a cookie.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from . import known_feeds

ATOM_CONTENT_TYPE = "application/atom+xml; charset=utf-8"

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSAFE_IN_FILENAME = re.compile(r"[^A-Za-z0-9._-]+")
FEED_METHODS = ("GET", "HEAD")


class FeedMemory(Protocol):
    """Where the validators of public feeds are kept, by the address that was asked for."""

    def recall(self, request: HttpRequest) -> known_feeds.KnownFeed | None: ...

    def remember(self, request: HttpRequest, known: known_feeds.KnownFeed, size: int) -> None: ...


def feed_response(
    request: HttpRequest,
    *,
    body: Callable[[], bytes],
    etag_key: str,
    last_modified: datetime | None,
    content_type: str,
    filename: str,
    max_age: int,
    private: bool = False,
    as_attachment: bool = False,
) -> HttpResponse:
    """Answer a request for a feed: 200, 304 without calling `body`, or 405 for anything but GET and HEAD.

    `etag_key` must name everything the octets depend on (newest revision including removals, number of entries,
    filter, language, version of the writer). `last_modified` None leaves the header out. `private` is for secret
    addresses: not cached by anyone, not indexed, not named to other sites. R21, R35.
    """
    if request.method not in FEED_METHODS:
        return HttpResponseNotAllowed(FEED_METHODS)
    validators = Validators(_digest(f"{content_type}\n{etag_key}".encode("utf-8", "surrogatepass")), last_modified)
    return _unchanged(request, validators, max_age, private) or _full(
        request, validators, max_age, private, body(), content_type, filename, as_attachment
    )


def built_feed_response(
    request: HttpRequest,
    content: bytes,
    *,
    changed_at: Callable[[], datetime | None],
    token: str,
    until: datetime,
    content_type: str,
    filename: str,
    max_age: int,
    private: bool = False,
    as_attachment: bool = False,
    memory: FeedMemory = known_feeds,
) -> HttpResponse:
    """Answer with a feed that had to be built, and remember its validators for `known_answer`.

    `changed_at` tells no earlier moment than that of the last change; it is asked only when the content is not that of
    the last answer. `token` names the state of what the content was made of, read before it was, and `until` is when
    the same state may give another content. `memory` keeps the validators; a `private` feed is not remembered.
    """
    if request.method not in FEED_METHODS:
        return HttpResponseNotAllowed(FEED_METHODS)
    digest = _digest(content)
    known = None if private else memory.recall(request)
    last_modified = known.last_modified if known and known.digest == digest else changed_at()
    validators = Validators(digest, last_modified)
    if not private:
        memory.remember(request, known_feeds.KnownFeed(digest, last_modified, token, until, max_age), len(content))
    return _unchanged(request, validators, max_age, private) or _full(
        request, validators, max_age, private, content, content_type, filename, as_attachment
    )


def known_answer(request: HttpRequest) -> HttpResponse | None:
    """304 for a program that has what this address gave last, as long as nothing has changed; else None.

    One query of one row, and no page is looked for. Only public feeds are remembered, so nobody's rights are asked.
    """
    if not (request.headers.get("If-None-Match") or request.headers.get("If-Modified-Since")):
        return None
    known = known_feeds.recall(request)
    if known is None or not known.stands():
        return None
    return _unchanged(request, Validators(known.digest, known.last_modified), known.max_age, private=False)


def kept_feed_response(
    request: HttpRequest,
    content: Callable[[], bytes | None],
    known: known_feeds.KnownFeed,
    *,
    content_type: str,
    filename: str,
) -> HttpResponse | None:
    """Answer with a public feed whose validators are known before its content: 304 without asking for it, or 200.

    None if `content` finds that it is not what the validators name.
    """
    validators = Validators(known.digest, known.last_modified)
    if (answer := _unchanged(request, validators, known.max_age, private=False)) is not None:
        return answer
    octets = content()
    if octets is None:
        return None
    return _full(request, validators, known.max_age, False, octets, content_type, filename, as_attachment=False)


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a feed from another. `digest` is made of the content or of all it depends on."""

    digest: str
    last_modified: datetime | None

    def etag(self, is_gzipped: bool) -> str:
        """Another one for each coding: the tags are strong (RFC 9110 8.8.3.3)."""
        return f'"{self.digest}-gzip"' if is_gzipped else f'"{self.digest}"'

    @property
    def modified(self) -> int | None:
        """Seconds since 1970, never in the future."""
        return int(min(self.last_modified, datetime.now(UTC)).timestamp()) if self.last_modified else None


def _full(request, validators, max_age, private, content, content_type, filename, as_attachment) -> HttpResponse:
    is_gzipped = _wants_gzip(request)
    if is_gzipped:
        content = gzip.compress(content, compresslevel=6, mtime=0)
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=content_type)
    response["Content-Length"] = str(len(content))
    if is_gzipped:
        response["Content-Encoding"] = "gzip"
    disposition = "attachment" if as_attachment else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{_ascii_filename(filename)}"'
    return _with_validators(response, validators, max_age, private, is_gzipped)


def _unchanged(request, validators: Validators, max_age: int, private: bool) -> HttpResponse | None:
    """304, or None. RFC 9110 13.2.2: If-None-Match, when sent, decides alone; tags are compared without weakness."""
    is_gzipped = _wants_gzip(request)
    if_none_match = request.headers.get("If-None-Match")
    if if_none_match is not None:
        sent = parse_etags(if_none_match)
        is_known = "*" in sent or validators.etag(is_gzipped) in {tag.removeprefix("W/") for tag in sent}
    else:
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        modified = validators.modified
        is_known = since is not None and modified is not None and modified <= since
    if not is_known:
        return None
    return _with_validators(HttpResponseNotModified(), validators, max_age, private, is_gzipped)


def _with_validators(response, validators, max_age, private, is_gzipped) -> HttpResponse:
    response["ETag"] = validators.etag(is_gzipped)
    if validators.modified is not None:
        response["Last-Modified"] = http_date(validators.modified)
    response["Cache-Control"] = "private, no-store" if private else f"public, max-age={max_age}"
    if private:
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _digest(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()[:32]


def _wants_gzip(request) -> bool:
    """Only when asked for by name and not refused by `q=0`: forced gzip is unreadable for some calendar programs."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if coding in ("gzip", "x-gzip"):
            return not any(re.fullmatch(r"q\s*=\s*0(\.0*)?", parameter) for parameter in parameters)
    return False


def _ascii_filename(name: str) -> str:
    return _UNSAFE_IN_FILENAME.sub("-", name).strip("-.") or "feed"


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One entry. `id` is a stable urn:uuid or tag URI; `summary` is plain text; `published_at` may be None."""

    id: str
    title: str
    url: str
    updated_at: datetime
    published_at: datetime | None = None
    summary: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()


def atom_feed(
    *,
    feed_id: str,
    title: str,
    url: str,
    self_url: str,
    updated_at: datetime,
    author: str,
    entries: Iterable[AtomEntry],
    subtitle: str = "",
    language: str = "en",
    rights: str = "",
) -> bytes:
    """An Atom 1.0 document. Every text is plain; characters that XML forbids are taken out.

    `updated_at` is the newest change including removals, so that an empty feed does not change by itself.
    """
    feed = _PlainAtomFeed(
        title=plain_xml_text(title),
        link=url,
        description="",
        language=language,
        author_name=plain_xml_text(author),
        subtitle=plain_xml_text(subtitle) or None,
        feed_url=self_url,
        feed_guid=feed_id,
        feed_copyright=plain_xml_text(rights) or None,
        updated_at=updated_at.replace(microsecond=0),
    )
    for entry in entries:
        feed.add_item(
            title=plain_xml_text(entry.title),
            link=entry.url,
            description=plain_xml_text(entry.summary) or None,
            author_name=plain_xml_text(entry.author) or None,
            pubdate=entry.published_at.replace(microsecond=0) if entry.published_at else None,
            updateddate=entry.updated_at.replace(microsecond=0),
            unique_id=entry.id,
            categories=[plain_xml_text(category) for category in entry.categories if category],
        )
    stream = BytesIO()
    feed.write(stream, "utf-8")
    return stream.getvalue()


def plain_xml_text(value: str) -> str:
    """`value` without the characters that no XML document may hold (control characters, lone surrogates)."""
    return _NOT_XML.sub("", value or "").strip()


class _PlainAtomFeed(Atom1Feed):
    """Django's writer, with summaries as plain text and a date of change that is given, not taken from the clock."""

    def latest_post_date(self):
        return self.feed["updated_at"]

    def add_item_elements(self, handler, item):
        summary = item["description"]
        super().add_item_elements(handler, item | {"description": None})
        if summary is not None:
            handler.addQuickElement("summary", summary, {"type": "text"})
