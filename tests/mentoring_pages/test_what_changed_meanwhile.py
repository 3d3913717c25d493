"""What was so when somebody said yes or asked may not be so any more: then less is shown, and nothing is made."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.application_decisions import lapse_mentor, stay_unmatched
from mentoring_pages.actions.enrolment import PairsOpen, end_enrolment
from mentoring_pages.actions.errors import Incomplete, TransitionError, WrongState
from mentoring_pages.actions.people import let_in
from mentoring_pages.actions.request_answers import accept_choice, confirm_pair
from mentoring_pages.actions.requests import send_request
from mentoring_pages.enums import MembershipRole, PairStatus
from mentoring_pages.models import MentorApplication, MentorProfilePage, Program, Referee
from mentoring_pages.quiet_logs import WithoutTokens
from tests.factories import applications, mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A request whose mentor said yes, before a coordinator confirmed it."""
    cycle = mentoring.MentoringCycleFactory(confirms_pairs=True)
    mentor = mentor_program("Heron Creek")
    match_request = draft(mentor, cycle=cycle)
    send_request(match_request, by=director_of(match_request.program))
    accept_choice(match_request.choices.get(), by=director_of(mentor))
    match_request.refresh_from_db()
    return match_request


def test_draft_that_was_closed_unsent_is_never_read_by_staff(coordinator, client):
    application = applications.application_in("draft")
    MentorApplication.objects.filter(pk=application.pk).update(status="withdrawn")
    client.force_login(coordinator)

    found = client.get(reverse("mentoring_pages_mentorapplication_modeladmin_inspect", args=[application.pk]))

    assert found.status_code == 404
    assert list(Referee.objects.sent_in()) == []


def test_coordinator_does_not_read_what_others_wrote_of_their_own_program(coordinator, client):
    application = applications.application_in("interview")
    mentoring.ProgramMembershipFactory(program=application.program, user=coordinator)
    client.force_login(coordinator)
    referee = application.referees.first()

    of_application = client.get(reverse("mentoring_pages_mentorapplication_modeladmin_inspect", args=[application.pk]))
    of_referee = client.get(reverse("mentoring_pages_referee_modeladmin_inspect", args=[referee.pk]))

    assert [of_application.status_code, of_referee.status_code] == [404, 404]


def test_pair_is_not_confirmed_with_a_mentor_who_left_or_is_none_any_more(held, coordinator):
    mentor = held.choices.get().mentor
    Program.objects.filter(pk=mentor.pk).update(status="left")
    with pytest.raises(Incomplete):
        confirm_pair(held, by=coordinator)
    Program.objects.filter(pk=mentor.pk).update(status="enrolled")
    MentorProfilePage.objects.get(program=mentor).unpublish()
    with pytest.raises(Incomplete):
        confirm_pair(held, by=coordinator)

    assert held.choices.get().pair.status == PairStatus.AWAITING


def test_mentor_whose_yes_waits_to_be_confirmed_can_not_be_ended(held, coordinator):
    with pytest.raises(PairsOpen):
        end_enrolment(held.choices.get().mentor, by=coordinator)


def test_former_mentor_no_longer_reads_what_the_program_tells_of_itself(held, coordinator, client):
    mentoring.MenteeProfileFactory(program=held.program, mission="Words of the mission")
    pair = confirm_pair(held, by=coordinator)
    client.force_login(director_of(pair.mentor))
    while_it_lasts = client.get(url("request-detail", held.code)).content.decode()
    pair.status = PairStatus.COMPLETE
    pair.save()

    afterwards = client.get(url("request-detail", held.code)).content.decode()

    assert ["Words of the mission" in page for page in (while_it_lasts, afterwards)] == [True, False]


def test_page_of_no_mentor_that_is_published_by_any_door_goes_off_again():
    application = applications.application_in("bench")
    page = mentoring.mentor_profile(application.program)

    page.refresh_from_db()
    MentorApplication.objects.update(status="active")
    page.save_revision().publish()

    assert (page.live, MentorProfilePage.objects.get().live) == (False, True)


def test_mentor_who_confirms_in_this_very_moment_does_not_lapse():
    application = applications.application_in("active")

    with pytest.raises(WrongState):
        lapse_mentor(application)


def test_applicant_can_not_try_out_what_the_review_says():
    application = applications.application_in("review")

    with pytest.raises(TransitionError):
        stay_unmatched(application, by=application.created_by)

    application.refresh_from_db()
    assert application.status == "review"


def test_older_wish_takes_no_role_away():
    membership = mentoring.ProgramMembershipFactory()

    let_in(membership.program, membership.user, MembershipRole.STAFF, by=membership.user)

    membership.refresh_from_db()
    assert membership.role == MembershipRole.DIRECTOR


def test_secret_of_an_invitation_is_in_no_log():
    record = type("Record", (), {"msg": "Forbidden: %s", "args": ("/members/program/invitation/abcdefghijkl/",)})()

    WithoutTokens().filter(record)

    assert record.args == ("/members/program/invitation/.../",)


def test_list_of_mails_tells_editors_nothing_of_the_mentoring(coordinator, editor):
    from events.cms.mails import OutgoingMailAdmin
    from resources.models import OutgoingMail

    OutgoingMail.objects.create(kind="application_declined", to="a@example.org", try_at=timezone.now())
    screen = OutgoingMailAdmin()

    assert [screen.scope(user).count() for user in (coordinator, editor)] == [1, 0]
