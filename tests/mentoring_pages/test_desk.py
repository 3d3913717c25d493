"""The coordinators' desk: every screen, every address, every persona."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.cms.desk import MentoringDesk
from mentoring_pages.enums import EnrolmentStatus, PriorityTier, RequestStatus
from mentoring_pages.models import JournalEntry, MentoringPair, Program, RequestNeed
from mentoring_pages.tiers import TierRules, tier_of
from resources.cms.scoped import ScopedModelAdmin, neutralised
from resources.models import Topic
from tests.factories import mentoring
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

SCREENS = [
    "matchrequest",
    "matchchoice",
    "mentoringpair",
    "fitcheck",
    "agreementtext",
    "agreementsignature",
    "actionplan",
    "meeting",
    "contact",
    "sitevisit",
    "evaluation",
    "endingproposal",
    "closure",
    "journalentry",
    "journalpassage",
    "program",
    "joinrequest",
    "referral",
    "programmembership",
]
CREATABLE = {"mentoringpair", "program", "programmembership"}
EDITABLE = {"program", "agreementtext"}
DELETABLE: set[str] = set()
BY_NAME: dict = {}
for one in MentoringDesk().modeladmin_instances:
    # Pairs have a second screen, with the numbers of their journals.
    BY_NAME.setdefault(one.model._meta.model_name, one)


@pytest.fixture
def rows(paired):
    """One row for each screen, by model name."""
    choice = mentoring.MatchChoiceFactory(asked=True, mentor=paired.pair.mentor, reason="They solved it")
    goal = mentoring.GoalFactory(plan__pair=paired.pair)
    mentoring.GoalStepFactory(goal=goal)
    return {
        "matchrequest": choice.request,
        "matchchoice": choice,
        "agreementtext": mentoring.AgreementTextFactory(draft=True),
        "agreementsignature": mentoring.AgreementSignatureFactory(pair=paired.pair),
        "fitcheck": mentoring.FitCheckFactory(pair=paired.pair),
        "mentoringpair": paired.pair,
        "actionplan": goal.plan,
        "meeting": mentoring.MeetingFactory(pair=paired.pair, join_url="https://meet.example.org/secret-4711"),
        "contact": mentoring.ContactFactory(pair=paired.pair),
        "endingproposal": mentoring.EndingProposalFactory(pair=paired.pair),
        "closure": mentoring.ClosureFactory(pair__cycle=paired.pair.cycle),
        "sitevisit": mentoring.SiteVisitFactory(pair=paired.pair, held=True),
        "evaluation": mentoring.EvaluationFactory(pair=paired.pair, author=paired.mentee),
        "journalentry": mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentee, for_staff=True),
        "journalpassage": mentoring.JournalPassageFactory(
            entry__pair=paired.pair, entry__author=paired.mentee, for_staff=True
        ),
        "program": paired.pair.mentor,
        "referral": mentoring.ReferralFactory(),
        "joinrequest": mentoring.JoinRequestFactory(program=paired.pair.mentor),
        "programmembership": paired.pair.mentor.memberships.get(),
    }


def url(screen, action, *args):
    return BY_NAME[screen].url_helper.get_action_url(action, *args)


def test_every_screen_of_the_desk_is_tested_here():
    # Concerns are seen by those who are named for them alone: `test_concern_doors.py`.
    assert sorted(BY_NAME) == sorted([*SCREENS, "concern"])


@pytest.mark.parametrize("screen", SCREENS)
def test_coordinator_lists_and_inspects_every_record(screen, rows, coordinator, client):
    """R33, R88: one system tracks mentors, requests, pairs, plans, contacts and evaluations."""
    client.force_login(coordinator)

    listing = client.get(url(screen, "index"))
    inspecting = client.get(url(screen, "inspect", rows[screen].pk))

    assert [listing.status_code, inspecting.status_code] == [200, 200]


@pytest.mark.parametrize("name", ["editor", "mentor", "mentee", "outsider", "anonymous"])
def test_nobody_else_opens_any_screen(name, rows, persona, client):
    user = persona(name)
    if user:
        client.force_login(user)

    found = {}
    for screen in SCREENS:
        addresses = [url(screen, action) for action in ("index", "create")]
        addresses += [url(screen, action, rows[screen].pk) for action in ("inspect", "edit", "delete")]
        found |= {address: client.get(address).status_code for address in addresses}

    # Wagtail sends people without access to the CMS away; an editor, who has it, is refused.
    assert found == dict.fromkeys(found, 403 if name == "editor" else 302)


@pytest.mark.parametrize("screen", SCREENS)
def test_coordinator_may_only_do_what_the_screen_offers(screen, rows, coordinator, client):
    client.force_login(coordinator)
    pk = rows[screen].pk

    found = {
        "create": client.get(url(screen, "create")).status_code,
        "edit": client.get(url(screen, "edit", pk)).status_code,
        "delete": client.get(url(screen, "delete", pk)).status_code,
    }

    assert found == {
        "create": 200 if screen in CREATABLE else 403,
        "edit": 200 if screen in EDITABLE else 403,
        "delete": 200 if screen in DELETABLE else 403,
    }


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("bad_id", ["0", "999999", "abc", "1 OR 1=1", "9" * 40, "-1"])
def test_an_unknown_or_malformed_id_is_not_found(screen, bad_id, coordinator, client):
    client.force_login(coordinator)
    address = url(screen, "inspect", "1").replace("/1/", f"/{bad_id}/")

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("screen", SCREENS)
def test_history_of_a_record_has_no_address(screen, rows, superuser, client):
    client.force_login(superuser)

    assert client.get(url(screen, "inspect", rows[screen].pk).replace("/inspect/", "/history/")).status_code == 404


def test_a_lookup_that_the_screen_does_not_offer_filters_nothing(rows, coordinator, client):
    """Otherwise `owner__password__startswith` would let staff guess a password letter by letter."""
    client.force_login(coordinator)
    rows["programmembership"].user.set_password("partnership-demo")
    rows["programmembership"].user.save()

    for query in (
        "user__password__startswith=x",
        "nonsense=1",
        "program__name__regex=%28",
        "role__exact=%00",
        "is_active__exact=%27",
    ):
        answer = client.get(f"{url('programmembership', 'index')}?{query}")

        assert (query, answer.status_code, answer.context["result_count"]) == (query, 200, 2)


def test_offered_filters_narrow_the_list(coordinator, client):
    mentoring.ProgramFactory(name="Applied Program", status=EnrolmentStatus.APPLIED)
    mentoring.ProgramFactory(name="Enrolled Program")
    client.force_login(coordinator)

    answer = client.get(url("program", "index"), {"status__exact": "applied"})

    assert [program.name for program in answer.context["object_list"]] == ["Applied Program"]


def test_coordinator_adds_a_program_and_sets_its_priority(coordinator, client):
    """R4: a coordinator sets the tier, with a reason that only staff see; without a reason it is refused."""
    client.force_login(coordinator)
    client.post(url("program", "create"), {"name": "Heron Pond Club", "participation": "voluntary", "came_by": "staff"})
    program = Program.objects.get()

    refused = client.post(url("program", "priority", program.pk), {"tier": "3", "reason": " "})
    client.post(url("program", "priority", program.pk), {"tier": "3", "reason": "Flooded hall."})

    program.refresh_from_db()
    assert "Say why. Only staff read it." in text_of(refused)
    assert (program.status, program.priority_tier, program.priority_reason) == ("enrolled", 3, "Flooded hall.")
    assert program.priority_set_by == coordinator


def test_the_list_of_programs_says_which_priority_counts_and_filters_by_it(coordinator, client):
    """R4: worked out from the dates, or set."""
    today = timezone.localdate()
    mentoring.ProgramFactory(name="A", started_on=today)
    mentoring.ProgramFactory(name="B", started_on=today, priority_tier=3, priority_reason="Flooded hall.")
    mentoring.ProgramFactory(name="C", director_started_on=today)
    need = mentoring.MatchRequestFactory(program__name="D")
    RequestNeed.objects.create(request=need, topic=mentoring.term(Topic, name="Budget"))
    mentoring.ProgramFactory(name="E")
    client.force_login(coordinator)

    listed = {tier: client.get(url("program", "index"), {"tier": tier}) for tier in "1234"}
    page = text_of(client.get(url("program", "inspect", Program.objects.get(name="B").pk)))

    assert {tier: [row.name for row in answer.context["object_list"]] for tier, answer in listed.items()} == {
        "1": ["A"],
        "2": ["C"],
        "3": ["B"],
        "4": ["D"],
    }
    rules = TierRules()
    for program in Program.objects.with_needs_count():
        value = tier_of(program, today, needs_count=program.needs_count, rules=rules).value
        found = {tier for tier in PriorityTier if Program.objects.in_tier(tier, today, rules).filter(pk=program.pk)}
        assert found == ({value} if value else set())
    assert "3: struggling program (set)" in page
    assert "1: new program. The program started less than 24 months ago." in page
    assert "Flooded hall." in page


def test_coordinator_assigns_a_pair_and_it_is_recorded_who_decided(coordinator, client):
    """R48, T1."""
    cycle = mentoring.MentoringCycleFactory()
    mentor_program = mentoring.mentor_profile().program
    mentee_program = mentoring.ProgramFactory()
    client.force_login(coordinator)

    client.post(
        url("mentoringpair", "create"), {"cycle": cycle.pk, "mentor": mentor_program.pk, "mentee": mentee_program.pk}
    )

    assert list(MentoringPair.objects.values_list("mentor", "mentee", "decided_by")) == [
        (mentor_program.pk, mentee_program.pk, "coordinator")
    ]


def test_a_mentor_without_a_free_place_is_not_assigned_and_the_form_says_so(coordinator, client):
    cycle = mentoring.MentoringCycleFactory()
    taken = mentoring.mentor_profile(capacity=1).program
    mentoring.MentoringPairFactory(cycle=cycle, mentor=taken)
    client.force_login(coordinator)

    answer = client.post(
        url("mentoringpair", "create"),
        {"cycle": cycle.pk, "mentor": taken.pk, "mentee": mentoring.ProgramFactory().pk},
    )

    assert answer.context["form"].non_field_errors() == [f"{taken.name} has no place free for another program now."]
    assert MentoringPair.objects.count() == 1


def test_a_program_required_by_nobody_in_particular_is_explained_not_a_crash(coordinator, client):
    client.force_login(coordinator)
    mentoring.ProgramFactory(name="Heron Pond Club")

    answer = client.post(
        url("program", "create"), {"name": "Heron Pond Club", "status": "enrolled", "participation": "voluntary"}
    )

    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors


@pytest.mark.parametrize("trait", [{}, {"for_pair": True}])
@pytest.mark.parametrize("name", ["coordinator", "superuser"])
def test_an_entry_that_was_not_shared_with_staff_has_no_screen(trait, name, paired, persona, client):
    """T4: superusers included."""
    entry = mentoring.JournalEntryFactory(
        pair=paired.pair, author=paired.mentee, title="Quokka", text="Zephyr", **trait
    )
    client.force_login(persona(name))

    listing = client.get(url("journalentry", "index"))
    inspecting = client.get(url("journalentry", "inspect", entry.pk))

    assert listing.context["result_count"] == 0
    assert inspecting.status_code == 404
    assert "Quokka" not in listing.text + inspecting.text
    assert "Zephyr" not in listing.text + inspecting.text


def test_an_entry_shared_with_staff_is_read_as_text(rows, coordinator, client):
    JournalEntry.objects.filter(pk=rows["journalentry"].pk).delete()
    entry = mentoring.JournalEntryFactory(pair=rows["mentoringpair"], text="<script>alert(1)</script>", for_staff=True)
    client.force_login(coordinator)

    page = client.get(url("journalentry", "inspect", entry.pk)).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_superuser_reads_no_model_of_journals_in_snippets_or_reports(superuser, client):
    client.force_login(superuser)

    assert client.get(reverse("wagtailsnippets:index")).text.count("journal entr") == 0


@pytest.mark.parametrize("value", ["on", "1e9", "9" * 20, "２", "x_y"])
@pytest.mark.parametrize(("screen", "name"), [("mentoringpair", "cycle"), ("contact", "mode"), ("sitevisit", "status")])
def test_filter_with_a_value_that_no_choice_has_breaks_nothing(coordinator, client, screen, name, value):
    """An address that somebody changed by hand, or an old one: the list, perhaps without the filter."""
    client.force_login(coordinator)

    for suffix in ("", "__exact", "__id__exact"):
        assert client.get(url(screen, "index"), {f"{name}{suffix}": value}, follow=True).status_code == 200


def test_export_of_people_says_who_they_are_in_words(coordinator, client):
    """Names and addresses, not accounts; words, not codes; and who is not active is not left open."""
    person = mentoring.UserFactory(username="u1", first_name="Noor", last_name="Haddad", email="noor@example.org")
    program = mentoring.ProgramFactory(name="Heron Pond Club")
    mentoring.ProgramMembershipFactory(program=program, user=person, is_active=False)
    client.force_login(coordinator)

    listed = text_of(client.get(url("programmembership", "index")))
    export = client.get(url("programmembership", "index"), {"export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(export.streaming_content).decode())))

    assert "Noor Haddad" in listed
    assert lines[1][:5] == ["Heron Pond Club", "Noor Haddad", "noor@example.org", "Director", "False"]


def test_export_tells_times_as_the_list_does(coordinator, client):
    """In the zone of the site, to the second."""
    program = mentoring.ProgramFactory()
    type(program).objects.update(created_at=datetime(2026, 7, 1, 3, 30, 5, 9, tzinfo=UTC))
    client.force_login(coordinator)

    export = b"".join(client.get(url("program", "index"), {"export": "csv"}).streaming_content).decode()

    assert "2026-06-30 22:30:05" in export
    assert "Enrolled,Voluntary" in export


def test_exported_cells_hold_no_formula(coordinator, client):
    mentoring.ProgramFactory(name="=HYPERLINK(1)")
    client.force_login(coordinator)

    answer = client.get(url("program", "index"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active

    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["'=HYPERLINK(1)"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1", "'=1"),
        (" +1", "' +1"),
        ('"@x', "'\"@x"),
        ("-1", "'-1"),
        ("\tx", "'\tx"),
        ("Call 312", "Call 312"),
        (5, 5),
        (None, None),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_is_made_text(value, expected):
    assert neutralised(value) == expected


def test_a_screen_that_names_no_fields_to_inspect_is_refused():
    """The package shows every field then."""

    class Careless(ScopedModelAdmin):
        model = Program

    with pytest.raises(ImproperlyConfigured):
        Careless()


def test_a_list_costs_the_same_number_of_queries_for_one_row_and_for_ten(rows, coordinator, client):
    client.force_login(coordinator)

    def queries():
        return {screen: count_queries(lambda: client.get(url(screen, "index"))) for screen in SCREENS}  # noqa: B023

    few = queries()
    for _ in range(9):
        goal = mentoring.GoalFactory()
        mentoring.ContactFactory(pair=goal.plan.pair)
        mentoring.EvaluationFactory(pair=goal.plan.pair)
        mentoring.JournalEntryFactory(pair=goal.plan.pair, for_staff=True)
        mentoring.MatchChoiceFactory(asked=True)
        mentoring.FitCheckFactory(pair=goal.plan.pair)
        mentoring.EndingProposalFactory(pair=goal.plan.pair)
        mentoring.ClosureFactory()
        mentoring.ProgramMembershipFactory()

    assert queries() == few


def test_withdrawn_requests_stay_on_record(rows, coordinator, client):
    """R88: records are kept."""
    match_request = rows["matchrequest"]
    match_request.status = RequestStatus.WITHDRAWN
    match_request.save()
    client.force_login(coordinator)

    answer = client.get(url("matchrequest", "index"), {"status__exact": "withdrawn"})

    assert [row.pk for row in answer.context["object_list"]] == [match_request.pk]
