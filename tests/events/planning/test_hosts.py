"""Who could host, when they hosted last, and why one is proposed (R26)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from events.enums import GatheringStatus
from events.planning.hosts import host_candidates, reason_in_words
from events.planning.planned import planned_gathering, planned_gatherings
from events.planning.proposal import propose
from events.planning.quarters import Quarter, coming_year
from events.planning.rotation import Candidate
from tests.factories import events
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def candidate_of(region, name, planned=()):
    [found] = [one for one in host_candidates([region.pk], planned)[region.pk] if one.name == name]
    return found


@pytest.fixture
def host(calendar):
    """A page that can host."""
    return events.calendar_page(title="Aspen Hall")


def test_who_hosted_is_known_by_the_day_of_the_last_gathering(calendar, region, hosts, host):
    hosts[region.pk] = [(host.pk, "Aspen Hall")]
    events.gathering(calendar, host_page=host, starts_at=datetime(2025, 3, 12, 17, tzinfo=UTC), hours=2)
    # Seven in the evening of 1 April in Chicago is 2 April in Greenwich.
    events.gathering(calendar, host_page=host, starts_at=datetime(2025, 4, 2, 0, tzinfo=UTC), hours=2)

    assert candidate_of(region, "Aspen Hall").last_hosted_on == date(2025, 4, 1)


@pytest.mark.parametrize("values", [{"status": GatheringStatus.CANCELLED}, {"status": "postponed"}, {"live": False}])
def test_what_does_not_take_place_is_no_turn(calendar, region, hosts, host, values):
    hosts[region.pk] = [(host.pk, "Aspen Hall")]
    events.gathering(calendar, host_page=host, days=-30, **values)

    assert candidate_of(region, "Aspen Hall").last_hosted_on is None


def test_a_host_named_in_words_counts_for_the_program_of_that_name(calendar, region, hosts, host):
    hosts[region.pk] = [(host.pk, "Aspen Hall")]
    events.gathering(calendar, host_name="ASPEN HALL", starts_at=datetime(2025, 3, 12, 17, tzinfo=UTC))

    assert candidate_of(region, "Aspen Hall").last_hosted_on == date(2025, 3, 12)


def test_the_host_of_a_draft_counts_as_it_was_typed_last(calendar, region, hosts, host, runner):
    """What is typed into a draft stands in its revision; the page's own row is older."""
    hosts[region.pk] = [(host.pk, "Aspen Hall")]
    draft = events.gathering(calendar, live=False, starts_at=timezone.now() + timedelta(days=90))
    draft.host_page = host
    draft.save_revision()

    planned = planned_gatherings(runner)

    assert [one.host_page_id for one in planned] == [host.pk]
    assert candidate_of(region, "Aspen Hall", planned).last_hosted_on == timezone.localdate(draft.starts_at)


def test_open_offers_for_any_time_are_candidates_and_come_first(calendar, region, hosts, host):
    hosts[region.pk] = [(host.pk, "Aspen Hall")]
    events.HostOfferFactory(region=region, program_name="Willow Bend")
    events.HostOfferFactory(region=region, program_name="Aspen Hall", program_page=host)
    events.HostOfferFactory(region=region, program_name="Too late", declined=True)
    events.HostOfferFactory(region=region, program_name="For one alone", gathering=events.gathering(calendar))

    found = host_candidates([region.pk])[region.pk]

    assert sorted((one.name, one.has_offered) for one in found) == [("Aspen Hall", True), ("Willow Bend", True)]


@pytest.mark.parametrize(
    ("candidate", "turns", "sentence"),
    [
        (Candidate("1", "A"), 0, "Has not hosted yet."),
        (Candidate("1", "A", date(2025, 3, 12)), 0, "Last hosted 12 March 2025."),
        (Candidate("1", "A", has_offered=True), 0, "Offers to host and has not hosted yet."),
        (Candidate("1", "A", date(2025, 3, 12), has_offered=True), 0, "Offers to host; last hosted 12 March 2025."),
        (Candidate("1", "A"), 1, "Everyone else of the region has had a turn in this plan."),
    ],
)
def test_each_choice_is_explained_in_a_sentence(candidate, turns, sentence):
    assert reason_in_words(candidate, turns) == sentence


def test_a_year_is_proposed_with_a_host_for_each_quarter(calendar, region, hosts, runner):
    """R26: four quarters, three programs: the one that hosted last comes last, and then it begins anew."""
    pages = [events.calendar_page(title=name) for name in ("Aspen", "Birch", "Cedar")]
    hosts[region.pk] = [(page.pk, page.title) for page in pages]
    events.gathering(calendar, host_page=pages[0], starts_at=datetime(2026, 9, 10, 17, tzinfo=UTC))

    rows = propose([region], coming_year(TODAY), weekday=3, breaks=[], user=runner, today=TODAY)

    assert [(row.quarter.key, row.host.name) for row in rows] == [
        ("2027-1", "Birch"),
        ("2027-2", "Cedar"),
        ("2027-3", "Aspen"),
        ("2027-4", "Birch"),
    ]
    assert [row.reason for row in rows][2:] == [
        "Last hosted 10 September 2026.",
        "Everyone else of the region has had a turn in this plan.",
    ]
    assert [row.day for row in rows] == [date(2027, 2, 18), date(2027, 5, 13), date(2027, 8, 19), date(2027, 11, 18)]


def test_a_quarter_with_a_gathering_takes_no_turn(calendar, region, hosts, runner):
    pages = [events.calendar_page(title=name) for name in ("Aspen", "Birch")]
    hosts[region.pk] = [(page.pk, page.title) for page in pages]
    events.gathering(calendar, "Already there", region=region, starts_at=datetime(2027, 2, 10, 17, tzinfo=UTC))

    rows = propose([region], coming_year(TODAY)[:2], weekday=3, breaks=[], user=runner, today=TODAY)

    assert [[one.title for one in row.existing] for row in rows] == [["Already there"], []]
    assert [row.host and row.host.name for row in rows] == [None, "Aspen"]


def test_a_region_without_candidates_and_a_quarter_without_days_are_left_open(region, hosts, runner):
    breaks = [(date(2027, 1, 1), date(2027, 3, 31))]

    [row] = propose([region], [Quarter(2027, 1)], weekday=3, breaks=breaks, user=runner, today=TODAY)

    assert (row.day, row.host, row.candidates) == (None, None, ())


def test_a_plan_of_many_regions_costs_no_more_queries(calendar, hosts, runner):
    regions = [events.RegionFactory() for _ in range(12)]
    for region in regions:
        page = events.calendar_page(title=f"Host of {region.name}")
        hosts[region.pk] = [(page.pk, page.title)]
        events.gathering(calendar, region=region, host_page=page, live=region.pk % 2 == 0)

    def cost(some):
        return count_queries(lambda: propose(some, coming_year(TODAY), weekday=3, breaks=[], user=runner, today=TODAY))

    assert cost(regions[:1]) == cost(regions)


def test_drafts_are_planned_for_those_who_may_edit_them(calendar, region, runner, looker):
    draft = events.gathering(calendar, "Secret plan", region=region, live=False)
    public = events.gathering(calendar, "Public plan", region=region)
    public.title = "Public plan, renamed in a draft"
    public.save_revision()

    assert [one.title for one in planned_gatherings(looker)] == ["Public plan"]
    assert sorted(one.title for one in planned_gatherings(runner)) == ["Public plan, renamed in a draft", "Secret plan"]
    assert planned_gathering(draft.pk, looker) is None
    assert planned_gathering(draft.pk, runner).title == "Secret plan"


def test_sessions_of_a_draft_without_a_presenter_are_known(calendar, runner):
    from events.models import AgendaSession

    draft = events.gathering(calendar, live=False)
    draft.sessions = [AgendaSession(title="Open"), AgendaSession(title="Taken", presenter_name="Ada Brook")]
    draft.save_revision()

    [planned] = planned_gatherings(runner)

    assert planned.sessions_without_presenter == ["Open"]
