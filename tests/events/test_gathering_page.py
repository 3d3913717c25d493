"""The page of one gathering. R20 to R28."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Page

from events.enums import AttendanceMode, GatheringStatus
from events.ical.lint import lint
from events.models import AgendaSession, GatheringPage
from tests.factories.events import RegionFactory, RegistrationFactory, TopicFactory, gathering

pytestmark = pytest.mark.django_db


def soup(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def key(page):
    """What stands in the panel above everything: {"When": text, ...}."""
    return {
        label.get_text(strip=True): " ".join(label.parent.get_text(" ", strip=True).replace("\xa0", " ").split())
        for label in page.select(".p-key__label")
    }


def json_ld(page):
    blocks = [json.loads(script.string) for script in page.select('script[type="application/ld+json"]')]
    return next(block for block in blocks if block["@type"] == "Event")


def test_page_answers_when_where_how_and_registration_first(client, calendar):
    page = gathering(calendar, starts_at=datetime(2031, 10, 8, 15, tzinfo=UTC), hours=4, region=RegionFactory())

    facts = key(soup(client, page.url))

    assert facts == {
        "When": "When Wed 8 Oct 2031, 10 am to 2 pm Central Add to my calendar",
        "Where": "Where Town Hall 1 Main Street, Peoria 61602",
        "How to attend": "How to attend In person Free of charge",
        "Registration": "Registration Register",
    }


def test_time_is_that_of_the_gathering_s_own_zone(client, calendar):
    page = gathering(calendar, starts_at=datetime(2031, 7, 8, 15, tzinfo=UTC), hours=1, time_zone="America/New_York")

    assert "Tue 8 Jul 2031, 11 am to 12 pm Eastern" in key(soup(client, page.url))["When"]


def test_all_day_gathering_shows_its_days(client, calendar):
    start = datetime(2031, 10, 8, 5, tzinfo=UTC)
    page = gathering(calendar, starts_at=start, ends_at=start + timedelta(days=2), is_all_day=True)

    assert "Wed 8 Oct 2031 to Thu 9 Oct 2031" in key(soup(client, page.url))["When"]


def test_all_day_gathering_is_over_when_its_last_day_is(calendar):
    """R20: it takes place until midnight, with or without an end, whatever hours were given."""
    chicago = ZoneInfo("America/Chicago")
    for ends_at in (None, datetime(2031, 10, 8, tzinfo=chicago), datetime(2031, 10, 8, 9, tzinfo=chicago)):
        gathering(calendar, starts_at=datetime(2031, 10, 8, tzinfo=chicago), ends_at=ends_at, is_all_day=True)

    late = datetime(2031, 10, 8, 23, 59, tzinfo=chicago)
    assert GatheringPage.objects.upcoming(late).count() == 3
    assert GatheringPage.objects.past(late + timedelta(minutes=2)).count() == 3


@pytest.mark.parametrize(
    ("status", "word", "kind"),
    [(GatheringStatus.CANCELLED, "cancelled", "danger"), (GatheringStatus.POSTPONED, "postponed", "warning")],
)
def test_gathering_that_is_off_says_so_at_the_very_top(client, calendar, status, word, kind):
    page = gathering(calendar, status=status, status_note="Snow.")

    shown = soup(client, page.url)

    main = shown.select_one(".p-page")
    notice = main.select_one(f".p-notice--{kind}")
    assert f"This gathering is {word}." in notice.get_text()
    assert "Snow." in notice.get_text()
    assert main.find_all(["h1", "div"], class_=["p-notice"])[0] is notice
    assert str(main).index("p-notice") < str(main).index("<h1")
    assert word in shown.title.get_text().lower()
    assert not shown.select("a[href$='register/']")


def test_online_gathering_never_shows_the_address_to_join(client, calendar):
    page = gathering(calendar, mode=AttendanceMode.ONLINE, join_url="https://meet.example.org/secret-room")

    response = client.get(page.url)

    assert b"secret-room" not in response.content
    assert "Online" in key(BeautifulSoup(response.content, "html.parser"))["Where"]


def test_guests_are_never_named(client, calendar):
    page = gathering(calendar)
    RegistrationFactory(gathering=page, name="Quentin Unusual", email="quentin@example.net")

    for url in (page.url, f"{page.url}event.ics", f"{page.url}register/", calendar.url):
        content = client.get(url).content.lower()
        assert b"quentin" not in content


def test_agenda_is_a_timetable_with_presenters(client, calendar):
    page = gathering(calendar)
    page.sessions.add(AgendaSession(starts_at=time(10), title="Welcome"))
    page.sessions.add(AgendaSession(starts_at=time(10, 30), title="Calm rooms", presenter_name="Lee Sample"))
    page.sessions.add(AgendaSession(starts_at=time(13), title="Your plan", presenter_page=calendar))
    page.save_revision().publish()

    shown = soup(client, page.url)

    rows = [row.get_text(" ", strip=True).replace("\xa0", " ") for row in shown.select(".p-timetable > li")]
    assert rows == ["10 am Welcome", "10:30 am Calm rooms Lee Sample", "1 pm Your plan Gatherings"]
    assert [person.get_text(" ", strip=True) for person in shown.select(".p-person")] == [
        "Lee Sample Calm rooms",
        "Gatherings Your plan",
    ]
    assert shown.select_one(".p-person a")["href"] == calendar.url


def test_agenda_of_several_days_names_them(client, calendar):
    page = gathering(calendar, starts_at=datetime(2031, 10, 8, 15, tzinfo=UTC), hours=30)
    page.sessions.add(AgendaSession(day=1, starts_at=time(10), title="One"))
    page.sessions.add(AgendaSession(day=2, starts_at=time(9), title="Two"))
    page.save_revision().publish()

    days = soup(client, page.url).select(".p-gathering-day")

    assert [day.get_text(strip=True) for day in days] == ["Wed 8 Oct 2031", "Thu 9 Oct 2031"]


def test_topics_lead_to_the_calendar(client, calendar):
    page = gathering(calendar, topics=[TopicFactory(name="Health")])

    assert (
        soup(client, page.url).select_one(".p-gathering-facts a[href*=topic]")["href"] == f"{calendar.url}?topic=health"
    )


def test_presenter_whose_page_is_not_live_is_named_without_a_link(client, calendar):
    page = gathering(calendar)
    page.sessions.add(AgendaSession(title="Talk", presenter_page=gathering(calendar, "Not yet", live=False)))
    page.save_revision().publish()

    person = soup(client, page.url).select_one(".p-person")

    assert person.get_text(" ", strip=True) == "Not yet Talk"
    assert person.select("a") == []


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"takes_registrations": False}, "You need not register. Just come."),
        ({"registration_opens_at": datetime(2030, 1, 7, 15, tzinfo=UTC)}, "Registration opens Mon 7 Jan 2030, 9 am."),
        ({"registration_closes_at": datetime(2025, 1, 7, tzinfo=UTC)}, "Registration is closed."),
    ],
)
def test_page_says_why_one_cannot_register(client, calendar, values, text):
    page = gathering(calendar, starts_at=datetime(2031, 10, 8, 15, tzinfo=UTC), **values)

    assert text in key(soup(client, page.url))["Registration"]


def test_full_gathering_offers_the_waiting_list(client, calendar):
    page = gathering(calendar, capacity_in_person=1)
    RegistrationFactory(gathering=page)

    assert key(soup(client, page.url))["Registration"] == "Registration Join the waiting list Full, with a waiting list"


def test_past_gathering_shows_what_came_of_it(client, calendar):
    page = gathering(calendar, days=-10, outcome="<p>A shared van.</p>", attendance_count=23)

    shown = soup(client, page.url)

    assert "A shared van." in shown.get_text()
    assert "23 people came." in shown.get_text()
    assert "This gathering is over." in shown.get_text()


def test_search_engines_read_an_event(client, calendar):
    page = gathering(
        calendar, status=GatheringStatus.CANCELLED, mode=AttendanceMode.HYBRID, join_url="https://x.example/y"
    )

    data = json_ld(soup(client, page.url))

    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["startDate"] == page.starts_in(page.zone).isoformat()
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert "x.example" not in json.dumps(data)


def test_text_from_staff_cannot_break_out_of_the_page(client, calendar):
    page = gathering(calendar, '</script><script>alert("x")</script>', summary="<img src=x onerror=alert(1)>")

    content = client.get(page.url).content.decode()

    assert "<script>alert" not in content
    assert "<img src=x" not in content


def test_one_event_file_is_a_download_that_both_parsers_of_the_suite_accept(client, calendar):
    page = gathering(calendar, "Talk; with, commas")

    response = client.get(f"{page.url}event.ics")

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert response["Content-Disposition"] == f'attachment; filename="{page.slug}.ics"'
    assert lint(response.content, now=timezone.now()) == []
    assert str(event["SUMMARY"]) == "Talk; with, commas"
    assert b"X-WR-CALNAME" not in response.content


def test_draft_page_has_no_addresses(client, calendar):
    page = gathering(calendar, live=False)

    for path in ("", "event.ics", "register/"):
        assert client.get(f"{calendar.url}{page.slug}/{path}").status_code == 404


def test_page_costs_the_same_queries_for_few_and_many_parts(client, calendar):
    few, many = gathering(calendar, "Few"), gathering(calendar, "Many")
    for page, count in ((few, 1), (many, 12)):
        page.topics = [TopicFactory() for _ in range(count)]
        for number in range(count):
            page.sessions.add(AgendaSession(title=f"Session {number}", presenter_page=gathering(calendar, "Host")))
        page.save_revision().publish()
    client.get(few.url)

    with CaptureQueriesContext(connection) as for_few:
        client.get(few.url)
    with CaptureQueriesContext(connection) as for_many:
        response = client.get(many.url)

    assert b"Session 11" in response.content
    assert len(for_many) == len(for_few)


def test_editor_sees_a_preview_of_a_page_that_was_never_saved(calendar):
    page = GatheringPage(
        title="New", slug="new", summary="Soon.", starts_at=datetime(2031, 10, 8, 15, tzinfo=UTC), venue_name="Hall"
    )
    page.sessions.add(AgendaSession(title="Welcome"))
    page.topics = [TopicFactory(name="Health")]
    page.set_url_path(calendar)
    page.depth = calendar.depth + 1
    page.path = Page._get_children_path_interval(calendar.path)[1]

    response = page.make_preview_request()

    shown = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert shown.h1.get_text(strip=True) == "New"
    assert "Welcome" in shown.select_one(".p-timetable").get_text()


@pytest.mark.parametrize("values", [{"starts_at": None, "ends_at": None}, {"kind": None}])
def test_editor_sees_a_preview_of_an_unfinished_draft(calendar, values):
    page = gathering(calendar, live=False)
    for name, value in values.items():
        setattr(page, name, value)

    assert page.make_preview_request().status_code == 200


def test_editor_sees_a_preview_of_the_calendar(calendar):
    assert calendar.make_preview_request().status_code == 200
