"""Networks' events on the public calendar: between our own, marked with whose they are (R27)."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from events.places import coordinates_of_zip
from tests.factories.events import NetworkCalendarFactory, NetworkEventFactory, RegionFactory, gathering
from tests.pages import count_queries


@pytest.fixture
def supper(calendar):
    """A network's event between two gatherings of our own, all in the same month."""
    first = timezone.now().replace(day=1, hour=18, minute=0, second=0, microsecond=0) + timedelta(days=40)
    first = first.replace(day=10)
    gathering(calendar, "Before", starts_at=first)
    gathering(calendar, "After", starts_at=first + timedelta(days=4))
    network = NetworkCalendarFactory(name="Fox Valley", region=RegionFactory(name="Kane"))
    return NetworkEventFactory(
        title="Supper", calendar=network, url="https://fox.example.org/supper", starts_at=first + timedelta(days=2)
    )


def soup(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_list_shows_a_networks_event_in_order_of_time(client, calendar, supper):
    page = soup(client, calendar.url)

    rows = page.select(".p-split__main .p-row")
    assert [row.select_one(".p-row__title").get_text(strip=True) for row in rows] == ["Before", "Supper", "After"]
    assert rows[1].select_one("a")["href"] == "https://fox.example.org/supper"
    assert "From the network: Fox Valley" in rows[1].get_text(" ", strip=True)
    assert page.select_one(".p-count").get_text(strip=True) == "3 upcoming gatherings, 1 of them of a network"


def test_filter_that_a_network_cannot_answer_leaves_its_events_out(client, calendar, supper):
    page = soup(client, f"{calendar.url}?mode=in_person")

    titles = [title.get_text(strip=True) for title in page.select(".p-split__main .p-row__title")]
    assert titles == ["Before", "After"]


def test_month_names_the_event_and_its_network(client, calendar, supper):
    page = soup(client, f"{calendar.url}month/{supper.starts_at:%Y}/{supper.starts_at.month}/")

    links = [(link.get_text(" ", strip=True).split("pm ")[-1], link["href"]) for link in page.select("td li a")]
    assert ("Supper (Fox Valley)", "https://fox.example.org/supper") in links
    assert len(links) == 3


@pytest.mark.parametrize("ending", ["", "month/{0:%Y}/{0.month}/"])
def test_page_costs_the_same_for_3_and_9_events_of_networks(client, calendar, supper, ending):
    url = calendar.url + ending.format(supper.starts_at)
    NetworkEventFactory.create_batch(2, calendar=supper.calendar, starts_at=supper.starts_at)
    few = count_queries(client, url)

    NetworkEventFactory.create_batch(6, calendar=supper.calendar, starts_at=supper.starts_at)

    assert count_queries(client, url) == few


def test_second_page_goes_on_where_the_first_ends(client, calendar, supper, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"PAGE_SIZE": 2}

    titles = [
        [title.get_text(strip=True) for title in soup(client, f"{calendar.url}?page={number}").select(".p-row__title")]
        for number in (1, 2)
    ]

    assert [names[:2] for names in titles] == [["Before", "Supper"], ["After"]]


@pytest.fixture
def around(calendar):
    """Events in Peoria by ZIP code, in Bloomington by coordinates, one at no known place, and one online."""
    network = NetworkCalendarFactory(name="Fox Valley")
    gathering(calendar, "Ours, Peoria", zip_code="61602", days=9)
    NetworkEventFactory(title="Pekin", calendar=network, place="Library, Pekin, IL 61554", **at("61554"), days=4)
    NetworkEventFactory(title="Peoria", calendar=network, place="Hall, Peoria", **at("61602"), days=5, url="")
    NetworkEventFactory(title="Chicago", calendar=network, place="Loop", **at("60601"), days=6)
    NetworkEventFactory(title="Somewhere", calendar=network, place="The usual place", days=7)
    NetworkEventFactory(title="Call", calendar=network, place="https://meet.example.org/x", days=8)


def at(zip_code):
    latitude, longitude = coordinates_of_zip(zip_code)
    return {"latitude": latitude, "longitude": longitude}


def test_near_a_zip_code_networks_events_stand_among_ours_by_distance(client, calendar, around):
    """R20, R27, R102."""
    page = soup(client, f"{calendar.url}near/?zip=61602&miles=25")

    found = [
        (row.select_one(".p-row__title").get_text(strip=True), row.select_one(".p-row__meta span").get_text(strip=True))
        for row in page.select(".p-split__main .p-row")
    ]
    assert found == [
        ("Peoria", "Hall, Peoria, less than a mile away"),
        ("Ours, Peoria", "Town Hall, Peoria, less than a mile away"),
        ("Pekin", "Library, Pekin, IL 61554, 9 miles away"),
    ]
    assert page.select_one(".p-count").get_text(strip=True) == "3 gatherings within 25 miles of 61602, nearest first"
    assert "1 gathering has a place that we cannot measure to." in page.get_text(" ", strip=True)


def test_near_me_without_a_zip_code_lists_them_by_time(client, calendar, around):
    page = soup(client, f"{calendar.url}near/")

    titles = [title.get_text(strip=True) for title in page.select(".p-split__main .p-row__title")]
    assert titles == ["Pekin", "Peoria", "Chicago", "Somewhere", "Call", "Ours, Peoria"]
    assert "6 upcoming gatherings" in page.select_one(".p-count").get_text()


def test_near_me_goes_on_over_pages_and_costs_the_same_for_3_and_30(client, calendar, around, settings):
    network = NetworkCalendarFactory()
    few = count_queries(client, f"{calendar.url}near/?zip=61602&miles=25")
    NetworkEventFactory.create_batch(27, calendar=network, **at("61602"))

    assert count_queries(client, f"{calendar.url}near/?zip=61602&miles=25") == few
    second = soup(client, f"{calendar.url}near/?zip=61602&miles=25&page=2")
    assert len(second.select(".p-split__main .p-row")) == 30 - settings.PARTNERSHIP.get("PAGE_SIZE", 20)


def test_paper_has_networks_events_in_order_of_time_and_says_whose_they_are(client, calendar, supper):
    rows = soup(client, f"{calendar.url}print/").select(".p-paper__row")

    assert [row.h3.get_text() for row in rows] == ["Before", "Supper", "After"]
    text = rows[1].get_text(" ", strip=True)
    assert "From the network: Fox Valley" in text
    assert "https://fox.example.org/supper" in text
    assert "Free of charge" not in text


def test_frame_has_networks_events_and_links_to_their_own_page(client, calendar, supper):
    rows = soup(client, f"{calendar.url}embed/").select("li")

    assert [row.h2.get_text(strip=True) for row in rows] == ["Before", "Supper", "After"]
    assert rows[1].a["href"] == "https://fox.example.org/supper"
    assert "From the network: Fox Valley" in rows[1].get_text(" ", strip=True)


@pytest.mark.parametrize("ending", ["print/", "embed/?count=10"])
def test_paper_and_frame_cost_the_same_for_3_and_9_events_of_networks(client, calendar, supper, ending):
    NetworkEventFactory.create_batch(2, calendar=supper.calendar, starts_at=supper.starts_at)
    few = count_queries(client, calendar.url + ending)
    NetworkEventFactory.create_batch(6, calendar=supper.calendar, starts_at=supper.starts_at)

    assert count_queries(client, calendar.url + ending) == few
