"""What an export says of each entry. Values only."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentoring_pages.encryption import ConfidentialText
from mentoring_pages.members.journals.rows import title_of
from mentoring_pages.models import JournalPassage
from resources.dates_in_words import short_date

AT_A_TIME = 100


@dataclass(frozen=True, repr=False)
class ExportedEntry:
    """An entry in words. `passage` is what was shared of it alone; "" for nothing."""

    title: str
    day: str
    pair: str
    readers: str
    text: str
    passage: str


def exported(entries):
    """Entries of one author, oldest first, read from the database in portions. Two queries for each hundred."""
    rows = entries.select_related("pair__mentor", "pair__mentee", "pair__cycle").order_by("written_on", "pk")
    portion = []
    for entry in rows.iterator(chunk_size=AT_A_TIME):
        portion.append(entry)
        if len(portion) == AT_A_TIME:
            yield from _in_words(portion)
            portion = []
    yield from _in_words(portion)


def _in_words(entries):
    passages = {one.entry_id: one.text for one in JournalPassage.objects.filter(entry__in=entries)} if entries else {}
    for entry in entries:
        text = entry.text if entry.is_readable else _("This entry can't be opened now: its key is missing.")
        yield ExportedEntry(
            title=title_of(entry),
            day=short_date(entry.written_on),
            pair=_("%(pair)s, %(cycle)s") % {"pair": entry.pair, "cycle": entry.pair.cycle},
            readers=entry.get_audience_display(),
            text=ConfidentialText(text.replace("\r\n", "\n").replace("\r", "\n")),
            passage=passages.get(entry.pk, ""),
        )
