"""The history of programs, of the people in them, and of pairs: who did what and when, on their screens."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.enrolment import (
    Enrolment,
    approve_enrolment,
    decline_enrolment,
    end_enrolment,
    enrol_program,
)
from mentoring_pages.actions.meetings import agree_time, propose_times
from mentoring_pages.actions.pairs import close_pair
from mentoring_pages.actions.people import give_role, hand_over, leave_program, remove_person
from mentoring_pages.actions.priorities import set_priority
from mentoring_pages.actions.request_answers import accept_choice, confirm_pair
from mentoring_pages.enums import ClosureMethod, MembershipRole, PairAct, PriorityTier, ProgramAct
from mentoring_pages.models import ClosureReason, PairEvent, Program, ProgramEvent
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def lines(program):
    return list(program.events.values_list("act", "person__username", "by__username"))


def test_a_programs_way_from_asking_to_leaving_is_written_down(coordinator):
    person = mentoring.UserFactory(username="pat")
    program = enrol_program(Enrolment(name="Wren Hollow"), by=person)
    approve_enrolment(program, by=coordinator)
    set_priority(program, PriorityTier.STRUGGLING, by=coordinator, reason="Lost its director")
    set_priority(program, None, by=coordinator, reason="")
    end_enrolment(program, by=coordinator)

    assert lines(program) == [
        (ProgramAct.APPLIED, None, "pat"),
        (ProgramAct.PERSON_CAME, "pat", "pat"),
        (ProgramAct.APPROVED, None, "coordinator"),
        (ProgramAct.PRIORITY_SET, None, "coordinator"),
        (ProgramAct.PRIORITY_CLEARED, None, "coordinator"),
        (ProgramAct.LEFT, None, "coordinator"),
    ]


def test_who_came_and_went_and_in_which_role_is_written_down(coordinator):
    program = mentoring.ProgramFactory()
    first, second, third = (
        mentoring.ProgramMembershipFactory(program=program, role=role, user__username=name)
        for name, role in (("ann", "director"), ("ben", "staff"), ("cat", "staff"))
    )
    give_role(second, MembershipRole.DIRECTOR, by=coordinator)
    hand_over(program, third, by=first.user, stays=True)
    remove_person(second, by=third.user)
    leave_program(program, by=third.user)

    assert lines(program) == [
        (ProgramAct.MADE_DIRECTOR, "ben", "coordinator"),
        (ProgramAct.MADE_DIRECTOR, "cat", "ann"),
        (ProgramAct.MADE_STAFF, "ann", "ann"),
        (ProgramAct.PERSON_REMOVED, "ben", "cat"),
        (ProgramAct.PERSON_LEFT, "cat", "cat"),
    ]


def test_a_pairs_way_from_a_yes_to_its_end_is_written_down(sent, first, coordinator):
    sent.cycle.confirms_pairs = True
    sent.cycle.save()
    pair = accept_choice(sent.choices.get(rank=1), by=director_of(first))
    confirm_pair(sent, by=coordinator)
    pair.refresh_from_db()
    meeting = propose_times(pair, by=director_of(first), moments=[timezone.now() + dt.timedelta(days=2)])
    agree_time(meeting, meeting.times.get().code, by=director_of(pair.mentee))
    reason = mentoring.term(ClosureReason, name="Goals met")
    close_pair(pair, by=coordinator, reason=reason, method=ClosureMethod.LETTER, ended_on=timezone.localdate())

    assert list(PairEvent.objects.values_list("act", "by")) == [
        (PairAct.HELD, director_of(first).pk),
        (PairAct.CONFIRMED, coordinator.pk),
        (PairAct.FIRST_MEETING, director_of(pair.mentee).pk),
        (PairAct.CLOSED, coordinator.pk),
    ]


def test_the_screens_show_it_and_say_when_a_record_is_older(client, paired, coordinator):
    """Rows from before have no history, and the page says so."""
    program = enrol_program(Enrolment(name="Wren Hollow"), by=mentoring.UserFactory(first_name="Pat", last_name="Lee"))
    decline_enrolment(program, by=coordinator, reason="A private word")
    client.force_login(coordinator)

    def shown(model, pk):
        return text_of(client.get(reverse(f"mentoring_pages_{model}_modeladmin_inspect", args=[pk])))

    new = shown("program", program.pk)
    old = shown("program", paired.pair.mentor_id)
    person = shown("programmembership", program.memberships.get().pk)
    pair = shown("mentoringpair", paired.pair.pk)
    assert "Asked to enrol , Pat Lee" in new
    assert "Declined , Coordinator" in new
    assert "before histories were kept" not in new
    assert "before histories were kept was not written down" in old
    assert "Came into the program (Pat Lee), Pat Lee" in person
    assert "Declined" not in person.split("History")[-1].split("Back")[0]
    assert "before histories were kept was not written down" in pair


def test_staff_who_add_or_change_a_program_stand_in_its_history(client, coordinator):
    client.force_login(coordinator)
    form = {"participation": "voluntary", "came_by": "staff", "started_on": "", "director_started_on": ""}
    client.post(reverse("mentoring_pages_program_modeladmin_create"), {**form, "name": "Wren Hollow"})
    program = Program.objects.get()
    edit = reverse("mentoring_pages_program_modeladmin_edit", args=[program.pk])
    client.post(edit, {**form, "name": "Wren Hollow Club"})
    client.post(edit, {**form, "name": "Wren Hollow Club"})

    assert lines(program) == [
        (ProgramAct.ADDED, None, "coordinator"),
        (ProgramAct.CHANGED, None, "coordinator"),
    ]
    assert ProgramEvent.objects.count() == 2
