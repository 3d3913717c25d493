"""Which programs are named in words that somebody typed, however they spell it (R104)."""

import re
import unicodedata

from mentoring_pages.models import Program

# A longer name is found within other words too: rather a program too many than one too few.
LONGEST_WHOLE = 7
_SIGNS = str.maketrans({"&": " and ", "+": " and "})
_ARTICLE = re.compile(r"^\s*the\b(?=.*\w)", re.DOTALL)


def programs_in(words):
    """Primary keys of the programs whose names stand in `words`. One query.

    Only letters and digits are compared, without accents: signs, spaces, dashes and a leading "the" make no difference.
    """
    text, starts, ends = _run_together(words)
    return {
        pk
        for pk, name in Program.objects.values_list("pk", "name")
        if _stands_in(_run_together(_ARTICLE.sub("", _folded(name)))[0], text, starts, ends)
    }


def _stands_in(name, text, starts, ends):
    if not name or len(name) > LONGEST_WHOLE:
        return bool(name) and name in text
    places = (match.start() for match in re.finditer(f"(?={re.escape(name)})", text))
    return any(place in starts and place + len(name) in ends for place in places)


def _folded(words):
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words.translate(_SIGNS)).casefold())


def _run_together(words):
    """Letters and digits alone, and where in them words begin and end."""
    text, starts, ends = "", set(), set()
    for word in re.split(r"[^\w]|_", "".join(sign for sign in _folded(words) if not unicodedata.combining(sign))):
        starts.add(len(text))
        text += "".join(filter(str.isalnum, word))
        ends.add(len(text))
    return text, starts, ends
