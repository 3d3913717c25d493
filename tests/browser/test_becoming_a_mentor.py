"""From a stranger's program to a confirmed pair: enrol, apply as a mentor, be asked second, and say yes."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring_pages.cms.becoming_mentor import BecomingMentorDesk
from mentoring_pages.cms.desk import MentoringDesk
from mentoring_pages.enums import DecidedBy, EnrolmentStatus, RequestStatus
from mentoring_pages.models import (
    MatchRequest,
    MenteeProfile,
    MentorApplication,
    MentoringCycle,
    MentoringPair,
    MentorProfilePage,
    Program,
    Referee,
    TrainingSession,
)
from partnership_site.demo.people import DEMO_PASSWORD
from resources.dates_in_words import short_date
from tests.browser.place import COORDINATOR, MENTOR
from tests.browser.walk import Walk
from tests.factories import mentoring

FIRST_CHOICE = "Goldfinch Bridge After School"
NEW_MENTOR, NEW_DIRECTOR = "Cattail Corner Kids", "ottilie@cattail-corner.example.org"
MENTEE, MENTEE_DIRECTOR = "Plum Thicket Kids", "harriet@plum-thicket.example.org"
INTERVIEW = timezone.localdate() + timedelta(days=40)
REFEREES = (("Principal Ames", "ames@school.example.org"), ("Pastor Bell", "bell@church.example.org"))
# What somebody wrote for staff, or for the page alone: no mail may carry it.
SECRETS = ("The best neighbors", "Warm, and to the point.", "on leave until March", "Somebody did it for us.")
SCREENS = {
    type(admin).__name__: admin.url_helper
    for desk in (MentoringDesk, BecomingMentorDesk)
    for admin in desk().modeladmin_instances
}


def somebody(email, first_name):
    """A person with an account and no program."""
    user = mentoring.UserFactory(username=first_name.lower(), email=email, first_name=first_name)
    user.set_password(DEMO_PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@pytest.fixture
def walk(site_page, demo_site):
    # The walk is about a cycle in which a coordinator has the last word.
    MentoringCycle.objects.running().update(confirms_pairs=True)
    # Another walk may have taken its last place.
    MentorProfilePage.objects.filter(program__name=FIRST_CHOICE).update(capacity=9)
    yield Walk(site_page, demo_site)
    MentoringCycle.objects.running().update(confirms_pairs=False)


def test_a_program_enrols_becomes_a_mentor_and_gets_a_mentee_who_asked_another_first(walk):
    """R4, R8, R31, R33, R37, R46, R63, R81, R83: each step in the browser, and every mail that it causes."""
    somebody(NEW_DIRECTOR, "Ottilie")
    mail.outbox.clear()
    told = {}
    _enrols(walk)
    told["enrolled"] = mails()
    application = _applies_as_mentor(walk)
    told["applied"] = mails()
    _referees_answer(walk, application)
    told["referees"] = mails()
    _coordinator_takes_it_to_the_end(walk, application)
    told["decided"] = mails()
    request = _another_program_asks(walk)
    told["asked"] = mails()
    _first_declines(walk, request)
    told["declined"] = mails()
    _second_accepts(walk, request)
    told["accepted"] = mails()
    _coordinator_confirms(walk, request)
    told["confirmed"] = mails()

    assert told == EXPECTED


WHO = {COORDINATOR: "staff", MENTOR: "first", NEW_DIRECTOR: "new", MENTEE_DIRECTOR: "mentee"} | {
    address: "referee" for _name, address in REFEREES
}


def mails():
    """(who, subject) of every mail since the last time, in the order of both; empties the box."""
    found = sorted((WHO[address], message.subject) for message in mail.outbox for address in message.to)
    said = "".join(message.body for message in mail.outbox)
    assert not any(secret in said for secret in SECRETS)
    mail.outbox.clear()
    return found


EXPECTED = {
    "enrolled": [
        ("new", f"{NEW_MENTOR} is enrolled"),
        ("new", f"We have your enrolment of {NEW_MENTOR}"),
        ("staff", f"{NEW_MENTOR} asks to enrol"),
    ],
    "applied": [
        ("new", "Your application as a mentor has arrived"),
        ("staff", f"{NEW_MENTOR} applies as a mentor"),
    ],
    "referees": [
        *[("new", f"A reference for {NEW_MENTOR} has come in")] * 2,
        *[("referee", f"{NEW_MENTOR} names you as a referee")] * 2,
        *[("staff", f"A reference for {NEW_MENTOR} is there to read")] * 2,
    ],
    "decided": [
        ("new", f"{NEW_MENTOR} has finished the training"),
        ("new", f"{NEW_MENTOR} is an approved mentor"),
        ("new", f"{NEW_MENTOR} is in the mentor directory"),
        ("new", f"The mentors' training for {NEW_MENTOR}"),
        ("new", f"Your interview: {short_date(INTERVIEW)}, 10 am Central"),
    ],
    "asked": [
        ("first", f"{MENTEE} would like you as its mentor"),
        ("staff", f"{MENTEE} asks for a mentor"),
    ],
    "declined": [
        ("mentee", f"Your request went on to {NEW_MENTOR}"),
        ("new", f"{MENTEE} would like you as its mentor"),
    ],
    "accepted": [
        ("mentee", f"{NEW_MENTOR} would like to be your mentor"),
        ("new", f"Thank you for saying yes to {MENTEE}"),
        ("staff", f"Please confirm: {NEW_MENTOR} and {MENTEE}"),
    ],
    "confirmed": [
        ("mentee", f"{NEW_MENTOR} is your mentor"),
        ("new", f"You are now the mentor of {MENTEE}"),
    ],
}


def _sessions_held():
    return [str(session) for session in TrainingSession.objects.filter(starts_at__lt=timezone.now())]


def _act(walk, screen, name, row, ticks=(), **fields):
    """A coordinator's step: open it, fill in its form by label, press its button."""
    walk.open(SCREENS[screen].get_action_url(name, row.pk))
    for label in ticks:
        walk.main.get_by_label(label).check()
    for label, value in fields.items():
        box = walk.main.get_by_label(label.replace("_", " "))
        if value in ("Suitable", "By video call"):
            box.select_option(label=value)
        else:
            box.fill(value)
    walk.main.locator("form button[type=submit], form button:not([type])").first.click()
    expect(walk.page.locator(".messages .success")).to_be_visible()


def _enrols(walk):
    walk.sign_in(NEW_DIRECTOR, to=reverse("members:program-enrol"))
    walk.main.get_by_label("Name of the program").fill(NEW_MENTOR)
    walk.main.get_by_label("ZIP code").fill("62914")
    walk.main.get_by_label("The program started on").fill("2019-09-01")
    walk.main.get_by_label("Its director started on").fill("2020-01-15")
    walk.main.get_by_role("button", name=re.compile("^(Enrol|Send)")).last.click()
    expect(walk.main).to_contain_text(NEW_MENTOR)
    program = Program.objects.get(name=NEW_MENTOR)
    assert program.status == EnrolmentStatus.APPLIED

    walk.sign_in(COORDINATOR, to=SCREENS["ProgramAdmin"].index_url)
    _act(walk, "ProgramAdmin", "approve", program)

    program.refresh_from_db()
    assert program.status == EnrolmentStatus.ENROLLED
    # What the years are counted from; the form of the facts has tests of its own.
    MenteeProfile.objects.filter(program=program).update(grantee_since=2015)


def _applies_as_mentor(walk):
    walk.sign_in(NEW_DIRECTOR, to=reverse("members:application-start"))
    walk.press(re.compile("^Begin the application"))
    for box in walk.main.get_by_role("checkbox").all():
        box.check()
    walk.main.get_by_label("Your answer").fill("Last spring I sat with a new cook through her first audit.")
    walk.press("Save and go on")
    walk.main.get_by_label("Topic 1").select_option(label="Staff recruitment")
    walk.main.get_by_label("A result you can show").first.fill("Nobody left in two years.")
    walk.press("Save and go on")
    walk.main.get_by_label("Why you want to be a mentor").fill("Somebody did it for us.")
    walk.main.get_by_label("Hours a month that you set aside").fill("5")
    walk.main.get_by_label("Who will do it").fill("Ottilie, with the site lead")
    walk.press("Save and go on")
    for number, (name, address) in enumerate(REFEREES, start=1):
        group = walk.main.get_by_role("group", name=f"Referee {number}")
        group.get_by_label("Name", exact=True).fill(name)
        group.get_by_label("E-mail").fill(address)
    walk.press("Save and go on")
    walk.press("Send the application in")

    application = MentorApplication.objects.get(program__name=NEW_MENTOR)
    expect(walk.main.get_by_role("heading", name="Your referees")).to_be_visible()
    assert application.status == "submitted"
    return application


def _referees_answer(walk, application):
    walk.sign_in(COORDINATOR, to=SCREENS["MentorApplicationAdmin"].index_url)
    _act(walk, "MentorApplicationAdmin", "ask-references", application)
    asked = list(mail.outbox)
    walk.page.context.clear_cookies()
    for message in asked:
        link = urlsplit(re.search(r"https?://\S+/references/\S+", message.body)[0])
        walk.open(link.path)
        for question in walk.main.get_by_role("group").all():
            if question.get_by_role("radio").count():
                question.get_by_role("radio", name="5", exact=True).check()
        for box in walk.main.get_by_role("textbox").all():
            box.fill("The best neighbors that we could wish for.")
        walk.press("Send my answer")
        expect(walk.title()).to_contain_text("Thank you")

    assert set(Referee.objects.filter(application=application).values_list("status", flat=True)) == {"answered"}


def _coordinator_takes_it_to_the_end(walk, application):
    screen = "MentorApplicationAdmin"
    walk.sign_in(COORDINATOR, to=SCREENS[screen].index_url)
    _act(walk, screen, "arrange-interview", application, Date_and_time=f"{INTERVIEW:%Y-%m-%d}T10:00")
    _act(walk, screen, "note-interview", application, Notes="Warm, and to the point.")
    _act(walk, screen, "begin-training", application)
    _act(walk, screen, "record-training", application, ticks=_sessions_held())
    _act(walk, screen, "finish-training", application)
    _act(walk, screen, "note-review", application, Suitability="Suitable")
    _act(walk, screen, "approve", application)
    _act(walk, screen, "activate", application)

    walk.open("/mentors/?q=Cattail")
    expect(walk.main.get_by_role("link", name=NEW_MENTOR, exact=True)).to_be_visible()
    application.refresh_from_db()
    assert application.status == "active"
    assert not MenteeProfile.objects.filter(program__name=NEW_MENTOR).exists()


def _another_program_asks(walk):
    user = somebody(MENTEE_DIRECTOR, "Harriet")
    program = mentoring.MenteeProfileFactory(program__name=MENTEE, city="Cairo").program
    mentoring.ProgramMembershipFactory(program=program, user=user)
    walk.sign_in(MENTEE_DIRECTOR, to=reverse("members:request-create"))
    walk.main.get_by_label("Topic 1").select_option(label="Staff recruitment")
    walk.main.get_by_label("In a sentence").first.fill("We lose people each spring.")
    walk.press("Save and go on")
    walk.press("Save and go on")
    walk.put_on_list(FIRST_CHOICE, NEW_MENTOR)
    walk.press("Save and check")
    walk.press(re.compile("^Send request to"))

    expect(walk.main).to_contain_text(f"Waiting for an answer from {FIRST_CHOICE}.")
    return MatchRequest.objects.get(program=program)


def _first_declines(walk, request):
    walk.sign_in(MENTOR, to=reverse("members:request-detail", args=[request.code]))
    walk.page.locator("#decline summary").click()
    walk.page.locator("#decline textarea").fill("Our site lead is on leave until March.")
    walk.press("Decline kindly")
    expect(walk.page.locator("#decline")).to_have_count(0)


def _second_accepts(walk, request):

    walk.sign_in(NEW_DIRECTOR, to=reverse("members:request-detail", args=[request.code]))
    expect(walk.main).to_contain_text("We lose people each spring.")
    walk.press("Yes, be their mentor")
    expect(walk.main).to_contain_text(MENTEE)
    request.refresh_from_db()
    assert request.status == RequestStatus.ACCEPTED
    assert not MentoringPair.objects.for_member(request.created_by).exists()


def _coordinator_confirms(walk, request):
    walk.sign_in(COORDINATOR, to=SCREENS["MatchRequestAdmin"].index_url)
    _act(walk, "MatchRequestAdmin", "confirm", request)

    pair = MentoringPair.objects.get(mentee__name=MENTEE, mentor__name=NEW_MENTOR)
    assert (pair.status, pair.decided_by) == ("active", DecidedBy.MENTEE)
    walk.sign_in(MENTEE_DIRECTOR, to=reverse("members:pair-detail", args=[pair.code]))
    expect(walk.main).to_contain_text(NEW_MENTOR)
    page = MentorProfilePage.objects.get(program__name=NEW_MENTOR)
    walk.open(page.get_url())
    expect(walk.main.get_by_role("link", name="Request this mentor")).to_have_count(0)
