"""What search engines and browsers ask for by name."""

from xml.etree import ElementTree

import pytest
from django.utils import timezone

from partnership_site.sitemap import PageSitemap
from tests.factories import resources, site
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(client, address):
    return [node.text for node in ElementTree.fromstring(client.get(address).content).iter(LOC)]


def test_sitemap_lists_public_pages_only(client):
    site.home_page()
    shown, draft, closed = resources.resource("Shown"), resources.resource("Draft"), resources.resource("Closed")
    draft.unpublish()
    resources.restrict(closed)

    parts = locations(client, "/sitemap.xml")
    found = locations(client, parts[0])

    assert parts == ["http://testserver/sitemap-pages.xml"]
    assert shown.full_url in found
    assert [page.full_url for page in (draft, closed) if page.full_url in found] == []


def test_many_pages_are_told_in_parts_and_each_once(client, monkeypatch):
    monkeypatch.setattr(PageSitemap, "limit", 3)
    site.home_page()
    shown = {resources.resource(f"Resource {number}").full_url for number in range(5)}

    parts = locations(client, "/sitemap.xml")
    found = [address for part in parts for address in locations(client, part)]

    assert parts[1] == "http://testserver/sitemap-pages.xml?p=2"
    assert [len(locations(client, part)) for part in parts[:-1]] == [3] * (len(parts) - 1)
    assert len(found) == len(set(found))
    assert shown <= set(found)


def test_index_of_the_sitemap_reads_no_page(client):
    """However many there are, and it says when the last one changed."""
    site.home_page()
    resources.resource("First")
    few = count_queries(lambda: client.get("/sitemap.xml"))
    last = [resources.resource(f"Resource {number}") for number in range(4)][-1]

    many = count_queries(lambda: client.get("/sitemap.xml"))

    assert many == few
    assert timezone.localtime(last.last_published_at).isoformat() in client.get("/sitemap.xml").text


@pytest.mark.parametrize("address", ["/sitemap-people.xml", "/sitemap-pages.xml?p=9", "/sitemap-pages.xml?p=x"])
def test_part_that_does_not_exist_is_not_found(client, address):
    site.home_page()

    assert client.get(address).status_code == 404


def test_robots_are_told_the_sitemap_and_kept_from_what_needs_an_account(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert {"Disallow: /cms/", "Disallow: /members/", "Disallow: /search/"} <= set(lines)


def test_icon_is_found_where_browsers_look(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, "/static/partnership_site/img/favicon.ico")


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico"])
def test_small_files_are_only_read(client, path):
    assert client.post(path).status_code == 405
