"""Two at once: real threads on PostgreSQL, and for each race a control that loses it with the lock off. R21, R28."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.actions import rides, seats, waiting_list
from events.actions.registrations import cancel_registration
from events.actions.waiting_list import confirm_registration, take_back_offers
from events.enums import RegistrationStatus
from events.exceptions import OfferOver
from events.models import GatheringPage, Registration, RideMatch
from resources.models import OutgoingMail
from tests.events.registering import set_rules, sign_up, sign_up_all, standing
from tests.factories.events import RegistrationFactory, calendar_page, gathering
from tests.rounds import rounds_of

ON_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time; the race needs PostgreSQL."
)
pytestmark = [ON_POSTGRESQL, pytest.mark.django_db(transaction=True)]

ROUNDS = rounds_of(20)


def rounds(calendar, **values):
    """The same gathering again and again, each time without guests; making a page takes longer than a race."""
    page = gathering(calendar, "Race", **values)
    for _round in range(ROUNDS):
        Registration.objects.all().delete()
        yield page


def at_once(*acts):
    """Run all acts at the same moment, each in a thread with a connection of its own. Returns what went wrong."""
    barrier = threading.Barrier(len(acts))
    troubles = []

    def run(act):
        try:
            # Connected before the start, so that they arrive together.
            connection.ensure_connection()
            barrier.wait(timeout=20)
            act()
        except Exception as trouble:  # noqa: BLE001
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return troubles


def signing_up(page, count):
    """`count` guests who sign up."""
    return [lambda number=number: sign_up(page, f"guest{number}@x.org") for number in range(count)]


@pytest.fixture
def without_lock(monkeypatch):
    """Counts places without holding the gathering."""
    monkeypatch.setattr(seats, "lock_gathering", lambda pk: GatheringPage.objects.select_related("locale").get(pk=pk))


@pytest.fixture
def calendar():
    return calendar_page()


# The last place


def overbooked_rounds(calendar):
    """In how many rounds more than one of six guests got the only place; each round must seat at least one."""
    count = 0
    for page in rounds(calendar, capacity_in_person=1):
        assert at_once(*signing_up(page, 6)) == []
        statuses = sorted(status for _name, status in standing(page))
        assert len(statuses) == 6
        count += statuses.count("going") > 1
    return count


def test_last_place_is_given_once_however_many_ask_at_once(calendar):
    assert overbooked_rounds(calendar) == 0


def test_control_without_the_lock_gives_the_last_place_away_twice(calendar, without_lock):
    assert overbooked_rounds(calendar) > 0


# The same person twice


def test_same_person_twice_at_once_is_one_registration_and_one_mail(calendar):
    page = gathering(calendar)

    troubles = at_once(*[lambda: sign_up(page)] * 4)

    assert (troubles, standing(page)) == ([], [("ada", "going")])
    assert OutgoingMail.objects.count() == 1


def test_constraint_decides_where_the_lock_does_not_hold(calendar, without_lock):
    for page in rounds(calendar):
        troubles = at_once(*[lambda page=page: sign_up(page)] * 4)

        assert (troubles, standing(page)) == ([], [("ada", "going")])


# Cancelling while the list moves up


def rounds_with_too_many(calendar):
    """Two cancel while two others sign up: in how many rounds more than two have a place, or one stays empty."""
    count = 0
    for page in rounds(calendar, capacity_in_person=2):
        first, second, *_waiting = sign_up_all(page, "one", "two", "three", "four")
        troubles = at_once(
            lambda first=first: cancel_registration(first),
            lambda second=second: cancel_registration(second),
            *signing_up(page, 2),
        )
        assert troubles == []
        placed = [name for name, status in standing(page) if status == "going"]
        count += placed != ["three", "four"]
    return count


def test_places_given_back_at_once_go_to_the_first_two_in_line(calendar):
    set_rules(calendar, confirm_hours=0)

    assert rounds_with_too_many(calendar) == 0


def test_control_without_the_lock_places_go_wrong_while_the_list_moves_up(calendar, without_lock):
    set_rules(calendar, confirm_hours=0)

    assert rounds_with_too_many(calendar) > 0


# Confirming while the time runs out


def lost_confirmations(calendar):
    """The guest confirms in the moment in which the place is taken back: how often two have it, or none."""
    count = 0
    for page in rounds(calendar, capacity_in_person=1):
        first, second, third = sign_up_all(page, "one", "two", "three")
        cancel_registration(first)
        late = timezone.now() - timedelta(minutes=1)
        Registration.objects.filter(pk=second.pk).update(confirm_by=late)
        told = []

        def confirm(second=second, told=told):
            try:
                confirm_registration(second)
                told.append("yours")
            except OfferOver:
                told.append("gone")

        assert at_once(confirm, take_back_offers) == []
        now = dict(standing(page))
        fits = {
            "yours": {"two": "going", "three": "waitlisted"},
            "gone": {"two": "waitlisted", "three": "offered"},
        }
        count += now != fits[told[0]]
    return count


def test_confirming_while_the_time_runs_out_is_true_either_way(calendar):
    """Whoever comes first wins, and the guest is told what holds."""
    assert lost_confirmations(calendar) == 0


def test_control_without_the_lock_a_confirmed_place_is_taken_back(calendar, without_lock, monkeypatch):
    # Somewhere between reading and writing: the moment that the lock closes.
    fill, allowed = waiting_list.fill_free_places, waiting_list.can_confirm_registration
    meet = threading.Barrier(2)

    def wait():
        try:
            meet.wait(timeout=0.5)
        except threading.BrokenBarrierError:
            meet.reset()

    monkeypatch.setattr(waiting_list, "can_confirm_registration", lambda one: (wait(), allowed(one))[1])
    monkeypatch.setattr(
        waiting_list, "fill_free_places", lambda page, *args: ((wait() if args else None), fill(page, *args))[1]
    )

    assert lost_confirmations(calendar) > 0


# Two drivers for one rider


def drivers_of_one_rider(calendar):
    """Several drivers sign up at the same moment: (errors, the most drivers that one rider was given)."""
    errors, most = [], 0
    for page in rounds(calendar):
        RegistrationFactory(gathering=page, ride="needed", ride_zip_code="61602")
        errors += at_once(
            *[
                lambda page=page, number=number: sign_up(
                    page, f"driver{number}@x.org", ride="offered", ride_zip_code="61602"
                )
                for number in range(4)
            ]
        )
        most = max(most, RideMatch.objects.active().filter(rider__gathering=page).count())
    return errors, most


def test_two_drivers_at_once_share_no_rider(calendar):
    assert drivers_of_one_rider(calendar) == ([], 1)


def test_control_without_the_lock_two_drivers_reach_for_one_rider(calendar, without_lock):
    """The constraint then stops the second with an error, which the lock spares the guest."""
    errors, most = drivers_of_one_rider(calendar)

    assert most == 1
    assert len(errors) > 0


def test_two_riders_at_once_do_not_share_the_last_seat(calendar):
    for page in rounds(calendar):
        RegistrationFactory(gathering=page, ride="offered", ride_zip_code="61602", ride_seats=1)
        troubles = at_once(
            *[
                lambda page=page, number=number: sign_up(
                    page, f"rider{number}@x.org", ride="needed", ride_zip_code="61602"
                )
                for number in range(4)
            ]
        )

        assert troubles == []
        assert RideMatch.objects.active().filter(driver__gathering=page).count() == 1


def test_both_agreeing_at_once_are_introduced_once(calendar):
    for page in rounds(calendar):
        for ride in ("offered", "needed"):
            sign_up(page, f"{ride}@x.org", ride=ride, ride_zip_code="61602")
        match = RideMatch.objects.get(rider__gathering=page)
        OutgoingMail.objects.all().delete()

        troubles = at_once(
            lambda match=match: rides.answer_ride(match, match.driver, agrees=True),
            lambda match=match: rides.answer_ride(match, match.rider, agrees=True),
        )

        match.refresh_from_db()
        assert (troubles, match.introduced_at is not None) == ([], True)
        assert OutgoingMail.objects.filter(kind="ride_introduced").count() == 2


# Many at once


def test_hundred_guests_for_25_places(calendar):
    """Exactly 25 have a place, 75 wait in the order in which they came, nobody is lost and each is mailed once."""
    page = gathering(calendar, capacity_in_person=25)
    for first in range(0, 100, 20):
        acts = [lambda number=number: sign_up(page, f"guest{number}@x.org") for number in range(first, first + 20)]
        assert at_once(*acts) == []

    guests = Registration.objects.filter(gathering=page)
    line = list(guests.in_line())
    assert guests.filter(status=RegistrationStatus.GOING).count() == 25
    assert len(line) == 75
    assert [one.pk for one in line] == [one.pk for one in sorted(line, key=lambda one: one.created_at)]
    assert max(guests.filter(status="going").values_list("created_at", flat=True)) < line[0].created_at
    assert OutgoingMail.objects.values("to").distinct().count() == OutgoingMail.objects.count() == 100
