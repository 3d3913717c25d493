"""The mails of a round of invitations: put in line by the worker in batches, and how far they are (R35).

Nobody gets two mails of one round: a mail's key names round and person, and each batch is taken with the round locked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from events.enums import InvitationAnswer, RoundStatus
from events.invitations import recipients
from events.invitations.words import invitation_mail
from events.models import Invitation, InvitationRound
from events.permissions import can_invite
from resources.enums import MailStatus
from resources.mailing import queue_mail
from resources.models import OutgoingMail

from .invitations import locked_round

MAILS_AT_ONCE = 50
# Mails that one look of the worker puts in line, so that other work gets its turn.
MAILS_A_LOOK = 1_000


@dataclass(frozen=True)
class Progress:
    """How far a round is: mails sent, waiting (also those not in line yet), failed."""

    sent: int
    waiting: int
    failed: int

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.failed


def unsent_invitations(row: InvitationRound) -> QuerySet:
    """Whose mail of a round that is being sent is not in line yet; who answered or registered meanwhile is left out."""
    rows = Invitation.objects.filter(gathering_id=row.gathering_id, answer=InvitationAnswer.NONE)
    if row.is_reminder:
        rows = rows.filter(sent_at__isnull=False, first_round__sent_at__lte=row.sent_at).exclude(last_round=row)
    else:
        rows = rows.filter(first_round=row, last_round=None)
    return recipients.without_registration(rows).order_by("pk")


def queue_due_invitations(now: datetime | None = None) -> int:
    """Put mails of the rounds that are being sent in line, and close the rounds whose mails are all out or failed.

    Returns how many mails were put in line. A round whose gathering was called off meanwhile stops.
    """
    count = 0
    for pk in InvitationRound.objects.filter(status=RoundStatus.SENDING).values_list("pk", flat=True):
        while count < MAILS_A_LOOK:
            queued = _queue_batch(pk)
            if not queued:
                break
            count += queued
        _take_stock(pk)
    return count


def progress_of(row: InvitationRound) -> Progress:
    """How far a round is, counted now. Two queries; none for a draft."""
    if row.status == RoundStatus.DRAFT:
        return Progress(0, 0, 0)
    mails = OutgoingMail.objects.filter(once_key__startswith=_key_start(row.pk)).order_by().values_list("status")
    counted = dict(mails.annotate(count=Count("pk")))
    if row.status == RoundStatus.SENT and not counted:
        # The mails were cleared away since; what was counted when they went out stays.
        return Progress(row.sent_count, 0, row.failed_count)
    unsent = unsent_invitations(row).count() if row.status == RoundStatus.SENDING else 0
    return Progress(
        counted.get(MailStatus.SENT, 0), counted.get(MailStatus.WAITING, 0) + unsent, counted.get(MailStatus.FAILED, 0)
    )


def _queue_batch(pk: int) -> int:
    """Put the next mails of a round in line; 0 when none is left or the round is stopped."""
    with transaction.atomic():
        row = locked_round(pk)
        if row.status != RoundStatus.SENDING or not can_invite(row.gathering, row.poll):
            return 0
        batch = list(unsent_invitations(row)[:MAILS_AT_ONCE])
        for invitation in batch:
            _queue_one(row, invitation)
        _mark_queued(row, batch)
    return len(batch)


def _queue_one(row: InvitationRound, invitation: Invitation) -> None:
    subject, text, html = invitation_mail(row, invitation)
    queue_mail(
        "date_poll" if row.poll else "invitation",
        invitation.email,
        subject=subject,
        text=text,
        html=html,
        about=row.gathering.title,
        reply_to=row.gathering.contact_email,
        once_key=f"{_key_start(row.pk)}{invitation.pk}",
        sends_now=False,
    )


def _mark_queued(row: InvitationRound, batch: Iterable[Invitation]) -> None:
    pks = [invitation.pk for invitation in batch]
    Invitation.objects.filter(pk__in=pks).update(last_round=row, sent_at=timezone.now())


def _take_stock(pk: int) -> None:
    """Store what a round's list shows; the round is sent once nothing waits, or nothing may go out any more."""
    with transaction.atomic():
        row = locked_round(pk)
        progress = progress_of(row)
        is_stopped = not can_invite(row.gathering, row.poll)
        row.sent_count, row.failed_count = progress.sent, progress.failed
        if row.status == RoundStatus.SENDING and (not progress.waiting or is_stopped):
            row.status = RoundStatus.SENT
        row.save(update_fields=["sent_count", "failed_count", "status"])


def _key_start(round_pk: int) -> str:
    return f"invitation-{round_pk}-"
