"""A month of the calendar as a table. R20, R21."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories.events import RegionFactory, TopicFactory, gathering

pytestmark = pytest.mark.django_db


def soup(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page):
    return [link.get_text(strip=True) for link in page.select(".p-row__title a")]


@pytest.fixture
def varied(calendar):
    """Two gatherings tomorrow at noon, in two regions."""
    noon = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1)
    gathering(calendar, "A", region=RegionFactory(name="Kane"), topics=[TopicFactory(name="Health")], starts_at=noon)
    gathering(calendar, "B", region=RegionFactory(name="Lake"), starts_at=noon)
    return calendar


def test_month_grid_shows_each_gathering_on_its_own_day(client, calendar):
    chicago = ZoneInfo("America/Chicago")
    gathering(calendar, "Late", starts_at=datetime(2031, 1, 9, 22, tzinfo=chicago), hours=1)
    gathering(calendar, "Long", starts_at=datetime(2031, 1, 30, 9, tzinfo=chicago), hours=56)
    gathering(calendar, "Next month", starts_at=datetime(2031, 2, 20, 9, tzinfo=chicago))

    page = soup(client, f"{calendar.url}month/2031/1/")

    on_days = [
        (
            cell.select_one("time")["datetime"],
            link.get_text(" ", strip=True).replace("\xa0", " "),
        )
        for cell in page.select("td")
        for link in cell.select("a")
    ]
    assert on_days == [
        ("2031-01-09", "10 pm Late"),
        ("2031-01-30", "9 am Long"),
        ("2031-01-31", "9 am Long"),
        ("2031-02-01", "9 am Long"),
    ]
    assert page.select_one(".p-count").get_text(strip=True) == "2 gatherings"


def test_month_grid_is_a_table_with_a_name_and_heads(client, calendar):
    table = soup(client, f"{calendar.url}month/2031/1/").select_one("table")

    assert table.caption.get_text() == "January 2031: one row a week, from Sunday to Saturday"
    heads = [(head["scope"], head.select_one(".p-visually-hidden").get_text()) for head in table.select("th")]
    assert heads[0] == ("col", "Sunday")
    assert len(heads) == 7


def test_month_grid_says_today_and_how_many_in_words(client, calendar):
    now = timezone.localtime()
    gathering(calendar, "Now", starts_at=now.replace(hour=12), hours=1)

    cell = soup(client, f"{calendar.url}month/{now.year}/{now.month}/").select_one("td.is-today")

    assert cell.select_one("[aria-current=date] .p-visually-hidden").get_text() == "(today, 1 gathering)"
    assert cell.select_one("time")["datetime"] == now.date().isoformat()


def test_full_day_of_the_grid_leads_to_its_list(client, calendar):
    for number in range(9):
        gathering(calendar, f"G{number}", starts_at=datetime(2031, 1, 9, 16, number, tzinfo=UTC))

    page = soup(client, f"{calendar.url}month/2031/1/")

    assert len(page.select(".p-month-table__items li")) == 7
    more = page.select_one(".p-month-table__more")
    assert more.get_text(" ", strip=True) == "3 more 9 January"
    assert titles(soup(client, more["href"])) == [f"G{number}" for number in range(9)]


def test_grid_still_shows_what_began_two_months_ago(client, calendar):
    gathering(calendar, "Long", starts_at=datetime(2031, 1, 1, 16, tzinfo=UTC), hours=24 * 60)

    links = soup(client, f"{calendar.url}month/2031/3/").select(".p-month-table__items a")

    assert "Long" in links[0].get_text()


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        ({"month": "3", "year": "2031"}, "month/2031/3/"),
        ({"month": "3", "year": "2031", "region": "kane"}, "month/2031/3/?region=kane"),
        ({"month": "13", "year": "2031"}, None),
        ({"month": "3", "year": "1"}, None),
        ({"month": "\0", "year": "x"}, None),
        ({}, None),
    ],
)
def test_form_leads_to_a_month(client, varied, sent, where):
    today = timezone.localdate()

    response = client.get(f"{varied.url}month/", sent)

    assert response.status_code == 302
    assert response["Location"] == f"{varied.url}{where or f'month/{today.year}/{today.month}/'}"


def test_month_grid_places_an_evening_by_the_gathering_s_own_zone(client, calendar):
    gathering(calendar, "West", starts_at=datetime(2031, 2, 1, 4, tzinfo=UTC), time_zone="America/Los_Angeles")

    page = soup(client, f"{calendar.url}month/2031/1/")

    assert page.select_one(".p-count").get_text(strip=True) == "1 gathering"


def test_month_grid_takes_the_same_filters(client, varied):
    day = timezone.localdate() + timedelta(days=1)

    page = soup(client, f"{varied.url}month/{day.year}/{day.month}/", region="lake", topic="nonsense")

    assert [link.get_text(strip=True)[-1] for link in page.select(".p-month-table__items a")] == ["B"]
    assert "“nonsense”" in page.select_one(".p-count__note").get_text()


@pytest.mark.parametrize("month", ["2031/13", "2031/0", "1999/12", "2101/1", "99999999999/1", "2031/x"])
def test_month_that_does_not_exist_is_404(client, calendar, month):
    assert client.get(f"{calendar.url}month/{month}/").status_code == 404


def test_month_grid_at_the_edge_of_time_has_no_link_beyond(client, calendar):
    page = soup(client, f"{calendar.url}month/2100/12/")

    assert [link["rel"][0] for link in page.select(".p-month-nav a")] == ["prev"]
