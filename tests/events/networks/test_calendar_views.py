"""Networks' events on the public calendar: between our own, marked with whose they are (R27)."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

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
