"""My program: facts with who sees each, and changing them; a mentor's page waits for review (R11, T6)."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from mentoring_pages.enums import EnrolmentStatus, Visibility
from mentoring_pages.models import FACTS, Level, MenteeProfile, MentoringSettings, MentorProfilePage
from resources.models import Topic
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of, mentor_program
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def detail(program):
    return reverse("members:program-detail", args=[program.code])


def edit(program):
    return reverse("members:program-edit", args=[program.code])


def answers(form):
    """What a browser would send back of a form that nobody touched."""
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, (list, tuple)):
            data[field.html_name] = [getattr(item, "pk", item) for item in value]
        elif value is not None:
            data[field.html_name] = value
    return data


@pytest.fixture
def program(db):
    """A mentee program with a director."""
    return mentoring.ProgramMembershipFactory(program__name="Lantern Creek").program


@pytest.fixture
def workflow(db):
    """One approval on the directory, as the setup makes it."""
    task = GroupApprovalTask.objects.create(name="A coordinator looks at it")
    task.groups.add(Group.objects.get_or_create(name="Coordinators")[0])
    workflow = Workflow.objects.create(name="Mentor profile changes")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=mentoring.mentor_directory(), workflow=workflow)
    return workflow


def test_visitor_is_asked_to_sign_in(client, program):
    for address in (reverse("members:program-detail"), detail(program), edit(program)):
        assert client.get(address)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["outsider", "coordinator", "superuser"])
@pytest.mark.parametrize("address", [detail, edit])
def test_others_program_is_not_found(client, persona, program, name, address):
    client.force_login(persona(name))

    assert client.get(address(program)).status_code == 404
    assert client.post(address(program)).status_code in (404, 405)


def test_unknown_code_is_not_found(client, outsider):
    client.force_login(outsider)

    assert client.get(reverse("members:program-detail", args=[uuid.uuid4()])).status_code == 404


def test_person_without_a_program_is_told_so(client, coordinator):
    client.force_login(coordinator)

    assert "You do not belong to a program yet" in text_of(client.get(reverse("members:program-detail")))


def test_each_fact_is_shown_with_who_sees_it(client, program):
    """R11, T6: the program sees all of its own."""
    mentoring.MenteeProfileFactory(program=program, budget_band="from_50k", mission="To learn")
    client.force_login(director_of(program))

    rows = client.get(detail(program)).context["rows"]

    assert [row["label"] for row in rows] == [f"{fact.number}. {fact.label}" for fact in FACTS]
    seen = {row["label"]: (row["value"], row["audience"]) for row in rows}
    assert seen["8. Mission"] == ("To learn", "Everyone")
    assert seen["12. Budget"] == ("$50,000 to $149,999 a year", "Staff only")


def test_mentee_profile_is_made_and_changed_at_once(client, program):
    level = mentoring.term(Level, name="Middle")
    client.force_login(director_of(program))
    data = answers(client.get(edit(program)).context["form"])

    response = client.post(
        edit(program),
        {**data, "city": "Galena", "levels": [level.pk], "mission": "To learn", "mission_visibility": "members"},
    )

    profile = MenteeProfile.objects.get(program=program)
    assert response["Location"] == detail(program)
    assert (profile.city, profile.mission, profile.mission_visibility) == ("Galena", "To learn", Visibility.MEMBERS)
    assert list(profile.levels.all()) == [level]


def test_form_keeps_what_was_typed_when_it_refuses(client, program):
    client.force_login(director_of(program))
    data = answers(client.get(edit(program)).context["form"])

    response = client.post(edit(program), {**data, "age_from": 12, "age_to": 6, "mission": "To learn"})

    assert response.status_code == 422
    assert "The oldest age must not be below the youngest." in text_of(response)
    assert "To learn" in response.content.decode()


def test_two_who_save_at_once_see_both_texts(client, program):
    client.force_login(director_of(program))
    data = answers(client.get(edit(program)).context["form"])
    client.post(edit(program), {**data, "mission": "What you wrote"})

    refused = client.post(edit(program), {**data, "mission": "What I wrote"})
    again = client.post(
        edit(program), {**data, "mission": "What I wrote", "version": refused.context["form"].data["version"]}
    )

    html = refused.content.decode()
    assert refused.status_code == 409
    assert [words for words in ("What you wrote", "What I wrote") if words not in html] == []
    assert (again.status_code, MenteeProfile.objects.get().mission) == (302, "What I wrote")


def test_program_that_left_changes_nothing(client, program):
    type(program).objects.update(status=EnrolmentStatus.LEFT)
    client.force_login(director_of(program))

    assert client.get(edit(program)).status_code == 403
    assert client.post(edit(program), {"mission": "To learn"}).status_code == 403


def test_other_fields_can_not_be_slipped_in(client, program):
    other = mentoring.ProgramFactory()
    client.force_login(director_of(program))
    data = answers(client.get(edit(program)).context["form"])

    client.post(edit(program), {**data, "program": other.pk, "status": "left", "priority_tier": 1})

    program.refresh_from_db()
    assert (program.status, program.priority_tier) == (EnrolmentStatus.ENROLLED, None)
    assert MenteeProfile.objects.get().program == program


# --- Mentor pages ---


def test_change_of_a_mentors_page_waits_for_review_and_is_not_live(
    client, workflow, django_capture_on_commit_callbacks
):
    mentor = mentor_program("First Choice")
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()
    topic = mentoring.term(Topic, name="Budget")
    client.force_login(director_of(mentor))
    data = answers(client.get(edit(mentor)).context["form"])

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(edit(mentor), {**data, "tagline": "Calm rooms", "topics": [topic.pk]}, follow=True)

    page = MentorProfilePage.objects.get(program=mentor)
    newest = page.get_latest_revision_as_object()
    assert (page.tagline, list(page.topics.all())) == ("", [])
    assert (newest.tagline, list(newest.topics.all())) == ("Calm rooms", [topic])
    assert page.workflow_in_progress
    assert "Changes wait for review" in text_of(response)
    told = [message for message in mail.outbox if message.to == ["coordinators@example.org"]]
    assert [message.subject for message in told] == ["First Choice changed its page; please look at it"]


def test_second_change_is_what_is_approved(client, workflow, superuser):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    for tagline in ("First try", "Second try"):
        data = answers(client.get(edit(mentor)).context["form"])
        client.post(edit(mentor), {**data, "tagline": tagline})
    page = MentorProfilePage.objects.get(program=mentor)

    state = page.current_workflow_state
    state.current_task_state.approve(user=superuser)

    page.refresh_from_db()
    assert page.tagline == "Second try"
    assert page.workflow_states.count() == 1


def test_change_that_was_sent_back_goes_to_review_again(client, workflow, superuser):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    data = answers(client.get(edit(mentor)).context["form"])
    client.post(edit(mentor), {**data, "tagline": "First try"})
    MentorProfilePage.objects.get().current_workflow_state.current_task_state.reject(user=superuser)

    data = answers(client.get(edit(mentor)).context["form"])
    client.post(edit(mentor), {**data, "tagline": "Better"})

    page = MentorProfilePage.objects.get()
    assert page.workflow_in_progress
    assert page.current_workflow_state.current_task_state.revision_id == page.latest_revision_id


def test_without_a_workflow_the_change_waits_as_a_draft(client):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    data = answers(client.get(edit(mentor)).context["form"])

    client.post(edit(mentor), {**data, "tagline": "Calm rooms"})

    page = MentorProfilePage.objects.get()
    assert (page.tagline, page.has_unpublished_changes) == ("", True)


def test_locked_page_takes_no_changes(client):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    data = answers(client.get(edit(mentor)).context["form"])
    MentorProfilePage.objects.update(locked=True)

    response = client.post(edit(mentor), {**data, "tagline": "Calm rooms"}, follow=True)

    assert "An editor has locked this page" in text_of(response)
    assert not MentorProfilePage.objects.get().has_unpublished_changes


def test_editor_who_saved_meanwhile_is_not_overwritten(client):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    data = answers(client.get(edit(mentor)).context["form"])
    page = MentorProfilePage.objects.get()
    page.tagline = "By the editor"
    page.save_revision().publish()

    response = client.post(edit(mentor), {**data, "tagline": "By the member"})

    assert response.status_code == 409
    assert MentorProfilePage.objects.get().get_latest_revision_as_object().tagline == "By the editor"


def test_queries_of_the_page_do_not_grow_with_facts(client, program):
    profile = mentoring.MenteeProfileFactory(program=program)
    client.force_login(director_of(program))

    def add(count):
        profile.levels.add(*(mentoring.term(Level) for _number in range(count)))
        profile.save()
        for _number in range(count):
            mentoring.ProgramMembershipFactory(program=program, role="staff")

    add(1)
    few = count_queries(lambda: client.get(detail(program)))
    add(5)
    many = count_queries(lambda: client.get(detail(program)))

    assert many == few
