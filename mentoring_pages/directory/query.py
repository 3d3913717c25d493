"""The readable part of a directory's address: known values in a fixed order, and a note on each that was left out."""

import re
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Region
from mentoring_pages.enums import SizeBand
from mentoring_pages.models import CommunityType, Component, Level
from resources.models import Setting, Topic

# The facets, in the order in which the panel shows them; each but topics with the fact (R11) it reads.
FACETS = {
    "topic": None,
    "region": "location",
    "setting": "setting",
    "level": "population",
    "size": "size",
    "community": "community",
    "component": "components",
}
AVAILABILITIES = {"open": gettext_lazy("Takes requests now"), "all": gettext_lazy("All mentors")}
SORTS = {
    "best": gettext_lazy("Best match"),
    "name": gettext_lazy("Name"),
    "newest": gettext_lazy("Newest here"),
    "experience": gettext_lazy("Longest running"),
}
VIEWS = ("list", "map")
MAX_TEXT = 200
MAX_VALUES = 60
_NOT_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass
class Vocabularies:
    """Words of the facets by slug, retired ones too: old addresses keep working. Six queries to load.

    `terms` is {facet: {slug: name}}, `slugs` {facet: {key: slug}} of the facets with a model.
    """

    terms: dict[str, dict[str, str]] = field(default_factory=dict)
    slugs: dict[str, dict[int, str]] = field(default_factory=dict)

    @classmethod
    def load(cls):
        models = {
            "topic": Topic,
            "region": Region,
            "setting": Setting,
            "level": Level,
            "community": CommunityType,
            "component": Component,
        }
        found = {name: list(model.objects.values_list("pk", "slug", "name")) for name, model in models.items()}
        terms = {facet: {slug: name for _key, slug, name in rows} for facet, rows in found.items()}
        terms["size"] = {value: str(label) for value, label in SizeBand.choices}
        return cls(terms, {facet: {key: slug for key, slug, _name in rows} for facet, rows in found.items()})

    def choices(self, name):
        """{value: label} of a facet."""
        return self.terms.get(name, {})


class DirectoryQuery:
    """What an address asks for. Whatever is unknown or broken is left out and named in `notes`; nothing here fails."""

    def __init__(self, data, vocabularies):
        self.vocabularies = vocabularies
        self.notes = []
        self.values = {name: self._known(name, data.getlist(name)) for name in FACETS}
        self.text = self._text(data.get("q", ""))
        self.availability = self._one_of(data, "availability", AVAILABILITIES, "all")
        self.sort = self._one_of(data, "sort", SORTS, self.default_sort)
        if self.sort == "best" and not self.text:
            self.sort = "name"
        self.view = self._one_of(data, "view", VIEWS, "list")

    def _known(self, name, sent):
        choices = self.vocabularies.choices(name)
        wanted = [value for value in sent[:MAX_VALUES] if value]
        for value in dict.fromkeys(wanted):
            if value not in choices:
                self._note_unknown(value)
        return [value for value in choices if value in wanted]

    def _one_of(self, data, name, known, default):
        value = data.get(name, "")
        if value in known:
            return value
        if value:
            self._note_unknown(value)
        return default

    def _note_unknown(self, value):
        shown = _NOT_TEXT.sub(" ", value[:60])
        self.notes.append(_("We do not know “%(value)s”, so it was left out.") % {"value": shown})

    def _text(self, sent):
        text = " ".join(_NOT_TEXT.sub(" ", sent).split())
        if len(text) > MAX_TEXT:
            self.notes.append(_("Your search was long. We used its first %(count)s characters.") % {"count": MAX_TEXT})
        return text[:MAX_TEXT].strip()

    @property
    def default_sort(self):
        return "best" if self.text else "name"

    @property
    def is_narrowed(self):
        """Whether anything is chosen that makes the list shorter."""
        return bool(any(self.values.values()) or self.text or self.availability != "all")

    @cached_property
    def words(self):
        """Up to ten words to look for."""
        return self.text.split()[:10]

    def data(self, *, leave_out=(), **changes):
        """A `QueryDict` in the fixed order, defaults left away. `leave_out` names parts, or (facet, value) pairs."""
        data = QueryDict(mutable=True)
        if self.text and "q" not in leave_out:
            data["q"] = self.text
        for name, values in self.values.items():
            kept = [value for value in values if (name, value) not in leave_out]
            if kept and name not in leave_out:
                data.setlist(name, kept)
        defaults = {"availability": "all", "sort": self.default_sort, "view": "list"}
        for name, default in defaults.items():
            value = getattr(self, name)
            if value != default and name not in leave_out:
                data[name] = value
        for name, value in changes.items():
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value
        return data

    def address(self, path, **kwargs):
        """`path` with this query, changed as in `data`."""
        encoded = self.data(**kwargs).urlencode()
        return f"{path}?{encoded}" if encoded else path
