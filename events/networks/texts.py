"""Foreign text made plain: no markup, no control characters, no signs that turn the direction of what follows."""

import re
import unicodedata
from html import unescape

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_MARKUP = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|html|i|li|ol|p|span|strong|table|td|tr|u|ul)\b[^<>]{0,2000}>", re.I)
_TAG = re.compile(r"<(/?)([a-z!][a-z0-9-]*)[^<>]{0,2000}>", re.I)
_GEO = re.compile(r"([+-]?\d{1,3}(?:\.\d{1,12})?)\s*;\s*([+-]?\d{1,3}(?:\.\d{1,12})?)", re.ASCII)
_ESCAPES = re.compile(r"\\([\\;,nN])")
_BREAKS = frozenset(("br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "table", "tr"))
_HIDDEN = frozenset(("head", "script", "style", "template", "title"))
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def unescaped(value):
    """A TEXT value of a calendar as its author wrote it (RFC 5545 3.3.11)."""
    return _ESCAPES.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def plain_text(value, length):
    """Text of several lines, at most `length` characters. HTML, which many calendars send, is taken off."""
    value = value[: length * 4]
    if _MARKUP.search(value):
        value = _words_of(value)
    value = _cleaned(value.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(" ".join(line.split()) for line in value.split("\n"))
    return _cut(_BLANK_LINES.sub("\n\n", lines).strip(), length)


def one_line(value, length):
    """A TEXT value as one line, for titles and places; entities, which some programs write there, decoded."""
    return _cut(" ".join(_cleaned(unescape(unescaped(value[: length * 4]))).split()), length)


def _cleaned(value):
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", value.replace("\u2028", "\n").replace("\u2029", "\n")))


def _cut(value, length):
    return value if len(value) <= length else value[: length - 1].rstrip() + "…"


def _words_of(html):
    """The words of HTML, a line for each block; what a browser would not show is left out."""
    parts, hidden, end = [], 0, 0
    for tag in _TAG.finditer(html):
        if not hidden:
            parts.append(html[end : tag.start()])
        end = tag.end()
        closes, name = bool(tag[1]), tag[2].lower()
        if name in _HIDDEN:
            hidden = max(0, hidden - 1) if closes else hidden + 1
        elif name in _BREAKS and not (closes and name in ("br", "li", "tr")):
            parts.append("\n")
    if not hidden:
        parts.append(html[end:])
    return unescape("".join(parts))


def coordinates(value: str) -> tuple[float, float] | None:
    """Latitude and longitude of a GEO (RFC 5545 3.8.1.6); None for what is none, and for 0;0 of an empty form."""
    found = _GEO.fullmatch(value.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0.0, 0.0)
    return (latitude, longitude) if is_on_earth else None
