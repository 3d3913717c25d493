"""Whose turn it is to host: the properties of the rotation, over any number of regions and candidates (R26)."""

import random
from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.planning.rotation import Candidate, Slot, rotate

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2027, 12, 31))
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(0, 10_000).map(str),
        name=st.sampled_from(["Aspen", "birch", "Birch", "Cedar", "Dogwood", "Ébène"]),
        last_hosted_on=st.none() | DAYS,
        has_offered=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda candidate: candidate.key,
)


def slots(*regions):
    return [Slot(str(position), region) for position, region in enumerate(regions)]


def names(turns):
    return [turn.candidate.name if turn.candidate else None for turn in turns]


@given(CANDIDATES, st.integers(1, 40))
def test_everyone_hosts_once_before_anyone_hosts_twice(candidates, count):
    turns = rotate(slots(*[1] * count), {1: candidates})

    times = Counter(turn.candidate.key for turn in turns if turn.candidate)
    most = max(times.values(), default=0)
    assert not candidates or all(times[candidate.key] >= most - 1 for candidate in candidates)


@given(CANDIDATES, st.integers(1, 40))
def test_the_rounds_are_all_alike(candidates, count):
    """Least recent first goes for the second round too: it repeats the first."""
    turns = rotate(slots(*[1] * count), {1: candidates})

    chosen = [turn.candidate for turn in turns if turn.candidate]
    first = chosen[: len(candidates)]
    assert chosen == [first[position % len(first)] for position in range(len(chosen))]


@given(CANDIDATES)
def test_who_never_hosted_comes_first_then_who_hosted_longest_ago(candidates):
    turns = rotate(slots(*[1] * len(candidates)), {1: candidates})

    for has_offered in (True, False):
        days = [turn.candidate.last_hosted_on for turn in turns if turn.candidate.has_offered is has_offered]
        assert days == sorted(days, key=lambda day: day or date.min)


@given(CANDIDATES)
def test_open_offers_come_before_everyone_else(candidates):
    turns = rotate(slots(*[1] * len(candidates)), {1: candidates})

    offered = [turn.candidate.has_offered for turn in turns]
    assert offered == sorted(offered, reverse=True)


@given(CANDIDATES, st.integers(1, 20), st.randoms())
def test_the_order_of_the_candidates_makes_no_difference(candidates, count, chance):
    mixed = list(candidates)
    chance.shuffle(mixed)

    assert rotate(slots(*[1] * count), {1: mixed}) == rotate(slots(*[1] * count), {1: candidates})


@given(st.dictionaries(st.integers(1, 4), CANDIDATES, max_size=4), st.lists(st.integers(1, 5), max_size=30))
def test_each_slot_gets_one_turn_in_its_place_from_its_own_region(found, regions):
    turns = rotate(slots(*regions), found)

    assert [turn.slot for turn in turns] == slots(*regions)
    for turn in turns:
        own = found.get(turn.slot.region, [])
        assert turn.candidate in own if own else turn.candidate is None


@given(st.dictionaries(st.integers(1, 3), CANDIDATES, max_size=3), st.lists(st.integers(1, 3), max_size=30))
def test_turns_are_counted_over_all_regions(found, regions):
    turns = rotate(slots(*regions), found)

    seen = Counter()
    for turn in turns:
        if turn.candidate:
            assert turn.earlier_turns == seen[turn.candidate.key]
            seen[turn.candidate.key] += 1


def test_a_small_example():
    """R26, as a person would do it."""
    long_ago, lately = date(2024, 3, 1), date(2026, 9, 10)
    candidates = [
        Candidate("1", "Lately", lately),
        Candidate("2", "Never, B"),
        Candidate("3", "Long ago", long_ago),
        Candidate("4", "Never, A"),
        Candidate("5", "Offers", lately, has_offered=True),
    ]
    random.Random(3).shuffle(candidates)

    turns = rotate(slots(*[7] * 7), {7: candidates})

    assert names(turns) == ["Offers", "Never, A", "Never, B", "Long ago", "Lately", "Offers", "Never, A"]
    assert [turn.earlier_turns for turn in turns] == [0, 0, 0, 0, 0, 1, 1]


def test_a_program_that_will_host_soon_waits_for_those_who_hosted_before():
    soon = Candidate("1", "A soon host", date(2027, 2, 1))
    before = Candidate("2", "Z before", date(2027, 2, 1) - timedelta(days=1))

    assert names(rotate(slots(1), {1: [soon, before]})) == ["Z before"]


def test_who_hosted_in_one_region_waits_in_the_other():
    both = Candidate("1", "Both")

    turns = rotate(slots(1, 2, 2), {1: [both], 2: [both, Candidate("2", "Zinnia")]})

    assert names(turns) == ["Both", "Zinnia", "Both"]
