"""Gatherings from both sides of the desk: the last place and the waiting list, a personal calendar, a year's plan."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import CalendarPage, GatheringPage, Registration
from tests.browser.place import COORDINATOR, MENTOR
from tests.browser.walk import Walk
from tests.factories.events import gathering


@pytest.fixture
def walk(site_page, demo_site):
    return Walk(site_page, demo_site)


@pytest.fixture
def supper(demo_site):
    """A gathering with one place."""
    calendar = CalendarPage.objects.order_by("path").first()
    return gathering(calendar, "Supper with one chair", capacity_in_person=1, city="Galena")


def test_last_place_passes_on_and_ends_in_a_certificate(walk, supper, mailoutbox):
    """Register, fill up, cancel, move up, confirm, attend, certificate (R21)."""
    ada = _register(walk, supper, "Ada Quill", "ada@example.org", mailoutbox, title="Thank you, see you there")
    _register(walk, supper, "Ben Oakes", "ben@example.org", mailoutbox, title="Thank you, we have your registration")

    walk.page.goto(ada)
    walk.main.get_by_role("link", name="Cancel my registration").click()
    walk.press("Yes, cancel my registration")
    offer = mailoutbox[-1]
    assert offer.to == ["ben@example.org"]
    walk.page.goto(re.search(r"https?://\S+/registration/[0-9a-f-]{36}/\w+/", offer.body)[0])
    walk.press("Yes, I take the place")
    expect(walk.main).to_contain_text("You have a place, in person.")

    _it_takes_place_now(supper)
    walk.sign_in(COORDINATOR, to=reverse("gathering_desk:attendance", args=[supper.pk]))
    walk.page.get_by_role("button", name=re.compile("^Is here.*Ben Oakes")).click()
    expect(walk.page.get_by_role("button", name=re.compile("^Undo.*Ben Oakes"))).to_be_visible()

    _it_is_over(supper)
    ben = Registration.objects.get(gathering=supper, email="ben@example.org")
    answer = walk.page.request.get(f"{walk.site.url}{supper.url}registration/{ben.code}/certificate/")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")


def test_member_makes_a_calendar_for_a_device_and_ends_it(walk):
    """The address is shown once; once ended, it holds one entry that says so (R35)."""
    walk.sign_in(MENTOR, to=reverse("members:calendar-list"))
    walk.main.get_by_label("Device").fill("Kitchen tablet")
    walk.press("Make the calendar")
    address = walk.main.locator("input[value*='/gathering/my/'], code").first
    address = address.get_attribute("value") or address.inner_text()
    before = walk.download_calendar(address)

    walk.open(reverse("members:calendar-list"))
    walk.main.get_by_role("link", name=re.compile("^End it.*Kitchen tablet")).click()
    walk.main.locator("form button").last.click()
    after = walk.download_calendar(address)

    assert "ended" not in str(before.get("X-WR-CALNAME", "")).lower()
    assert [str(event["SUMMARY"]) for event in after.walk("VEVENT")] != []
    assert len(after.walk("VEVENT")) == 1


def test_choice_of_a_feed_is_shown_while_it_is_made(walk):
    """The address and what comes next follow each tick, without the button (R35)."""
    walk.open(f"{CalendarPage.objects.order_by('path').first().url}subscribe/")
    panel = walk.page.locator("#p-facets-panel")
    panel.get_by_label("Leave out cancelled gatherings").check()

    expect(walk.page.locator("[role=status]").first).to_have_text(re.compile(r"^The choice has \d+ gatherings\.$"))
    expect(walk.page.locator("#feed-address")).to_have_value(re.compile("cancelled=drop"))
    assert "cancelled=drop" in walk.page.url


def _register(walk, page, name, email, mailoutbox, *, title):
    """Sign up with the form; the guest's own address, from the mail."""
    walk.open(f"{page.url}register/")
    walk.main.get_by_label("Your name").fill(name)
    walk.main.get_by_label("Your e-mail").fill(email)
    walk.main.locator("form button.p-button--accent").last.click()
    expect(walk.title()).to_have_text(title)
    [message] = [message for message in mailoutbox if message.to == [email]]
    return re.search(r"https?://\S+/registration/[0-9a-f-]{36}/", message.body)[0]


def _it_takes_place_now(page):
    now = timezone.now()
    GatheringPage.objects.filter(pk=page.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )


def _it_is_over(page):
    now = timezone.now()
    GatheringPage.objects.filter(pk=page.pk).update(
        starts_at=now - timedelta(hours=30), ends_at=now - timedelta(hours=26)
    )
