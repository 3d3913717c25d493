"""A person who walks through the site, with the moves that every walk makes."""

import re
from dataclasses import dataclass

import icalendar
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from partnership_site.demo.people import DEMO_PASSWORD
from tests.browser.helpers import sign_out


@dataclass
class Walk:
    """The browser's page and the running site, with the few moves that every part of the walk makes."""

    page: Page
    site: LiveServer

    def open(self, path):
        self.page.goto(self.site.url + path)

    @property
    def main(self):
        return self.page.get_by_role("main")

    def title(self):
        return self.main.get_by_role("heading", level=1)

    def press(self, name):
        self.main.get_by_role("button", name=name).click()

    def sign_in(self, email, *, to):
        """Through the form, on the way to a page that asks for it."""
        sign_out(self.page)
        self.open(to)
        expect(self.title()).to_have_text("Sign in")
        self.main.get_by_label("Email").fill(email)
        self.main.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        self.press("Sign in")
        self.page.wait_for_url(f"{self.site.url}{to}")

    def choose_filter(self, group, option):
        """Tick an option of the panel beside a list, whether its group is open or not, and apply it."""
        panel = self.page.locator("#p-facets-panel")
        options = panel.get_by_role("group", name=group, exact=True)
        boxes = options.get_by_role("checkbox", name=re.compile(f"^{option}"))
        if not boxes.first.is_visible():
            panel.locator("summary", has_text=group).click()
        boxes.first.check()
        panel.get_by_role("button", name=re.compile("^Show")).click()

    def put_on_list(self, *mentors):
        """On the page of a request's list: search for each mentor by name, and put it in the first free place."""
        for mentor in mentors:
            self.main.get_by_label("Find a mentor by name, place or topic").fill(mentor)
            self.press("Search")
            self.main.get_by_role("button", name=re.compile(f"^Put on my list.*{mentor}")).first.click()

    def count(self):
        """The number in the line above a list that says how much was found."""
        return int(re.search(r"\d+", self.main.locator(".p-count").inner_text())[0])

    def download_calendar(self, address):
        """The components of a calendar file, read from the address as a calendar program reads it."""
        answer = self.page.request.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/calendar")
        return icalendar.Calendar.from_ical(answer.body())
