"""One pair through a whole season, from the yes to the certificate, while the clock moves from month to month."""

import datetime as dt
import io
import re
import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from events.actions.subscriptions import make_subscription
from mentoring_pages.actions.contacts import log_contact
from mentoring_pages.actions.evaluations import ask_for_evaluations
from mentoring_pages.enums import CycleStatus, PairStatus
from mentoring_pages.models import (
    ActionPlan,
    AgreementSignature,
    ClosureCertificate,
    ContactKind,
    ContactMode,
    Evaluation,
    JournalEntry,
    MentoringCycle,
    MentoringPair,
    MentorProfilePage,
    SiteVisit,
)
from resources.mailing import send_due_mails
from tests.browser.helpers import sign_in
from tests.browser.walk import Walk
from tests.factories import mentoring

CHICAGO = ZoneInfo("America/Chicago")
MENTOR, MENTEE = "Kingfisher Landing Kids", "Thistle Gate After School"
SECRET = "quillwort"
SHARED = "The snack bell works"


@dataclass
class Season(Walk):
    """The walk of two people and a clock. `pair` is there once the mentor has said yes."""

    clock: object = None
    people: dict = None
    calendars: dict = None
    pair: MentoringPair | None = None

    def at(self, *day, hour=9, minute=0):
        """The clock stands there from now on, and nobody is signed in any more."""
        self.clock.move_to(dt.datetime(*day, hour, minute, tzinfo=CHICAGO))
        self.page.context.clear_cookies()

    def as_(self, name, address, *args):
        """One of the two opens a page of the pair."""
        self.page.context.clear_cookies()
        sign_in(self.page, self.site, self.people[name])
        self.open(reverse(f"members:{address}", args=[self.pair.code, *args]) if self.pair else reverse(address))

    def meter(self, counted, *met):
        """What the pair's contacts say: so many count, and these rules are met; both sides read the same."""
        for name in self.people:
            self.as_(name, "contact-list")
            expect(self.main.get_by_text(re.compile(rf"^{counted} of 20 contacts"))).to_be_visible()
            expect(self.main.locator(".p-meter__cells .is-full")).to_have_count(counted)
            for label in ("Meet in the first month", "Meet in the last month", "Be in touch"):
                badge = self.main.locator(".p-facts__row").filter(has_text=label).locator(".m-rule").get_by_text("Met")
                expect(badge).to_have_count(int(label in met))

    def events_of(self, name):
        """{summary: start} of the person's own calendar, as a calendar program of another make reads it."""
        address = reverse("gatherings:personal-feed", args=[self.calendars[name]])
        body = self.page.request.get(self.site.url + address).text()
        calendar = vobject.readOne(body)
        return {
            event.summary.value: event.dtstart.value
            for event in getattr(calendar, "vevent_list", [])
            if getattr(event, "status", None) is None or event.status.value != "CANCELLED"
        }


@pytest.fixture
def season(site_page, demo_site, time_machine):
    time_machine.move_to(dt.datetime(2027, 9, 6, 9, tzinfo=CHICAGO))
    cycle = mentoring.MentoringCycleFactory(name="2027-28", starts_on=dt.date(2027, 9, 1), ends_on=dt.date(2028, 6, 30))
    for row in MentoringCycle.objects.exclude(pk=cycle.pk).running().first().scheduled_evaluations.all():
        row.pk, row.cycle = None, cycle
        row.save()
    profile = mentoring.mentor_profile(mentoring.ProgramFactory(name=MENTOR), zip_code="61602")
    mentee = mentoring.MenteeProfileFactory(program__name=MENTEE, zip_code="62901").program
    people = {}
    for program, name in ((profile.program, "mentor"), (mentee, "mentee")):
        user = mentoring.UserFactory(username=f"season-{name}", first_name=name.title())
        mentoring.ProgramMembershipFactory(program=program, user=user)
        people[name] = user
    choice = mentoring.MatchChoiceFactory(
        request__cycle=cycle, request__program=mentee, mentor=profile.program, asked=True
    )
    calendars = {name: make_subscription(user, name="Phone")[1] for name, user in people.items()}
    walk = Season(site_page, demo_site, clock=time_machine, people=people, calendars=calendars)
    walk.request_code = choice.request.code
    mail.outbox.clear()
    yield walk
    # Other walks live in the season that the demo is in.
    MentoringCycle.objects.filter(pk=cycle.pk).update(status=CycleStatus.FINISHED)


def test_a_pair_lives_a_whole_season(season):
    """R13 to R18, R39 to R45, R71, R87: each step in the browser, the meter and both calendars at each."""
    _the_mentor_says_yes(season)
    _both_sign_the_agreement(season)
    _they_agree_on_a_plan(season)
    _the_first_visit_is_agreed_and_held(season)
    _they_write_their_journals(season)
    _they_are_in_touch_every_month(season, [(2027, 10), (2027, 11), (2027, 12), (2028, 1)], counted=9)
    _half_way_the_mentee_answers_a_few_questions(season)
    _they_are_in_touch_every_month(season, [(2028, 2), (2028, 3), (2028, 4), (2028, 5)], counted=17)
    _the_last_visit_is_held(season)
    _they_end_it_together(season)
    _the_certificate_can_be_checked(season)


def _the_mentor_says_yes(season):
    sign_in(season.page, season.site, season.people["mentor"])
    season.open(reverse("members:request-detail", args=[season.request_code]))
    season.press("Yes, be their mentor")

    expect(season.main).to_contain_text("You are a pair now.")
    season.pair = MentoringPair.objects.get(mentor__name=MENTOR, mentee__name=MENTEE)
    assert {address for message in mail.outbox for address in message.to} >= {
        user.email for user in season.people.values()
    }
    season.meter(0)
    assert season.events_of("mentee") == {}


def _both_sign_the_agreement(season):
    season.at(2027, 9, 7)
    for name in season.people:
        season.as_(name, "agreement-detail")
        season.main.get_by_label("Type your full name to sign").fill(f"{name.title()} Example")
        season.press("Sign the agreement")
        expect(season.main).to_contain_text(f"{name.title()} Example")

    signed = AgreementSignature.objects.filter(pair=season.pair).order_by("pk")
    assert [(one.signed_name, one.side) for one in signed] == [
        ("Mentor Example", "mentor"),
        ("Mentee Example", "mentee"),
    ]


def _they_agree_on_a_plan(season):
    season.at(2027, 9, 8)
    season.as_("mentor", "plan-edit")
    goal = season.main.get_by_role("group", name="Goal 1", exact=True)
    goal.get_by_label("Goal", exact=True).fill("Getting to know each other")
    step = season.main.get_by_role("group", name="Goal 1, step 1", exact=True)
    step.get_by_label("Step", exact=True).fill("Show each other our sites")
    step.get_by_label("Until").fill("2027-09-30")
    season.press("Save and approve")
    season.as_("mentee", "plan-detail")
    season.press("Approve the plan")

    plan = ActionPlan.objects.get(pair=season.pair)
    assert {approval.side for approval in plan.approvals.all()} == {"mentor", "mentee"}
    for name in season.people:
        assert season.events_of(name) == {"Action plan: step due": dt.date(2027, 9, 30)}


def _visit(season, day, *, agreed_on, host, counted, met):
    """Proposed by the mentor, agreed by the mentee, in both calendars, held, and counted."""
    season.at(*agreed_on)
    season.as_("mentor", "visit-propose")
    season.main.get_by_role("radio", name=host).check()
    season.main.get_by_label("Day").fill(day.isoformat())
    season.main.get_by_label("Begins at").fill("14:30")
    season.press("Propose this day")
    visit = SiteVisit.objects.filter(pair=season.pair).latest("pk")
    season.as_("mentee", "visit-detail", visit.code)
    season.press("Agree to this day")
    for name in season.people:
        assert day in {
            start.date() if isinstance(start, dt.datetime) else start for start in season.events_of(name).values()
        }

    season.at(day.year, day.month, day.day, hour=18)
    season.as_("mentee", "visit-record", visit.code)
    season.press("Save")
    visit.refresh_from_db()
    assert visit.contact.mode.is_face_to_face
    season.meter(counted, *met)


def _the_first_visit_is_agreed_and_held(season):
    season.meter(0)
    _visit(
        season,
        dt.date(2027, 9, 20),
        agreed_on=(2027, 9, 10),
        host=f"You visit {MENTEE}",
        counted=1,
        met=["Meet in the first month"],
    )


def _they_write_their_journals(season):
    season.at(2027, 9, 21)
    for title, audience in ((f"A {SECRET} of my own", "Only me"), (SHARED, "My pair.")):
        season.as_("mentee", "journal-create")
        season.main.get_by_label("Title").fill(title)
        season.main.get_by_label("What I want to remember").fill(f"{title}, in my words.")
        season.main.get_by_role("radio", name=re.compile(f"^{re.escape(audience)}")).check()
        season.press("Save the entry")
    season.as_("mentor", "journal-list")
    expect(season.main).to_contain_text(SHARED)
    expect(season.main).not_to_contain_text(SECRET)
    private = JournalEntry.objects.get(pair=season.pair, audience="only_me")
    assert (
        season.page.request.get(
            season.site.url + reverse("members:journal-detail", args=[season.pair.code, private.code])
        ).status
        == 404
    )


def _they_are_in_touch_every_month(season, months, *, counted):
    """A call in the browser each month, and a letter of the other side; the meter rises by both."""
    for year, month in months:
        season.at(year, month, 14)
        season.as_("mentor", "contact-create")
        season.main.get_by_role("group", name="How", exact=True).get_by_label("Telephone", exact=True).check()
        season.main.get_by_role("group", name="What it was").get_by_role("radio").first.check()
        season.press(re.compile("^Log this contact"))
        expect(season.main).to_contain_text("Telephone")
        _letter(season, dt.date(year, month, 3))
    season.meter(counted, "Meet in the first month")


def _letter(season, day):
    log_contact(
        season.pair,
        by=season.people["mentee"],
        code=uuid.uuid4(),
        happened_on=day,
        mode=ContactMode.objects.get(slug="email"),
        kind=ContactKind.objects.first(),
        minutes=None,
        was_made=True,
        note="",
    )


def _half_way_the_mentee_answers_a_few_questions(season):
    season.at(2028, 2, 3)
    mail.outbox.clear()
    ask_for_evaluations()
    send_due_mails()
    [asked] = [
        message
        for message in mail.outbox
        if message.to == [season.people["mentee"].email] and "Midpoint" in message.body
    ]
    assert season.people["mentor"].email not in asked.body
    link = re.search(r"/members/pairs/\S+/evaluations/\S+/", asked.body)[0]
    season.page.context.clear_cookies()
    sign_in(season.page, season.site, season.people["mentee"])
    season.open(link)
    season.main.get_by_role("radio").nth(3).check()
    season.press("Send the evaluation")

    [sent] = Evaluation.objects.filter(pair=season.pair)
    assert (sent.moment, sent.side) == ("midpoint", "mentee")
    season.as_("mentee", "evaluation-detail", sent.code)
    expect(season.main).to_contain_text("4")
    season.as_("mentor", "evaluation-detail", sent.code)
    assert season.page.title().startswith("We cannot find that page")


def _the_last_visit_is_held(season):
    season.at(2028, 5, 20)
    for day in (18, 19):
        _letter(season, dt.date(2028, 5, day))
    season.meter(19, "Meet in the first month", "Be in touch")
    _visit(
        season,
        dt.date(2028, 6, 12),
        agreed_on=(2028, 6, 2),
        host=f"{MENTEE} visits you",
        counted=20,
        met=["Meet in the first month", "Meet in the last month", "Be in touch"],
    )


def _they_end_it_together(season):
    season.at(2028, 6, 20)
    season.as_("mentor", "pair-close")
    season.main.get_by_role("radio").first.check()
    season.main.get_by_role("group", name="How the ending is confirmed").get_by_role("radio").first.check()
    season.main.get_by_label("What you reached together").fill("We know each other's sites.")
    season.press("Propose it to the other side")
    season.pair.refresh_from_db()
    assert season.pair.status == PairStatus.ACTIVE
    season.as_("mentee", "ending-answer")
    season.press("Confirm the ending")

    season.pair.refresh_from_db()
    assert season.pair.status == PairStatus.COMPLETE
    assert MentorProfilePage.objects.available().filter(program=season.pair.mentor).exists()
    for name in season.people:
        # What was is still there to be looked up; nothing is to come.
        assert [start.date() for start in season.events_of(name).values()] == [dt.date(2028, 6, 12)]
        season.as_(name, "contact-create")
        expect(season.title()).to_have_text("You cannot open this page")
    season.as_("mentee", "journal-create")
    expect(season.main.get_by_label("What I want to remember")).to_be_visible()


def _the_certificate_can_be_checked(season):
    """By anybody, with the code that is printed on it; it names the mentor and no other program."""
    season.as_("mentor", "farewell")
    address = season.main.get_by_role("link", name=re.compile("ertificate")).first.get_attribute("href")
    paper = season.page.request.get(season.site.url + address)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.body())).pages)
    certificate = ClosureCertificate.objects.get(closure__pair=season.pair, side="mentor")
    assert MENTOR in words
    assert certificate.printed_code in words
    season.page.context.clear_cookies()
    season.open(reverse("members:certificate-check"))
    season.main.get_by_label("Code", exact=True).fill(certificate.printed_code)
    season.press("Check the code")

    expect(season.main).to_contain_text(MENTOR)
    expect(season.main).to_contain_text("2027-28")
    expect(season.main).not_to_contain_text(MENTEE)
