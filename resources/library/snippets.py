"""Where the words of a search stand: marked in title and summary, else quoted from the text or from a file."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

LETTERS_BEFORE, LETTERS_AFTER = 80, 160
# A page may be long: what stands further back is found all the same, but not quoted.
MAX_QUOTED_FROM = 400_000

_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")


def _plain_letter(code):
    """The letter without its accent, or None if it is no small change: every letter must stay one letter."""
    plain = unicodedata.normalize("NFKD", chr(code))
    return ord(plain[0]) if len(plain) > 1 and plain[0].isascii() and plain[0].isalpha() else None


_PLAIN = {code: plain for code in range(0xC0, 0x250) if (plain := _plain_letter(code))}


@dataclass(frozen=True)
class Words:
    """The words that were searched for, as search backends take them: any ending, any accents, small or capital."""

    stems: tuple[str, ...]

    @classmethod
    def of(cls, words):
        """Of the words in `SearchText.words`."""
        plain = [word.translate(_PLAIN).casefold() for word in words]
        return cls(tuple(dict.fromkeys(_ENDING.sub("", word) for word in plain)))

    def pattern(self):
        """Finds each of the words in text without accents."""
        stems = "|".join(re.escape(stem) for stem in sorted(self.stems, key=len, reverse=True))
        return re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE)

    def missing_in(self, text):
        """The words that do not stand in `text`."""
        found = {match.group().casefold() for match in self.pattern().finditer(without_accents(text))}
        return Words(tuple(stem for stem in self.stems if not any(word.startswith(stem) for word in found)))

    def __bool__(self):
        return bool(self.stems)


@dataclass(frozen=True)
class Snippet:
    """A quotation: `where` it stands in words, and `text`, safe HTML with the words in `<mark>`."""

    where: str
    text: str


def without_accents(text):
    """`text` with as many letters, none of them with an accent."""
    return text if text.isascii() else text.translate(_PLAIN)


def marked(text, words):
    """`text`, escaped, with the words in `<mark>`."""
    if not words:
        return conditional_escape(text)
    parts, end = [], 0
    for match in words.pattern().finditer(without_accents(text)):
        parts += [conditional_escape(text[end : match.start()])]
        parts += [format_html("<mark>{}</mark>", text[match.start() : match.end()])]
        end = match.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))


def quoted(text, words, marks=None):
    """Some words of `text` around the place where most of `words` stand together; "" if none of them does.

    `marks` are the words to mark, unless it is these.
    """
    text = " ".join(unicodedata.normalize("NFC", text[:MAX_QUOTED_FROM]).split())
    plain = without_accents(text)
    places = [match.start() for match in words.pattern().finditer(plain)]
    if not places:
        return ""
    start = _best_place(plain, places, words)
    before, after = text[max(0, start - LETTERS_BEFORE) : start], text[start : start + LETTERS_AFTER]
    # Neither end within a word.
    if start > LETTERS_BEFORE:
        before = f"… {before.partition(' ')[2]}"
    if len(text) > start + LETTERS_AFTER:
        after = f"{after.rpartition(' ')[0] or after} …"
    return marked(f"{before}{after}", marks or words)


def _best_place(plain, places, words):
    """The place with most different words in what would be quoted; the first of several."""

    def different(place):
        near = plain[place : place + LETTERS_AFTER].casefold()
        return sum(stem in near for stem in words.stems)

    # A word may stand in a long file a thousand times.
    return max(places[:200], key=different)


def snippets(resources, words, file_texts):
    """{key of resource: `Snippet`} of those whose title and summary lack one of the words.

    The body is looked through before the files. `file_texts(resources)` gives {key of resource: [(name, text), ...]}
    and is asked once, only if some word stands in no title, summary or body.
    """
    found, left = {}, {}
    for resource in resources:
        missing = words.missing_in(f"{resource.title}\n{resource.summary}")
        if not missing:
            continue
        if text := quoted(body_text(resource), missing, words):
            found[resource.pk] = Snippet(_("In the text"), text)
        else:
            left[resource.pk] = missing
    texts = file_texts([resource for resource in resources if resource.pk in left]) if left else {}
    for key, missing in left.items():
        for name, text in texts.get(key, ()):
            if quotation := quoted(text, missing, words):
                found[key] = Snippet(_("In the file “%(name)s”") % {"name": name}, quotation)
                break
    return found


def body_text(page):
    """The words of a page's body, without a query: choosers of pages, pictures and files are left out."""
    stream = page.body
    children = stream.stream_block.child_blocks
    parts = [
        part
        for piece in stream.raw_data
        if piece["type"] in children
        for part in _texts(children[piece["type"]], piece["value"])
    ]
    return "\n".join(parts)


def _texts(block, value):
    if not value:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield get_text_for_indexing(value if isinstance(value, str) else value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield str(value)
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from _texts(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            # Old rows hold the bare value.
            yield from _texts(block.child_block, item["value"] if isinstance(item, dict) and "value" in item else item)
