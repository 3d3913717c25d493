"""Asking one address politely (R36; QUALITY: server-side request forgery)."""

from datetime import timedelta

import pytest

from resources.enums import LinkStatus
from resources.link_check.asking import Answer, ask_link

from .conftest import LinkDoor

SITE = "http://guides.prairie-library.org"


def test_a_page_that_is_there_is_asked_once_with_head(door, server):
    assert ask_link(f"{SITE}/guide", door) == Answer(LinkStatus.FINE)
    assert server.asked == [("HEAD", "/guide")]
    assert server.agents == {"Illinois After-School Partnership link check (+http://127.0.0.1:8000)"}


def test_a_server_that_knows_no_head_is_asked_with_get(door, server):
    server.answers = {("HEAD", "/guide"): (405, {})}

    assert ask_link(f"{SITE}/guide", door).status == LinkStatus.FINE
    assert server.asked == [("HEAD", "/guide"), ("GET", "/guide")]


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (404, LinkStatus.FAILING, "There is no such page (404)."),
        (410, LinkStatus.FAILING, "There is no such page (410)."),
        (500, LinkStatus.FAILING, "The site answers with an error (500 Internal Server Error)."),
        (503, LinkStatus.FAILING, "The site answers with an error (503 Service Unavailable)."),
        (403, LinkStatus.UNKNOWN, "The site keeps programs out (403)."),
        (999, LinkStatus.UNKNOWN, "The site keeps programs out (999)."),
    ],
)
def test_what_an_answer_means(status, outcome, words, door, server):
    server.answers = {"/x": (status, {})}

    assert ask_link(f"{SITE}/x", door) == Answer(outcome, words)


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (429, {}, timedelta(hours=1)),
        (429, {"Retry-After": "7200"}, timedelta(hours=2)),
        (503, {"Retry-After": "10"}, timedelta(hours=1)),
        (503, {"Retry-After": "99999999999"}, timedelta(days=7)),
        (503, {"Retry-After": "Wed, 21 Oct 2065 07:28:00 GMT"}, timedelta(days=7)),
    ],
)
def test_a_busy_site_says_when_to_come_again(status, header, wait, door, server):
    server.answers = {"/x": (status, header)}

    assert ask_link(f"{SITE}/x", door).wait == wait


def test_a_move_for_good_names_the_new_address_with_the_old_fragment(door, server):
    server.answers = {"/old": (301, {"Location": "/new?a=1&b=2"})}

    assert ask_link(f"{SITE}/old#part", door) == Answer(LinkStatus.MOVED, moved_to=f"{SITE}/new?a=1&b=2#part")


def test_a_detour_for_now_is_no_move(door, server):
    server.answers = {"/old": (301, {"Location": "/between"}), "/between": (302, {"Location": "/new"})}

    assert ask_link(f"{SITE}/old", door) == Answer(LinkStatus.FINE)


def test_a_ring_of_redirects_fails(door, server):
    server.answers = {"/ring": (301, {"Location": "/ring"})}

    assert ask_link(f"{SITE}/ring", door) == Answer(LinkStatus.FAILING, "The address leads on and on.")
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://inside.org/",
        "http://guides.prairie-library.org:8080/",
        "ftp://guides.prairie-library.org/",
        "http://user:secret@guides.prairie-library.org/",
        "http://www.example.org/",
    ],
)
def test_nothing_inside_and_no_other_door_is_asked(url, server):
    door = LinkDoor(server, {"127.0.0.1": ["127.0.0.1"], "inside.org": ["10.0.0.7"]})

    assert ask_link(url, door).status == LinkStatus.UNKNOWN
    assert server.asked == []


def test_a_redirect_to_the_inside_is_not_followed(server):
    door = LinkDoor(server, {"inside.org": ["169.254.169.254"]})
    server.answers = {"/out": (301, {"Location": "http://inside.org/latest"})}

    assert ask_link(f"{SITE}/out", door).status == LinkStatus.UNKNOWN
    assert server.asked == [("HEAD", "/out")]


def test_a_name_that_nobody_knows_fails(server):
    assert ask_link("http://nobody.org/", LinkDoor(server, {"nobody.org": []})).status == LinkStatus.FAILING
