"""A fact that is not for everyone is nowhere to be found by those it is not for (R11, T6)."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from wagtail.search.backends import get_search_backend

from events.models import Region
from mentoring_pages.directory.words import FACETS
from mentoring_pages.enums import EnrolmentStatus, Visibility
from mentoring_pages.facts import (
    FACTS,
    Viewer,
    all_facts,
    has_facts_for_members,
    seen,
    viewer_level,
    visible_facts,
)
from mentoring_pages.models import (
    CommunityType,
    Component,
    FundingSource,
    Level,
    MenteeProfile,
    MentorDirectoryPage,
    MentorProfilePage,
)
from mentoring_pages.models.directory import COUNTED_FACTS
from resources.models import Setting
from tests.factories import mentoring

pytestmark = pytest.mark.django_db

# A word for each fact that stands nowhere else.
WORDS = {
    "location": "Quillfeather",
    "community": "Brackenmoor",
    "population": "Tadpolers",
    "size": "25 to 49 children a day",
    "setting": "Lighthouse based",
    "sites": "37 sites",
    "experience": "1923",
    "mission": "Zephyrmission",
    "focus": "Yarrowfocus",
    "components": "Xylophony",
    "achievements": "Wombatprize",
    "budget": "$50,000 to $149,999 a year",
    "accreditation": "Vellumlicence",
    "funding": "Umbrellafund",
}


def told_profile(**visibility):
    """A published profile with every fact filled in by its word from `WORDS`; all public unless named."""
    settings = {fact.visibility_field: Visibility.PUBLIC for fact in FACTS}
    settings |= {f"{key}_visibility": value for key, value in visibility.items()}
    return mentoring.mentor_profile(
        region=mentoring.term(Region, name="Heron Region"),
        city=WORDS["location"],
        county="Kane",
        zip_code="60601",
        community_type=mentoring.term(CommunityType, name="Hilly"),
        community_note=WORDS["community"],
        levels=[mentoring.term(Level, name="Grade Nine")],
        age_from=6,
        age_to=14,
        population_note=WORDS["population"],
        size_band="from_25",
        setting=mentoring.term(Setting, name=WORDS["setting"]),
        site_count=37,
        founded_year=1923,
        mission=WORDS["mission"],
        focus=WORDS["focus"],
        components=[mentoring.term(Component, name=WORDS["components"])],
        achievements=WORDS["achievements"],
        budget_band="from_50k",
        accreditation=WORDS["accreditation"],
        funding_sources=[mentoring.term(FundingSource, name=WORDS["funding"])],
        **settings,
    )


def test_all_fourteen_facts_are_read_in_their_order_with_number_label_and_value():
    """R11."""
    page = told_profile()

    facts = visible_facts(page, Viewer.PUBLIC)

    assert [fact.number for fact in facts] == list(range(1, 15))
    assert [fact.key for fact in facts if WORDS[fact.key] not in fact.value] == []


def test_facts_that_are_not_filled_in_are_left_out_but_the_program_itself_sees_their_place():
    profile = MenteeProfile(program=mentoring.ProgramFactory(), mission="To learn")

    assert [fact.key for fact in visible_facts(profile, Viewer.STAFF)] == ["mission"]
    assert len(all_facts(profile)) == 14


@pytest.mark.parametrize(
    ("visibility", "levels"),
    [
        (Visibility.PUBLIC, [Viewer.PUBLIC, Viewer.MEMBER, Viewer.STAFF]),
        (Visibility.MEMBERS, [Viewer.MEMBER, Viewer.STAFF]),
        (Visibility.STAFF, [Viewer.STAFF]),
    ],
)
@pytest.mark.parametrize("key", list(WORDS))
def test_each_fact_is_seen_by_its_audience_alone(key, visibility, levels):
    """T6, and the condition for querysets is the twin of the list."""
    page = told_profile(**{key: visibility})

    shown = [level for level in Viewer if key in [fact.key for fact in visible_facts(page, level)]]
    found = [level for level in Viewer if MentorProfilePage.objects.filter(seen(level, key)).exists()]

    assert shown == levels
    assert found == levels


def test_budget_and_funding_are_not_public_unless_the_program_says_so():
    page = mentoring.mentor_profile(budget_band="from_50k")

    assert page.budget_visibility == Visibility.STAFF
    assert page.funding_visibility == Visibility.MEMBERS


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("anonymous", Viewer.PUBLIC),
        ("outsider", Viewer.MEMBER),
        ("mentor", Viewer.MEMBER),
        ("former_member", Viewer.PUBLIC),
        ("coordinator", Viewer.STAFF),
        ("editor", Viewer.STAFF),
        ("superuser", Viewer.STAFF),
    ],
)
def test_level_of_each_persona(persona, name, level):
    page = mentoring.mentor_profile()

    assert viewer_level(persona(name) or AnonymousUser(), page) == level


def test_member_of_a_program_that_left_sees_what_the_public_sees(outsider):
    outsider.program_memberships.get().program.__class__.objects.update(status=EnrolmentStatus.LEFT)

    assert viewer_level(outsider) == Viewer.PUBLIC


def test_deactivated_member_sees_what_the_public_sees(outsider):
    outsider.is_active = False
    outsider.save()

    assert viewer_level(outsider) == Viewer.PUBLIC


def test_editor_of_another_part_of_the_site_is_no_staff_here(editor):
    from wagtail.models import GroupPagePermission

    page = mentoring.mentor_profile()
    GroupPagePermission.objects.update(
        page=mentoring.publish(MentorDirectoryPage(title="Else", slug="else"), page.get_site().root_page)
    )

    assert viewer_level(editor, page) == Viewer.PUBLIC


def _pages_and_searches(page):
    """Addresses whose answers might hold a fact, asked for in every way that a visitor has."""
    directory = page.get_parent().get_url()
    narrowed = [f"{directory}?q={word}" for word in WORDS.values() if " " not in word]
    facets = [
        "region=heron-region",
        "setting=lighthouse-based",
        "level=grade-nine",
        "size=from_25",
        "community=hilly",
        "component=xylophony",
    ]
    return [
        page.get_url(),
        directory,
        f"{directory}?view=map",
        *narrowed,
        *(f"{directory}?{facet}" for facet in facets),
    ]


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.STAFF])
def test_hidden_facts_are_in_no_page_that_the_public_can_open(client, visibility):
    """HTML, JSON-LD, facets and the map: first shown that they would be there, then that they are not."""
    page = told_profile()
    before = client.get(page.get_url()).content.decode()
    MentorProfilePage.objects.filter(pk=page.pk).update(
        hides_facts=True, **{fact.visibility_field: visibility for fact in FACTS}
    )
    page = MentorProfilePage.objects.get(pk=page.pk)

    after = {}
    for url in _pages_and_searches(page):
        text = client.get(url).content.decode()
        # What a visitor typed is shown again in the box and in the chip; that tells nothing.
        typed = url.partition("=")[2]
        after[url] = [word for word in WORDS.values() if word in text and word != typed]

    missing = [word for word in WORDS.values() if word not in before]
    assert missing == []
    chosen_names = {
        "setting=lighthouse-based": ["Lighthouse based"],
        "size=from_25": ["25 to 49 children a day"],
        "component=xylophony": ["Xylophony"],
    }
    expected = {url: chosen_names.get(url.partition("?")[2], []) for url in after}
    assert after == expected


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.STAFF])
@pytest.mark.parametrize(
    ("key", "query"),
    [
        ("location", "region=heron-region"),
        ("setting", "setting=lighthouse-based"),
        ("population", "level=grade-nine"),
        ("size", "size=from_25"),
        ("community", "community=hilly"),
        ("components", "component=xylophony"),
        ("location", "q=Quillfeather"),
        ("location", "q=60601"),
        ("community", "q=Brackenmoor"),
        ("population", "q=Tadpolers"),
        ("setting", "q=Lighthouse"),
        ("mission", "q=Zephyrmission"),
        ("focus", "q=Yarrowfocus"),
        ("components", "q=Xylophony"),
        ("achievements", "q=Wombatprize"),
        ("accreditation", "q=Vellumlicence"),
        ("funding", "q=Umbrellafund"),
    ],
)
def test_filter_on_a_hidden_fact_finds_and_counts_nothing(client, key, query, visibility):
    """A count over hidden records would tell what they hide."""
    page = told_profile()
    url = f"{page.get_parent().get_url()}?{query}"
    found_before = client.get(url).context["page_obj"].paginator.count
    MentorProfilePage.objects.filter(pk=page.pk).update(hides_facts=True, **{f"{key}_visibility": visibility})

    response = client.get(url)

    counts = [
        option["count"]
        for facet in response.context["facets"]
        for option in facet["options"]
        if f"{facet['name']}={option['value']}" == query
    ]
    assert found_before == 1
    assert response.context["page_obj"].paginator.count == 0
    assert [count for count in counts if count] == []


def test_member_finds_by_a_fact_for_members_and_not_by_one_for_staff(client, outsider):
    page = told_profile(location=Visibility.MEMBERS, setting=Visibility.STAFF)
    directory = page.get_parent().get_url()
    client.force_login(outsider)

    by_region = client.get(f"{directory}?region=heron-region")
    by_setting = client.get(f"{directory}?setting=lighthouse-based")

    assert by_region.context["page_obj"].paginator.count == 1
    assert by_setting.context["page_obj"].paginator.count == 0


def test_hidden_place_is_not_counted_on_the_map(client):
    page = told_profile()
    url = f"{page.get_parent().get_url()}?view=map"
    before = client.get(url).context["region_map"].total
    page.location_visibility = Visibility.STAFF
    page.save()

    after = client.get(url).context["region_map"].total

    assert (before, after) == (1, 0)


def test_whoever_writes_past_the_page_cannot_make_the_directory_count_what_is_hidden():
    """The database refuses a profile that hides a fact and says that it hides none (T6)."""
    page = told_profile()

    with pytest.raises(IntegrityError, match="mentoring_profile_hides_known"):
        MentorProfilePage.objects.filter(pk=page.pk).update(location_visibility=Visibility.STAFF)


def test_every_fact_that_a_filter_reads_is_among_those_that_the_profile_looks_at():
    """Funding apart, which most programs keep from the public: it is asked about by itself."""
    assert {fact for fact in FACETS.values() if fact} - {"funding"} == set(COUNTED_FACTS)


def test_sorting_by_experience_does_not_place_who_hides_it(client):
    """The oldest program hides its years, so it comes last, as one without any."""
    oldest = mentoring.mentor_profile(title="Oldest", founded_year=1900, experience_visibility=Visibility.STAFF)
    mentoring.mentor_profile(title="Younger", founded_year=2000)
    mentoring.mentor_profile(title="Unknown")

    rows = client.get(f"{oldest.get_parent().get_url()}?sort=experience").context["rows"]

    assert [row["title"] for row in rows] == ["Younger", "Oldest", "Unknown"]


def test_search_index_and_api_hold_public_facts_alone():
    page = told_profile(mission=Visibility.MEMBERS, budget=Visibility.STAFF)

    text = page.public_facts_text
    told = json.dumps(page.public_facts)

    hidden = {"mission", "budget"}
    assert [key for key, word in WORDS.items() if word not in text] == ["mission", "budget"]
    assert {fact["key"] for fact in page.public_facts} == set(WORDS) - hidden
    assert WORDS["mission"] not in told


def test_site_search_does_not_find_a_page_by_a_hidden_fact():
    told_profile(mission=Visibility.MEMBERS)

    backend = get_search_backend()

    assert backend.search(WORDS["focus"], MentorProfilePage).count() == 1
    assert backend.search(WORDS["mission"], MentorProfilePage).count() == 0


def test_note_says_that_members_see_more_only_when_they_would():
    for_members = told_profile(mission=Visibility.MEMBERS)
    MentorProfilePage.objects.exclude(pk=for_members.pk).delete()

    assert has_facts_for_members(for_members, Viewer.PUBLIC)
    assert not has_facts_for_members(for_members, Viewer.MEMBER)


def test_facts_for_staff_are_not_hinted_at():
    page = told_profile(mission=Visibility.STAFF)

    assert not has_facts_for_members(page, Viewer.PUBLIC)
