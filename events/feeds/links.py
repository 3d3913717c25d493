"""Short addresses of narrowed feeds: what was chosen, by number, and the code that belongs to it.

The same choice of the same calendar has the same code. A renamed region keeps its number, so the address lives on.
"""

import json

from django.http import QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac

from events.calendars.filters import MULTIPLE
from events.models import FeedLink

# No vowels, so that no code is a word; nothing that looks like another letter.
LETTERS = "bcdfghjkmnpqrstvwxz"
CODE_LENGTH = 10
SWITCHES = ("cancelled", "past")
_TERMS = {"region": "regions", "group": "groups", "topic": "topics", "kind": "kinds"}
_PLAIN = ("q", "from_date", "to_date")


def choice_of(query, switches) -> dict:
    """A `CalendarQuery` and the switches that are on, as they are kept: [number, slug] for terms."""
    chosen = {}
    data = query.query(leave_out=("when",))
    for name in MULTIPLE:
        if name in data:
            terms = getattr(query.vocabularies, _TERMS[name]) if name in _TERMS else {}
            # Values that are no term, such as "statewide", have no number.
            chosen[name] = [[terms[value].pk if value in terms else None, value] for value in data.getlist(name)]
    chosen |= {name: data[name] for name in _PLAIN if name in data}
    return chosen | {name: "drop" for name in SWITCHES if name in switches}


def data_of(choice, vocabularies) -> QueryDict:
    """The choice as the query string of the long address today. A deleted term stands with its last slug."""
    data = QueryDict(mutable=True)
    for name in MULTIPLE:
        if name in choice:
            slugs = (
                {term.pk: slug for slug, term in getattr(vocabularies, _TERMS[name]).items()} if name in _TERMS else {}
            )
            data.setlist(name, [slugs.get(number, value) for number, value in choice[name]])
    for name in (*_PLAIN, *SWITCHES):
        if name in choice:
            data[name] = choice[name]
    return data


def code_of(calendar, choice) -> str:
    """The code of a choice. Nobody can tell one from another without the site's secret."""
    numbers = {
        name: sorted([number or value for number, value in kept], key=str) if name in MULTIPLE else kept
        for name, kept in choice.items()
    }
    text = json.dumps([calendar.pk, numbers], sort_keys=True)
    # The salt is part of every code in use: it stays, whatever this module is called.
    number = int.from_bytes(salted_hmac("events.feed_links", text, algorithm="sha256").digest(), "big")
    code = ""
    while len(code) < CODE_LENGTH:
        number, rest = divmod(number, len(LETTERS))
        code += LETTERS[rest]
    return code


def link_of(calendar, choice) -> FeedLink | None:
    """The short address of this choice, if somebody made it. One query."""
    return FeedLink.objects.filter(code=code_of(calendar, choice)).first()


def path_of(link) -> str:
    """The short address below the site's own."""
    return reverse("gatherings:short-feed", args=[link.code])
