"""What a page says, cut into pieces that can be checked: headings, links, pictures and running text, in their order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BREAKS = (*_HEADINGS, "p", "li", "br", "hr", "tr", "td")


@dataclass
class Pieces:
    """All that was found; `pictures` are (title, alternative text, whether it is decorative)."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str, bool]] = field(default_factory=list)
    text: str = ""


def pieces_of(page):
    """The `Pieces` of a page's rich text and blocks."""
    pieces = Pieces()
    for one in page._meta.concrete_fields:
        value = getattr(page, one.attname)
        if isinstance(one, StreamField) and value:
            _read_block(value.stream_block, value, pieces)
        elif isinstance(one, RichTextField) and value:
            read_html(value, pieces)
    return pieces


def read_html(html, pieces):
    """Add what a piece of rich text holds."""
    reader = _Reader(pieces)
    reader.feed(html)
    reader.close()
    pieces.text += reader.text + "\n"


class _Reader(HTMLParser):
    def __init__(self, pieces):
        super().__init__()
        self._pieces, self._open, self.text = pieces, {}, ""

    def handle_starttag(self, tag, attrs):
        if tag in _BREAKS:
            self.text += "\n"
        if tag == "a" or tag in _HEADINGS:
            self._open[tag] = ""

    def handle_endtag(self, tag):
        if tag in _BREAKS:
            self.text += "\n"
        said = self._open.pop(tag, None)
        if said is None:
            return
        said = " ".join(said.split())
        if tag == "a":
            self._pieces.links.append(said)
        else:
            self._pieces.headings.append((int(tag[1]), said))

    def handle_data(self, data):
        self.text += data
        for tag in self._open:
            self._open[tag] += data


def _read_block(block, value, pieces):
    if value is None or value == "":
        return
    if isinstance(block, ImageBlock):
        alt = getattr(value, "contextual_alt_text", "") or ""
        pieces.pictures.append((value.title, alt.strip(), bool(getattr(value, "decorative", False))))
    elif isinstance(block, blocks.RichTextBlock):
        read_html(value.source, pieces)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            _read_block(child.block, child.value, pieces)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            _read_block(child.block, child.value, pieces)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            if name == "button" and value.get(name):
                pieces.links.append(str(capfirst(value.get(name))))
            _read_block(child_block, value.get(name), pieces)
