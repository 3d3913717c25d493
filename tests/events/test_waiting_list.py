"""Places on offer: confirmed, missed, taken back, and the order of the line. R21."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.registrations import cancel_registration, change_registration
from events.actions.waiting_list import confirm_registration, take_back_offers
from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationStatus
from events.exceptions import RegistrationRefused
from events.models import GatheringPage, Registration
from tests.events.registering import sent, sign_up, sign_up_all, standing
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(calendar):
    """A gathering in ten days with one place, taken by the first; two wait. Two days to confirm."""
    page = gathering(calendar, "Talk", capacity_in_person=1)
    page.guests = sign_up_all(page, "first", "second", "third")
    return page


def refreshed(registration):
    registration.refresh_from_db()
    return registration


def let_time_run_out(page):
    """The places on offer should have been confirmed a minute ago."""
    offered = Registration.objects.filter(gathering=page, status=RegistrationStatus.OFFERED)
    offered.update(confirm_by=timezone.now() - timedelta(minutes=1))
    return take_back_offers()


def test_who_moves_up_has_two_days_to_confirm_and_the_place_is_held(full, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        cancel_registration(full.guests[0])
    newcomer = sign_up(full, "new@x.org")

    second = refreshed(full.guests[1])
    assert standing(full) == [("second", "offered"), ("third", "waitlisted"), ("new", "waitlisted")]
    assert newcomer.was_full
    assert abs(second.confirm_by - timezone.now() - timedelta(hours=48)) < timedelta(minutes=1)
    offer = mail.outbox[1]
    assert offer.to == ["second@x.org"]
    assert offer.subject.startswith("Confirm by ")
    assert f"{second.code}/confirm/" in offer.body
    assert offer.attachments == []


@pytest.mark.parametrize(
    ("values", "status", "hours"),
    [
        ({"starts_at": 240}, "offered", 48),
        ({"starts_at": 24}, "offered", 24),
        ({"starts_at": 4}, "going", None),
        ({"starts_at": 240, "registration_closes_at": 20}, "offered", 20),
        ({"starts_at": 240, "registration_closes_at": 3}, "going", None),
    ],
)
def test_time_to_confirm_ends_when_registration_or_the_wait_does(calendar, values, status, hours):
    """Too near the end nobody has to confirm: the place is theirs."""
    moments = {name: timezone.now() + timedelta(hours=number) for name, number in values.items()}
    page = gathering(calendar, capacity_in_person=1, **moments)
    first, second = sign_up_all(page, "first", "second")

    cancel_registration(first)

    second.refresh_from_db()
    assert second.status == status
    if hours is None:
        assert second.confirm_by is None
    else:
        assert abs(second.confirm_by - timezone.now() - timedelta(hours=hours)) < timedelta(minutes=2)


def test_list_moves_up_after_registration_has_closed(full):
    GatheringPage.objects.filter(pk=full.pk).update(registration_closes_at=timezone.now() - timedelta(hours=1))

    cancel_registration(full.guests[0])

    assert standing(full) == [("second", "offered"), ("third", "waitlisted")]


def test_place_that_is_not_confirmed_goes_to_the_next_and_its_guest_to_the_end(
    full, django_capture_on_commit_callbacks
):
    cancel_registration(full.guests[0])

    with django_capture_on_commit_callbacks(execute=True):
        count = let_time_run_out(full)
        again = take_back_offers()

    assert (count, again) == (1, 0)
    assert standing(full) == [("second", "waitlisted"), ("third", "offered")]
    assert [one.email for one in Registration.objects.filter(gathering=full).in_line()] == ["second@x.org"]
    assert sorted(to for to, _subject in sent(mail.outbox)) == ["second@x.org", "third@x.org"]
    assert ("second@x.org", "The place went to the next person: Talk") in sent(mail.outbox)


def test_who_misses_two_offers_is_not_asked_again(full, django_capture_on_commit_callbacks):
    cancel_registration(full.guests[0])
    let_time_run_out(full)
    let_time_run_out(full)
    is_told = "This is the second time that we keep a place for you."

    with django_capture_on_commit_callbacks(execute=True):
        let_time_run_out(full)

    assert standing(full) == [("third", "offered")]
    assert refreshed(full.guests[1]).status == RegistrationStatus.CANCELLED
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "Your registration has ended." in bodies["second@x.org"]
    assert is_told in bodies["third@x.org"]


def test_the_only_one_in_line_is_asked_once_more_by_one_mail(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk", capacity_in_person=1)
    first, second = sign_up_all(page, "first", "second")
    cancel_registration(first)

    with django_capture_on_commit_callbacks(execute=True):
        let_time_run_out(page)

    assert refreshed(second).status == RegistrationStatus.OFFERED
    assert [to for to, _subject in sent(mail.outbox)] == ["second@x.org"]
    assert "This is the second time that we keep a place for you." in mail.outbox[0].body


def test_place_can_be_confirmed_late_as_long_as_nobody_took_it_back(full):
    cancel_registration(full.guests[0])
    Registration.objects.filter(gathering=full, status="offered").update(
        confirm_by=timezone.now() - timedelta(minutes=1)
    )

    confirm_registration(full.guests[1])

    assert take_back_offers() == 0
    assert standing(full) == [("second", "going"), ("third", "waitlisted")]


def test_offer_given_back_goes_to_the_next_at_once(full):
    cancel_registration(full.guests[0])

    cancel_registration(full.guests[1])

    assert standing(full) == [("third", "offered")]


def test_nobody_has_to_confirm_while_there_is_no_date(full):
    """Postponed: the place is held. With a new date the time begins anew, and the guest is asked again."""
    cancel_registration(full.guests[0])
    full.status = GatheringStatus.POSTPONED
    full.save_revision().publish()
    count = let_time_run_out(full)
    held = standing(full)
    full.status = GatheringStatus.MOVED

    full.save_revision().publish()

    assert (count, held) == (0, [("second", "offered"), ("third", "waitlisted")])
    assert refreshed(full.guests[1]).confirm_by > timezone.now() + timedelta(hours=47)


def test_cancelled_gathering_confirms_and_moves_nobody(full):
    cancel_registration(full.guests[0])
    full.status = GatheringStatus.CANCELLED
    full.save_revision().publish()

    with pytest.raises(RegistrationRefused):
        confirm_registration(full.guests[1])

    assert let_time_run_out(full) == 0


def test_way_chosen_from_the_waiting_list_of_another_starts_at_its_end(calendar):
    page = gathering(calendar, mode=AttendanceMode.HYBRID, capacity_in_person=1, capacity_online=1)
    sign_up_all(page, "first", "early")
    for name in ("o1", "o2"):
        sign_up(page, f"{name}@x.org", way=AttendanceWay.ONLINE)
    early = Registration.objects.get(email="early@x.org")

    change_registration(early, name="Early", way=AttendanceWay.ONLINE)

    line = Registration.objects.filter(gathering=page, way=AttendanceWay.ONLINE).in_line()
    assert [one.email for one in line] == ["o2@x.org", "early@x.org"]


def test_job_leaves_past_gatherings_alone(calendar):
    past = gathering(calendar, days=-10)
    late = RegistrationFactory(gathering=past, status="offered", confirm_by=timezone.now() - timedelta(days=11))

    counts = [take_back_offers(), take_back_offers()]

    assert (counts, refreshed(late).status, late.confirm_by) == ([0, 0], "offered", None)


def test_moved_gathering_takes_registrations_and_moves_up(full):
    full.status = GatheringStatus.MOVED
    full.save_revision().publish()

    cancel_registration(full.guests[0])
    sign_up(full, "new@x.org")

    assert standing(full) == [("second", "offered"), ("third", "waitlisted"), ("new", "waitlisted")]


def test_sign_up_costs_the_same_however_long_the_line_is(calendar, django_assert_num_queries):
    page = gathering(calendar, capacity_in_person=1)
    sign_up_all(page, "one", "two")
    with CaptureQueriesContext(connection) as few:
        sign_up(page, "three@x.org")
    RegistrationFactory.create_batch(40, gathering=page, waiting=True)

    with django_assert_num_queries(len(few)):
        sign_up(page, "four@x.org")
