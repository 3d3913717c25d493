"""Who came: ticked off at the door, taken back when it was a slip, and people who come without having signed up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import NEXT_REGISTRATION_STATUSES, RegistrationStatus
from events.exceptions import AttendanceNotOpen, RegistrationRefused, WayNotOffered
from events.models import GatheringPage, Registration
from events.permissions import can_take_attendance

from . import seats


def mark_attended(registration: Registration, *, by: Any, now: datetime | None = None) -> Registration:
    """A guest came, also one who had no place. Done twice it changes nothing.

    Raises AttendanceNotOpen, and RegistrationRefused for a registration that is cancelled.
    """
    with transaction.atomic():
        seats.lock_gathering(registration.gathering_id)
        registration = _current(registration, by, now)
        if registration.status == RegistrationStatus.ATTENDED:
            return registration
        if RegistrationStatus.ATTENDED not in NEXT_REGISTRATION_STATUSES[RegistrationStatus(registration.status)]:
            raise RegistrationRefused(_("This registration is cancelled. Add the guest as someone who just came."))
        if registration.status != RegistrationStatus.WAITLISTED:
            # Kept for those who waited, so that taking it back knows where they stood.
            registration.waiting_since = None
        registration.status = RegistrationStatus.ATTENDED
        registration.attended_at = now or timezone.now()
        registration.save(update_fields=["status", "waiting_since", "attended_at", "updated_at"])
        return registration


def undo_attended(registration: Registration, *, by: Any, now: datetime | None = None) -> Registration:
    """Ticked by mistake: back to the place, or to the waiting list, from before. Done twice it changes nothing."""
    with transaction.atomic():
        seats.lock_gathering(registration.gathering_id)
        registration = _current(registration, by, now)
        if registration.status != RegistrationStatus.ATTENDED:
            return registration
        waited = registration.waiting_since is not None
        registration.status = RegistrationStatus.WAITLISTED if waited else RegistrationStatus.GOING
        registration.attended_at = None
        registration.save(update_fields=["status", "attended_at", "updated_at"])
        return registration


def add_walk_in(
    gathering: GatheringPage,
    *,
    by: Any,
    code: UUID,
    name: str,
    way: str,
    program_name: str = "",
    email: str = "",
    now: datetime | None = None,
) -> Registration:
    """Someone came without having signed up; places are not counted, they are in the room.

    `code` comes with the form, so that the same form sent twice makes one guest. An address that is signed up already
    ticks that guest off instead. Raises AttendanceNotOpen, and WayNotOffered.
    """
    with transaction.atomic():
        gathering = seats.lock_gathering(gathering.pk)
        if not can_take_attendance(by, gathering, now):
            raise AttendanceNotOpen
        if way not in gathering.ways:
            raise WayNotOffered
        sent_before = Registration.objects.filter(code=code).first()
        if sent_before is not None:
            if sent_before.gathering_id != gathering.pk:
                raise RegistrationRefused
            return sent_before
        signed_up = gathering.registrations.with_address(email).first() if email else None
        if signed_up is not None:
            return mark_attended(signed_up, by=by, now=now)
        return Registration.objects.create(
            code=code,
            gathering=gathering,
            name=name,
            email=email,
            program_name=program_name,
            way=way,
            status=RegistrationStatus.ATTENDED,
            attended_at=now or timezone.now(),
        )


def _current(registration: Registration, by: Any, now: datetime | None) -> Registration:
    registration = Registration.objects.select_related("gathering").get(pk=registration.pk)
    if registration.anonymised_at is not None or not can_take_attendance(by, registration.gathering, now):
        raise AttendanceNotOpen
    return registration
