"""Each list costs the same number of queries for 3 rows and for 300 (DESIGN section 5, rule 9)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from events.models import CalendarPage, GatheringPage
from mentoring_pages.cms.desk import MentoringDesk
from mentoring_pages.enums import JournalAudience, MeetingStatus, Side
from mentoring_pages.models import (
    ActionPlan,
    AgreementSignature,
    AgreementText,
    Contact,
    Evaluation,
    FitCheck,
    JoinRequest,
    JournalEntry,
    MatchChoice,
    MatchRequest,
    Meeting,
    MentorDirectoryPage,
    MentoringPair,
    Program,
    ProgramMembership,
    Referral,
)
from resources.models import ResourceLibraryPage
from tests.benchmarks.content import KINDS_OF_PAGE, add_mentor_collection
from tests.factories import mentoring
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 300


@pytest.fixture
def site(db):
    """A site that is set up, and a collection of mentors."""
    call_command("partnership_setup", verbosity=0)
    add_mentor_collection()


def fill(first, last):
    for kind in KINDS_OF_PAGE.values():
        kind.add(first, last)


def public_lists():
    library, calendar, directory = (
        model.objects.get().url for model in (ResourceLibraryPage, CalendarPage, MentorDirectoryPage)
    )
    # A month with gatherings in it: without any, there is nothing to fetch topics for.
    month = GatheringPage.objects.order_by("pk").first().starts_at
    return {
        "library": library,
        "library, searched": f"{library}?q=literacy",
        "library, its feed": f"{library}feed.atom",
        "library, most used": f"{library}?sort=used&licence=x&publisher=x&accessibility=not_checked",
        "library, suggestions": f"{library}suggest/?q=literacy",
        "library, nothing found": f"{library}?q=literacy+unicorn&format=link&year=1999",
        "library, as a table": f"{library}results.csv",
        "library, harvested": f"{library}oai/?verb=ListRecords&metadataPrefix=oai_dc",
        "calendar": calendar,
        "calendar, past": f"{calendar}?when=past",
        "calendar, a month": f"{calendar}month/{month.year}/{month.month}/",
        "calendar, near a ZIP code": f"{calendar}near/?zip=61036&miles=10",
        "calendar, for print": f"{calendar}print/",
        "calendar, in a frame": f"{calendar}embed/?count=10",
        "calendar, its feed": f"{calendar}calendar.ics",
        "directory": directory,
        "directory, searched": f"{directory}?q=literacy",
        "directory, near a ZIP code": f"{directory}?zip=60601&miles=100&age=9",
        "directory, as map": f"{directory}?view=map",
        "collection": "/mentor-collection/",
        "search": "/search/?q=literacy",
        "home": "/",
        "sitemap": "/sitemap.xml",
        "sitemap, a part": "/sitemap-pages.xml",
    }


def counted(client, addresses):
    """Queries of each address by its name; each must answer 200."""

    def get(address):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        # A feed is built only while its body is read.
        b"".join(answer.streaming_content) if answer.streaming else answer.content

    return {name: count_queries(lambda address=address: get(address)) for name, address in addresses.items()}


def test_public_lists_cost_the_same_for_3_and_for_300_rows(site, client):
    fill(0, FEW)
    few = counted(client, public_lists())
    fill(FEW, MANY)

    many = counted(client, public_lists())

    assert many == few


@pytest.fixture
def season(paired):
    """Add rows that the members of one pair see: `season(count)`."""
    pair = paired.pair
    mode, kind = mentoring.contact_mode(), mentoring.contact_kind()
    day = pair.started_on

    def add(count):
        Contact.objects.bulk_create(
            Contact(pair=pair, mode=mode, kind=kind, happened_on=day, logged_by=paired.mentor)
            for _number in range(count)
        )
        JournalEntry.objects.bulk_create(
            JournalEntry(pair=pair, author=paired.mentor, written_on=day, text="x", audience=JournalAudience.MY_PAIR)
            for _number in range(count)
        )
        for number in range(count):
            mentoring.MeetingFactory(pair=pair, mode=mode, starts_at=timezone.now() + timedelta(days=number + count))
        for _number in range(min(count, 30)):
            request = mentoring.MatchRequestFactory(program=pair.mentee, status="withdrawn", cycle=pair.cycle)
            mentoring.MatchChoiceFactory(request=request, asked=True)
            mentoring.MentorBookmarkFactory(owner=paired.mentor)
            mentoring.MentorBookmarkFactory(owner=paired.mentee)

    return add


@pytest.mark.parametrize("name", ["mentor", "mentee"])
def test_members_lists_cost_the_same_for_3_and_for_300_rows(season, paired, persona, client, name):
    client.force_login(persona(name))
    pair = paired.pair.code
    addresses = {
        "home": reverse("members:home"),
        "requests": reverse("members:request-list"),
        "bookmarks": reverse("members:bookmark-list"),
        "contacts": reverse("members:contact-list", args=[pair]),
        "meetings": reverse("members:meeting-list", args=[pair]),
        "journal": reverse("members:journal-list", args=[pair]),
        "evaluations": reverse("members:evaluation-list", args=[pair]),
    }
    season(FEW)
    few = counted(client, addresses)
    season(MANY - FEW)

    many = counted(client, addresses)

    assert many == few


def add_records(count):
    """One row for each screen of the desk, `count` times."""
    cycle = mentoring.MentoringCycleFactory()
    names = [f"Program {cycle.pk} {number}" for number in range(2 * count)]
    programs = Program.objects.bulk_create([Program(name=name, status="enrolled") for name in names])
    user = mentoring.UserFactory()
    ProgramMembership.objects.bulk_create(ProgramMembership(program=program, user=user) for program in programs)
    both = list(zip(programs[:count], programs[count:], strict=True))
    pairs = MentoringPair.objects.bulk_create(
        MentoringPair(cycle=cycle, mentor=mentor, mentee=mentee, started_on=cycle.starts_on) for mentor, mentee in both
    )
    JoinRequest.objects.bulk_create(JoinRequest(program=program, user=user) for program in programs)
    Referral.objects.bulk_create(Referral(program_name=name, handled_by=user, program=programs[0]) for name in names)
    requests = MatchRequest.objects.bulk_create(MatchRequest(cycle=cycle, program=mentee) for _mentor, mentee in both)
    MatchChoice.objects.bulk_create(
        MatchChoice(request=request, mentor=mentor, rank=1)
        for request, (mentor, _mentee) in zip(requests, both, strict=True)
    )
    FitCheck.objects.bulk_create(FitCheck(pair=pair, side=Side.MENTEE) for pair in pairs)
    text = AgreementText.objects.current() or mentoring.AgreementTextFactory()
    AgreementSignature.objects.bulk_create(
        AgreementSignature(
            pair=pair, version=text, side=Side.MENTEE, signed_name="A", signed_at=text.published_at, text={}
        )
        for pair in pairs
    )
    mode, kind = mentoring.contact_mode(), mentoring.contact_kind()
    ActionPlan.objects.bulk_create(ActionPlan(pair=pair) for pair in pairs)
    Contact.objects.bulk_create(Contact(pair=pair, mode=mode, kind=kind, happened_on=cycle.starts_on) for pair in pairs)
    Meeting.objects.bulk_create(
        Meeting(pair=pair, mode=mode, status=MeetingStatus.AGREED, starts_at=timezone.now()) for pair in pairs
    )
    Evaluation.objects.bulk_create(
        Evaluation(pair=pair, author=user, side=Side.MENTEE, moment="midpoint") for pair in pairs
    )
    JournalEntry.objects.bulk_create(
        JournalEntry(
            pair=pair, author=user, written_on=cycle.starts_on, text="x", audience=JournalAudience.PAIR_AND_STAFF
        )
        for pair in pairs
    )


def test_screens_of_the_desk_cost_the_same_for_3_and_for_300_rows(coordinator, client):
    client.force_login(coordinator)
    # By address: pairs have two screens. Concerns are for those who are named for them alone.
    screens = [one for one in MentoringDesk().modeladmin_instances if one.model.__name__ != "Concern"]
    addresses = {url: url for url in (screen.url_helper.index_url for screen in screens)}
    add_records(FEW)
    add_records(FEW)
    few = counted(client, addresses)
    add_records(MANY)

    many = counted(client, addresses)

    assert many == few
