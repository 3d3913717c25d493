"""Up to four mentors side by side, against one's own program (R8-R11): what it says, what it hides, what it refuses."""

import re

import pytest
from django.http import QueryDict
from django.utils import timezone

from mentoring_pages.application_stages import ApplicationStatus
from mentoring_pages.enums import Availability, Visibility
from mentoring_pages.facts import FACTS
from mentoring_pages.models import Component, Level
from resources.models import Topic
from tests.factories import applications, mentoring
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

URL = "/mentors/compare/"
EVERYONE = {fact.visibility_field: Visibility.PUBLIC for fact in FACTS}


def slugs(count, **facts):
    return [
        mentoring.mentor_profile(title=f"Mentor {number}", slug=f"m{number}", **facts).slug for number in range(count)
    ]


def declined(program):
    """The program applied to be a mentor, and was declined."""
    applications.MentorApplicationFactory(program=program, status=ApplicationStatus.DECLINED)


def names(response):
    return [column["name"] for column in response.context["columns"]]


def cells(response, label):
    """[(values, comparison)] of a field, the member's own program first."""
    row = next(row for row in response.context["rows"] if row["label"] == label)
    return [(cell["values"], cell["words"]) for cell in row["cells"]]


@pytest.fixture
def own(outsider):
    """The outsider's program, with facts of its own that nobody else may read."""
    program = outsider.program_memberships.get().program
    hidden = {fact.visibility_field: Visibility.STAFF for fact in FACTS}
    profile = mentoring.MenteeProfileFactory(
        program=program,
        city="Elgin",
        county="Kane",
        size_band="from_25",
        site_count=1,
        budget_band="from_50k",
        **hidden,
    )
    profile.levels = [mentoring.term(Level, name="Middle")]
    profile.save()
    return program


def test_mentors_stand_in_the_order_of_the_address_with_all_fields(client):
    slugs(2, mission="To learn together", **EVERYONE)

    response = client.get(URL, {"m": ["m1", "m0"]})

    assert response.status_code == 200
    assert names(response) == ["Mentor 1", "Mentor 0"]
    labels = [row["label"] for row in response.context["rows"]]
    assert labels == ["Can help with", *(str(fact.label) for fact in FACTS)]
    assert cells(response, "Mission") == [(["To learn together"], "")] * 2


def test_what_is_hidden_and_what_is_not_known_look_the_same(client):
    """T6: not one byte tells the two apart."""
    mentoring.mentor_profile(title="Same name", slug="hides", site_count=37, sites_visibility=Visibility.STAFF)
    mentoring.mentor_profile(title="Same name", slug="lacks")

    pages = [client.get(URL, {"m": slug}).content.decode() for slug in ("hides", "lacks")]

    neutral = [re.sub(r"hides|lacks|mentor=[-\w]+", "", page) for page in pages]
    assert neutral[0] == neutral[1]
    assert "Not told" in pages[0]


def test_a_member_sees_each_mentor_held_against_the_own_program_in_words(client, outsider, own):
    """R10."""
    middle = Level.objects.get()
    mentoring.mentor_profile(
        slug="near", county="Kane", size_band="from_200", site_count=9, levels=[middle], **EVERYONE
    )
    mentoring.mentor_profile(slug="far", county="Pope", size_band="from_25", site_count=1, **EVERYONE)
    client.force_login(outsider)

    response = client.get(URL, {"m": ["near", "far"]})

    assert response.context["own"]["name"] == own.name
    assert [words for _values, words in cells(response, "Location")] == ["", "Same county.", "In Pope County."]
    assert [words for _values, words in cells(response, "Size")] == ["", "Larger than you.", "About your size."]
    assert cells(response, "Number of sites") == [
        (["1 site"], ""),
        (["9 sites"], "More sites than you."),
        (["1 site"], "About as many sites as you."),
    ]
    assert [words for _values, words in cells(response, "Who is served")] == ["", "Serves middle as you do.", ""]
    assert cells(response, "Budget")[0] == (["$50,000 to $149,999 a year"], "")


def test_a_comparison_says_nothing_of_a_fact_that_the_member_may_not_see(client, outsider, own):
    """ "More sites than you" would tell what "37 sites" hides."""
    mentoring.mentor_profile(slug="m", site_count=37, county="Kane", sites_visibility=Visibility.STAFF)
    client.force_login(outsider)

    response = client.get(URL, {"m": "m"})

    assert cells(response, "Number of sites")[1] == ([], "")
    assert "sites than you" not in text_of(response)
    assert cells(response, "Location")[1][1] == "Same county."


def test_visitors_and_those_without_a_program_have_no_column_of_their_own(client, former_member):
    slugs(1, county="Kane")
    visitor = client.get(URL, {"m": "m0"})
    client.force_login(former_member)
    former = client.get(URL, {"m": "m0"})

    assert (visitor.context["own"], former.context["own"]) == (None, None)
    assert [len(row["cells"]) for row in former.context["rows"]] == [1] * 15


def test_somebody_of_two_programs_chooses_which_to_compare_with(client, outsider, own):
    second = mentoring.ProgramMembershipFactory(program__name="Zinnia Club", user=outsider).program
    slugs(1)
    client.force_login(outsider)

    first = client.get(URL, {"m": "m0"})
    link = first.context["own_choices"][0]["url"]
    other = client.get(link)
    foreign = client.get(URL, {"m": "m0", "own": str(mentoring.ProgramFactory().code)})

    assert first.context["own"]["name"] == own.name
    assert other.context["own"]["name"] == second.name
    assert foreign.context["own"]["name"] == own.name


def test_a_member_without_facts_is_told_where_to_tell_them(client, outsider):
    slugs(1)
    client.force_login(outsider)

    assert "has told no facts of itself yet" in text_of(client.get(URL, {"m": "m0"}))


def test_a_fifth_mentor_is_left_out_and_the_page_says_so(client):
    slugs(5)

    response = client.get(URL, {"m": ["m0", "m1", "m2", "m3", "m4"]})

    assert names(response) == ["Mentor 0", "Mentor 1", "Mentor 2", "Mentor 3"]
    assert "You can compare up to 4 mentors at a time" in text_of(response)
    assert response.context["can_add"] is False


def test_ones_own_mentor_page_is_not_shown_twice(client, outsider):
    program = outsider.program_memberships.get().program
    mentoring.mentor_profile(program, slug="mine", site_count=4)
    slugs(1)
    client.force_login(outsider)

    response = client.get(URL, {"m": ["mine", "m0"]})

    assert names(response) == ["Mentor 0"]
    assert response.context["result_note"] == "Your own program has its column already, so it is not shown twice."
    assert cells(response, "Number of sites")[0][0] == ["4 sites"]


@pytest.mark.parametrize("how", ["unpublished", "no longer a mentor"])
def test_a_mentor_who_is_not_listed_is_left_out_as_one_that_never_was(client, how):
    slugs(1)
    page = mentoring.mentor_profile(title="Secret plan", slug="gone")
    if how == "unpublished":
        page.unpublish()
    else:
        declined(page.program)

    gone = client.get(URL, {"m": ["m0", "gone"]})
    never = client.get(URL, {"m": ["m0", "never"]})

    assert names(gone) == names(never) == ["Mentor 0"]
    assert gone.context["result_note"] == never.context["result_note"]
    assert "Secret plan" not in text_of(gone)


@pytest.mark.parametrize("sent", [{}, {"m": ""}, {"m": ["\x00", "<b>", "a/b"]}, {"m": ["x" * 5_000] * 300}])
def test_an_address_without_mentors_says_how_to_choose_some(client, sent):
    mentoring.mentor_directory()

    response = client.get(URL, sent)

    assert response.status_code == 200
    assert "No mentors chosen yet" in text_of(response)


def test_a_full_or_paused_mentor_is_marked_and_cannot_be_requested(client):
    mentoring.mentor_profile(slug="open")
    mentoring.mentor_profile(slug="paused", availability=Availability.PAUSED)
    mentoring.MentoringPairFactory(mentor=mentoring.mentor_profile(slug="full").program)

    columns = client.get(URL, {"m": ["open", "paused", "full"]}).context["columns"]

    assert [column["availability"] for column in columns] == [
        "Takes requests, 1 place free",
        "Takes no requests now",
        "Full for now",
    ]
    assert [bool(column["request_url"]) for column in columns] == [True, False, False]


def test_a_mentor_is_chosen_in_the_list_kept_while_filtering_and_taken_off(client):
    """Without scripts: every step is a link, and the address holds what is chosen."""
    topic = mentoring.term(Topic, name="Budget")
    for number in range(5):
        mentoring.mentor_profile(title=f"Mentor {number}", slug=f"m{number}", topics=[topic])

    def choice(response, number):
        return response.context["rows"][number]["foot"]["compare"]

    response = client.get("/mentors/?topic=budget")
    for number in range(4):
        link = choice(response, number)["url"]
        assert link.endswith(f"#{response.context['rows'][number]['id']}")
        response = client.get(link)
    chosen = QueryDict(response.context["tray"]["url"].partition("?")[2]).getlist("m")
    filtered = [name for name, value in response.context["hidden"] if name == "m"]
    less = client.get(choice(response, 0)["url"])

    assert chosen == ["m0", "m1", "m2", "m3"]
    assert len(filtered) == 4
    assert choice(response, 4) is None
    assert response.context["tray"]["is_full"]
    assert response.context["tray"]["label"] == "Compare 4 mentors"
    assert QueryDict(less.context["tray"]["url"].partition("?")[2]).getlist("m") == ["m1", "m2", "m3"]
    assert choice(less, 4)["is_chosen"] is False
    assert "topic=budget" in choice(less, 4)["url"]


def test_the_tray_forgets_who_is_no_longer_listed(client):
    slugs(1)

    response = client.get("/mentors/", {"m": ["m0", "gone"]})

    assert response.context["result_note"] == "A mentor that you chose is no longer listed, so it was left out."
    assert response.context["tray"]["url"] == "/mentors/compare/?m=m0"


def test_what_members_see_of_it_is_kept_by_no_cache_on_the_way(client, outsider):
    slugs(1)
    public = client.get(URL, {"m": "m0"})
    client.force_login(outsider)

    assert "private" not in public.get("Cache-Control", "")
    assert client.get(URL, {"m": "m0"})["Cache-Control"] == "private"


def test_four_mentors_cost_as_many_queries_as_one(client, outsider, own):
    words = {"levels": [Level.objects.get()], "components": [mentoring.term(Component, name="Arts")]}
    slugs(4, topics=[mentoring.term(Topic, name="Budget")], founded_year=timezone.localdate().year, **words)
    client.force_login(outsider)

    assert count_queries(lambda: client.get(f"{URL}?m=m0&m=m1&m=m2&m=m3")) == count_queries(
        lambda: client.get(f"{URL}?m=m0")
    )
