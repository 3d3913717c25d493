"""A gathering that is moved, postponed or called off says so everywhere; what changed is told. R20, R21."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from events.enums import TAKING_PLACE_STATUSES, AttendanceMode, GatheringStatus, RegistrationWindow
from events.gatherings.rows import gathering_row
from events.gatherings.words import changes_in_words, earlier_starts
from events.permissions import can_see_join_url, registration_window
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db

OLD, NEW = datetime(2031, 10, 1, 15, tzinfo=UTC), datetime(2031, 10, 8, 15, tzinfo=UTC)


def soup(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def change(page, **values):
    """Publish changes made by an editor."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def event(page):
    blocks = [json.loads(script.string) for script in page.select('script[type="application/ld+json"]')]
    return next(block for block in blocks if block["@type"] == "Event")


@pytest.fixture
def moved(calendar):
    """From Wed 1 Oct to Wed 8 Oct 2031."""
    page = gathering(calendar, "Talk", starts_at=OLD, hours=4)
    change(page, starts_at=NEW, ends_at=NEW + timedelta(hours=4), status=GatheringStatus.MOVED, status_note="Snow.")
    return page


def test_moved_gathering_says_new_and_old_date_at_the_very_top(client, moved):
    shown = soup(client, moved.url)

    notice = shown.select_one(".p-page .p-notice--warning")
    text = " ".join(notice.select_one(".p-notice__body > p").get_text().replace("\xa0", " ").split())
    assert text == "Postponed: new date Wed 8 Oct 2031, 10 am to 2 pm Central. It was Wed 1 Oct 2031. Snow."
    main = str(shown.select_one(".p-page"))
    assert main.index("p-notice") < main.index("<h1")
    assert shown.title.get_text().startswith("Postponed to a new date: Talk")


def test_moved_by_some_hours_names_the_old_hour(client, calendar):
    page = gathering(calendar, starts_at=OLD, hours=4)
    change(page, starts_at=OLD + timedelta(hours=2), status=GatheringStatus.MOVED)

    text = soup(client, page.url).select_one(".p-notice--warning").get_text().replace("\xa0", " ")

    assert "It was Wed 1 Oct 2031, 10 am Central." in text


def test_moved_gathering_takes_registrations(client, moved):
    assert registration_window(moved) == RegistrationWindow.OPEN
    assert soup(client, moved.url).select(".p-key a[href$='register/']")
    assert soup(client, moved.url).select(".p-date--off") == []


@pytest.mark.parametrize("status", GatheringStatus)
def test_guest_joins_online_when_it_takes_place(calendar, status):
    page = gathering(calendar, mode=AttendanceMode.ONLINE, status=status)
    guest = RegistrationFactory(gathering=page, online=True)

    assert can_see_join_url(guest) == (status in TAKING_PLACE_STATUSES)


def test_list_names_the_old_day_of_a_moved_gathering(client, calendar, moved):
    badge = soup(client, calendar.url).select_one(".p-row .p-badge--wait")

    assert badge.get_text(strip=True) == "Postponed to a new date (was Wed 1 Oct 2031)"


def test_row_read_without_the_record_of_changes_has_the_word_alone(moved):
    assert gathering_row(moved)["state_label"] == "Postponed to a new date"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (GatheringStatus.SCHEDULED, "EventScheduled"),
        (GatheringStatus.MOVED, "EventRescheduled"),
        (GatheringStatus.POSTPONED, "EventPostponed"),
        (GatheringStatus.CANCELLED, "EventCancelled"),
    ],
)
def test_search_engines_read_the_status(client, calendar, status, name):
    page = gathering(calendar, starts_at=OLD)
    change(page, starts_at=NEW, ends_at=None, status=status)

    data = event(soup(client, page.url))

    assert data["eventStatus"] == f"https://schema.org/{name}"
    assert data["startDate"] == "2031-10-08T10:00:00-05:00"
    assert data.get("previousStartDate") == ("2031-10-01T10:00:00-05:00" if status == GatheringStatus.MOVED else None)


def test_search_engines_read_every_earlier_start(client, moved):
    change(moved, starts_at=NEW + timedelta(days=7), ends_at=None)

    data = event(soup(client, moved.url))

    assert data["previousStartDate"] == ["2031-10-08T10:00:00-05:00", "2031-10-01T10:00:00-05:00"]


def test_a_start_that_came_back_is_not_an_earlier_one(moved):
    change(moved, starts_at=OLD)

    assert earlier_starts(moved) == [NEW]


def test_page_tells_what_changed_since_it_was_published(client, moved):
    change(moved, venue_name="Library", street="", mode=AttendanceMode.HYBRID)

    items = soup(client, moved.url).select(".p-changes > li")

    told = [[line.get_text().replace("\xa0", " ") for line in item.select("p")[1:]] for item in items]
    assert told == [
        [
            "The place was Town Hall, 1 Main Street, Peoria 61602. It is now Library, Peoria 61602.",
            "The way of attending was “In person”. It is now “In person and online”.",
        ],
        [
            "It was postponed to a new date.",
            "The time was Wed 1 Oct 2031, 10 am to 2 pm Central. It is now Wed 8 Oct 2031, 10 am to 2 pm Central.",
        ],
    ]


def test_an_end_alone_is_told_alone(calendar):
    page = gathering(calendar, starts_at=OLD, hours=4)
    change(page, ends_at=None)
    change(page, ends_at=OLD + timedelta(hours=1))

    told = [change["lines"][0].replace("\xa0", " ") for change in changes_in_words(page)]

    assert told == ["It now has an end: Wed 1 Oct 2031, 11 am Central.", "The end is now open."]


def test_page_without_changes_has_no_list_of_them(client, calendar):
    assert soup(client, gathering(calendar).url).select(".p-changes") == []


def test_status_note_cannot_break_out_of_the_page(client, calendar):
    page = gathering(calendar, status=GatheringStatus.CANCELLED, status_note="<script>alert(1)</script>")

    assert b"<script>alert(1)" not in client.get(page.url).content


def test_visitor_in_another_zone_gets_the_moments_to_convert(client, calendar):
    page = gathering(calendar, starts_at=NEW, hours=1, time_zone="America/New_York")

    own = soup(client, page.url).select_one("p-own-time")

    assert (own["data-start"], own["data-end"]) == ("2031-10-08T11:00:00-04:00", "2031-10-08T12:00:00-04:00")
    assert own.get_text() == ""


def test_all_day_gathering_has_no_hours_to_convert(client, calendar):
    page = gathering(calendar, starts_at=datetime(2031, 10, 8, 5, tzinfo=UTC), ends_at=None, is_all_day=True)

    assert soup(client, page.url).select("p-own-time") == []
