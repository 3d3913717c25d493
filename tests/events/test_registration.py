"""Signing up, waiting, changing and cancelling, without an account. R21, R28."""

import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events.actions import registrations as actions
from events.actions.registrations import cancel_registration, change_registration, register
from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationStatus
from events.exceptions import NoPlaceLeft, RegistrationClosed, RegistrationRefused, WayNotOffered
from events.models import GatheringPage, Registration
from tests.factories.events import RegistrationFactory, calendar_page, gathering
from tests.factories.mentoring import UserFactory

pytestmark = pytest.mark.django_db

VALUES = {"name": "Ada Guest", "email": "ada@example.org", "program_name": "Sparrow Hill", "ride": "none"}
ON_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time; the race needs PostgreSQL."
)


def sign_up(page, email="ada@example.org", **values):
    return register(page, **({"name": "Ada Guest", "email": email, "way": AttendanceWay.IN_PERSON} | values))


def standing(page):
    """[(e-mail, status)] in the order of signing up, cancelled ones left out."""
    rows = Registration.objects.filter(gathering=page).exclude(status=RegistrationStatus.CANCELLED)
    return [(one.email.split("@")[0], one.status) for one in rows]


def errors(response):
    return BeautifulSoup(response.content, "html.parser").select_one(".p-errors").get_text(" ", strip=True)


# The form


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


# Places and the waiting list


def test_last_place_goes_to_the_first_and_the_next_waits(calendar):
    page = gathering(calendar, capacity_in_person=1)

    first, second = sign_up(page, "one@x.org"), sign_up(page, "two@x.org")

    assert (first.was_full, second.was_full) == (False, True)
    assert standing(page) == [("one", "going"), ("two", "waitlisted")]


def test_ways_of_attending_have_places_of_their_own(calendar):
    page = gathering(calendar, mode=AttendanceMode.HYBRID, capacity_in_person=1, capacity_online=None)

    sign_up(page, "one@x.org")
    sign_up(page, "two@x.org")
    sign_up(page, "three@x.org", way=AttendanceWay.ONLINE)

    assert standing(page) == [("one", "going"), ("two", "waitlisted"), ("three", "going")]


def test_way_that_the_gathering_does_not_have_is_refused(calendar):
    with pytest.raises(WayNotOffered):
        sign_up(gathering(calendar), way=AttendanceWay.ONLINE)


def test_cancelling_moves_up_the_next_and_mails_both(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk", capacity_in_person=1)
    going = sign_up(page, "one@x.org").registration
    sign_up(page, "two@x.org")
    sign_up(page, "three@x.org")

    with django_capture_on_commit_callbacks(execute=True):
        cancel_registration(going)

    assert standing(page) == [("two", "going"), ("three", "waitlisted")]
    assert [(message.to[0], message.subject) for message in mail.outbox] == [
        ("one@x.org", "Your registration is cancelled: Talk"),
        ("two@x.org", "A place is free for you: Talk"),
    ]


def test_cancelling_twice_changes_nothing_and_mails_once(calendar, django_capture_on_commit_callbacks):
    registration = sign_up(gathering(calendar)).registration

    with django_capture_on_commit_callbacks(execute=True):
        cancel_registration(registration)
        cancel_registration(registration)

    assert len(mail.outbox) == 1


def test_guest_who_cancelled_can_register_again(calendar):
    page = gathering(calendar)
    cancel_registration(sign_up(page).registration)

    outcome = sign_up(page)

    assert (outcome.is_new, outcome.registration.status) == (True, "going")


def test_nothing_can_be_cancelled_after_the_gathering(calendar):
    registration = RegistrationFactory(gathering=gathering(calendar, days=-10))

    with pytest.raises(RegistrationRefused):
        cancel_registration(registration)


def test_more_places_make_room_for_those_who_wait(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, capacity_in_person=1)
    for name in ("one", "two", "three", "four"):
        sign_up(page, f"{name}@x.org")
    page.capacity_in_person = 3

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert standing(page) == [("one", "going"), ("two", "going"), ("three", "going"), ("four", "waitlisted")]
    assert [message.to[0] for message in mail.outbox] == ["two@x.org", "three@x.org"]


def test_fewer_places_take_none_away(calendar):
    page = gathering(calendar, capacity_in_person=2)
    sign_up(page, "one@x.org")
    sign_up(page, "two@x.org")
    page.capacity_in_person = 1
    page.save_revision().publish()

    sign_up(page, "three@x.org")

    assert standing(page) == [("one", "going"), ("two", "going"), ("three", "waitlisted")]


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
        for _ in range(20):
            sign_up(page)

    assert len(mail.outbox) == 6


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

    assert response.status_code == 302
    assert Registration.objects.count() == 1
    assert "was not sent" in caplog.text
    assert "ada@example.org" not in caplog.text


# The guest's own page


@pytest.fixture
def own(calendar):
    """A guest's registration for a hybrid gathering with one place in person and two online."""
    page = gathering(
        calendar,
        "Talk",
        mode=AttendanceMode.HYBRID,
        capacity_in_person=1,
        capacity_online=2,
        join_url="https://meet.example.org/room",
    )
    return sign_up(page, program_name="Sparrow Hill").registration


def url_of(registration, path=""):
    return f"{registration.gathering.url}registration/{registration.code}/{path}"


def test_secret_address_shows_the_registration_and_stays_private(client, own):
    response = client.get(url_of(own))

    assert "You have a place." in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
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


# Mail


@pytest.mark.parametrize(
    ("way", "has_link", "place"),
    [(AttendanceWay.ONLINE, True, "Online"), (AttendanceWay.IN_PERSON, False, "Town Hall")],
)
def test_mail_and_its_calendar_entry_fit_the_guest(own, way, has_link, place, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign_up(own.gathering, "new@x.org", way=way)

    message = mail.outbox[0]
    name, entry, kind = message.attachments[0]
    html = message.alternatives[0][0]
    entry = entry.replace("\r\n ", "")
    assert (name, kind) == (f"{own.gathering.slug}.ics", "text/calendar")
    assert [("meet.example.org" in text) for text in (message.body, html, entry)] == [has_link] * 3
    assert f"LOCATION:{place}" in entry
    assert f"UID:{own.gathering.uid}" in entry
    assert "ATTENDEE" not in entry


def test_mail_says_everything_in_its_first_line_and_is_plain_text(own, django_capture_on_commit_callbacks):
    own.gathering.title = "Q & A <talk>"
    own.gathering.save_revision().publish()

    with django_capture_on_commit_callbacks(execute=True):
        sign_up(own.gathering, "new@x.org", way=AttendanceWay.ONLINE, name="O'Neil")

    first_line = mail.outbox[0].body.splitlines()[0]
    assert first_line == "O'Neil, you have a place at Q & A <talk>."
    assert "Q &amp; A &lt;talk&gt;" in mail.outbox[0].alternatives[0][0]


def test_line_breaks_in_names_and_titles_add_no_header(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk\r\nBcc: evil@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        sign_up(page, name="Ada\r\nBcc: evil@example.org")

    assert mail.outbox[0].recipients() == ["ada@example.org"]
    assert "\n" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("values", "subject"),
    [
        ({"status": GatheringStatus.CANCELLED}, "Cancelled: Talk"),
        ({"status": GatheringStatus.POSTPONED}, "Postponed: Talk"),
        ({"ends_at": None}, "Changed: Talk"),
    ],
)
def test_guests_are_mailed_once_when_their_plans_change(own, values, subject, django_capture_on_commit_callbacks):
    waiting = sign_up(own.gathering, "next@x.org").registration
    cancelled = sign_up(own.gathering, "gone@x.org").registration
    cancel_registration(cancelled)
    for name, value in values.items():
        setattr(own.gathering, name, value)

    with django_capture_on_commit_callbacks(execute=True):
        own.gathering.save_revision().publish()

    assert [(message.to[0], message.subject) for message in mail.outbox] == [
        (own.email, subject),
        (waiting.email, subject),
    ]


def test_corrected_word_mails_no_one(own, django_capture_on_commit_callbacks):
    own.gathering.summary = "Better words."

    with django_capture_on_commit_callbacks(execute=True):
        own.gathering.save_revision().publish()

    assert mail.outbox == []


# Two at once


def race(page, count, start=lambda: None):
    """`count` guests sign up at the same moment, each on a connection of their own. Returns what went wrong."""
    barrier = threading.Barrier(count)
    troubles = []

    def guest(number):
        try:
            barrier.wait(timeout=10)
            start()
            sign_up(page, f"guest{number}@x.org")
        except Exception as trouble:  # noqa: BLE001
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=guest, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return troubles


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_last_place_is_given_once_however_many_ask_at_once():
    calendar = calendar_page()
    for round_number in range(20):
        page = gathering(calendar, f"Round {round_number}", capacity_in_person=1)

        troubles = race(page, 6)

        assert troubles == []
        assert sorted(status for _email, status in standing(page)) == ["going"] + ["waitlisted"] * 5


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_same_person_twice_at_once_is_one_registration():
    page = gathering(calendar_page())
    barrier = threading.Barrier(4)

    def guest():
        try:
            barrier.wait(timeout=10)
            sign_up(page)
        finally:
            connection.close()

    threads = [threading.Thread(target=guest) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert standing(page) == [("ada", "going")]


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_gives_the_last_place_away_twice(monkeypatch):
    """The race above is a real one: with the lock off it is lost."""
    monkeypatch.setattr(actions, "lock_gathering", lambda pk: GatheringPage.objects.get(pk=pk))
    calendar = calendar_page()
    overbooked = 0
    for round_number in range(20):
        page = gathering(calendar, f"Round {round_number}", capacity_in_person=1)
        race(page, 6)
        overbooked += [status for _email, status in standing(page)].count("going") > 1

    assert overbooked > 0


def test_code_in_the_mail_leads_to_the_registration(client, calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page.url}register/", VALUES)
    path = re.search(r"https?://[^/]+(/\S*/registration/\S+/)", mail.outbox[0].body)[1]

    assert client.get(path).status_code == 200
