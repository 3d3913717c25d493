"""A guest's own page behind the secret address: look, change, confirm, hand on, cancel. R21."""

import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core import mail

from events.actions.registrations import cancel_registration, change_registration
from events.enums import AttendanceWay, RegistrationStatus
from events.exceptions import NoPlaceLeft
from events.models import Registration
from tests.events.registering import errors, set_rules, sign_up, sign_up_all, standing, url_of
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


def test_secret_address_shows_the_registration_and_stays_private(client, own):
    response = client.get(url_of(own))

    assert "You have a place, in person." in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("code", ["not-a-code", "1", "00000000-0000-0000-0000-000000000000", "%00"])
def test_unknown_code_is_404(client, own, code):
    assert client.get(f"{own.gathering.url}registration/{code}/").status_code == 404


def test_code_of_another_gathering_is_404(client, calendar, own):
    other = gathering(calendar, "Other")

    assert client.get(f"{other.url}registration/{own.code}/").status_code == 404
    assert client.post(f"{other.url}registration/{own.code}/cancel/").status_code == 404
    own.refresh_from_db()
    assert own.status == RegistrationStatus.GOING


def test_guest_changes_the_way_of_attending_and_the_next_moves_up(client, own, django_capture_on_commit_callbacks):
    set_rules(own.gathering, confirm_hours=0)
    sign_up(own.gathering, "next@x.org")

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url_of(own), {"name": "Ada G.", "way": "online"}, follow=True)

    own.refresh_from_db()
    assert (own.name, own.way, own.status, own.program_name) == ("Ada G.", "online", "going", "")
    assert standing(own.gathering) == [("ada", "going"), ("next", "going")]
    assert "Your registration is changed." in response.content.decode()
    assert sorted(message.subject for message in mail.outbox) == [
        "A place is free for you: Talk",
        "Your registration is changed: Talk",
    ]


def test_change_to_a_full_way_is_refused_and_keeps_the_place(client, own):
    for number in range(2):
        sign_up(own.gathering, f"o{number}@x.org", way=AttendanceWay.ONLINE)

    response = client.post(url_of(own), {"name": "Ada", "way": "online"})

    own.refresh_from_db()
    assert "There is no place left" in errors(response)
    assert (own.way, own.status) == ("in_person", "going")
    with pytest.raises(NoPlaceLeft):
        change_registration(own, name="Ada", way=AttendanceWay.ONLINE)


def test_guest_who_waits_gets_a_place_by_attending_online(own):
    waiting = sign_up(own.gathering, "next@x.org").registration

    change_registration(waiting, name="Next", way=AttendanceWay.ONLINE)

    waiting.refresh_from_db()
    assert (waiting.way, waiting.status) == ("online", "going")


def test_guest_is_asked_before_cancelling(client, own):
    asked = client.get(url_of(own, "cancel/"))
    own.refresh_from_db()
    before = own.status
    client.post(url_of(own, "cancel/"))
    own.refresh_from_db()

    assert "Do you want to cancel?" in asked.content.decode()
    assert (before, own.status) == ("going", "cancelled")


def test_cancelled_registration_cannot_be_changed(client, own):
    cancel_registration(own)

    response = client.post(url_of(own), {"name": "Ada", "way": "online"})

    own.refresh_from_db()
    assert own.status == RegistrationStatus.CANCELLED
    assert response.status_code == 200


def test_address_to_join_is_for_guests_with_a_place_online_only(client, own):
    in_person = client.get(url_of(own)).content
    change_registration(own, name="Ada", way=AttendanceWay.ONLINE)
    online = client.get(url_of(own)).content
    waiting = sign_up(own.gathering, "w@x.org", way=AttendanceWay.ONLINE).registration
    Registration.objects.filter(pk=waiting.pk).update(status=RegistrationStatus.WAITLISTED)
    waits = client.get(url_of(waiting)).content

    assert (b"meet.example.org" in in_person, b"meet.example.org" in online, b"meet.example.org" in waits) == (
        False,
        True,
        False,
    )


# Where the guest stands


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": "going"}, "You have a place, in person."),
        ({"status": "waitlisted"}, "You are number 1 in line."),
        ({"status": "offered"}, "It is yours once you confirm it."),
        ({"status": "cancelled"}, "You are not registered any more."),
    ],
)
def test_page_says_where_the_guest_stands(client, own, values, words):
    Registration.objects.filter(pk=own.pk).update(**values)

    assert words in client.get(url_of(own)).content.decode()


def test_guest_who_waits_reads_the_number_in_line(client, own):
    second = sign_up_all(own.gathering, "one", "two")[1]

    assert "You are number 2 in line." in client.get(url_of(second)).content.decode()


def test_all_links_say_so_after_the_gathering(client, calendar):
    """Links used after the gathering: a sentence, nothing changes, nothing fails."""
    past = gathering(calendar, days=-10)
    registration = RegistrationFactory(gathering=past)
    form = {"name": "New", "email": "new@x.org"}

    shown = client.get(url_of(registration))
    changed = client.post(url_of(registration), {"name": "New"})
    opened = [client.get(url_of(registration, path), follow=True) for path in ("confirm/", "transfer/", "cancel/")]
    posted = [
        client.post(url_of(registration, path), form, follow=True) for path in ("confirm/", "transfer/", "cancel/")
    ]

    registration.refresh_from_db()
    for answer in (shown, changed, *opened, *posted):
        assert answer.status_code == 200
        assert "This gathering is over. Nothing can be changed here any more." in answer.content.decode()
    assert (registration.status, Registration.objects.count()) == ("going", 1)


# Each address


@pytest.mark.parametrize("path", ["", "confirm/", "transfer/", "cancel/", "rides/"])
def test_addresses_are_for_the_holder_of_the_code_alone(client, calendar, own, path, mentor, superuser):
    """A code of another gathering, a made-up one, and being signed in open nothing; nothing of it is stored."""
    Registration.objects.filter(pk=own.pk).update(status="offered" if path == "confirm/" else "going")
    other = gathering(calendar, "Other")
    made_up = f"{own.gathering.url}registration/{uuid4()}/{path}"
    elsewhere = f"{other.url}registration/{own.code}/{path}"

    answers = [client.get(made_up), client.get(elsewhere)]
    answers += [client.post(made_up), client.post(elsewhere)] if path != "rides/" else []
    for user in (mentor, superuser):
        client.force_login(user)
        answers += [client.get(made_up), client.get(elsewhere)]
    right = client.get(url_of(own, path))

    assert {answer.status_code for answer in answers} == {404}
    assert right.status_code == 200
    assert (right["Cache-Control"], right["Referrer-Policy"]) == ("private, no-store", "same-origin")


@pytest.mark.parametrize("path", ["", "confirm/", "transfer/", "cancel/", "rides/"])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused_and_the_code_stays_out_of_the_log(client, own, path, method, caplog):
    answer = getattr(client, method)(url_of(own, path))

    assert (answer.status_code, answer["Cache-Control"]) == (405, "private, no-store")
    assert "Method Not Allowed" in caplog.text
    assert str(own.code) not in caplog.text


def test_forged_post_is_refused_and_the_code_stays_out_of_the_log(client, own, caplog):
    client.handler.enforce_csrf_checks = True

    answer = client.post(url_of(own, "cancel/"))

    own.refresh_from_db()
    assert (answer.status_code, own.status) == (403, "going")
    assert "Forbidden" in caplog.text
    assert str(own.code) not in caplog.text


@pytest.mark.parametrize("path", ["", "confirm/", "transfer/", "cancel/", "rides/"])
def test_opening_a_link_changes_nothing(client, own, path):
    """Programs that look at links in mails open them."""
    Registration.objects.filter(pk=own.pk).update(status="offered" if path == "confirm/" else "going")
    before = Registration.objects.values().get(pk=own.pk)

    client.get(url_of(own, path))

    assert Registration.objects.values().get(pk=own.pk) == before


def test_link_in_the_mail_holds_when_the_page_is_renamed(client, calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk under another name")
    with django_capture_on_commit_callbacks(execute=True):
        registration = sign_up(page, "ada@x.org").registration
    [link] = re.findall(rf"https?://\S+/registration/{registration.code}/", mail.outbox[-1].body)
    page.slug = "renamed"
    page.save_revision().publish()

    response = client.get(urlsplit(link).path, follow=True)

    assert [(urlsplit(url).path, status) for url, status in response.redirect_chain] == [
        (f"{calendar.url}renamed/registration/{registration.code}/", 302)
    ]
    assert "You have a place, in person." in response.content.decode()


@pytest.mark.parametrize("rest", ["confirm/", "certificate/", "rides/"])
def test_links_below_lead_to_the_page_below(client, own, rest):
    response = client.get(f"/gathering/registration/{own.code}/{rest}")

    assert (response.status_code, response["Location"]) == (302, url_of(own, rest))
    assert response["Cache-Control"] == "private, no-store"


def test_link_of_nobody_or_of_a_page_taken_down_is_404_and_is_only_read(client, own):
    assert client.get(f"/gathering/registration/{uuid4()}/").status_code == 404
    assert client.post(f"/gathering/registration/{own.code}/").status_code == 405
    own.gathering.unpublish()

    assert client.get(f"/gathering/registration/{own.code}/").status_code == 404
