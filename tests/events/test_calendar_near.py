"""Gatherings near a ZIP code. R20, R102."""

import pytest
from bs4 import BeautifulSoup

from events.calendars.nearness import RADII, within
from events.calendars.scopes import gatherings_of
from events.enums import AttendanceMode
from events.models import CalendarEntry
from events.places import coordinates_of_zip, miles_between
from tests.factories.events import RegionFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def soup(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows(page):
    """[(title, distance)] of the list by distance."""
    return [
        (row.select_one(".p-row__title").get_text(strip=True), row.select_one(".p-row__meta span").get_text(strip=True))
        for row in page.select(".p-count ~ .p-rows .p-row, .p-split__main > .p-rows:not(#online ~ .p-rows) .p-row")
    ]


@pytest.fixture
def spread(calendar):
    """Peoria, Bloomington (about 36 miles from it), Chicago (about 133), and one online."""
    gathering(calendar, "Chicago", days=5, city="Chicago", zip_code="60601")
    gathering(calendar, "Bloomington", days=10, city="Bloomington", zip_code="61701")
    gathering(calendar, "Peoria", days=20, city="Peoria", zip_code="61602")
    gathering(calendar, "Anywhere", days=3, mode=AttendanceMode.ONLINE)
    return calendar


def test_nearest_comes_first_with_its_miles(client, spread):
    page = soup(client, f"{spread.url}near/", zip="61602", miles="50")

    assert rows(page) == [
        ("Peoria", "Town Hall, Peoria, less than a mile away"),
        ("Bloomington", "Town Hall, Bloomington, 35 miles away"),
    ]
    assert page.select_one(".p-count").get_text() == "2 gatherings within 50 miles of 61602, nearest first"


@pytest.mark.parametrize("zip_code", ["61602", "60601", "62959", "61036"])
@pytest.mark.parametrize("miles", RADII)
def test_the_database_finds_what_lies_within_the_miles(calendar, zip_code, miles):
    """Against the distance on the globe, all over the state; a tenth of a mile is left to rounding."""
    place = coordinates_of_zip(zip_code)
    distances = {}
    for number, other in enumerate(("61602", "60601", "62959", "61036", "61701", "62701", "60085", "61554", "62221")):
        page = gathering(calendar, f"G{number}", zip_code=other)
        distances[page.pk] = miles_between(place, coordinates_of_zip(other))

    found = [page.pk for page in within(gatherings_of(calendar), place, miles)]

    assert found == sorted((pk for pk, distance in distances.items() if distance <= miles), key=distances.get)


def test_online_gatherings_stand_apart(client, spread):
    page = soup(client, f"{spread.url}near/", zip="61602", miles="10")

    assert [one.get_text(strip=True) for one in page.select("#online ~ .p-rows .p-row__title")] == ["Anywhere"]


def test_hybrid_gathering_has_a_distance(client, calendar):
    gathering(calendar, "Both", mode=AttendanceMode.HYBRID)

    assert [title for title, _text in rows(soup(client, f"{calendar.url}near/", zip="61602"))] == ["Both"]


def test_gathering_without_a_known_zip_is_counted_not_lost(client, calendar):
    gathering(calendar, "Somewhere", zip_code="")

    page = soup(client, f"{calendar.url}near/", zip="61602")

    assert "1 gathering has a place that we cannot measure to." in page.get_text(" ", strip=True)
    assert "Nothing is planned that near" in page.get_text()


@pytest.mark.parametrize(
    ("sent", "note"),
    [
        ({}, ""),
        ({"zip": "abc"}, "A ZIP code has five digits"),
        ({"zip": "99999"}, "We do not know the ZIP code 99999."),
        ({"zip": "6160\x00"}, "A ZIP code has five digits"),
        ({"zip": "６１６０２"}, "A ZIP code has five digits"),
        ({"zip": "61602' OR 1=1"}, "A ZIP code has five digits"),
    ],
)
def test_without_a_known_zip_the_plain_list_is_there(client, spread, sent, note):
    page = soup(client, f"{spread.url}near/", **sent)

    titles = [link.get_text(strip=True) for link in page.select(".p-row__title")]
    assert titles == ["Anywhere", "Chicago", "Bloomington", "Peoria"]
    assert note in page.select_one("[role=status]").get_text()


@pytest.mark.parametrize("miles", ["", "0", "-5", "1e9", "26", "\x00", "many"])
def test_odd_miles_are_the_usual_ones(client, spread, miles):
    page = soup(client, f"{spread.url}near/", zip="61602", miles=miles)

    assert "within 25 miles of 61602" in page.select_one(".p-count").get_text()
    assert page.select_one("#near-miles option[selected]")["value"] == "25"


def test_filters_work_beside_the_zip_and_keep_it(client, spread):
    kane = RegionFactory(name="Kane")
    gathering(spread, "In Kane", region=kane)

    page = soup(client, f"{spread.url}near/", zip="61602", miles="50", region="kane")

    assert [title for title, _text in rows(page)] == ["In Kane"]
    assert page.select_one(".p-chip")["href"] == f"{spread.url}near/?zip=61602&miles=50"
    hidden = {field["name"]: field["value"] for field in page.select(".p-facets__panel input[type=hidden]")}
    assert hidden == {"zip": "61602", "miles": "50"}
    assert page.select_one(".p-near input[name=region]")["value"] == "kane"


def test_facets_count_what_is_near(client, spread):
    kane = RegionFactory(name="Kane")
    gathering(spread, "Near in Kane", region=kane)
    gathering(spread, "Far in Kane", region=kane, zip_code="60601")

    page = soup(client, f"{spread.url}near/", zip="61602", miles="10")

    box = page.select_one(".p-facets input[value=kane]")
    assert box.find_parent("label").select_one(".p-facets__count").get_text() == "1"


def test_past_gatherings_are_near_to_nobody(client, calendar):
    gathering(calendar, "Over", days=-3)

    assert rows(soup(client, f"{calendar.url}near/", zip="61602", when="past")) == []


def test_zip_is_no_part_of_the_feed(client, spread):
    page = soup(client, f"{spread.url}near/", zip="61602", miles="50", mode="in_person")

    assert page.select_one("#subscribe-address")["value"].endswith("calendar.ics?mode=in_person")


def test_it_costs_the_same_queries_for_3_and_for_9(client, calendar, settings):
    settings.PARTNERSHIP = {"PAGE_SIZE": 50}
    region = RegionFactory()

    def fill(count):
        for number in range(count):
            gathering(calendar, f"G{number}", region=region)
            gathering(calendar, f"O{number}", region=region, mode=AttendanceMode.ONLINE)

    fill(3)
    few = count_queries(lambda: client.get(f"{calendar.url}near/", {"zip": "61602"}))
    fill(6)

    assert count_queries(lambda: client.get(f"{calendar.url}near/", {"zip": "61602"})) == few
    assert CalendarEntry.objects.exclude(latitude=None).count() == 9
