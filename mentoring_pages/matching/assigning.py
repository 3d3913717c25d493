"""The best set of pairs for many requests at once (R4, T1). Values in, values out.

Who is placed follows the order of the requests alone: nobody loses a place to one further down. The sets of requests
that can be placed together form a matroid, so taking them in order also places as many as can be placed at all. Among
all ways to place those, the one with the most points in sum is taken.

Needs numpy and scipy, the extra `matching`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy
from scipy.optimize import linear_sum_assignment

from mentoring_pages.enums import UnplacedReason, WishDirection, WishWeight

from .comparing import ALIKE, COMPARABLE, UNKNOWN
from .scoring import Asking
from .weights import Weights

NOT_KNOWN, UNLIKE, LIKE = -1, 0, 1


class Table(NamedTuple):
    """A row per request, a column per mentor: the points of each two, whether a must is missed, and whether barred."""

    points: numpy.ndarray
    missed: numpy.ndarray
    barred: numpy.ndarray

    @property
    def possible(self):
        """Which mentors each request could be given: at least one point, no must missed, not barred."""
        return (self.points > 0) & ~self.missed & ~self.barred


class Placing(NamedTuple):
    """What became of one request: the place of a mentor in the list given, with its points, or why there is none."""

    mentor: int | None
    points: int = 0
    reason: str = ""


def points_table(asking: Sequence[Asking], mentors: Sequence, weights: Weights) -> Table:
    """The points of all requests with all mentors (`reading.Candidate`), as `scoring.fit` adds them up for each two."""
    shape = (len(asking), len(mentors))
    total, missed, barred = (numpy.zeros(shape, kind) for kind in (numpy.int32, bool, bool))
    _add_topics(total, asking, mentors, weights)
    column = {mentor.program: place for place, mentor in enumerate(mentors)}
    for row, one in enumerate(asking):
        for program, rank in one.ranks.items():
            if program in column:
                total[row, column[program]] += weights.of_choice(rank)
        for program in (*one.barred, one.program):
            if program in column:
                barred[row, column[program]] = True
    for key in COMPARABLE:
        _add_fact(total, missed, key, asking, mentors, weights)
    return Table(total, missed, barred)


def place(table: Table, capacities: Sequence[int]) -> list[Placing]:
    """The best set of pairs for a table whose rows are in the order of the requests. One `Placing` per row."""
    places = numpy.asarray(capacities, dtype=numpy.int64)
    possible = table.possible & (places > 0)
    rows = _placeable(possible, places)
    given = _most_points(table.points, possible, places, rows)
    return [
        Placing(given[row], int(table.points[row, given[row]]))
        if row in given
        else Placing(None, 0, _why_not(table, row, places > 0))
        for row in range(len(table.points))
    ]


def _placeable(possible, places) -> list[int]:
    """The rows that get a place, taken in order: each row moves others about, but never out (augmenting paths)."""
    load = numpy.zeros_like(places)
    held: list[list[int]] = [[] for _mentor in places]
    given: dict[int, int] = {}
    # Mentors from whom no path leads to a free place. None ever will, so they are not looked at again.
    closed = numpy.zeros(len(places), bool)
    for row in range(len(possible)):
        seen, came = closed.copy(), {}
        end = _free_place(row, possible, load < places, seen, came, held)
        if end is None:
            closed = seen
            continue
        load[end] += 1
        while True:
            taker = came[end]
            before = given.get(taker)
            given[taker] = end
            held[end].append(taker)
            if taker == row:
                break
            held[before].remove(taker)
            end = before
    return sorted(given)


def _free_place(row, possible, free, seen, came, held):
    """A mentor with a free place that can be reached from `row`; `came` tells by whom each mentor was reached."""
    frontier = [row]
    while frontier:
        further = []
        for taker in frontier:
            new = numpy.flatnonzero(possible[taker] & ~seen)
            with_place = new[free[new]]
            if with_place.size:
                came[int(with_place[0])] = taker
                return int(with_place[0])
            seen[new] = True
            for mentor in new.tolist():
                came[mentor] = taker
                further.extend(held[mentor])
        frontier = further
    return None


def _most_points(points, possible, places, rows) -> dict[int, int]:
    """{row: mentor} for these rows, all of which can be placed, with the most points in sum."""
    if not rows:
        return {}
    # A mentor has a column for each place that somebody could want.
    wanted = numpy.minimum(places, possible[rows].sum(axis=0))
    columns = numpy.repeat(numpy.arange(len(places)), wanted)
    worth, allowed = points[numpy.ix_(rows, columns)], possible[numpy.ix_(rows, columns)]
    # One forbidden pair costs more than all points together, so the cheapest assignment has none.
    forbidden = float(worth.max(initial=0)) * len(rows) + 1
    chosen_rows, chosen = linear_sum_assignment(numpy.where(allowed, -worth.astype(float), forbidden))
    return {rows[row]: int(columns[column]) for row, column in zip(chosen_rows, chosen, strict=True)}


def _why_not(table, row, has_place) -> str:
    open_to = has_place & ~table.missed[row]
    if not has_place.any():
        return UnplacedReason.NO_PLACES
    if not open_to.any():
        return UnplacedReason.MUSTS
    if not (open_to & (table.points[row] > 0)).any():
        return UnplacedReason.NOTHING_SHARED
    if not (has_place & table.possible[row]).any():
        return UnplacedReason.DECLINED
    return UnplacedReason.TAKEN


def _add_topics(total, asking, mentors, weights):
    topics = {topic: place for place, topic in enumerate({topic for one in asking for topic in one.needs})}
    needed = numpy.zeros((len(asking), len(topics)), numpy.int32)
    known = numpy.zeros((len(topics), len(mentors)), numpy.int32)
    for row, one in enumerate(asking):
        needed[row, [topics[topic] for topic in one.needs]] = weights["topic"]
    for column, mentor in enumerate(mentors):
        known[[topics[topic] for topic in mentor.topics if topic in topics], column] = 1
    total += needed @ known


def _add_fact(total, missed, key, asking, mentors, weights):
    state = _states(key, [one.traits for one in asking], [mentor.traits for mentor in mentors])
    wishes = [next((wish for wish in one.wishes if wish.fact == key), None) for one in asking]
    wished = numpy.array([wish is not None for wish in wishes], bool)
    wanted = numpy.array(
        [LIKE if wish is None or wish.direction == WishDirection.LIKE_US else UNLIKE for wish in wishes]
    )
    must = numpy.array([wish is not None and wish.weight == WishWeight.MUST for wish in wishes], bool)
    worth = numpy.where(wished, numpy.where(must, weights["must"], weights["wish"]), weights[f"like_{key}"])
    is_met = state == wanted[:, None]
    total += numpy.where(is_met, worth[:, None], 0).astype(total.dtype)
    missed |= must[:, None] & ~is_met & (state != NOT_KNOWN)


def _states(key, mine, theirs):
    """For each two: LIKE, UNLIKE or NOT_KNOWN in one fact. Each two different values are compared once."""
    own_codes, own_values = _coded(key, mine)
    other_codes, other_values = _coded(key, theirs)
    compared = numpy.array(
        [
            [NOT_KNOWN if own in UNKNOWN or other in UNKNOWN else int(ALIKE[key](own, other)) for other in other_values]
            for own in own_values
        ],
        numpy.int8,
    )
    return compared.reshape(len(own_values), len(other_values))[numpy.ix_(own_codes, other_codes)]


def _coded(key, traits):
    codes: dict = {}
    return [codes.setdefault(getattr(one, key), len(codes)) for one in traits], list(codes)
