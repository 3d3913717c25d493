"""The score of a mentor for a request: points, and each of them explained. Values in, values out.

A fact that the reader may not see has no value here, so it neither moves a mentor nor appears in a sentence.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from mentoring_pages.enums import WishDirection, WishWeight

from .comparing import COMPARABLE, Traits, alike, compare, listed, sentence
from .weights import Weights


class Wish(NamedTuple):
    """One wish of a request: a fact's key, `WishDirection`, `WishWeight`."""

    fact: str
    direction: str
    weight: str = WishWeight.NICE


class Asking(NamedTuple):
    """A match request as it is compared. `ranks` are the mentors of its own list, {program: rank from 1}; `barred` are
    programs that it must not be given: they declined, or it did not work out before. `needs` are {topic id: name}.
    """

    key: int
    program: int
    traits: Traits
    wishes: tuple[Wish, ...]
    needs: dict[int, str]
    ranks: dict[int, int]
    barred: frozenset[int]


class Part(NamedTuple):
    """One reason for a mentor: the rule of the table, its points, and the reason as a sentence."""

    rule: str
    points: int
    words: str


class Fit(NamedTuple):
    """How a mentor fits. The points are the sum of the parts; `misses` are musts that are known not to be met."""

    parts: tuple[Part, ...] = ()
    misses: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(part.words for part in self.parts)


STARTING_WEIGHTS = Weights()


def fit(
    mine: Traits,
    theirs: Traits,
    *,
    wishes: Iterable[Wish] = (),
    needs: Mapping[int, str],
    knows: Iterable[int],
    rank: int | None = None,
    weights: Weights = STARTING_WEIGHTS,
) -> Fit:
    """How the mentor `theirs` fits the mentee `mine` (R8-R10, R66).

    `needs` are the topics asked about, {id: name}; `knows` are ids of the mentor's topics; `rank` is the mentor's place
    on the mentee's own list. `points` tells the same sum without the words.
    """
    parts, misses = [], []
    knows = set(knows)
    if known := [needs[topic] for topic in needs if topic in knows]:
        words = _("Knows about %(topics)s.") % {"topics": listed(known)}
        parts.append(Part("topic", weights["topic"] * len(known), words))
    if of_choice := weights.of_choice(rank):
        parts.append(Part("choice", of_choice, _("Number %(rank)s on their own list.") % {"rank": rank}))
    wished = {wish.fact: wish for wish in wishes}
    for key in COMPARABLE:
        comparison = compare(key, mine, theirs)
        if comparison is None:
            continue
        wish = wished.get(key)
        if wish is None:
            if comparison.is_alike and weights[f"like_{key}"]:
                parts.append(Part(f"like_{key}", weights[f"like_{key}"], sentence(comparison.words)))
        elif comparison.is_alike == (wish.direction == WishDirection.LIKE_US):
            words = comparison.asked_words or comparison.words
            rule = "must" if wish.weight == WishWeight.MUST else "wish"
            parts.append(Part(rule, weights[rule], sentence(_("%(words)s, as you asked") % {"words": words})))
        elif wish.weight == WishWeight.MUST:
            misses.append(sentence(_("%(words)s, which is not what you asked") % {"words": comparison.words}))
    return Fit(tuple(parts), tuple(misses))


def points(mine, theirs, *, wished: Mapping[str, Wish], needs, knows, weights: Weights) -> int | None:
    """What `fit` adds up to, without a word, for very many mentors; None where a must is missed.

    `wished` are the wishes by their fact, `needs` and `knows` sets of topic ids.
    """
    total = weights["topic"] * len(needs & knows)
    for key in COMPARABLE:
        is_alike = alike(key, mine, theirs)
        if is_alike is None:
            continue
        wish = wished.get(key)
        if wish is None:
            total += weights[f"like_{key}"] if is_alike else 0
        elif is_alike == (wish.direction == WishDirection.LIKE_US):
            total += weights["must" if wish.weight == WishWeight.MUST else "wish"]
        elif wish.weight == WishWeight.MUST:
            return None
    return total
