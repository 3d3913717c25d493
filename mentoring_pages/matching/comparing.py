"""Whether two programs are alike in a fact, and that in words. Values in, values out."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.facts import county_in_words

# Facts that can be compared; the others are read by people.
COMPARABLE = (
    "location",
    "community",
    "population",
    "size",
    "setting",
    "sites",
    "experience",
    "components",
    "budget",
    "accreditation",
    "funding",
)
NAMES_SHOWN = 3
ALIKE_YEARS = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a program. None or empty: not known, or not for this reader."""

    location: tuple[str, str] | None = None  # region, county
    community: str | None = None
    population: frozenset[str] = frozenset()  # levels
    size: int | None = None  # place of the band
    setting: str | None = None
    sites: int | None = None
    experience: int | None = None  # years
    components: frozenset[str] = frozenset()
    budget: int | None = None  # place of the band
    accreditation: bool | None = None  # whether one is told of
    funding: frozenset[str] = frozenset()


class Comparison(NamedTuple):
    """Whether two programs are alike in a fact, and that as the middle of a sentence."""

    is_alike: bool
    words: str
    asked_words: str = ""  # the same where "as you do" would come before "as you asked"


UNKNOWN = (None, frozenset())


def alike(key: str, mine: Traits, theirs: Traits) -> bool | None:
    """Whether the two are alike in one fact; None if one of them is not known."""
    own, other = getattr(mine, key), getattr(theirs, key)
    if own in UNKNOWN or other in UNKNOWN:
        return None
    return ALIKE[key](own, other)


def compare(key: str, mine: Traits, theirs: Traits) -> Comparison | None:
    """The two programs in one fact; None if one of them is not known."""
    is_alike = alike(key, mine, theirs)
    if is_alike is None:
        return None
    return Comparison(is_alike, *_WORDS[key](is_alike, getattr(mine, key), getattr(theirs, key)))


def sentence(words) -> str:
    """ "same county" as "Same county."."""
    words = str(words)
    return f"{words[:1].upper()}{words[1:]}."


def listed(names) -> str:
    """ "A, B and C"; beyond three the rest is a number."""
    names = [str(name) for name in names]
    if len(names) > NAMES_SHOWN:
        shown = ", ".join(names[:NAMES_SHOWN])
        return _("%(names)s and %(count)s more") % {"names": shown, "count": len(names) - NAMES_SHOWN}
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


# --- Alike or not: a known value of each program ---


def _same_county_or_region(own, other):
    (region, county), (their_region, their_county) = own, other
    return bool(county and county == their_county) or bool(region and region == their_region)


def _same(own, other):
    return own == other


def _share_one(own, other):
    return not own.isdisjoint(other)


def _about_as_many_sites(own, other):
    return (own == 1) == (other == 1) and max(own, other) <= 2 * min(own, other)


def _about_as_long(own, other):
    return abs(own - other) <= ALIKE_YEARS


ALIKE = {
    "location": _same_county_or_region,
    "community": _same,
    "population": _share_one,
    "size": _same,
    "setting": _same,
    "sites": _about_as_many_sites,
    "experience": _about_as_long,
    "components": _share_one,
    "budget": _same,
    "accreditation": _same,
    "funding": _share_one,
}

# --- In words: (words,) or (words, asked words) ---


def _location_words(is_alike, own, other):
    their_county = other[1]
    if is_alike:
        return (_("same county") if their_county and own[1] == their_county else _("same region"),)
    if their_county:
        return (_("in %(county)s") % {"county": county_in_words(their_county)},)
    return (_("in another part of the state"),)


def _words_for_one(alike_words, unlike_words):
    return lambda is_alike, own, other: (str(alike_words if is_alike else unlike_words) % {"other": other},)


def _words_for_several(alike_words, unlike_words, asked_words):
    def words(is_alike, own, other):
        if not is_alike:
            return (str(unlike_words) % {"names": listed(sorted(other))},)
        names = {"names": listed(sorted(own & other))}
        return (str(alike_words) % names, str(asked_words) % names)

    return words


def _words_for_rank(alike_words, more, less):
    return lambda is_alike, own, other: (str(alike_words if is_alike else more if other > own else less),)


def _accreditation_words(is_alike, own, other):
    if not other:
        told = _("tells of no license or accreditation")
        return (_("tells of no license or accreditation, as you do"), told) if is_alike else (told,)
    told = _("tells of a license or accreditation")
    return (_("tells of a license or accreditation, as you do"), told) if is_alike else (told,)


def _years_words(is_alike, own, other):
    if is_alike:
        return (_("running about as long as you"),)
    if other > own:
        return (_("%(count)s years ahead of you") % {"count": other - own},)
    return (_("younger than you"),)


_WORDS = {
    "location": _location_words,
    "community": _words_for_one(
        gettext_lazy("in a community like yours (%(other)s)"), gettext_lazy("in another kind of community (%(other)s)")
    ),
    "population": _words_for_several(
        gettext_lazy("serves %(names)s as you do"), gettext_lazy("serves %(names)s"), gettext_lazy("serves %(names)s")
    ),
    "size": _words_for_rank(
        gettext_lazy("about your size"), gettext_lazy("larger than you"), gettext_lazy("smaller than you")
    ),
    "setting": _words_for_one(gettext_lazy("same setting (%(other)s)"), gettext_lazy("another setting (%(other)s)")),
    "sites": _words_for_rank(
        gettext_lazy("about as many sites as you"),
        gettext_lazy("more sites than you"),
        gettext_lazy("fewer sites than you"),
    ),
    "experience": _years_words,
    "components": _words_for_several(
        gettext_lazy("offers %(names)s as you do"),
        gettext_lazy("offers something else: %(names)s"),
        gettext_lazy("offers %(names)s"),
    ),
    "budget": _words_for_rank(
        gettext_lazy("a budget like yours"), gettext_lazy("a larger budget"), gettext_lazy("a smaller budget")
    ),
    "accreditation": _accreditation_words,
    "funding": _words_for_several(
        gettext_lazy("funded by %(names)s as you are"),
        gettext_lazy("funded differently: %(names)s"),
        gettext_lazy("funded by %(names)s"),
    ),
}
