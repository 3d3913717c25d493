"""Every page of the demo is opened: by anybody, and in the members area by each of the people who may."""

from collections import defaultdict
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import NoReverseMatch
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from resources.models import CollectionPage
from tests.demo import demo_pages as demo_pages  # noqa: PLC0414

pytestmark = pytest.mark.django_db

PEOPLE = ("mentor@example.org", "mentee@example.org", "coordinator@example.org")
LEFT_OUT = ("/cms/", "/static/", "/media/", "/accounts/logout", "/api/")
# Months lead to months without an end, so links are followed only so far.
DEEPEST = 4


class Links(HTMLParser):
    """The title of a page and where its links lead."""

    def __init__(self, html):
        super().__init__()
        self.title, self.hrefs, self._in_title = "", [], False
        self.feed(html)
        self.title = " ".join(self.title.split())

    def handle_starttag(self, tag, attributes):
        self._in_title = tag == "title" and not self.title
        href = dict(attributes).get("href")
        if tag in ("a", "link") and href:
            self.hrefs.append(href)

    def handle_endtag(self, tag):
        if tag == "title":
            self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data


class Visitor:
    """Somebody who opens no address that was opened before: the tests only read, and many ask for the same pages."""

    def __init__(self, answers, email):
        self._answers, self._browser = answers, Client()
        if email:
            self._browser.force_login(get_user_model().objects.get(email=email))

    def get(self, path):
        if path not in self._answers:
            self._answers[path] = answer = self._browser.get(path)
            if answer.streaming:
                # A file is closed when it was read to its end.
                b"".join(answer.streaming_content)
        return self._answers[path]


@pytest.fixture(scope="module")
def answers_by_visitor():
    return defaultdict(dict)


@pytest.fixture
def visitor(db, demo_pages, answers_by_visitor):
    """A function that gives the `Visitor` with an e-mail address; without one somebody of the public."""
    return lambda email=None: Visitor(answers_by_visitor[email], email)


def crawl(visitor, start, *, inside="/"):
    """Open `start` and all that it leads to on this site, following links without a query. Answers by path."""
    answers, waiting = {}, [(start, 0)]
    while waiting:
        path, depth = waiting.pop(0)
        if path in answers:
            continue
        answers[path] = answer = visitor.get(path)
        if depth == DEEPEST or answer.status_code != 200 or "text/html" not in answer.get("Content-Type", ""):
            continue
        for href in Links(answer.content.decode()).hrefs:
            target = urlsplit(urljoin(f"http://testserver{path}", href))
            is_ours = target.scheme in ("http", "https") and target.hostname in ("testserver", "localhost", "127.0.0.1")
            if is_ours and not target.query and target.path.startswith(inside) and not target.path.startswith(LEFT_OUT):
                waiting.append((target.path, depth + 1))
    return answers


def failures(answers):
    return sorted(
        (path, answer.status_code) for path, answer in answers.items() if answer.status_code not in (200, 302)
    )


def test_every_live_page_opens_and_its_title_is_its_own(visitor):
    public, titles = visitor(), {}
    wrong = []
    for page in Page.objects.live().filter(depth__gt=1).specific():
        answer = public.get(page.get_url())
        if answer.status_code != 200:
            wrong.append((page.get_url(), answer.status_code))
            continue
        titles.setdefault(Links(answer.content.decode()).title, []).append(page.get_url())

    assert wrong == []
    assert "" not in titles
    assert [urls for urls in titles.values() if len(urls) > 1] == []


def test_every_address_below_a_page_answers(visitor):
    """Feeds, files for one's calendar, forms: all routes that need no further words."""
    public, wrong = visitor(), []
    for page in Page.objects.live().filter(depth__gt=1).specific():
        if not isinstance(page, RoutablePageMixin):
            continue
        for route in page.get_subpage_urls():
            try:
                below = page.reverse_subpage(route.name)
            except (NoReverseMatch, ImproperlyConfigured):
                continue
            url = page.get_url() + below
            if _is_calendar_of_nothing(public, page, below):
                assert public.get(url.rstrip("/")).status_code == 404
                continue
            # A feed's address ends like a file's.
            url = url.rstrip("/") if "." in url.rstrip("/").rsplit("/", 1)[-1] else url
            answer = public.get(url)
            if answer.status_code not in (200, 302):
                wrong.append((url, answer.status_code))

    assert wrong == []


def _is_calendar_of_nothing(public, page, below):
    """A collection offers a calendar only if it holds gatherings."""
    if not isinstance(page, CollectionPage) or below != "calendar.ics/":
        return False
    return not public.get(page.get_url()).context["calendar_url"]


def test_every_link_that_the_public_can_follow_leads_somewhere(visitor):
    answers = crawl(visitor(), "/")

    assert failures(answers) == []
    assert len(answers) > 150


@pytest.mark.parametrize("email", PEOPLE)
def test_every_link_in_the_members_area_leads_somewhere(visitor, email):
    answers = crawl(visitor(email), "/members/", inside="/members/")

    assert failures(answers) == []
    untitled = [
        path
        for path, answer in answers.items()
        if answer.status_code == 200
        and "text/html" in answer["Content-Type"]
        and not Links(answer.content.decode()).title
    ]
    assert untitled == []


def test_the_mentor_and_the_mentee_reach_their_pair(visitor):
    for email in PEOPLE[:2]:
        answers = crawl(visitor(email), "/members/", inside="/members/")

        kinds = {part for path in answers for part in path.split("/")}
        assert {"plan", "contacts", "journal", "evaluations"} <= kinds
