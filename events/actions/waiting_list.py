"""The waiting list moves up by itself: places that become free are offered in turn, and taken back unanswered. R21."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.enums import TAKING_PLACE_STATUSES, RegistrationStatus
from events.exceptions import OfferOver, RegistrationRefused
from events.guests import mail
from events.models import GatheringPage, GatheringSettings, Registration
from events.permissions import can_confirm_registration

from . import rides, seats

# With less time than this to say yes, whoever is next simply has the place.
LEAST_TIME = timedelta(hours=6)
# So many offers may go by without an answer; then the registration ends, and someone else's turn comes for good.
OFFERS = 2


def fill_free_places(gathering: GatheringPage, now: datetime | None = None) -> list[Registration]:
    """Move up as many from the waiting list as there are places, who waits longest first, and mail them.

    They have the place at once, or have it on offer until they confirm (`GatheringSettings.confirm_hours`). Call it
    with the gathering locked. Does nothing for one that is over or does not take place.
    """
    now = now or timezone.now()
    moved: list[Registration] = []
    if gathering.status not in TAKING_PLACE_STATUSES or gathering.is_over:
        return moved
    # A place on offer without an end: the gathering was postponed meanwhile. The time begins anew.
    moved += gathering.registrations.filter(status=RegistrationStatus.OFFERED, confirm_by=None)
    for way in gathering.ways:
        free = seats.free_places(gathering, way)
        if free != 0:
            moved += gathering.registrations.filter(way=way).in_line()[:free]
    if not moved:
        return moved
    confirm_by = _confirm_by(gathering, now)
    for registration in moved:
        registration.gathering = gathering
        registration.status = RegistrationStatus.OFFERED if confirm_by else RegistrationStatus.GOING
        registration.confirm_by = confirm_by
        registration.save(update_fields=["status", "confirm_by", "updated_at"])
        if confirm_by:
            is_last = registration.offers_missed_count + 1 >= OFFERS
            mail.queue_registration_mail(registration, "place_offered", is_last_offer=is_last)
        else:
            mail.queue_registration_mail(registration, "moved_up")
    rides.propose_rides(gathering)
    return moved


def confirm_registration(registration: Registration) -> Registration:
    """Take the place on offer. Confirming twice changes nothing and mails nothing.

    Counts also after `confirm_by`, as long as nobody took the place back. Raises OfferOver when it went to the next,
    RegistrationRefused when the gathering is off or over.
    """
    with transaction.atomic():
        gathering = seats.lock_gathering(registration.gathering_id)
        registration = Registration.objects.get(pk=registration.pk)
        registration.gathering = gathering
        if registration.status in (RegistrationStatus.GOING, RegistrationStatus.ATTENDED):
            return registration
        if registration.status != RegistrationStatus.OFFERED:
            raise OfferOver
        if not can_confirm_registration(registration):
            raise RegistrationRefused
        registration.status = RegistrationStatus.GOING
        registration.confirm_by = None
        registration.offers_missed_count = 0
        registration.save(update_fields=["status", "confirm_by", "offers_missed_count", "updated_at"])
        mail.queue_registration_mail(registration, "confirmed")
        rides.propose_rides(gathering)
        return registration


def take_back_offers(now: datetime | None = None) -> int:
    """Offer the places that were not confirmed in time to the next. Returns how many were taken back.

    Who missed one offer goes to the end of the line; who missed two is not asked again. While a gathering has no date,
    nobody has to answer.
    """
    now = now or timezone.now()
    late = Registration.objects.filter(status=RegistrationStatus.OFFERED, confirm_by__lt=now)
    return sum(_take_back(pk, now) for pk in sorted(set(late.values_list("gathering_id", flat=True))))


def _take_back(gathering_pk: int, now: datetime) -> int:
    with transaction.atomic():
        gathering = seats.lock_gathering(gathering_pk)
        # Read again under the lock: somebody may have confirmed a moment ago.
        late = gathering.registrations.filter(status=RegistrationStatus.OFFERED, confirm_by__lt=now)
        if gathering.status not in TAKING_PLACE_STATUSES or gathering.is_over:
            late.update(confirm_by=None)
            return 0
        missed = list(late.order_by("confirm_by", "waiting_since", "pk"))
        for registration in missed:
            registration.offers_missed_count += 1
            is_out = registration.offers_missed_count >= OFFERS
            registration.status = RegistrationStatus.CANCELLED if is_out else RegistrationStatus.WAITLISTED
            # Somebody may have joined the line since the work began.
            registration.waiting_since = max(now, timezone.now())
            registration.confirm_by = None
            registration.save(
                update_fields=["status", "waiting_since", "confirm_by", "offers_missed_count", "updated_at"]
            )
        # With nobody else in line they are asked once more, and that mail is enough.
        asked_again = {registration.pk for registration in fill_free_places(gathering, now)}
        for registration in missed:
            if registration.pk not in asked_again:
                registration.gathering = gathering
                mail.queue_registration_mail(registration, "place_missed")
        return len(missed)


def _confirm_by(gathering: GatheringPage, now: datetime) -> datetime | None:
    """Until when a place offered now must be confirmed; None if whoever moves up need not confirm."""
    hours = timedelta(hours=GatheringSettings.of(gathering).confirm_hours)
    closes_at = gathering.registration_closes_at
    last = closes_at if closes_at and closes_at > now else gathering.starts_at
    if not hours or last is None:
        return None
    deadline = min(now + hours, last)
    return deadline if deadline - now >= min(LEAST_TIME, hours) else None
