"""Holidays are the staff's own: starting data, screens, and what they do to the plan of a year. R20, R26."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.enums import HolidayKind
from events.models import Holiday
from events.planning.proposal import propose
from events.planning.quarters import Quarter
from events.setup import add_holidays
from events.starting_data import HOLIDAYS
from tests.pages import count_queries

pytestmark = pytest.mark.django_db
THURSDAY = 3


def quiet(_text):
    pass


def days_of(region, runner, year=2027):
    rows = propose([region], [Quarter(year, 4)], weekday=THURSDAY, breaks=[], user=runner, today=date(year, 1, 1))
    return [(row.day, row.holidays) for row in rows]


def test_set_up_loads_each_once_and_leaves_alone_what_staff_deleted_or_renamed():
    add_holidays(quiet)
    Holiday.objects.get(name="Juneteenth").delete()
    Holiday.objects.filter(name="Labor Day").update(name="Labour Day")

    add_holidays(quiet)

    names = set(Holiday.objects.values_list("name", flat=True))
    assert len(names) == len(HOLIDAYS) - 1
    assert "Labour Day" in names
    assert not names & {"Juneteenth", "Labor Day"}


def test_rows_say_the_same_days_as_the_starting_data():
    add_holidays(quiet)

    by_day = Holiday.objects.by_day(2026, 2028)

    assert by_day[date(2027, 11, 25)] == by_day[date(2027, 11, 26)] == "Thanksgiving"
    assert by_day[date(2028, 11, 7)] == "Election day"
    assert by_day[date(2027, 7, 5)] == "Independence Day"
    assert date(2027, 11, 2) not in by_day


def test_plan_proposes_no_day_that_staff_made_a_holiday(region, runner, hosts):
    """Of the thirteen Thursdays the middle one is proposed; staff close it, and another one comes."""
    [(before, _holidays)] = days_of(region, runner)
    Holiday.objects.create(name="Staff retreat", kind=HolidayKind.ONCE, on_date=before)

    [(after, holidays)] = days_of(region, runner)

    assert after != before
    assert holidays[before] == "Staff retreat"


def test_row_of_the_plan_names_the_holiday_that_staff_chose(client, runner, region, hosts, calendar):
    from tests.factories import events

    Holiday.objects.create(name="Staff retreat", kind=HolidayKind.ONCE, on_date=date(2027, 2, 18))
    client.force_login(runner)
    with time_machine.travel("2026-11-22 18:00 +0000", tick=False):
        answer = client.post(
            reverse("partnership_events_gatheringseries_modeladmin_create"),
            {
                "step": "make",
                "code": "11111111-2222-4333-8444-555555555555",
                "calendar": calendar.pk,
                "name": "Plan",
                "regions": [region.pk],
                "quarters": ["2027-1"],
                "weekday": "3",
                "starts": "10:00",
                "minutes": "180",
                "kind": events.GatheringKindFactory(name="Networking").pk,
                "breaks": "",
                "pattern": "{region}",
                f"row-{region.pk}-2027-1-is_taken": "on",
                f"row-{region.pk}-2027-1-day": "2027-02-18",
                f"row-{region.pk}-2027-1-host": "nobody-we-know",
            },
        )

    assert "A holiday: Staff retreat" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "date", "month": 2}, "day"),
        ({"kind": "date", "day": 2}, "month"),
        ({"kind": "date", "month": 2, "day": 30}, "day"),
        ({"kind": "weekday", "month": 2, "nth": 1}, "weekday"),
        ({"kind": "weekday", "month": 2, "weekday": 0}, "nth"),
        ({"kind": "once"}, "on_date"),
    ],
)
def test_rule_that_says_no_day_is_refused_at_its_field(values, field):
    with pytest.raises(ValidationError) as refusal:
        Holiday(name="Half a rule", **values).full_clean()

    assert list(refusal.value.message_dict) == [field]


def test_staff_add_change_and_delete_one_on_its_screen(client, admin_user):
    client.force_login(admin_user)
    add = reverse("wagtailsnippets_partnership_events_holiday:add")
    sent = {
        "name": "Town fair",
        "kind": "weekday",
        "month": 9,
        "nth": 2,
        "weekday": 4,
        "days_later": 0,
        "days_count": 1,
    }

    client.post(add, sent)
    made = Holiday.objects.get()
    client.post(reverse("wagtailsnippets_partnership_events_holiday:edit", args=[made.pk]), sent | {"days_count": 2})
    by_day = Holiday.objects.by_day(2027, 2027)
    client.post(reverse("wagtailsnippets_partnership_events_holiday:delete", args=[made.pk]))

    assert by_day == {date(2027, 9, 10): "Town fair", date(2027, 9, 11): "Town fair"}
    assert not Holiday.objects.exists()


def test_screen_costs_the_same_for_3_and_for_30(client, admin_user):
    client.force_login(admin_user)
    listing = reverse("wagtailsnippets_partnership_events_holiday:list")
    Holiday.objects.bulk_create(Holiday(name=f"Day {number}", month=5, day=number + 1) for number in range(3))
    client.get(listing)
    few = count_queries(client, listing)
    Holiday.objects.bulk_create(Holiday(name=f"Day {number}", month=6, day=number + 1) for number in range(27))

    assert count_queries(client, listing) == few
