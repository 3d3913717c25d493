"""Networks' events among our own: in lists and feeds, by the calendar's filters, marked with whose they are (R27)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.calendars.filters import CalendarQuery, Vocabularies
from events.calendars.scopes import gatherings_of, with_seats
from events.calendars.scopes import in_period as gatherings_in_period
from events.enums import GatheringStatus, Sameness
from events.gatherings.rows import gathering_row
from events.ical.writing import event_text
from events.models import NetworkEvent
from events.networks.merging import (
    in_period,
    is_network,
    network_events_of,
    network_facts,
    network_row,
    upcoming_page,
)
from tests.factories.events import (
    GatheringKindFactory,
    NetworkCalendarFactory,
    NetworkEventFactory,
    RegionFactory,
    RegionGroupFactory,
    TopicFactory,
    calendar_page,
    gathering,
)


def query(text=""):
    return CalendarQuery(QueryDict(text), Vocabularies.load())


def network_rows(page, asked):
    found = in_period(network_events_of(page, asked), asked.period)
    return [network_row(event) for event in found.select_related("calendar__region")]


def titles(page, text=""):
    return sorted(row["title"] for row in network_rows(page, query(text)))


@pytest.fixture
def kane(db):
    return RegionFactory(name="Kane", group=RegionGroupFactory(name="North"))


@pytest.fixture
def events(kane, db):
    """One of a network of Kane, one of the whole state."""
    of_kane = NetworkEventFactory(title="Kane supper", calendar=NetworkCalendarFactory(name="Fox Valley", region=kane))
    of_state = NetworkEventFactory(title="State day", place="Springfield", calendar__name="Prairie Net", days=20)
    return of_kane, of_state


FILTERS = {
    "nothing": ("", ["Kane supper", "State day"]),
    "region": ("region=kane", ["Kane supper"]),
    "whole state": ("region=statewide", ["State day"]),
    "region and whole state": ("region=kane&region=statewide", ["Kane supper", "State day"]),
    "group of regions": ("group=north", ["Kane supper"]),
    "words of the title": ("q=kane+supper", ["Kane supper"]),
    "words of the place": ("q=springfield", ["State day"]),
    "name of the network": ("q=fox", ["Kane supper"]),
    "words that nobody said": ("q=nothing", []),
    "way of attending, which is not known": ("mode=in_person", []),
    "past": ("when=past", []),
    "unknown value": ("region=no-such", ["Kane supper", "State day"]),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters_narrow_networks_events_as_they_narrow_gatherings(name, calendar, events):
    text, expected = FILTERS[name]

    assert titles(calendar, text) == expected


def test_dates_narrow_networks_events(calendar, events):
    day = timezone.localdate() + timedelta(days=15)

    assert titles(calendar, f"from_date={day}") == ["State day"]
    assert titles(calendar, f"to_date={day}") == ["Kane supper"]


def test_topics_and_kinds_leave_them_out_since_no_network_says_them(calendar, events):
    topic, kind = TopicFactory(), GatheringKindFactory()

    assert titles(calendar, f"topic={topic.slug}") == []
    assert titles(calendar, f"kind={kind.slug}") == []


def test_a_narrowed_calendar_shows_networks_of_its_regions_alone(calendar, events, kane):
    assert titles(calendar_page(title="Kane", regions=[kane])) == ["Kane supper"]
    assert titles(calendar_page(title="Other", regions=[RegionFactory()])) == []
    assert titles(calendar_page(title="By topic", topics=[TopicFactory()])) == []
    assert titles(calendar_page(title="By kind", kinds=[GatheringKindFactory()])) == []


def test_a_calendar_below_another_shows_only_what_stands_there(calendar, events, kane):
    assert titles(calendar_page(title="Below", parent=calendar)) == []
    assert titles(calendar_page(title="Below, Kane", parent=calendar, regions=[kane])) == ["Kane supper"]


def test_a_calendar_that_is_switched_off_is_not_shown(calendar, events):
    events[0].calendar.is_active = False
    events[0].calendar.save()

    assert titles(calendar) == ["State day"]


def test_what_is_ours_stands_once(calendar, events):
    ours = gathering(calendar, title="State day")
    for sameness, shown in ((Sameness.LIKELY, 0), (Sameness.SAME, 0), (Sameness.DIFFERENT, 1)):
        NetworkEvent.objects.filter(title="State day").update(sameness=sameness, same_as=ours)

        assert titles(calendar).count("State day") == shown


def test_a_row_says_whose_it_is_and_leads_to_the_network(calendar, events):
    [kane, state] = network_rows(calendar, query())

    assert (kane["is_network"], kane["network_name"], kane["region"]) == (True, "Fox Valley", "Kane")
    assert (kane["url"], kane["network_url"]) == ("https://network-of-kane.org/",) * 2
    assert (state["place"], state["region"], state["seats_label"]) == ("Springfield", "Whole state", "")
    ours = gathering_row(gathering(calendar))
    assert set(ours) <= set(kane)


def test_a_row_of_an_online_event_does_not_print_the_address_of_the_call():
    event = NetworkEventFactory.build(place="https://zoom.us/j/123", calendar=NetworkCalendarFactory.build())

    assert network_row(event)["place"] == "Online"


def _page(calendar, text="", number=1, size=4):
    asked = query(text)
    own = gatherings_in_period(gatherings_of(calendar), asked.period)
    return upcoming_page(
        with_seats(own.with_row_data()),
        in_period(network_events_of(calendar, asked), asked.period),
        number,
        size,
        latest_first=asked.period == "past",
    )


def test_pages_hold_both_by_time_and_nothing_twice(calendar):
    for number in range(5):
        gathering(calendar, title=f"Ours {number}", days=10 + 2 * number)
        NetworkEventFactory(title=f"Theirs {number}", days=11 + 2 * number)

    pages = [[row.title for row in _page(calendar, number=number)] for number in (1, 2, 3)]

    assert pages == [
        ["Ours 0", "Theirs 0", "Ours 1", "Theirs 1"],
        ["Ours 2", "Theirs 2", "Ours 3", "Theirs 3"],
        ["Ours 4", "Theirs 4"],
    ]
    first = _page(calendar)
    assert (first.paginator.count, first.paginator.num_pages) == (10, 3)
    assert [is_network(row) for row in first] == [False, True, False, True]


@pytest.mark.parametrize(("asked", "given"), [("x", 1), (None, 1), ("0", 3), ("99", 3), ("-1", 3)])
def test_a_page_that_there_is_not_is_the_nearest(asked, given, calendar):
    for number in range(9):
        NetworkEventFactory(days=1 + number)

    assert _page(calendar, number=asked).number == given


def test_the_past_begins_with_the_latest(calendar):
    gathering(calendar, title="Ours", days=-10)
    NetworkEventFactory(title="Theirs", days=-5)

    assert [row.title for row in _page(calendar, "when=past")] == ["Theirs", "Ours"]


def test_an_empty_list_has_one_empty_page(calendar):
    assert list(_page(calendar)) == []


def test_a_page_costs_the_same_for_a_few_and_for_many(calendar):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            for row in _page(calendar):
                network_row(row) if is_network(row) else gathering_row(row)
        return len(queries)

    gathering(calendar, days=1)
    NetworkEventFactory(days=2)
    few = cost()
    for number in range(12):
        gathering(calendar, days=3 + number)
        NetworkEventFactory(days=3 + number)

    assert cost() == few


def test_rows_that_are_not_shown_are_not_loaded(calendar):
    network = NetworkCalendarFactory()
    for number in range(30):
        NetworkEventFactory(calendar=network, days=1 + number, description="x" * 5_000)

    with CaptureQueriesContext(connection) as queries:
        page = list(_page(calendar))

    assert len(page) == 4
    [loading] = [sql["sql"] for sql in queries if '"partnership_events_networkevent"."description"' in sql["sql"]]
    assert loading.count(",", loading.index(" IN (")) - loading.count("ORDER BY") <= 4


def test_feeds_have_only_the_networks_that_staff_let_in(calendar, events):
    events[0].calendar.is_in_feeds = True
    events[0].calendar.save()

    [facts] = network_facts(calendar, query())

    assert facts.uid.startswith(f"network-{events[0].code}")
    assert facts.summary == "Kane supper"
    assert facts.description.startswith("From the network: Fox Valley")
    assert facts.categories == ("Fox Valley", "Kane")


def test_a_cancelled_event_stays_in_feeds_as_cancelled_or_is_dropped(calendar):
    event = NetworkEventFactory(is_cancelled=True, sequence=2, calendar__is_in_feeds=True)

    [facts] = network_facts(calendar, query())

    assert (facts.status, facts.summary_prefix, facts.sequence) == ("CANCELLED", "Cancelled", 2)
    assert network_facts(calendar, query(), keep_cancelled=False) == []
    assert network_facts(calendar, query(), since=event.ends_at + timedelta(seconds=1)) == []


def test_an_event_for_feeds_can_be_written(calendar):
    NetworkEventFactory(
        title="A; b, c\\d",
        description="Line\nline",
        calendar__is_in_feeds=True,
        is_all_day=True,
    )

    text = event_text(network_facts(calendar, query())[0])

    assert "SUMMARY:A\\; b\\, c\\\\d\r\n" in text
    assert "DTSTART;VALUE=DATE:" in text


def test_our_own_statuses_have_no_part_in_it(calendar):
    """A cancelled network's event is a row that is off, like a cancelled gathering's."""
    ours = gathering_row(gathering(calendar, status=GatheringStatus.CANCELLED))
    theirs = network_row(NetworkEventFactory(is_cancelled=True))

    assert (theirs["state_label"], theirs["state_kind"]) == (str(ours["state_label"]), ours["state_kind"])
