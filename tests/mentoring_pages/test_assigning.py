"""The proposed set of pairs: the order decides who is placed, the points decide with whom (R4, T1)."""

from itertools import product

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_pages.enums import UnplacedReason, WishDirection, WishWeight
from mentoring_pages.matching import COMPARABLE, RULES, Traits, Weights, Wish, fit
from mentoring_pages.matching.assigning import Table, place, points_table
from mentoring_pages.matching.reading import Candidate
from mentoring_pages.matching.scoring import Asking, points

NAMES = st.frozensets(st.sampled_from(["arts", "music", "math"]), max_size=2)
SMALL = st.none() | st.integers(0, 4)
TRAITS = st.builds(
    Traits,
    location=st.none() | st.tuples(st.sampled_from(["", "North", "South"]), st.sampled_from(["", "Kane", "Pope"])),
    community=st.none() | st.sampled_from(["rural", "urban"]),
    population=NAMES,
    size=SMALL,
    setting=st.none() | st.sampled_from(["School based", "Park district"]),
    sites=st.none() | st.integers(1, 9),
    experience=st.none() | st.integers(0, 20),
    components=NAMES,
    budget=SMALL,
    accreditation=st.none() | st.booleans(),
    funding=NAMES,
)
WISHES = st.lists(
    st.builds(Wish, st.sampled_from(COMPARABLE), st.sampled_from(WishDirection), st.sampled_from(WishWeight)),
    unique_by=lambda wish: wish.fact,
    max_size=4,
)
NEEDS = st.frozensets(st.integers(1, 5), max_size=3).map(lambda topics: {topic: f"T{topic}" for topic in topics})
WEIGHTS = st.dictionaries(st.sampled_from([rule.key for rule in RULES]), st.integers(0, 30)).map(Weights)


@given(TRAITS, TRAITS, WISHES, NEEDS, st.frozensets(st.integers(1, 6)), st.none() | st.integers(1, 7), WEIGHTS)
@settings(max_examples=300, deadline=None)
def test_the_explanation_adds_up_to_the_score_however_it_is_worked_out(
    mine, theirs, wishes, needs, knows, rank, weights
):
    """Show 4: sentence by sentence, without words, and in the table of the whole board."""
    explained = fit(mine, theirs, wishes=wishes, needs=needs, knows=knows, rank=rank, weights=weights)
    of_choice = weights.of_choice(rank)
    wished = {wish.fact: wish for wish in wishes}
    alone = points(mine, theirs, wished=wished, needs=set(needs), knows=knows, weights=weights)
    asking = Asking(1, 100, mine, tuple(wishes), needs, {7: rank} if rank else {}, frozenset())
    table = points_table([asking], [Candidate(1, 7, "Heron Creek", theirs, knows, 1)], weights)

    assert explained.points == sum(part.points for part in explained.parts)
    assert all(part.words for part in explained.parts)
    assert (alone is None) == bool(explained.misses) == bool(table.missed[0, 0])
    assert explained.misses or alone + of_choice == explained.points == table.points[0, 0]


def table_of(rows):
    """A table from rows of points, in which None is a pair that breaks a must."""
    worth = numpy.array([[cell or 0 for cell in row] for row in rows], numpy.int32)
    missed = numpy.array([[cell is None for cell in row] for row in rows], bool)
    return Table(worth, missed, numpy.zeros(worth.shape, bool))


@st.composite
def small_boards(draw):
    requests, mentors = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cells = st.none() | st.integers(0, 9)
    rows = draw(st.lists(st.lists(cells, min_size=mentors, max_size=mentors), min_size=requests, max_size=requests))
    return rows, draw(st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors))


def best_by_trying_everything(rows, capacities):
    """(who is placed, in order; most points) over every set of pairs that keeps musts and capacities."""
    choices = [[None, *(column for column, cell in enumerate(row) if cell)] for row in rows]
    found = []
    for chosen in product(*choices):
        if all(chosen.count(column) <= capacity for column, capacity in enumerate(capacities)):
            worth = sum(rows[row][column] for row, column in enumerate(chosen) if column is not None)
            found.append(([column is not None for column in chosen], worth))
    return max(found)


@given(small_boards())
@settings(max_examples=300, deadline=None)
def test_the_set_is_the_best_of_all_that_trying_everything_finds(board):
    """R4: nobody loses a place to one further down; the points decide with whom. Never a must or a capacity broken."""
    rows, capacities = board

    placed = place(table_of(rows), capacities)

    mentors = [one.mentor for one in placed]
    assert all(mentors.count(column) <= capacity for column, capacity in enumerate(capacities))
    assert all(rows[row][column] for row, column in enumerate(mentors) if column is not None)
    assert ([mentor is not None for mentor in mentors], sum(one.points for one in placed)) == best_by_trying_everything(
        rows, capacities
    )


def test_the_first_in_the_order_is_placed_even_where_another_would_bring_more_points():
    """R4."""
    placed = place(table_of([[1], [50]]), [1])

    assert [(one.mentor, one.points, one.reason) for one in placed] == [(0, 1, ""), (None, 0, UnplacedReason.TAKEN)]


def test_a_request_moves_another_to_make_room_but_never_out():
    placed = place(table_of([[9, 1], [5, None]]), [1, 1])

    assert [one.mentor for one in placed] == [1, 0]


def test_a_mentor_takes_as_many_as_it_has_places():
    placed = place(table_of([[3], [3], [3]]), [2])

    assert [one.mentor for one in placed] == [0, 0, None]


@pytest.mark.parametrize(
    ("rows", "capacities", "barred", "reason"),
    [
        ([[5]], [0], False, UnplacedReason.NO_PLACES),
        ([[None]], [1], False, UnplacedReason.MUSTS),
        ([[0]], [1], False, UnplacedReason.NOTHING_SHARED),
        ([[5]], [1], True, UnplacedReason.DECLINED),
    ],
)
def test_each_reason_for_no_mentor_is_named(rows, capacities, barred, reason):
    table = table_of(rows)
    table.barred[:] = barred

    assert place(table, capacities)[0].reason == reason


def test_a_board_without_mentors_or_without_requests_is_no_error():
    nobody = points_table([], [], Weights())
    alone = points_table([Asking(1, 1, Traits(), (), {}, {}, frozenset())], [], Weights())

    assert place(nobody, []) == []
    assert [one.reason for one in place(alone, [])] == [UnplacedReason.NO_PLACES]


def test_a_program_is_never_proposed_to_itself():
    asking = Asking(1, 7, Traits(setting="School based"), (), {}, {}, frozenset())
    own = Candidate(1, 7, "Heron Creek", Traits(setting="School based"), frozenset(), 1)

    assert place(points_table([asking], [own], Weights()), [1])[0].mentor is None
