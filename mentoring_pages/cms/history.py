"""The history of a program, a person in it, or a pair, on their screens."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from mentoring_pages.enums import PairAct, ProgramAct
from mentoring_pages.people import name_of
from resources.dates_in_words import when_in_words

# How a record begins; without one of them it is older than its history.
FIRST_PROGRAM_ACTS = (ProgramAct.ADDED, ProgramAct.APPLIED)
FIRST_PERSON_ACTS = (ProgramAct.PERSON_CAME,)
FIRST_PAIR_ACTS = (PairAct.HELD, PairAct.BEGUN)


def history_lines(events, first_acts):
    """Who did what and when, oldest first; a record from before says that what is older was not written down."""
    events = list(events)
    lines = format_html_join("", "<p>{}: <strong>{}</strong>{}, {}</p>", (_line(event) for event in events))
    if events and events[0].act in first_acts:
        return lines
    return format_html("<p>{}</p>{}", _("What happened before histories were kept was not written down."), lines)


def _line(event):
    person = getattr(event, "person", None)
    return (
        when_in_words(event.at),
        event.get_act_display(),
        f" ({name_of(person)})" if person else "",
        name_of(event.by) if event.by_id else _("by time"),
    )
