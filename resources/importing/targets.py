"""What an import can make: apps register a target for a kind of page, and its columns serve the export too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


class CellProblem(Exception):
    """A value that can't be used; `message` is a sentence for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Column:
    """A column of a target. `read(text)` gives the value or raises `CellProblem`; `write(page)` gives the text.

    `names` are headings that other systems use; they are recognised, whatever their capitals. `differs(page, value)` is
    for values whose texts do not tell, such as one moment in two time zones.
    """

    key: str
    label: Any
    read: Callable[[str], Any]
    write: Callable[[Any], Any]
    names: tuple[str, ...] = ()
    help_text: Any = ""
    is_required: bool = False
    differs: Callable[[Any, Any], bool] | None = None


@dataclass(frozen=True)
class Target:
    """A kind of page. `parents()` are pages that may hold it; `apply(page, values)` sets what was read.

    `columns()` starts afresh with each batch, so that vocabularies are loaded once. `likeness()` gives a function
    that finds the number of a page, wherever it stands, which seems to be the same thing, or None. `live()` are all
    pages in the order of an export; `related` is fetched with them.
    """

    key: str
    label: Any
    model: Callable[[], type]
    columns: Callable[[], list[Column]]
    parents: Callable[[], Any]
    apply: Callable[[Any, dict], None]
    likeness: Callable[[], Callable[[dict], Any]]
    live: Callable[[], Any]
    brings_files: bool = False
    related: tuple[str, ...] = field(default=())
    order: int = 50


ID_NAMES = ("id", "identifier", "uid", "guid", "key", "external id")
_targets: dict[str, Target] = {}


def register_import_target(target):
    """Offer a kind of page to imports and exports. The same key again replaces it."""
    _targets[target.key] = target


def import_targets():
    """{key: Target}, lower `order` first."""
    return dict(sorted(_targets.items(), key=lambda pair: pair[1].order))


def common_columns():
    """What all targets have beside their own: the identity, and the address that it had before."""
    return [
        Column(
            "id",
            _("ID"),
            lambda text: text[:500],
            lambda page: str(page.translation_key),
            ID_NAMES,
            _("By it a row is found again: importing it a second time updates the page."),
        ),
        Column(
            "old_address",
            _("Old address"),
            lambda text: text,
            lambda page: page.get_url() or "",
            ("link", "old url", "permalink", "@id", "path"),
            _("Readers who come to this address are led to the new page."),
        ),
    ]
