"""Guests sign up, change and cancel. Places are counted under a lock on the gathering; mail goes out after commit."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from events import mail
from events.enums import AttendanceWay, GatheringStatus, RegistrationStatus, Ride
from events.exceptions import NoPlaceLeft, RegistrationClosed, RegistrationRefused, WayNotOffered
from events.models import GatheringPage, Registration
from events.permissions import can_cancel_registration, can_change_registration, can_register


@dataclass(frozen=True)
class SignUp:
    """What came of a sign-up. `was_full` is what a stranger may know; whether the address was known before is not."""

    registration: Registration
    is_new: bool
    was_full: bool


def register(
    gathering: GatheringPage,
    *,
    name: str,
    email: str,
    way: str,
    program_name: str = "",
    access_needs: str = "",
    ride: str = Ride.NONE,
    ride_zip_code: str = "",
    user: Any = None,
) -> SignUp:
    """Give a guest a place, or one on the waiting list when all are taken. R21, R28.

    An address that is signed up already keeps its registration as it is and gets its mail again. Raises
    RegistrationClosed while nobody can sign up, WayNotOffered for a way that the gathering does not have.
    """
    with transaction.atomic():
        gathering = lock_gathering(gathering.pk)
        if not can_register(gathering):
            raise RegistrationClosed
        if way not in gathering.ways:
            raise WayNotOffered
        fill_free_places(gathering)
        was_full = not has_free_place(gathering, way)
        known = _known_registration(gathering, email)
        if known is not None:
            _mail_later(known, "repeated")
            return SignUp(known, is_new=False, was_full=was_full)
        try:
            with transaction.atomic():
                registration = Registration.objects.create(
                    gathering=gathering,
                    user=user,
                    name=name,
                    email=email,
                    program_name=program_name,
                    way=way,
                    access_needs=access_needs,
                    ride=ride,
                    ride_zip_code=ride_zip_code,
                    status=RegistrationStatus.WAITLISTED if was_full else RegistrationStatus.GOING,
                )
        except IntegrityError:
            # Two requests with one address, on a database whose lock did not hold: the constraint decided.
            known = _known_registration(gathering, email)
            if known is None:
                raise
            return SignUp(known, is_new=False, was_full=was_full)
        _mail_later(registration, "waitlisted" if was_full else "confirmed")
        return SignUp(registration, is_new=True, was_full=was_full)


def change_registration(
    registration: Registration,
    *,
    name: str,
    way: str,
    program_name: str = "",
    access_needs: str = "",
    ride: str = Ride.NONE,
    ride_zip_code: str = "",
) -> Registration:
    """Change what a guest told us. Whoever gives up a place makes room for the next on the waiting list.

    Raises RegistrationRefused when it cannot be changed any more, WayNotOffered, and NoPlaceLeft when a guest with a
    place wants to a way of attending that is full; then nothing changes.
    """
    with transaction.atomic():
        gathering = lock_gathering(registration.gathering_id)
        registration = Registration.objects.select_related("gathering").get(pk=registration.pk)
        if not can_change_registration(registration):
            raise RegistrationRefused
        if way not in gathering.ways:
            raise WayNotOffered
        if way != registration.way:
            if has_free_place(gathering, way):
                registration.status = RegistrationStatus.GOING
            elif registration.status == RegistrationStatus.GOING:
                raise NoPlaceLeft
            registration.way = way
        registration.name = name
        registration.program_name = program_name
        registration.access_needs = access_needs
        registration.ride = ride
        registration.ride_zip_code = ride_zip_code
        registration.save()
        fill_free_places(gathering)
        registration.refresh_from_db()
        _mail_later(registration, "changed")
        return registration


def cancel_registration(registration: Registration) -> Registration:
    """Give a place back; the next on the waiting list moves up. Cancelling twice changes nothing and mails nothing.

    Raises RegistrationRefused once the gathering is over.
    """
    with transaction.atomic():
        gathering = lock_gathering(registration.gathering_id)
        registration = Registration.objects.select_related("gathering").get(pk=registration.pk)
        if registration.status == RegistrationStatus.CANCELLED:
            return registration
        if not can_cancel_registration(registration):
            raise RegistrationRefused
        registration.status = RegistrationStatus.CANCELLED
        registration.save(update_fields=["status", "updated_at"])
        _mail_later(registration, "cancelled")
        fill_free_places(gathering)
        return registration


def fill_free_places(gathering: GatheringPage) -> list[Registration]:
    """Move up as many from the waiting list as there are places, first come first served, and mail them.

    Call it with the gathering locked. Does nothing for one that is over or does not take place as planned.
    """
    moved: list[Registration] = []
    if gathering.status != GatheringStatus.SCHEDULED or gathering.is_over:
        return moved
    for way in gathering.ways:
        waiting = Registration.objects.filter(gathering=gathering, way=way, status=RegistrationStatus.WAITLISTED)
        for registration in waiting.order_by("created_at", "pk"):
            if not has_free_place(gathering, way):
                break
            registration.status = RegistrationStatus.GOING
            registration.save(update_fields=["status", "updated_at"])
            _mail_later(registration, "moved_up")
            moved.append(registration)
    return moved


def has_free_place(gathering: GatheringPage, way: str) -> bool:
    """Whether one more guest fits in; always without a limit. Sure only with the gathering locked."""
    capacity = gathering.capacity_of(AttendanceWay(way))
    return capacity is None or Registration.objects.filter(gathering=gathering).taking_seats(way).count() < capacity


def lock_gathering(pk: int) -> GatheringPage:
    """The gathering as it is now; no one else counts its places until this transaction ends.

    Writing the row locks it on every database; SQLite knows no SELECT ... FOR UPDATE.
    """
    GatheringPage.objects.filter(pk=pk).update(takes_registrations=F("takes_registrations"))
    return GatheringPage.objects.get(pk=pk)


def _known_registration(gathering: GatheringPage, email: str) -> Registration | None:
    return (
        Registration.objects.filter(gathering=gathering, email__iexact=email)
        .exclude(status=RegistrationStatus.CANCELLED)
        .first()
    )


def _mail_later(registration: Registration, name: str) -> None:
    # Robust: a mail server that is down must not undo what is saved, nor keep others from their mail.
    transaction.on_commit(partial(mail.send_registration_mail, registration.pk, name), robust=True)
