"""List and counts of the directory against a count by hand, whatever is filtered, whatever is hidden, whoever looks."""

import datetime as dt
from dataclasses import dataclass
from random import Random

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Region
from events.places import coordinates_of_zip, miles_between
from mentoring_pages.directory.listing import directory_content
from mentoring_pages.enums import Availability, EnrolmentStatus, PairStatus, SizeBand, Visibility
from mentoring_pages.facts import FACTS, Viewer
from mentoring_pages.models import CommunityType, Component, FundingSource, Level, MentorDirectoryPage, MentoringCycle
from resources.models import Setting, Topic
from tests.factories import mentoring

pytestmark = pytest.mark.django_db

PROFILES = 40
ZIPS = ("60601", "60302", "61602", "62914", "61036", "")
MAY_SEE = {
    Viewer.PUBLIC: {Visibility.PUBLIC},
    Viewer.MEMBER: {Visibility.PUBLIC, Visibility.MEMBERS},
    Viewer.STAFF: set(Visibility),
}
FACT_OF = {
    "region": "location",
    "setting": "setting",
    "level": "population",
    "community": "community",
    "size": "size",
    "sites": "sites",
    "years": "experience",
    "component": "components",
    "funding": "funding",
    "licensed": "accreditation",
}


@dataclass
class Told:
    """What one profile says, kept beside the database."""

    title: str
    values: dict[str, set[str]]
    visibility: dict[str, str]
    zip_code: str = ""
    ages: tuple[int | None, int | None] = (None, None)
    is_listed: bool = True

    def seen(self, facet, viewer):
        fact = FACT_OF.get(facet)
        return self.values[facet] if fact is None or self.visibility[fact] in MAY_SEE[viewer] else set()

    def fits(self, asked, viewer, leave_out=""):
        for facet, wanted in asked.items():
            if facet in self.values and facet != leave_out and not self.seen(facet, viewer) & set(wanted):
                return False
        return self._fits_age(asked, viewer) and self._fits_distance(asked, viewer)

    def _fits_age(self, asked, viewer):
        if "age" not in asked:
            return True
        low, high = self.ages
        if self.visibility["population"] not in MAY_SEE[viewer] or (low is None and high is None):
            return False
        return (low is None or low <= asked["age"]) and (high is None or asked["age"] <= high)

    def _fits_distance(self, asked, viewer):
        if "miles" not in asked:
            return True
        place = coordinates_of_zip(self.zip_code)
        if place is None or self.visibility["location"] not in MAY_SEE[viewer]:
            return False
        return miles_between(place, coordinates_of_zip(asked["zip"])) <= asked["miles"]


def band(number, bands):
    return {slug for slug, low, high in bands if number is not None and low <= number <= high}


SITES = (("1", 1, 1), ("2-4", 2, 4), ("5-9", 5, 9), ("10-or-more", 10, 10_000))
YEARS = (("under-3", 0, 2), ("3-5", 3, 5), ("6-10", 6, 10), ("11-20", 11, 20), ("21-or-more", 21, 10_000))
WORDS = {
    "topic": (Topic, ("safety", "money", "reading")),
    "region": (Region, ("kane", "will")),
    "setting": (Setting, ("school", "park")),
    "level": (Level, ("middle", "high")),
    "community": (CommunityType, ("rural", "urban")),
    "component": (Component, ("arts", "music", "sports")),
    "funding": (FundingSource, ("county", "gifts")),
}
CHOICES = {name: words for name, (_model, words) in WORDS.items()} | {
    "size": tuple(SizeBand.values[:2]),
    "sites": tuple(slug for slug, *_ends in SITES),
    "years": tuple(slug for slug, *_ends in YEARS),
    "licensed": ("yes",),
    "availability": ("open", "full", "paused"),
}


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    """Forty profiles by chance (the same in each run), each fact with a visibility by chance; taken away at the end."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        mentoring.mentor_directory()
        yield MentorDirectoryPage.objects.get(), _fill(Random(7))
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def long_pages():
    """All rows on one page."""
    with override_settings(PARTNERSHIP={**site_settings.PARTNERSHIP, "PAGE_SIZE": PROFILES}):
        yield


def _fill(random):
    terms = {
        name: {word: mentoring.term(model, name=word.title(), slug=word) for word in words}
        for name, (model, words) in WORDS.items()
    }
    return [_told(random, number, terms) for number in range(PROFILES)]


def _told(random, number, terms):
    def some(name):
        return set(random.sample(CHOICES[name], random.randint(0, len(CHOICES[name]))))

    def one(name):
        return set(random.sample(CHOICES[name], random.randint(0, 1)))

    values = {name: some(name) for name in ("topic", "level", "component", "funding")}
    values |= {name: one(name) for name in ("region", "setting", "community", "size", "licensed")}
    values["availability"] = {random.choice(CHOICES["availability"])}
    years = random.choice((None, 0, 2, 3, 8, 11, 20, 21, 60))
    sites = random.choice((None, 1, 2, 4, 5, 10, 40))
    values |= {"years": band(years, YEARS), "sites": band(sites, SITES)}
    # A third hides nothing, as the counts take a shorter way with these.
    open_facts = number % 3 == 0
    visibility = {fact.key: Visibility.PUBLIC if open_facts else random.choice(Visibility.values) for fact in FACTS}
    told = Told(
        f"Program {number:02}",
        values,
        visibility,
        random.choice(ZIPS),
        (random.choice((None, 6, 10)), random.choice((None, 10, 14))),
    )
    told.is_listed = random.random() > 0.15
    _publish(told, years, sites, terms)
    return told


def _publish(told, years, sites, terms):
    def word(name):
        return next((terms[name][value] for value in told.values[name]), None)

    def words(name):
        return [terms[name][value] for value in told.values[name]]

    state = next(iter(told.values["availability"]))
    is_out = state == "paused" and years is None
    program = mentoring.ProgramFactory(
        name=told.title, status=EnrolmentStatus.LEFT if is_out else EnrolmentStatus.ENROLLED
    )
    page = mentoring.mentor_profile(
        program,
        title=told.title,
        topics=words("topic"),
        levels=words("level"),
        components=words("component"),
        funding_sources=words("funding"),
        region=word("region"),
        setting=word("setting"),
        community_type=word("community"),
        size_band=next(iter(told.values["size"]), ""),
        site_count=sites,
        founded_year=None if years is None else timezone.localdate().year - years,
        accreditation="Licensed" if told.values["licensed"] else " ",
        zip_code=told.zip_code,
        age_from=told.ages[0],
        age_to=told.ages[1],
        capacity=0 if state == "full" and sites is None else 2,
        availability=Availability.PAUSED if state == "paused" and not is_out else Availability.OPEN,
        **{f"{key}_visibility": value for key, value in told.visibility.items()},
    )
    if state == "full" and sites is not None:
        for _place in range(2):
            mentoring.MentoringPairFactory(mentor=program, cycle=_cycle())
    if state == "open" and sites == 1:
        mentoring.MentoringPairFactory(mentor=program, cycle=_cycle(), status=PairStatus.COMPLETE)
    if not told.is_listed:
        page.unpublish()


def _cycle():
    return MentoringCycle.objects.first() or mentoring.MentoringCycleFactory()


asked_for = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.lists(st.sampled_from(words), min_size=1, unique=True) for name, words in CHOICES.items()},
        "age": st.integers(3, 21),
        "near": st.tuples(st.sampled_from(ZIPS[:-1]), st.sampled_from((10, 25, 50, 100))),
    },
)


def address_of(asked):
    data = QueryDict(mutable=True)
    for name, value in asked.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data.urlencode()


@pytest.mark.parametrize("viewer", list(Viewer))
@settings(max_examples=40, deadline=dt.timedelta(seconds=20), suppress_health_check=list(HealthCheck))
@given(asked=asked_for)
def test_list_and_counts_are_those_of_a_count_by_hand(directory, long_pages, viewer, asked):
    """T6: a fact counts, and finds, only for whoever may see it; each facet is counted under all others."""
    page, profiles = directory
    zip_code, miles = asked.pop("near", ("", 0))
    if miles:
        asked |= {"zip": zip_code, "miles": miles}
    request = RequestFactory().get(f"/mentors/?{address_of(asked)}")
    request.user = AnonymousUser()

    context = directory_content(page, request, viewer)

    listed = [told for told in profiles if told.is_listed]
    expected = {name: {} for name in CHOICES}
    for name in CHOICES:
        for told in listed:
            if told.fits(asked, viewer, leave_out=name):
                for value in told.seen(name, viewer):
                    expected[name][value] = expected[name].get(value, 0) + 1
    found = {
        facet["name"]: {option["value"]: option["count"] for option in facet["options"] if option["count"]}
        for facet in context["facets"]
    }
    assert sorted(row["title"] for row in context["rows"]) == [
        told.title for told in listed if told.fits(asked, viewer)
    ]
    assert found == expected
