"""Calendars below calendars inherit what those are narrowed to. R20, R35."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.calendars.narrowing import narrowing_of
from tests.factories.events import (
    GatheringKindFactory,
    RegionFactory,
    TopicFactory,
    calendar_page,
    gathering,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def titles(client, page):
    shown = BeautifulSoup(client.get(page.url).content, "html.parser")
    return [link.get_text(strip=True) for link in shown.select(".p-row__title a")]


def feed(client, page):
    return client.get(f"{page.url}calendar.ics").content.decode()


@pytest.fixture
def tree():
    """North (Kane, Lake) > Health > Talks, each narrowed by one thing more; the gatherings lie elsewhere."""
    kane, lake, coles = (RegionFactory(name=name) for name in ("Kane", "Lake", "Coles"))
    health, talk = TopicFactory(name="Health"), GatheringKindFactory(name="Talk")
    other = GatheringKindFactory(name="Training")
    north = calendar_page("North", regions=[kane, lake])
    below = calendar_page("Health in the north", parent=north, topics=[health])
    lowest = calendar_page("Talks", parent=below, kinds=[talk])
    store = calendar_page("Store")
    gathering(store, "A", region=kane, topics=[health], kind=talk, days=1)
    gathering(store, "B", region=lake, topics=[health], kind=other, days=2)
    gathering(store, "C", region=kane, kind=talk, days=3)
    gathering(store, "D", region=coles, topics=[health], kind=talk, days=4)
    return north, below, lowest


def test_each_calendar_shows_what_those_above_it_allow(client, tree):
    assert [titles(client, page) for page in tree] == [["A", "B", "C"], ["A", "B"], ["A"]]


def test_its_feed_holds_the_same(client, tree):
    found = [[name for name in "ABCD" if f"SUMMARY:{name}\r\n" in feed(client, page)] for page in tree]

    assert found == [["A", "B", "C"], ["A", "B"], ["A"]]


def test_a_calendar_without_a_choice_of_its_own_takes_that_of_the_one_above(client, tree):
    plain = calendar_page("Plain", parent=tree[1])

    assert titles(client, plain) == ["A", "B"]


def test_regions_of_both_calendars_are_their_common_part(client, tree):
    kane_only = calendar_page("Kane", parent=tree[0], regions=[RegionFactory(name="Other"), tree[0].regions.first()])

    assert narrowing_of(kane_only).in_words() == ["Regions: Kane."]
    assert titles(client, kane_only) == ["A", "C"]


def test_topics_of_both_calendars_are_both_asked_for(client, tree):
    staff = TopicFactory(name="Staff")
    below = calendar_page("Staff", parent=tree[1], topics=[staff])

    assert narrowing_of(below).in_words() == ["Regions: Kane or Lake.", "Topics: Health.", "Topics: Staff."]
    assert titles(client, below) == []


def test_calendars_that_exclude_each_other_show_nothing_and_say_why(client, tree):
    nothing = calendar_page("Nothing", parent=tree[0], regions=[RegionFactory(name="Far")])

    narrowing = narrowing_of(nothing)
    assert narrowing.is_contradictory
    assert narrowing.in_words()[-1] == "The calendars above are narrowed to others, so nothing can be shown here."
    assert titles(client, nothing) == []
    assert "SUMMARY" not in feed(client, nothing)


def test_public_reads_what_a_calendar_is_narrowed_to(client, tree):
    shown = BeautifulSoup(client.get(tree[2].url).content, "html.parser")

    text = " ".join(shown.select_one(".p-head__meta").get_text().split())
    assert text == "Regions: Kane or Lake. Kinds of gathering: Talk. Topics: Health."


def test_editor_reads_it_in_the_form(client, tree, superuser):
    client.force_login(superuser)

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[tree[2].pk])).content.decode()

    assert "With the calendars above it, this calendar shows as last saved:" in shown
    assert "Regions: Kane or Lake." in shown


def test_form_of_a_new_calendar_opens(client, calendar, superuser):
    client.force_login(superuser)

    address = reverse("wagtailadmin_pages:add", args=["partnership_events", "calendarpage", calendar.pk])

    assert client.get(address).status_code == 200


def test_calendar_that_is_not_narrowed_says_nothing_of_it(client, calendar):
    assert BeautifulSoup(client.get(calendar.url).content, "html.parser").select(".p-head__meta") == []


def test_depth_of_the_tree_costs_no_queries(tree):
    assert count_queries(lambda: narrowing_of(tree[2])) == count_queries(lambda: narrowing_of(tree[1])) == 7
