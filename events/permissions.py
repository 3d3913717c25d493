"""Who may do what with gatherings and registrations. A guest needs no account: the address in the mail is the key."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from .enums import (
    OPEN_REGISTRATION_STATUSES,
    SEAT_TAKING_STATUSES,
    AttendanceWay,
    GatheringStatus,
    RegistrationWindow,
)

if TYPE_CHECKING:
    from .models import GatheringPage, Registration


def registration_window(gathering: "GatheringPage", now: datetime | None = None) -> RegistrationWindow:
    """Whether people can sign up at `now` (default: this moment); the strongest reason against it otherwise. R21."""
    now = now or timezone.now()
    closes_at = gathering.registration_closes_at or gathering.starts_at
    if gathering.status == GatheringStatus.CANCELLED:
        return RegistrationWindow.CANCELLED
    if gathering.is_over:
        return RegistrationWindow.OVER
    if not gathering.takes_registrations or closes_at is None:
        return RegistrationWindow.NOT_OFFERED
    if gathering.status == GatheringStatus.POSTPONED:
        return RegistrationWindow.POSTPONED
    if gathering.registration_opens_at and now < gathering.registration_opens_at:
        return RegistrationWindow.NOT_YET
    return RegistrationWindow.OPEN if now < closes_at else RegistrationWindow.CLOSED


def can_register(gathering: "GatheringPage", now: datetime | None = None) -> bool:
    """Anyone, while registration is open; a full gathering has a waiting list."""
    return registration_window(gathering, now) == RegistrationWindow.OPEN


def can_change_registration(registration: "Registration") -> bool:
    """Whoever has the secret address, until the gathering is over or called off."""
    gathering = registration.gathering
    return (
        registration.status in OPEN_REGISTRATION_STATUSES
        and gathering.status != GatheringStatus.CANCELLED
        and not gathering.is_over
    )


def can_cancel_registration(registration: "Registration") -> bool:
    """Whoever has the secret address, until the gathering is over."""
    return registration.status in OPEN_REGISTRATION_STATUSES and not registration.gathering.is_over


def can_see_join_url(registration: "Registration") -> bool:
    """A guest with a place who attends online, as long as the gathering takes place."""
    return (
        registration.status in SEAT_TAKING_STATUSES
        and registration.way == AttendanceWay.ONLINE
        and AttendanceWay.ONLINE in registration.gathering.ways
        and registration.gathering.status == GatheringStatus.SCHEDULED
    )
