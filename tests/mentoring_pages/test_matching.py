"""How a mentor fits, in words: values in, sentences out (R8, R9, R10)."""

import pytest

from mentoring_pages.enums import Visibility
from mentoring_pages.facts import Viewer
from mentoring_pages.matching import COMPARABLE, Fit, Traits, Wish, compare, fit, traits_of
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
    accreditation=True,
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
        ("accreditation", True, True, "tells of a license or accreditation, as you do"),
        ("accreditation", False, False, "tells of no license or accreditation"),
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
    assert (met.misses, met.points) == ((), 8)


def test_a_missed_wish_that_is_nice_to_have_costs_nothing():
    found = fitted(their(setting="Park district"), [Wish("setting", "like_us", "nice")])

    assert found == Fit()


def test_a_must_on_a_hidden_fact_neither_suggests_nor_rules_out():
    """Else the suggestion would tell what the program hides (T6)."""
    wish = [Wish("budget", "like_us", "must")]

    assert fitted(Traits(), wish) == Fit()


@pytest.mark.parametrize(
    ("own", "direction", "fitting"),
    [
        (True, "like_us", [True]),
        (True, "unlike_us", [False]),
        (False, "like_us", [False]),
        (False, "unlike_us", [True]),
    ],
)
def test_a_must_on_licensing_leaves_out_who_tells_otherwise(own, direction, fitting):
    """R9, R11: it is compared as "tells of one or not"."""
    wish = [Wish("accreditation", direction, "must")]
    found = {
        told: fit(Traits(accreditation=own), Traits(accreditation=told), wishes=wish, needs={}, knows=())
        for told in (True, False)
    }

    assert [told for told, one in found.items() if not one.misses] == fitting
    assert [one.points for one in found.values() if not one.misses] == [8]


def test_two_who_tell_of_no_license_have_no_reason_in_common():
    """Most programs tell of none, so that alone suggests nobody."""
    assert fit(Traits(accreditation=False), Traits(accreditation=False), needs={}, knows=()) == Fit()


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
