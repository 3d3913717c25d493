"""Who may do what with gatherings and registrations. A guest needs no account: the address in the mail is the key."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from .enums import (
    OPEN_REGISTRATION_STATUSES,
    SEAT_TAKING_STATUSES,
    TAKING_PLACE_STATUSES,
    AttendanceWay,
    GatheringStatus,
    PollStatus,
    RegistrationStatus,
    RegistrationWindow,
)

if TYPE_CHECKING:
    from .models import CalendarPage, CalendarSubscription, DatePoll, GatheringPage, Registration, RideMatch


def can_run_gatherings(user: Any) -> bool:
    """Staff who see guests, invite, poll and plan: those who may change registrations. R35."""
    return bool(user.is_active and user.has_perm("partnership_events.change_registration"))


def can_plan_below(user: Any, calendar: "CalendarPage") -> bool:
    """Those who run gatherings and may add pages below this calendar. R26."""
    return can_run_gatherings(user) and bool(calendar.permissions_for_user(user).can_add_subpage())


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


def can_confirm_registration(registration: "Registration") -> bool:
    """Whoever has the secret address, as long as the place on offer is still theirs and the gathering is not off."""
    return registration.status == RegistrationStatus.OFFERED and can_change_registration(registration)


def can_transfer_registration(registration: "Registration") -> bool:
    """A guest with a place, until the gathering is over or called off. A turn in the waiting list is not handed on."""
    return registration.status == RegistrationStatus.GOING and can_change_registration(registration)


def can_answer_ride(registration: "Registration", match: "RideMatch") -> bool:
    """One of the two guests of a shared ride that was not ended, until the gathering is over or called off. R28."""
    return (
        match.ended_at is None
        and registration.pk in (match.driver_id, match.rider_id)
        and can_change_registration(registration)
    )


def can_see_join_url(registration: "Registration") -> bool:
    """A guest with a place who attends online, as long as the gathering takes place."""
    return (
        registration.status in SEAT_TAKING_STATUSES
        and registration.way == AttendanceWay.ONLINE
        and AttendanceWay.ONLINE in registration.gathering.ways
        and registration.gathering.status in TAKING_PLACE_STATUSES
    )


def can_change_subscription(user: Any, subscription: "CalendarSubscription") -> bool:
    """The member whose personal calendar it is, until it has ended."""
    return user.is_active and subscription.user_id == user.pk and subscription.revoked_at is None


# The doors open before the start, and a list may be ticked off while people arrive the evening before.
ATTENDANCE_OPENS = timedelta(hours=12)


def is_attendance_open(gathering: "GatheringPage", now: datetime | None = None) -> bool:
    """From 12 hours before the start, for a gathering that takes place."""
    now = now or timezone.now()
    return (
        gathering.status in TAKING_PLACE_STATUSES
        and gathering.starts_at is not None
        and now >= gathering.starts_at - ATTENDANCE_OPENS
    )


def can_take_attendance(user: Any, gathering: "GatheringPage", now: datetime | None = None) -> bool:
    """Those who run gatherings, while attendance is open."""
    return can_run_gatherings(user) and is_attendance_open(gathering, now)


def can_have_certificate(registration: "Registration") -> bool:
    """A guest who came, once the gathering is over and while the name is still kept."""
    return (
        registration.status == RegistrationStatus.ATTENDED
        and registration.anonymised_at is None
        and registration.gathering.is_over
    )


def can_evaluate(registration: "Registration") -> bool:
    """A guest who came, or had a place at a gathering where nobody was ticked off; once. The action counts those."""
    return (
        registration.status in (RegistrationStatus.ATTENDED, RegistrationStatus.GOING)
        and not registration.has_sent_feedback
        and registration.anonymised_at is None
        and registration.gathering.is_over
    )


def can_answer_invitation(gathering: "GatheringPage") -> bool:
    """Whoever has the link of an invitation, while the gathering is announced, takes place and is not over. R35."""
    return gathering.live and gathering.status in TAKING_PLACE_STATUSES and not gathering.is_over


def can_invite(gathering: "GatheringPage", poll: "DatePoll | None" = None) -> bool:
    """Whether a round can go out: to answer yes or no, or to mark the dates of an open poll, also for a draft. R35."""
    if gathering.status == GatheringStatus.CANCELLED:
        return False
    return can_mark_dates(poll) if poll else can_answer_invitation(gathering)


def can_set_date(user: Any, gathering: "GatheringPage") -> bool:
    """Those who run gatherings and may publish this one, or edit it while it is a draft. R29."""
    page = gathering.permissions_for_user(user)
    return can_run_gatherings(user) and bool(page.can_publish() if gathering.live else page.can_edit())


def can_mark_dates(poll: "DatePoll", now: datetime | None = None) -> bool:
    """Anyone with the poll's address, to the end of its last day at the place of the gathering. R29."""
    if poll.status != PollStatus.OPEN or poll.gathering.status == GatheringStatus.CANCELLED:
        return False
    today = (now or timezone.now()).astimezone(poll.gathering.zone).date()
    return poll.closes_on is None or today <= poll.closes_on
