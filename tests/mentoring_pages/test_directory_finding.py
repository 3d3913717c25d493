"""The directory by distance, age and bands; its orders; and what it says to values that it can't use (R9, R28, R33)."""

import datetime as dt

import pytest
from django.utils import timezone

from mentoring_pages.enums import Availability, Visibility
from mentoring_pages.models import MentorProfilePage
from tests.factories import mentoring
from tests.pages import text_of

pytestmark = pytest.mark.django_db

URL = "/mentors/"
CHICAGO, OAK_PARK, PEORIA, CAIRO = "60601", "60302", "61602", "62914"


def titles(response):
    return [row["title"] for row in response.context["rows"]]


def counts(response, name):
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return {option["value"]: option["count"] for option in facet["options"]}


@pytest.fixture
def around_chicago(db):
    """One mentor in each town, one who hides the place, one with a ZIP code that there is not."""
    mentoring.mentor_profile(title="Cairo Club", zip_code=CAIRO)
    mentoring.mentor_profile(title="Peoria Club", zip_code=PEORIA)
    mentoring.mentor_profile(title="Loop Club", zip_code=CHICAGO)
    mentoring.mentor_profile(title="Hidden Club", zip_code=CHICAGO, location_visibility=Visibility.MEMBERS)
    mentoring.mentor_profile(title="Nowhere Club", zip_code="00000")


def test_a_zip_code_puts_the_nearest_first_and_tells_the_distance(client, around_chicago):
    """R28: travel is what keeps people apart. Who hides the place stands with those without one."""
    response = client.get(URL, {"zip": OAK_PARK})

    rows = [(row["title"], row["distance"]) for row in response.context["rows"]]
    assert rows == [
        ("Loop Club", "9 miles away"),
        ("Peoria Club", "125 miles away"),
        ("Cairo Club", "345 miles away"),
        ("Hidden Club", ""),
        ("Nowhere Club", ""),
    ]
    assert response.context["result_text"] == "5 mentor programs"


def test_a_distance_leaves_out_whoever_is_farther_or_hides_the_place(client, around_chicago, outsider):
    public = client.get(URL, {"zip": OAK_PARK, "miles": "25"})
    client.force_login(outsider)
    member = client.get(URL, {"zip": OAK_PARK, "miles": "25"})

    assert titles(public) == ["Loop Club"]
    assert public.context["result_text"] == "1 mentor found within 25 miles of 60302"
    assert titles(member) == ["Hidden Club", "Loop Club"]


def test_the_list_by_zip_code_can_stand_in_another_order(client, around_chicago):
    response = client.get(URL, {"zip": OAK_PARK, "sort": "name"})

    assert titles(response)[0] == "Cairo Club"
    assert [sort["title"] for sort in response.context["sorts"] if sort["is_current"]] == ["Name"]


def test_counts_are_of_those_within_the_distance(client):
    mentoring.mentor_profile(zip_code=CHICAGO, site_count=3)
    mentoring.mentor_profile(zip_code=CAIRO, site_count=12)

    assert counts(client.get(URL), "sites") == {"2-4": 1, "10-or-more": 1}
    assert counts(client.get(URL, {"zip": OAK_PARK, "miles": "25"}), "sites") == {"2-4": 1}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"zip": "6060"}, "A ZIP code has five digits, such as 61602."),
        ({"zip": "abcde", "miles": "25"}, "A ZIP code has five digits, such as 61602."),
        ({"zip": "00000"}, "We do not know the ZIP code 00000."),
        ({"zip": "6" * 500}, "A ZIP code has five digits, such as 61602."),
        ({"zip": "", "miles": "25"}, "Type a ZIP code, so that we know where to measure from."),
        ({"zip": CHICAGO, "miles": "7"}, "Select a valid choice. 7 is not one of the available choices."),
        ({"age": "2"}, "Type an age from 3 to 21."),
        ({"age": "six"}, "Enter a whole number."),
    ],
)
def test_a_value_that_we_cannot_use_says_so_beside_its_field_and_narrows_nothing(client, sent, sentence):
    mentoring.mentor_profile(title="Loop Club", zip_code=CHICAGO)

    response = client.get(URL, sent)

    assert titles(response) == ["Loop Club"]
    assert [str(error) for field in response.context["around"] for error in field.errors] == [sentence]
    assert response.context["result_note"] == sentence
    assert text_of(response).count(sentence) == 2


def test_an_age_finds_whoever_serves_it_and_tells_so(client):
    """R11.3. An open end reaches as far as it likes; no age at all says nothing."""
    mentoring.mentor_profile(title="Six to ten", age_from=6, age_to=10)
    mentoring.mentor_profile(title="From ten", age_from=10)
    mentoring.mentor_profile(title="Up to six", age_to=6)
    mentoring.mentor_profile(title="Untold")
    mentoring.mentor_profile(title="Hidden", age_from=3, age_to=21, population_visibility=Visibility.STAFF)

    found = {age: titles(client.get(URL, {"age": age})) for age in ("5", "6", "10", "14")}

    assert found == {
        "5": ["Up to six"],
        "6": ["Six to ten", "Up to six"],
        "10": ["From ten", "Six to ten"],
        "14": ["From ten"],
    }


def test_years_and_sites_fall_into_their_bands_without_gap_or_overlap(client):
    this_year = timezone.localdate().year
    for years in (0, 2, 3, 5, 6, 10, 11, 20, 21, 90):
        mentoring.mentor_profile(founded_year=this_year - years)
    for sites in (1, 2, 4, 5, 9, 10, 400):
        mentoring.mentor_profile(site_count=sites)

    response = client.get(URL)
    years, sites = counts(response, "years"), counts(response, "sites")
    found = {
        name: {value: client.get(URL, {name: value}).context["page_obj"].paginator.count for value in numbers}
        for name, numbers in (("years", years), ("sites", sites))
    }

    assert years == {"under-3": 2, "3-5": 2, "6-10": 2, "11-20": 2, "21-or-more": 2}
    assert sites == {"1": 1, "2-4": 2, "5-9": 2, "10-or-more": 2}
    assert found == {"years": years, "sites": sites}


def test_recently_active_is_whose_page_was_published_last(client):
    """What pairs do is nobody's business, so a contact or a pair moves nobody."""
    quiet = mentoring.mentor_profile(title="Quiet")
    busy = mentoring.mentor_profile(title="Busy")
    MentorProfilePage.objects.filter(pk=busy.pk).update(last_published_at=timezone.now() - dt.timedelta(days=9))
    mentoring.ContactFactory(pair__mentor=busy.program)

    assert titles(client.get(URL, {"sort": "active"})) == ["Quiet", "Busy"]
    assert quiet.program_id


@pytest.mark.parametrize(("sort", "expected"), [("distance", "Name"), ("best", "Name")])
def test_an_order_without_what_it_needs_is_the_usual_one(client, sort, expected):
    mentoring.mentor_profile()
    mentoring.mentor_profile()

    response = client.get(URL, {"sort": sort})

    assert [one["title"] for one in response.context["sorts"] if one["is_current"]] == [expected]


def test_chips_take_off_distance_age_and_band_one_by_one(client):
    mentoring.mentor_profile(zip_code=CHICAGO, age_from=6, site_count=1)

    response = client.get(URL, {"zip": CHICAGO, "miles": "10", "age": "9", "sites": "1"})

    chips = {chip["label"]: chip["remove_url"] for chip in response.context["chips"]}
    assert chips == {
        "Within 10 miles of 60601": "/mentors/?sites=1&zip=60601&age=9",
        "Serves age 9": "/mentors/?sites=1&zip=60601&miles=10",
        "1 site": "/mentors/?zip=60601&miles=10&age=9",
    }


def test_old_addresses_with_all_mentors_still_narrow_nothing(client):
    mentoring.mentor_profile(availability=Availability.PAUSED)

    response = client.get(URL, {"availability": "all"})

    assert (len(titles(response)), response.context["result_note"]) == (1, "")
