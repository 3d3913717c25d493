"""A hidden fact leaks nowhere (T6): a program that hides all looks like one that told nothing.

Two states of one profile: all 14 facts filled in and hidden, and the same profile empty. Every surface that somebody
can reach must answer with the same text in both. The control is the profile with everything shown.
"""

import re

import pytest
from django.http import QueryDict

from events.models import Region
from mentoring_pages.enums import Visibility, WishDirection, WishWeight
from mentoring_pages.facts import FACTS
from mentoring_pages.matching import COMPARABLE
from mentoring_pages.members.requests.candidates import suggestions
from mentoring_pages.models import CommunityType, Component, FundingSource, Level, MentorProfilePage
from resources.models import CollectionPage, Setting, Topic
from tests.factories import mentoring
from tests.factories.tree import publish, site_root

pytestmark = pytest.mark.django_db

LISTS = {"levels": Level, "components": Component, "funding_sources": FundingSource}
# What the profile tells of each fact, and the addresses below the directory that find it by that.
TOLD = {
    "city": "Quillfeather",
    "county": "Kane",
    "zip_code": "60601",
    "community_note": "Brackenmoor",
    "age_from": 8,
    "age_to": 9,
    "population_note": "Tadpolers",
    "size_band": "from_200",
    "site_count": 37,
    "founded_year": 1923,
    "grantee_since": 2001,
    "mission": "Zephyrmission",
    "focus": "Yarrowfocus",
    "achievements": "Wombatprize",
    "budget_band": "from_600k",
    "accreditation": "Vellumlicence",
}
EMPTY = {name: "" if isinstance(value, str) else None for name, value in TOLD.items()}
WORDS = [value for value in TOLD.values() if isinstance(value, str) and value.isalpha() and len(value) > 8]
FILTERS = [
    "region=heron",
    "setting=lighthouse",
    "community=hilly",
    "level=nine",
    "component=xylophony",
    "funding=umbrella",
    "licensed=yes",
    "size=from_200",
    "sites=10-or-more",
    "years=21-or-more",
    "age=8",
    "zip=60602&miles=10",
    *(f"q={word}" for word in (*WORDS, "Lighthouse", "Xylophony", "Umbrella", "60601", "Nine", "Hilly", "Heron")),
]
# Addresses that show a fact by where the profile stands, or by a number beside it.
ORDERS = ["", "sort=experience", "zip=60602", "sort=distance&zip=62914", "view=map", "availability=open"]


class Surfaces:
    """The profile among two others, and every way to look at it."""

    def __init__(self, client, request_of_member):
        self.client, self.request = client, request_of_member
        self.words = {
            "region": mentoring.term(Region, name="Heron"),
            "setting": mentoring.term(Setting, name="Lighthouse"),
            "community_type": mentoring.term(CommunityType, name="Hilly"),
        }
        self.lists = {
            "levels": [mentoring.term(Level, name="Nine")],
            "components": [mentoring.term(Component, name="Xylophony")],
            "funding_sources": [mentoring.term(FundingSource, name="Umbrella")],
        }
        self.topic = mentoring.term(Topic, name="Budget")
        # Others who tell all of it, so that there is an order to stand in, and numbers to be added to.
        for title in ("Early Owls", "Zealous Owls"):
            others = TOLD | {"city": "Galena", "zip_code": "61036", "founded_year": 1990, "site_count": 40}
            others |= dict.fromkeys(("community_note", "population_note", "mission", "focus"), "Owls")
            others |= {"achievements": "Owls", "accreditation": "Owls"}
            mentoring.mentor_profile(
                title=title, topics=[self.topic], **others, **self.words, **self.lists, **visible()
            )
        self.page = mentoring.mentor_profile(title="Middle Owls", slug="middle", topics=[self.topic])
        self.early = MentorProfilePage.objects.get(title="Early Owls")
        publish(CollectionPage(title="Mentors", slug="mentor-collection", source="mentors", limit=50), site_root())

    def state(self, facts, visibility, *, is_empty):
        """Bring the profile into a state, as its editor would, and index it."""
        for name, value in facts.items():
            setattr(self.page, name, value)
        for name, word in self.words.items():
            setattr(self.page, name, None if is_empty else word)
        for name, words in self.lists.items():
            setattr(self.page, name, [] if is_empty else words)
        for name, value in visibility.items():
            setattr(self.page, name, value)
        self.page.save()

    def all(self):
        """{name of the surface: its text}."""
        addresses = {
            **{f"list {query}": f"/mentors/?{query}" for query in (*ORDERS, *FILTERS)},
            "profile": "/mentors/middle/",
            "comparison": "/mentors/compare/?m=middle&m=" + self.early.slug,
            "API": f"/api/v2/pages/{self.page.pk}/",
            "API, list": "/api/v2/pages/?type=mentoring_pages.MentorProfilePage&fields=*",
            "feed": "/mentor-collection/feed.atom",
            "collection": "/mentor-collection/",
            **{f"search {word}": f"/search/?q={word}" for word in WORDS[:2]},
        }
        found = {name: self._text(address) for name, address in addresses.items()}
        return found | {"suggestions": self._suggested()}

    def _text(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return re.sub(
            r'(name="csrfmiddlewaretoken" value=")[^"]*|nonce="[^"]*|<updated>.*?</updated>', "", body.decode()
        )

    def _suggested(self):
        wishes = dict.fromkeys(COMPARABLE, (WishDirection.UNLIKE_US, WishWeight.NICE))
        rows = suggestions(self.request, wishes, {self.topic.pk: "Budget"}, set())
        return str([(row["program"].pk, row["points"], row["reasons"]) for row in rows])


def visible(value=Visibility.PUBLIC):
    return {fact.visibility_field: value for fact in FACTS}


def differing(one, other):
    return [name for name in one if one[name] != other[name]]


@pytest.fixture
def surfaces(client, outsider):
    program = outsider.program_memberships.get().program
    mentee = mentoring.MenteeProfileFactory(program=program, county="Pope", site_count=1, founded_year=2020)
    mentee.size_band, mentee.budget_band = "under_25", "under_50k"
    mentee.save()
    return Surfaces(client, mentoring.MatchRequestFactory(program=program))


# Told by a sentence on the profile, on purpose: "Members see more of this program".
HINTED = {"profile"}


@pytest.mark.parametrize(
    ("who", "hidden", "hinted"),
    [
        ("anonymous", Visibility.STAFF, set()),
        ("anonymous", Visibility.MEMBERS, HINTED),
        ("outsider", Visibility.STAFF, set()),
    ],
)
def test_a_program_that_hides_all_looks_like_one_that_told_nothing(surfaces, persona, who, hidden, hinted):
    """Pages, facets, counts, search, order, distance, map, comparison, suggestions, API and feed."""
    user = persona(who)
    if user:
        surfaces.client.force_login(user)
    surfaces.state(TOLD, visible(hidden), is_empty=False)
    hiding = surfaces.all()
    surfaces.state(EMPTY, visible(hidden), is_empty=True)
    silent = surfaces.all()

    # What members may see takes part in suggestions, which only they get.
    suggested = {"suggestions"} if hidden == Visibility.MEMBERS else set()
    assert set(differing(hiding, silent)) - suggested == hinted


def test_what_is_shown_stands_on_every_one_of_these_surfaces(surfaces):
    """The control: each of them would tell, so that the test above can fail."""
    surfaces.state(TOLD, visible(), is_empty=False)
    shown = surfaces.all()
    surfaces.state(EMPTY, visible(), is_empty=True)

    assert set(shown) - set(differing(shown, surfaces.all())) <= {"list availability=open", "feed", "collection"}


def test_every_filter_of_the_directory_is_among_those_asked_for():
    """A new facet must be tried here too."""
    from mentoring_pages.directory.words import FACETS

    asked = {name for query in FILTERS for name in QueryDict(query)}
    assert set(FACETS) - {"availability", "topic"} <= asked
