"""The check in the background: which pages' links, how often, and when one counts as broken. R36."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from resources.enums import ItemKind, LinkStatus
from resources.link_check.asking import ask_link
from resources.link_check.checking import check_again, check_due_links
from resources.link_check.uses import read_links
from resources.models import Link, LinkHost, LinkUse
from resources.models.links import key_of_url
from tests.factories import resources as make

pytestmark = pytest.mark.django_db

SITE = "http://guides.prairie-library.org"
NOW = timezone.now()
DAY = timedelta(days=1)


def linking(*urls, **kwargs):
    """A resource with a link to each address."""
    return make.resource(items=[{"kind": ItemKind.LINK, "url": url} for url in urls], **kwargs)


def check(door, *, days=0, minutes=0):
    return check_due_links(NOW + timedelta(days=days, minutes=minutes), door)


def test_links_of_items_text_and_blocks_are_read_with_their_places():
    body = [
        {
            "type": "text",
            "value": f'<p><a href="{SITE}/a?x=1&amp;y=2">A</a> <a href="mailto:a@example.org">mail</a></p>',
        },
        {"type": "call_to_action", "value": {"heading": "Go", "button": "Go", "url": f"{SITE}/b"}},
        {"type": "embed", "value": {"embed": f"{SITE}/film", "title": "A film"}},
        {
            "type": "accordion",
            "value": {"sections": [{"heading": "One", "text": f'<p><a href="{SITE}/c">C</a></p>'}]},
        },
    ]
    page = linking(f"{SITE}/item")
    page.body = page._meta.get_field("body").to_python(body)
    page.save_revision(clean=False).publish()

    assert read_links(NOW) > 0

    places = dict(LinkUse.objects.filter(page=page.pk).values_list("link__url", "place"))
    items = "Files, links and videos"
    assert places == {
        f"{SITE}/item": items,
        f"{SITE}/a?x=1&y=2": "Body",
        f"{SITE}/b": "Body",
        f"{SITE}/film": "Body",
        f"{SITE}/c": "Body",
    }


def test_a_page_is_read_again_only_after_it_was_published(django_assert_max_num_queries):
    page = linking(f"{SITE}/a")
    read_links(NOW)

    assert read_links(NOW + timedelta(hours=1)) == 0
    page.items.set([])
    page.save_revision(clean=False).publish()
    assert read_links(NOW + timedelta(hours=1)) == 1
    assert not LinkUse.objects.exists()


def test_links_of_pages_taken_off_the_site_are_not_asked(door, server):
    page = linking(f"{SITE}/a")
    read_links(NOW)
    page.unpublish()
    read_links(NOW)

    assert check(door) == 0
    assert (server.asked, Link.objects.count()) == ([], 0)


def test_one_site_is_asked_once_in_a_round_and_left_alone_for_a_while(door, server):
    linking(f"{SITE}/a", f"{SITE}/b", "http://other.prairie.org/c")
    read_links(NOW)

    assert check(door) == 2
    assert check(door) == 0
    assert check(door, minutes=1) == 1
    assert sorted(path for _method, path in server.asked) == ["/a", "/b", "/c"]


def test_three_failures_on_three_days_make_a_link_broken_and_it_recovers(door, server):
    linking(f"{SITE}/a")
    read_links(NOW)
    server.answers = {"/a": (404, {})}
    seen = []
    for day in (0, 2, 4):
        assert check(door, days=day) == 1
        seen.append(Link.objects.get().status)

    assert seen == [LinkStatus.FAILING, LinkStatus.FAILING, LinkStatus.BROKEN]
    assert Link.objects.get().failing_since == NOW
    server.answers = {}
    assert check(door, days=20) == 1
    link = Link.objects.get()
    assert (link.status, link.failures_count, link.failing_since, link.problem) == (LinkStatus.FINE, 0, None, "")


def test_a_button_pressed_thrice_makes_nothing_broken(door, server):
    linking(f"{SITE}/a")
    read_links(NOW)
    server.answers = {"/a": (404, {})}
    for minutes in (0, 5, 10, 15):
        check_again(Link.objects.all(), NOW + timedelta(minutes=minutes))
        check(door, minutes=minutes)

    link = Link.objects.get()
    assert (link.status, link.failures_count) == (LinkStatus.FAILING, 1)


def test_a_busy_site_is_left_alone_as_long_as_it_asks(door, server):
    linking(f"{SITE}/a", f"{SITE}/b")
    read_links(NOW)
    server.answers = {"/a": (503, {"Retry-After": "7200"})}

    assert check(door) == 1
    assert check(door, minutes=119) == 0
    assert check(door, minutes=121) == 1
    assert Link.objects.get(key=key_of_url(f"{SITE}/a")).failures_count == 0


def test_two_workers_do_not_ask_one_site_at_once(door, server):
    linking(f"{SITE}/a")
    read_links(NOW)
    LinkHost.objects.update(free_at=NOW + timedelta(seconds=20))

    assert check(door) == 0


def test_reading_costs_no_query_for_pages_that_have_not_changed(django_assert_max_num_queries):
    for number in range(4):
        linking(f"{SITE}/{number}", title=f"Guide {number}")
    read_links(NOW)

    with django_assert_max_num_queries(6):
        read_links(NOW)


def test_no_site_is_asked_when_a_page_is_published_shown_or_saved(client, monkeypatch):
    """A check never slows a page: pages only ever come into a list, and the worker asks."""
    page = linking(f"{SITE}/a")

    def refuse(*_args, **_kwargs):
        raise AssertionError("Somebody was asked.")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("resources.link_check.checking.ask_link", refuse)
    page.save_revision().publish()
    assert client.get(page.url).status_code == 200
    assert client.get(page.get_parent().url).status_code == 200


def test_no_row_is_locked_while_a_slow_site_is_asked(door, monkeypatch):
    """Who saves a page never waits for a foreign site."""
    linking(f"{SITE}/a", "http://other.prairie.org/c")
    read_links(NOW)
    outer, inside = len(connection.savepoint_ids), []

    def ask(url, door):
        inside.append(len(connection.savepoint_ids) - outer)
        return ask_link(url, door)

    monkeypatch.setattr("resources.link_check.checking.ask_link", ask)
    assert check(door) == 2
    assert inside == [0, 0]
