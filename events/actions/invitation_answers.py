"""Answers to invitations, given by the link in the mail (R35)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events.enums import InvitationAnswer
from events.exceptions import InvitationRefused, RegistrationRefused
from events.invitations.words import why_not_answerable
from events.models import Invitation, Registration
from events.permissions import can_answer_invitation, can_register

from .registrations import register


@dataclass(frozen=True)
class Answered:
    """What came of an answer. `is_registered`: the guest has a place or waits; `asks_more`: the form comes next."""

    invitation: Invitation
    is_registered: bool
    asks_more: bool


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


def _locked_invitation(pk: int) -> Invitation:
    Invitation.objects.filter(pk=pk).update(answer=F("answer"))
    return Invitation.objects.select_related("gathering__locale").get(pk=pk)


def _asks_nothing_more(invitation: Invitation) -> bool:
    gathering = invitation.gathering
    return bool(
        invitation.name and len(gathering.ways) == 1 and not gathering.questions.filter(is_required=True).exists()
    )
