"""Drivers and riders near each other: proposed, agreed, introduced, ended. R28."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actions.registrations import cancel_registration, change_registration, transfer_registration
from events.actions.rides import answer_ride, look_for_rides
from events.enums import AttendanceMode, AttendanceWay, GatheringStatus
from events.exceptions import RideOver
from events.models import RideMatch
from tests.events.registering import sent, set_rules, sign_up
from tests.events.ride_sharing import EAST_PEORIA, PEORIA, SPRINGFIELD, WASHINGTON, driver, pairs, rider
from tests.factories.events import RegistrationFactory, gathering

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


# Proposing


@pytest.mark.parametrize("driver_comes_first", [True, False])
def test_second_of_two_neighbours_sets_off_the_proposal(page, driver_comes_first, django_capture_on_commit_callbacks):
    makers = [driver, rider] if driver_comes_first else [rider, driver]
    with django_capture_on_commit_callbacks(execute=True):
        for make in makers:
            make(page)

    proposals = [message for message in mail.outbox if message.subject == "A shared ride to Talk?"]
    assert pairs() == {("Driver", "Rider")}
    assert sorted(message.to[0] for message in proposals) == ["driver@x.org", "rider@x.org"]
    for message in proposals:
        other = {"driver@x.org": "rider", "rider@x.org": "driver"}[message.to[0]]
        text = message.body + message.alternatives[0][0]
        assert other not in text.lower().replace("needs a ride", "")
        assert "61602" not in text.replace(page.place, "")
        assert "61611" not in text
        assert "/rides/" in text


def test_those_who_start_far_from_each_other_are_not_proposed(page):
    driver(page, zip_code=PEORIA)
    rider(page, zip_code=SPRINGFIELD)

    assert pairs() == set()


def test_unknown_zip_code_fits_the_same_one_alone(page):
    driver(page, zip_code="00001")
    rider(page, "near", zip_code="00001-1234")
    rider(page, "far", zip_code="00002")

    assert pairs() == {("Driver", "Near")}


def test_nearest_driver_is_taken(page):
    RegistrationFactory(gathering=page, name="Far", ride="offered", ride_zip_code=WASHINGTON)
    RegistrationFactory(gathering=page, name="Near", ride="offered", ride_zip_code=PEORIA)

    rider(page, zip_code=PEORIA)

    assert pairs() == {("Near", "Rider")}


def test_driver_takes_no_more_than_there_are_seats(page):
    driver(page, seats=2)
    for name in ("one", "two", "three"):
        rider(page, name)

    assert pairs() == {("Driver", "One"), ("Driver", "Two")}


def test_driver_who_does_not_say_how_many_has_one_seat(page):
    driver(page, seats=None)
    rider(page, "one")
    rider(page, "two")

    assert pairs() == {("Driver", "One")}


def test_rider_has_one_driver_at_most(page):
    rider(page)
    driver(page, "first")
    driver(page, "second")

    assert pairs() == {("First", "Rider")}


def test_database_keeps_one_driver_for_each_rider(match):
    other = RegistrationFactory(gathering=match.driver.gathering)

    with pytest.raises(IntegrityError), transaction.atomic():
        RideMatch.objects.create(driver=other, rider=match.rider)


@pytest.mark.parametrize("values", [{"status": "waitlisted"}, {"status": "offered"}, {"status": "cancelled"}])
def test_only_guests_with_a_place_share_rides(page, values):
    RegistrationFactory(gathering=page, ride="offered", ride_zip_code=PEORIA, **values)

    rider(page)

    assert pairs() == set()


def test_who_moves_up_is_proposed_a_ride(calendar):
    page = gathering(calendar, capacity_in_person=2)
    set_rules(page, confirm_hours=0)
    leaves = sign_up(page, "leaves@x.org").registration
    driver(page)
    rider(page)
    before = pairs()

    cancel_registration(leaves)

    assert (before, pairs()) == (set(), {("Driver", "Rider")})


# Agreeing


def test_both_are_introduced_once_both_have_agreed(match, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer_ride(match, match.driver, agrees=True)
    after_one = list(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        answer_ride(match, match.rider, agrees=True)
        answer_ride(match, match.rider, agrees=True)

    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert after_one == []
    assert sent(mail.outbox) == [
        ("driver@x.org", "Your shared ride to Talk"),
        ("rider@x.org", "Your shared ride to Talk"),
    ]
    assert "Rider, rider@x.org" in bodies["driver@x.org"]
    assert "Driver, driver@x.org" in bodies["rider@x.org"]
    match.refresh_from_db()
    assert match.introduced_at is not None


def test_no_ends_it_and_tells_the_other_without_a_name(match, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer_ride(match, match.rider, agrees=False)
        answer_ride(match, match.rider, agrees=False)

    assert sent(mail.outbox) == [("driver@x.org", "A shared ride has ended: Talk")]
    assert "Rider" not in mail.outbox[0].body
    assert pairs() == set()


def test_two_who_declined_are_not_proposed_to_each_other_again(match, page):
    answer_ride(match, match.rider, agrees=False)

    look_for_rides()
    rider(page, "another")

    assert pairs() == {("Driver", "Another")}


def test_ended_ride_cannot_be_agreed_to(match):
    answer_ride(match, match.rider, agrees=False)

    with pytest.raises(RideOver):
        answer_ride(match, match.driver, agrees=True)


# Ending


@pytest.mark.parametrize("leaves", ["driver", "rider"])
def test_who_cancels_ends_the_ride_and_the_other_is_told(match, leaves, django_capture_on_commit_callbacks):
    answer_ride(match, match.driver, agrees=True)
    answer_ride(match, match.rider, agrees=True)
    stays = {"driver": "rider", "rider": "driver"}[leaves]

    with django_capture_on_commit_callbacks(execute=True):
        cancel_registration(getattr(match, leaves))

    assert pairs() == set()
    assert (f"{stays}@x.org", "A shared ride has ended: Talk") in sent(mail.outbox)
    assert "does not take place" in [m.body for m in mail.outbox if m.to == [f"{stays}@x.org"]][0]


def test_who_hands_on_their_place_ends_the_ride(match):
    transfer_registration(match.driver, name="Bo", email="bo@x.org")

    assert pairs() == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"ride": "none"},
        {"ride": "needed", "ride_zip_code": PEORIA},
        {"ride": "offered", "ride_zip_code": SPRINGFIELD},
        {"way": AttendanceWay.ONLINE},
    ],
)
def test_change_that_does_not_fit_ends_the_ride(calendar, changes):
    page = gathering(calendar, mode=AttendanceMode.HYBRID)
    one = driver(page)
    rider(page)

    change_registration(one, **({"name": "Driver", "way": AttendanceWay.IN_PERSON} | changes))

    assert pairs() == set()


def test_change_that_still_fits_keeps_the_ride(match):
    change_registration(
        match.driver, name="New name", way=AttendanceWay.IN_PERSON, ride="offered", ride_zip_code=EAST_PEORIA
    )

    assert pairs() == {("New name", "Rider")}


def test_fewer_seats_end_the_latest_rides(page):
    one = driver(page, seats=2)
    rider(page, "early")
    rider(page, "late")

    change_registration(
        one, name="Driver", way=AttendanceWay.IN_PERSON, ride="offered", ride_zip_code=PEORIA, ride_seats=1
    )

    assert pairs() == {("Driver", "Early")}


# The job


def test_job_finds_rides_that_nobody_proposed(page):
    RegistrationFactory(gathering=page, name="Driver", ride="offered", ride_zip_code=PEORIA)
    RegistrationFactory(gathering=page, name="Rider", ride="needed", ride_zip_code=PEORIA)

    counts = [look_for_rides(), look_for_rides()]

    assert counts == [1, 0]
    assert pairs() == {("Driver", "Rider")}


def test_proposal_without_an_answer_makes_room_after_three_days(page, match, django_capture_on_commit_callbacks):
    answer_ride(match, match.rider, agrees=True)
    driver(page, "second")
    before = pairs()

    with django_capture_on_commit_callbacks(execute=True):
        look_for_rides(timezone.now() + timedelta(days=2))
        after_two = pairs()
        look_for_rides(timezone.now() + timedelta(days=3, hours=1))

    assert (before, after_two) == ({("Driver", "Rider")}, {("Driver", "Rider")})
    assert pairs() == {("Second", "Rider")}
    ended = [to for to, subject in sent(mail.outbox) if subject.startswith("A shared ride has ended")]
    assert ended == ["rider@x.org"]


def test_agreed_ride_is_not_let_go(match):
    answer_ride(match, match.driver, agrees=True)
    answer_ride(match, match.rider, agrees=True)

    look_for_rides(timezone.now() + timedelta(days=5))

    assert pairs() == {("Driver", "Rider")}


@pytest.mark.parametrize("values", [{"status": GatheringStatus.CANCELLED}, {"status": "postponed"}, {"days": -3}])
def test_job_leaves_gatherings_alone_that_do_not_take_place(calendar, values):
    page = gathering(calendar, **values)
    RegistrationFactory(gathering=page, ride="offered", ride_zip_code=PEORIA)
    RegistrationFactory(gathering=page, ride="needed", ride_zip_code=PEORIA)

    assert look_for_rides() == 0
