"""The coordinator's year: hosts that go round, a region that is invited, a date that programs choose together."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.enums import DateAnswer
from events.models import CalendarPage, DatePoll, GatheringPage, Invitation, Registration
from resources.registry import jobs
from tests.browser.helpers import sign_in, sign_out
from tests.browser.place import COORDINATOR
from tests.browser.walk import Walk
from tests.factories import events, mentoring

WALNUT, WILLOW, CEDAR = "Walnut Bottoms", "Willow Ridge", "Cedar Flats"
LISTING = "gathering_list:index"
OVERVIEW = "partnership_events_overview_modeladmin_index"


@pytest.fixture
def walk(site_page, demo_site):
    """The coordinator, signed in."""
    sign_in(site_page, demo_site, COORDINATOR)
    return Walk(site_page, demo_site)


@pytest.fixture
def calendar(demo_site):
    return CalendarPage.objects.order_by("path").first()


# Planning a year


@pytest.fixture
def hosts(calendar):
    """Two regions with their programs, and the days on which these hosted before."""
    hosted_before = {
        WALNUT: {"Aspen Hall": 400, "Birch House": 40, "Catalpa Loft": None},
        WILLOW: {"Dogwood Den": 100, "Elm Corner": 200},
    }
    for name, programs in hosted_before.items():
        region = events.RegionFactory(name=name)
        for title, days_ago in programs.items():
            program = mentoring.mentor_profile(mentoring.ProgramFactory(name=title), region=region)
            if days_ago:
                events.gathering(calendar, f"At {title}", days=-days_ago, region=region, host_page=program)


def test_coordinator_plans_a_year_and_hosts_take_turns(walk, hosts):
    """Who never hosted comes first, then who hosted longest ago, and nobody twice before all had a turn (R26)."""
    _ask_for_three_quarters(walk, WALNUT, WILLOW)
    assert _proposed_hosts(walk) == [
        "Catalpa Loft",
        "Aspen Hall",
        "Birch House",
        "Elm Corner",
        "Dogwood Den",
        "Elm Corner",
    ]

    year = timezone.localdate().year + 1
    _host_of(walk, WALNUT, f"January to March {year}").select_option(label="Birch House")
    _host_of(walk, WILLOW, f"July to September {year}").select_option(label="No host yet")
    walk.press("Make the drafts")
    expect(walk.page.get_by_text("6 drafts are made. Nothing is published")).to_be_visible()

    chosen = ["Birch House", "Aspen Hall", "Birch House", "Elm Corner", "Dogwood Den", "No host yet"]
    assert _listed_hosts(walk, WALNUT) + _listed_hosts(walk, WILLOW) == chosen
    assert _to_come(walk, WALNUT) == ["Host: Birch House", "Host: Aspen Hall", "Host: Birch House"]
    assert _to_come(walk, WILLOW) == ["Host: Elm Corner", "Host: Dogwood Den", "Lacks a host"]


def _ask_for_three_quarters(walk, *regions):
    """Through the menu to the form; four quarters are ticked in it."""
    walk.open("/cms/")
    menu = walk.page.get_by_role("navigation")
    menu.get_by_role("button", name="Running gatherings", exact=True).click()
    menu.get_by_role("link", name="Planned series", exact=True).click()
    walk.page.get_by_role("link", name="Plan a year").first.click()
    for name in regions:
        walk.main.get_by_label(name, exact=True).check()
    walk.main.get_by_role("group", name="Quarters").locator("input:checked").last.uncheck()
    walk.press("Show the table")
    expect(walk.main.get_by_role("table", name="Proposed gatherings")).to_be_visible()


def _proposed_hosts(walk):
    chosen = "nodes => nodes.map((node) => node.selectedOptions[0].label)"
    return walk.main.get_by_role("combobox", name=re.compile("^Host")).evaluate_all(chosen)


def _host_of(walk, region, quarter):
    return walk.main.get_by_role("combobox", name=f"Host, {region}, {quarter}")


def _listed_hosts(walk, region):
    """The hosts of a region's drafts in the flat listing of gatherings, by time."""
    found = GatheringPage.objects.filter(region__name=region, live=False).values_list("region", flat=True)
    walk.open(f"{reverse(LISTING)}?region={found[0]}&period=upcoming")
    table = walk.main.get_by_role("table")
    column = table.get_by_role("columnheader").all_inner_texts().index("Host")
    return [row.get_by_role("cell").nth(column).inner_text().strip() for row in table.locator("tbody tr").all()]


def _to_come(walk, region):
    """What the overview says of the hosts of a region's gatherings to come."""
    walk.open(reverse(OVERVIEW))
    row = walk.main.get_by_role("row").filter(has=walk.page.get_by_role("rowheader", name=region))
    return re.findall("Host: .+|Lacks a host", row.get_by_role("cell").first.inner_text())


# Inviting a region


@pytest.fixture
def supper(calendar):
    """A gathering of a region with three programs; two people of another region's program are not of it."""
    region = events.RegionFactory(name=CEDAR)
    for name, where in (("ada", region), ("ben", region), ("cleo", region), ("dara", events.RegionFactory())):
        user = mentoring.UserFactory(username=name, first_name=name.title(), last_name="Quill")
        profile = mentoring.mentor_profile(mentoring.ProgramFactory(name=f"Program of {name.title()}"), region=where)
        mentoring.ProgramMembershipFactory(program=profile.program, user=user)
    return events.gathering(calendar, "Supper at Cedar Flats", region=region, city="Galena")


def test_coordinator_invites_a_region_and_asks_again_who_was_silent(walk, supper, mailoutbox):
    """Programs of one region, a text taken over, one click to answer, a second round to the others alone (R35)."""
    _write_a_round(walk, supper)
    _send(walk, people=3)
    assert [message.to for message in mailoutbox] == [["ada@example.org"], ["ben@example.org"], ["cleo@example.org"]]
    assert {message.subject for message in mailoutbox} == {"You are invited: Supper at Cedar Flats"}

    _ben_says_yes(walk, mailoutbox[1])
    mailoutbox.clear()
    walk.open(reverse("gathering_desk:invitations", args=[supper.pk]))
    walk.main.get_by_role("link", name="Write again to 2 who have not answered").click()
    walk.press("Save and look at the mail")
    _send(walk, people=2)
    _what_is_due()

    assert [message.to for message in mailoutbox] == [["ada@example.org"], ["cleo@example.org"]]
    assert {message.subject for message in mailoutbox} == {"Will you come? Supper at Cedar Flats"}


def _write_a_round(walk, page):
    walk.open(reverse("gathering_desk:invitations", args=[page.pk]))
    walk.main.get_by_role("link", name="Invite people").click()
    walk.main.get_by_label("Directors of programs").check()
    walk.main.get_by_text("Only of these regions").first.click()
    walk.main.get_by_label(CEDAR, exact=True).check()
    expect(walk.main.locator(".invite__count")).to_have_text("3 people get this mail.")
    walk.main.get_by_label("Start from a text").select_option(label="Regional gathering")
    walk.press("Take over this text")
    expect(walk.main.get_by_label("Subject")).to_have_value("You are invited: {gathering}")
    expect(walk.main.get_by_label(CEDAR, exact=True)).to_be_checked()
    walk.press("Save and look at the mail")
    expect(walk.main).to_contain_text("Dear Ada Quill,")
    expect(walk.main.get_by_role("region", name="Who gets it").get_by_role("listitem")).to_have_count(3)


def _send(walk, *, people):
    """Send the round that is shown, and do what falls due until it is out."""
    walk.main.get_by_role("link", name=f"Send to {people} people").click()
    walk.press(f"Send it to {people} people")
    _what_is_due()
    walk.page.reload()
    expect(walk.main.locator("dd").first).to_have_text(str(people))


def _what_is_due():
    """Two looks of the worker at its jobs of mail: the first puts the mails in line, the second sends them."""
    for _look in range(2):
        for job in jobs():
            if job.key in ("mails", "invitations"):
                job.run(timezone.now())


def _ben_says_yes(walk, message):
    """By the link of his mail, without an account."""
    assert message.to == ["ben@example.org"]
    sign_out(walk.page)
    walk.page.goto(re.search(r"https?://\S+/invitations/\S+/yes/", message.body)[0])
    walk.press("Yes, I will come: register me")
    if walk.page.url.endswith("/register/"):
        walk.press("Register for this gathering")
    expect(walk.title()).to_have_text("Thank you for your answer")

    assert [one.name for one in Registration.objects.filter(gathering__title="Supper at Cedar Flats")] == ["Ben Quill"]
    assert Invitation.objects.get(email="ben@example.org").answer == "yes"
    sign_in(walk.page, walk.site, COORDINATOR)


# Polling dates


def test_programs_choose_a_date_together(walk, calendar, mailoutbox):
    """Three dates, two programs mark them, the one that suits both becomes the gathering's (R29)."""
    page = events.gathering(calendar, "Board games night", days=80, time_zone="America/Chicago")
    days = [timezone.localdate() + timedelta(days=days) for days in (50, 60, 70)]
    address = _propose(walk, page, days)
    sign_out(walk.page)
    _mark(walk, address, "Ida Moss", "ida@example.org", [DateAnswer.YES, DateAnswer.YES, DateAnswer.NO])
    _mark(walk, address, "Jo Pike", "jo@example.org", [DateAnswer.NO, DateAnswer.YES, DateAnswer.IF_NEEDED])
    mailoutbox.clear()

    sign_in(walk.page, walk.site, COORDINATOR)
    walk.open(reverse("gathering_desk:poll", args=[DatePoll.objects.get(gathering=page).pk]))
    walk.main.get_by_role("row").filter(has_text="Suits most").get_by_role("link", name="Choose this date").click()
    walk.press("Choose this date")
    expect(walk.page.get_by_text("The date is set. Everyone who marked gets a mail.")).to_be_visible()

    starts_at = GatheringPage.objects.get(pk=page.pk).starts_at.astimezone(page.zone)
    assert (starts_at.date(), starts_at.hour) == (days[1], 18)
    assert sorted(message.to for message in mailoutbox) == [["ida@example.org"], ["jo@example.org"]]
    assert {message.attachments[0].filename for message in mailoutbox} == {"board-games-night.ics"}
    sign_out(walk.page)
    walk.page.goto(address)
    expect(walk.main).to_contain_text("The date was chosen:")
    expect(walk.main.locator(".p-poll-date--best")).to_contain_text("Chosen")


def _propose(walk, page, days):
    """Open a poll of these days, 6 to 8 pm; its public address."""
    walk.open(reverse("gathering_desk:invitations", args=[page.pk]))
    walk.main.get_by_role("link", name="Ask for a date").click()
    for number, day in enumerate(days, start=1):
        row = walk.main.get_by_role("group", name=f"Date {number}", exact=True)
        row.get_by_label("Day", exact=True).fill(day.isoformat())
        row.get_by_label("From").fill("18:00")
        row.get_by_label("Until").fill("20:00")
    walk.press("Open the date poll")
    return walk.main.locator("p", has_text="Its address").get_by_role("link").get_attribute("href")


def _mark(walk, address, name, email, answers):
    """As a program does with the poll's public address."""
    walk.page.goto(address)
    for number, answer in enumerate(answers):
        date = walk.main.locator("fieldset fieldset").nth(number)
        date.get_by_label(str(answer.label), exact=True).check()
    walk.main.get_by_label("Your name").fill(name)
    walk.main.get_by_label("Your e-mail").fill(email)
    walk.main.get_by_label("Your program or organization").fill(f"Program of {name}")
    walk.press("Send my marks")
    expect(walk.main.get_by_role("heading", name="What happens next")).to_be_visible()
