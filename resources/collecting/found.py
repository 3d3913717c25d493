"""What an editor is told of a collection while composing it: how much it finds, the first rows, and why it is empty."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import collected_keys, rows_of
from .queries import SavedQuery

FIRST_ROWS = 5


@dataclass(frozen=True)
class Found:
    """`count_text` is a whole sentence, `notes` say what stands in the way, `rows` are the first that visitors see."""

    count_text: str
    notes: list[str] = field(default_factory=list)
    rows: list = field(default_factory=list)


def found_by(collection) -> Found:
    """Look through the pages for a collection as it stands in the form, saved or not.

    A fixed number of queries for one that finds something; an empty one costs two more for each criterion.
    """
    keys = collected_keys(collection)
    query = SavedQuery.of(collection)
    rows = rows_of(keys[:FIRST_ROWS])
    if keys:
        text = ngettext("It shows %(count)s page.", "It shows %(count)s pages.", len(keys)) % {"count": len(keys)}
        return Found(text, _limit_notes(query) + _deaf_notes(query), rows)
    return Found(_("It shows no page yet."), _reasons(collection, query))


def _limit_notes(query):
    total = query.count()
    if total <= query.limit:
        return []
    text = _("The saved query finds %(total)s pages. “At most” cuts them off after %(limit)s.")
    return [text % {"total": total, "limit": query.limit}]


def _deaf_notes(query):
    """Kinds of page that one criterion shuts out as a whole, while others are found."""
    if len(query.sources) < 2:
        return []
    notes = []
    for source in query.sources:
        of_kind = SavedQuery((source,), query.conditions)
        if not of_kind.pages().exists():
            notes.append(_("No page among “%(kind)s” meets all criteria.") % {"kind": source.label})
    return notes


def _reasons(collection, query):
    if not query.sources:
        if collection.picks.all():
            return [_("None of the pages picked by hand is published for everyone.")]
        return [_("Pick pages by hand, or choose a type of content to look for.")]
    if not any(source.queryset().exists() for source in query.sources):
        kinds = ", ".join(str(source.label) for source in query.sources)
        return [_("There is no published page of this type yet: %(kinds)s.") % {"kinds": kinds}]
    culprits = []
    for condition in query.conditions:
        left = query.count(without=condition)
        if left:
            text = ngettext(
                "“%(criterion)s” leaves nothing over. Without it, %(count)s page would be found.",
                "“%(criterion)s” leaves nothing over. Without it, %(count)s pages would be found.",
                left,
            )
            culprits.append(text % {"criterion": condition.label, "count": left})
    return culprits or [_("No page meets all of the criteria, and leaving one of them out would not be enough.")]
