"""Becoming a mentor from the way in to sending it in: pages, drafts, two people at once (R5-R7, R30-R32, R46, R47)."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.application_drafts import (
    AlreadyMentor,
    create_application,
    save_referees,
    submit_application,
)
from mentoring_pages.actions.errors import Incomplete, NotAllowed
from mentoring_pages.application_stages import ApplicationStatus, PrerequisiteKind
from mentoring_pages.enums import EnrolmentStatus, MembershipRole
from mentoring_pages.models import MentorApplication, MentoringSettings
from mentoring_pages.prerequisites import grantee_years, lacks_years, missing
from tests.factories import applications as factory
from tests.factories import mentoring, resources
from tests.factories.tree import site_root
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant(client):
    """(program, director) who is signed in."""
    program, director = factory.directed_program(name="Goldfinch Bridge")
    client.force_login(director)
    return program, director


def _url(name, application, *args):
    return reverse(f"members:application-{name}", args=[application.code, *args])


# --- The way in ---


def test_what_mentors_get_and_give_is_the_staffs_own_text(applicant, client):
    """R30, R54: staff say it in the CMS, and it leads to the button."""
    factory.numbers(benefits_text="<p>Your name on the barn wall.</p>", asked_text="<p>Four hours a month.</p>")

    page = client.get(reverse("members:application-start")).content.decode()

    assert "Your name on the barn wall." in page
    assert "Four hours a month." in page
    assert "Begin the application" in page


def test_a_visitor_signs_in_first_and_comes_back_to_it(client):
    answer = client.get(reverse("members:application-start"))

    assert (answer.status_code, answer.url.endswith("?next=/members/mentor/")) == (302, True)


def test_beginning_twice_makes_one_application(applicant, client):
    program, _director = applicant

    answers = [client.post(reverse("members:application-start"), {"program": program.code}) for _time in range(2)]

    application = MentorApplication.objects.get()
    assert [answer.url for answer in answers] == [_url("edit", application, "prerequisites")] * 2


@pytest.mark.parametrize(
    ("role", "status"),
    [(MembershipRole.STAFF, EnrolmentStatus.ENROLLED), (MembershipRole.DIRECTOR, EnrolmentStatus.APPLIED)],
)
def test_only_a_director_of_an_enrolled_program_applies(role, status, client):
    """R31."""
    membership = mentoring.ProgramMembershipFactory(role=role, program__status=status)
    client.force_login(membership.user)

    page = client.get(reverse("members:application-start")).content.decode()

    assert "Begin the application" not in page
    with pytest.raises(NotAllowed):
        create_application(membership.program, by=membership.user)


def test_a_program_with_a_live_mentor_page_is_a_mentor_already():
    """Mentors from before applications existed count as approved."""
    membership = mentoring.ProgramMembershipFactory()
    mentoring.mentor_profile(membership.program)

    with pytest.raises(AlreadyMentor):
        create_application(membership.program, by=membership.user)


def test_closed_applications_say_so(applicant, client):
    factory.numbers(is_open=False)

    page = client.get(reverse("members:application-start")).content.decode()

    assert "Applications are closed now" in page
    assert "Begin the application" not in page


# --- Writing ---


def test_each_part_is_saved_as_one_goes(applicant, client):
    """R5-R7, R32: with gaps too; nothing is asked again."""
    program, director = applicant
    knows = factory.prerequisite()
    story = factory.prerequisite("When did you help?", kind=PrerequisiteKind.TEXT)
    application = create_application(program, by=director)
    topic = resources.topic("Family engagement")

    answers = [
        client.post(
            _url("edit", application, "prerequisites"),
            {f"confirm_{knows.pk}": "on", f"text_{story.pk}": "Last winter."},
        ),
        client.post(
            _url("edit", application, "expertise"), {"topic_1": topic.pk, "result_1": "Parents stay for dinner."}
        ),
        client.post(
            _url("edit", application, "commitment"),
            {"motivation": "We were helped.", "hours_a_month": "4", "staff_committed": "Nora", "mentee_count": "2"},
        ),
        client.post(
            _url("edit", application, "referees"),
            {"name_1": "Ada Wren", "email_1": "ada@example.com", "name_2": "Bo Lark", "email_2": "bo@example.com"},
        ),
    ]

    application.refresh_from_db()
    assert [answer.url for answer in answers] == [
        _url("edit", application, "expertise"),
        _url("edit", application, "commitment"),
        _url("edit", application, "referees"),
        _url("detail", application),
    ]
    assert sorted(application.answers.values_list("asked_text", "is_confirmed", "text")) == [
        (knows.name, True, ""),
        (story.name, False, "Last winter."),
    ]
    assert list(application.topics.values_list("topic", "result")) == [(topic.pk, "Parents stay for dinner.")]
    assert (application.hours_a_month, application.mentee_count) == (4, 2)
    assert list(application.referees.values_list("name", "email")) == [
        ("Ada Wren", "ada@example.com"),
        ("Bo Lark", "bo@example.com"),
    ]
    assert missing(application, timezone.localdate()) == []


def test_saving_and_stopping_leads_to_the_overview_which_names_the_gaps(applicant, client):
    program, director = applicant
    application = create_application(program, by=director)

    answer = client.post(
        _url("edit", application, "commitment"), {"motivation": "Later", "mentee_count": "1", "leave": "1"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == _url("detail", application)
    assert [one["text"] for one in answer.context["missing"]] == [
        "Name at least one topic in which you can help.",
        "Say how many hours a month you have, and who will do it.",
        "Name 2 referees.",
    ]


def test_a_refused_form_keeps_what_was_typed(applicant, client):
    program, director = applicant
    application = create_application(program, by=director)

    answer = client.post(
        _url("edit", application, "referees"), {"name_1": "Ada Wren", "email_1": "no address", "name_2": "Bo Lark"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ada Wren"' in page
    assert 'value="no address"' in page
    assert 'value="Bo Lark"' in page
    assert application.referees.count() == 0


def test_the_second_of_two_directors_sees_both_texts_and_loses_nothing(applicant, client):
    """Edits at the same time are shown, then the second saver decides."""
    program, director = applicant
    application = create_application(program, by=director)
    url = _url("edit", application, "commitment")
    opened = client.get(url).context["form"]["version"].value()
    shared = {"staff_committed": "Nora", "mentee_count": "1", "hours_a_month": "4", "version": opened}
    client.post(url, {**shared, "motivation": "First words"})

    second = client.post(url, {**shared, "motivation": "Second words"})

    page = second.content.decode()
    application.refresh_from_db()
    assert (second.status_code, application.motivation) == (409, "First words")
    assert "First words" in page
    assert "Second words" in page

    client.post(url, {**shared, "motivation": "Both words", "version": second.context["form"].data["version"]})

    application.refresh_from_db()
    assert application.motivation == "Both words"


def test_a_referee_comes_from_outside_the_program(applicant):
    program, director = applicant
    application = create_application(program, by=director)
    colleague = mentoring.ProgramMembershipFactory(program=program, role=MembershipRole.STAFF).user

    with pytest.raises(Incomplete):
        save_referees(application, by=director, referees=[("A colleague", colleague.email.upper(), "")])


def test_fields_that_are_nobodys_to_set_stay(applicant, client):
    """Mass assignment: every field of the model posted to the form."""
    program, director = applicant
    application = create_application(program, by=director)
    before = MentorApplication.objects.filter(pk=application.pk).values().get()
    forged = {field.name: "1" for field in MentorApplication._meta.fields}
    own = {
        "motivation": "Mine",
        "hours_a_month": "3",
        "staff_committed": "Me",
        "planning_note": "",
        "mentee_count": "1",
    }

    client.post(
        _url("edit", application, "commitment"),
        {**forged, "status": "active", "review_outcome": "suitable", "decision_reason": "x", **own},
    )

    after = MentorApplication.objects.filter(pk=application.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"motivation", "hours_a_month", "staff_committed"}


# --- Sending in ---


def test_sending_in_is_answered_by_a_mail_to_each_side(applicant, client, committed):
    program, director = applicant
    MentoringSettings.objects.create(site=site_root().sites_rooted_here.get(), contact_email="desk@example.org")
    application = factory.complete_draft(program, director=director)

    committed(client.post, _url("submit", application))

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED
    assert sorted((message.to[0], message.subject) for message in mail.outbox) == sorted(
        [
            (director.email, "Your application as a mentor has arrived"),
            ("desk@example.org", "Goldfinch Bridge applies as a mentor"),
        ]
    )


def test_a_draft_with_a_gap_is_not_sent_in(applicant):
    program, director = applicant
    application = factory.complete_draft(program, director=director, referees=1)

    with pytest.raises(Incomplete) as refusal:
        submit_application(application, by=director)

    assert str(refusal.value.message) == "Name 2 referees."


def test_staff_set_how_many_referees(applicant):
    factory.numbers(referee_count=0)
    program, director = applicant
    application = factory.complete_draft(program, director=director, referees=0)

    assert submit_application(application, by=director).status == ApplicationStatus.SUBMITTED


# --- Three years as a grantee (R46) ---


@pytest.mark.parametrize(("years", "lacks"), [(2, True), (3, False), (4, False), (0, True), (None, True)])
def test_three_years_are_enough_and_two_are_not(years, lacks):
    """R46: counted by the calendar year that the facts tell."""
    factory.prerequisite("Three years", kind=PrerequisiteKind.YEARS, years=3)
    program, director = factory.directed_program()
    today = timezone.localdate()
    program.mentee_profile.grantee_since = None if years is None else today.year - years
    program.mentee_profile.save()
    application = factory.complete_draft(program, director=director)

    assert lacks_years(application, today) is lacks
    assert grantee_years(program.facts, today) == years


def test_fewer_years_need_a_word_and_a_waiver_by_staff(applicant):
    """R46: overridden by staff with a reason; the program may ask for it."""
    factory.prerequisite("Three years", kind=PrerequisiteKind.YEARS, years=3)
    program, director = applicant
    program.mentee_profile.grantee_since = timezone.localdate().year - 1
    program.mentee_profile.save()
    application = factory.complete_draft(program, director=director)

    application.answers.update(text="")
    silent = missing(application, timezone.localdate())
    application.answers.update(text="Twenty years with Teen REACH.")
    spoken = missing(application, timezone.localdate())
    application.years_waived_reason = "Twenty years of Teen REACH count."

    assert [part for part, _text in silent] == ["prerequisites"]
    assert spoken == []
    assert lacks_years(application, timezone.localdate()) is False


def test_a_prerequisite_that_is_not_required_is_no_gap(applicant):
    program, director = applicant
    application = factory.complete_draft(program, director=director)
    factory.prerequisite("We have a bus", required=False)

    assert missing(application, timezone.localdate()) == []


def test_an_answer_keeps_its_question_when_staff_delete_it(applicant):
    program, director = applicant
    asked = factory.prerequisite("We know the elements")
    application = factory.complete_draft(program, director=director)

    asked.delete()

    assert list(application.answers.values_list("asked_text", "is_confirmed")) == [("We know the elements", True)]


# --- Cost ---


def test_the_overview_costs_the_same_for_one_topic_and_for_thirty(applicant, client):
    program, director = applicant
    application = factory.complete_draft(program, director=director)
    few = count_queries(lambda: client.get(_url("detail", application)))
    for number in range(30):
        application.topics.create(topic=resources.topic(f"Topic {number}"), result="Well")
        factory.RefereeFactory(application=application)
        factory.prerequisite(f"Question {number}")

    many = count_queries(lambda: client.get(_url("detail", application)))

    assert many == few
