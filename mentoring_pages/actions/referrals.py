"""Referrals by the public: received with one thank-you, worked by coordinators, forgotten in time (R82, R98).

Whoever refers a program never learns what comes of it, and what they wrote never becomes part of a request: the mentee
alone says why it wants a mentor and what for.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import NotAllowed, TransitionError, WrongState
from mentoring_pages.enums import NEXT_REFERRAL_STATUSES, ReferralStatus
from mentoring_pages.mail import coordinators_address, send_after_commit
from mentoring_pages.models import Referral
from mentoring_pages.permissions import can_work_referrals
from resources.conf import get_setting

REFERRAL_SCREEN = "mentoring_pages_referral_modeladmin_inspect"
WORDS = ("contact_name", "contact_email", "why", "name", "email", "note")


class NoAddress(TransitionError):
    """Nobody to write to."""

    message = gettext_lazy("No e-mail of the program is known. Find it out and write it here.")


@transaction.atomic
def refer_program(**values: Any) -> Referral:
    """Store a referral, thank once who wrote it, and tell the coordinators.

    The thanks carry nothing that was typed, so nobody can use them to send words to others.
    """
    referral = Referral.objects.create(**values)
    send_after_commit("referral_received", [referral.email], {})
    context = {"program": referral.program_name}
    send_after_commit("referral_new", coordinators_address(), context, link=(REFERRAL_SCREEN, [referral.pk]))
    return referral


@transaction.atomic
def invite_referred(referral: Referral, *, by: Any, email: str, message: str = "") -> Referral:
    """Write to the program with a link to enrol; who referred it is not named. Again sends the letter again.

    Raises NotAllowed, NoAddress, WrongState.
    """
    if not email:
        raise NoAddress
    referral = _move(referral, ReferralStatus.INVITED, by, contact_email=email)
    context = {"program": referral.program_name, "message": message.strip()}
    link = ("members:program-enrol", [referral.code])
    send_after_commit("referral_invitation", [email], context, link=link)
    return referral


@transaction.atomic
def set_aside_referral(referral: Referral, *, by: Any, note: str = "") -> Referral:
    """Do nothing more with it; nobody is told. Raises NotAllowed, WrongState."""
    return _move(referral, ReferralStatus.SET_ASIDE, by, note=note)


@transaction.atomic
def take_up_referral(referral: Referral, *, by: Any) -> Referral:
    """Put one that was set aside back in line. Raises NotAllowed, WrongState."""
    return _move(referral, ReferralStatus.WAITING, by)


def forget_referrals(now: datetime | None = None) -> int:
    """Remove names, addresses and words of referrals some time after they were dealt with; returns how many."""
    before = (now or timezone.now()) - timedelta(days=get_setting("REFERRAL_KEEP_DAYS"))
    due = Referral.objects.filter(handled_at__lte=before).exclude(status=ReferralStatus.WAITING)
    return due.exclude(**dict.fromkeys(WORDS, "")).update(**dict.fromkeys(WORDS, ""))


def _move(referral, status, by, **values):
    if not can_work_referrals(by):
        raise NotAllowed
    referral = Referral.objects.get(pk=referral.pk)
    if status not in NEXT_REFERRAL_STATUSES[ReferralStatus(referral.status)]:
        raise WrongState
    moved = Referral.objects.filter(pk=referral.pk, status=referral.status).update(
        status=status, handled_by=by, handled_at=timezone.now(), **values
    )
    if not moved:
        raise WrongState
    referral.refresh_from_db()
    return referral
