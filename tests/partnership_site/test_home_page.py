"""The front page: what the partnership does, three doors, what is new. R20, R21, R23."""

import json
import re

import pytest

from events.models import County
from mentoring_pages.models import MentorProfilePage
from partnership_site.near import UnknownZip, regions_near
from tests.factories import events, mentoring, resources, site
from tests.pages import count_queries, text_of, titles_of_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db):
    """A front page with a library, a calendar, a directory and a mentor's story."""
    home = site.home_page(statement="Programs help programs.")
    library, calendar = resources.library(), events.calendar_page()
    story = mentoring.mentor_profile(offer="We learned to ask.")
    directory = story.get_parent().specific
    doors = [("Find a resource", library), ("Come to a gathering", calendar), ("Learn from another program", directory)]
    home.doors = [("door", {"title": title, "text": "Today.", "page": page}) for title, page in doors]
    home.library, home.calendar, home.directory, home.story = library, calendar, directory, story
    home.save_revision().publish()
    home.refresh_from_db()
    return home


def test_first_screen_says_what_it_is_and_opens_three_doors(client, home):
    response = client.get("/")

    assert re.findall(r"<h1>(.*?)</h1>", response.content.decode()) == ["Programs help programs."]
    doors = re.findall(r'<li class="p-door">\s*<a href="([^"]+)">(.*?)</a>', response.content.decode())
    assert doors == [
        ("/library/", "Find a resource"),
        (home.calendar.url, "Come to a gathering"),
        (home.directory.url, "Learn from another program"),
    ]


def test_next_three_gatherings_and_newest_four_resources_are_shown(client, home):
    for number in range(5):
        events.gathering(home.calendar.specific, f"G{number}", days=number + 1)
        resources.resource(f"R{number}")
    events.gathering(home.calendar.specific, "Over", days=-9)

    assert titles_of_rows(client.get("/")) == ["G0", "G1", "G2", "R4", "R3", "R2", "R1"]


def test_map_lists_the_regions_where_something_takes_place(client, home):
    """R20."""
    events.RegionFactory(name="Quiet County", counties=[("Kane", "17089")])
    busy = events.RegionFactory(name="Busy County", slug="busy", counties=[("Peoria", "17143")])
    events.gathering(home.calendar.specific, region=busy)

    response = client.get("/")

    listed = [(row.name, row.count, row.url) for _group, rows in response.context["map"].groups for row in rows]
    assert listed == [("Busy County", 1, f"{home.calendar.url}?region=busy")]
    assert "Quiet County: 0 gatherings" in response.content.decode()


def test_mentors_story_is_told_in_their_words(client, home):
    assert "We learned to ask." in text_of(client.get("/"))


def test_quote_in_a_mentors_body_comes_before_their_offer(client, home):
    story = MentorProfilePage.objects.get()
    story.body = [("quote", {"text": "Somebody sat with me.", "name": "Ana", "role": "Director"})]
    story.save_revision().publish()

    text = text_of(client.get("/"))

    assert ("Somebody sat with me." in text, "We learned to ask." in text) == (True, False)


def test_nothing_hidden_reaches_the_front_page(client, home):
    events.gathering(home.calendar.specific, "Draft gathering", live=False)
    resources.restrict(resources.resource("Closed resource"))
    resources.restrict(home.story)
    resources.restrict(home.directory)

    text = text_of(client.get("/"))

    hidden = ["Draft gathering", "Closed resource", "We learned to ask", "Learn from another program"]
    assert [words for words in hidden if words in text] == []


def test_front_page_without_anything_chosen_still_stands(client):
    site.home_page(statement="Programs help programs.")

    assert client.get("/").status_code == 200


def test_front_page_stands_after_what_it_shows_was_deleted(client, home):
    for page in (home.library, home.calendar, home.directory):
        page.specific.delete()

    assert client.get("/").status_code == 200


def test_front_page_costs_the_same_for_3_and_9_rows(client, home):
    def fill(numbers):
        for number in numbers:
            region = events.RegionFactory(name=f"R{number}", counties=[(f"C{number}", f"17{number:03}")])
            events.gathering(home.calendar.specific, f"G{number}", days=number + 1, region=region)
            resources.resource(f"R{number}", topics=[resources.topic()])

    fill(range(4))
    few = count_queries(client, "/")

    fill(range(4, 9))

    assert count_queries(client, "/") == few


def test_organization_is_described_for_machines(client, home):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/").content.decode())

    assert "Organization" in {json.loads(block)["@type"] for block in blocks}


# Near you


@pytest.fixture
def regions(db):
    peoria = events.RegionFactory(name="Peoria County", slug="peoria", counties=[("Peoria", "17143")])
    events.RegionFactory(name="JoDaviess", slug="jo-daviess", counties=[("JoDaviess", "17085")])
    for part in ("chicago", "north", "west", "south"):
        region = events.RegionFactory(name=part, slug=part)
        County.objects.create(region=region, name="Cook", fips="17031", part=part)
    return peoria


@pytest.mark.parametrize(
    ("zip_code", "slugs"),
    [
        ("61602", ["peoria"]),
        (" 61602-1234 ", ["peoria"]),
        ("61036", ["jo-daviess"]),
        ("60614", ["chicago"]),
        ("60201", ["north", "west", "south"]),
    ],
)
def test_zip_code_tells_the_region(regions, zip_code, slugs):
    """R20: gatherings at regional level."""
    assert regions_near(zip_code) == slugs


@pytest.mark.parametrize(
    "zip_code", ["", "abc", "6160", "99999", "10001", "６１６０２", "61602\x00", "6" * 5_000, None]
)
def test_what_is_no_zip_code_of_the_state_is_refused(regions, zip_code):
    with pytest.raises(UnknownZip):
        regions_near(zip_code)


def test_retired_region_is_not_near(regions):
    regions.is_active = False
    regions.save()

    with pytest.raises(UnknownZip):
        regions_near("61602")


def test_zip_box_leads_into_the_calendar_of_the_region(client, home, regions):
    response = client.get("/near/", {"zip": "61602"})

    assert (response.status_code, response["Location"]) == (302, f"{home.calendar.url}?region=peoria&region=statewide")


@pytest.mark.parametrize("zip_code", ["abc", "", "10001", "\x00", "<script>"])
def test_wrong_zip_code_is_said_and_kept(client, home, regions, zip_code):
    response = client.get("/near/", {"zip": zip_code})

    assert response.status_code == 200
    assert "We do not know this ZIP code." in text_of(response)
    assert "<script>alert" not in response.content.decode()


def test_zip_box_without_a_calendar_leads_home(client, regions):
    site.home_page()

    assert client.get("/near/", {"zip": "61602"})["Location"] == "/"


def test_standard_page_shows_its_lead_and_body(client):
    page = site.standard_page("About us", lead="Who we are.", text="<p>We bring programs together.</p>")

    assert "About us Who we are. We bring programs together." in text_of(client.get(page.url))
