"""What search engines and browsers ask for by name."""

from xml.etree import ElementTree

import pytest

from tests.factories import resources, site

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_sitemap_lists_public_pages_only(client):
    site.home_page()
    shown, draft, closed = resources.resource("Shown"), resources.resource("Draft"), resources.resource("Closed")
    draft.unpublish()
    resources.restrict(closed)

    found = [node.text for node in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOC)]

    assert shown.full_url in found
    assert [page.full_url for page in (draft, closed) if page.full_url in found] == []


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
