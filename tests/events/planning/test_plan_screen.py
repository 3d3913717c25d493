"""The screen on which staff plan a year: what is usual, the table, the drafts (R20, R26)."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from events.models import GatheringPage, GatheringSeries
from events.setup import add_holidays
from tests.factories import events
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
CREATE = "partnership_events_gatheringseries_modeladmin_create"
INSPECT = "partnership_events_gatheringseries_modeladmin_inspect"
TAKE_BACK = "partnership_events_gatheringseries_modeladmin_take-back"


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel("2026-11-22 18:00 +0000", tick=False):
        yield


@pytest.fixture
def planning(client, runner, calendar, region, hosts):
    """A signed-in runner; `planning(**changes)` posts the plan of one region, `planning.rows` what the table holds."""
    kind = events.GatheringKindFactory(name="Networking")
    client.force_login(runner)

    def post(step="propose", **changes):
        data = {
            "step": step,
            "code": "11111111-2222-4333-8444-555555555555",
            "calendar": calendar.pk,
            "name": "Gatherings 2027",
            "regions": [region.pk],
            "quarters": ["2027-1", "2027-2"],
            "weekday": "3",
            "starts": "10:00",
            "minutes": "180",
            "kind": kind.pk,
            "breaks": "",
            "pattern": "{region}: {kind}, {month} {year}",
        }
        return client.post(reverse(CREATE), data | changes)

    return post


def row(region, quarter, **values):
    return {f"row-{region.pk}-{quarter}-{name}": value for name, value in values.items()}


def test_the_first_page_offers_the_coming_year(client, runner, calendar, region):
    client.force_login(runner)

    answer = client.get(reverse(CREATE))

    form = answer.context["form"]
    assert form["quarters"].value() == ["2027-1", "2027-2", "2027-3", "2027-4"]
    assert form["name"].value() == "Gatherings 2027"
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_the_table_comes_before_anything_is_made(planning, region, hosts):
    host = events.calendar_page(title="Aspen Hall")
    hosts[region.pk] = [(host.pk, "Aspen Hall")]

    answer = planning()

    rows = answer.context["rows"]
    assert [(one["day"].value(), one["host"].value(), one["is_taken"].value()) for one in rows] == [
        (date(2027, 2, 18), f"page:{host.pk}", True),
        (date(2027, 5, 13), f"page:{host.pk}", True),
    ]
    text = answer.content.decode()
    assert "Has not hosted yet." in text
    assert "Everyone else of the region has had a turn in this plan." in text
    assert GatheringPage.objects.count() == GatheringSeries.objects.count() == 0


def test_every_input_of_the_table_has_a_name_of_its_own(planning, region):
    answer = planning()

    labels = re.findall(r'<(?:input|select)[^>]*name="row-[^>]*aria-label="([^"]+)"', answer.content.decode())
    assert len(labels) == len(set(labels)) == 8
    assert labels[0] == "Make this one, Prairie, January to March 2027"


def test_the_drafts_are_made_as_the_table_was_left(planning, region, hosts):
    """Staff changed a day, chose a community place, and left the second row out."""
    answer = planning(
        "make",
        **row(region, "2027-1", is_taken="on", day="2027-03-04", host="", place="Public library"),
        **row(region, "2027-2", day="not a day", host="nobody", place=""),
    )

    [page] = GatheringPage.objects.all()
    assert answer.url == reverse(INSPECT, args=[page.series_id])
    assert page.title == "Prairie: Networking, March 2027"
    assert page.starts_in(page.zone).isoformat() == "2027-03-04T10:00:00-06:00"
    assert (page.ends_at - page.starts_at).seconds == 3 * 3600
    assert (page.host, page.live) == ("Public library", False)


def test_the_chosen_program_hosts(planning, region, hosts):
    host = events.calendar_page(title="Aspen Hall")
    hosts[region.pk] = [(host.pk, "Aspen Hall")]

    planning("make", **row(region, "2027-1", is_taken="on", day="2027-02-18", host=f"page:{host.pk}", place=""))

    assert GatheringPage.objects.get().host_page_id == host.pk


def test_an_offer_of_a_program_without_a_page_hosts_by_name(planning, region, hosts):
    events.HostOfferFactory(region=region, program_name="Willow Bend")

    answer = planning(
        "make", **row(region, "2027-1", is_taken="on", day="2027-02-18", host="name:willow bend", place="")
    )

    assert GatheringPage.objects.get().host_name == "Willow Bend"
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"day": ""}, "Choose a day, or leave the row out."),
        ({"day": "2026-11-01"}, "This day is over."),
        ({"day": "2031-01-05"}, "This day is more than three years away."),
        ({"day": "tomorrow"}, "Enter a valid date."),
        ({"day": "9999-12-31"}, "This day is more than three years away."),
        ({"host": "page:999999"}, "This program is not a host to choose from any more."),
        ({"place": "x" * 161}, "Ensure this value has at most 160 characters (it has 161)."),
    ],
)
def test_a_wrong_row_is_explained_and_nothing_typed_is_lost(planning, region, values, sentence):
    good = row(region, "2027-2", is_taken="on", day="2027-06-03", host="", place="Town hall")
    answer = planning("make", **good, **row(region, "2027-1", **{"is_taken": "on", "day": "2027-02-18", **values}))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert 'value="Town hall"' in text
    assert 'value="2027-06-03"' in text
    assert GatheringPage.objects.count() == 0


def test_a_host_and_a_place_at_once_are_refused(planning, region, hosts):
    host = events.calendar_page(title="Aspen Hall")
    hosts[region.pk] = [(host.pk, "Aspen Hall")]

    answer = planning(
        "make", **row(region, "2027-1", is_taken="on", day="2027-02-18", host=f"page:{host.pk}", place="Library")
    )

    assert answer.status_code == 422
    assert "Choose a host or type a community place, not both." in answer.content.decode()


def test_an_hour_that_the_clock_change_leaves_out_is_refused(planning, region):
    """14 March 2027, half past two at night."""
    answer = planning("make", starts="02:30", **row(region, "2027-1", is_taken="on", day="2027-03-14"))

    assert answer.status_code == 422
    assert "The clocks change that day and leave this hour out." in answer.content.decode()


def test_a_holiday_is_named_and_staff_may_take_it_all_the_same(planning, region):
    add_holidays(lambda _said: None)
    refused = planning("make", **row(region, "2027-2", is_taken="on", day="2027-05-31", host="nobody"))
    taken = planning("make", **row(region, "2027-2", is_taken="on", day="2027-05-31", host=""))

    assert "A holiday: Memorial Day" in refused.content.decode()
    assert taken.status_code == 302


def test_nothing_ticked_is_said(planning, region):
    answer = planning("make")

    assert answer.status_code == 422
    assert "Nothing is ticked, so there is nothing to make." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"regions": []}, "Tick at least one region."),
        ({"quarters": []}, "Tick at least one quarter."),
        ({"quarters": ["1999-1"]}, "Select a valid choice."),
        ({"minutes": "5"}, "Ensure this value is greater than or equal to 15."),
        ({"breaks": "spring break"}, "“spring break” cannot be read."),
        ({"pattern": "{town}"}, "{town} cannot be filled in."),
        ({"starts": "ten"}, "Enter a valid time."),
        ({"kind": "999999"}, "Select a valid choice."),
        ({"name": ""}, "This field is required."),
        ({"breaks": "\x00"}, "Null characters are not allowed."),
    ],
)
def test_a_wrong_first_page_is_explained(planning, changes, sentence):
    answer = planning(**changes)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_group_stands_for_its_regions(planning, region):
    events.RegionFactory(name="Elsewhere")
    second = events.RegionFactory(name="Second of Central", group=region.group)

    answer = planning(regions=[], groups=[region.group.pk])

    assert {one.proposal.region for one in answer.context["rows"]} == {region, second}


def test_too_many_at_once_are_refused(planning, region):
    for _ in range(100):
        events.RegionFactory(group=region.group)

    answer = planning(groups=[region.group.pk])

    assert answer.status_code == 422
    assert "This would be 202 gatherings. Plan at most 200 in one go" in answer.content.decode()


def test_going_back_keeps_what_was_usual(planning):
    answer = planning("back", breaks="2027-03-22", minutes="90")

    form = answer.context["form"]
    assert (answer.status_code, form["breaks"].value(), form["minutes"].value()) == (200, "2027-03-22", "90")


def test_a_plan_sent_twice_is_made_once(planning, region):
    taken = row(region, "2027-1", is_taken="on", day="2027-02-18")
    first, second = planning("make", **taken), planning("make", **taken)

    assert first.url == second.url
    assert GatheringPage.objects.count() == 1


def test_the_series_is_taken_back_by_a_button(planning, region, client):
    planning("make", **row(region, "2027-1", is_taken="on", day="2027-02-18"))
    series = GatheringSeries.objects.get()
    url = reverse(TAKE_BACK, args=[series.pk])

    asked = client.get(url)
    done = client.post(url, follow=True)

    assert "1 draft that nobody has edited will be deleted." in asked.content.decode()
    assert "1 draft is deleted." in done.content.decode()
    assert GatheringPage.objects.count() == 0


def test_what_is_kept_is_said(planning, region, client):
    planning("make", **row(region, "2027-1", is_taken="on", day="2027-02-18"))
    with time_machine.travel("2026-11-22 18:05 +0000"):
        GatheringPage.objects.get().save_revision()

    done = client.post(reverse(TAKE_BACK, args=[GatheringSeries.objects.get().pk]), follow=True)

    assert "1 is kept, because it was edited or published: Prairie: Networking, February 2027." in done.content.decode()


@pytest.mark.parametrize("name", ["anonymous", "mentor", "editor", "coordinator"])
def test_nobody_else_plans(client, persona, calendar, name):
    user = persona(name)
    if user:
        client.force_login(user)

    answers = [client.get(reverse(CREATE)), client.post(reverse(CREATE), {"step": "propose"})]

    assert {answer.status_code for answer in answers} == ({302} if name in ("anonymous", "mentor") else {403})


def test_who_may_add_no_page_is_told_so(client, looker, calendar):
    client.force_login(looker)

    assert "You may not add gatherings below any calendar" in client.get(reverse(CREATE)).content.decode()


def test_other_methods_are_refused(client, runner):
    client.force_login(runner)

    assert client.put(reverse(CREATE)).status_code == 405


@pytest.mark.parametrize("bad_id", ["0", "999999", "abc", "9" * 40])
def test_a_series_that_is_none_is_not_found(client, runner, bad_id):
    client.force_login(runner)

    assert client.get(reverse(TAKE_BACK, args=[bad_id])).status_code == 404
    assert client.get(reverse(INSPECT, args=[bad_id])).status_code == 404


def test_the_table_costs_no_more_queries_for_more_regions(planning, region, hosts):
    regions = [region, *(events.RegionFactory() for _ in range(8))]
    for one in regions:
        page = events.calendar_page(title=f"Host of {one.name}")
        hosts[one.pk] = [(page.pk, page.title)]

    assert count_queries(lambda: planning(regions=[region.pk])) == count_queries(
        lambda: planning(regions=[one.pk for one in regions])
    )


def test_the_list_of_series_leads_to_planning(client, runner):
    client.force_login(runner)

    text = client.get(reverse("partnership_events_gatheringseries_modeladmin_index")).content.decode()

    assert re.search(rf'<a href="{reverse(CREATE)}"[^>]*title="Plan a year"', text)
