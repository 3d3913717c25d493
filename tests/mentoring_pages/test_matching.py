"""How a mentor fits, in words: values in, sentences out (R8, R9, R10)."""

import pytest

from mentoring_pages.enums import Visibility
from mentoring_pages.facts import Viewer
from mentoring_pages.matching import COMPARABLE, Fit, Part, Traits, Wish, compare, fit, ranked, traits_of
from mentoring_pages.models import MenteeProfile

MINE = Traits(
    location=("Kane region", "Kane"),
    community="rural",
    population=frozenset({"middle"}),
    size=1,
    setting="School based",
    sites=2,
    experience=4,
    components=frozenset({"arts"}),
    budget=1,
    funding=frozenset({"United Way"}),
)


def their(**traits):
    return Traits(**traits)


def fitted(theirs, wishes=(), needs=None, knows=()):
    return fit(MINE, theirs, wishes=wishes, needs=needs or {}, knows=knows)


@pytest.mark.parametrize(
    ("key", "theirs", "is_alike", "words"),
    [
        ("location", ("Kane region", "Kane"), True, "same county"),
        ("location", ("Kane region", "DeKalb"), True, "same region"),
        ("location", ("Far region", "Pope"), False, "in Pope County"),
        ("location", ("Far region", ""), False, "in another part of the state"),
        ("community", "rural", True, "in a community like yours (rural)"),
        ("community", "urban", False, "in another kind of community (urban)"),
        ("population", frozenset({"middle", "high"}), True, "serves middle as you do"),
        ("population", frozenset({"high"}), False, "serves high"),
        ("size", 1, True, "about your size"),
        ("size", 3, False, "larger than you"),
        ("size", 0, False, "smaller than you"),
        ("setting", "School based", True, "same setting (School based)"),
        ("setting", "Park district", False, "another setting (Park district)"),
        ("sites", 3, True, "about as many sites as you"),
        ("sites", 9, False, "more sites than you"),
        ("sites", 1, False, "fewer sites than you"),
        ("experience", 6, True, "running about as long as you"),
        ("experience", 14, False, "10 years ahead of you"),
        ("experience", 0, False, "younger than you"),
        ("components", frozenset({"arts", "music"}), True, "offers arts as you do"),
        ("components", frozenset({"music"}), False, "offers something else: music"),
        ("budget", 4, False, "a larger budget"),
        ("budget", 1, True, "a budget like yours"),
        ("funding", frozenset({"Fees"}), False, "funded differently: Fees"),
    ],
)
def test_each_fact_is_compared_in_words(key, theirs, is_alike, words):
    assert compare(key, MINE, their(**{key: theirs}))[:2] == (is_alike, words)


@pytest.mark.parametrize("key", COMPARABLE)
def test_fact_that_is_not_known_says_nothing(key):
    """A hidden fact and an empty one are the same."""
    assert compare(key, MINE, Traits()) is None
    assert compare(key, Traits(), MINE) is None


def test_same_county_middle_school_and_larger_as_asked():
    """R10: like us in one field, different in another."""
    wishes = [Wish("location", "like_us", "nice"), Wish("size", "unlike_us", "nice")]
    theirs = their(location=("Kane region", "Kane"), population=frozenset({"middle"}), size=4)

    found = fitted(theirs, wishes)

    assert found.reasons == ("Same county, as you asked.", "Serves middle as you do.", "Larger than you, as you asked.")
    assert [(part.rule, part.points) for part in found.parts] == [("wish", 4), ("like_population", 3), ("wish", 4)]
    assert found.misses == ()


def test_known_topics_come_first_and_count_most():
    """R8: by areas of need."""
    needs = {1: "Budget", 2: "Staff training", 3: "Literacy"}

    knows_two = fitted(Traits(), needs=needs, knows=[2, 1, 99])
    same_county = fitted(their(location=("Kane region", "Kane")), needs=needs)

    assert knows_two.reasons == ("Knows about Budget and Staff training.",)
    assert knows_two.points > same_county.points


def test_many_topics_are_not_all_listed():
    needs = {number: f"T{number}" for number in range(1, 6)}

    assert fitted(Traits(), needs=needs, knows=list(needs)).reasons == ("Knows about T1, T2, T3 and 2 more.",)


def test_a_missed_must_is_named_and_keeps_the_mentor_from_the_suggestions():
    wish = [Wish("setting", "like_us", "must")]

    missed = fitted(their(setting="Park district"), wish)
    met = fitted(their(setting="School based"), wish)

    assert missed.misses == ("Another setting (Park district), which is not what you asked.",)
    assert ranked({1: missed, 2: met}) == [2]


def test_a_missed_wish_that_is_nice_to_have_costs_nothing():
    found = fitted(their(setting="Park district"), [Wish("setting", "like_us", "nice")])

    assert found == Fit()


def test_a_must_on_a_hidden_fact_neither_suggests_nor_rules_out():
    """Else the suggestion would tell what the program hides (T6)."""
    wish = [Wish("budget", "like_us", "must")]

    assert fitted(Traits(), wish) == Fit()


def test_ranked_is_best_first_and_leaves_out_those_without_a_reason():
    worth = {points: Fit((Part("topic", points, "A."),)) for points in (4, 10, 99)}
    fits = {1: worth[4], 2: worth[10], 3: worth[10], 4: Fit(), 5: worth[99]._replace(misses=("No.",))}

    assert ranked(fits) == [2, 3, 1]


@pytest.mark.django_db
def test_traits_hold_only_what_the_reader_may_see():
    """T6."""
    profile = MenteeProfile(
        site_count=3, sites_visibility=Visibility.STAFF, size_band="from_25", budget_band="from_50k"
    )

    traits = {level: traits_of(profile, level) for level in Viewer}

    assert [traits[level].sites for level in Viewer] == [None, None, 3]
    assert [traits[level].size for level in Viewer] == [1, 1, 1]
    assert [traits[level].budget for level in Viewer] == [None, None, 1]


def test_program_without_facts_has_no_traits():
    assert traits_of(None, Viewer.STAFF) == Traits()
