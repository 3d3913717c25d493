"""Drivers and riders who start near each other are proposed to each other, and introduced once both agree. R28."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from events.enums import TAKING_PLACE_STATUSES, AttendanceWay, RegistrationStatus, Ride
from events.exceptions import RideOver
from events.guests import mail
from events.models import GatheringPage, Registration, RideMatch
from events.permissions import can_answer_ride
from events.places import coordinates_of_zip, miles_between

from . import seats

# As the crow flies, from where the one starts to where the other starts.
NEAR_MILES = 20
# Both have so long to agree; then each is proposed to somebody else.
TIME_TO_AGREE = timedelta(days=3)


def propose_rides(gathering: GatheringPage) -> list[RideMatch]:
    """Propose each rider without a driver to the nearest driver with a free seat, and mail both.

    Two guests are proposed to each other once, whatever came of it. Call it with the gathering locked.
    """
    if gathering.status not in TAKING_PLACE_STATUSES or gathering.is_over:
        return []
    guests = gathering.registrations
    riders = list(guests.sharing_rides(Ride.NEEDED).exclude(Exists(_active(rider=OuterRef("pk")))))
    drivers = list(guests.sharing_rides(Ride.OFFERED)) if riders else []
    if not drivers:
        return []
    taken = Counter(_active(driver__in=drivers).values_list("driver_id", flat=True))
    known = set(RideMatch.objects.filter(driver__in=drivers).values_list("driver_id", "rider_id"))
    near = sorted(
        (miles, driver.created_at, rider.created_at, driver.pk, rider.pk, driver, rider)
        for driver in drivers
        for rider in riders
        if (driver.pk, rider.pk) not in known and (miles := _miles(driver, rider)) is not None
    )
    made: list[RideMatch] = []
    served: set[int] = set()
    for miles, *_order, driver, rider in near:
        if rider.pk in served or taken[driver.pk] >= _seats_in_car(driver):
            continue
        served.add(rider.pk)
        taken[driver.pk] += 1
        made.append(RideMatch.objects.create(driver=driver, rider=rider, miles=round(miles)))
    for match in made:
        for guest in (match.driver, match.rider):
            guest.gathering = gathering
            _mail(match, guest, "ride_proposed")
    return made


def answer_ride(match: RideMatch, registration: Registration, *, agrees: bool) -> RideMatch:
    """Say yes or no. With both yeses each gets the other's name and e-mail; a no ends it and tells the other.

    Saying the same again changes nothing. Raises RideOver when the ride was ended or the gathering is over or off.
    """
    with transaction.atomic():
        gathering = seats.lock_gathering(registration.gathering_id)
        match = RideMatch.objects.select_related("driver", "rider").get(pk=match.pk)
        for guest in (match.driver, match.rider):
            guest.gathering = gathering
        registration = match.driver if match.is_driver(registration) else match.rider
        if match.ended_at is not None and not agrees:
            return match
        if not can_answer_ride(registration, match):
            raise RideOver
        if not agrees:
            _end(match, told=match.other(registration))
            propose_rides(gathering)
            return match
        if match.has_agreed(registration):
            return match
        now = timezone.now()
        if match.is_driver(registration):
            match.driver_agreed_at = now
        else:
            match.rider_agreed_at = now
        if match.driver_agreed_at and match.rider_agreed_at:
            match.introduced_at = now
            for guest in (match.driver, match.rider):
                _mail(match, guest, "ride_introduced")
        match.save()
        return match


def keep_fitting_rides(registration: Registration) -> None:
    """End the rides that a guest's change leaves without a seat, a start or a guest, and look for others.

    Call it with the gathering locked, after each change of a registration.
    """
    matches = RideMatch.objects.active().of(registration).select_related("driver", "rider").order_by("pk")
    seats_left = _seats_in_car(registration)
    for match in matches:
        for guest in (match.driver, match.rider):
            guest.gathering = registration.gathering
        is_driver = match.is_driver(registration)
        miles = _miles(match.driver, match.rider)
        fits = _shares(registration, Ride.OFFERED if is_driver else Ride.NEEDED) and miles is not None
        if fits and (not is_driver or seats_left > 0):
            seats_left -= is_driver
        else:
            _end(match, told=match.other(registration))
    propose_rides(registration.gathering)


def look_for_rides(now: datetime | None = None) -> int:
    """Let go of proposals that nobody answered in time, and propose others. Returns how many were proposed."""
    now = now or timezone.now()
    with_riders = Registration.objects.sharing_rides(Ride.NEEDED).filter(gathering=OuterRef("pk"))
    with_drivers = Registration.objects.sharing_rides(Ride.OFFERED).filter(gathering=OuterRef("pk"))
    waiting = GatheringPage.objects.live().filter(starts_at__gt=now, status__in=TAKING_PLACE_STATUSES)
    waiting = waiting.filter(Exists(with_riders), Exists(with_drivers))
    return sum(_look_again(pk, now) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


def _look_again(gathering_pk: int, now: datetime) -> int:
    with transaction.atomic():
        gathering = seats.lock_gathering(gathering_pk)
        old = RideMatch.objects.active().filter(
            driver__gathering=gathering, introduced_at=None, proposed_at__lt=now - TIME_TO_AGREE
        )
        for match in old.select_related("driver", "rider"):
            agreed = [guest for guest in (match.driver, match.rider) if match.has_agreed(guest)]
            for guest in agreed:
                guest.gathering = gathering
            _end(match, told=agreed[0] if agreed else None)
        return len(propose_rides(gathering))


def _end(match: RideMatch, *, told: Registration | None) -> None:
    match.ended_at = timezone.now()
    match.save(update_fields=["ended_at"])
    if told is not None and told.status == RegistrationStatus.GOING:
        _mail(match, told, "ride_ended")


def _mail(match: RideMatch, guest: Registration, name: str) -> None:
    mail.queue_registration_mail(
        guest,
        name,
        match=match,
        other=match.other(guest) if name == "ride_introduced" else None,
        is_driver=match.is_driver(guest),
        was_introduced=match.introduced_at is not None,
    )


def _active(**conditions):
    return RideMatch.objects.active().filter(**conditions)


def _shares(registration: Registration, ride: Ride) -> bool:
    return (
        registration.status == RegistrationStatus.GOING
        and registration.way == AttendanceWay.IN_PERSON
        and registration.ride == ride
        and bool(registration.ride_zip_code)
    )


def _seats_in_car(driver: Registration) -> int:
    """Those who did not say how many have one."""
    return driver.ride_seats or 1


def _miles(driver: Registration, rider: Registration) -> float | None:
    """How far apart two guests start; None if it is too far or a ZIP code is not known."""
    starts = [coordinates_of_zip(guest.ride_zip_code) for guest in (driver, rider)]
    if starts[0] is None or starts[1] is None:
        # A code that the table lacks: the same one is the same place.
        return 0.0 if driver.ride_zip_code[:5] == rider.ride_zip_code[:5] else None
    miles = miles_between(starts[0], starts[1])
    return miles if miles <= NEAR_MILES else None
