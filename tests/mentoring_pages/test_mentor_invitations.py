"""Former mentees who reach three years as grantees are proposed once and invited once (R90)."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.actions.mentor_invitations import (
    dismiss_invitation,
    invite_former_mentee,
    propose_former_mentees,
)
from mentoring_pages.application_stages import ApplicationStatus
from mentoring_pages.enums import EnrolmentStatus
from mentoring_pages.models import MentorInvitation
from resources.registry import jobs
from tests.factories import applications as factory
from tests.factories import mentoring

pytestmark = pytest.mark.django_db


def former_mentee(years=3):
    """A program whose pair as a mentee is complete, with its director."""
    program, director = factory.directed_program()
    program.mentee_profile.grantee_since = None if years is None else timezone.localdate().year - years
    program.mentee_profile.save()
    mentoring.MentoringPairFactory(mentee=program, complete=True)
    return program, director


@pytest.mark.parametrize(("years", "proposed"), [(2, 0), (3, 1), (10, 1), (None, 0)])
def test_three_years_are_the_boundary(years, proposed):
    former_mentee(years)

    assert propose_former_mentees(timezone.now()) == proposed


def test_the_year_that_passes_makes_the_difference():
    former_mentee(2)
    now = timezone.now()

    assert propose_former_mentees(now) == 0
    assert propose_former_mentees(now + dt.timedelta(days=366)) == 1


def test_staff_set_the_years():
    factory.numbers(invitation_years=5)
    former_mentee(4)
    former_mentee(5)

    assert propose_former_mentees(timezone.now()) == 1


def test_whom_it_would_not_suit_is_left_out():
    """Mentors, applicants, programs mentored now, and programs that left."""
    mentor, _director = former_mentee()
    mentoring.mentor_profile(mentor)
    applicant, _director = former_mentee()
    factory.MentorApplicationFactory(program=applicant, status=ApplicationStatus.DECLINED)
    mentored, _director = former_mentee()
    mentoring.MentoringPairFactory(mentee=mentored)
    left, _director = former_mentee()
    left.status = EnrolmentStatus.LEFT
    left.save()
    never = factory.directed_program()

    assert (propose_former_mentees(timezone.now()), never[0].pk is None) == (0, False)


def test_proposed_once_and_mailed_once(coordinator, committed):
    program, director = former_mentee()
    now = timezone.now()

    counts = [committed(propose_former_mentees, now) for _time in range(2)]
    silent = len(mail.outbox)
    invitation = MentorInvitation.objects.get()
    committed(invite_former_mentee, invitation, by=coordinator)
    with pytest.raises(WrongState):
        committed(invite_former_mentee, invitation, by=coordinator)

    assert (counts, silent) == ([1, 0], 0)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([director.email], f"Would {program.name} like to be a mentor?")
    ]


def test_by_a_setting_the_mail_goes_out_by_itself(committed):
    factory.numbers(invites_by_itself=True)
    former_mentee()

    counts = [committed(propose_former_mentees, timezone.now()) for _time in range(2)]

    assert (counts, len(mail.outbox)) == ([1, 0], 1)
    assert MentorInvitation.objects.get().status == "invited"


def test_not_now_is_for_good_unless_a_coordinator_changes_their_mind(coordinator, committed):
    former_mentee()
    propose_former_mentees(timezone.now())
    invitation = MentorInvitation.objects.get()

    dismiss_invitation(invitation, by=coordinator)
    again = propose_former_mentees(timezone.now())
    committed(invite_former_mentee, invitation, by=coordinator)

    assert (again, len(mail.outbox)) == (0, 1)


def test_who_has_applied_meanwhile_gets_no_mail(coordinator):
    program, director = former_mentee()
    propose_former_mentees(timezone.now())
    factory.MentorApplicationFactory(program=program)

    with pytest.raises(WrongState):
        invite_former_mentee(MentorInvitation.objects.get(), by=coordinator)


def test_only_coordinators_decide(mentor):
    invitation = factory.MentorInvitationFactory()

    for action in (invite_former_mentee, dismiss_invitation):
        with pytest.raises(NotAllowed):
            action(invitation, by=mentor)


def test_the_worker_does_it():
    keys = {job.key for job in jobs()}

    assert {"referees", "mentor-renewals", "mentor-lapses", "former-mentees"} <= keys
