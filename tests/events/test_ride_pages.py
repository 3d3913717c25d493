"""The page on which two guests agree to share a ride, and what it does not tell. R28."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from events.actions.registrations import cancel_registration
from events.actions.rides import answer_ride
from events.models import Registration, RideMatch
from tests.events.registering import sign_up, url_of
from tests.events.ride_sharing import driver, pairs, rider
from tests.factories.events import gathering

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(calendar):
    return gathering(calendar, "Talk")


@pytest.fixture
def match(page):
    """A proposed ride of a driver and a rider."""
    driver(page)
    rider(page)
    return RideMatch.objects.get()


def ride_page(client, registration):
    return BeautifulSoup(client.get(url_of(registration, "rides/")).content, "html.parser")


def test_guest_agrees_on_the_page_and_reads_the_other_only_then(client, match):
    before = ride_page(client, match.driver).select_one("main").get_text(" ", strip=True)
    first = client.post(url_of(match.driver, f"rides/{match.code}/"), {"answer": "yes"}, follow=True)
    waits = ride_page(client, match.driver).select_one("main").get_text(" ", strip=True)
    second = client.post(url_of(match.rider, f"rides/{match.code}/"), {"answer": "yes"}, follow=True)

    assert "needs a ride" in before
    assert "Rider" not in before
    assert "rider@x.org" not in before
    assert "rider@x.org" not in waits
    assert "You have said yes." in first.content.decode()
    assert "Both of you have said yes." in second.content.decode()
    assert "driver@x.org" in second.content.decode()
    assert "rider@x.org" in ride_page(client, match.driver).get_text()


def test_guest_declines_on_the_page(client, match):
    answer = client.post(url_of(match.rider, f"rides/{match.code}/"), {"answer": "no"}, follow=True)

    assert "You have said no" in answer.content.decode()
    assert "No ride at the moment" in answer.content.decode()
    assert pairs() == set()


def test_own_page_leads_to_the_rides_while_there_are_any(client, match):
    with_ride = client.get(url_of(match.rider)).content.decode()
    answer_ride(match, match.rider, agrees=False)
    without = client.get(url_of(match.rider)).content.decode()

    assert ("Your shared rides" in with_ride, "Your shared rides" in without) == (True, False)


def test_ride_of_others_is_404(client, match, page, calendar):
    stranger = sign_up(page, "stranger@x.org").registration
    elsewhere = sign_up(gathering(calendar, "Other"), "stranger@x.org").registration
    addresses = [
        url_of(stranger, f"rides/{match.code}/"),
        url_of(elsewhere, f"rides/{match.code}/"),
        url_of(match.driver, f"rides/{uuid4()}/"),
        f"{page.url}registration/{uuid4()}/rides/{match.code}/",
    ]

    assert [client.post(url, {"answer": "yes"}).status_code for url in addresses] == [404] * 4
    assert RideMatch.objects.filter(driver_agreed_at=None, rider_agreed_at=None).count() == 1


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_answer_that_is_none_is_404(client, match, answer):
    assert client.post(url_of(match.driver, f"rides/{match.code}/"), {"answer": answer}).status_code == 404
    assert client.get(url_of(match.driver, f"rides/{match.code}/")).status_code == 405


def test_names_are_gone_from_the_page_once_the_ride_has_ended(client, match):
    answer_ride(match, match.driver, agrees=True)
    answer_ride(match, match.rider, agrees=True)

    cancel_registration(match.driver)

    assert "driver@x.org" not in client.get(url_of(match.rider, "rides/")).content.decode()
    assert Registration.objects.get(pk=match.rider_id).status == "going"
