"""Who belongs to a program: letting people in, inviting them by mail, giving roles, handing over, removing.

Each step locks the program's row, so two steps can't both take away the last director. A program is never without a
director but that coordinators get a mail about it. The pair stays with the program, whoever directs it.
"""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import NotAllowed, TransitionError, WrongState
from mentoring_pages.actions.history import note_program
from mentoring_pages.enums import EnrolmentStatus, MembershipRole, ProgramAct
from mentoring_pages.mail import coordinators_address, send_after_commit
from mentoring_pages.models import Program, ProgramInvitation, ProgramMembership
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_manage_people
from mentoring_pages.roles import is_coordinator
from resources.conf import get_setting
from resources.dates_in_words import short_date
from resources.limits import is_over_limit

PROGRAM_SCREEN = "mentoring_pages_program_modeladmin_inspect"


class BelongsAlready(TransitionError):
    """The invited address is that of somebody who belongs to the program."""

    message = gettext_lazy("Somebody with this address belongs to the program already.")


class InvitedAlready(TransitionError):
    """An invitation to this address waits for an answer."""

    message = gettext_lazy("This address is invited already. You can send the letter again, or take it back.")


class TooManyInvitations(TransitionError):
    """More letters in an hour than a program needs."""

    message = gettext_lazy("Your program sent many invitations in the last hour. Please try again later.")


class OtherAddress(TransitionError):
    """The invitation was written to another address than that of the account."""

    message = gettext_lazy(
        "This invitation was written to another e-mail address than the one you are signed in with. Sign in with the "
        "address that the letter came to, or ask the program to invite the address you use here."
    )


class InvitationEnded(TransitionError):
    """Too late, taken back or answered."""

    message = gettext_lazy("This invitation can't be used any more. Ask the program to send you a new one.")


class LastDirector(TransitionError):
    """A program needs somebody who directs it."""

    message = gettext_lazy("This is the program's only director. Hand the role over to somebody first.")


def let_in(
    program: Program, user: Any, role: str, *, by: Any, since: date | None = None, begins_to_direct: bool = True
) -> ProgramMembership:
    """Make the user one of the program's people, or give back a membership that had ended, and return it.

    The first director after none begins today, which counts for the program's priority (R4); not for a program that
    said itself since when. Call it inside a transaction that holds the program's row.
    """
    had_director = program.memberships.directing().exclude(user=user).exists()
    membership = ProgramMembership.objects.filter(program=program, user=user).first()
    if membership is None:
        membership = ProgramMembership(program=program, user=user)
    if not (membership.pk and membership.is_active):
        membership.joined_at = timezone.now()
        membership.since = since or timezone.localdate()
        membership.role, membership.is_active = role, True
        note_program(program, ProgramAct.PERSON_CAME, by=by, person=user)
    elif role == MembershipRole.DIRECTOR and membership.role != role:
        # An older wish or invitation takes no role away that somebody has been given meanwhile.
        membership.role = role
        note_program(program, ProgramAct.MADE_DIRECTOR, by=by, person=user)
    membership.save()
    if begins_to_direct and role == MembershipRole.DIRECTOR and not had_director:
        _new_director(program, since or timezone.localdate())
    return membership


@transaction.atomic
def invite_person(program: Program, email: str, role: str, *, by: Any) -> ProgramInvitation:
    """Write to an address with a link that makes its owner one of the program's people. Makes no account.

    Raises NotAllowed, WrongState (the program is not enrolled), BelongsAlready, InvitedAlready, TooManyInvitations.
    """
    program = _managed(program, by)
    email = email.strip().lower()
    if program.status != EnrolmentStatus.ENROLLED:
        raise WrongState(_("People can be invited once the program is enrolled."))
    if program.memberships.filter(is_active=True, user__email__iexact=email).exists():
        raise BelongsAlready
    ProgramInvitation.objects.open().filter(
        program=program, email__iexact=email, expires_at__lte=timezone.now()
    ).update(revoked_at=timezone.now())
    if ProgramInvitation.objects.open().filter(program=program, email__iexact=email).exists():
        raise InvitedAlready
    return _send(ProgramInvitation(program=program, email=email, role=role, invited_by=by))


@transaction.atomic
def resend_invitation(invitation: ProgramInvitation, *, by: Any) -> ProgramInvitation:
    """Send the letter again with a new link that lasts as long as the first; the old link ends.

    Raises NotAllowed, InvitationEnded, TooManyInvitations.
    """
    _managed(invitation.program, by)
    invitation = ProgramInvitation.objects.open().select_related("program").filter(pk=invitation.pk).first()
    if invitation is None:
        raise InvitationEnded
    return _send(invitation)


@transaction.atomic
def revoke_invitation(invitation: ProgramInvitation, *, by: Any) -> None:
    """The link works no more. Raises NotAllowed, InvitationEnded (it was answered or taken back)."""
    _managed(invitation.program, by)
    if not ProgramInvitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        raise InvitationEnded


def invitation_of(token: str) -> ProgramInvitation | None:
    """The invitation that the link names, whatever became of it; None for a made-up link. One query."""
    return ProgramInvitation.objects.select_related("program").filter(token_hash=_digest(token)).first()


def check_invitation(invitation: ProgramInvitation, user: Any) -> None:
    """Raises OtherAddress first, so that a stranger does not learn how it stands; then InvitationEnded."""
    if not invitation.is_for(user.email):
        raise OtherAddress
    if not invitation.is_usable or invitation.program.status != EnrolmentStatus.ENROLLED:
        raise InvitationEnded


@transaction.atomic
def accept_invitation(invitation: ProgramInvitation, *, by: Any) -> ProgramMembership:
    """Make the person one of the program's, in the role of the letter. Raises OtherAddress, InvitationEnded."""
    program = Program.objects.select_for_update().get(pk=invitation.program_id)
    # As it stands now that the program is locked, not as it was when the page was opened.
    invitation = ProgramInvitation.objects.select_related("program").get(pk=invitation.pk)
    check_invitation(invitation, by)
    now = timezone.now()
    taken = ProgramInvitation.objects.usable(now).filter(pk=invitation.pk).update(accepted_at=now, accepted_by=by)
    if not taken:
        raise InvitationEnded
    membership = let_in(program, by, invitation.role, by=by)
    directors = program.memberships.directing().exclude(user=by).select_related("user")
    context = {"program": program.name, "name": name_of(by), "role": membership.get_role_display()}
    link = ("members:people-list", [program.code])
    send_after_commit("person_joined", [row.user.email for row in directors], context, link=link)
    return membership


@transaction.atomic
def add_person(program: Program, user: Any, role: str, *, by: Any, since: date | None = None) -> ProgramMembership:
    """A coordinator links an account to a program. Raises NotAllowed, BelongsAlready."""
    program = _managed(program, by)
    if program.memberships.filter(user=user, is_active=True).exists():
        raise BelongsAlready
    return let_in(program, user, role, by=by, since=since)


@transaction.atomic
def give_role(membership: ProgramMembership, role: str, *, by: Any) -> None:
    """Make a person director or staff. Raises NotAllowed, WrongState (the person left), LastDirector."""
    program, membership = _managed_member(membership, by)
    if membership.role == role:
        return
    if role == MembershipRole.STAFF:
        _keep_a_director(program, membership)
    had_director = program.memberships.directing().exists()
    ProgramMembership.objects.filter(pk=membership.pk).update(role=role)
    act = ProgramAct.MADE_DIRECTOR if role == MembershipRole.DIRECTOR else ProgramAct.MADE_STAFF
    note_program(program, act, by=by, person=membership.user)
    if role == MembershipRole.DIRECTOR:
        if not had_director:
            _new_director(program, timezone.localdate())
        _tell_new_director(program, membership)


@transaction.atomic
def hand_over(program: Program, membership: ProgramMembership, *, by: Any, stays: bool, on: date | None = None) -> None:
    """The director `by` gives the role to another of the program's people, and stays as staff or leaves.

    The pair, its plan, contacts and visits stay with the program; the journal stays with who wrote it. Coordinators
    get a mail: a new director counts for the priority (R4). Raises NotAllowed, WrongState.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    own = program.memberships.directing().filter(user=by).first()
    heir = program.memberships.current().filter(pk=membership.pk).select_related("user").first()
    if own is None:
        raise NotAllowed
    if heir is None or heir.pk == own.pk:
        raise WrongState
    ProgramMembership.objects.filter(pk=heir.pk).update(role=MembershipRole.DIRECTOR)
    own.role, own.is_active = MembershipRole.STAFF, stays
    own.save(update_fields=["role", "is_active"])
    note_program(program, ProgramAct.MADE_DIRECTOR, by=by, person=heir.user)
    note_program(program, ProgramAct.MADE_STAFF if stays else ProgramAct.PERSON_LEFT, by=by, person=by)
    _new_director(program, on or timezone.localdate())
    _tell_new_director(program, heir)
    context = {"program": program.name, "name": name_of(heir.user), "before": name_of(by)}
    send_after_commit("director_changed", coordinators_address(), context, link=(PROGRAM_SCREEN, [program.pk]))


@transaction.atomic
def remove_person(membership: ProgramMembership, *, by: Any) -> None:
    """End somebody's part in the program at once: pages, feeds and open sessions included.

    A director can't remove the last director, a coordinator can and is told so by mail. Raises NotAllowed, WrongState,
    LastDirector.
    """
    program, membership = _managed_member(membership, by)
    is_last = _is_last_director(program, membership)
    if is_last and not is_coordinator(by):
        raise LastDirector
    ProgramMembership.objects.filter(pk=membership.pk).update(is_active=False)
    note_program(program, ProgramAct.PERSON_REMOVED, by=by, person=membership.user)
    if membership.user_id != by.pk:
        send_after_commit("person_removed", [membership.user.email], {"program": program.name})
    if is_last:
        _tell_no_director(program, membership)


@transaction.atomic
def leave_program(program: Program, *, by: Any) -> None:
    """End one's own part. If the last director leaves, coordinators get a mail. Raises NotAllowed."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    membership = program.memberships.filter(user=by, is_active=True).select_related("user").first()
    if membership is None:
        raise NotAllowed
    is_last = _is_last_director(program, membership)
    ProgramMembership.objects.filter(pk=membership.pk).update(is_active=False)
    note_program(program, ProgramAct.PERSON_LEFT, by=by, person=by)
    if is_last:
        _tell_no_director(program, membership)


def _send(invitation):
    if is_over_limit("invitation", invitation.program_id, get_setting("INVITATIONS_PER_HOUR")):
        raise TooManyInvitations
    token = secrets.token_urlsafe(32)
    invitation.token_hash = _digest(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + timedelta(days=get_setting("INVITATION_DAYS"))
    invitation.save()
    context = {
        "program": invitation.program.name,
        "name": name_of(invitation.invited_by),
        "role": invitation.get_role_display(),
        "email": invitation.email,
        "day": short_date(timezone.localdate(invitation.expires_at)),
    }
    send_after_commit("program_invitation", [invitation.email], context, link=("members:invitation-accept", [token]))
    return invitation


def _digest(token):
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _managed(program, by):
    program = Program.objects.select_for_update().get(pk=program.pk)
    if not can_manage_people(by, program):
        raise NotAllowed
    return program


def _managed_member(membership, by):
    program = _managed(membership.program, by)
    membership = program.memberships.filter(pk=membership.pk, is_active=True).select_related("user").first()
    if membership is None:
        raise WrongState
    return program, membership


def _is_last_director(program, membership):
    if membership.role != MembershipRole.DIRECTOR:
        return False
    return not program.memberships.directing().exclude(pk=membership.pk).exists()


def _keep_a_director(program, membership):
    if _is_last_director(program, membership):
        raise LastDirector


def _new_director(program, day):
    Program.objects.filter(pk=program.pk).update(director_started_on=day)
    program.director_started_on = day


def _tell_new_director(program, membership):
    link = ("members:people-list", [program.code])
    send_after_commit("director_you", [membership.user.email], {"program": program.name}, link=link)


def _tell_no_director(program, membership):
    context = {"program": program.name, "name": name_of(membership.user)}
    send_after_commit("program_without_director", coordinators_address(), context, link=(PROGRAM_SCREEN, [program.pk]))
