"""What a public page sends in all: HTML, and the style sheets, scripts and fonts that it names, without pictures."""

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from .server import NoAnswer, Worker

_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_ALREADY_SMALL = (".woff", ".woff2")
KINDS = {".css": "CSS", ".js": "JavaScript", ".woff2": "fonts", ".woff": "fonts"}


@dataclass
class Weight:
    """Bytes by kind: as the files are, and as the web server sends them (fonts are compressed already)."""

    path: str
    plain: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("HTML", "CSS", "JavaScript", "fonts"), 0))
    sent: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("HTML", "CSS", "JavaScript", "fonts"), 0))

    def add(self, kind: str, content: bytes, *, is_compressed: bool) -> None:
        self.plain[kind] += len(content)
        self.sent[kind] += len(gzip.compress(content, mtime=0)) if is_compressed else len(content)

    @property
    def total_plain(self) -> int:
        return sum(self.plain.values())

    @property
    def total_sent(self) -> int:
        return sum(self.sent.values())


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        relations = (values.get("rel") or "").split()
        if tag == "link" and ("stylesheet" in relations or values.get("as") == "font" or "modulepreload" in relations):
            self.found.append(values.get("href") or "")
        if tag == "script" and values.get("src"):
            self.found.append(values["src"])


def weigh(path: str) -> Weight:
    """All that a browser fetches for the page at `path`, each file once. Raises NoAnswer for a file that is missing."""
    _seconds, html, headers = Worker().get(path, (("Accept-Encoding", "gzip"),))
    weight = Weight(path)
    if headers.get("Content-Encoding") == "gzip":
        weight.plain["HTML"], weight.sent["HTML"] = len(gzip.decompress(html)), len(html)
        html = gzip.decompress(html)
    else:
        weight.add("HTML", html, is_compressed=False)
    links = _Links()
    links.feed(html.decode())
    waiting, seen = [_static_name(link) for link in links.found], set()
    while waiting:
        name = waiting.pop()
        if name is None or name in seen:
            continue
        seen.add(name)
        content = _content(name)
        ending = Path(name).suffix
        if ending in KINDS:
            weight.add(KINDS[ending], content, is_compressed=ending not in _ALREADY_SMALL)
        if ending == ".css":
            waiting += [_static_name(link, below=dirname(name)) for link in _IN_CSS.findall(content.decode())]
    return weight


def _static_name(link: str, below: str = "") -> str | None:
    """Name of a static file of ours; None for anything else, such as `data:`."""
    url = urlsplit(link)
    if url.scheme or url.netloc or not url.path:
        return None
    prefix = "/" + settings.STATIC_URL.strip("/") + "/"
    if url.path.startswith(prefix):
        return url.path.removeprefix(prefix)
    return normpath(join(below, url.path)) if below and not url.path.startswith("/") else None


def _content(name: str) -> bytes:
    found = finders.find(name)
    if not found:
        raise NoAnswer(f"The static file {name} does not exist.")
    return Path(found).read_bytes()
