"""The main job from end to end: a visitor finds and registers, two programs become a pair, staff look after it."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from events.models import GatheringPage, Registration
from mentoring_pages.enums import JournalAudience, RequestStatus
from mentoring_pages.models import JournalEntry, MatchRequest, MentoringPair
from partnership_site.demo.people import DEMO_PASSWORD
from tests.browser.gathering_places import gathering_to_register_for
from tests.browser.place import COORDINATOR, MENTOR
from tests.browser.walk import Walk
from tests.factories import mentoring

MENTOR_PROGRAM = "Goldfinch Bridge After School"
SECOND_CHOICE = "Juniper Yard Youth Program"
MENTEE_PROGRAM = "Saltlick Road Kids"
MENTEE_EMAIL = "wilhelmina@saltlick-road.example.org"


@pytest.fixture
def walk(site_page, demo_site):
    return Walk(site_page, demo_site)


@pytest.fixture
def free_mentee(demo_site):
    """The director of an enrolled program without a mentor, with an account whose password is known."""
    user = mentoring.UserFactory(username="wilhelmina", email=MENTEE_EMAIL, first_name="Wilhelmina", last_name="Oakes")
    user.set_password(DEMO_PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=MENTEE_EMAIL, verified=True, primary=True)
    profile = mentoring.MenteeProfileFactory(program__name=MENTEE_PROGRAM, city="Cairo")
    mentoring.ProgramMembershipFactory(program=profile.program, user=user)
    return user


def test_visitor_finds_what_the_partnership_offers_and_registers(walk, mailoutbox):
    """Directory, library and calendar with their filters, a calendar file, the feed, and a registration (R20, R21)."""
    _visitor_finds_a_mentor(walk)
    _visitor_finds_a_resource(walk)
    _visitor_finds_a_gathering(walk)
    _visitor_registers(walk, mailoutbox)


def _visitor_finds_a_mentor(walk):
    walk.open("/")
    walk.main.get_by_role("link", name="Learn from another program").click()
    all_mentors = walk.count()
    walk.choose_filter("Setting", "School based")
    some_mentors = walk.count()
    walk.main.get_by_role("listitem").get_by_role("link", name=MENTOR_PROGRAM, exact=True).click()

    expect(walk.title()).to_have_text(MENTOR_PROGRAM)
    expect(walk.main.get_by_role("link", name="Request this mentor")).to_be_visible()
    assert 0 < some_mentors < all_mentors


def _visitor_finds_a_resource(walk):
    walk.page.get_by_role("banner").get_by_role("link", name="Resource library").first.click()
    all_resources = walk.count()
    walk.main.get_by_label("What are you looking for?").fill("budget worksheet")
    walk.press("Search")
    some_resources = walk.count()
    walk.main.get_by_role("link", name="Budget worksheet for a first grant year").click()

    expect(walk.title()).to_have_text("Budget worksheet for a first grant year")
    assert 0 < some_resources < all_resources


def _visitor_finds_a_gathering(walk):
    walk.page.get_by_role("banner").get_by_role("link", name="Gatherings").first.click()
    all_gatherings = walk.count()
    walk.choose_filter("Way of attending", "In person")
    some_gatherings = walk.count()
    feed = walk.download_calendar(walk.main.get_by_label("Or copy the address, for Google and others").input_value())
    path = gathering_to_register_for()
    title = GatheringPage.objects.get(slug=path.split("/")[-2]).title
    walk.main.get_by_role("link", name=title).first.click()

    expect(walk.title()).to_have_text(title)
    own_file = walk.main.get_by_role("link", name="Add to my calendar").get_attribute("href")
    [event] = walk.download_calendar(walk.site.url + urlsplit(own_file).path).walk("VEVENT")
    assert 0 < some_gatherings < all_gatherings
    assert event["SUMMARY"] == title
    assert event["UID"] in {entry["UID"] for entry in feed.walk("VEVENT")}
    assert len(feed.walk("VEVENT")) >= some_gatherings


def _visitor_registers(walk, mailoutbox):
    walk.main.get_by_role("link", name="Register").first.click()
    walk.main.get_by_label("Your name").fill("Casimira Holt")
    walk.main.get_by_label("Your e-mail").fill("casimira@example.org")
    walk.press("Register for this gathering")

    expect(walk.title()).to_have_text("Thank you, see you there")
    [message] = mailoutbox
    assert message.to == ["casimira@example.org"]
    own_link = re.search(r"https?://\S+/registration/[0-9a-f-]{36}/", message.body)[0]
    walk.page.goto(own_link)
    expect(walk.main).to_contain_text("You have a place, in person.")
    assert Registration.objects.get(email="casimira@example.org").status == "going"


def test_two_programs_become_a_pair_and_work_through_their_season(walk, free_mentee):
    """Request, answer, plan, contacts, journals, and the coordinator's view of them (R4, R8, R39 to R45)."""
    _mentee_sends_a_request(walk)
    _mentor_accepts(walk)
    pair = MentoringPair.objects.get(mentee__name=MENTEE_PROGRAM, mentor__name=MENTOR_PROGRAM)
    _mentor_begins_the_plan(walk, pair)
    _contact_is_logged(walk, pair, how="Face to face", kind="Meeting", counted=1)
    _own_entry(walk, pair, "Mentor alone", "Only me")
    _own_entry(walk, pair, "Mentor to both", "My pair.")
    walk.sign_in(MENTEE_EMAIL, to=reverse("members:plan-detail", args=[pair.code]))
    _mentee_adds_to_the_plan(walk, pair)
    _contact_is_logged(walk, pair, how="Telephone", kind="Call or message", counted=2)
    _contact_is_logged(walk, pair, how="Video call", kind="Meeting", counted=2, made=False)
    _contact_is_logged(walk, pair, how="E-mail", kind="Call or message", counted=3)
    _journals_are_private_unless_shared(walk, pair)
    _own_entry(walk, pair, "Mentee alone", "Only me")
    walk.sign_in(MENTOR, to=_journal_of(pair))
    expect(walk.main.get_by_text("Mentee alone")).to_have_count(0)
    assert _status_of_entry(walk, "Mentee alone") == 404
    _coordinator_looks_after_it(walk, pair)


def _mentee_sends_a_request(walk):
    walk.sign_in(MENTEE_EMAIL, to=reverse("members:request-create"))
    walk.main.get_by_label("Topic 1").select_option(label="Budget")
    # Mentors that fit appear as soon as a topic is chosen, before anything is saved.
    expect(walk.main).to_contain_text("Knows about Budget.")
    walk.main.get_by_label("In a sentence").first.fill("Our first grant year ends and we have no reserve.")
    walk.main.get_by_label("Topic 2").select_option(label="Staff training")
    walk.press("Save and go on")
    walk.main.get_by_label("Setting").first.select_option(label="Like us, nice to have")
    walk.press("Save and go on")
    walk.put_on_list(MENTOR_PROGRAM, SECOND_CHOICE)
    walk.press("Save and check")
    walk.press(re.compile("^Send request to"))

    expect(walk.main).to_contain_text(f"Waiting for an answer from {MENTOR_PROGRAM}.")
    sent = MatchRequest.objects.get(program__name=MENTEE_PROGRAM)
    assert sent.status == RequestStatus.SENT
    assert [choice.mentor.name for choice in sent.choices.order_by("rank")] == [MENTOR_PROGRAM, SECOND_CHOICE]
    assert [need.topic.name for need in sent.needs.all()] == ["Budget", "Staff training"]
    assert [MENTOR] in [message.to for message in mail.outbox]


def _mentor_accepts(walk):
    walk.sign_in(MENTOR, to=reverse("members:request-list"))
    walk.main.get_by_role("link", name=f"{MENTEE_PROGRAM} asks {MENTOR_PROGRAM}").click()
    expect(walk.main).to_contain_text("Our first grant year ends and we have no reserve.")
    walk.press("Yes, be their mentor")

    expect(walk.main).to_contain_text("You are a pair now.")
    expect(walk.main.get_by_role("heading", name=MENTEE_PROGRAM, exact=True)).to_be_visible()


def _mentor_begins_the_plan(walk, pair):
    walk.open(reverse("members:plan-edit", args=[pair.code]))
    walk.main.get_by_label("What we want to work on").fill("A reserve for the gap between two grants.")
    goal = walk.main.get_by_role("group", name="Goal 1", exact=True)
    goal.get_by_label("Goal", exact=True).fill("Three months of pay in the bank")
    goal.get_by_label("Step", exact=True).first.fill("List every cost of a month")
    _save_plan(walk)

    expect(walk.main.get_by_role("heading", name="Three months of pay in the bank")).to_be_visible()
    expect(walk.main.get_by_text("List every cost of a month", exact=True)).to_be_visible()


def _mentee_adds_to_the_plan(walk, pair):
    expect(walk.main.get_by_text("A reserve for the gap between two grants.")).to_be_visible()
    walk.open(reverse("members:plan-edit", args=[pair.code]))
    walk.press("Add another goal")
    walk.page.locator("#goal-last").get_by_label("Goal", exact=True).fill("A budget that parents can read")
    _save_plan(walk)

    goals = pair.plan.goals.order_by("pk")
    assert [goal.text for goal in goals] == ["Three months of pay in the bank", "A budget that parents can read"]


def _save_plan(walk):
    # The first button of the name is there for the Enter key alone and is hidden from everybody else.
    walk.main.get_by_role("button", name="Save the plan").last.click()
    expect(walk.title()).to_have_text("Action plan")


def _contact_is_logged(walk, pair, *, how, kind, counted, made=True):
    """Log one of today; afterwards the meter shows `counted`."""
    walk.open(reverse("members:contact-create", args=[pair.code]))
    walk.main.get_by_role("group", name="How", exact=True).get_by_label(how, exact=True).check()
    walk.main.get_by_role("group", name="What it was").get_by_label(kind, exact=True).check()
    if not made:
        walk.main.get_by_label("No, one of us tried").check()
    walk.press("Log this contact")
    walk.open(reverse("members:contact-list", args=[pair.code]))

    expect(walk.main.get_by_text(re.compile(rf"^{counted} of \d+ contacts"))).to_be_visible()
    expect(walk.main.locator(".p-meter__cells .is-full")).to_have_count(counted)
    expect(walk.main.get_by_role("region", name="The log of contacts").get_by_text(f"{how}, {kind}")).to_be_visible()


def _journal_of(pair):
    return reverse("members:journal-list", args=[pair.code])


def _own_entry(walk, pair, title, audience):
    walk.open(reverse("members:journal-create", args=[pair.code]))
    walk.main.get_by_label("Title").fill(title)
    walk.main.get_by_label("What I want to remember").fill(f"{title}: words that are mine.")
    walk.main.get_by_role("radio", name=re.compile(f"^{re.escape(audience)}")).check()
    walk.press("Save the entry")

    walk.main.get_by_role("link", name=title, exact=True).click()
    expect(walk.main.get_by_text(f"{title}: words that are mine.")).to_be_visible()


def _journals_are_private_unless_shared(walk, pair):
    walk.open(_journal_of(pair))
    expect(walk.main.get_by_text("Mentor alone")).to_have_count(0)
    walk.main.get_by_role("link", name="Mentor to both").click()

    expect(walk.main.get_by_text("Mentor to both: words that are mine.")).to_be_visible()
    assert _status_of_entry(walk, "Mentor alone") == 404


def _status_of_entry(walk, title):
    """What the signed-in person gets at the address of that entry. Titles are encrypted, so they are compared here."""
    [entry] = [entry for entry in JournalEntry.objects.filter(audience=JournalAudience.ONLY_ME) if entry.title == title]
    return walk.page.goto(walk.site.url + reverse("members:journal-detail", args=[entry.pair.code, entry.code])).status


def _coordinator_looks_after_it(walk, pair):
    """Requests, pairs and plans on the desk in the CMS; not the journals that were not shared with staff."""
    walk.sign_in(COORDINATOR, to="/cms/")
    walk.page.get_by_role("navigation").get_by_role("button", name="Mentoring", exact=True).click()
    desk = {}
    for name in ("Match requests", "Pairs", "Action plans"):
        link = walk.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first
        desk[name] = link.get_attribute("href")
    for path in desk.values():
        walk.open(path)
        expect(walk.main.get_by_text(MENTEE_PROGRAM).first).to_be_visible()

    assert _status_of_entry(walk, "Mentee alone") == 404
