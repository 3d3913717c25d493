"""What an editor composes a collection from: types, dates, properties, places; what the editor is told. R23, R36."""

import datetime as dt

import pytest
from django.utils import timezone

from events.enums import GatheringStatus
from mentoring_pages.enums import Availability, Visibility
from resources.collecting import collect
from resources.collecting.blocks import CriteriaBlock
from resources.collecting.periods import days_of
from resources.enums import CollectionOrder, Period, PeriodUnit
from tests.factories import events, mentoring, site
from tests.factories import resources as make
from tests.pages import count_queries

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 31)
BY_TITLE = {"order": CollectionOrder.TITLE}


def date(key, period, **values):
    empty = {"number": None, "unit": PeriodUnit.DAYS, "first": None, "last": None}
    return "date", {**empty, "date": key, "period": period, **values}


def having(*values, operator="is"):
    return "property", {"operator": operator, "values": list(values)}


def titles(source, *criteria, **kwargs):
    page = make.collection("Found by criteria", source=source, criteria=list(criteria), **(BY_TITLE | kwargs))
    found = [row.page.title for row in collect(page)]
    page.delete()
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((Period.LAST, 30), (dt.date(2026, 3, 1), TODAY)),
        ((Period.LAST, 2, PeriodUnit.WEEKS), (dt.date(2026, 3, 17), TODAY)),
        ((Period.LAST, 1, PeriodUnit.MONTHS), (dt.date(2026, 2, 28), TODAY)),
        ((Period.NEXT, 3, PeriodUnit.MONTHS), (TODAY, dt.date(2026, 6, 30))),
        # Over the year's end, both ways.
        ((Period.LAST, 3, PeriodUnit.MONTHS), (dt.date(2025, 12, 31), TODAY)),
        ((Period.LAST, 90), (dt.date(2025, 12, 31), TODAY)),
        ((Period.NEXT, 11, PeriodUnit.MONTHS), (TODAY, dt.date(2027, 2, 28))),
        ((Period.NEXT, 999, PeriodUnit.YEARS), (TODAY, dt.date(3025, 3, 31))),
        ((Period.BEFORE_TODAY,), (None, dt.date(2026, 3, 30))),
        ((Period.FROM_TODAY,), (TODAY, None)),
        ((Period.BETWEEN, None, "", dt.date(2026, 1, 1), None), (dt.date(2026, 1, 1), None)),
    ],
)
def test_period_is_counted_in_whole_days_from_today(asked, expected):
    assert days_of(*asked, today=TODAY) == expected


def test_dates_relative_to_now_and_fixed_ones():
    today = timezone.localdate()
    for title, days in (("Today", 0), ("30 days old", -30), ("31 days old", -31)):
        make.resource(title, published_on=today + dt.timedelta(days=days))
    undated = make.resource("Undated", published_on=None)

    assert titles("resources", date("published", Period.LAST, number=30)) == ["30 days old", "Today"]
    assert titles("resources", date("published", Period.BEFORE_TODAY)) == ["30 days old", "31 days old"]
    assert titles("resources", date("published", Period.FROM_TODAY)) == ["Today"]
    first, last = today - dt.timedelta(days=31), today - dt.timedelta(days=31)
    assert titles("resources", date("published", Period.BETWEEN, first=first, last=last)) == ["31 days old"]
    assert undated.title in titles("resources", date("first_published", Period.LAST, number=1))


def test_gatherings_by_time_state_and_region():
    calendar = events.calendar_page()
    kane, lake = events.RegionFactory(name="Kane"), events.RegionFactory(name="Lake")
    events.gathering(calendar, "Soon in Kane", region=kane, days=5)
    events.gathering(calendar, "Off in Kane", region=kane, days=6, status=GatheringStatus.CANCELLED)
    events.gathering(calendar, "Over in Kane", region=kane, days=-5)
    events.gathering(calendar, "Next year in Lake", region=lake, days=400)

    assert titles("gatherings", having("region:kane", "region:lake"), having("gathering_time:upcoming")) == [
        "Next year in Lake",
        "Off in Kane",
        "Soon in Kane",
    ]
    assert titles("gatherings", having("gathering_status:cancelled", operator="is_not"), having("region:kane")) == [
        "Over in Kane",
        "Soon in Kane",
    ]
    assert titles("gatherings", date("starts", Period.NEXT, number=3, unit=PeriodUnit.MONTHS)) == [
        "Off in Kane",
        "Soon in Kane",
    ]
    assert titles("gatherings", having("gathering_time:upcoming"), order=CollectionOrder.SOONEST) == [
        "Soon in Kane",
        "Off in Kane",
        "Next year in Lake",
    ]


def test_mentor_who_hides_the_place_is_not_found_by_region():
    """T6: a saved query must not tell what the profile hides."""
    kane = events.RegionFactory(name="Kane")
    mentoring.mentor_profile(title="Open place", region=kane, location_visibility=Visibility.PUBLIC)
    mentoring.mentor_profile(title="Hidden place", region=kane, location_visibility=Visibility.MEMBERS)
    mentoring.mentor_profile(title="Paused", availability=Availability.PAUSED)

    assert titles("mentors", having("region:kane")) == ["Open place"]
    assert titles("pages", having("region:kane")) == ["Open place"]
    assert titles("mentors", having("availability:unavailable")) == ["Paused"]


def test_several_types_and_any_page_are_found_together():
    safety = make.topic("Safety")
    make.resource("A guide", topics=[safety])
    events.gathering(events.calendar_page(), "B talk", topics=[safety])
    mentoring.mentor_profile(title="C mentor", topics=[safety])
    site.standard_page("D page of text")
    hidden = make.resource("E restricted", topics=[safety])
    make.restrict(hidden)

    assert titles("resources,mentors") == ["A guide", "C mentor"]
    assert titles("resources,gatherings,mentors", topics=[safety]) == ["A guide", "B talk", "C mentor"]
    assert titles("pages", topics=[safety]) == ["A guide", "B talk", "C mentor"]
    everything = titles("pages")
    assert "D page of text" in everything
    assert "E restricted" not in everything


def test_type_that_does_not_know_a_criterion_is_not_found():
    make.resource("A guide")
    kane = events.RegionFactory(name="Kane")
    events.gathering(events.calendar_page(), "B talk", region=kane)

    assert titles("resources,gatherings", having("region:kane")) == ["B talk"]
    assert titles("resources,gatherings", having("region:kane", operator="is_not")) == ["A guide"]


def test_place_in_the_tree_inside_and_outside():
    first, second = make.library(), make.library(title="Second", slug="second")
    make.resource("In the first", parent=first)
    make.resource("In the second", parent=second)

    assert titles("resources", ("place", {"operator": "is", "pages": [second]})) == ["In the second"]
    assert titles("resources", ("place", {"operator": "is_not", "pages": [second]})) == ["In the first"]


def test_criteria_of_an_app_that_is_gone_are_left_out():
    make.resource("A guide")

    assert titles("resources", having("gone:x"), date("gone", Period.FROM_TODAY)) == ["A guide"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        date("published", Period.LAST),
        date("published", Period.BETWEEN),
        date("published", Period.BETWEEN, first=dt.date(2026, 2, 2), last=dt.date(2026, 2, 1)),
        having("region:kane", "availability:available"),
    ],
)
def test_row_that_cannot_be_meant_is_refused(name, value):
    events.RegionFactory(name="Kane")
    block = CriteriaBlock()

    with pytest.raises(Exception, match="Validation error"):
        block.clean(block.to_python([{"type": name, "value": value}]))


def test_mixed_collection_costs_the_same_for_3_and_9_pages_of_each_kind(client):
    calendar = events.calendar_page()

    def add(first, last):
        for number in range(first, last):
            make.resource(f"R{number}")
            events.gathering(calendar, f"G{number}")
            mentoring.mentor_profile(title=f"M{number}")

    add(0, 3)
    page = make.collection(source="resources,gatherings,mentors,pages", view="summary", criteria=[], **BY_TITLE)
    few = count_queries(client, page.url)
    add(3, 9)

    assert count_queries(client, page.url) == few
