"""The text of a page as an import brings it: one text, or texts with pictures between them, links to files included."""

import html as entities
import re
from dataclasses import dataclass
from html.parser import HTMLParser

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>')
_ANY_LINK = re.compile(r"<a\b[^>]*>")
_OUR_LINK = 'linktype="document"'
_EMPTY = re.compile(r"<(p|h2|h3|h4|b|i|li|a)\b[^>]*>\s*</\1>")
_BETWEEN = re.compile(r">\s+<")


@dataclass(frozen=True)
class Picture:
    """A picture in a text. `alt` None: the text says nothing about it; "": it is decorative."""

    reference: str
    alt: str | None


def set_body(page, html, pictures=None):
    """The text as blocks. `pictures` are {reference: number of an image}; others are dropped."""
    blocks = []
    for piece in _pieces(html):
        if isinstance(piece, str):
            blocks.append({"type": "text", "value": piece})
        elif number := (pictures or {}).get(piece.reference):
            image = {"image": number, "alt_text": piece.alt or "", "decorative": piece.alt == ""}
            blocks.append({"type": "picture", "value": {"image": image, "caption": "", "credit": ""}})
    page.body = type(page)._meta.get_field("body").stream_block.to_python(blocks)


def body_html(page):
    """The text blocks of a body. Other blocks have no place in a table."""
    return "\n".join(str(block.value.source) for block in page.body if block.block_type == "text")


def body_differs(page, html):
    """Whether a text says something else than the page does; pictures, and where links to files lead, do not count."""
    ours = body_html(page)
    has_files = _OUR_LINK in ours
    return _plain(ours, has_files) != _plain("".join(p for p in _pieces(html) if isinstance(p, str)), has_files)


def pictures_of(html):
    """The `Picture`s of a text, in their order."""
    return [piece for piece in _pieces(html) if isinstance(piece, Picture)] if "<img" in html else []


def links_of(html):
    """The addresses that a text leads to."""
    return [entities.unescape(found) for found in _LINK.findall(html)]


def with_documents(html, numbers):
    """The text with links to documents of the site; `numbers` gives the number for an address, or None."""

    def ours(found):
        number = numbers(entities.unescape(found[1]))
        return f'<a {_OUR_LINK} id="{number}">' if number else found[0]

    return _LINK.sub(ours, html)


def _plain(html, has_files):
    html = _ANY_LINK.sub("<a>", html) if has_files else html
    before = None
    while before != html:
        before, html = html, _EMPTY.sub("", html)
    return _BETWEEN.sub("><", html).strip()


def _pieces(html):
    if not html:
        return []
    if "<img" not in html:
        return [html]
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.done()


class _Reader(HTMLParser):
    """Cuts clean HTML at its pictures; what is open there is closed before and opened again after."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self._pieces, self._text, self._open = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            values = dict(attrs)
            self._cut()
            if values.get("src"):
                self._pieces.append(Picture(values["src"].strip(), values.get("alt")))
            self._text = [raw for _tag, raw in self._open]
            return
        raw = self.get_starttag_text()
        self._text.append(raw)
        if tag not in ("br", "hr"):
            self._open.append((tag, raw))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        self._text.append(f"</{tag}>")

    def handle_data(self, data):
        self._text.append(data)

    def handle_entityref(self, name):
        self._text.append(f"&{name};")

    def handle_charref(self, name):
        self._text.append(f"&#{name};")

    def _cut(self):
        self._text += [f"</{tag}>" for tag, _raw in reversed(self._open)]
        text, before = "".join(self._text).strip(), None
        while before != text:
            before, text = text, _EMPTY.sub("", text).strip()
        if text:
            self._pieces.append(text)
        self._text = []

    def done(self):
        self._cut()
        return self._pieces
