"""Words that people type into a search box, made safe for every search backend, and the pages that contain them."""

import re
import unicodedata
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.search.query import And, Or, PlainText

from .inflections import forms_of
from .key_lists import among, keys_of

MAX_LENGTH = 200
MAX_WORDS = 12
# Most pages that a search engine outside the database is asked for.
MAX_MATCHES = 5_000

_ENDING = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}](?=\w{1,2}\b)\w+")
_WORD = re.compile(r"\w+")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True)
class SearchText:
    """`text` is what to show in the box again, `words` what is searched for, `notes` what was left out and why."""

    text: str = ""
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.words)


def read_search_text(sent):
    """The searchable part of what was sent, at most 200 characters and 12 words.

    Only letters and digits reach the search backend: a lone quotation mark or NUL is an error to the SQLite backend
    (wagtail #13227).
    """
    text = " ".join(_NOT_TEXT.sub(" ", unicodedata.normalize("NFC", sent or "")).split())
    notes = []
    if len(text) > MAX_LENGTH:
        notes.append(_("Your search was long. We used its first %(count)s characters.") % {"count": MAX_LENGTH})
        text = text[:MAX_LENGTH].rstrip()
    words = _WORD.findall(_ENDING.sub("", text).replace("_", " "))
    if text and not words:
        notes.append(_("Your search has no letters or numbers in it, so it was left out."))
        text = ""
    if len(words) > MAX_WORDS:
        notes.append(_("Your search has many words. We used the first %(count)s.") % {"count": MAX_WORDS})
    return SearchText(text, words[:MAX_WORDS], notes)


def printable(sent):
    """What was sent, short and without control characters, to be named in a note."""
    return _NOT_TEXT.sub("", sent)[:60]


def is_plain_text(sent, at_most):
    """Whether what was sent is a line of text that a database takes: no control characters, not too long."""
    return len(sent) <= at_most and not _NOT_TEXT.search(sent)


def unknown_values_note(values):
    """One sentence on filter values that nobody knows; at most three are named."""
    named = ", ".join(_("“%(value)s”") % {"value": printable(value)} for value in values[:3])
    if len(values) > 3:
        named = _("%(values)s and others") % {"values": named}
    text = ngettext(
        "We do not know %(values)s, so this filter was left out.",
        "We do not know %(values)s, so these filters were left out.",
        len(values),
    )
    return text % {"values": named}


def containing(model, words):
    """Condition on `model`'s rows: they are among `keys_containing`. The search backend is asked at once."""
    return among(keys_containing(model, words))


def keys_containing(model, words):
    """Keys of `model`'s rows with all words in the indexed text, or whose title has words that begin like them.

    Two queries, so that counts and lists over the same words need not ask again. Search engines outside the database
    are asked for 5,000 matches at most.
    """
    found = model.objects.order_by().search(_query(words), operator="and", order_by_relevance=False)
    if connection.vendor == "postgresql" and _is_in_database(found):
        from .postgres_search import keys_with

        return keys_with(model, words, found.backend)
    return _keys(found) | _keys_beginning_like(model, words)


def beginning_like(model, words):
    """Condition on `model`'s rows: all words begin a word of the title. Asks the search backend at once."""
    return among(_keys_beginning_like(model, words))


def _keys_beginning_like(model, words):
    return _keys(model.objects.order_by().autocomplete(" ".join(words), operator="and", order_by_relevance=False))


def _query(words):
    """Each of the words. The index of SQLite knows words only as they were written, so it is asked for their forms."""
    if connection.vendor != "sqlite":
        return " ".join(words)
    return And([Or([PlainText(form) for form in forms_of(word)]) for word in words])


def _is_in_database(results):
    return hasattr(results, "get_queryset")


def _keys(results):
    if not _is_in_database(results):
        return {page.pk for page in results[:MAX_MATCHES]}
    return keys_of(results.get_queryset())


def by_relevance(queryset, words, *tie_break):
    """Pages with most of the words in their title first, then by `tie_break`. One number for all search backends."""
    rank = Value(0, output_field=IntegerField())
    for word in words:
        rank = rank + Case(When(title__icontains=word, then=1), default=0, output_field=IntegerField())
    return queryset.alias(words_in_title=rank).order_by("-words_in_title", *tie_break)
