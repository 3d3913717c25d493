"""Programs enrol, people ask to join, coordinators decide (R37, R82)."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.models import Region
from mentoring_pages.actions import enrolment as acts
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import EnrolmentStatus, JoinStatus, MembershipRole, ReferralStatus
from mentoring_pages.models import FundingSource, JoinRequest, MentoringSettings, Program, Referral
from tests.factories import events, mentoring
from tests.factories.tree import site_root
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ENROL, JOIN = "/members/program/enrol/", "/members/program/join/"
TYPED = {
    "name": "Heron Pond Club",
    "zip_code": "61036",
    "role": "director",
    "started_on": "2024-09-01",
    "director_started_on": "2025-08-15",
    "participation": "voluntary",
    "came_by": "self",
    "note": "Forty children.",
}


@pytest.fixture(autouse=True)
def desk(db):
    """The coordinators have an address."""
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "desk@example.org"
    settings.save()


@pytest.fixture
def newcomer(db):
    return mentoring.UserFactory(username="newcomer", first_name="Noor", last_name="Haddad")


def letters():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def program_of(user):
    return Program.objects.of_user(user).get()


def test_a_signed_in_person_enrols_a_program_and_a_coordinator_approves(
    client, newcomer, coordinator, django_capture_on_commit_callbacks
):
    """R37: both start dates, voluntary or required, and how it came are on record; mails go both ways."""
    region = events.RegionFactory(name="Northwest", counties=[("Jo Daviess", "17085")])
    client.force_login(newcomer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(ENROL, TYPED, follow=True)

    program = program_of(newcomer)
    assert "Waits for a coordinator" in text_of(answer)
    assert (program.status, program.came_by, program.participation) == ("applied", "self", "voluntary")
    assert (str(program.started_on), str(program.director_started_on)) == ("2024-09-01", "2025-08-15")
    assert (program.facts.city, program.facts.county, program.facts.region) == ("Galena", "Jo Daviess", region)
    assert letters() == [
        ("desk@example.org", "Heron Pond Club asks to enrol"),
        (newcomer.email, "We have your enrolment of Heron Pond Club"),
    ]
    mail.outbox.clear()
    client.force_login(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mentoring_pages_program_modeladmin_approve", args=[program.pk]))

    program.refresh_from_db()
    assert (program.status, program.decided_by) == ("enrolled", coordinator)
    assert letters() == [(newcomer.email, "Heron Pond Club is enrolled")]


def test_a_declined_program_reads_why_and_enrols_again(client, newcomer, coordinator, committed):
    program = mentoring.ProgramFactory(name="Heron Pond Club", status=EnrolmentStatus.APPLIED)
    mentoring.ProgramMembershipFactory(program=program, user=newcomer)
    committed(acts.decline_enrolment, program, by=coordinator, reason="Which school is it at?")
    client.force_login(newcomer)

    page = client.get(reverse("members:program-detail"))
    again = client.get(f"{ENROL}?again={program.code}")
    client.post(ENROL, {**TYPED, "note": "At Lincoln School."})

    assert "The reason: Which school is it at?" in text_of(page)
    assert again.context["form"].initial["name"] == "Heron Pond Club"
    assert "Which school is it at?" in mail.outbox[0].body
    program.refresh_from_db()
    assert (program.status, program.enrolment_note, program.decision_reason) == ("applied", "At Lincoln School.", "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"zip_code": "99999"}, "There is no ZIP code 99999."),
        ({"zip_code": "6103"}, "A ZIP code has five digits"),
        ({"started_on": "2999-01-01"}, "This day is still to come."),
        ({"participation": "required"}, "Say which funder requires it."),
        ({"name": " "}, "Write the name of the program."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, newcomer, change, words):
    client.force_login(newcomer)

    answer = client.post(ENROL, {**TYPED, **change})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Forty children." in answer.content.decode()
    assert not Program.objects.exists()


def test_which_funder_requires_it_is_on_record(client, newcomer):
    """R37."""
    funder = mentoring.term(FundingSource, name="21st CCLC")
    client.force_login(newcomer)

    client.post(ENROL, {**TYPED, "participation": "required", "required_by": funder.pk})

    assert program_of(newcomer).required_by == funder


def test_a_name_that_is_here_already_leads_to_joining(client, newcomer):
    mentoring.ProgramFactory(name="heron pond CLUB")
    client.force_login(newcomer)

    answer = client.post(ENROL, TYPED)

    assert answer.status_code == 422
    assert "If you work there, ask to join it." in text_of(answer)
    assert answer.context["join_url"] == JOIN
    assert Program.objects.count() == 1


@pytest.mark.parametrize("typed", ["ÉTOILE ÜBER", "étoile über", "E\u0301toile U\u0308ber", "Étoile  Über"])
def test_name_with_accents_is_one_name_in_any_letters(client, newcomer, typed):
    """Databases fold the capitals of ASCII alone, and no accent that is composed of two signs."""
    program = mentoring.ProgramFactory(name="Étoile Über")
    client.force_login(newcomer)

    enrolling = client.post(ENROL, {**TYPED, "name": typed})
    client.post(JOIN, {"name": typed, "role": "staff"})

    assert (enrolling.status_code, Program.objects.count()) == (422, 1)
    assert JoinRequest.objects.get().program == program


def test_staff_can_not_give_two_programs_one_name_in_other_letters():
    mentoring.ProgramFactory(name="Étoile Über")

    with pytest.raises(ValidationError, match="A program of this name is here already"):
        Program(name="ÉTOILE über").full_clean()


def test_nobody_enrols_more_than_three_programs_that_wait(client, newcomer):
    client.force_login(newcomer)

    answers = [client.post(ENROL, {**TYPED, "name": f"Club {number}"}).status_code for number in range(4)]

    assert answers == [302, 302, 302, 422]


@pytest.mark.parametrize("name", ["mentor", "editor", "outsider"])
def test_only_coordinators_decide(persona, name):
    program = mentoring.ProgramFactory(status=EnrolmentStatus.APPLIED)

    with pytest.raises(NotAllowed):
        acts.approve_enrolment(program, by=persona(name))
    with pytest.raises(NotAllowed):
        acts.decline_enrolment(program, by=persona(name), reason="No")


def test_deciding_twice_changes_nothing(coordinator):
    program = mentoring.ProgramFactory(status=EnrolmentStatus.APPLIED)
    acts.approve_enrolment(program, by=coordinator)

    for act in (acts.approve_enrolment, lambda row, by: acts.decline_enrolment(row, by=by, reason="No")):
        with pytest.raises(WrongState):
            act(program, by=coordinator)


def test_a_program_that_waits_has_no_part_in_the_mentoring_yet(client, newcomer):
    """It sees no facts for members and can't ask for a mentor."""
    from mentoring_pages.facts import Viewer, viewer_level

    mentoring.MentoringCycleFactory()
    program = mentoring.ProgramFactory(status=EnrolmentStatus.APPLIED)
    mentoring.ProgramMembershipFactory(program=program, user=newcomer)
    client.force_login(newcomer)

    assert viewer_level(newcomer) == Viewer.PUBLIC
    assert client.get(reverse("members:people-list", args=[program.code])).context["form"] is None
    client.post(reverse("members:request-create"), {"program": program.pk})
    assert not program.match_requests.exists()


def test_the_members_home_says_what_somebody_waits_for(client, newcomer):
    without = mentoring.UserFactory()
    mentoring.JoinRequestFactory(user=without, program__name="Lantern Creek")
    mentoring.ProgramMembershipFactory(program=mentoring.ProgramFactory(status="applied"), user=newcomer)

    pages = []
    for user in (newcomer, without):
        client.force_login(user)
        pages.append(text_of(client.get(reverse("members:home"))))

    assert "Your enrolment is with the coordinators" in pages[0]
    assert "You have asked to join Lantern Creek." in pages[1]


def test_an_enrolment_ends_only_when_the_programs_pairs_have_ended(coordinator):
    pair = mentoring.MentoringPairFactory()

    for program in (pair.mentor, pair.mentee):
        with pytest.raises(acts.PairsOpen):
            acts.end_enrolment(program, by=coordinator)
    type(pair).objects.update(status="complete")
    acts.end_enrolment(pair.mentee, by=coordinator)

    pair.mentee.refresh_from_db()
    assert pair.mentee.status == EnrolmentStatus.LEFT


# --- Joining ---


def test_a_person_asks_to_join_and_the_director_lets_in(client, newcomer, django_capture_on_commit_callbacks):
    program = mentoring.ProgramFactory(name="Lantern Creek")
    director = mentoring.ProgramMembershipFactory(program=program).user
    client.force_login(newcomer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(JOIN, {"name": "lantern creek", "role": "staff", "message": "I lead the site."})

    assert letters() == [
        ("desk@example.org", "Noor Haddad asks to join Lantern Creek"),
        (director.email, "Noor Haddad asks to join Lantern Creek"),
    ]
    mail.outbox.clear()
    client.force_login(director)
    wish = JoinRequest.objects.get()
    assert "I lead the site." in text_of(client.get(reverse("members:people-list", args=[program.code])))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("members:join-answer", args=[program.code, wish.pk]), {"answer": "staff"})

    assert program.memberships.get(user=newcomer).role == MembershipRole.STAFF
    assert letters() == [(newcomer.email, "You belong to Lantern Creek now")]


def test_a_coordinator_declines_with_a_reason_that_the_person_gets(client, coordinator, newcomer, committed):
    wish = mentoring.JoinRequestFactory(user=newcomer, program__name="Lantern Creek")
    client.force_login(coordinator)
    committed(
        client.post,
        reverse("mentoring_pages_joinrequest_modeladmin_decline", args=[wish.pk]),
        {"reason": "The director does not know you."},
    )
    client.force_login(newcomer)

    assert "The reason: The director does not know you." in text_of(client.get(JOIN))
    assert [message.to for message in mail.outbox] == [[newcomer.email]]
    assert "The director does not know you." in mail.outbox[0].body
    assert not Program.objects.of_user(newcomer).exists()


@pytest.mark.parametrize("status", [EnrolmentStatus.APPLIED, EnrolmentStatus.DECLINED, EnrolmentStatus.LEFT])
def test_programs_that_are_not_enrolled_are_as_unknown_as_made_up_ones(client, newcomer, status):
    mentoring.ProgramFactory(name="Lantern Creek", status=status)
    client.force_login(newcomer)

    answers = [client.post(JOIN, {"name": name, "role": "staff"}) for name in ("Lantern Creek", "No Such Club")]

    assert [answer.context["form"].errors["name"] for answer in answers] == [
        ["We know no program of this name. Check the spelling, or enrol it."]
    ] * 2


def test_asking_twice_makes_one_wish(client, newcomer):
    mentoring.ProgramFactory(name="Lantern Creek")
    client.force_login(newcomer)

    answers = [client.post(JOIN, {"name": "Lantern Creek", "role": "staff"}).status_code for _time in range(2)]

    assert answers == [302, 422]
    assert JoinRequest.objects.count() == 1


def test_a_wish_is_taken_back(client, newcomer, coordinator):
    wish = mentoring.JoinRequestFactory(user=newcomer)
    client.force_login(newcomer)

    client.post(reverse("members:join-withdraw", args=[wish.pk]))

    wish.refresh_from_db()
    assert wish.status == JoinStatus.WITHDRAWN
    with pytest.raises(WrongState):
        acts.approve_join(wish, by=coordinator)


def test_staff_of_the_program_let_nobody_in(outsider):
    program = mentoring.ProgramFactory()
    colleague = mentoring.ProgramMembershipFactory(program=program, role="staff").user
    wish = mentoring.JoinRequestFactory(program=program)

    for somebody in (colleague, outsider):
        with pytest.raises(NotAllowed):
            acts.approve_join(wish, by=somebody)


# --- By a referral ---


def test_a_program_that_enrols_by_a_coordinators_letter_counts_as_referred(client, newcomer):
    """R82, R98."""
    referral = mentoring.ReferralFactory(program_name="Wren Hollow", status=ReferralStatus.INVITED)
    client.force_login(newcomer)
    address = reverse("members:program-enrol", args=[referral.code])

    shown = client.get(address)
    client.post(address, {**TYPED, "name": "Wren Hollow"})

    program = program_of(newcomer)
    referral.refresh_from_db()
    assert shown.context["form"].initial["name"] == "Wren Hollow"
    assert "Pat Neighbor" not in text_of(shown)
    assert (program.came_by, referral.program, referral.status) == ("referred", program, ReferralStatus.ENROLLED)
    assert Region.objects.count() == Referral.objects.exclude(program=program).count() == 0
