"""The members' page "My calendars"."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.actions.subscriptions import end_subscription, make_subscription
from events.models import CalendarSubscription

pytestmark = pytest.mark.django_db

LIST = "/members/calendars/"
VALUES = {"name": "Phone", "shows_waiting": "on", "shows_pair": "on"}


def address_in(response):
    return re.search(r"/gathering/my/[\w-]{32}\.ics", response.text)[0]


@pytest.fixture
def signed_in(client, mentor):
    client.force_login(mentor)
    return client


def test_a_calendar_is_made_and_its_address_shown_once(signed_in, client, mentor):
    """CALENDARS, idea 5."""
    response = signed_in.post(LIST, VALUES)
    address = address_in(response)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "webcal://testserver/gathering/my/" in response.text
    assert BeautifulSoup(response.content, "html.parser").select_one(".p-own-code svg")
    assert address not in signed_in.get(LIST).text
    assert address.split("/")[-1][:-4] not in str(dict(signed_in.session))
    client.logout()
    assert client.get(address).status_code == 200


def test_sending_the_form_twice_makes_one_calendar_and_loses_nothing(signed_in):
    signed_in.post(LIST, VALUES)

    again = signed_in.post(LIST, VALUES)

    assert again.status_code == 422
    assert "You have a calendar of this name already." in again.text
    assert 'value="Phone"' in again.text
    assert CalendarSubscription.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b"])
def test_a_name_that_is_none_is_refused(signed_in, name):
    assert signed_in.post(LIST, {**VALUES, "name": name}).status_code == 422
    assert not CalendarSubscription.objects.exists()


def test_the_list_says_who_read_last(signed_in, client):
    address = address_in(signed_in.post(LIST, VALUES))
    assert "Not read yet." in signed_in.get(LIST).text

    client.get(address, headers={"User-Agent": "Google-Calendar-Importer"})

    assert "ago by Google Calendar." in " ".join(signed_in.get(LIST).text.replace("\xa0", " ").split())


def test_renewing_shows_the_new_address_and_stops_the_old_one(signed_in, client):
    old = address_in(signed_in.post(LIST, VALUES))
    calendar = CalendarSubscription.objects.get()

    response = signed_in.post(reverse("members:calendar-renew", args=[calendar.pk]))

    assert client.get(old).status_code == 404
    assert client.get(address_in(response)).status_code == 200


def test_what_stands_in_it_can_be_changed(signed_in):
    signed_in.post(LIST, VALUES)
    calendar = CalendarSubscription.objects.get()
    url = reverse("members:calendar-edit", args=[calendar.pk])

    assert 'value="Phone"' in signed_in.get(url).text
    assert signed_in.post(url, {"name": "Watch"}).status_code == 302

    calendar.refresh_from_db()
    assert (calendar.name, calendar.shows_waiting, calendar.shows_pair) == ("Watch", False, False)


def test_an_ended_calendar_stands_apart_and_offers_nothing(signed_in, mentor):
    signed_in.post(LIST, VALUES)
    calendar = CalendarSubscription.objects.get()

    assert signed_in.post(reverse("members:calendar-end", args=[calendar.pk])).status_code == 302

    page = signed_in.get(LIST).text
    assert "A device that still looks finds one entry" in page
    assert reverse("members:calendar-renew", args=[calendar.pk]) not in page
    for name in ("edit", "renew", "end"):
        assert signed_in.get(reverse(f"members:calendar-{name}", args=[calendar.pk])).status_code == 404


def test_others_calendars_are_not_listed_and_not_found(signed_in, mentee):
    theirs, _token = make_subscription(mentee, name="Their phone")

    assert "Their phone" not in signed_in.get(LIST).text
    for name in ("edit", "renew", "end"):
        assert signed_in.post(reverse(f"members:calendar-{name}", args=[theirs.pk]), VALUES).status_code == 404
    end_subscription(theirs, by=mentee)
    assert "Their phone" not in signed_in.get(LIST).text


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_is_none_is_404(signed_in, number):
    assert signed_in.get(f"{LIST}{number}/end/").status_code == 404
