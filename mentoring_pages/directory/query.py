"""The readable part of a directory's address: known values in a fixed order, and a note on each that was left out."""

import re

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import AroundForm
from .words import FACETS

SORTS = {
    "best": gettext_lazy("Best match"),
    "distance": gettext_lazy("Nearest"),
    "name": gettext_lazy("Name"),
    "experience": gettext_lazy("Longest running"),
    # When the program last changed its page: what pairs do is nobody else's business.
    "active": gettext_lazy("Recently active"),
    "newest": gettext_lazy("Newest here"),
}
VIEWS = ("list", "map")
MAX_TEXT = 200
MAX_VALUES = 60
# Mentors that can be compared side by side.
MAX_COMPARED = 4
# What an address may still say that narrows nothing.
_ALL = {"availability": "all"}
# What is no filter: how the list is shown, and what is kept to be compared.
NOT_NARROWING = ("sort", "view", "m")
_NOT_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_SLUG = re.compile(r"[-\w]{1,255}")


class DirectoryQuery:
    """What an address asks for. Whatever is unknown or broken is left out and named in `notes`; nothing here fails.

    `place` is where the ZIP code lies (latitude, longitude), `miles` the distance asked for, None for any; `compared`
    are slugs of mentors to compare, who may no longer be there.
    """

    def __init__(self, data, vocabularies):
        self.vocabularies = vocabularies
        self.notes = []
        self.values = {name: self._known(name, data.getlist(name)) for name in FACETS}
        self.text = self._text(data.get("q", ""))
        self.form = AroundForm(data)
        self._read_form()
        self.compared = compared_slugs(data, self.notes)
        self.sort = self._one_of(data, "sort", SORTS, self.default_sort)
        if (self.sort == "best" and not self.text) or (self.sort == "distance" and not self.place):
            self.sort = self.default_sort
        self.view = self._one_of(data, "view", VIEWS, "list")

    def _read_form(self):
        """A broken value says so beside its field; on phones the fields are behind a button, so above the list too."""
        self.form.full_clean()
        cleaned = self.form.cleaned_data
        self.place = self.form.place
        self.zip_code = cleaned.get("zip", "") if self.place else ""
        self.miles = cleaned.get("miles") if self.place else None
        self.age = cleaned.get("age")
        for errors in self.form.errors.values():
            self.notes += errors

    def _known(self, name, sent):
        choices = self.vocabularies.choices(name)
        wanted = [value for value in sent[:MAX_VALUES] if value and value != _ALL.get(name)]
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
        self.notes.append(_("We do not know “%(value)s”, so it was left out.") % {"value": shown_value(value)})

    def _text(self, sent):
        text = " ".join(_NOT_TEXT.sub(" ", sent).split())
        if len(text) > MAX_TEXT:
            self.notes.append(_("Your search was long. We used its first %(count)s characters.") % {"count": MAX_TEXT})
        return text[:MAX_TEXT].strip()

    @property
    def default_sort(self):
        return "best" if self.text else "distance" if self.place else "name"

    @property
    def is_narrowed(self):
        """Whether anything is chosen that makes the list shorter."""
        return bool(any(self.values.values()) or self.text or self.age is not None or self.miles)

    @property
    def everything(self):
        """The names of all parts but the mentors to compare, for `leave_out`."""
        return ("q", *FACETS, "zip", "miles", "age", "sort", "view")

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
        defaults = {"zip": "", "miles": None, "age": None, "sort": self.default_sort, "view": "list"}
        found = vars(self) | {"zip": self.zip_code}
        for name, default in defaults.items():
            if found[name] != default and name not in leave_out and not (name == "miles" and "zip" in leave_out):
                data[name] = found[name]
        if self.compared and "m" not in leave_out:
            data.setlist("m", self.compared)
        for name, value in changes.items():
            if value is None:
                data.pop(name, None)
            elif isinstance(value, list):
                data.setlist(name, value)
            else:
                data[name] = value
        return data

    def filters(self, leave_out=()):
        """The part of `data` that makes the list shorter."""
        data = self.data(leave_out=(*leave_out, *NOT_NARROWING))
        if self.miles is None:
            data.pop("zip", None)
        return data

    def address(self, path, **kwargs):
        """`path` with this query, changed as in `data`."""
        encoded = self.data(**kwargs).urlencode()
        return f"{path}?{encoded}" if encoded else path


def compared_slugs(data, notes):
    """The first four slugs after `m`, each once; a note if there are more. What is no slug is nobody's."""
    slugs = list(dict.fromkeys(slug for slug in data.getlist("m")[:MAX_VALUES] if _SLUG.fullmatch(slug)))
    if len(slugs) > MAX_COMPARED:
        notes.append(
            _("You can compare up to %(count)s mentors at a time, so the first %(count)s are kept.")
            % {"count": MAX_COMPARED}
        )
    return slugs[:MAX_COMPARED]


def shown_value(value):
    """Something typed into an address, short and without signs that are no text."""
    return _NOT_TEXT.sub(" ", value[:60])
