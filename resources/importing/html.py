"""Foreign HTML as the rich text that our editor allows: from Word, from WordPress, from anywhere."""

import html as entities
import re

from django.utils.html import escape
from django.utils.translation import gettext as _

from .targets import CellProblem

_TAGS = {"h2", "h3", "h4", "p", "br", "b", "i", "ol", "ul", "li", "a", "hr", "sup", "sub"}
_SAME = {"strong": "b", "em": "i", "h1": "h2", "h5": "h4", "h6": "h4"}
_DROPPED = {
    "script",
    "style",
    "head",
    "title",
    "xml",
    "template",
    "noscript",
    "iframe",
    "object",
    "form",
    "svg",
    "math",
}
_LINK_SCHEMES = {"http", "https", "mailto", "tel"}
# Comments hold Word's own styles and WordPress' blocks.
_COMMENT = re.compile(r"<!--.*?-->|<!\[[^>]*>|<\?xml[^>]*>", re.DOTALL)
_EMPTY = re.compile(r"<(p|h2|h3|h4|b|i|li)>(?:\s|&nbsp;|\u00a0|<br>)*</\1>")
_WITHIN = ("a", "b", "i", "sup", "sub", "li")
_TOP = re.compile(r"<(/?)(p|h2|h3|h4|ul|ol|hr)\b[^>]*>")
_BOX = re.compile(r"<(/?)(?:div|section|article|blockquote|tr|table|figure|figcaption)\b[^>]*>", re.IGNORECASE)


def is_cleaner_there():
    """Whether the package that cleans HTML is installed."""
    try:
        import nh3  # noqa: F401
    except ImportError:
        return False
    return True


def clean_body(html):
    """As `clean_html`, with the pictures still in it, each as its address and alternative text."""
    return clean_html(html, keeps_pictures=True)


def clean_html(html, *, keeps_pictures=False):
    """`html` with nothing but what our editor allows. Text without marks becomes paragraphs. "" stays "".

    Raises CellProblem without the package `nh3`: foreign HTML is never taken as it is.
    """
    if not html.strip():
        return ""
    if "<" not in html:
        return _paragraphs(html)
    try:
        import nh3
    except ImportError:
        text = _("HTML can't be cleaned: the package “nh3” is missing (after-school-partnership[imports]).")
        raise CellProblem(text) from None
    html = _COMMENT.sub("", html)
    for name, ours in _SAME.items():
        html = re.sub(rf"<(/?){name}\b[^>]*>", rf"<\1{ours}>", html, flags=re.IGNORECASE)
    html = _BOX.sub(lambda found: "</p>" if found[1] else "<p>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS | {"img"} if keeps_pictures else _TAGS,
        clean_content_tags=_DROPPED,
        attributes={"a": {"href"}, "img": {"src", "alt"}} if keeps_pictures else {"a": {"href"}},
        url_schemes=_LINK_SCHEMES | {"data", "file"} if keeps_pictures else _LINK_SCHEMES,
        attribute_filter=_safe_link if keeps_pictures else None,
        link_rel=None,
    )
    before = None
    while before != clean:
        before, clean = clean, _EMPTY.sub("", clean)
    clean = clean.strip()
    return _with_loose_text_in_paragraphs(clean)


def plain_text(html):
    """The words of some HTML in one line."""
    text = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(r"<[^>]*>", " ", _COMMENT.sub("", text))
    return " ".join(entities.unescape(text).split())


def _safe_link(tag, name, value):
    """A picture may stand in the text itself, or be named by where it lay on somebody's disk; a link may not."""
    scheme = value.strip().partition(":")[0].lower()
    return None if tag == "a" and scheme in ("data", "file") else value


def _paragraphs(text):
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f"<p>{escape(part)}</p>" for part in parts)


def _with_loose_text_in_paragraphs(clean):
    """Cleaned HTML in which what stands beside paragraphs, headings and lists is in paragraphs, too.

    WordPress kept no marks of paragraphs for fifteen years, only blank lines. Where a block stands inside of a link or
    the like nothing is changed.
    """
    parts, loose = [], []
    depth = begin = end = 0
    for found in _TOP.finditer(clean):
        is_end = bool(found[1])
        if not is_end and depth == 0:
            loose.append(clean[end : found.start()])
            parts.append(_paragraphs_of_html(loose[-1]))
            begin = found.start()
        depth += 0 if found[2] == "hr" else -1 if is_end else 1
        if depth == 0:
            end = found.end()
            parts.append(clean[begin:end])
    loose.append(clean[end:])
    parts.append(_paragraphs_of_html(loose[-1]))
    return "".join(parts) if depth == 0 and all(map(_is_whole, loose)) else clean


def _paragraphs_of_html(html):
    parts = [part.strip() for part in re.split(r"\n\s*\n", html) if part.strip()]
    if not all(map(_is_whole, parts)):
        parts = [html.strip()]
    return "".join(f"<p>{part}</p>" for part in parts)


def _is_whole(html):
    """Whether each mark within the text begins and ends in it."""
    return all(len(re.findall(rf"<{tag}\b", html)) == html.count(f"</{tag}>") for tag in _WITHIN)
