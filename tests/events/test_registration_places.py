"""Places, the waiting list, and places on offer. R21."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import mail
from wagtail import hooks

from events.actions.registrations import cancel_registration
from events.enums import AttendanceMode, AttendanceWay
from events.exceptions import RegistrationRefused, WayNotOffered
from events.guests.capacity import capacity_warnings
from tests.events.registering import set_rules, sign_up, sign_up_all, standing
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


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
    set_rules(page, confirm_hours=0)
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
    set_rules(page, confirm_hours=0)
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


def test_editor_is_told_that_there_are_more_guests_than_places(client, calendar, superuser):
    """Seats fewer than already taken: a sentence in the CMS, nobody is thrown out, and the page is full."""
    page = gathering(calendar, capacity_in_person=3)
    sign_up_all(page, "one", "two", "three")
    page.capacity_in_person = 2
    page.save_revision().publish()
    page.refresh_from_db()

    warnings = capacity_warnings(page)
    shown = client.get(f"{page.url}register/").content.decode()

    assert warnings == [
        "Guests with a place in person: 3. Places in person: 2. Nobody loses a place; new guests "
        "wait until there are more places than guests."
    ]
    assert "All places are taken." in shown
    assert capacity_warnings(gathering(calendar, capacity_in_person=2)) == []


def test_editor_reads_it_after_saving(calendar, rf):
    page = gathering(calendar, capacity_in_person=1)
    sign_up_all(page, "one")
    page.capacity_in_person = 0
    request = rf.post("/")
    request._messages = CookieStorage(request)

    for hook in hooks.get_hooks("after_edit_page"):
        if hook.__module__ == "events.wagtail_hooks":
            hook(request, page)

    assert [str(message).strip() for message in request._messages] == capacity_warnings(page)
    assert len(capacity_warnings(page)) == 1


def test_places_given_back_stay_empty_until_there_are_fewer_guests_than_places(calendar):
    page = gathering(calendar, capacity_in_person=3)
    set_rules(page, confirm_hours=0)
    one, two, _three, _waits = sign_up_all(page, "one", "two", "three", "waits")
    page.capacity_in_person = 2
    page.save_revision().publish()

    cancel_registration(one)
    after_first = standing(page)
    cancel_registration(two)

    assert after_first == [("two", "going"), ("three", "going"), ("waits", "waitlisted")]
    assert standing(page) == [("three", "going"), ("waits", "going")]
