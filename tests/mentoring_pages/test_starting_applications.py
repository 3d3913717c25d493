"""What mentor applications start with, and how people find the way in."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError

from mentoring_pages.application_stages import ApplicationStatus
from mentoring_pages.members.applications.home_line import mentor_line
from mentoring_pages.models import MentorApplicationSettings, Prerequisite, RefereeQuestion, TrainingTopic
from mentoring_pages.setup import load_application_words, write_application_texts
from resources.blocks import CallToActionBlock
from tests.factories import applications as factory
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def _silent(text):
    """Setup steps tell what they do."""


@pytest.fixture
def loaded():
    site_root()
    load_application_words(_silent)
    write_application_texts(_silent)


def test_prerequisites_begin_with_those_of_the_founding_documents(loaded):
    """R5, R6, R7, R46, R47, R64."""
    found = list(Prerequisite.objects.values_list("slug", "kind", "minimum_years"))

    assert found == [
        ("partnership-work", "confirm", None),
        ("resources", "confirm", None),
        ("results", "confirm", None),
        ("grantee-years", "years", 3),
        ("grant-requirements", "confirm", None),
        ("as-a-colleague", "text", None),
    ]


def test_training_begins_with_techniques_listening_conflict_boundaries_and_hard_moments(loaded):
    """R65, R93, R94: all of them required."""
    assert list(TrainingTopic.objects.filter(is_required=True).values_list("slug", flat=True)) == [
        "mentoring-techniques",
        "active-listening",
        "conflict-resolution",
        "boundaries",
        "uncomfortable-situations",
        "confidentiality",
    ]


def test_referees_are_asked_about_the_qualities_of_mentors(loaded):
    """R63, R64."""
    assert RefereeQuestion.objects.filter(answer_kind="scale").count() == 5
    assert RefereeQuestion.objects.filter(answer_kind="text").count() == 3


def test_the_four_benefits_are_the_starting_text_and_staff_keep_their_own(loaded):
    """R54, and what staff wrote is not written over."""
    texts = MentorApplicationSettings.current()
    shared, coaching, insight, community = texts.benefits_text.split("<li>")[1:]
    texts.benefits_text = "<p>Our own words.</p>"
    texts.save()

    write_application_texts(_silent)

    words = [("shared", shared), ("coaching", coaching), ("new eyes", insight), ("community", community)]
    assert all(word in sentence for word, sentence in words)
    assert MentorApplicationSettings.current().benefits_text == "<p>Our own words.</p>"


@pytest.mark.parametrize(("kind", "years"), [("years", None), ("confirm", 3), ("text", 1)])
def test_years_belong_to_one_kind_of_prerequisite(kind, years):
    with pytest.raises(ValidationError):
        Prerequisite(name="Asked", slug="asked", kind=kind, minimum_years=years).full_clean()


# --- The way in ---


def _call(url):
    block = CallToActionBlock()
    return block.clean(block.to_python({"heading": "Apply", "button": "Begin", "text": "", "page": None, "url": url}))


def test_editors_lead_to_the_application_with_a_call_to_action():
    """R81: a path of the site is as good as a whole address."""
    found = _call(reverse("members:application-start"))

    assert (found["url"], 'href="/members/mentor/"' in CallToActionBlock().render(found)) == ("/members/mentor/", True)
    assert _call("https://example.org/apply")["url"] == "https://example.org/apply"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "members/mentor", "data:text/html,x"])
def test_anything_else_is_no_address(url):
    with pytest.raises(StructBlockValidationError):
        _call(url)


def test_the_members_home_leads_to_the_application_and_then_says_where_it_stands(client):
    program, director = factory.directed_program()
    client.force_login(director)
    before = client.get(reverse("members:home")).context["mentor_line"]
    application = factory.MentorApplicationFactory(program=program, status=ApplicationStatus.REFERENCES)

    after = client.get(reverse("members:home")).context["mentor_line"]

    assert before["url"] == reverse("members:application-start")
    assert after["url"] == reverse("members:application-detail", args=[application.code])
    assert after["text"].startswith("We have written to your referees.")


def test_programs_that_are_mentors_or_closed_applications_have_no_line():
    mentor = mentoring.mentor_profile().program
    other = mentoring.ProgramFactory()
    shown = [mentor_line([mentor]), mentor_line([other])]
    factory.numbers(is_open=False)

    assert (shown[0], shown[1]["title"], mentor_line([other])) == (None, "Become a mentor", None)


def test_the_line_costs_the_same_for_one_program_and_for_five():
    site_root()
    one = mentoring.ProgramFactory()
    few = count_queries(lambda: mentor_line([one]))
    programs = [*(mentoring.mentor_profile().program for _number in range(4)), one]

    assert count_queries(lambda: mentor_line(programs)) == few
