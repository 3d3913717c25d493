"""A mentor's page: what it can help with, asking it, facts, gatherings, and data for machines (R9, R11, R24)."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import AgendaSession
from mentoring_pages.enums import Availability, Visibility
from resources.models import Topic
from tests.factories import mentoring
from tests.factories.events import calendar_page, gathering
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def organization_of(response):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return next(data for data in map(json.loads, blocks) if data["@type"] == "Organization")


def test_page_says_who_they_are_and_what_they_help_with(client):
    topic = mentoring.term(Topic, name="Budget")
    page = mentoring.mentor_profile(title="Apple Orchard", tagline="Calm rooms", offer="Shadow us", topics=[topic])

    text = text_of(client.get(page.get_url()))

    assert [words for words in ("Apple Orchard", "Calm rooms", "Shadow us", "Budget") if words not in text] == []


def test_request_leads_to_the_form_with_this_mentor(client):
    page = mentoring.mentor_profile()

    response = client.get(page.get_url())

    expected = f"{reverse('members:request-create')}?mentor={page.program.code}"
    assert response.context["request_url"] == expected
    assert f'href="{expected}"' in response.content.decode()


@pytest.mark.parametrize("how", ["paused", "full"])
def test_mentor_that_takes_no_requests_can_not_be_asked_from_its_page(client, how):
    page = mentoring.mentor_profile(availability=Availability.PAUSED if how == "paused" else Availability.OPEN)
    if how == "full":
        mentoring.MentoringPairFactory(mentor=page.program)

    response = client.get(page.get_url())

    assert response.context["request_url"] == ""
    assert "/mentors/?availability=open" in response.content.decode()
    assert "You can't request this mentor right now." in text_of(response)


def test_a_full_mentor_says_when_a_place_may_come_free(client):
    page = mentoring.mentor_profile(capacity=2)
    for ends_on in (dt.date(2031, 6, 30), dt.date(2030, 6, 30)):
        cycle = mentoring.MentoringCycleFactory(starts_on=dt.date(ends_on.year - 1, 9, 1), ends_on=ends_on)
        mentoring.MentoringPairFactory(mentor=page.program, cycle=cycle)

    text = text_of(client.get(page.get_url()))

    assert "right now. A place may come free when this season ends, on Sun 30 Jun 2030." in text
    assert "Request this mentor You" not in text


@pytest.mark.parametrize(("days", "is_said"), [(30, True), (0, False), (-30, False)])
def test_a_paused_mentor_says_from_when_it_may_take_requests_if_that_is_to_come(client, days, is_said):
    day = timezone.localdate() + dt.timedelta(days=days)
    page = mentoring.mentor_profile(availability=Availability.PAUSED, reopens_on=day)

    text = text_of(client.get(page.get_url()))

    assert ("It may take requests again from" in text) == is_said
    assert ("/members/requests/" in text) is False


def test_a_mentor_with_a_place_says_nothing_of_when_it_may_have_one(client):
    page = mentoring.mentor_profile(reopens_on=timezone.localdate() + dt.timedelta(days=30))

    assert "again from" not in text_of(client.get(page.get_url()))


def test_facts_are_in_three_groups(client):
    page = mentoring.mentor_profile(city="Galena", mission="To learn", achievements="A prize")

    groups = client.get(page.get_url()).context["fact_groups"]

    assert [(group["title"], [fact["label"] for fact in group["facts"]]) for group in groups] == [
        ("Place and children", ["Location"]),
        ("The program", ["Mission"]),
        ("Standing and money", ["Achievements and recognition"]),
    ]


def test_public_is_told_that_members_see_more_and_members_which_facts_those_are(client, outsider):
    page = mentoring.mentor_profile(mission="To learn", mission_visibility=Visibility.MEMBERS)
    public = text_of(client.get(page.get_url()))
    client.force_login(outsider)

    member = text_of(client.get(page.get_url()))

    assert ("Members see more" in public, "To learn" in public) == (True, False)
    assert ("Members see more" in member, "To learn" in member, "Members see this" in member) == (False, True, True)


def test_gatherings_they_host_or_present_at_are_listed_and_others_are_not(client):
    """R24, R26."""
    page = mentoring.mentor_profile()
    calendar = calendar_page()
    gathering(calendar, title="Hosted", host_page=page)
    presented = gathering(calendar, title="Presented")
    for title in ("One", "Two"):
        AgendaSession.objects.create(gathering=presented, title=title, presenter_page=page)
    gathering(calendar, title="Elsewhere")

    rows = client.get(page.get_url()).context["upcoming"]

    assert sorted(row["title"] for row in rows) == ["Hosted", "Presented"]


def test_machines_read_what_everyone_may_see(client):
    page = mentoring.mentor_profile(title="Apple", tagline="Calm rooms", city="Galena", founded_year=2010)

    data = organization_of(client.get(page.get_url()))

    assert data["name"] == "Apple"
    assert data["address"]["addressLocality"] == "Galena"
    assert data["foundingDate"] == "2010"


def test_machines_read_no_more_when_staff_look(client, coordinator):
    """A page that a member prints or passes on tells machines what everyone may see."""
    hidden = {f"{key}_visibility": Visibility.STAFF for key in ("location", "experience", "mission")}
    page = mentoring.mentor_profile(city="Galena", founded_year=2010, mission="To learn", **hidden)
    client.force_login(coordinator)

    response = client.get(page.get_url())

    data = organization_of(response)
    assert "Galena" in text_of(response)
    assert [key for key in ("address", "foundingDate", "slogan") if key in data] == []


def test_hostile_text_is_shown_as_typed(client):
    evil = "</script><script>alert(1)</script>"
    page = mentoring.mentor_profile(title="Apple", tagline=evil, offer=evil, mission=evil, city=evil[:30])

    html = client.get(page.get_url()).content.decode()

    assert "<script>alert" not in html


def test_draft_is_not_there(client):
    page = mentoring.mentor_profile()
    page.unpublish()

    assert client.get(page.get_url()).status_code == 404


def test_queries_do_not_grow_with_what_there_is_to_show(client):
    page = mentoring.mentor_profile()
    calendar = calendar_page()

    def add(count):
        for number in range(count):
            gathering(calendar, title=f"Hosted {number}", host_page=page)
            page.topics.add(mentoring.term(Topic))
        page.save()

    add(1)
    few = count_queries(lambda: client.get(page.get_url()))
    add(3)
    many = count_queries(lambda: client.get(page.get_url()))

    assert many == few
