"""Guests sign up, change, hand on and cancel. Places are counted under a lock; mail leaves after commit."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.enums import RegistrationStatus, Ride
from events.exceptions import AlreadyTheirs, NoPlaceLeft, RegistrationClosed, RegistrationRefused, WayNotOffered
from events.guests import mail
from events.models import GatheringPage, Registration
from events.permissions import (
    can_cancel_registration,
    can_change_registration,
    can_register,
    can_transfer_registration,
)
from resources.registry import find_program

from . import rides, seats
from .waiting_list import fill_free_places

# A form that arrives a second time within this time is the same one sent twice.
SENT_TWICE = timedelta(minutes=2)


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
    answers: dict | None = None,
    ride: str = Ride.NONE,
    ride_zip_code: str = "",
    ride_seats: int | None = None,
    user: Any = None,
) -> SignUp:
    """Give a guest a place, or one on the waiting list when all are taken. R21, R28.

    An address that is signed up already keeps its registration as it is and gets its mail again, unless the same form
    came twice. Raises RegistrationClosed while nobody can sign up, WayNotOffered for a way that the gathering does
    not have.
    """
    program_page = find_program(program_name)
    with transaction.atomic():
        gathering = seats.lock_gathering(gathering.pk)
        if not can_register(gathering):
            raise RegistrationClosed
        if way not in gathering.ways:
            raise WayNotOffered
        fill_free_places(gathering)
        was_full = not seats.has_free_place(gathering, way)
        known = _known_registration(gathering, email)
        if known is not None:
            if known.name != name or known.created_at < timezone.now() - SENT_TWICE:
                mail.queue_registration_mail(known, "repeated")
            return SignUp(known, is_new=False, was_full=was_full)
        try:
            with transaction.atomic():
                registration = Registration.objects.create(
                    gathering=gathering,
                    user=user,
                    name=name,
                    email=email,
                    program_name=program_name,
                    program_page_id=program_page,
                    way=way,
                    access_needs=access_needs,
                    answers=answers or {},
                    ride=ride,
                    ride_zip_code=ride_zip_code,
                    ride_seats=ride_seats,
                    status=RegistrationStatus.WAITLISTED if was_full else RegistrationStatus.GOING,
                    waiting_since=timezone.now() if was_full else None,
                )
        except IntegrityError:
            # Two requests with one address, on a database whose lock did not hold: the constraint decided.
            known = _known_registration(gathering, email)
            if known is None:
                raise
            return SignUp(known, is_new=False, was_full=was_full)
        mail.queue_registration_mail(registration, "waitlisted" if was_full else "confirmed")
        if ride != Ride.NONE and not was_full:
            rides.propose_rides(gathering)
        return SignUp(registration, is_new=True, was_full=was_full)


def change_registration(
    registration: Registration,
    *,
    name: str,
    way: str,
    program_name: str = "",
    access_needs: str = "",
    answers: dict | None = None,
    ride: str = Ride.NONE,
    ride_zip_code: str = "",
    ride_seats: int | None = None,
) -> Registration:
    """Change what a guest told us. Whoever gives up a place makes room for the next on the waiting list.

    `answers` None leaves them as they are. Whoever waits and chooses another way that is full waits at the end of that
    line. Raises RegistrationRefused when it cannot be changed any more, WayNotOffered, and NoPlaceLeft when a guest
    with a place wants to a way of attending that is full; then nothing changes.
    """
    program_page = find_program(program_name)
    with transaction.atomic():
        gathering, registration = _locked(registration)
        if not can_change_registration(registration):
            raise RegistrationRefused
        if way not in gathering.ways:
            raise WayNotOffered
        if way != registration.way:
            _change_way(registration, way)
        registration.name = name
        registration.program_name = program_name
        registration.program_page_id = program_page
        registration.access_needs = access_needs
        registration.answers = registration.answers if answers is None else answers
        registration.ride = ride
        registration.ride_zip_code = ride_zip_code
        registration.ride_seats = ride_seats
        registration.save()
        mail.queue_registration_mail(registration, "changed")
        rides.keep_fitting_rides(registration)
        fill_free_places(gathering)
        registration.refresh_from_db()
        return registration


def cancel_registration(registration: Registration) -> Registration:
    """Give a place back; the next on the waiting list moves up. Cancelling twice changes nothing and mails nothing.

    Raises RegistrationRefused once the gathering is over.
    """
    with transaction.atomic():
        gathering, registration = _locked(registration)
        if registration.status == RegistrationStatus.CANCELLED:
            return registration
        if not can_cancel_registration(registration):
            raise RegistrationRefused
        _cancel(registration)
        mail.queue_registration_mail(registration, "cancelled")
        rides.keep_fitting_rides(registration)
        fill_free_places(gathering)
        return registration


def transfer_registration(registration: Registration, *, name: str, email: str) -> Registration:
    """Hand a place on to another person and return that person's registration; both are mailed.

    The new one has a code of its own; the old code leads nowhere. What the first guest told about themselves is not
    passed on. Somebody who is signed up already keeps their registration, with the place if they were waiting; whoever
    hands it on does not learn of it. Raises AlreadyTheirs for the guest's own address, RegistrationRefused when there
    is nothing to hand on.
    """
    with transaction.atomic():
        gathering, registration = _locked(registration)
        if not can_transfer_registration(registration):
            raise RegistrationRefused
        if registration.email.casefold() == email.casefold():
            raise AlreadyTheirs
        receiver = _known_registration(gathering, email)
        _cancel(registration)
        # The mail names both; the page that the old code led to is gone.
        mail.queue_registration_mail(registration, "handed_on", receiver_name=name)
        rides.keep_fitting_rides(registration)
        if receiver is None:
            receiver = Registration.objects.create(gathering=gathering, name=name, email=email, way=registration.way)
            mail.queue_registration_mail(receiver, "received", giver_name=registration.name)
        elif receiver.status in (RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED):
            receiver.status, receiver.way = RegistrationStatus.GOING, registration.way
            receiver.waiting_since = receiver.confirm_by = None
            receiver.save()
            mail.queue_registration_mail(receiver, "received", giver_name=registration.name)
        else:
            mail.queue_registration_mail(receiver, "repeated")
        Registration.objects.filter(pk=registration.pk).update(code=_new_code())
        fill_free_places(gathering)
        return receiver


def _locked(registration: Registration) -> tuple[GatheringPage, Registration]:
    gathering = seats.lock_gathering(registration.gathering_id)
    registration = Registration.objects.get(pk=registration.pk)
    registration.gathering = gathering
    return gathering, registration


def _change_way(registration: Registration, way: str) -> None:
    if seats.has_free_place(registration.gathering, way):
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = registration.confirm_by = None
    elif registration.status == RegistrationStatus.WAITLISTED:
        registration.waiting_since = timezone.now()
    else:
        raise NoPlaceLeft
    registration.way = way


def _cancel(registration: Registration) -> None:
    registration.status = RegistrationStatus.CANCELLED
    registration.confirm_by = None
    registration.save(update_fields=["status", "confirm_by", "updated_at"])


def _new_code() -> Any:
    return Registration._meta.get_field("code").get_default()


def _known_registration(gathering: GatheringPage, email: str) -> Registration | None:
    known = gathering.registrations.with_address(email).first()
    if known is not None:
        known.gathering = gathering
    return known
