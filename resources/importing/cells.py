"""The texts of cells as values, and values as texts of cells."""

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .targets import CellProblem

# What people put between the words of a list. A comma may be part of a word, so it counts only where nothing else does.
_BETWEEN = re.compile(r"[;\n|]")
_DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%Y-%m", "%Y")
# Files that one row may bring.
MAX_FILES = 30
_web_address = URLValidator(schemes=["http", "https"])


def text_cell(longest):
    """A reader of one line of text."""

    def read(text):
        text = " ".join(text.split())
        if len(text) > longest:
            raise CellProblem(_("It is longer than %(count)s characters.") % {"count": longest})
        return text

    return read


def files_cell(text):
    """Names or addresses of files, one in each line or with semicolons between them, each once."""
    found = [" ".join(part.split()) for part in _BETWEEN.split(text)]
    if len(found) > MAX_FILES:
        raise CellProblem(_("It names more than %(count)s files.") % {"count": MAX_FILES})
    return list(dict.fromkeys(name for name in found if name))


def cut_cell(longest):
    """A reader of text that may be cut at a word."""

    def read(text):
        text = " ".join(text.split())
        return text if len(text) <= longest else f"{text[: longest - 1].rsplit(' ', 1)[0]}…"

    return read


def day_cell(text):
    """A date in one of the usual forms; a year or a month stands for its first day. None for an empty cell."""
    text = text.strip().removesuffix("00:00:00").strip()
    if not text:
        return None
    if "T" in text:
        text = text.partition("T")[0]
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise CellProblem(_("“%(text)s” is no date. Write it like 2026-05-31.") % {"text": text[:40]})


def words_of(text):
    """The parts of a list in a cell."""
    parts = _BETWEEN.split(text) if _BETWEEN.search(text) else text.split(",")
    return [" ".join(part.split()) for part in parts if part.strip()]


def addresses_cell(text):
    """Web addresses, one on each line or with blanks or semicolons between."""
    found = [part for part in re.split(r"[\s;|]+", text) if part]
    for address in found:
        try:
            _web_address(address)
        except ValidationError:
            raise CellProblem(_("“%(text)s” is no web address.") % {"text": address[:80]}) from None
        if len(address) > 500:
            raise CellProblem(_("An address is longer than 500 characters."))
    return list(dict.fromkeys(found))


class Vocabulary:
    """Words of a vocabulary by name or short name, loaded once for each batch."""

    def __init__(self, model):
        self.model = model
        self._found = None

    def forget(self):
        """Load anew with the next word."""
        self._found = None

    def one(self, text):
        """The term that is meant, or `CellProblem`."""
        if self._found is None:
            terms = list(self.model.objects.all())
            self._found = {term.slug: term for term in terms} | {term.name.casefold(): term for term in terms}
        name = " ".join(text.split())
        found = self._found.get(name.casefold()) or self._found.get(slugify(name))
        if found is None:
            kind = self.model._meta.verbose_name_plural
            raise CellProblem(_("“%(text)s” is not in our %(kind)s.") % {"text": name[:60], "kind": kind})
        return found

    def one_or_none(self, text):
        """The term, or None for an empty cell."""
        return self.one(text) if text.strip() else None

    def several(self, text):
        """The terms of a list. A word with a comma in it is found as a whole first."""
        if text.strip() and not _BETWEEN.search(text):
            try:
                return [self.one(text)]
            except CellProblem:
                pass
        return list(dict.fromkeys(self.one(word) for word in words_of(text)))


def written(value):
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value)
    return str(value)
