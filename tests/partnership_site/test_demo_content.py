"""The demo content: what is in it, and how it is loaded."""

import dataclasses
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.models import Page

from events.gatherings.words import earlier_starts
from events.models import CalendarEntry, GatheringPage, HostOffer, Registration
from mentoring_pages import models as mentoring
from mentoring_pages.enums import JournalAudience, PairStatus, PriorityTier, RequestStatus
from mentoring_pages.matching.waiting import in_order
from mentoring_pages.models.facts import FACTS
from mentoring_pages.tiers import tier_of
from partnership_site.demo.builders import remove_demo
from partnership_site.demo.builders.pairs import build_cycles, build_pairs
from partnership_site.demo.builders.requests import build_requests
from partnership_site.demo.mentoring import REQUESTS
from partnership_site.demo.pdf_files import TEMPLATES, draw
from partnership_site.demo.sign_ins import SIGN_INS
from partnership_site.models import DemoLoad, HomePage, StandardPage
from resources.models import CollectionPage, ResourcePage
from tests.demo import demo as demo  # noqa: PLC0414

pytestmark = pytest.mark.django_db


def test_mentors_are_many_and_from_many_regions(demo):
    profiles = mentoring.MentorProfilePage.objects.live()

    assert profiles.count() >= 24
    assert profiles.values("region").distinct().count() >= 15


def test_every_mentor_tells_all_14_facts(demo):
    """R11."""
    missing = [
        (page.title, fact.key, name)
        for page in mentoring.MentorProfilePage.objects.all()
        for fact in FACTS
        for name in fact.fields
        if name not in ("population_note", "grantee_since") and not _has(page, name)
    ]

    assert missing == []


@pytest.mark.parametrize("field", ["size_band", "budget_band", "setting", "community_type", "site_count", "region"])
def test_facts_of_mentors_vary(demo, field):
    assert mentoring.MentorProfilePage.objects.values(field).distinct().count() >= 3


def test_some_facts_are_for_members_and_some_for_staff(demo):
    """T6."""
    seen_by = {page.budget_visibility for page in mentoring.MentorProfilePage.objects.all()}

    assert seen_by == {"public", "members", "staff"}


def test_a_program_has_its_facts_in_one_place(demo):
    both = mentoring.Program.objects.exclude(mentor_page=None).exclude(mentee_profile=None)
    neither = mentoring.Program.objects.filter(mentor_page=None, mentee_profile=None)

    assert (both.count(), neither.count()) == (0, 0)


def test_the_library_has_sixty_resources_and_six_files_of_our_own(demo):
    assert ResourcePage.objects.live().count() >= 60
    assert get_document_model().objects.count() == len(TEMPLATES) == 6


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_files_are_pdf_with_title_and_language_and_always_the_same(name):
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(draw(name)))

    assert reader.metadata.title == TEMPLATES[name].title
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert draw(name) == draw(name)


def test_gatherings_are_many_of_three_kinds_in_every_state(demo):
    gatherings = GatheringPage.objects.live()

    assert gatherings.count() == 33
    assert gatherings.values("kind").distinct().count() == 3
    assert set(gatherings.values_list("status", flat=True)) == {"scheduled", "moved", "postponed", "cancelled"}
    assert set(gatherings.values_list("mode", flat=True)) == {"in_person", "online", "hybrid"}
    assert sorted((page.days[1] - page.days[0]).days + 1 for page in gatherings.filter(is_all_day=True)) == [1, 3]
    assert gatherings.filter(time_zone="America/New_York", mode="online").count() == 1
    assert gatherings.filter(ends_at=None).count() == 1


def test_past_gatherings_say_what_came_of_them_and_coming_ones_do_not(demo):
    past, coming = GatheringPage.objects.past(), GatheringPage.objects.upcoming()

    assert past.filter(outcome="").count() == 0
    assert coming.exclude(outcome="").count() == 0
    assert past.count() >= 11
    assert coming.count() >= 10


def test_past_gatherings_have_pictures_in_words_and_files(demo):
    past = GatheringPage.objects.past()

    assert past.filter(photos__isnull=False).distinct().count() == 2
    assert past.filter(slides__isnull=False).distinct().count() == 2
    assert all(photo.alt_text for page in past for photo in page.photos.all())


def test_the_moved_gathering_remembers_its_first_date(demo):
    moved = GatheringPage.objects.get(status="moved")

    assert [start.date() < moved.starts_at.date() for start in earlier_starts(moved)] == [True]
    assert moved.calendar_entry.latitude


def test_two_gatherings_ask_their_guests(demo):
    asking = GatheringPage.objects.filter(questions__isnull=False).distinct()

    assert asking.count() == 2
    for page in asking:
        for question in page.questions.all():
            question.full_clean(exclude=["gathering"])


def test_a_full_gathering_has_a_waiting_list(demo):
    assert Registration.objects.filter(status="waitlisted").exists()


def test_every_gathering_is_known_to_calendars(demo):
    assert CalendarEntry.objects.count() == GatheringPage.objects.live().count()


def test_next_year_is_planned_and_programs_offer_to_host(demo):
    """R26: drafts with and without a host, one announced gathering that looks for one, offers in two states."""
    planned = GatheringPage.objects.exclude(series=None)
    drafts = planned.filter(live=False)

    assert planned.filter(live=True, host_page=None, host_name="").count() == 1
    assert drafts.filter(host_page=None).count() >= 3
    assert drafts.exclude(host_page=None).count() >= 6
    assert set(HostOffer.objects.values_list("status", flat=True)) == {"open", "declined"}


def test_collections_show_something(demo):
    empty = [collection.title for collection in CollectionPage.objects.all() if not collection.rows()]

    assert empty == []


def test_pairs_are_in_every_state_and_ended_for_every_reason(demo):
    """R87."""
    pairs = Counter(mentoring.MentoringPair.objects.values_list("status", flat=True))
    reasons = set(mentoring.Closure.objects.values_list("reason", flat=True))

    assert sum(pairs.values()) - pairs[PairStatus.AWAITING] == 14
    assert set(pairs) == set(PairStatus.values)
    assert reasons == set(mentoring.ClosureReason.objects.values_list("pk", flat=True))


def test_endings_are_proposed_agreed_and_recognised(demo):
    """R18, R71: each state of an ending is there to look at."""
    waiting = mentoring.EndingProposal.objects.open()

    assert set(waiting.values_list("kind", flat=True)) == {"end", "extend"}
    assert mentoring.Recognition.objects.public().count() == 2
    assert mentoring.ClosureCertificate.objects.count() == 2 * mentoring.Closure.objects.count()


def test_requests_are_in_every_status(demo):
    assert set(mentoring.MatchRequest.objects.values_list("status", flat=True)) == set(RequestStatus.values)


def test_programs_and_people_are_on_their_way_in(demo):
    """R82, R98: a program waits for approval, somebody asks to join, an invitation and referrals wait."""
    assert mentoring.Program.objects.filter(status="applied").count() == 1
    assert mentoring.JoinRequest.objects.waiting().count() == 1
    assert mentoring.ProgramInvitation.objects.usable().count() == 1
    assert sorted(mentoring.Referral.objects.values_list("status", flat=True)) == ["invited", "waiting", "waiting"]


def test_every_tier_is_there_worked_out_or_set(demo):
    """R4: what the dates say is not set by hand; that a program struggles always is."""
    mentees = mentoring.Program.objects.with_needs_count().filter(mentor_page=None)
    tiers = [tier_of(program, demo.today, needs_count=program.needs_count) for program in mentees]

    assert {tier.value for tier in tiers} >= set(PriorityTier)
    assert {tier.is_set for tier in tiers if tier.value == PriorityTier.STRUGGLING} == {True}
    assert {tier.is_set for tier in tiers if tier.value == PriorityTier.NEW_PROGRAM} == {False}


def test_no_mentor_has_more_mentees_than_places(demo):
    crowded = [
        page.title
        for page in mentoring.MentorProfilePage.objects.with_open_pairs()
        if page.open_pair_count > page.capacity
    ]

    assert crowded == []


def test_journals_are_private_and_shared(demo):
    """R45."""
    assert set(mentoring.JournalEntry.objects.values_list("audience", flat=True)) == set(JournalAudience.values)


@pytest.mark.parametrize("person", SIGN_INS, ids=lambda person: person.role)
def test_the_printed_sign_ins_work(demo, client, person):
    answer = client.post("/accounts/login/", {"login": person.email, "password": person.password})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(demo.users[person.email].pk)


def test_people_without_a_printed_sign_in_have_no_password(demo):
    printed = {person.email for person in SIGN_INS}

    usable = {email for email, user in demo.users.items() if user.has_usable_password()}

    assert usable == printed


@pytest.mark.parametrize("today", [date(2027, 7, 15), date(2027, 9, 1), date(2028, 2, 29)])
def test_pairs_keep_inside_their_cycle_on_any_day(demo, today):
    mentoring.MentoringPair.objects.all().delete()
    mentoring.MatchRequest.objects.all().delete()
    mentoring.MentoringCycle.objects.all().delete()
    that_day = dataclasses.replace(demo, today=today, pairs={})

    finished, running = build_cycles(that_day)
    build_pairs(that_day, finished, running)
    build_requests(that_day, running, REQUESTS)

    outside = [
        contact
        for contact in mentoring.Contact.objects.select_related("pair__cycle")
        if not contact.pair.started_on <= contact.happened_on <= min(today, contact.pair.cycle.ends_on)
    ]
    assert outside == []
    assert mentoring.JournalEntry.objects.filter(written_on__gt=today).count() == 0
    assert mentoring.MentoringPair.objects.exclude(status=PairStatus.AWAITING).count() == 14
    assert mentoring.Closure.objects.filter(ended_on__gt=today).count() == 0


def test_the_pair_of_the_sign_ins_is_on_pace(demo):
    """R40, R41: by the share of the year that has passed, 20 contacts in all."""
    pair = mentoring.MentoringPair.objects.open().get(mentee__name="Pebble Path After School")
    year = pair.cycle
    last = min(demo.today, year.ends_on)
    due = 20 * (last - pair.started_on) / (year.ends_on - pair.started_on)

    made = pair.contacts.made().count()

    assert abs(made - due) <= 1


def test_the_command_run_again_changes_nothing(demo):
    DemoLoad.objects.create()
    before = Page.objects.count(), mentoring.Contact.objects.count()

    call_command("demo_content", verbosity=0)

    assert (Page.objects.count(), mentoring.Contact.objects.count()) == before


def test_removing_the_demo_leaves_the_index_pages_and_the_vocabularies(demo):
    DemoLoad.objects.create()
    topics = mentoring.Component.objects.count()

    remove_demo()

    left = [GatheringPage, ResourcePage, mentoring.MentorProfilePage, StandardPage, CollectionPage, mentoring.Program]
    assert [model.objects.count() for model in left] == [0] * len(left)
    assert HomePage.objects.get().get_children().count() == 3
    assert mentoring.Component.objects.count() == topics
    assert not DemoLoad.objects.exists()


def test_review_dates_are_around_today(demo):
    dates = ResourcePage.objects.values_list("review_by", flat=True)

    assert min(dates) < demo.today + timedelta(days=120)
    assert max(dates) > demo.today


def _has(page, name):
    value = getattr(page, name)
    return value.exists() if hasattr(value, "exists") else value not in (None, "")


def test_applications_to_become_a_mentor_stand_in_every_stage_on_the_way(demo):
    """R31: from the draft to the active mentor; one on the bench, one declined, one former mentee to invite (R90)."""
    stages = set(mentoring.MentorApplication.objects.values_list("status", flat=True))
    invited = [invitation.program.name for invitation in mentoring.MentorInvitation.objects.all()]

    assert stages == {
        "draft",
        "submitted",
        "references",
        "interview",
        "training",
        "review",
        "active",
        "bench",
        "declined",
    }
    assert invited == ["Sparrow Gate"]


def test_the_matching_board_has_work_waiting_in_each_tier(demo):
    """R4."""
    waiting = in_order(mentoring.MentoringCycle.objects.current())

    assert {place.tier for place in waiting} >= set(PriorityTier.values)
