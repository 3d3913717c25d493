"""Making the drafts of a plan and taking them back (R20, R26)."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions.series import DraftGathering, make_series, take_back_series
from events.enums import PollStatus
from events.exceptions import MayNotPlan, PlanningRefused
from events.models import DatePoll, GatheringKind, GatheringPage, GatheringSeries
from tests.factories import events

pytestmark = pytest.mark.django_db


def draft(region, title="Prairie: Networking", weeks=10, **values):
    starts_at = (timezone.now() + timedelta(weeks=weeks)).replace(microsecond=0)
    return DraftGathering(
        title=title,
        summary="Programs meet.",
        region=region,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        kind=GatheringKind.objects.first() or events.GatheringKindFactory(name="Networking"),
        **values,
    )


def made(calendar, region, by, count=3, **values):
    series, _ = make_series(
        calendar,
        [draft(region, f"Gathering {number}", weeks=10 + number, **values) for number in range(count)],
        name="Gatherings 2027",
        code=uuid.uuid4(),
        by=by,
    )
    return series


def test_a_plan_becomes_drafts_that_nobody_sees(calendar, region, runner, client):
    host = events.calendar_page(title="Aspen Hall")
    made(calendar, region, runner, count=1, host_page_id=host.pk)

    [page] = GatheringPage.objects.all()

    assert (page.live, page.has_unpublished_changes, page.first_published_at) == (False, True, None)
    assert (page.title, page.region, page.kind.name, page.host) == ("Gathering 0", region, "Networking", "Aspen Hall")
    assert (page.owner, page.latest_revision.user, page.series.made_by) == (runner, runner, runner)
    assert page.get_latest_revision_as_object().series == page.series
    assert client.get(page.get_url()).status_code == 404


def test_a_community_place_is_a_host_by_name(calendar, region, runner):
    made(calendar, region, runner, count=1, host_name="Public library")

    assert GatheringPage.objects.get().host == "Public library"


def test_the_same_plan_sent_twice_makes_nothing_twice(calendar, region, runner):
    """A double click, or a page sent again."""
    code = uuid.uuid4()
    first = make_series(calendar, [draft(region)], name="One", code=code, by=runner)
    second = make_series(calendar, [draft(region)], name="One", code=code, by=runner)

    assert (first[1], second[1]) == (True, False)
    assert first[0] == second[0]
    assert GatheringPage.objects.count() == 1


def test_two_drafts_of_one_title_get_addresses_of_their_own(calendar, region, runner):
    make_series(calendar, [draft(region), draft(region)], name="Twins", code=uuid.uuid4(), by=runner)

    assert sorted(GatheringPage.objects.values_list("slug", flat=True)) == [
        "prairie-networking",
        "prairie-networking-2",
    ]


def test_nothing_ticked_makes_nothing(calendar, runner):
    with pytest.raises(PlanningRefused):
        make_series(calendar, [], name="Empty", code=uuid.uuid4(), by=runner)

    assert GatheringSeries.objects.count() == 0


@pytest.mark.parametrize("name", ["editor", "looker", "mentor"])
def test_who_may_not_run_gatherings_or_add_pages_makes_nothing(calendar, region, persona, name):
    with pytest.raises(MayNotPlan):
        made(calendar, region, persona(name))

    assert (GatheringPage.objects.count(), GatheringSeries.objects.count()) == (0, 0)


def test_a_series_is_taken_back_whole(calendar, region, runner):
    series = made(calendar, region, runner)

    result = take_back_series(series, by=runner)

    assert (result.count, result.kept) == (3, ())
    assert (GatheringPage.objects.count(), GatheringSeries.objects.count()) == (0, 0)


def edited(page):
    page.get_latest_revision_as_object().save_revision()


def published(page):
    page.get_latest_revision().publish()


def unpublished_again(page):
    page.get_latest_revision().publish()
    GatheringPage.objects.get(pk=page.pk).unpublish()


def polled(page):
    DatePoll.objects.create(gathering=page, question="Which day?", status=PollStatus.OPEN)


def offered_for(page):
    events.HostOfferFactory(gathering=page, region=page.region)


@pytest.mark.parametrize("touch", [edited, published, unpublished_again, polled, offered_for])
def test_what_somebody_worked_on_is_kept(calendar, region, runner, touch):
    series = made(calendar, region, runner)
    touch(GatheringPage.objects.get(title="Gathering 1"))

    result = take_back_series(series, by=runner)

    assert (result.count, result.kept) == (2, ("Gathering 1",))
    assert list(GatheringPage.objects.values_list("title", flat=True)) == ["Gathering 1"]
    assert GatheringSeries.objects.get() == series


def test_taking_back_twice_does_nothing_the_second_time(calendar, region, runner):
    series = made(calendar, region, runner)
    take_back_series(series, by=runner)

    assert take_back_series(series, by=runner).count == 0


def test_who_may_not_delete_the_pages_takes_none_back(calendar, region, runner, looker):
    series = made(calendar, region, runner)

    result = take_back_series(series, by=looker)

    assert (result.count, len(result.kept)) == (0, 3)


def test_who_does_not_run_gatherings_takes_nothing_back(calendar, region, runner, outsider):
    series = made(calendar, region, runner)

    with pytest.raises(MayNotPlan):
        take_back_series(series, by=outsider)

    assert GatheringPage.objects.count() == 3


def test_gatherings_of_other_series_stay(calendar, region, runner):
    other = made(calendar, region, runner, count=1)
    series = made(calendar, region, runner, count=1)

    take_back_series(series, by=runner)

    assert [page.series for page in GatheringPage.objects.all()] == [other]


def test_a_copy_of_a_draft_belongs_to_no_series(calendar, region, runner):
    series = made(calendar, region, runner, count=1)

    copy = GatheringPage.objects.get().copy(update_attrs={"slug": "again", "title": "Again"}, user=runner)

    assert (copy.series, copy.get_latest_revision_as_object().series) == (None, None)
    assert take_back_series(series, by=runner).count == 1
    assert list(GatheringPage.objects.all()) == [copy]
