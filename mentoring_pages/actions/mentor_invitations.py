"""Former mentees who have become experienced are asked whether they would be mentors (R90)."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentoring_pages.actions import application_mails as mails
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.application_stages import MentorInvitationStatus
from mentoring_pages.enums import PairStatus
from mentoring_pages.models import MentorApplicationSettings, MentoringPair, MentorInvitation, Program
from mentoring_pages.prerequisites import grantee_years
from mentoring_pages.roles import is_coordinator


def propose_former_mentees(now):
    """Put each program on the list that was a mentee to the end and has been a grantee long enough. Returns how many.

    Programs that are mentors, have applied, are mentored now, or were on the list before are left out. With the setting
    for it they are invited at once.
    """
    settings = MentorApplicationSettings.current()
    today = timezone.localtime(now).date()
    count = 0
    for program in _former_mentees().filter(mentee_profile__grantee_since__lte=today.year - settings.invitation_years):
        years = grantee_years(program.facts, today)
        with transaction.atomic():
            invitation, is_new = MentorInvitation.objects.get_or_create(
                program=program, defaults={"grantee_years": years}
            )
            if is_new and settings.invites_by_itself:
                _invite(invitation, by=None)
        count += is_new
    return count


@transaction.atomic
def invite_former_mentee(invitation, *, by):
    """Send the one mail. Raises NotAllowed, WrongState (it was sent before, or the program has applied meanwhile)."""
    invitation = _locked(invitation, by)
    if invitation.status == MentorInvitationStatus.INVITED:
        raise WrongState
    if invitation.program.mentor_applications.open().exists():
        raise WrongState
    return _invite(invitation, by=by)


@transaction.atomic
def dismiss_invitation(invitation, *, by):
    """Not now: no mail goes out, and the program is not proposed again. Raises NotAllowed, WrongState."""
    invitation = _locked(invitation, by)
    if invitation.status != MentorInvitationStatus.PROPOSED:
        raise WrongState
    return _decide(invitation, MentorInvitationStatus.DISMISSED, by)


def _former_mentees():
    pairs = MentoringPair.objects
    return (
        Program.objects.enrolled()
        .filter(pk__in=pairs.filter(status=PairStatus.COMPLETE).values("mentee"), mentor_page=None)
        .exclude(Q(mentor_invitation__isnull=False) | Q(mentor_applications__isnull=False))
        .exclude(pk__in=pairs.open().values("mentee"))
        .select_related("mentee_profile")
    )


def _locked(invitation, by):
    if not is_coordinator(by):
        raise NotAllowed
    return MentorInvitation.objects.select_for_update(of=("self",)).select_related("program").get(pk=invitation.pk)


def _invite(invitation, *, by):
    mails.invite_former_mentee(invitation.program)
    return _decide(invitation, MentorInvitationStatus.INVITED, by)


def _decide(invitation, status, by):
    invitation.status, invitation.decided_at, invitation.decided_by = status, timezone.now(), by
    invitation.save()
    return invitation
