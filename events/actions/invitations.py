"""Rounds of invitations: kept as a draft, changed, deleted, and sent, which is done by `invitation_mails` (R35)."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import RoundStatus
from events.exceptions import InvitationRefused
from events.invitations import recipients
from events.invitations.words import why_not_answerable, why_not_markable
from events.models import DatePoll, GatheringPage, Invitation, InvitationRound
from events.permissions import can_invite, can_run_gatherings

from .seats import lock_gathering

ROWS_AT_ONCE = 1_000


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
            row = locked_round(draft.pk)
            if row.status != RoundStatus.DRAFT:
                raise InvitationRefused(_("This round is on its way already and can't be changed."))
        row.subject, row.text, row.choice, row.poll, row.is_reminder = subject, text, choice, poll, is_reminder
        row.save()
    return row


def delete_round(invitation_round: InvitationRound, *, by: Any) -> None:
    """Throw a draft away. A round that went out stays. Raises InvitationRefused."""
    with transaction.atomic():
        _check_staff(by)
        row = locked_round(invitation_round.pk)
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
        row = locked_round(invitation_round.pk)
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


def too_many(count: int) -> str:
    """The sentence for more people than one round takes."""
    return ngettext(
        "At most %(most)s people can be invited in one round; %(count)s is chosen.",
        "At most %(most)s people can be invited in one round; %(count)s are chosen. Choose fewer regions or groups.",
        count,
    ) % {"most": f"{recipients.MOST:,}", "count": f"{count:,}"}


def locked_round(pk: int) -> InvitationRound:
    """The round as it is now. Writing the row locks it on every database."""
    InvitationRound.objects.filter(pk=pk).update(is_reminder=F("is_reminder"))
    row = InvitationRound.objects.select_related("gathering__locale", "poll__gathering").filter(pk=pk).first()
    if row is None:
        raise InvitationRefused(_("Somebody deleted this round meanwhile."))
    return row


def _check_staff(by: Any) -> None:
    if not can_run_gatherings(by):
        raise InvitationRefused(_("Only staff who run gatherings can invite."))


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
