"""My program: facts with who sees each, and changing them; a mentor's page waits for review (R11, T6)."""

import uuid

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from mentoring_pages.actions.programs import save_mentor_draft, send_mentor_page
from mentoring_pages.enums import EnrolmentStatus, Visibility
from mentoring_pages.models import FACTS, Level, MenteeProfile, MentoringSettings, MentorProfilePage
from mentoring_pages.permissions import can_moderate_profile
from resources.models import Topic
from tests.factories import events, mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import director_of, mentor_program
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def detail(program):
    return reverse("members:program-detail", args=[program.code])


def edit(program):
    return reverse("members:program-edit", args=[program.code])


def step(program, key):
    return reverse("members:program-step", args=[program.code, key])


def review(program):
    return reverse("members:program-review", args=[program.code])


def save(client, to_change, key, **typed):
    """Open a page of the form and send it back with these changes."""
    address = step(to_change, key)
    return client.post(address, {**answers(client.get(address).context["form"]), **typed})


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
    assert client.get(step(program, "place")).status_code == 404


def test_unknown_code_is_not_found(client, outsider):
    client.force_login(outsider)

    assert client.get(reverse("members:program-detail", args=[uuid.uuid4()])).status_code == 404


def test_person_without_a_program_is_told_so(client, coordinator):
    client.force_login(coordinator)

    assert "You do not belong to a program yet." in text_of(client.get(reverse("members:program-detail")))


def test_each_fact_is_shown_with_who_sees_it(client, program):
    """R11, T6: the program sees all of its own."""
    mentoring.MenteeProfileFactory(program=program, budget_band="from_50k", mission="To learn")
    client.force_login(director_of(program))

    rows = client.get(detail(program)).context["rows"]

    assert [row["label"] for row in rows] == [f"{fact.number}. {fact.label}" for fact in FACTS]
    seen = {row["label"]: (row["value"], row["audience"]) for row in rows}
    assert seen["8. Mission"] == ("To learn", "Mentors you ask, and staff; everyone if you become a mentor")
    assert seen["12. Budget"] == ("$50,000 to $149,999 a year", "Staff only")


def test_mentee_profile_is_made_and_changed_a_page_at_a_time(client, program):
    """R11: each page is saved on its own."""
    level = mentoring.term(Level, name="Middle")
    client.force_login(director_of(program))

    first = save(client, program, "children", levels=[level.pk], age_from=6)
    second = save(client, program, "work", mission="To learn", mission_visibility="members", stop="1")

    profile = MenteeProfile.objects.get(program=program)
    assert [answer["Location"] for answer in (first, second)] == [step(program, "program"), edit(program)]
    assert (profile.age_from, profile.mission, profile.mission_visibility) == (6, "To learn", Visibility.MEMBERS)
    assert list(profile.levels.all()) == [level]


def test_how_much_is_told_and_what_is_missing_is_said(client, program):
    mentoring.MenteeProfileFactory(program=program, mission="To learn")
    client.force_login(director_of(program))

    for address in (detail(program), edit(program)):
        page = client.get(address)
        assert "2 of 14 told" in text_of(page)
        assert [str(one["label"]) for one in page.context["missing"]] == [
            fact.label for fact in FACTS if fact.key not in ("location", "mission")
        ]


def test_budgets_are_for_staff_unless_the_program_says_otherwise(client, program):
    """T6: the cautious default, and it is said who sees it."""
    client.force_login(director_of(program))

    page = client.get(step(program, "money"))
    save(client, program, "money", budget_band="from_50k")

    assert "Unless you choose otherwise: Staff only." in text_of(page)
    assert MenteeProfile.objects.get().budget_visibility == Visibility.STAFF


def test_a_zip_code_fills_in_city_county_and_region(client, program):
    region = events.RegionFactory(counties=[("JoDaviess", "17085")])
    client.force_login(director_of(program))

    save(client, program, "place", zip_code="61036", city="", county="", region="")

    profile = MenteeProfile.objects.get()
    assert (profile.city, profile.county, profile.region) == ("Galena", "Jo Daviess", region)


def test_a_zip_code_that_does_not_exist_is_said_and_nothing_is_lost(client, program):
    client.force_login(director_of(program))

    answer = save(client, program, "place", zip_code="99999", community_note="Two rivers")

    assert answer.status_code == 422
    assert "There is no ZIP code 99999. Please check the digits." in text_of(answer)
    assert "Two rivers" in answer.content.decode()


def test_what_was_typed_survives_the_end_of_the_session(client, program):
    director = director_of(program)
    client.force_login(director)
    typed = {**answers(client.get(step(program, "work")).context["form"]), "mission": "A long text"}
    client.logout()

    answer = client.post(step(program, "work"), typed)
    client.force_login(director)
    back = client.get(step(program, "work"))
    again = client.get(step(program, "work"))

    assert answer["Location"] == f"{reverse('account_login')}?next={step(program, 'work')}"
    assert "What you had typed is back in the form." in text_of(back)
    assert back.context["form"]["mission"].value() == "A long text"
    assert again.context["form"]["mission"].value() == ""
    assert not MenteeProfile.objects.exists()


def test_form_keeps_what_was_typed_when_it_refuses(client, program):
    client.force_login(director_of(program))

    response = save(client, program, "children", age_from=12, age_to=6, population_note="Mostly twins")

    assert response.status_code == 422
    assert "The oldest age must not be below the youngest." in text_of(response)
    assert "Mostly twins" in response.content.decode()


def test_two_who_save_at_once_see_both_texts(client, program):
    client.force_login(director_of(program))
    data = answers(client.get(step(program, "work")).context["form"])
    client.post(step(program, "work"), {**data, "mission": "What you wrote"})

    refused = client.post(step(program, "work"), {**data, "mission": "What I wrote"})
    version = refused.context["form"].data["version"]
    again = client.post(step(program, "work"), {**data, "mission": "What I wrote", "version": version})

    html = refused.content.decode()
    assert refused.status_code == 409
    assert [words for words in ("What you wrote", "What I wrote") if words not in html] == []
    assert (again.status_code, MenteeProfile.objects.get().mission) == (302, "What I wrote")


def test_two_who_save_different_pages_are_not_in_each_others_way(client, program):
    client.force_login(director_of(program))
    data = answers(client.get(step(program, "work")).context["form"])
    save(client, program, "children", age_from=6)

    client.post(step(program, "work"), {**data, "mission": "To learn"})

    profile = MenteeProfile.objects.get()
    assert (profile.age_from, profile.mission) == (6, "To learn")


@pytest.mark.parametrize("status", [EnrolmentStatus.LEFT, EnrolmentStatus.DECLINED])
def test_program_that_takes_no_part_changes_nothing(client, program, status):
    type(program).objects.update(status=status)
    client.force_login(director_of(program))

    assert client.get(edit(program)).status_code == 403
    assert client.post(step(program, "work"), {"mission": "To learn"}).status_code == 403


def test_other_fields_can_not_be_slipped_in(client, program):
    other = mentoring.ProgramFactory()
    client.force_login(director_of(program))

    save(client, program, "work", program=other.pk, status="left", priority_tier=1, city="Elsewhere")

    program.refresh_from_db()
    assert (program.status, program.priority_tier) == (EnrolmentStatus.ENROLLED, None)
    assert (MenteeProfile.objects.get().program, MenteeProfile.objects.get().city) == (program, "")


@pytest.mark.parametrize("key", ["mentoring", "no-such-page"])
def test_a_page_that_the_program_does_not_have_is_not_found(client, program, key):
    client.force_login(director_of(program))

    assert client.get(step(program, key)).status_code == 404


def test_a_region_that_was_renamed_is_shown_by_its_new_name(client, program):
    region = events.RegionFactory(name="Northwest")
    mentoring.MenteeProfileFactory(program=program, region=region)
    client.force_login(director_of(program))
    region.name = "Far Northwest"
    region.save()

    assert "Region: Far Northwest" in text_of(client.get(detail(program)))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_region_that_programs_are_in_can_not_be_deleted_and_staff_read_why(client, program, superuser, method):
    region = events.RegionFactory(name="Northwest")
    mentoring.MenteeProfileFactory(program=program, region=region)
    client.force_login(superuser)

    address = reverse(region.snippet_viewset.get_url_name("delete"), args=[region.pk])
    answer = getattr(client, method)(address, follow=True)

    assert "“Northwest” can’t be deleted: it is in use (1 mentee profile)." in text_of(answer)
    assert "Lantern Creek" not in text_of(answer)
    assert type(region).objects.filter(pk=region.pk).exists()


def test_a_region_that_nobody_is_in_is_deleted(client, superuser):
    region = events.RegionFactory()
    client.force_login(superuser)

    client.post(reverse(region.snippet_viewset.get_url_name("delete"), args=[region.pk]))

    assert not type(region).objects.exists()


# --- Mentor pages ---


@pytest.fixture
def desk(db):
    """The coordinators have an address."""
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()


def test_a_draft_is_saved_and_nobody_looks_at_it_before_it_is_sent(client, workflow, desk, committed):
    mentor = mentor_program("First Choice")
    topic = mentoring.term(Topic, name="Budget")
    client.force_login(director_of(mentor))

    committed(save, client, mentor, "mentoring", tagline="Calm rooms", topics=[topic.pk])

    page = MentorProfilePage.objects.get(program=mentor)
    draft = page.get_latest_revision_as_object()
    assert (page.tagline, list(page.topics.all()), page.workflow_in_progress) == ("", [], False)
    assert (draft.tagline, list(draft.topics.all())) == ("Calm rooms", [topic])
    assert mail.outbox == []
    assert "You have changes that are not public" in text_of(client.get(detail(mentor)))


def test_the_review_shows_each_change_side_by_side_and_sends_it(client, workflow, desk, committed):
    mentor = mentor_program("First Choice", mission="Old mission", size_band="under_25")
    topic = mentoring.term(Topic, name="Budget")
    client.force_login(director_of(mentor))
    save(client, mentor, "mentoring", tagline="Calm rooms", topics=[topic.pk])
    save(client, mentor, "work", mission="New mission", mission_visibility="members")

    shown = client.get(review(mentor))
    sent = committed(client.post, review(mentor), follow=True)

    assert [(change.label, change.before, change.after) for change in shown.context["changes"]] == [
        ("In one sentence", "", "Calm rooms"),
        ("Can help with", "", "Budget"),
        ("Mission", "Old mission", "New mission"),
        ("Mission: who sees it", "Everyone", "Members and staff"),
    ]
    page = MentorProfilePage.objects.get(program=mentor)
    assert page.workflow_in_progress
    assert page.mission == "Old mission"
    assert "Changes wait for review" in text_of(sent)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["coordinators@example.org"], "First Choice changed its page; please look at it")
    ]


def test_without_a_change_nothing_is_sent(client, workflow, desk, committed):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))

    shown = client.get(review(mentor))
    sent = committed(client.post, review(mentor), follow=True)

    assert "Nothing differs from the public page" in text_of(shown)
    assert "there is nothing to send" in text_of(sent)
    assert mail.outbox == []


def test_what_is_saved_during_the_review_is_what_is_approved(client, workflow, superuser):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    save(client, mentor, "mentoring", tagline="First try")
    client.post(review(mentor))
    save(client, mentor, "mentoring", tagline="Second try")
    page = MentorProfilePage.objects.get(program=mentor)

    page.current_workflow_state.current_task_state.approve(user=superuser)

    page.refresh_from_db()
    assert page.tagline == "Second try"
    assert page.workflow_states.count() == 1


def test_change_that_was_sent_back_says_why_and_goes_to_review_again(client, workflow, superuser):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    save(client, mentor, "mentoring", tagline="First try")
    client.post(review(mentor))
    state = MentorProfilePage.objects.get().current_workflow_state
    state.current_task_state.reject(user=superuser, comment="Too short")

    told = client.get(detail(mentor))
    save(client, mentor, "mentoring", tagline="Better")
    client.post(review(mentor))

    page = MentorProfilePage.objects.get()
    assert "A coordinator sent your changes back: “Too short”" in text_of(told)
    assert page.workflow_in_progress
    assert page.current_workflow_state.current_task_state.revision_id == page.latest_revision_id


def test_without_a_workflow_the_change_waits_as_a_draft_and_coordinators_are_told(client, desk, committed):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    save(client, mentor, "mentoring", tagline="Calm rooms")

    committed(client.post, review(mentor))

    page = MentorProfilePage.objects.get()
    assert (page.tagline, page.has_unpublished_changes) == ("", True)
    assert [message.to for message in mail.outbox] == [["coordinators@example.org"]]


def test_locked_page_takes_no_changes(client):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    data = answers(client.get(step(mentor, "mentoring")).context["form"])
    MentorProfilePage.objects.update(locked=True)

    response = client.post(step(mentor, "mentoring"), {**data, "tagline": "Calm rooms"})

    assert response.status_code == 422
    assert "An editor has locked this page" in text_of(response)
    assert "Calm rooms" in response.content.decode()
    assert not MentorProfilePage.objects.get().has_unpublished_changes


def test_editor_who_saved_meanwhile_is_not_overwritten(client):
    mentor = mentor_program("First Choice")
    client.force_login(director_of(mentor))
    data = answers(client.get(step(mentor, "mentoring")).context["form"])
    page = MentorProfilePage.objects.get()
    page.tagline = "By the editor"
    page.save_revision().publish()

    response = client.post(step(mentor, "mentoring"), {**data, "tagline": "By the member"})

    assert response.status_code == 409
    assert MentorProfilePage.objects.get().get_latest_revision_as_object().tagline == "By the editor"


def test_an_unpublished_page_keeps_its_facts_and_says_that_it_is_not_public(client):
    mentor = mentor_program("First Choice", mission="To learn")
    MentorProfilePage.objects.get().unpublish()
    client.force_login(director_of(mentor))

    page = client.get(detail(mentor))

    assert page.context["public_url"] == ""
    assert "Your page is not public now" in text_of(page)
    assert "To learn" in text_of(page)


def test_the_page_of_a_mentor_at_work_is_not_deleted_and_staff_read_why(client, superuser):
    mentor = mentor_program("First Choice")
    pair = mentoring.MentoringPairFactory(mentor=mentor)
    page = MentorProfilePage.objects.get()
    client.force_login(superuser)

    refused = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    refused_too = client.post(f"{bulk}?id={page.pk}", follow=True)
    still_there = MentorProfilePage.objects.filter(pk=page.pk).exists()
    type(pair).objects.update(status="complete")
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert ["First Choice can’t be deleted now" in text_of(answer) for answer in (refused, refused_too)] == [True] * 2
    assert still_there
    assert not MentorProfilePage.objects.filter(pk=page.pk).exists()


# --- For moderators ---


def test_a_moderator_reads_field_by_field_what_the_draft_changes(client, workflow, coordinator, superuser):
    mentor = mentor_program("First Choice", mission="Old mission")
    client.force_login(director_of(mentor))
    save(client, mentor, "work", mission="New mission")
    client.post(review(mentor))
    edit_url = reverse("wagtailadmin_pages:edit", args=[MentorProfilePage.objects.get().pk])
    client.force_login(superuser)

    page = text_of(client.get(edit_url))

    assert "What the draft changes" in page
    assert "First Choice asks you to look at these changes." in page
    assert "Old mission" in page


def test_who_may_edit_but_not_decide_sees_no_such_list(workflow):
    """`can_moderate_profile`: publishing, or the task at which the draft waits."""
    mentor = mentor_program("First Choice")
    page = MentorProfilePage.objects.get()
    writer = mentoring.UserFactory()
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=change)
    writer.groups.add(group)
    decider = mentoring.UserFactory()
    decider.groups.add(group, Group.objects.get(name="Coordinators"))
    save_mentor_draft(page, {"tagline": "Calm"}, by=director_of(mentor))
    send_mentor_page(page, by=director_of(mentor))
    page = MentorProfilePage.objects.get()

    answers_of = [can_moderate_profile(user, page) for user in (writer, decider, director_of(mentor))]

    assert answers_of == [False, True, False]


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
