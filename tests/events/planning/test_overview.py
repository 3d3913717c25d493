"""The overview of all regions, and who could present (R24, R26)."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from events.enums import AttendanceMode
from events.models import AgendaSession, GatheringPage
from events.planning.overview import overview
from events.planning.presenters import suggestions_for_regions
from resources import registry
from resources.registry import Presenter, PresenterSource
from tests.factories import events
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
INDEX = "partnership_events_overview_modeladmin_index"
OF_REGION = "partnership_events_overview_modeladmin_presenters-of-region"
OF_GATHERING = "partnership_events_overview_modeladmin_presenters-of-gathering"


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel("2026-11-22 18:00 +0000", tick=False):
        yield


def on(year, month, day):
    return datetime(year, month, day, 17, tzinfo=UTC)


@pytest.fixture
def presenting(monkeypatch):
    """`presenting(open_topics, presenters)` puts them in place of the mentors."""

    def use(open_topics=None, presenters=()):
        source = PresenterSource("test", lambda regions: open_topics or {}, lambda topics: list(presenters))
        monkeypatch.setattr(registry, "_presenter_sources", {"test": source})

    use()
    return use


def test_each_region_has_its_past_its_plans_and_its_offers(calendar, region, runner, presenting):
    """R26: who hosted when, what is to come, what lacks a host or a presenter."""
    events.gathering(calendar, "Long ago", region=region, host_name="Library", starts_at=on(2023, 10, 1))
    events.gathering(calendar, "Autumn", region=region, host_name="Library", starts_at=on(2026, 10, 8))
    planned = events.gathering(calendar, "Spring", region=region, starts_at=on(2027, 4, 8), live=False)
    planned.sessions = [AgendaSession(title="Homework help")]
    planned.save_revision()
    events.gathering(calendar, "Online", region=region, starts_at=on(2027, 5, 8), mode=AttendanceMode.ONLINE)
    offer = events.HostOfferFactory(region=region)

    [line] = [line for line in overview(runner) if line.region == region]

    assert [(one.title, one.host) for one in line.hosted] == [("Autumn", "Library")]
    assert [one.planned.title for one in line.coming] == ["Spring", "Online"]
    assert [one.planned.title for one in line.lacking_host] == ["Spring"]
    assert line.coming[0].planned.sessions_without_presenter == ["Homework help"]
    assert line.offers == [offer]


def test_the_screen_says_it_in_words_and_leads_to_the_editor(client, calendar, region, runner, presenting):
    page = events.gathering(calendar, "Spring", region=region, starts_at=on(2027, 4, 8))
    client.force_login(runner)

    text = client.get(reverse(INDEX)).content.decode()

    assert "Lacks a host" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert "<b>1</b> gatherings lack a host" in text


def test_who_may_not_edit_pages_sees_what_is_published_only(client, calendar, region, looker, presenting):
    draft = events.gathering(calendar, "Secret plan", region=region, live=False)
    page = events.gathering(calendar, "Spring", region=region)
    client.force_login(looker)

    text = client.get(reverse(INDEX)).content.decode()

    assert "Secret plan" not in text
    assert "Spring" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in text
    assert client.get(reverse(OF_GATHERING, args=[draft.pk])).status_code == 404


def test_group_and_quarter_narrow(client, calendar, region, runner, presenting):
    other = events.RegionFactory(name="Lakes")
    events.gathering(calendar, "Spring", region=region, starts_at=on(2027, 4, 8))
    events.gathering(calendar, "Winter", region=region, starts_at=on(2027, 2, 8))
    events.gathering(calendar, "At the lakes", region=other, starts_at=on(2027, 4, 8))
    client.force_login(runner)

    answer = client.get(reverse(INDEX), {"group": region.group.pk, "quarter": "2027-2"})

    [line] = answer.context["lines"]
    assert (line.region, [one.planned.title for one in line.coming]) == (region, ["Spring"])


def test_a_past_quarter_shows_who_hosted_in_it(client, calendar, region, runner, presenting):
    events.gathering(calendar, "Summer", region=region, host_name="Library", starts_at=on(2026, 7, 9))
    events.gathering(calendar, "Autumn", region=region, host_name="Town hall", starts_at=on(2026, 10, 8))
    client.force_login(runner)

    answer = client.get(reverse(INDEX), {"quarter": "2026-3"})

    assert [[one.title for one in line.hosted] for line in answer.context["lines"]] == [["Summer"]]


@pytest.mark.parametrize("query", ["quarter=nonsense", "group=999999", "group=%00", "quarter=%27", "p=x&x=1"])
def test_what_cannot_be_read_narrows_nothing(client, region, runner, query, presenting):
    client.force_login(runner)

    answer = client.get(f"{reverse(INDEX)}?{query}")

    assert (answer.status_code, len(answer.context["lines"])) == (200, 1)


def test_nine_regions_cost_no_more_queries_than_one(calendar, runner, presenting, django_assert_max_num_queries):
    def fill(count):
        for number in range(count):
            region = events.RegionFactory()
            topic = events.TopicFactory()
            host = events.calendar_page(title=f"Host {region.name}")
            for days, live in ((-40, True), (40, True), (80, False)):
                page = events.gathering(calendar, region=region, days=days, live=live, topics=[topic], host_page=host)
                page.sessions = [AgendaSession(title="Talk")]
                page.save_revision()
            events.HostOfferFactory(region=region, gathering=page if number % 2 else None)

    fill(1)
    few = count_queries(lambda: overview(runner))
    fill(8)

    assert count_queries(lambda: overview(runner)) == few
    with django_assert_max_num_queries(16):
        overview(runner)


def test_the_csv_has_a_row_for_each_gathering_and_no_live_formula(client, calendar, region, runner, presenting):
    events.gathering(calendar, "=SUM(A1)", region=region, host_name="Library", starts_at=on(2026, 10, 8))
    events.gathering(calendar, "Spring", region=region, starts_at=on(2027, 4, 8))
    events.RegionFactory(name="@Lakes")
    client.force_login(runner)

    answer = client.get(reverse(INDEX), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gatherings-overview.csv"'
    assert sorted(rows[1:]) == [
        ["'@Lakes", "", "", "", "Nothing planned", "", "", "0"],
        ["Prairie", "Central", "2026-10-08", "'=SUM(A1)", "Took place", "Library", "", "0"],
        ["Prairie", "Central", "2027-04-08", "Spring", "Published", "", "", "0"],
    ]


@pytest.mark.parametrize("name", ["anonymous", "mentor", "editor"])
def test_nobody_else_opens_it(client, persona, calendar, region, name):
    page = events.gathering(calendar, region=region)
    user = persona(name)
    if user:
        client.force_login(user)

    for url in (reverse(INDEX), reverse(OF_REGION, args=[region.pk]), reverse(OF_GATHERING, args=[page.pk])):
        assert client.get(url).status_code == (403 if name == "editor" else 302)


def test_nothing_is_posted_to_it(client, runner, region):
    client.force_login(runner)

    assert client.post(reverse(INDEX)).status_code == 405
    assert client.post(reverse(OF_REGION, args=[region.pk])).status_code == 405


@pytest.mark.parametrize("bad_id", ["0", "999999", "abc", "9" * 40])
def test_an_id_that_is_none_is_not_found(client, runner, bad_id):
    client.force_login(runner)

    assert client.get(reverse(OF_REGION, args=[bad_id])).status_code == 404
    assert client.get(reverse(OF_GATHERING, args=[bad_id])).status_code == 404


def test_presenters_are_suggested_with_reasons_best_first(region, presenting):
    """R24: by what the region works on, by what the gathering is about, and by how far it is."""
    homework, arts = events.TopicFactory(name="Homework"), events.TopicFactory(name="Arts")
    presenting(
        {region.pk: {homework.pk: 3}},
        [
            Presenter(11, "Far and wide", frozenset({homework.pk})),
            Presenter(12, "Near", frozenset({homework.pk}), region.pk),
            Presenter(13, "Knows both", frozenset({homework.pk, arts.pk})),
            Presenter(14, "Knows neither", frozenset()),
        ],
    )

    found = suggestions_for_regions({region.pk: frozenset({arts.pk})})[region.pk]

    assert [(one.name, list(one.reasons)) for one in found] == [
        (
            "Knows both",
            [
                "Can help with Homework, which 3 programs of the region work on.",
                "Knows what the gathering is about: Arts.",
            ],
        ),
        (
            "Near",
            [
                "Can help with Homework, which 3 programs of the region work on.",
                "Is in this region, so nobody travels far.",
            ],
        ),
        ("Far and wide", ["Can help with Homework, which 3 programs of the region work on."]),
    ]


def test_the_screen_of_a_gathering_lists_them(client, calendar, region, runner, presenting):
    arts = events.TopicFactory(name="Arts")
    host = events.calendar_page(title="Knows arts")
    presenting({}, [Presenter(host.pk, "Knows arts", frozenset({arts.pk}))])
    page = events.gathering(calendar, "Spring", region=region, topics=[arts])
    client.force_login(runner)

    text = client.get(reverse(OF_GATHERING, args=[page.pk])).content.decode()

    assert "Knows what the gathering is about: Arts." in text
    assert f'href="{host.get_url()}"' in text


@pytest.mark.parametrize(("name", "is_shown"), [("runner", True), ("editor", False)])
def test_the_agenda_tab_leads_to_the_suggestions(client, request, calendar, region, name, is_shown):
    page = events.gathering(calendar, region=region)
    user = request.getfixturevalue(name)
    client.force_login(user)

    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert (reverse(OF_GATHERING, args=[page.pk]) in text) is is_shown
    assert "Sessions need presenters" in text


def test_a_new_gathering_has_no_link_yet(client, calendar, runner):
    client.force_login(runner)
    model = GatheringPage._meta

    answer = client.get(reverse("wagtailadmin_pages:add", args=[model.app_label, model.model_name, calendar.pk]))

    assert answer.status_code == 200
    assert "Sessions need presenters" in answer.content.decode()


def test_for_a_quarter_to_come_it_still_shows_who_hosted_before(client, calendar, region, runner, presenting):
    events.gathering(calendar, "Autumn", region=region, host_name="Library", starts_at=on(2026, 10, 8))
    client.force_login(runner)

    answer = client.get(reverse(INDEX), {"quarter": "2027-2"})

    assert [[one.title for one in line.hosted] for line in answer.context["lines"]] == [["Autumn"]]
