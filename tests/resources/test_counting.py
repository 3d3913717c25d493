"""How often resources are used: counted for people, without cookies, never at the page's cost."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.utils import timezone

from resources.enums import ItemKind
from resources.library import counting
from resources.models import DailyUse, ResourcePage, ResourceUse
from resources.paging import RowPaginator
from tests.factories import resources as make
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def counts():
    return list(DailyUse.objects.order_by("item_key").values_list("item_key", "count"))


def read(client, url, agent=BROWSER, **headers):
    return client.get(url, headers={"user-agent": agent, **headers})


def test_each_look_counts_once_and_leaves_no_cookie(client):
    page = make.resource("A")

    answers = [read(client, page.url) for _ in range(3)]

    assert counts() == [(0, 3)]
    assert not any(answer.cookies for answer in answers)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Googlebot/2.1 (+http://www.google.com/bot.html)",
        "curl/8.5",
        "python-requests/2.32",
        "facebookexternalhit/1.1",
    ],
)
def test_machines_are_not_counted(client, agent):
    page = make.resource("A")

    read(client, page.url, agent)
    read(client, f"{page.url}get/{page.items.first().pk}/", agent)

    assert counts() == []


def test_head_lookahead_and_preview_are_not_counted(client, rf, superuser):
    page = make.resource("A")

    client.head(page.url, headers={"user-agent": BROWSER})
    read(client, page.url, sec_purpose="prefetch;prerender")
    read(client, page.url, purpose="prefetch")
    page.make_preview_request(rf.get("/", headers={"user-agent": BROWSER}), page.default_preview_mode)

    assert counts() == []


def test_staff_are_not_counted_and_members_are(client, editor, mentor):
    page = make.resource("A")

    client.force_login(editor)
    read(client, page.url)
    assert counts() == []

    client.force_login(mentor)
    read(client, page.url)
    assert counts() == [(0, 1)]


def test_page_that_is_not_there_is_not_counted(client):
    page = make.resource("A")
    page.unpublish()

    read(client, page.url)

    assert counts() == []


def test_download_is_led_on_and_counted_for_its_item(client):
    page = make.resource(
        "A",
        items=[
            {"kind": ItemKind.FILE, "document": make.document()},
            {"kind": ItemKind.LINK, "url": "https://example.org/guide"},
        ],
    )
    file, link = page.items.all()

    answers = [read(client, f"{page.url}get/{item.pk}/") for item in (file, link)]

    assert [answer["Location"] for answer in answers] == [file.document.url, "https://example.org/guide"]
    assert counts() == [(file.pk, 1), (link.pk, 1)]


def test_item_of_another_resource_is_not_found(client):
    page, other = make.resource("A"), make.resource("B")

    for key in (other.items.first().pk, 0, 10**30):
        assert read(client, f"{page.url}get/{key}/").status_code == 404
    assert client.post(f"{page.url}get/{page.items.first().pk}/").status_code == 405


def test_page_is_shown_when_counting_fails(client, monkeypatch, caplog):
    page = make.resource("A")

    def fail(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(DailyUse.objects, "bulk_create", fail)

    assert read(client, page.url).status_code == 200
    assert counts() == []
    assert "was not counted" in caplog.text


def test_counting_costs_one_statement_after_the_first_of_a_day(django_assert_num_queries):
    page = make.resource("A")
    counting.add_one(page.pk, 0)

    with django_assert_num_queries(3):  # Savepoint, update, release.
        counting.add_one(page.pk, 0)


def use(page, *, days_ago=0, item_key=0, count=1):
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    DailyUse.objects.create(resource=page, item_key=item_key, day=day, count=count)


def test_sums_are_those_of_the_last_twelve_months():
    page = make.resource("A")
    use(page, count=4)
    use(page, days_ago=364, count=2)
    use(page, days_ago=365, count=100)
    use(page, item_key=7, count=3)

    counting.add_up_uses()

    row = ResourceUse.objects.get()
    assert (row.views_count, row.downloads_count, row.popularity) == (6, 3, 21)


def test_old_days_drop_out_although_nobody_comes_any_more():
    page = make.resource("A")
    use(page, days_ago=364, count=9)
    ResourceUse.objects.create(resource=page, views_count=9, popularity=9)
    tomorrow = timezone.now() + dt.timedelta(days=1)

    counting.add_up_uses(tomorrow)

    assert ResourceUse.objects.get().popularity == 0
    assert counting.add_up_uses(tomorrow) == 0


def test_most_used_come_first_and_unused_ones_last_at_one_query(django_assert_num_queries):
    quiet, loud, middle = (make.resource(title) for title in ("Quiet", "Loud", "Middle"))
    use(loud, count=9)
    use(middle, count=2)
    counting.add_up_uses()

    with django_assert_num_queries(1):
        assert [page.title for page in ResourcePage.objects.most_used_first()] == ["Loud", "Middle", "Quiet"]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7])
def test_pages_of_the_most_used_have_each_resource_once_in_order(size):
    """Used ones, ones that were used long ago, and ones never used; whatever stands on which page."""
    for number, popularity in enumerate([3, None, 0, 9, None, 3, 0]):
        page = make.resource(f"Resource {number}")
        if popularity is not None:
            ResourceUse.objects.create(resource=page, popularity=popularity)
    resources = ResourcePage.objects.all()
    paginator = RowPaginator(resources, size, count=7, keys=resources.most_used_keys())

    by_page = [row.pk for number in paginator.page_range for row in paginator.page(number)]

    assert by_page == [page.pk for page in resources.most_used_first()]
    assert len(set(by_page)) == 7


def test_first_page_of_the_most_used_reads_the_used_ones_alone(django_assert_num_queries):
    for number in range(3):
        ResourceUse.objects.create(resource=make.resource(f"Resource {number}"), popularity=number + 1)
    make.resource("Unused")
    keys = ResourcePage.objects.all().most_used_keys()

    with django_assert_num_queries(1):
        assert len(keys[0:3]) == 3


def test_adding_up_costs_the_same_for_one_and_for_three_resources():
    def add_up():
        ResourceUse.objects.update(counted_on=None)
        counting.add_up_uses()

    use(make.resource("A"))
    with_one = count_queries(add_up)
    for title in "BC":
        use(make.resource(title))

    assert count_queries(add_up) == with_one


def test_readers_see_downloads_from_ten_on(client):
    page = make.resource("A")
    use(page, item_key=1, count=9)
    counting.add_up_uses()
    assert "in the last 12 months" not in text_of(client.get(page.url))

    use(page, item_key=2, count=1)
    counting.add_up_uses()
    assert "Downloads 10 in the last 12 months" in text_of(client.get(page.url))
