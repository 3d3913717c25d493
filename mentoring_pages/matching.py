"""How well a mentor fits what a mentee asks for (R8-R10), fact by fact, in plain sentences. Values in, values out.

A fact that the reader may not see has no value here, so it neither moves a mentor nor appears in a sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import BudgetBand, SizeBand, WishDirection, WishWeight
from mentoring_pages.facts import can_see_fact, county_in_words

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
    "funding",
)
TOPIC_POINTS, WISH_POINTS, MUST_POINTS, LIKENESS_POINTS = 10, 4, 8, 1
NAMES_SHOWN = 3


@dataclass(frozen=True)
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
    funding: frozenset[str] = frozenset()


class Wish(NamedTuple):
    """One wish of a request: a fact's key, `WishDirection`, `WishWeight`."""

    fact: str
    direction: str
    weight: str = WishWeight.NICE


class Comparison(NamedTuple):
    """Whether two programs are alike in a fact, and that as the middle of a sentence."""

    is_alike: bool
    words: str
    asked_words: str = ""  # the same where "as you do" would come before "as you asked"


@dataclass(frozen=True)
class Fit:
    """How a mentor fits. `reasons` are sentences for the mentee; `misses` are musts that are known not to be met."""

    points: int = 0
    reasons: tuple[str, ...] = ()
    misses: tuple[str, ...] = field(default_factory=tuple)


def traits_of(program_facts, viewer) -> Traits:
    """The traits of a profile that a viewer of this level may see; `Traits()` for None."""
    if program_facts is None:
        return Traits()
    return Traits(**{key: _READ[key](program_facts) for key in COMPARABLE if can_see_fact(program_facts, key, viewer)})


def fit(
    mine: Traits, theirs: Traits, *, wishes: Iterable[Wish] = (), needs: Mapping[int, str], knows: Iterable[int]
) -> Fit:
    """How the mentor `theirs` fits the mentee `mine`.

    `needs` are the topics asked about, {id: name}; `knows` are ids of the mentor's topics.
    """
    points, reasons, misses = 0, [], []
    known = [needs[topic] for topic in needs if topic in set(knows)]
    if known:
        points += TOPIC_POINTS * len(known)
        reasons.append(_("Knows about %(topics)s.") % {"topics": _listed(known)})
    wished = {wish.fact: wish for wish in wishes}
    for key in COMPARABLE:
        comparison = compare(key, mine, theirs)
        wish = wished.get(key)
        if comparison is None:
            continue
        if wish is None:
            points += LIKENESS_POINTS * comparison.is_alike
            if comparison.is_alike and key in ("location", "population"):
                reasons.append(_sentence(comparison.words))
        elif comparison.is_alike == (wish.direction == WishDirection.LIKE_US):
            points += MUST_POINTS if wish.weight == WishWeight.MUST else WISH_POINTS
            reasons.append(
                _sentence(_("%(words)s, as you asked") % {"words": comparison.asked_words or comparison.words})
            )
        elif wish.weight == WishWeight.MUST:
            misses.append(_sentence(_("%(words)s, which is not what you asked") % {"words": comparison.words}))
    return Fit(points, tuple(reasons), tuple(misses))


def compare(key: str, mine: Traits, theirs: Traits) -> Comparison | None:
    """The two programs in one fact; None if one of them is not known."""
    own, other = getattr(mine, key), getattr(theirs, key)
    if own in (None, frozenset()) or other in (None, frozenset()):
        return None
    return _COMPARE[key](own, other)


def ranked(fits: Mapping[int, Fit]) -> list[int]:
    """Keys of mentors that fit, best first: no missed musts, at least one reason. Equal ones keep their order."""
    good = [key for key, one in fits.items() if one.reasons and not one.misses]
    return sorted(good, key=lambda key: -fits[key].points)


def _sentence(words):
    words = str(words)
    return f"{words[:1].upper()}{words[1:]}."


def _listed(names):
    """ "A, B and C"; beyond three the rest is a number."""
    names = [str(name) for name in names]
    if len(names) > NAMES_SHOWN:
        shown = ", ".join(names[:NAMES_SHOWN])
        return _("%(names)s and %(count)s more") % {"names": shown, "count": len(names) - NAMES_SHOWN}
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _compare_location(own, other):
    (region, county), (their_region, their_county) = own, other
    if county and county == their_county:
        return Comparison(True, _("same county"))
    if region and region == their_region:
        return Comparison(True, _("same region"))
    if their_county:
        return Comparison(False, _("in %(county)s") % {"county": county_in_words(their_county)})
    return Comparison(False, _("in another part of the state"))


def _compare_word(alike, unlike):
    return lambda own, other: Comparison(
        own == other, str(alike if own == other else unlike) % {"own": own, "other": other}
    )


def _compare_sets(alike, unlike, asked):
    def compared(own, other):
        shared = sorted(own & other)
        names = {"names": _listed(shared or sorted(other))}
        if not shared:
            return Comparison(False, str(unlike) % names)
        return Comparison(True, str(alike) % names, str(asked) % names)

    return compared


def _compare_rank(alike, more, less):
    def compared(own, other):
        words = alike if own == other else more if other > own else less
        return Comparison(own == other, str(words))

    return compared


def _compare_sites(own, other):
    alike = (own == 1) == (other == 1) and max(own, other) <= 2 * min(own, other)
    if alike:
        return Comparison(True, _("about as many sites as you"))
    return Comparison(False, _("more sites than you") if other > own else _("fewer sites than you"))


def _compare_years(own, other):
    if abs(own - other) <= 3:
        return Comparison(True, _("running about as long as you"))
    if other > own:
        return Comparison(False, _("%(count)s years ahead of you") % {"count": other - own})
    return Comparison(False, _("younger than you"))


_COMPARE = {
    "location": _compare_location,
    "community": _compare_word(
        gettext_lazy("in a community like yours (%(other)s)"), gettext_lazy("in another kind of community (%(other)s)")
    ),
    "population": _compare_sets(
        gettext_lazy("serves %(names)s as you do"), gettext_lazy("serves %(names)s"), gettext_lazy("serves %(names)s")
    ),
    "size": _compare_rank(
        gettext_lazy("about your size"), gettext_lazy("larger than you"), gettext_lazy("smaller than you")
    ),
    "setting": _compare_word(gettext_lazy("same setting (%(other)s)"), gettext_lazy("another setting (%(other)s)")),
    "sites": _compare_sites,
    "experience": _compare_years,
    "components": _compare_sets(
        gettext_lazy("offers %(names)s as you do"),
        gettext_lazy("offers something else: %(names)s"),
        gettext_lazy("offers %(names)s"),
    ),
    "budget": _compare_rank(
        gettext_lazy("a budget like yours"), gettext_lazy("a larger budget"), gettext_lazy("a smaller budget")
    ),
    "funding": _compare_sets(
        gettext_lazy("funded by %(names)s as you are"),
        gettext_lazy("funded differently: %(names)s"),
        gettext_lazy("funded by %(names)s"),
    ),
}


def _place(value, bands):
    return list(bands.values).index(value) if value in bands.values else None


def _location(facts):
    region = facts.region.name if facts.region_id else ""
    return (region, facts.county) if region or facts.county else None


_READ = {
    "location": _location,
    "community": lambda facts: facts.community_type.name.lower() if facts.community_type_id else None,
    "population": lambda facts: frozenset(level.name.lower() for level in facts.levels.all()),
    "size": lambda facts: _place(facts.size_band, SizeBand),
    "setting": lambda facts: facts.setting.name if facts.setting_id else None,
    "sites": lambda facts: facts.site_count,
    "experience": lambda facts: facts.experience_years,
    "components": lambda facts: frozenset(component.name.lower() for component in facts.components.all()),
    "budget": lambda facts: _place(facts.budget_band, BudgetBand),
    "funding": lambda facts: frozenset(source.name for source in facts.funding_sources.all()),
}
