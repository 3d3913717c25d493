"""What the address of a library list asks for: known values in a fixed order, and a note on each that was left out.

The page and the feed read the same names, so the feed of a narrowed list is the list's own address with `feed.atom`.
"""

import re
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.enums import ItemKind
from resources.models import Audience, GradeBand, Language, ResourceKind, ResourcePage, Setting, Topic
from resources.searching import containing, printable, read_search_text, unknown_values_note

VOCABULARIES = {
    "topic": Topic,
    "kind": ResourceKind,
    "audience": Audience,
    "grade": GradeBand,
    "setting": Setting,
    "language": Language,
}
FACETS = ("kind", "topic", "audience", "grade", "setting", "format", "language", "year")
SORTS = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest first"),
    "title": gettext_lazy("By title"),
}
MAX_VALUES = 40
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)


@dataclass(frozen=True)
class Vocabularies:
    """The words of the facets. `names` is {facet: {slug: name}}, `slugs` {facet: {key: slug}} of those with a model."""

    names: dict[str, dict[str, str]]
    slugs: dict[str, dict[int, str]]

    @classmethod
    def load(cls):
        """All words, retired ones too: old addresses keep working. One query per vocabulary."""
        terms = {name: list(model.objects.values_list("pk", "slug", "name")) for name, model in VOCABULARIES.items()}
        names = {facet: {slug: name for _key, slug, name in found} for facet, found in terms.items()}
        slugs = {facet: {key: slug for key, slug, _name in found} for facet, found in terms.items()}
        return cls(names | {"format": dict(ItemKind.choices)}, slugs)


class LibraryQuery:
    """The readable part of a query string."""

    def __init__(self, data, vocabularies):
        self.vocabularies = vocabularies
        search = read_search_text(data.get("q", ""))
        self.text, self.words, self.notes = search.text, search.words, list(search.notes)
        unknown = []
        self.values = {name: self._known(name, data.getlist(name), unknown) for name in FACETS}
        if unknown:
            self.notes.append(unknown_values_note(unknown))
        self.sort = self._sort(data.get("sort", ""))

    def _known(self, name, sent, unknown):
        wanted = list(dict.fromkeys(value for value in sent[:MAX_VALUES] if value))
        known = [value for value in wanted if self._is_known(name, value)]
        unknown += [value for value in wanted if value not in known]
        return known if name == "year" else [value for value in self.vocabularies.names[name] if value in known]

    def _is_known(self, name, value):
        return bool(_YEAR.fullmatch(value)) if name == "year" else value in self.vocabularies.names[name]

    def _sort(self, sent):
        default = "relevance" if self.words else "newest"
        if sent and sent not in SORTS:
            self.notes.append(_("We cannot sort by “%(value)s”, so that was left out.") % {"value": printable(sent)})
        if sent not in SORTS or (sent == "relevance" and not self.words):
            return default
        return sent

    @cached_property
    def matches(self):
        """Condition on resources: they contain the words. Asks the search backend once, however often it is used."""
        return containing(ResourcePage, self.words)

    @property
    def is_narrowed(self):
        """Whether the list shows less than the whole library."""
        return bool(self.words or any(self.values.values()))

    @property
    def default_sort(self):
        return "relevance" if self.words else "newest"

    def label(self, name, value):
        """What people read for a value of a facet."""
        return value if name == "year" else str(self.vocabularies.names[name][value])

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
