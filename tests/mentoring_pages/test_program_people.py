"""The people of a program: invitations by mail, roles, handing over, the switch between two programs."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions import people as acts
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import EnrolmentStatus, JournalAudience, MembershipRole
from mentoring_pages.members import access
from mentoring_pages.models import JournalEntry, MentoringSettings, ProgramInvitation
from mentoring_pages.permissions import can_edit_plan, can_read_journal_entry, can_view_contact, can_view_pair
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(db):
    """The coordinators have an address."""
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "desk@example.org"
    settings.save()


@pytest.fixture
def program(db):
    """Enrolled, with one director and one of staff."""
    program = mentoring.ProgramFactory(name="Lantern Creek")
    mentoring.ProgramMembershipFactory(program=program, user__first_name="Dora", user__last_name="Lee")
    mentoring.ProgramMembershipFactory(
        program=program, role="staff", user__first_name="Sami", user__last_name="Ortiz", user__username="sami"
    )
    return program


@pytest.fixture
def director(program):
    return program.memberships.get(role=MembershipRole.DIRECTOR)


@pytest.fixture
def colleague(program):
    return program.memberships.get(role=MembershipRole.STAFF)


def people(program, *rest):
    return reverse(f"members:{rest[0] if rest else 'people-list'}", args=[program.code, *rest[1:]])


def link_in(message):
    return re.search(r"https?://\S+(/members/program/invitation/\S+)", message.body)[1]


def subjects():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


# --- Invitations ---


def test_an_invited_person_signs_in_and_belongs_to_the_program(client, program, director, committed):
    client.force_login(director.user)
    committed(client.post, people(program), {"email": "Ines@Example.org", "role": "staff"})
    letter = mail.outbox.pop()
    client.logout()

    link = link_in(letter)
    sent_on = client.get(link)
    invited = mentoring.UserFactory(username="ines", email="ines@example.org")
    client.force_login(invited)
    shown = client.get(link)
    committed(client.post, link)

    assert letter.to == ["ines@example.org"]
    assert sent_on["Location"] == f"{reverse('account_login')}?next={link}"
    assert "Join Lantern Creek" in text_of(shown)
    assert program.memberships.get(user=invited).role == MembershipRole.STAFF
    assert subjects() == [(director.user.email, "Robin " + invited.last_name + " has joined Lantern Creek")]
    assert client.get(link)["Location"] == reverse("members:program-detail", args=[program.code])


def test_the_links_secret_is_not_stored(client, program, director, committed):
    client.force_login(director.user)
    committed(client.post, people(program), {"email": "ines@example.org", "role": "staff"})

    token = link_in(mail.outbox[0]).strip("/").rsplit("/", 1)[1]

    row = ProgramInvitation.objects.values().get()
    assert token not in str(row)
    assert len(token) >= 43


def test_a_forwarded_link_is_refused_for_another_address_and_tells_nothing(client, program, outsider):
    invitation = mentoring.ProgramInvitationFactory(program=program, email="ines@example.org")
    client.force_login(outsider)
    link = reverse("members:invitation-accept", args=[invitation.token])

    shown, posted = client.get(link), client.post(link)

    assert (shown.status_code, posted.status_code) == (403, 403)
    assert "This invitation was written to another e-mail address" in text_of(shown)
    assert [words for words in ("Lantern Creek", "ines@example.org") if words in shown.content.decode()] == []
    assert not program.memberships.filter(user=outsider).exists()


@pytest.mark.parametrize("change", ["expired", "revoked", "program left"])
def test_an_invitation_that_has_ended_is_said_to_its_own_reader(client, program, change):
    invited = mentoring.UserFactory(username="ines", email="ines@example.org")
    invitation = mentoring.ProgramInvitationFactory(program=program, email=invited.email, expired=change == "expired")
    if change == "revoked":
        ProgramInvitation.objects.update(revoked_at=timezone.now())
    if change == "program left":
        type(program).objects.filter(pk=program.pk).update(status=EnrolmentStatus.LEFT)
    client.force_login(invited)
    link = reverse("members:invitation-accept", args=[invitation.token])

    answers = [client.get(link), client.post(link)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "This invitation can't be used any more." in text_of(answers[0])
    assert not program.memberships.filter(user=invited).exists()


def test_a_made_up_link_is_not_found(client, outsider):
    client.force_login(outsider)

    assert client.get("/members/program/invitation/made-up/").status_code == 404


def test_a_letter_sent_again_has_a_new_link_and_the_old_one_ends(client, program, director, committed):
    client.force_login(director.user)
    committed(client.post, people(program), {"email": "ines@example.org", "role": "staff"})
    invitation = ProgramInvitation.objects.get()
    ProgramInvitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "Ran out on" in text_of(client.get(people(program)))
    committed(client.post, people(program, "invitation-resend", invitation.pk))
    old, new = (link_in(message) for message in mail.outbox)
    client.force_login(mentoring.UserFactory(username="ines", email="ines@example.org"))

    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]


def test_a_letter_taken_back_can_be_written_anew(client, program, director):
    client.force_login(director.user)
    typed = {"email": "ines@example.org", "role": "staff"}
    client.post(people(program), typed)
    twice = client.post(people(program), typed)

    client.post(people(program, "invitation-revoke", ProgramInvitation.objects.get().pk))
    anew = client.post(people(program), typed)

    assert "This address is invited already." in text_of(twice)
    assert anew.status_code == 302
    assert ProgramInvitation.objects.usable().count() == 1


def test_who_belongs_to_the_program_is_not_invited(client, program, director, colleague):
    client.force_login(director.user)

    answer = client.post(people(program), {"email": colleague.user.email.upper(), "role": "staff"})

    assert "Somebody with this address belongs to the program already." in text_of(answer)


def test_a_program_sends_only_so_many_letters_in_an_hour(client, program, director, settings):
    cache.clear()
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"INVITATIONS_PER_HOUR": 2}
    client.force_login(director.user)

    answers = [client.post(people(program), {"email": f"a{n}@example.org", "role": "staff"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 422]


def test_staff_see_the_people_and_invite_nobody(client, program, colleague):
    client.force_login(colleague.user)

    page = client.get(people(program))
    posted = client.post(people(program), {"email": "ines@example.org", "role": "director"})

    assert page.context["form"] is None
    assert posted.status_code == 403
    assert not ProgramInvitation.objects.exists()


def test_a_coordinator_invites_a_director(client, program, coordinator, committed):
    client.force_login(coordinator)

    committed(
        client.post,
        reverse("mentoring_pages_program_modeladmin_invite", args=[program.pk]),
        {"email": "ines@example.org", "role": "director"},
    )

    assert [message.to for message in mail.outbox] == [["ines@example.org"]]
    assert ProgramInvitation.objects.get().role == MembershipRole.DIRECTOR


# --- Roles, and that a program has a director ---


def test_the_only_director_can_not_be_made_staff(program, director, coordinator):
    with pytest.raises(acts.LastDirector):
        acts.give_role(director, MembershipRole.STAFF, by=director.user)
    with pytest.raises(acts.LastDirector):
        acts.give_role(director, MembershipRole.STAFF, by=coordinator)


def test_of_two_directors_one_can_become_staff(program, director, colleague, committed):
    committed(acts.give_role, colleague, MembershipRole.DIRECTOR, by=director.user)
    acts.give_role(director, MembershipRole.STAFF, by=colleague.user)

    assert list(program.memberships.directing()) == [colleague]
    assert subjects() == [(colleague.user.email, "You are a director of Lantern Creek now")]


def test_a_director_removes_a_person_at_once(client, program, director, colleague, committed):
    client.force_login(director.user)
    committed(client.post, people(program, "people-remove", colleague.pk))
    client.force_login(colleague.user)

    assert client.get(people(program)).status_code == 404
    assert subjects() == [(colleague.user.email, "You no longer belong to Lantern Creek")]


def test_staff_remove_nobody(program, director, colleague):
    with pytest.raises(NotAllowed):
        acts.remove_person(director, by=colleague.user)


def test_the_last_director_who_leaves_is_reported_to_the_coordinators(client, program, director, committed):
    client.force_login(director.user)
    asked = client.get(people(program, "people-leave"))
    committed(client.post, people(program, "people-leave"))

    assert "You are its only director." in text_of(asked)
    assert subjects() == [("desk@example.org", "Lantern Creek has no director now")]


def test_coordinators_find_programs_without_a_director(client, program, director, coordinator):
    """Also when the account of the last director was closed by whatever door."""
    mentoring.ProgramMembershipFactory()
    director.user.is_active = False
    director.user.save()
    client.force_login(coordinator)

    listing = client.get(reverse("mentoring_pages_program_modeladmin_index"), {"director": "none"})

    assert [row.name for row in listing.context["object_list"]] == ["Lantern Creek"]


def test_a_coordinator_who_removes_the_last_director_is_told(program, director, coordinator, committed):
    committed(acts.remove_person, director, by=coordinator)

    assert ("desk@example.org", "Lantern Creek has no director now") in subjects()


def test_handing_over_needs_somebody_of_the_program(program, director):
    stranger = mentoring.ProgramMembershipFactory()

    with pytest.raises(WrongState):
        acts.hand_over(program, stranger, by=director.user, stays=True)


def test_a_director_who_hands_over_leaves_pair_plan_and_contacts_and_takes_the_journal(client, paired, committed):
    """R45, T4: the pair stays with the program; nobody reads the predecessor's journal, shared entries included."""
    pair, before = paired.pair, paired.mentee
    entries = [
        mentoring.JournalEntryFactory(pair=pair, author=before, audience=audience, text="Quokka")
        for audience in JournalAudience
    ]
    contact = mentoring.ContactFactory(pair=pair, logged_by=before)
    plan = mentoring.GoalFactory(plan__pair=pair, text="Steady evenings").plan
    mentoring.ProgramInvitationFactory(program=pair.mentee, email="heir@example.org", token="t", role="staff")
    heir = mentoring.UserFactory(username="heir", email="heir@example.org")
    client.force_login(heir)
    client.post(reverse("members:invitation-accept", args=["t"]))
    client.force_login(before)
    committed(
        client.post,
        people(pair.mentee, "people-hand-over"),
        {"to": pair.mentee.memberships.get(user=heir).pk, "on": timezone.localdate().isoformat(), "after": "leaves"},
    )

    pair.mentee.refresh_from_db()
    assert director_of(pair.mentee) == heir
    assert pair.mentee.director_started_on == timezone.localdate()
    assert [can_view_pair(heir, pair), can_edit_plan(heir, plan.pair), can_view_contact(heir, contact)] == [True] * 3
    assert access.get_pair_or_404(heir, pair.code) == pair
    assert list(JournalEntry.objects.readable_by(heir)) == []
    assert [can_read_journal_entry(heir, entry) for entry in entries] == [False] * 3
    client.force_login(heir)
    for name in ("plan-detail", "contact-list", "pair-detail"):
        assert client.get(reverse(f"members:{name}", args=[pair.code])).status_code == 200
    assert "Quokka" not in text_of(client.get(reverse("members:journal-list", args=[pair.code])))
    assert list(JournalEntry.objects.readable_by(before)) == []
    assert ("desk@example.org", f"{pair.mentee} has a new director") in subjects()


def test_what_is_shared_after_somebody_came_is_theirs_to_read(paired):
    newcomer = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff").user
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor, for_pair=True)

    assert list(JournalEntry.objects.readable_by(newcomer)) == [entry]
    assert can_read_journal_entry(newcomer, entry)


# --- Two programs ---


def test_a_user_of_two_programs_switches_and_each_page_says_for_which(client, program, director):
    other = mentoring.ProgramMembershipFactory(program__name="Amber Hall", user=director.user).program
    client.force_login(director.user)

    first = client.get(reverse("members:program-detail"))
    client.post(reverse("members:program-switch"), {"program": program.code})
    after = client.get(reverse("members:program-detail"))
    elsewhere = client.get(reverse("members:calendar-list"))
    about_other = client.get(people(other))

    assert [answer.context["program"] for answer in (first, after)] == [other, program]
    lines = [answer.context["acting"]["name"] for answer in (first, after, elsewhere, about_other)]
    assert lines == ["Amber Hall", "Lantern Creek", "Lantern Creek", "Amber Hall"]
    assert "You act for Lantern Creek" in text_of(elsewhere)


def test_nobody_switches_to_a_program_of_others(client, director):
    stranger = mentoring.ProgramFactory()
    client.force_login(director.user)

    assert client.post(reverse("members:program-switch"), {"program": stranger.code}).status_code == 404


def test_a_user_of_one_program_sees_no_switch(client, director):
    client.force_login(director.user)

    assert client.get(reverse("members:home")).context["acting"] is None


def test_the_list_of_people_costs_the_same_queries_for_three_and_for_thirty(client, program, director):
    from tests.queries import count_queries

    client.force_login(director.user)

    def add(count):
        for _number in range(count):
            mentoring.ProgramMembershipFactory(program=program, role="staff")
            mentoring.JoinRequestFactory(program=program)
            mentoring.ProgramInvitationFactory(program=program)

    add(1)
    few = count_queries(lambda: client.get(people(program)))
    add(27)

    assert count_queries(lambda: client.get(people(program))) == few


def test_a_request_is_begun_for_the_program_for_which_one_acts(client, program, director):
    mentoring.MentoringCycleFactory()
    mentoring.ProgramMembershipFactory(program__name="Amber Hall", user=director.user)
    client.force_login(director.user)
    client.post(reverse("members:program-switch"), {"program": program.code})

    form = client.get(reverse("members:request-create")).context["form"]

    assert form["program"].value() == program.code
