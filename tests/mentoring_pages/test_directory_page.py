"""The mentor directory: filters, counts, order, pages and the map (R8, R9, R33)."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from events.models import Region
from mentoring_pages.directory.words import FACETS
from mentoring_pages.enums import Availability, EnrolmentStatus, PairStatus, Visibility
from mentoring_pages.models import CommunityType, Component, FundingSource, Level
from resources.models import Setting, Topic
from resources.registry import collection_sources
from tests.factories import mentoring
from tests.pages import BAD_QUERIES, text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

URL = "/mentors/"


@pytest.fixture
def budget(db):
    return mentoring.term(Topic, name="Budget")


@pytest.fixture
def literacy(db):
    return mentoring.term(Topic, name="Literacy")


def titles(response):
    return [row["title"] for row in response.context["rows"]]


def counts(response, name):
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return {option["value"]: option["count"] for option in facet["options"]}


def test_anybody_sees_live_public_profiles_by_name(client):
    mentoring.mentor_profile(title="Walnut Grove")
    mentoring.mentor_profile(title="Apple Orchard")
    mentoring.mentor_profile(title="Draft").unpublish()

    response = client.get(URL)

    assert response.status_code == 200
    assert titles(response) == ["Apple Orchard", "Walnut Grove"]
    assert response.context["result_text"] == "2 mentor programs"


def test_profile_with_a_view_restriction_is_not_listed(client):
    from wagtail.models import PageViewRestriction

    page = mentoring.mentor_profile(title="For some")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert titles(client.get(URL)) == []


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client, budget, literacy):
    school = mentoring.term(Setting, name="School based")
    mentoring.mentor_profile(title="A", topics=[budget], setting=school)
    mentoring.mentor_profile(title="B", topics=[literacy])
    mentoring.mentor_profile(title="C", topics=[budget, literacy], setting=school)
    mentoring.mentor_profile(title="D")

    either = client.get(URL, {"topic": ["budget", "literacy"]})
    both_facets = client.get(URL, {"topic": "literacy", "setting": "school-based"})

    assert titles(either) == ["A", "B", "C"]
    assert titles(both_facets) == ["C"]


def test_counts_honour_the_other_facets_and_not_their_own(client, budget, literacy):
    """Each number is what one would see by choosing it as well."""
    school, park = mentoring.term(Setting, name="School based"), mentoring.term(Setting, name="Park district")
    mentoring.mentor_profile(title="A", topics=[budget], setting=school)
    mentoring.mentor_profile(title="B", topics=[budget], setting=park)
    mentoring.mentor_profile(title="C", topics=[literacy], setting=park)

    response = client.get(URL, {"setting": "park-district"})

    assert counts(response, "setting") == {"school-based": 1, "park-district": 2}
    assert counts(response, "topic") == {"budget": 1, "literacy": 1}


def test_every_facet_finds_its_own(client, budget):
    mentoring.mentor_profile(
        title="Told",
        topics=[budget],
        region=mentoring.term(Region, name="Kane"),
        setting=mentoring.term(Setting, name="College"),
        levels=[mentoring.term(Level, name="Middle")],
        components=[mentoring.term(Component, name="Arts")],
        size_band="from_50",
        community_type=mentoring.term(CommunityType, name="Rural"),
        site_count=3,
        founded_year=timezone.localdate().year - 7,
        funding_sources=[mentoring.term(FundingSource, name="County")],
        funding_visibility=Visibility.PUBLIC,
        accreditation="Licensed by the state",
        age_from=6,
        age_to=12,
        zip_code="60601",
    )
    mentoring.mentor_profile(title="Bare")
    queries = {
        "topic": "budget",
        "region": "kane",
        "setting": "college",
        "level": "middle",
        "component": "arts",
        "size": "from_50",
        "community": "rural",
        "sites": "2-4",
        "years": "6-10",
        "funding": "county",
        "licensed": "yes",
        "age": "12",
        "zip": "60602",
    }

    found = {name: titles(client.get(URL, {name: value, "miles": miles(name)})) for name, value in queries.items()}

    assert found == dict.fromkeys(queries, ["Told"])


def miles(name):
    return "10" if name == "zip" else ""


def test_availability_finds_mentors_with_a_place_who_are_not_paused_and_enrolled(client):
    """R33."""
    mentoring.mentor_profile(title="Open")
    mentoring.mentor_profile(title="Paused", availability=Availability.PAUSED)
    full = mentoring.mentor_profile(title="Full")
    mentoring.MentoringPairFactory(mentor=full.program)
    free_again = mentoring.mentor_profile(title="Free again")
    mentoring.MentoringPairFactory(mentor=free_again.program, status=PairStatus.COMPLETE)
    mentoring.mentor_profile(mentoring.ProgramFactory(status=EnrolmentStatus.LEFT), title="Left")

    response = client.get(URL, {"availability": "open"})

    assert titles(response) == ["Free again", "Open"]
    assert counts(response, "availability") == {"open": 2, "full": 1, "paused": 2}
    assert titles(client.get(URL, {"availability": "full"})) == ["Full"]
    assert titles(client.get(URL, {"availability": ["full", "paused"]})) == ["Full", "Left", "Paused"]


def test_row_says_whether_a_mentor_takes_requests(client):
    mentoring.mentor_profile(title="Three places", capacity=3)
    full = mentoring.mentor_profile(title="Full")
    mentoring.MentoringPairFactory(mentor=full.program)
    mentoring.mentor_profile(title="Paused", availability=Availability.PAUSED)

    labels = {row["title"]: row["availability_label"] for row in client.get(URL).context["rows"]}

    assert labels == {
        "Three places": "Takes requests, 3 places free",
        "Full": "Full for now",
        "Paused": "Takes no requests now",
    }


@pytest.mark.parametrize("text", ["orchard", "ORCHARD walk", "budget", "kite making", "Galena"])
def test_text_finds_every_word_in_what_everyone_may_read(client, budget, text):
    mentoring.mentor_profile(
        title="Apple", tagline="An orchard walk", offer="Kite making", topics=[budget], city="Galena"
    )
    mentoring.mentor_profile(title="Other")

    assert titles(client.get(URL, {"q": text})) == ["Apple"]


def test_best_match_puts_titles_before_what_is_only_mentioned(client):
    mentoring.mentor_profile(title="A", offer="We keep a garden")
    mentoring.mentor_profile(title="Garden Club")

    assert titles(client.get(URL, {"q": "garden"})) == ["Garden Club", "A"]


def test_newest_first(client):
    mentoring.mentor_profile(title="A first")
    mentoring.mentor_profile(title="B second")

    assert titles(client.get(URL, {"sort": "newest"})) == ["B second", "A first"]


@pytest.mark.parametrize("name", list(BAD_QUERIES))
def test_bad_addresses_are_answered_with_a_page(client, name):
    """Wagtail #13227 among them: a lone quote or NUL is no search syntax here."""
    mentoring.mentor_profile(title="Apple")

    assert client.get(URL, BAD_QUERIES[name]).status_code == 200


@pytest.mark.parametrize("name", [*FACETS, "sort", "view"])
def test_unknown_value_is_left_out_and_named(client, name):
    mentoring.mentor_profile(title="Apple")

    response = client.get(URL, {name: "no-such"})

    assert titles(response) == ["Apple"]
    assert response.context["result_note"] == "We do not know “no-such”, so it was left out."
    assert "We do not know “no-such”" in text_of(response)


@pytest.mark.parametrize(("sent", "shown"), [("abc", 1), ("0", 2), ("-3", 2), ("99", 2), ("2", 2), ("", 1)])
def test_page_that_does_not_exist_is_the_nearest_one_with_a_note(client, settings, sent, shown):
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "PAGE_SIZE": 2}
    for number in range(3):
        mentoring.mentor_profile(title=f"Program {number}")

    response = client.get(URL, {"page": sent})

    assert response.context["page_obj"].number == shown
    assert bool(response.context["result_note"]) == (sent not in ("", "2"))


def test_pages_keep_the_filters(client, settings, budget):
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "PAGE_SIZE": 1}
    for number in range(2):
        mentoring.mentor_profile(title=f"Program {number}", topics=[budget])

    html = client.get(URL, {"topic": "budget"}).content.decode()

    assert "?topic=budget&amp;page=2" in html


def test_chip_leads_to_the_list_without_it(client, budget, literacy):
    mentoring.mentor_profile(topics=[budget, literacy])

    response = client.get(URL, {"topic": ["budget", "literacy"], "availability": "open", "q": "a"})

    chips = {str(chip["label"]): QueryDict(chip["remove_url"].partition("?")[2]) for chip in response.context["chips"]}
    assert chips["Budget"].getlist("topic") == ["literacy"]
    assert "availability" not in chips["Takes requests now"]
    assert "q" not in chips["“a”"]


def test_nothing_found_leads_on(client):
    mentoring.mentor_profile(title="Apple")

    response = client.get(URL, {"q": "nothing like it"})

    assert titles(response) == []
    assert "No mentor fits all of this" in text_of(response)
    assert response.context["result_text"] == "0 mentors found"


def test_empty_directory_says_so(client):
    mentoring.mentor_directory()

    assert "No mentors yet" in text_of(client.get(URL))


def test_map_counts_mentors_by_region_and_leads_to_the_list(client, budget):
    region = mentoring.term(Region, name="Kane")
    mentoring.mentor_profile(region=region, topics=[budget])
    mentoring.mentor_profile(region=region)

    response = client.get(URL, {"view": "map", "topic": "budget"})

    rows = [row for _group, rows in response.context["region_map"].groups for row in rows]
    assert [(row.name, row.count, row.url) for row in rows] == [("Kane", 1, "/mentors/?topic=budget&region=kane")]


def test_list_of_a_member_is_kept_by_no_cache_on_the_way(client, outsider):
    mentoring.mentor_profile()
    public = client.get(URL)
    client.force_login(outsider)

    own = client.get(URL)

    assert "private" not in public.get("Cache-Control", "")
    assert own["Cache-Control"] == "private"


@pytest.mark.parametrize("query", ["", "?view=map", "?q=a&topic=budget&availability=open&sort=experience"])
def test_queries_do_not_grow_with_mentors(client, settings, budget, query):
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "PAGE_SIZE": 50}
    level, arts = mentoring.term(Level, name="Middle"), mentoring.term(Component, name="Arts")

    def add(count):
        for _number in range(count):
            region = mentoring.term(Region)
            mentoring.mentor_profile(topics=[budget], levels=[level], components=[arts], region=region)

    add(3)
    few = count_queries(lambda: client.get(URL + query))
    add(6)
    many = count_queries(lambda: client.get(URL + query))

    assert many == few


def test_mentors_can_be_gathered_in_a_collection(budget):
    mentoring.mentor_profile(title="A", topics=[budget])
    mentoring.mentor_profile(title="B")

    source = collection_sources()["mentors"]

    assert [page.title for page in source.by_topics(source.queryset(), [budget.pk])] == ["A"]
    assert source.row_template == "mentoring_pages/components/collection_row.html"
