"""What staff do with one guest's registration: give or take a place, cancel, correct a slip, send a mail again.

Each step locks the gathering, asks for permission itself and mails the guest once what was done is stored.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import NEXT_REGISTRATION_STATUSES, OPEN_REGISTRATION_STATUSES, RegistrationStatus
from events.exceptions import NoPlaceLeft, RegistrationRefused, StaffOnly
from events.guests.mail import queue_registration_mail
from events.models import GatheringPage, Registration
from events.permissions import can_run_gatherings

from . import rides, seats
from .registrations import cancel_registration
from .waiting_list import fill_free_places


def give_place(registration: Registration, *, by: Any) -> Registration:
    """A guest who waits, or has a place on offer, has it for good. Raises NoPlaceLeft rather than overbook."""
    with transaction.atomic():
        gathering, registration = _locked(registration, by)
        _check_step(registration, RegistrationStatus.GOING)
        if registration.status == RegistrationStatus.WAITLISTED:
            _check_place(gathering, registration)
        registration.status = RegistrationStatus.GOING
        registration.waiting_since = registration.confirm_by = None
        registration.save(update_fields=["status", "waiting_since", "confirm_by", "updated_at"])
        queue_registration_mail(registration, "moved_up")
        rides.propose_rides(gathering)
        return registration


def offer_place(registration: Registration, *, by: Any) -> Registration:
    """Let somebody who waits be next, whatever their turn; they get the free place as the waiting list gives it out.

    That is on offer until they confirm, or theirs at once where the site asks for no confirmation. Raises NoPlaceLeft.
    """
    with transaction.atomic():
        gathering, registration = _locked(registration, by)
        if registration.status != RegistrationStatus.WAITLISTED:
            raise RegistrationRefused
        _check_place(gathering, registration)
        first = Registration.objects.filter(gathering=gathering, way=registration.way).in_line()[0]
        registration.waiting_since = (first.waiting_since or first.created_at) - timedelta(seconds=1)
        registration.save(update_fields=["waiting_since", "updated_at"])
        fill_free_places(gathering)
        registration.refresh_from_db()
        return registration


def move_to_waiting_list(registration: Registration, *, by: Any) -> Registration:
    """Take a place back; its guest is last in line and the first who waits moves up.

    Refused while nobody else waits for this way of attending: the place would come back to the same guest at once.
    """
    with transaction.atomic():
        gathering, registration = _locked(registration, by)
        _check_step(registration, RegistrationStatus.WAITLISTED)
        in_line = Registration.objects.filter(gathering=gathering, way=registration.way).in_line()
        if not in_line.exists():
            raise RegistrationRefused(
                _("Nobody else waits for this way of attending, so the place would come back to this guest at once.")
            )
        registration.status = RegistrationStatus.WAITLISTED
        registration.waiting_since, registration.confirm_by = timezone.now(), None
        registration.save(update_fields=["status", "waiting_since", "confirm_by", "updated_at"])
        queue_registration_mail(registration, "waitlisted")
        rides.keep_fitting_rides(registration)
        fill_free_places(gathering)
        registration.refresh_from_db()
        return registration


def cancel_for_guest(registration: Registration, *, by: Any) -> Registration:
    """Cancel for a guest who asked for it by phone, say; the next who waits moves up. Done twice it changes nothing."""
    _check_staff(by)
    return cancel_registration(registration)


def correct_guest(
    registration: Registration, *, by: Any, name: str, email: str = "", program_name: str = ""
) -> Registration:
    """Correct a slip in name, address or program. A new address gets the mail with a new secret link.

    The old link ends then: whoever owns the mistyped address must not keep a key to somebody else's registration.
    Raises RegistrationRefused if another guest of the gathering has the address, or the data are gone.
    """
    try:
        with transaction.atomic():
            _gathering, registration = _locked(registration, by)
            if registration.anonymised_at is not None:
                raise RegistrationRefused(_("This guest's data were removed. There is nothing left to correct."))
            is_other_address = email.lower() != registration.email.lower()
            registration.name, registration.email, registration.program_name = name, email, program_name
            if is_other_address:
                registration.code = uuid4()
            registration.save(update_fields=["name", "email", "program_name", "code", "updated_at"])
            if is_other_address and can_resend(registration):
                queue_registration_mail(registration, "repeated")
            return registration
    except IntegrityError as problem:
        raise RegistrationRefused(_("Another guest of this gathering has this address already.")) from problem


def resend_mail(registration: Registration, *, by: Any) -> Registration:
    """Send the guest the mail with everything about the registration again. Refused after many within an hour."""
    with transaction.atomic():
        _gathering, registration = _locked(registration, by)
        if not can_resend(registration):
            raise RegistrationRefused
        if not queue_registration_mail(registration, "repeated"):
            raise RegistrationRefused(_("This mail was sent several times within the last hour. Please wait a while."))
        return registration


def can_resend(registration: Registration) -> bool:
    """Whether there is something to tell: an address, an open registration, and a gathering that is not over."""
    return bool(
        registration.email and registration.status in OPEN_REGISTRATION_STATUSES and not registration.gathering.is_over
    )


def _locked(registration: Registration, by: Any) -> tuple[GatheringPage, Registration]:
    _check_staff(by)
    gathering = seats.lock_gathering(registration.gathering_id)
    registration = Registration.objects.get(pk=registration.pk)
    registration.gathering = gathering
    return gathering, registration


def _check_staff(by: Any) -> None:
    if not can_run_gatherings(by):
        raise StaffOnly


def _check_step(registration: Registration, status: RegistrationStatus) -> None:
    open_steps = NEXT_REGISTRATION_STATUSES[RegistrationStatus(registration.status)]
    is_attended = registration.status == RegistrationStatus.ATTENDED
    if status not in open_steps or is_attended or registration.gathering.is_over:
        raise RegistrationRefused


def _check_place(gathering: GatheringPage, registration: Registration) -> None:
    if not seats.has_free_place(gathering, registration.way):
        raise NoPlaceLeft(_("All places are taken. Raise the number of places on the gathering's page first."))
