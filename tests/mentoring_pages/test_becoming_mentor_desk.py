"""The staff's screens about becoming a mentor: who opens them, which steps they offer, what they cost (R31, R33)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.application_stages import APPLICATION_STEPS, ApplicationStatus, StepTaker
from mentoring_pages.cms.becoming_mentor import BecomingMentorDesk
from mentoring_pages.models import MentorApplication, MentorInvitation, Referee, TrainingSession
from tests.factories import applications as factory
from tests.factories import mentoring
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

S = ApplicationStatus
SCREENS = {
    "mentoring_pages/mentorapplication": set(),
    "mentoring_pages/referee": set(),
    "mentoring_pages/trainingsession": {"create", "edit"},
    "mentor-bench": set(),
    "mentoring_pages/mentorinvitation": set(),
}
BY_PATH = {admin.url_helper.base_url_path: admin for admin in BecomingMentorDesk().modeladmin_instances}


def _url(screen, action, *args):
    return BY_PATH[screen].url_helper.get_action_url(action, *args)


@pytest.fixture
def rows():
    """One row for each screen."""
    application = factory.application_in(S.ACTIVE)
    return {
        "mentoring_pages/mentorapplication": application,
        "mentoring_pages/referee": application.referees.first(),
        "mentoring_pages/trainingsession": TrainingSession.objects.get(),
        "mentor-bench": application,
        "mentoring_pages/mentorinvitation": factory.MentorInvitationFactory(),
    }


def test_every_screen_is_tested_here():
    assert set(BY_PATH) == set(SCREENS)


def test_coordinator_lists_and_reads_every_record(rows, coordinator, client):
    client.force_login(coordinator)

    found = {
        screen: (
            client.get(_url(screen, "index")).status_code,
            client.get(_url(screen, "inspect", rows[screen].pk)).status_code,
            {name for name in ("create", "edit", "delete") if _opens(client, screen, name, rows[screen].pk)},
        )
        for screen in SCREENS
    }

    assert found == {screen: (200, 200, offered) for screen, offered in SCREENS.items()}


def _opens(client, screen, name, pk):
    return client.get(_url(screen, name, *([] if name == "create" else [pk]))).status_code == 200


@pytest.mark.parametrize("name", ["editor", "mentor", "mentee", "outsider", "anonymous"])
def test_nobody_else_opens_any_screen_or_step(name, rows, persona, client):
    user = persona(name)
    if user:
        client.force_login(user)

    statuses = set()
    for screen, admin in BY_PATH.items():
        pk = rows[screen].pk
        addresses = [_url(screen, "index"), _url(screen, "create")]
        addresses += [_url(screen, action, pk) for action in ("inspect", "edit", "delete")]
        addresses += [_url(screen, act.name, pk) for act in admin.row_acts]
        statuses |= {client.get(address).status_code for address in addresses}
        statuses |= {client.post(_url(screen, act.name, pk)).status_code for act in admin.row_acts}

    # Wagtail sends people without access to the CMS away; an editor, who has it, is refused.
    assert statuses == ({403} if name == "editor" else {302})


@pytest.mark.parametrize("bad_id", ["0", "999999", "abc", "9" * 40])
def test_an_unknown_or_malformed_id_is_not_found(bad_id, coordinator, client):
    client.force_login(coordinator)

    found = {client.get(_url(screen, "inspect", "1").replace("/1/", f"/{bad_id}/")).status_code for screen in SCREENS}

    assert found == {404}


def test_a_draft_and_its_referees_are_the_programs_own(coordinator, client):
    """Until it is sent in, staff neither list nor open it."""
    draft = factory.complete_draft()
    client.force_login(coordinator)

    answers = [
        client.get(_url("mentoring_pages/mentorapplication", "inspect", draft.pk)),
        client.get(_url("mentoring_pages/referee", "inspect", draft.referees.first().pk)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("status", [status for status in ApplicationStatus if status != S.DRAFT])
def test_buttons_are_the_steps_that_the_table_allows(status, coordinator, client):
    application = factory.application_in(status)
    client.force_login(coordinator)
    screen = "mentoring_pages/mentorapplication"

    page = client.get(_url(screen, "inspect", application.pk)).content.decode()

    offered = {act.name for act in BY_PATH[screen].row_acts if _url(screen, act.name, application.pk) in page}
    allowed = {
        step.value.replace("_", "-")
        for step, rule in APPLICATION_STEPS.items()
        if status in rule.begins_in and StepTaker.COORDINATOR in rule.takers and "referee" not in step
    }
    assert offered == allowed


def test_a_coordinator_takes_an_application_from_arrival_to_the_directory(coordinator, client):
    """R31, R63, R65, R83: every step by its button."""
    mentoring.mentor_directory()
    topic = factory.training_topic()
    session = factory.training_session(topics=[topic])
    application = factory.application_in(S.SUBMITTED)
    client.force_login(coordinator)
    later = (timezone.localtime() + dt.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    def act(name, **data):
        url = _url("mentoring_pages/mentorapplication", name, application.pk)
        assert client.get(url).status_code == 200
        assert client.post(url, data).status_code == 302
        application.refresh_from_db()
        return application.status

    stages = [
        act("ask-references"),
        act("arrange-interview", at=later, way="phone", place="217 555 0101", without_references="Known to us"),
        act("note-interview", held_on=timezone.localdate().isoformat(), note="Warm and clear"),
        act("begin-training"),
        act("record-training", sessions=[session.pk]),
        act("finish-training"),
        act("note-review", outcome="suitable", note="Ready"),
        act("approve", reason="Just right"),
        act("activate"),
    ]

    assert stages == [
        S.REFERENCES,
        S.INTERVIEW,
        S.INTERVIEW,
        S.TRAINING,
        S.TRAINING,
        S.REVIEW,
        S.REVIEW,
        S.APPROVED,
        S.ACTIVE,
    ]
    assert application.program.mentor_page.live is True


def test_a_refused_step_keeps_what_the_coordinator_typed(coordinator, client):
    application = factory.application_in(S.REFERENCES)
    client.force_login(coordinator)
    later = (timezone.localtime() + dt.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    answer = client.post(
        _url("mentoring_pages/mentorapplication", "arrange-interview", application.pk),
        {"at": later, "way": "video", "place": "https://meet.example.org/wren"},
    )

    page = answer.content.decode()
    assert "Not all references are in." in page
    assert "https://meet.example.org/wren" in page


def test_a_referee_is_reminded_and_replaced_by_buttons(coordinator, client):
    referee = factory.RefereeFactory(asked=True)
    client.force_login(coordinator)

    client.post(_url("mentoring_pages/referee", "remind", referee.pk))
    client.post(_url("mentoring_pages/referee", "replace", referee.pk), {"name": "Ida", "email": "ida@example.com"})

    assert list(Referee.objects.values_list("name", "status")) == [(referee.name, "replaced"), ("Ida", "asked")]
    assert Referee.objects.get(pk=referee.pk).reminded_at is not None


def test_a_former_mentee_is_invited_by_one_click(coordinator, client):
    """R90."""
    invitation = factory.MentorInvitationFactory()
    client.force_login(coordinator)

    client.post(_url("mentoring_pages/mentorinvitation", "invite", invitation.pk))

    found = MentorInvitation.objects.get()
    assert (found.status, found.decided_by) == ("invited", coordinator)


def test_a_training_session_is_planned_in_the_cms(coordinator, client):
    """R65, R100: with what it covers."""
    topic = factory.training_topic()
    client.force_login(coordinator)

    client.post(
        _url("mentoring_pages/trainingsession", "create"),
        {
            "name": "First evening",
            "starts_at": "2031-02-03 18:00",
            "ends_at": "2031-02-03 20:00",
            "way": "video",
            "place": "https://meet.example.org/wren",
            "topics": [topic.pk],
        },
    )

    session = TrainingSession.objects.get()
    assert (session.name, list(session.topics.all())) == ("First evening", [topic])


@pytest.mark.parametrize("screen", SCREENS)
def test_a_list_costs_the_same_for_few_rows_and_for_many(screen, rows, coordinator, client):
    client.force_login(coordinator)
    few = count_queries(lambda: client.get(_url(screen, "index")))
    for _number in range(8):
        _one_more()

    assert count_queries(lambda: client.get(_url(screen, "index"))) == few


def _one_more():
    factory.application_in(S.ACTIVE)
    factory.MentorInvitationFactory()


def test_the_bench_says_since_when_and_who_chose_so(coordinator, client):
    """R101."""
    application = factory.application_in(S.BENCH)
    MentorApplication.objects.update(stage_at=dt.datetime(2026, 3, 4, 18, tzinfo=dt.UTC))
    client.force_login(coordinator)

    page = client.get(_url("mentor-bench", "index")).content.decode()

    assert application.program.name in page
    assert "March 4, 2026" in page


def test_mails_to_coordinators_lead_to_the_application():
    """The address stands in the mails as its url name."""
    assert reverse("mentoring_pages_mentorapplication_modeladmin_inspect", args=[1]) == _url(
        "mentoring_pages/mentorapplication", "inspect", 1
    )
