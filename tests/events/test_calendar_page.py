"""The calendar page: list, filters, facet counts, month grid. R20, R21, R35."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.utils import timezone

from events.enums import AttendanceMode, GatheringStatus
from events.models import GatheringPage
from tests.factories.events import (
    GatheringKindFactory,
    RegionFactory,
    RegionGroupFactory,
    RegistrationFactory,
    TopicFactory,
    calendar_page,
    gathering,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def soup(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page):
    return [link.get_text(strip=True) for link in page.select(".p-row__title a")]


def notes(page):
    return " ".join(note.get_text(strip=True) for note in page.select(".p-count__note"))


def facet(page, name):
    """{value: count} of a facet."""
    return {
        box["value"]: int(box.find_parent("label").select_one(".p-facets__count").get_text())
        for box in page.select(f".p-facets input[name={name}][type=checkbox]")
    }


def test_list_shows_upcoming_gatherings_by_month_and_time(client, calendar):
    gathering(calendar, "Later", starts_at=datetime(2031, 2, 3, 16, tzinfo=UTC))
    gathering(calendar, "Sooner", starts_at=datetime(2031, 1, 9, 16, tzinfo=UTC))
    gathering(calendar, "Long ago", days=-30)
    gathering(calendar, "Draft", live=False)

    page = soup(client, calendar.url)

    assert titles(page) == ["Sooner", "Later"]
    assert [month.get_text() for month in page.select("h2.p-month")] == ["January 2031", "February 2031"]
    assert page.select_one(".p-count").get_text(strip=True) == "2 upcoming gatherings"


def test_gathering_that_has_begun_is_upcoming_until_it_ends(client, calendar):
    gathering(calendar, "Now", starts_at=timezone.now() - timedelta(hours=1), hours=2)

    assert titles(soup(client, calendar.url)) == ["Now"]


def test_past_gatherings_come_latest_first(client, calendar):
    gathering(calendar, "Older", days=-60)
    gathering(calendar, "Newer", days=-30)
    gathering(calendar, "Ahead")

    assert titles(soup(client, calendar.url, when="past")) == ["Newer", "Older"]
    assert titles(soup(client, calendar.url, when="all")) == ["Older", "Newer", "Ahead"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_past_gatherings_are_found_by_their_start():
    """The latest come first, so the database need not sort all that ever took place. R20."""
    latest = GatheringPage.objects.past().order_by("-starts_at", "title")[:20]

    plan = latest.explain()

    assert "USING INDEX partnership_gathering_start" in plan


def test_calendar_that_is_not_narrowed_shows_what_lies_below_it(client, calendar):
    other = calendar_page("Other")
    gathering(calendar, "Here")
    gathering(other, "There")

    assert titles(soup(client, calendar.url)) == ["Here"]


@pytest.mark.parametrize("narrowing", ["regions", "topics", "kinds"])
def test_narrowed_calendar_shows_all_that_match_wherever_they_lie(client, calendar, narrowing):
    region, topic, kind = RegionFactory(), TopicFactory(), GatheringKindFactory()
    narrowed = calendar_page(
        "Narrowed", **{narrowing: [{"regions": region, "topics": topic, "kinds": kind}[narrowing]]}
    )
    gathering(calendar, "Match", region=region, topics=[topic], kind=kind)
    gathering(calendar, "No match", region=RegionFactory(), topics=[TopicFactory()], kind=GatheringKindFactory())

    assert titles(soup(client, narrowed.url)) == ["Match"]


@pytest.fixture
def varied(calendar):
    """Gatherings that differ in each filter."""
    north = RegionGroupFactory(name="North")
    kane = RegionFactory(name="Kane", group=north)
    lake = RegionFactory(name="Lake", group=north)
    coles = RegionFactory(name="Coles")
    health, staff = TopicFactory(name="Health"), TopicFactory(name="Staff")
    talk, training = GatheringKindFactory(name="Talk"), GatheringKindFactory(name="Training")
    gathering(calendar, "A", region=kane, topics=[health, staff], kind=talk, days=1)
    gathering(calendar, "B", region=lake, topics=[health], kind=training, mode=AttendanceMode.ONLINE, days=40)
    gathering(calendar, "C", region=coles, topics=[staff], kind=training, mode=AttendanceMode.HYBRID, days=80)
    gathering(calendar, "D", region=None, kind=talk, summary="Calm rooms in winter", days=120)
    return calendar


FILTERS = [
    ({"region": "kane"}, ["A"]),
    ({"region": ["kane", "coles"]}, ["A", "C"]),
    ({"region": "statewide"}, ["D"]),
    ({"group": "north"}, ["A", "B"]),
    ({"group": "north", "region": "coles"}, ["A", "B", "C"]),
    ({"topic": "health"}, ["A", "B"]),
    ({"topic": ["health", "staff"]}, ["A", "B", "C"]),
    ({"kind": "training"}, ["B", "C"]),
    ({"mode": "online"}, ["B"]),
    ({"mode": ["online", "hybrid"]}, ["B", "C"]),
    ({"q": "CALM winter"}, ["D"]),
    ({"q": "calm summer"}, []),
    ({"q": "kane"}, ["A"]),
    ({"topic": "staff", "kind": "training"}, ["C"]),
    ({"topic": "staff", "kind": "training", "mode": "online"}, []),
]


def test_filters_narrow_the_list(client, varied):
    found = [titles(soup(client, varied.url, **query)) for query, _titles in FILTERS]

    assert found == [titles for _query, titles in FILTERS]


def test_dates_narrow_the_list(client, varied):
    today = timezone.localdate()
    query = {"from_date": today + timedelta(days=20), "to_date": today + timedelta(days=100)}

    assert titles(soup(client, varied.url, **query)) == ["B", "C"]


def test_dates_in_the_wrong_order_are_swapped_with_a_note(client, varied):
    today = timezone.localdate()
    query = {"from_date": today + timedelta(days=100), "to_date": today + timedelta(days=20)}

    page = soup(client, varied.url, **query)

    assert titles(page) == ["B", "C"]
    assert "swapped" in notes(page)


NOT_USED = [
    ({"region": "atlantis"}, "“atlantis”"),
    ({"topic": "\0"}, "We do not know"),
    ({"kind": "9999999999999999999999"}, "We do not know"),
    ({"mode": "telepathy"}, "“telepathy”"),
    ({"group": "'; drop table--"}, "We do not know"),
    ({"when": "someday"}, "“someday”"),
    ({"from_date": "2026-13-45"}, "“2026-13-45”"),
    ({"to_date": "tomorrow"}, "“tomorrow”"),
    ({"from_date": "0001-01-01"}, "not a date we can use"),
    ({"to_date": "9999-12-31"}, "not a date we can use"),
    ({"q": "x" * 5_000}, "first 200 characters"),
]


def test_value_that_cannot_be_used_is_left_out_with_a_note(client, varied):
    said = [(note, notes(soup(client, varied.url, **query))) for query, note in NOT_USED]

    assert [(note, text) for note, text in said if note not in text] == []


ODD = [
    {"q": '"'},
    {"q": "\0"},
    {"q": "%"},
    {"q": "\\"},
    {"q": "’ ß İ \u202e \u2028"},
    {"page": "0"},
    {"page": "-1"},
    {"page": "999999999999999999999"},
    {"page": "\0"},
    {"page": "two"},
    {"unknown": "x"},
    {"region": ["kane"] * 500},
]


def test_odd_input_is_no_error(client, varied):
    assert [query for query in ODD if client.get(varied.url, query).status_code != 200] == []


def test_known_value_beside_an_unknown_one_still_works(client, varied):
    page = soup(client, varied.url, region=["kane", "atlantis"])

    assert titles(page) == ["A"]
    assert "“atlantis”" in notes(page)


def test_facets_count_what_each_value_would_leave(client, varied):
    page = soup(client, varied.url)

    assert facet(page, "region") == {"statewide": 1, "kane": 1, "lake": 1, "coles": 1}
    assert facet(page, "group") == {"north": 2}
    assert facet(page, "topic") == {"health": 2, "staff": 2}
    assert facet(page, "kind") == {"talk": 2, "training": 2}
    assert facet(page, "mode") == {"in_person": 2, "online": 1, "hybrid": 1}


def test_facets_honour_the_other_facets_but_not_themselves(client, varied):
    page = soup(client, varied.url, topic="health", kind="training")

    assert facet(page, "kind") == {"talk": 1, "training": 1}
    assert facet(page, "topic") == {"health": 1, "staff": 1}
    assert facet(page, "mode") == {"online": 1}


def test_facets_count_only_what_is_live_and_in_the_period(client, varied):
    kane = varied.get_children().first().specific.region
    gathering(varied, "Draft", region=kane, live=False)
    gathering(varied, "Over", region=kane, days=-40)

    assert facet(soup(client, varied.url), "region")["kane"] == 1


def test_chip_takes_its_filter_away(client, varied):
    page = soup(client, varied.url, topic=["health", "staff"], q="a")

    links = {chip.get_text(" ", strip=True): chip["href"] for chip in page.select(".p-chip")}
    assert links["Remove filter Health"] == f"{varied.url}?q=a&topic=staff"
    assert links["Remove filter “a”"] == f"{varied.url}?topic=health&topic=staff"


def test_subscription_follows_the_filters(client, varied):
    page = soup(client, varied.url, topic="health", mode="online", when="all", page="1")

    address = urlsplit(page.select_one("#subscribe-address")["value"])
    assert address.path == f"{varied.url}calendar.ics"
    assert parse_qs(address.query) == {"topic": ["health"], "mode": ["online"]}
    assert page.select_one("a[href^=webcal]")["href"] == f"webcal://{address.netloc}{address.path}?{address.query}"


def test_list_says_that_a_gathering_is_off(client, calendar):
    gathering(calendar, "Gone", status=GatheringStatus.CANCELLED)
    gathering(calendar, "Moved", status=GatheringStatus.POSTPONED, days=20)

    page = soup(client, calendar.url)

    assert [badge.get_text(strip=True) for badge in page.select(".p-row .p-badge--stop, .p-row .p-badge--wait")] == [
        "Cancelled",
        "Postponed",
    ]


def test_list_says_how_many_places_are_left(client, calendar):
    page = gathering(calendar, capacity_in_person=3)
    RegistrationFactory(gathering=page)
    RegistrationFactory(gathering=page, cancelled=True)

    assert "2 places left" in soup(client, calendar.url).select_one(".p-row").get_text(" ", strip=True)


def test_empty_calendar_leads_on(client, calendar):
    assert "Nothing is planned right now" in soup(client, calendar.url).select_one(".p-empty").get_text()


def test_empty_result_leads_back_to_everything(client, varied):
    page = soup(client, varied.url, q="nothing like this")

    assert page.select_one(".p-empty a")["href"] == varied.url


def test_region_with_counties_is_on_the_map_with_its_count(client, calendar):
    region = RegionFactory(name="Kane", counties=[("Kane", "17089")])
    gathering(calendar, region=region)

    area = soup(client, calendar.url).select_one(".p-regions__svg a")

    assert area["href"] == f"{calendar.url}?region=kane"
    assert area["aria-label"] == "Kane: 1 gathering"


@pytest.mark.parametrize("path", ["", "month/{day:%Y}/{day.month}/"])
def test_list_and_month_cost_the_same_queries_for_3_and_9_rows(client, calendar, settings, path):
    settings.PARTNERSHIP = {"PAGE_SIZE": 50}
    region = RegionFactory(counties=[("Kane", "17089")])
    topics = [TopicFactory(), TopicFactory()]
    day = timezone.now() + timedelta(days=10)
    url = calendar.url + path.format(day=day)

    def fill(count):
        for number in range(count):
            page = gathering(calendar, f"G{number}", region=region, topics=topics, starts_at=day, capacity_in_person=9)
            RegistrationFactory(gathering=page)

    fill(3)
    few = count_queries(lambda: client.get(url))
    fill(6)
    many = count_queries(lambda: client.get(url))

    assert "9 " in soup(client, url).select_one(".p-count").get_text()
    assert many == few


def test_pages_of_the_list_keep_the_filters(client, calendar, settings):
    settings.PARTNERSHIP = {"PAGE_SIZE": 2}
    for number in range(5):
        gathering(calendar, f"G{number}", days=10 + number)

    page = soup(client, calendar.url, when="all", page="2")

    assert titles(page) == ["G2", "G3"]
    assert {"?when=all&page=3", "?when=all&page=1"} <= {link["href"] for link in page.select(".p-pages a")}


def test_gatherings_behind_a_view_restriction_are_not_listed(client, calendar):
    from wagtail.models import PageViewRestriction

    page = gathering(calendar, "Members only")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert titles(soup(client, calendar.url)) == []
