"""Rounds of invitations: kept as a draft, sent by the worker in batches, answered by a link (R35).

Nobody gets two mails of one round: a mail's key names round and person, and each batch is taken with the round locked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import recipients
from events.enums import InvitationAnswer, RoundStatus
from events.exceptions import InvitationRefused, RegistrationRefused
from events.invitation_words import invitation_mail, why_not_answerable, why_not_markable
from events.models import DatePoll, GatheringPage, Invitation, InvitationRound, Registration
from events.permissions import can_answer_invitation, can_invite, can_register, can_run_gatherings
from resources.enums import MailStatus
from resources.mailing import queue_mail
from resources.models import OutgoingMail

from .registrations import register
from .seats import lock_gathering

ROWS_AT_ONCE = 1_000
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


@dataclass(frozen=True)
class Answered:
    """What came of an answer. `is_registered`: the guest has a place or waits; `asks_more`: the form comes next."""

    invitation: Invitation
    is_registered: bool
    asks_more: bool


def save_round(
    gathering: GatheringPage,
    *,
    by: Any,
    subject: str,
    text: str,
    choice: dict,
    poll: DatePoll | None = None,
    is_reminder: bool = False,
    draft: InvitationRound | None = None,
) -> InvitationRound:
    """Keep a round as a draft, new or in place of `draft`. Nothing is sent. Raises InvitationRefused."""
    with transaction.atomic():
        _check_staff(by)
        if draft is None:
            row = InvitationRound(gathering=gathering, made_by=by)
        else:
            row = _locked_round(draft.pk)
            if row.status != RoundStatus.DRAFT:
                raise InvitationRefused(_("This round is on its way already and can't be changed."))
        row.subject, row.text, row.choice, row.poll, row.is_reminder = subject, text, choice, poll, is_reminder
        row.save()
    return row


def delete_round(invitation_round: InvitationRound, *, by: Any) -> None:
    """Throw a draft away. A round that went out stays. Raises InvitationRefused."""
    with transaction.atomic():
        _check_staff(by)
        row = _locked_round(invitation_round.pk)
        if row.status != RoundStatus.DRAFT:
            raise InvitationRefused(_("Only a draft can be deleted. This round went out."))
        row.delete()


def send_round(invitation_round: InvitationRound, *, by: Any) -> InvitationRound:
    """Store an invitation for each chosen person and hand the round to the worker. R35.

    Costs a fixed number of queries and one for each thousand people. Pasted addresses are kept with the invitations
    only. Raises InvitationRefused when nobody is left, too many are chosen, or another round is being sent.
    """
    with transaction.atomic():
        _check_staff(by)
        lock_gathering(invitation_round.gathering_id)
        row = _locked_round(invitation_round.pk)
        if row.status != RoundStatus.DRAFT:
            raise InvitationRefused(_("This round was sent already."))
        if not can_invite(row.gathering, row.poll):
            raise InvitationRefused(why_not_sendable(row))
        if InvitationRound.objects.filter(gathering=row.gathering, status=RoundStatus.SENDING).exists():
            raise InvitationRefused(_("Another round to this gathering is still being sent. Send this one after it."))
        row.sent_at = timezone.now()
        row.recipient_count = (
            recipients.without_answer(row.gathering).count() if row.is_reminder else _store_invitations(row)
        )
        if not row.recipient_count:
            raise InvitationRefused(_("Nobody is left to invite: all of them were invited or are registered already."))
        row.status = RoundStatus.SENDING
        row.save()
    return row


def why_not_sendable(row: InvitationRound) -> str:
    """Why a round cannot go out at the moment, as a sentence for staff; "" if it can."""
    if can_invite(row.gathering, row.poll):
        return ""
    if row.poll:
        return why_not_markable(row.poll)
    if not row.gathering.live:
        return _("Publish the gathering first, or let the mail ask for dates with a date poll.")
    return why_not_answerable(row.gathering)


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


def answer_invitation(invitation: Invitation, answer: str, *, registers: bool = True) -> Answered:
    """Store what somebody said; who said yes gets a place at once if the gathering asks nothing more. R35.

    The same answer again changes nothing and mails nothing. An answer never takes a place back: that needs the guest's
    own link. Raises InvitationRefused once the gathering is over or called off.
    """
    with transaction.atomic():
        row = _locked_invitation(invitation.pk)
        if not can_answer_invitation(row.gathering):
            raise InvitationRefused(why_not_answerable(row.gathering))
        is_registered = is_guest(row)
        is_new = row.answer != answer
        if is_new:
            row.answer, row.answered_at = answer, timezone.now()
            row.save(update_fields=["answer", "answered_at"])
        asks_more = answer == InvitationAnswer.YES and not is_registered and can_register(row.gathering)
        if asks_more and is_new and registers and _asks_nothing_more(row):
            try:
                way = row.gathering.ways[0]
                register(row.gathering, name=row.name, email=row.email, way=way, program_name=row.program_name)
            except RegistrationRefused:
                # Closed in this very moment; the answer stands.
                asks_more = False
            else:
                is_registered, asks_more = True, False
    return Answered(row, is_registered, asks_more)


def is_guest(invitation: Invitation) -> bool:
    """Whether the person invited is registered."""
    rows = Registration.objects.filter(gathering_id=invitation.gathering_id, email__iexact=invitation.email)
    return rows.open().exists()


def _check_staff(by: Any) -> None:
    if not can_run_gatherings(by):
        raise InvitationRefused(_("Only staff who run gatherings can invite."))


def _locked_round(pk: int) -> InvitationRound:
    """The round as it is now. Writing the row locks it on every database."""
    InvitationRound.objects.filter(pk=pk).update(is_reminder=F("is_reminder"))
    row = InvitationRound.objects.select_related("gathering__locale", "poll__gathering").filter(pk=pk).first()
    if row is None:
        raise InvitationRefused(_("Somebody deleted this round meanwhile."))
    return row


def _locked_invitation(pk: int) -> Invitation:
    Invitation.objects.filter(pk=pk).update(answer=F("answer"))
    return Invitation.objects.select_related("gathering__locale").get(pk=pk)


def _store_invitations(row: InvitationRound) -> int:
    chosen = recipients.choose(row.gathering, row.choice)
    if chosen.is_too_many:
        raise InvitationRefused(too_many(len(chosen.recipients)))
    Invitation.objects.bulk_create(
        (
            Invitation(
                gathering=row.gathering, first_round=row, name=one.name, email=one.email, program_name=one.program_name
            )
            for one in chosen.recipients
        ),
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,
    )
    kept = {key: value for key, value in row.choice.items() if key != "pasted"}
    row.choice = kept | {"pasted_count": chosen.pasted_count}
    return Invitation.objects.filter(first_round=row).count()


def too_many(count: int) -> str:
    """The sentence for more people than one round takes."""
    return ngettext(
        "At most %(most)s people can be invited in one round; %(count)s is chosen.",
        "At most %(most)s people can be invited in one round; %(count)s are chosen. Choose fewer regions or groups.",
        count,
    ) % {"most": f"{recipients.MOST:,}", "count": f"{count:,}"}


def _queue_batch(pk: int) -> int:
    """Put the next mails of a round in line; 0 when none is left or the round is stopped."""
    with transaction.atomic():
        row = _locked_round(pk)
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
        row = _locked_round(pk)
        progress = progress_of(row)
        is_stopped = not can_invite(row.gathering, row.poll)
        row.sent_count, row.failed_count = progress.sent, progress.failed
        if row.status == RoundStatus.SENDING and (not progress.waiting or is_stopped):
            row.status = RoundStatus.SENT
        row.save(update_fields=["sent_count", "failed_count", "status"])


def _asks_nothing_more(invitation: Invitation) -> bool:
    gathering = invitation.gathering
    return bool(
        invitation.name and len(gathering.ways) == 1 and not gathering.questions.filter(is_required=True).exists()
    )


def _key_start(round_pk: int) -> str:
    return f"invitation-{round_pk}-"
