"""Confirming a place on offer and handing a place on, behind the secret address. R21."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from events.actions.registrations import transfer_registration
from events.exceptions import RegistrationRefused
from events.models import Registration
from tests.events.registering import errors, sent, sign_up_all, standing, url_of
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


# Confirming


def test_place_on_offer_is_confirmed_with_one_click(client, own, django_capture_on_commit_callbacks):
    Registration.objects.filter(pk=own.pk).update(status="offered", confirm_by=timezone.now() + timedelta(hours=5))

    asked = client.get(url_of(own, "confirm/"))
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(url_of(own, "confirm/"), follow=True) for _ in range(2)]

    own.refresh_from_db()
    assert "Will you come?" in asked.content.decode()
    assert "The place is yours." in answers[0].content.decode()
    assert (own.status, own.confirm_by) == ("going", None)
    assert sent(mail.outbox) == [("ada@example.org", "You have a place: Talk")]


def test_place_that_went_to_the_next_cannot_be_confirmed(client, own):
    Registration.objects.filter(pk=own.pk).update(status="waitlisted", waiting_since=timezone.now())

    answer = client.post(url_of(own, "confirm/"), follow=True)

    own.refresh_from_db()
    assert "it went to the next person on the waiting list" in answer.content.decode()
    assert own.status == "waitlisted"


# Handing on


def hand_on(client, registration, **values):
    return client.post(
        url_of(registration, "transfer/"), {"name": "Bo Colleague", "email": "bo@example.org"} | values, follow=True
    )


def test_place_is_handed_on_and_the_old_link_dies(client, own, django_capture_on_commit_callbacks):
    Registration.objects.filter(pk=own.pk).update(access_needs="A ramp", answers={"7": "Vegan"}, ride_zip_code="61602")

    with django_capture_on_commit_callbacks(execute=True):
        answer = hand_on(client, own)

    new = Registration.objects.exclude(pk=own.pk).get()
    assert "Your place is handed on." in answer.content.decode()
    assert (new.name, new.email, new.status, new.way) == ("Bo Colleague", "bo@example.org", "going", "in_person")
    assert (new.access_needs, new.answers, new.ride_zip_code, new.program_name) == ("", {}, "", "")
    assert client.get(url_of(own)).status_code == 404
    assert client.get(url_of(new)).status_code == 200
    assert standing(own.gathering) == [("bo", "going")]
    assert sent(mail.outbox) == [
        ("ada@example.org", "You have handed on your place: Talk"),
        ("bo@example.org", "A place was handed on to you: Talk"),
    ]
    assert [str(new.code) in message.body for message in mail.outbox] == [False, True]
    assert all(str(own.code) not in message.body for message in mail.outbox)


def test_place_handed_on_does_not_move_the_waiting_list(own):
    sign_up_all(own.gathering, "waits")

    transfer_registration(own, name="Bo", email="bo@example.org")

    assert standing(own.gathering) == [("waits", "waitlisted"), ("bo", "going")]


@pytest.mark.parametrize(
    ("status", "subject", "after"),
    [
        ("waitlisted", "A place was handed on to you: Talk", "going"),
        ("going", "Your registration: Talk", "going"),
    ],
)
def test_handing_on_does_not_tell_who_comes(client, own, status, subject, after, django_capture_on_commit_callbacks):
    """The one who hands on reads the same, whether the other is registered or not."""
    RegistrationFactory(gathering=own.gathering, name="Bo", email="bo@example.org", status=status, way="online")

    with django_capture_on_commit_callbacks(execute=True):
        known = hand_on(client, own)

    assert "Your place is handed on. Both of you get a mail" in known.content.decode()
    assert [(to, text) for to, text in sent(mail.outbox) if to == "bo@example.org"] == [("bo@example.org", subject)]
    assert standing(own.gathering) == [("bo", after)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"email": "ADA@example.org"}, "This is the address of your own registration."),
        ({"email": "bo@gmial.com"}, "Did you mean bo@gmail.com?"),
        ({"email": "bo@school"}, "there is an ending missing"),
        ({"name": ""}, "This field is required"),
        ({"name": "www.evil.example"}, "without a web address"),
    ],
)
def test_handing_on_asks_again_and_keeps_what_was_typed(client, own, values, words):
    answer = hand_on(client, own, **values)

    assert words in errors(answer)
    assert standing(own.gathering) == [("ada", "going")]
    typed = {"name": "Bo Colleague", "email": "bo@example.org"} | values
    form = BeautifulSoup(answer.content, "html.parser")
    assert {name: form.select_one(f"[name={name}]").get("value", "") for name in typed} == typed


@pytest.mark.parametrize("status", ["waitlisted", "offered", "cancelled"])
def test_only_a_place_can_be_handed_on(own, status):
    Registration.objects.filter(pk=own.pk).update(status=status)

    with pytest.raises(RegistrationRefused):
        transfer_registration(own, name="Bo", email="bo@example.org")


def test_handing_on_is_limited_like_signing_up(client, own, settings):
    settings.PARTNERSHIP = {"REGISTRATIONS_PER_HOUR": 0}

    answer = hand_on(client, own)

    assert answer.status_code == 429
    assert standing(own.gathering) == [("ada", "going")]
