"""Every stage x step x person of an application to become a mentor, by the one table (R31, R63, R83, R101)."""

import datetime as dt

import pytest
from django.utils import timezone

from mentoring_pages.actions import application_decisions as decisions
from mentoring_pages.actions import application_drafts as drafts
from mentoring_pages.actions import applications, references
from mentoring_pages.actions.errors import NotAllowed, TransitionError, WrongState
from mentoring_pages.application_stages import APPLICATION_STEPS, ApplicationStatus, ApplicationStep
from mentoring_pages.models import ApplicationEvent, MentorApplication
from mentoring_pages.permissions import can_take_step, can_view_application
from tests.factories import applications as factory
from tests.factories import mentoring

pytestmark = pytest.mark.django_db

S = ApplicationStatus
# Written down here a second time, by hand: a change of the table must be meant.
BY_DIRECTOR = {
    "edit": "draft",
    "submit": "draft",
    "stay_unmatched": "review provisional approved active",
    "renew": "approved active bench",
    "withdraw": "draft submitted references interview training review provisional approved active bench",
}
BY_COORDINATOR = {
    "send_back": "submitted",
    "ask_references": "submitted",
    "remind_referee": "references interview training",
    "replace_referee": "references interview training",
    "waive_years": "submitted references interview training review",
    "arrange_interview": "references interview",
    "note_interview": "interview",
    "begin_training": "interview",
    "record_training": "training provisional approved active bench",
    "finish_training": "training",
    "note_review": "review provisional",
    "accept_provisionally": "review",
    "approve": "review provisional",
    "activate": "approved",
    "stay_unmatched": "review provisional approved active",
    "end_bench": "bench",
    "reinstate": "lapsed",
    "decline": "submitted references interview training review provisional",
}
LEADS_TO = {
    "submit": "submitted",
    "send_back": "draft",
    "ask_references": "references",
    "arrange_interview": "interview",
    "begin_training": "training",
    "finish_training": "review",
    "accept_provisionally": "provisional",
    "approve": "approved",
    "activate": "active",
    "stay_unmatched": "bench",
    "end_bench": "approved",
    "reinstate": "approved",
    "decline": "declined",
    "withdraw": "withdrawn",
    "lapse": "lapsed",
}


@pytest.fixture
def people(paired, outsider, former_member, coordinator, editor, superuser):
    """Everyone by name; the application is that of the mentee's program, whose director is the mentee."""
    program = paired.pair.mentee
    staff = mentoring.ProgramMembershipFactory(program=program, role="staff").user
    both = mentoring.ProgramMembershipFactory(program=program).user
    both.groups.add(coordinator.groups.get())
    return {
        "director": paired.mentee,
        "staff of the program": staff,
        "coordinator": coordinator,
        "superuser": superuser,
        "coordinator of the same program": both,
        "mentor of another program": paired.mentor,
        "outsider": outsider,
        "former member": former_member,
        "editor": editor,
    }


@pytest.mark.parametrize("status", ApplicationStatus)
def test_each_person_may_take_just_the_steps_of_the_table(status, people, paired):
    application = factory.MentorApplicationFactory(program=paired.pair.mentee, status=status)

    found = {
        name: {step.value for step in ApplicationStep if can_take_step(user, application, step)}
        for name, user in people.items()
    }

    director = {step for step, stages in BY_DIRECTOR.items() if status in stages.split()}
    coordinator = {step for step, stages in BY_COORDINATOR.items() if status in stages.split()}
    assert found == {
        "director": director,
        "staff of the program": set(),
        "coordinator": coordinator,
        "superuser": coordinator,
        # Nobody decides about a program of one's own.
        "coordinator of the same program": director,
        "mentor of another program": set(),
        "outsider": set(),
        "former member": set(),
        "editor": set(),
    }


def test_each_step_leads_where_the_table_says():
    assert {step.value: rule.leads_to for step, rule in APPLICATION_STEPS.items() if rule.leads_to} == LEADS_TO


def test_seeing_an_application_has_one_rule_for_one_row_and_for_many(people, paired):
    application = factory.MentorApplicationFactory(program=paired.pair.mentee)

    found = {
        name: (
            can_view_application(user, application),
            MentorApplication.objects.visible_to(user).filter(pk=application.pk).exists(),
        )
        for name, user in people.items()
    }

    seers = {"director", "staff of the program", "coordinator of the same program"}
    assert found == {name: (name in seers, name in seers) for name in people}


def _steps(application):
    """Each step of a coordinator or director as a call with what it needs."""
    later = timezone.now() + dt.timedelta(days=2)
    referee = application.referees.first()
    return {
        "edit": lambda by: drafts.save_commitment(application, by=by, **drafts.commitment_of(application)),
        "submit": lambda by: drafts.submit_application(application, by=by),
        "withdraw": lambda by: drafts.withdraw_application(application, by=by),
        "send_back": lambda by: applications.send_back(application, by=by, note="Please add numbers"),
        "ask_references": lambda by: references.ask_references(application, by=by),
        "remind_referee": lambda by: references.remind_referee(referee, by=by),
        "replace_referee": lambda by: references.replace_referee(referee, by=by, name="New", email="new@example.com"),
        "waive_years": lambda by: applications.waive_years(application, by=by, reason="Ten years of Teen REACH"),
        "arrange_interview": lambda by: applications.arrange_interview(
            application, by=by, at=later, way="phone", without_references="In a hurry"
        ),
        "note_interview": lambda by: applications.note_interview(
            application, by=by, held_on=timezone.localdate(), note="Warm"
        ),
        "begin_training": lambda by: applications.begin_training(application, by=by),
        "record_training": lambda by: applications.record_training(application, by=by, sessions=[]),
        "finish_training": lambda by: applications.finish_training(application, by=by),
        "note_review": lambda by: applications.note_review(application, by=by, outcome="suitable", note=""),
        "accept_provisionally": lambda by: decisions.accept_provisionally(application, by=by),
        "approve": lambda by: decisions.approve_application(application, by=by),
        "activate": lambda by: decisions.activate_mentor(application, by=by),
        "stay_unmatched": lambda by: decisions.stay_unmatched(application, by=by),
        "end_bench": lambda by: decisions.end_bench(application, by=by),
        "renew": lambda by: decisions.renew_mentor(application, by=by),
        "lapse": lambda by: decisions.lapse_mentor(application, by=by),
        "reinstate": lambda by: decisions.reinstate_mentor(application, by=by),
        "decline": lambda by: decisions.decline_application(application, by=by, reason="Too early"),
    }


def _takers(step):
    """Who may take a step: "director", "coordinator", both or, for the clock's, nobody."""
    return {name for name, steps in (("director", BY_DIRECTOR), ("coordinator", BY_COORDINATOR)) if step in steps}


@pytest.mark.parametrize("step", [step.value for step in ApplicationStep])
def test_an_action_asks_for_itself_who_may_take_it(step, coordinator, outsider):
    """Whatever a page shows. The clock's own step is nobody's."""
    application = factory.application_in(S(next(iter(APPLICATION_STEPS[step].begins_in))))
    people = {"director": application.created_by, "coordinator": coordinator, "outsider": outsider}

    refused = {name for name, user in people.items() if name not in _takers(step) and _outcome(application, step, user)}

    assert refused == set(people) - _takers(step)


def _outcome(application, step, user):
    try:
        _steps(application)[step](user)
    except NotAllowed:
        return "not allowed"
    except TransitionError:
        # Something is missing for the step; who may take it was asked before.
        return ""
    return ""


@pytest.mark.parametrize("step", [step.value for step in ApplicationStep if step != ApplicationStep.LAPSE])
def test_in_every_other_stage_an_action_changes_nothing(step, coordinator):
    application = factory.application_in(S.DRAFT)
    user = application.created_by if "director" in _takers(step) else coordinator
    outcomes = {}

    for status in ApplicationStatus:
        if status in APPLICATION_STEPS[step].begins_in:
            continue
        MentorApplication.objects.filter(pk=application.pk).update(status=status, decision_reason="Because")
        try:
            _steps(application)[step](user)
        except TransitionError as refusal:
            outcomes[status] = type(refusal)
        application.refresh_from_db()
        assert application.status == status

    others = [status for status in ApplicationStatus if status not in APPLICATION_STEPS[step].begins_in]
    assert outcomes == dict.fromkeys(others, WrongState)
    assert ApplicationEvent.objects.count() == 0
