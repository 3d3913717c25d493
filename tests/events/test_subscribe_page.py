"""The page "Subscribe", short addresses of feeds, and who reads them."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from events.enums import GatheringStatus, ReaderProgram
from events.feeds.readers import program_of
from events.models import FeedLink, FeedReading
from tests.factories.events import NetworkCalendarFactory, NetworkEventFactory, RegionFactory, TopicFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def kane(db):
    return RegionFactory(name="Kane")


@pytest.fixture
def filled(calendar, kane):
    """A calendar with a gathering in Kane, one elsewhere, and one that was called off."""
    gathering(calendar, "In Kane", region=kane, days=3)
    gathering(calendar, "Elsewhere", days=4)
    gathering(calendar, "Called off", region=kane, days=5, status=GatheringStatus.CANCELLED)
    return calendar


def make_short(client, page, **choice):
    """The path of the short address that the page shows after its button was pressed."""
    response = client.post(f"{page.url}subscribe/", choice, follow=True)
    assert response.status_code == 200
    return f"/gathering/f/{FeedLink.objects.first().code}.ics"


def previewed(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [one.get_text(strip=True) for one in soup.select(".p-subscribing .p-row__title")]


# --- The page ---


def test_every_view_of_a_calendar_leads_to_it_with_the_filter_kept(client, filled, kane):
    """R21, R35."""
    for view in ("", f"month/{timezone.localdate():%Y/%-m}/", "near/"):
        html = client.get(f"{filled.url}{view}?region=kane").text

        assert f'href="{filled.url}subscribe/?region=kane"' in html


def test_it_shows_what_comes_next_of_the_choice(client, filled):
    """CALENDARS, idea 4."""
    whole = client.get(f"{filled.url}subscribe/")
    narrowed = client.get(f"{filled.url}subscribe/?region=kane&cancelled=drop")

    assert previewed(whole) == ["In Kane", "Elsewhere", "Called off"]
    assert previewed(narrowed) == ["In Kane"]
    assert f"{filled.url}calendar.ics?region=kane&amp;cancelled=drop" in narrowed.text


def test_it_shows_the_events_of_networks_that_the_feed_has(client, filled):
    """R27: those of a network that staff keep out of feeds are not among them."""
    soon = timezone.now() + timedelta(days=1)
    told = NetworkCalendarFactory(name="Prairie Network", is_in_feeds=True)
    NetworkEventFactory(calendar=told, title="Network day", starts_at=soon)
    NetworkEventFactory(calendar=NetworkCalendarFactory(is_in_feeds=False), title="Not in feeds", starts_at=soon)

    response = client.get(f"{filled.url}subscribe/")

    assert previewed(response) == ["Network day", "In Kane", "Elsewhere"]


def test_each_program_gets_its_own_link(client, filled):
    html = client.get(f"{filled.url}subscribe/?region=kane").text

    assert 'href="webcal://' in html
    assert "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F" in html
    assert "https://outlook.live.com/calendar/0/addfromweb?url=http" in html
    assert "https://outlook.office.com/calendar/0/addfromweb?url=http" in html
    assert "Looks once or twice a day" in html
    assert "<script>" not in html


def test_its_code_is_a_picture(client, filled):
    response = client.get(f"{filled.url}subscribe/qr/?region=kane")

    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")


def test_what_is_unknown_is_left_out_and_named(client, filled):
    response = client.get(f"{filled.url}subscribe/?region=nowhere&cancelled=perhaps&past=&from_date=never")

    assert response.status_code == 200
    assert "We do not know “nowhere”" in response.text
    assert len(previewed(response)) == 3


def test_other_methods_are_refused(client, filled):
    assert client.put(f"{filled.url}subscribe/").status_code == 405


def test_the_page_costs_the_same_for_3_gatherings_and_for_20(client, filled):
    few = count_queries(lambda: client.get(f"{filled.url}subscribe/"))
    for number in range(17):
        gathering(filled, f"More {number}", days=1)

    assert count_queries(lambda: client.get(f"{filled.url}subscribe/")) == few


# --- Short addresses ---


def test_a_short_address_gives_the_octets_of_the_long_one(client, filled, kane):
    short = make_short(client, filled, region="kane", cancelled="drop")

    answer = client.get(short)

    assert answer.status_code == 200
    assert answer.content == client.get(f"{filled.url}calendar.ics?region=kane&cancelled=drop").content
    assert answer.content.count(b"BEGIN:VEVENT") == 1
    assert client.get(short, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.post(short).status_code == 405
    assert not answer.cookies


def test_the_same_choice_has_the_same_code_in_whatever_order(client, filled, kane):
    RegionFactory(name="Lake")
    first = make_short(client, filled, region=["lake", "kane"])
    second = make_short(client, filled, region=["kane", "lake"])
    other = make_short(client, filled, region=["kane"])

    assert first == second != other
    assert FeedLink.objects.count() == 2


def test_the_page_shows_the_short_address_once_it_is_made(client, filled):
    short = make_short(client, filled, region="kane")

    html = client.get(f"{filled.url}subscribe/?region=kane").text

    assert f'value="http://testserver{short}"' in html
    assert short not in client.get(f"{filled.url}subscribe/").text


def test_a_short_address_survives_another_name_of_its_region(client, filled, kane):
    """CALENDARS, idea 4."""
    short = make_short(client, filled, region="kane")
    before = client.get(short).content.count(b"BEGIN:VEVENT")
    kane.name, kane.slug = "Kane and Kendall", "kane-and-kendall"
    kane.save()

    after = client.get(short)

    assert after.content.count(b"BEGIN:VEVENT") == before == 2
    assert b"Kane and Kendall" in after.content.replace(b"\r\n ", b"")
    assert make_short(client, filled, region="kane-and-kendall") == short


def test_a_short_address_of_a_deleted_topic_tells_that_it_ended(client, filled):
    topic = TopicFactory(name="Health")
    gathering(filled, "About health", topics=[topic])
    short = make_short(client, filled, topic="health")
    assert client.get(short).status_code == 200
    topic.delete()

    assert client.get(short).status_code == 410


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_a_short_address_of_a_calendar_that_is_gone_is_410_with_an_entry(client, filled, act):
    short = make_short(client, filled)
    client.get(short)
    getattr(filled, act)()

    answer = client.get(short)

    assert answer.status_code == 410
    assert b"This calendar has ended: Gatherings" in answer.content.replace(b"\r\n ", b"")


def test_a_short_address_of_a_calendar_behind_a_password_is_unknown(client, filled):
    short = make_short(client, filled)
    filled.view_restrictions.create(restriction_type="password", password="x")

    assert client.get(short).status_code == 404


@pytest.mark.parametrize("code", ["nothing", "A" * 300, "bcdfghjkmn"])
def test_an_unknown_code_is_404(client, db, code):
    assert client.get(f"/gathering/f/{code}.ics").status_code == 404


def test_short_addresses_are_limited_by_the_hour_and_the_choice_is_not_lost(client, filled, settings):
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "FEED_LINKS_PER_HOUR": 1}
    make_short(client, filled)

    response = client.post(f"{filled.url}subscribe/", {"region": "kane", "past": "drop"})

    assert response.status_code == 429
    assert "Nothing was lost" in response.text
    assert "calendar.ics?region=kane&amp;past=drop" in response.text
    assert FeedLink.objects.count() == 1


# --- Readers ---


@pytest.mark.parametrize(
    ("agent", "program"),
    [
        ("iOS/17.5 (21F79) dataaccessd/1.0", ReaderProgram.APPLE),
        ("macOS/14.5 (23F79) CalendarAgent/988", ReaderProgram.APPLE),
        ("Mac+OS+X/10.15.7 (19H15) CalendarAgent/930.5.1", ReaderProgram.APPLE),
        ("Google-Calendar-Importer", ReaderProgram.GOOGLE),
        ("Mozilla/5.0 (compatible; Google-Calendar-Importer)", ReaderProgram.GOOGLE),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)", ReaderProgram.OUTLOOK),
        ("Microsoft.Exchange/15.20 (Calendar Sharing)", ReaderProgram.OUTLOOK),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.3.0", ReaderProgram.THUNDERBIRD),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Safari/605", ReaderProgram.OTHER),
        ("curl/8", ReaderProgram.OTHER),
        ("", ReaderProgram.OTHER),
    ],
)
def test_programs_are_known_by_what_they_call_themselves(agent, program):
    assert program_of(agent) == program


def test_readings_are_counted_with_one_write_in_ten_minutes(client, filled):
    """CALENDARS, idea 1. Answers of 304 count too."""
    url, google = f"{filled.url}calendar.ics", {"User-Agent": "Google-Calendar-Importer"}
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        etag = client.get(url, headers=google)["ETag"]
        for _again in range(4):
            assert client.get(url, headers={**google, "If-None-Match": etag}).status_code == 304
        client.get(url, headers={"User-Agent": "Thunderbird/128"})
    assert dict(FeedReading.objects.values_list("program", "reads_count")) == {"google": 1, "thunderbird": 1}

    with time_machine.travel(start + timedelta(minutes=11), tick=False):
        client.get(url, headers={**google, "If-None-Match": etag})

    google_row = FeedReading.objects.get(program=ReaderProgram.GOOGLE)
    assert google_row.reads_count == 6
    assert google_row.last_read_at == start + timedelta(minutes=11)
    assert google_row.calendar_id == filled.pk


def test_a_304_costs_no_more_than_two_queries_while_it_is_counted(client, filled, django_assert_max_num_queries):
    url = f"{filled.url}calendar.ics"
    etag = client.get(url)["ETag"]

    with django_assert_max_num_queries(2):
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


def test_short_addresses_count_for_their_calendar(client, filled):
    short = make_short(client, filled, region="kane")
    client.get(short, headers={"User-Agent": "Thunderbird/128"})

    assert FeedReading.objects.get().calendar_id == filled.pk


def test_refused_addresses_count_for_nothing(client, filled):
    client.post(f"{filled.url}calendar.ics")
    client.get("/nothing/calendar.ics")

    assert not FeedReading.objects.exists()
