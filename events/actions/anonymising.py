"""Removing what guests told us: after the days that staff set, or for one person who asks for it. Rows still count."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from events.enums import OPEN_REGISTRATION_STATUSES, RegistrationStatus, Ride
from events.exceptions import StaffOnly
from events.guests.retention import (
    REMOVED_DOMAIN,
    kept,
    kept_invitations,
    kept_participants,
    kept_registrations,
    longest_keep_days,
)
from events.models import (
    GatheringPage,
    Invitation,
    InvitationRound,
    PollParticipant,
    Registration,
    RideMatch,
)
from events.permissions import can_run_gatherings
from resources.enums import MailStatus
from resources.models import OutgoingMail

from . import rides, seats
from .subscriptions import forget_lost_gatherings
from .waiting_list import fill_free_places

logger = logging.getLogger(__name__)

BATCH = 500


def anonymise_due(now: datetime | None = None) -> int:
    """Remove the data of guests of gatherings whose days are over, old addresses from the record of mails, and what
    personal calendars kept of deleted gatherings.

    Returns how many rows it touched; run again, none.
    """
    now = now or timezone.now()
    count = sum(anonymise_gathering(one.gathering, now) for one in kept() if one.remove_at <= now)
    return count + forget_old_mails(now) + forget_lost_gatherings(now)


def anonymise_gathering(gathering: GatheringPage, now: datetime | None = None) -> int:
    """Names, addresses and all that people typed about one gathering are gone after this; statuses and numbers stay.

    Secret links end, shared rides are forgotten, and the record of mails loses the addresses. Returns how many rows.
    """
    now = now or timezone.now()
    with transaction.atomic():
        seats.lock_gathering(gathering.pk)
        registrations = list(kept_registrations().filter(gathering=gathering))
        invitations = list(kept_invitations().filter(gathering=gathering))
        participants = list(kept_participants().filter(poll__gathering=gathering))
        addresses = {row.email for row in (*registrations, *invitations, *participants) if row.email}
        _anonymise_registrations(registrations, now)
        _forget_rides(registrations)
        _anonymise_invitations(invitations)
        _anonymise_participants(participants)
        _forget_addresses_in_rounds(InvitationRound.objects.filter(gathering=gathering))
        forget_mails(addresses)
    return len(registrations) + len(invitations) + len(participants)


def erase_person(email: str, *, by: Any, now: datetime | None = None) -> int:
    """Remove everything about one address, whatever gathering it is about, and give back the places it holds.

    The person gets no mail about it, and mails that were still waiting for them are dropped. Returns how many rows.
    Raises StaffOnly.
    """
    if not can_run_gatherings(by):
        raise StaffOnly
    now = now or timezone.now()
    with transaction.atomic():
        found = rows_about(email)
        # In one order, so that two who erase at once wait for each other instead of locking each other out.
        pks = sorted({row.gathering_id for row in found["registrations"]})
        gatherings = {pk: seats.lock_gathering(pk) for pk in pks}
        given_back = []
        for registration in found["registrations"]:
            registration.gathering = gatherings[registration.gathering_id]
            if registration.status in OPEN_REGISTRATION_STATUSES and not registration.gathering.is_over:
                registration.status = RegistrationStatus.CANCELLED
                given_back.append(registration)
        _anonymise_registrations(found["registrations"], now)
        for registration in given_back:
            # Tells the other one that there is no shared ride; the person has no address any more.
            rides.keep_fitting_rides(registration)
        _forget_rides(found["registrations"])
        _anonymise_invitations(found["invitations"])
        _anonymise_participants(found["participants"])
        _forget_addresses_in_rounds(InvitationRound.objects.all(), only=email)
        count = sum(len(rows) for rows in found.values())
        forget_mails({email}, drops_waiting=True)
        for gathering in gatherings.values():
            fill_free_places(gathering)
    logger.info("Staff member %s had all data of one person removed: %s rows.", by.pk, count)
    return count


def rows_about(email: str) -> dict[str, list[Any]]:
    """Everything that names the address: {"registrations", "invitations", "participants", "mails"} as lists of rows."""
    return {
        "registrations": list(kept_registrations().filter(email__iexact=email).select_related("gathering")),
        "invitations": list(kept_invitations().filter(email__iexact=email).select_related("gathering")),
        "participants": list(kept_participants().filter(email__iexact=email).select_related("poll__gathering")),
        "mails": list(OutgoingMail.objects.filter(to__iexact=email).defer("text", "html", "attachment")),
    }


def forget_old_mails(now: datetime | None = None) -> int:
    """The record of mails keeps addresses no longer than guests' data are kept. Returns how many lost theirs."""
    now = now or timezone.now()
    days = longest_keep_days()
    old = OutgoingMail.objects.exclude(to="").exclude(status=MailStatus.WAITING)
    return _empty(old.filter(created_at__lt=now - timedelta(days=days)))


def forget_mails(addresses: Iterable[str], *, drops_waiting: bool = False) -> int:
    """The record of mails that are out, or were given up, forgets these addresses. Returns how many.

    A mail that still waits is about something later; it is kept unless `drops_waiting`.
    """
    lowered = sorted({address.lower() for address in addresses})
    count = 0
    for start in range(0, len(lowered), BATCH):
        mails = OutgoingMail.objects.annotate(address=Lower("to")).filter(address__in=lowered[start : start + BATCH])
        pks = list(mails.values_list("pk", flat=True))
        if drops_waiting:
            count += OutgoingMail.objects.filter(pk__in=pks, status=MailStatus.WAITING).delete()[0]
        count += _empty(OutgoingMail.objects.filter(pk__in=pks).exclude(status=MailStatus.WAITING))
    return count


def without_addresses(value: Any, only: str = "") -> Any:
    """A JSON value without the texts in it that hold an e-mail address; with `only` without those of that one."""

    def names(text: Any) -> bool:
        return isinstance(text, str) and (only.lower() in text.lower() if only else "@" in text)

    if isinstance(value, dict):
        return {key: without_addresses(one, only) for key, one in value.items() if not names(key)}
    if isinstance(value, list):
        return [without_addresses(one, only) for one in value if not names(one)]
    return "" if names(value) else value


def _anonymise_registrations(registrations: list[Registration], now: datetime) -> None:
    for registration in registrations:
        registration.code = uuid4()
        registration.user = registration.program_page = registration.ride_seats = None
        registration.name = registration.email = registration.program_name = ""
        registration.access_needs = registration.ride_zip_code = ""
        registration.answers = {}
        registration.ride = Ride.NONE
        registration.has_sent_feedback = False
        registration.anonymised_at = now
    fields = [
        "code",
        "user",
        "program_page",
        "ride_seats",
        "name",
        "email",
        "program_name",
        "access_needs",
        "ride_zip_code",
        "answers",
        "ride",
        "has_sent_feedback",
        "anonymised_at",
        "status",
    ]
    Registration.objects.bulk_update(registrations, fields, batch_size=BATCH)


def _forget_rides(registrations: list[Registration]) -> None:
    pks = [registration.pk for registration in registrations]
    RideMatch.objects.filter(Q(driver__in=pks) | Q(rider__in=pks)).delete()


def _anonymise_invitations(invitations: list[Invitation]) -> None:
    for invitation in invitations:
        invitation.code = uuid4()
        invitation.email = f"removed-{uuid4()}@{REMOVED_DOMAIN}"
        invitation.name = invitation.program_name = ""
    Invitation.objects.bulk_update(invitations, ["code", "email", "name", "program_name"], batch_size=BATCH)


def _anonymise_participants(participants: list[PollParticipant]) -> None:
    for participant in participants:
        participant.code = uuid4()
        participant.email = f"removed-{uuid4()}@{REMOVED_DOMAIN}"
        participant.name = participant.program_name = ""
        participant.program_page = None
    fields = ["code", "email", "name", "program_name", "program_page"]
    PollParticipant.objects.bulk_update(participants, fields, batch_size=BATCH)


def _forget_addresses_in_rounds(rounds: Any, only: str = "") -> None:
    for invitation_round in rounds.exclude(choice={}):
        kept_choice = without_addresses(invitation_round.choice, only)
        if kept_choice != invitation_round.choice:
            invitation_round.choice = kept_choice
            invitation_round.save(update_fields=["choice"])


def _empty(mails: Any) -> int:
    return mails.update(
        to="", subject="", text="", html="", headers={}, attachment_name="", attachment_type="", attachment=b""
    )
