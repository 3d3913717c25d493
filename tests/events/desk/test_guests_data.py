"""What is kept of guests, until when, and what is left of it afterwards."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.core import mail
from django.core.serializers import serialize
from django.urls import reverse
from django.utils import timezone

from events.actions.anonymising import anonymise_due, anonymise_gathering, erase_person, without_addresses
from events.enums import AttendanceMode, RegistrationStatus
from events.exceptions import StaffOnly
from events.guests.attendance import numbers_of
from events.guests.retention import kept
from events.models import (
    DateOption,
    DatePoll,
    GatheringSettings,
    Invitation,
    InvitationRound,
    PollParticipant,
    Registration,
    RideMatch,
)
from resources.enums import MailStatus
from resources.models import OutgoingMail
from tests.factories.events import RegistrationFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

DATA, REMOVE = "/cms/gathering-desk/guests-data/", "/cms/gathering-desk/guests-data/remove/"
# Words that only guests typed; none may be left anywhere.
PRIVATE = ("Quokka", "quokka", "Zephyr", "60699")


def add_person(page, email="quokka@example.org"):
    """Somebody who is in every table that a gathering has about people."""
    registration = RegistrationFactory(
        gathering=page,
        name="Quokka Person",
        email=email,
        program_name="Zephyr Program",
        access_needs="Zephyr",
        answers={"1": "Zephyr"},
        ride="offered",
        ride_zip_code="60699",
        ride_seats=2,
    )
    rider = RegistrationFactory(gathering=page, ride="needed", ride_zip_code="60699", email=f"rider-{email}")
    RideMatch.objects.create(driver=registration, rider=rider)
    first = InvitationRound.objects.create(
        gathering=page, subject="Come", text="Please", choice={"pasted": [email, "x"], "regions": [1]}
    )
    Invitation.objects.create(gathering=page, first_round=first, name="Quokka", email=email, program_name="Zephyr")
    poll = DatePoll.objects.create(gathering=page, question="When?")
    DateOption.objects.create(poll=poll, starts_at=timezone.now())
    PollParticipant.objects.create(poll=poll, name="Quokka", email=email, program_name="Zephyr")
    for status in (MailStatus.SENT, MailStatus.FAILED):
        OutgoingMail.objects.create(
            kind="confirmed",
            to=email.upper(),
            subject="Quokka",
            text="Quokka",
            html="Quokka",
            status=status,
            try_at=timezone.now(),
        )
    return registration


def everything():
    """All rows about gatherings and mails as text."""
    models = [*apps.get_app_config("partnership_events").get_models(), OutgoingMail]
    return json.dumps([serialize("json", model._base_manager.all()) for model in models])


def left():
    text = everything()
    return [word for word in PRIVATE if word.lower() in text.lower()]


@pytest.fixture
def old(calendar):
    """Ended 200 days ago; data are kept for 180."""
    return gathering(calendar, "Old talk", days=-200)


def test_nothing_that_guests_typed_is_left_when_the_days_are_over(old):
    registration = add_person(old)
    code, before = registration.code, numbers_of(old)
    assert left() == list(PRIVATE)

    count = anonymise_due()

    assert left() == []
    assert count == 4
    assert numbers_of(old) == before
    assert Invitation.objects.count() == PollParticipant.objects.count() == 1
    assert InvitationRound.objects.get().choice == {"pasted": ["x"], "regions": [1]}
    assert RideMatch.objects.count() == 0
    registration.refresh_from_db()
    assert (registration.name, registration.email, registration.status) == ("", "", "going")
    assert registration.code != code
    assert registration.anonymised_at is not None


def test_done_again_it_touches_nothing(old):
    add_person(old)
    anonymise_due()
    before = everything()

    assert anonymise_due() == 0
    assert everything() == before


def test_the_secret_link_ends(old, client):
    registration = add_person(old)

    anonymise_due()

    for path in ("", "cancel/", "certificate/", "feedback/"):
        assert client.get(f"{old.url}registration/{registration.code}/{path}").status_code == 404


@pytest.mark.parametrize(("days_ago", "keep_days", "is_due"), [(179, 180, False), (181, 180, True), (3, 2, True)])
def test_the_days_that_staff_set_are_kept_to(days_ago, keep_days, is_due, calendar):
    page = gathering(calendar, days=-days_ago, hours=0.01)
    settings = GatheringSettings.of(page)
    settings.keep_days = keep_days
    settings.save()
    RegistrationFactory(gathering=page)

    assert anonymise_due() == int(is_due)


def test_a_mail_that_waits_for_the_same_person_about_something_else_still_goes_out(old):
    add_person(old)
    waiting = OutgoingMail.objects.create(
        kind="reminder", to="quokka@example.org", subject="Soon", text="Soon", try_at=timezone.now()
    )

    anonymise_due()

    waiting.refresh_from_db()
    assert (waiting.to, waiting.text) == ("quokka@example.org", "Soon")


def test_the_record_of_mails_keeps_no_address_longer_than_guests_data(db):
    old = OutgoingMail.objects.create(kind="x", to="a@x.org", text="t", status=MailStatus.SENT, try_at=timezone.now())
    OutgoingMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=181))
    OutgoingMail.objects.create(kind="x", to="b@x.org", status=MailStatus.SENT, try_at=timezone.now())

    assert anonymise_due() == 1
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["", "b@x.org"]


def test_many_guests_cost_no_query_each(old):
    def remove():
        Registration.objects.update(anonymised_at=None)
        anonymise_gathering(old)

    for number in range(3):
        RegistrationFactory(gathering=old, email=f"a{number}@x.org")
    few = count_queries(remove)
    for number in range(60):
        RegistrationFactory(gathering=old, email=f"b{number}@x.org")

    # SQLite takes fewer rows in one statement than PostgreSQL.
    assert count_queries(remove) <= few + 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": ["x@y.z", 1, "b"], "c@d": 1}, {"a": [1, "b"]}),
        ("x@y.z", ""),
        ([{"e": "x@y.z"}], [{"e": ""}]),
        (None, None),
        (5, 5),
    ],
)
def test_addresses_are_taken_out_of_what_was_chosen(value, expected):
    assert without_addresses(value) == expected


# The screen


def test_screen_tells_what_goes_when_next_first(calendar, old, runner, client):
    RegistrationFactory(gathering=gathering(calendar, "Later", days=20))
    RegistrationFactory(gathering=gathering(calendar, "Sooner", days=-20))
    RegistrationFactory(gathering=old)
    client.force_login(runner)

    rows = client.get(DATA).context["rows"]

    assert [row.gathering.title for row in rows] == ["Old talk", "Sooner", "Later"]
    assert [row.registrations for row in rows] == [1, 1, 1]
    assert rows[0].remove_at == old.ends_at + timedelta(days=180)


def test_screen_costs_the_same_for_one_gathering_and_for_ten(calendar, old, runner, client):
    RegistrationFactory(gathering=old)
    client.force_login(runner)
    few = count_queries(lambda: client.get(DATA))
    for number in range(9):
        RegistrationFactory(gathering=gathering(calendar, f"Talk {number}"))

    assert count_queries(lambda: client.get(DATA)) == few


def test_a_gathering_without_a_date_is_counted_from_its_last_change(calendar):
    page = gathering(calendar, live=False)
    type(page).objects.filter(pk=page.pk).update(starts_at=None, ends_at=None)
    poll = DatePoll.objects.create(gathering=page, question="When?")
    PollParticipant.objects.create(poll=poll, name="Ada", email="ada@example.org")

    (keeping,) = kept()

    assert keeping.remove_at > timezone.now() + timedelta(days=179)


# One person


def test_staff_see_first_what_there_is_and_nothing_is_removed(talk, runner, client):
    add_person(talk)
    before = everything()
    client.force_login(runner)

    answer = client.post(REMOVE, {"email": "Quokka@Example.org"})

    assert "Registration for “Talk”" in answer.text
    assert "Invitation to “Talk”" in answer.text
    assert "2 mails in the record" in answer.text
    assert everything() == before


def test_one_persons_data_are_removed_everywhere_and_the_place_is_free(
    talk, old, runner, client, django_capture_on_commit_callbacks
):
    mine = talk.registrations.get(name="Ada Ash")
    add_person(old, email="ada@example.org")
    OutgoingMail.objects.create(kind="reminder", to="ada@example.org", text="Soon", try_at=timezone.now())
    others = set(Registration.objects.exclude(email__iexact="ada@example.org").values_list("name", flat=True))
    client.force_login(runner)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(REMOVE, {"email": "ADA@example.org", "confirmed": "1"})

    mine.refresh_from_db()
    assert (mine.name, mine.email, mine.status) == ("", "", "cancelled")
    assert talk.registrations.get(name="Cem Cedar").status == RegistrationStatus.OFFERED
    assert [message.to for message in mail.outbox] == [["cem@example.org"]]
    assert "ada@example.org" not in everything().lower().replace("rider-ada@example.org", "")
    assert set(Registration.objects.exclude(name="").values_list("name", flat=True)) == others


def test_removing_twice_finds_nothing_more(talk, runner):
    assert erase_person("ada@example.org", by=runner) == 1
    assert erase_person("ada@example.org", by=runner) == 0


def test_others_may_not_remove(talk, coordinator):
    with pytest.raises(StaffOnly):
        erase_person("ada@example.org", by=coordinator)
    assert talk.registrations.get(name="Ada Ash").email == "ada@example.org"


@pytest.mark.parametrize("email", ["", "x", "a@b", "a@x.org\x00", "a\nb@x.org"])
def test_an_address_that_is_none_is_refused_in_words(email, talk, runner, client):
    client.force_login(runner)

    answer = client.post(REMOVE, {"email": email, "confirmed": "1"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["email"]
    assert not Registration.objects.exclude(anonymised_at=None).exists()


def test_an_address_that_nobody_has_says_so(talk, runner, client):
    client.force_login(runner)

    assert "There is nothing about nobody@example.org." in client.post(REMOVE, {"email": "nobody@example.org"}).text


def test_the_driver_of_a_person_who_is_removed_is_told(calendar, runner, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk", mode=AttendanceMode.IN_PERSON)
    rider = RegistrationFactory(gathering=page, email="rider@x.org", ride="needed", ride_zip_code="61602")
    driver = RegistrationFactory(gathering=page, email="driver@x.org", ride="offered", ride_zip_code="61602")
    RideMatch.objects.create(driver=driver, rider=rider, introduced_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        erase_person("rider@x.org", by=runner)

    assert [message.to for message in mail.outbox] == [["driver@x.org"]]
    assert RideMatch.objects.count() == 0


def test_codes_of_removed_rows_are_new_for_each(old):
    codes = {RegistrationFactory(gathering=old, email=f"{number}@x.org").code for number in range(3)}

    anonymise_due()

    new = set(Registration.objects.values_list("code", flat=True))
    assert len(new) == 3
    assert not new & codes
    assert all(isinstance(code, UUID) for code in new)


def test_address_of_the_screen_is_the_one_in_the_menu(runner, client):
    client.force_login(runner)

    assert reverse("gathering_desk:guests-data") == DATA
    assert client.get(DATA).status_code == 200
