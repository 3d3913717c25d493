"""Passing a calendar on: its page for paper, the frame for partners, the code for phones. R21, R35."""

import html
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from events.enums import AttendanceMode, GatheringStatus
from events.views.calendar_paper import MOST_PRINTED
from tests.factories.events import RegionFactory, RegistrationFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

PATHS = ("share/", "qr/", "print/", "embed/", "near/")


def soup(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_paper_has_address_contact_and_time(client, calendar):
    gathering(calendar, "Talk", contact_name="Ann Sample", contact_phone="217 555 0100", cost="$5")
    gathering(calendar, "Call", mode=AttendanceMode.ONLINE, join_url="https://meet.example.org/secret")

    page = soup(client, f"{calendar.url}print/")

    text = page.select_one(".p-paper").get_text(" ", strip=True)
    assert "Town Hall, 1 Main Street, Peoria 61602 (Whole state)" in text
    assert "Questions: Ann Sample, 217 555 0100" in text
    assert "$5" in text
    assert "secret" not in str(page)
    assert page.select(".p-facets") == []


def test_paper_says_that_a_gathering_is_off(client, calendar):
    gathering(calendar, status=GatheringStatus.CANCELLED)

    assert "Cancelled" in soup(client, f"{calendar.url}print/").select_one(".p-paper__row").get_text()


def test_paper_follows_the_filters_and_leaves_out_the_past(client, calendar):
    kane = RegionFactory(name="Kane")
    gathering(calendar, "In Kane", region=kane)
    gathering(calendar, "Elsewhere")
    gathering(calendar, "Over", region=kane, days=-5)

    page = soup(client, f"{calendar.url}print/", region="kane", when="past")

    assert [one.get_text() for one in page.select(".p-paper__row h3")] == ["In Kane"]
    assert "Only: Kane" in page.get_text(" ", strip=True)


def test_paper_ends_somewhere(client, calendar, monkeypatch):
    monkeypatch.setattr("events.views.calendar_paper.MOST_PRINTED", 2)
    for number in range(5):
        gathering(calendar, f"G{number}")

    page = soup(client, f"{calendar.url}print/")

    assert len(page.select(".p-paper__row")) == 2
    assert "3 later gatherings are not printed." in page.get_text()
    assert MOST_PRINTED > 50


def test_frame_is_bare_and_may_stand_anywhere(client, calendar):
    gathering(calendar, "Talk")

    response = client.get(f"{calendar.url}embed/")

    page = BeautifulSoup(response.content, "html.parser")
    assert [link.get_text(strip=True) for link in page.select("h2 a")] == ["Talk"]
    assert page.select("script, form, header, footer, nav, style") == []
    assert page.base["target"] == "_blank"
    assert all(urlsplit(link["href"]).netloc for link in page.select("a"))
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "public, max-age=900"


def test_no_other_page_may_stand_in_a_strangers_frame(client, calendar):
    page = gathering(calendar)

    for url in (calendar.url, page.url, f"{calendar.url}near/", f"{calendar.url}share/", f"{page.url}register/"):
        response = client.get(url)
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert "frame-ancestors *" not in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


@pytest.mark.parametrize(("count", "shown"), [("5", 5), ("10", 10), ("", 5), ("500", 5), ("x", 5), ("-1", 5)])
def test_frame_shows_five_or_ten(client, calendar, count, shown):
    for number in range(12):
        gathering(calendar, f"G{number}")

    assert len(soup(client, f"{calendar.url}embed/", count=count).select("li")) == shown


def test_frame_keeps_the_filters_and_names_no_guest(client, calendar):
    kane = RegionFactory(name="Kane")
    RegistrationFactory(gathering=gathering(calendar, "In Kane", region=kane), name="Quentin")
    gathering(calendar, "Elsewhere")

    page = soup(client, f"{calendar.url}embed/", region="kane")

    assert [link.get_text(strip=True) for link in page.select("h2 a")] == ["In Kane"]
    assert page.select_one(".all a")["href"].endswith(f"{calendar.url}?region=kane")
    assert "Quentin" not in str(page)


def test_empty_frame_says_so(client, calendar):
    assert "Nothing is planned right now" in soup(client, f"{calendar.url}embed/").get_text()


def test_frame_and_paper_cost_the_same_queries_for_3_and_for_9(client, calendar):
    paths = (f"{calendar.url}embed/?count=10", f"{calendar.url}print/")

    def counts():
        return [count_queries(lambda path=path: client.get(path)) for path in paths]

    for _number in range(3):
        gathering(calendar, region=RegionFactory())
    few = counts()
    for _number in range(6):
        gathering(calendar, region=RegionFactory())

    assert counts() == few


def test_lines_for_a_website_hold_the_filtered_frame(client, calendar):
    RegionFactory(name="Kane")
    calendar.title = 'The "best" <calendar>'
    calendar.save_revision().publish()

    page = soup(client, f"{calendar.url}share/", region="kane", count="10")

    frame = BeautifulSoup(page.select_one("textarea").get_text(), "html.parser").iframe
    address = urlsplit(frame["src"])
    assert (address.path, address.query) == (f"{calendar.url}embed/", "region=kane&count=10")
    assert frame["title"] == 'The "best" <calendar>'
    assert set(frame["sandbox"]) == {"allow-popups", "allow-popups-to-escape-sandbox"}
    assert html.unescape(str(page)).count("<iframe") == 2


def test_share_page_says_where_the_code_leads(client, calendar):
    RegionFactory(name="Kane")

    page = soup(client, f"{calendar.url}share/", region="kane", when="past")

    address = page.select_one("#shared-url")["value"]
    assert address.endswith(f"{calendar.url}?region=kane")
    assert page.select_one(".p-sharing__url").get_text() == address
    assert page.select_one(".p-sharing__qr")["src"] == f"{calendar.url}qr/?region=kane"


def test_code_is_a_picture_in_black_on_white(client, calendar):
    response = client.get(f"{calendar.url}qr/")

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=86400"
    svg = response.content.decode()
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert "script" not in svg


def test_code_of_a_filter_is_another_one(client, calendar):
    RegionFactory(name="Kane")

    plain, narrowed = (client.get(f"{calendar.url}qr/", query).content for query in ({}, {"region": "kane"}))

    assert plain != narrowed
    assert client.get(f"{calendar.url}qr/", {"region": "nonsense"}).content == plain


def test_code_of_an_endless_address_leads_to_the_whole_calendar(client, calendar):
    for number in range(60):
        RegionFactory(name=f"A region with a very long name indeed {number}")
    query = {"region": [f"a-region-with-a-very-long-name-indeed-{number}" for number in range(60)], "q": "x" * 200}

    code = client.get(f"{calendar.url}qr/", query)

    assert code.content == client.get(f"{calendar.url}qr/").content
    page = soup(client, f"{calendar.url}share/", **query)
    assert page.select_one(".p-sharing__url").get_text().endswith(calendar.url)
    assert "too long for a code" in page.select_one(".p-sharing__code").get_text()


def test_gathering_is_shared_without_a_frame(client, calendar):
    page = gathering(calendar, "Talk")

    shown = soup(client, f"{page.url}share/")

    assert shown.select_one("#shared-url")["value"].endswith(page.url)
    assert shown.select("textarea, iframe") == []
    assert client.get(f"{page.url}qr/")["Content-Type"] == "image/svg+xml"
    assert soup(client, page.url).select_one(f"a[href='{page.url}share/']")


@pytest.mark.parametrize("path", PATHS)
def test_views_of_a_hidden_calendar_are_not_there(client, calendar, path):
    PageViewRestriction.objects.create(page=calendar, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{calendar.url}{path}").status_code == 302

    calendar.unpublish()

    assert client.get(f"{calendar.url}{path}").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_odd_input_is_no_error(client, calendar, path):
    odd = {"q": "\x00<script>", "region": "x" * 500, "page": "-1", "count": "\x00", "zip": "🦊", "from_date": "9"}

    response = client.get(f"{calendar.url}{path}", odd)

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_hidden_gatherings_are_in_no_view(client, calendar):
    page = gathering(calendar, "Members only")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    gathering(calendar, "Draft", live=False)

    for path in ("print/", "embed/", "near/", "near/?zip=61602"):
        content = client.get(f"{calendar.url}{path}").content
        assert b"Members only" not in content
        assert b"Draft" not in content
