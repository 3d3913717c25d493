"""Signing up without an account: the form, and what it takes and refuses. R21, R28."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.enums import AttendanceMode, AttendanceWay, GatheringStatus
from events.exceptions import RegistrationClosed
from events.models import Registration
from resources.mailing import send_due_mails
from resources.models import OutgoingMail
from tests.events.registering import VALUES, errors, sent, sign_up, url_of
from tests.factories.events import RegistrationFactory, gathering
from tests.factories.mentoring import UserFactory

pytestmark = pytest.mark.django_db


def test_guest_registers_without_an_account_and_gets_one_mail(client, calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk")

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{page.url}register/", VALUES)

    registration = Registration.objects.get()
    assert response.url == f"{page.url}register/done/?place=going"
    assert (registration.name, registration.status, registration.way) == ("Ada Guest", "going", "in_person")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ada@example.org"], "You have a place: Talk")
    ]
    assert str(registration.code) in mail.outbox[0].body
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Your name"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"email": ""}, "Your e-mail"),
        ({"email": "not an address"}, "valid email"),
        ({"email": "a@b.org\nBcc: c@d.org"}, "valid email"),
        ({"email": "name@school"}, "there is an ending missing"),
        ({"name": "Win at https://evil.example"}, "without a web address"),
        ({"ride": "offered", "ride_zip_code": "61602", "ride_seats": "0"}, "greater than or equal to 1"),
        ({"ride": "offered", "ride_zip_code": "61602", "ride_seats": "21"}, "less than or equal to 20"),
        ({"ride": "needed"}, "ZIP code you start from"),
        ({"ride": "offered", "ride_zip_code": "abc"}, "five digits"),
        ({"ride": "rocket"}, "not one of the available choices"),
        ({"access_needs": "x" * 1_001}, "at most 1000 characters"),
        ({"name": "a\0b"}, "Null characters"),
    ],
)
def test_form_that_is_refused_keeps_what_was_typed(client, calendar, values, message):
    page = gathering(calendar)

    response = client.post(f"{page.url}register/", VALUES | {"program_name": "Kept as typed"} | values)

    assert response.status_code == 200
    assert message in errors(response)
    assert "Kept as typed" in response.content.decode()
    assert Registration.objects.count() == 0


def test_hybrid_gathering_asks_how_one_attends(client, calendar):
    page = gathering(calendar, mode=AttendanceMode.HYBRID)

    refused = client.post(f"{page.url}register/", VALUES)
    client.post(f"{page.url}register/", VALUES | {"way": "online"})

    assert "How will you attend?" in errors(refused)
    assert Registration.objects.get().way == AttendanceWay.ONLINE


def test_way_that_is_not_offered_cannot_be_posted(client, calendar):
    page = gathering(calendar)

    client.post(f"{page.url}register/", VALUES | {"way": "online"})

    assert Registration.objects.get().way == AttendanceWay.IN_PERSON


def test_ride_of_an_online_guest_is_not_kept(client, calendar):
    page = gathering(calendar, mode=AttendanceMode.HYBRID)

    client.post(f"{page.url}register/", VALUES | {"way": "online", "ride": "needed", "ride_zip_code": "61602"})

    assert Registration.objects.values_list("ride", "ride_zip_code").get() == ("none", "")


def test_fields_that_the_form_does_not_have_change_nothing(client, calendar):
    page, other = gathering(calendar, capacity_in_person=0), gathering(calendar, "Other")

    client.post(
        f"{page.url}register/",
        VALUES
        | {"status": "attended", "gathering": other.pk, "code": str(uuid4()), "user": 1, "id": 77, "capacity": 9},
    )

    registration = Registration.objects.get()
    assert (registration.status, registration.gathering_id, registration.user_id) == ("waitlisted", page.pk, None)


def test_member_who_is_signed_in_is_not_asked_twice(client, calendar):
    page = gathering(calendar)
    user = UserFactory(first_name="Robin", last_name="Example", email="robin@example.org")
    client.force_login(user)

    form = BeautifulSoup(client.get(f"{page.url}register/").content, "html.parser")
    client.post(f"{page.url}register/", VALUES | {"email": "robin@example.org"})

    assert form.select_one("[name=name]")["value"] == "Robin Example"
    assert form.select_one("[name=email]")["value"] == "robin@example.org"
    assert Registration.objects.get().user == user


def test_form_is_guarded_against_forged_posts(calendar, client):
    page = gathering(calendar)
    client.handler.enforce_csrf_checks = True

    assert client.post(f"{page.url}register/", VALUES).status_code == 403
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, calendar, method):
    page = gathering(calendar)

    assert getattr(client, method)(f"{page.url}register/").status_code == 405


@pytest.mark.parametrize(
    "values",
    [
        {"status": GatheringStatus.CANCELLED},
        {"status": GatheringStatus.POSTPONED},
        {"takes_registrations": False},
        {"days": -10},
        {"registration_opens_at": timezone.now() + timedelta(days=1)},
        {"registration_closes_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_closed_registration_refuses_page_and_action_alike(client, calendar, values):
    page = gathering(calendar, **values)

    response = client.post(f"{page.url}register/", VALUES)

    assert "closed" in errors(response)
    assert "You cannot register at the moment" in response.content.decode()
    with pytest.raises(RegistrationClosed):
        sign_up(page)
    assert Registration.objects.count() == 0


def test_flood_from_one_address_is_stopped_without_losing_what_was_typed(client, calendar, settings):
    settings.PARTNERSHIP = {"REGISTRATIONS_PER_HOUR": 3}
    page = gathering(calendar)

    answers = [client.post(f"{page.url}register/", VALUES | {"email": f"g{n}@example.org"}) for n in range(5)]
    elsewhere = client.post(f"{page.url}register/", VALUES, REMOTE_ADDR="203.0.113.9")

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert "g4@example.org" in answers[4].content.decode()
    assert elsewhere.status_code == 302


# The same person twice


@pytest.mark.parametrize("again", ["ada@example.org", "ADA@Example.org"])
def test_same_address_twice_keeps_one_registration_and_gets_a_mail(calendar, again, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk")
    first = sign_up(page, "ada@example.org").registration

    with django_capture_on_commit_callbacks(execute=True):
        outcome = sign_up(page, again, name="Somebody Else")

    assert (outcome.is_new, outcome.registration.pk, Registration.objects.get().name) == (False, first.pk, "Ada Guest")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ada@example.org"], "Your registration: Talk")
    ]


@pytest.mark.parametrize("capacity", [None, 1])
def test_answer_does_not_tell_whether_an_address_is_known(client, calendar, capacity):
    page = gathering(calendar, capacity_in_person=capacity)
    sign_up(page, "known@example.org")

    known = client.post(f"{page.url}register/", VALUES | {"email": "known@example.org"})
    new = client.post(f"{page.url}register/", VALUES | {"email": "new@example.org"})

    assert (known.status_code, known.url) == (new.status_code, new.url)


def test_repeated_sign_ups_do_not_flood_an_inbox(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar)

    with django_capture_on_commit_callbacks(execute=True):
        for number in range(20):
            sign_up(page, name=f"Somebody {number}")

    assert len(mail.outbox) == 6


def test_form_sent_twice_is_one_registration_and_one_mail(client, calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar)

    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(f"{page.url}register/", VALUES) for _ in range(2)]

    assert [answer.url for answer in answers] == [f"{page.url}register/done/?place=going"] * 2
    assert (Registration.objects.count(), len(mail.outbox)) == (1, 1)


def test_guest_who_comes_back_later_gets_the_mail_again(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk")
    first = sign_up(page).registration
    Registration.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(minutes=5))

    with django_capture_on_commit_callbacks(execute=True):
        sign_up(page)

    assert sent(mail.outbox) == [("ada@example.org", "Your registration: Talk")]


def test_database_keeps_one_open_registration_for_each_address(calendar):
    page = gathering(calendar)
    RegistrationFactory(gathering=page, email="Ada@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(gathering=page, email="ada@EXAMPLE.org")


def test_mail_is_not_sent_when_the_transaction_fails(calendar):
    page = gathering(calendar)

    def fail_after_signing_up():
        with transaction.atomic():
            sign_up(page)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_signing_up()

    assert Registration.objects.count() == 0
    assert mail.outbox == []


def test_registration_is_kept_when_the_mail_server_is_down(
    client, calendar, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = gathering(calendar)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{page.url}register/", VALUES)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_due_mails(timezone.now())
    too_early = len(mail.outbox)
    OutgoingMail.objects.update(try_at=timezone.now())
    send_due_mails()

    assert response.status_code == 302
    assert Registration.objects.count() == 1
    assert (too_early, sent(mail.outbox)) == (0, [("ada@example.org", f"You have a place: {page.title}")])
    assert "could not be sent" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_code_in_the_mail_leads_to_the_registration(client, calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page.url}register/", VALUES)
    path = re.search(r"https?://[^/]+(/\S*/registration/\S+/)", mail.outbox[0].body)[1]

    assert client.get(path, follow=True).redirect_chain == [(url_of(Registration.objects.get()), 302)]
