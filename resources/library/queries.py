"""What the address of a library list asks for: known values in a fixed order, and a note on each that was left out.

The page and the feed read the same names, so the feed of a narrowed list is the list's own address with `feed.atom`.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.enums import AccessibilityStatus, ItemKind, LibraryFacetName
from resources.models import Audience, GradeBand, Language, Licence, ResourceKind, ResourcePage, Setting, Topic
from resources.searching import is_plain_text, keys_containing, printable, read_search_text, unknown_values_note

VOCABULARIES = {
    "topic": Topic,
    "kind": ResourceKind,
    "audience": Audience,
    "grade": GradeBand,
    "setting": Setting,
    "language": Language,
    "licence": Licence,
}
FIXED_WORDS = {"format": ItemKind, "accessibility": AccessibilityStatus}
# The order within addresses; beside the list they stand in the editor's order.
FACETS = tuple(LibraryFacetName.values)
SORTS = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest first"),
    "title": gettext_lazy("By title"),
    "used": gettext_lazy("Most used"),
}
MAX_VALUES = 40
_MAX_NAME = 160
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)


@dataclass(frozen=True)
class Vocabularies:
    """The words of the facets. `names` is {facet: {slug: name}}, `slugs` {facet: {key: slug}} of those with a model."""

    names: dict[str, dict[str, str]]
    slugs: dict[str, dict[int, str]]

    @classmethod
    def load(cls, facets=FACETS):
        """The words of `facets`, retired ones too: old addresses keep working. One query per vocabulary."""
        wanted = {name: model for name, model in VOCABULARIES.items() if name in facets}
        terms = {name: list(model.objects.values_list("pk", "slug", "name")) for name, model in wanted.items()}
        names = {facet: {slug: name for _key, slug, name in found} for facet, found in terms.items()}
        slugs = {facet: {key: slug for key, slug, _name in found} for facet, found in terms.items()}
        return cls(names | {name: dict(words.choices) for name, words in FIXED_WORDS.items()}, slugs)


class LibraryQuery:
    """The readable part of a query string: of every facet, also of one that the library does not show.

    An editor who takes a filter out of the panel must not change what saved addresses, feeds and alerts give.
    """

    @classmethod
    def read(cls, data, shown=()):
        """The query of `data`, with the words of the facets that it names and of those that are `shown`."""
        return cls(data, Vocabularies.load({*shown, *data}))

    def __init__(self, data, vocabularies):
        self.vocabularies = vocabularies
        search = read_search_text(data.get("q", ""))
        self.text, self.words, self.notes = search.text, search.words, list(search.notes)
        unknown = []
        self.values = {name: self._known(name, data.getlist(name), unknown) for name in FACETS}
        # Filters of which no word is known any more; nothing meets them.
        self.lost = [name for name in FACETS if any(data.getlist(name)) and not self.values[name]]
        if unknown:
            self.notes.append(unknown_values_note(unknown))
        self.sort = self._sort(data.get("sort", ""))

    def _known(self, name, sent, unknown):
        wanted = list(dict.fromkeys(unicodedata.normalize("NFC", value) for value in sent[:MAX_VALUES] if value))
        known = [value for value in wanted if self._is_known(name, value)]
        unknown += [value for value in wanted if value not in known]
        if name in ("year", "publisher") or not known:
            return known
        return [value for value in self.vocabularies.names[name] if value in known]

    def _is_known(self, name, value):
        if name == "year":
            return bool(_YEAR.fullmatch(value))
        # Who publishes is in no vocabulary. Looking the name up would tell the publishers of drafts.
        return is_plain_text(value, _MAX_NAME) if name == "publisher" else value in self.vocabularies.names[name]

    def _sort(self, sent):
        default = "relevance" if self.words else "newest"
        if sent and sent not in SORTS:
            self.notes.append(_("We cannot sort by “%(value)s”, so that was left out.") % {"value": printable(sent)})
        if sent not in SORTS or (sent == "relevance" and not self.words):
            return default
        return sent

    @cached_property
    def matches(self):
        """Keys of the resources that contain the words. Asks the search backend once, however often it is used."""
        return keys_containing(ResourcePage, self.words)

    @property
    def is_narrowed(self):
        """Whether the list shows less than the whole library."""
        return bool(self.words or any(self.values.values()))

    @property
    def default_sort(self):
        return "relevance" if self.words else "newest"

    def label(self, name, value):
        """What people read for a value of a facet."""
        return value if name in ("year", "publisher") else str(self.vocabularies.names[name][value])

    def query(self, *, leave_out=(), **changes):
        """A `QueryDict` in the fixed order. `leave_out` names parameters, or (facet, value) pairs, to drop."""
        data = QueryDict(mutable=True)
        if self.text and "q" not in leave_out:
            data["q"] = self.text
        for name in FACETS:
            kept = [value for value in self.values[name] if (name, value) not in leave_out and name not in leave_out]
            if kept:
                data.setlist(name, kept)
        if self.sort != self.default_sort and "sort" not in leave_out:
            data["sort"] = self.sort
        for name, value in changes.items():
            data[name] = value
        return data

    def pairs(self, *, leave_out=()):
        """The same as (name, value) pairs, for hidden fields of a form."""
        return [(name, value) for name, values in self.query(leave_out=leave_out).lists() for value in values]

    def labels(self):
        """Names of everything chosen, for titles of pages and feeds."""
        words = [_("“%(text)s”") % {"text": self.text}] if self.text else []
        return words + [self.label(name, value) for name in FACETS for value in self.values[name]]
