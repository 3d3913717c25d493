"""Members' pages on hosting: what looks for a host, offering, the answer, taking it back (R26)."""

import pytest
from django.urls import reverse

from events.models import HostOffer
from tests.factories import events, mentoring
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db):
    return events.RegionFactory(name="Prairie")


@pytest.fixture
def calendar(db):
    return events.calendar_page()


@pytest.fixture
def program(mentee, paired, region):
    """The mentee's program, which has said where it is."""
    mentoring.MenteeProfileFactory(program=paired.pair.mentee, region=region, city="Galena", zip_code="61036")
    return paired.pair.mentee


def create_url(program, **query):
    return reverse("members:hosting-create", args=[program.code], query=query)


def offered(program, region, **values):
    return events.HostOfferFactory(region=region, program_name=program.name, program_code=program.code, **values)


def typed(**changes):
    return {
        "gathering": "",
        "months": "March",
        "venue_name": "Our gym",
        "city": "Galena",
        "zip_code": "61036",
    } | changes


def test_members_see_what_looks_for_a_host_in_their_region(client, mentee, program, region, calendar):
    events.gathering(calendar, "Looks for a host", region=region)
    events.gathering(calendar, "Has a host", region=region, host_name="Library")
    events.gathering(calendar, "Elsewhere", region=events.RegionFactory())
    events.gathering(calendar, "Secret draft", region=region, live=False)
    client.force_login(mentee)

    answer = client.get(reverse("members:hosting-list"))

    [part] = answer.context["programs"]
    assert [one["title"] for one in part["openings"]] == ["Looks for a host"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_an_offer_for_a_gathering_is_made_with_the_form(client, mentee, program, region, calendar):
    opening = events.gathering(calendar, "Looks for a host", region=region)
    client.force_login(mentee)

    shown = client.get(create_url(program, gathering=opening.pk))
    done = client.post(create_url(program), typed(gathering=opening.pk, months=""), follow=True)

    assert shown.context["form"]["gathering"].value() == opening.pk
    assert shown.context["form"]["city"].value() == "Galena"
    [offer] = HostOffer.objects.all()
    assert (offer.gathering, offer.region, offer.program_name, offer.program_code, offer.offered_by, offer.status) == (
        opening,
        region,
        program.name,
        program.code,
        mentee,
        "open",
    )
    text = done.content.decode()
    assert "Your offer is with the coordinators" in text
    assert "You have offered" in text
    assert "Waits for an answer" in text


def test_a_mentor_s_page_is_named_with_the_offer_once_it_is_public(client, mentor, paired, region):
    page = mentoring.mentor_profile(program=paired.pair.mentor, region=region)
    client.force_login(mentor)

    client.post(create_url(paired.pair.mentor), typed())

    assert HostOffer.objects.get().program_page_id == page.pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"months": ""}, "Say when it suits you, or choose a gathering."),
        ({"venue_name": ""}, "This field is required."),
        ({"zip_code": "Galena"}, "Write a ZIP code of five digits, such as 61602."),
        ({"gathering": "999999"}, "This gathering does not look for a host any more. Choose another."),
        ({"gathering": "x'"}, "This gathering does not look for a host any more. Choose another."),
        ({"note": "x" * 1_001}, "Ensure this value has at most 1000 characters (it has 1001)."),
        ({"venue_name": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_a_wrong_form_is_explained_and_nothing_typed_is_lost(client, mentee, program, changes, sentence):
    client.force_login(mentee)

    answer = client.post(create_url(program), typed(**{"note": "Ramp at the east door", **changes}))

    text = answer.content.decode()
    assert (answer.status_code, HostOffer.objects.count()) == (422, 0)
    assert sentence in text
    assert changes.get("note", "Ramp at the east door")[:21] in text


def test_a_gathering_of_another_region_cannot_be_chosen(client, mentee, program, calendar):
    elsewhere = events.gathering(calendar, region=events.RegionFactory())
    client.force_login(mentee)

    assert client.post(create_url(program), typed(gathering=elsewhere.pk)).status_code == 422


def test_the_same_offer_twice_is_refused_in_words(client, mentee, program):
    client.force_login(mentee)
    client.post(create_url(program), typed())

    again = client.post(create_url(program), typed())

    assert (again.status_code, HostOffer.objects.count()) == (422, 1)
    assert "Your program has offered this already" in again.content.decode()


def test_without_a_region_the_page_says_what_to_do(client, mentee, paired):
    client.force_login(mentee)
    program = paired.pair.mentee

    answers = [
        client.get(reverse("members:hosting-list")),
        client.get(create_url(program)),
        client.post(create_url(program), typed()),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 422]
    assert all(reverse("members:program-edit", args=[program.code]) in answer.content.decode() for answer in answers)
    assert HostOffer.objects.count() == 0


def test_without_a_program_there_is_nothing_to_offer(client, editor):
    client.force_login(editor)

    assert "You do not belong to a program" in client.get(reverse("members:hosting-list")).content.decode()


def test_the_answer_and_its_words_are_read_on_the_page(client, mentee, program, region):
    offered(program, region, declined=True, answer="The steps <b>would</b> keep guests away.")
    client.force_login(mentee)

    text = client.get(reverse("members:hosting-list")).content.decode()

    assert "Declined" in text
    assert "The steps &lt;b&gt;would&lt;/b&gt; keep guests away." in text
    assert "Take it back" not in text


def test_a_draft_that_was_given_to_an_offer_is_not_named_before_it_is_public(client, mentee, program, region, calendar):
    draft = events.gathering(calendar, "Secret draft", region=region, live=False)
    offered(program, region, accepted=True, gathering=draft)
    client.force_login(mentee)

    text = client.get(reverse("members:hosting-list")).content.decode()

    assert "Secret draft" not in text
    assert "Any gathering of Prairie" in text


def test_an_offer_is_taken_back_after_one_question(client, mentee, program, region):
    offer = offered(program, region)
    client.force_login(mentee)
    url = reverse("members:hosting-withdraw", args=[offer.code])

    asked = client.get(url)
    offer.refresh_from_db()
    assert (asked.status_code, offer.status) == (200, "open")
    client.post(url)

    offer.refresh_from_db()
    assert offer.status == "withdrawn"


def test_an_offer_that_was_answered_meanwhile_is_not_taken_back(client, mentee, program, region):
    offer = offered(program, region, accepted=True)
    client.force_login(mentee)

    answer = client.post(reverse("members:hosting-withdraw", args=[offer.code]), follow=True)

    offer.refresh_from_db()
    assert offer.status == "accepted"
    assert "This offer was answered or withdrawn in the meantime" in answer.content.decode()


def test_another_member_of_the_program_sees_the_offer_and_a_former_one_does_not(client, program, region, former_member):
    offer = offered(program, region, note="Ours")
    colleague = mentoring.ProgramMembershipFactory(program=program, role="staff").user

    client.force_login(colleague)
    assert len(client.get(reverse("members:hosting-list")).context["programs"][0]["offers"]) == 1
    client.force_login(former_member)
    assert client.get(reverse("members:hosting-list")).context["programs"] == []
    assert client.post(reverse("members:hosting-withdraw", args=[offer.code])).status_code == 404


def test_a_program_that_left_offers_nothing(client, mentee, program, region):
    offer = offered(program, region)
    program.status = "left"
    program.save()
    client.force_login(mentee)

    assert client.get(create_url(program)).status_code == 403
    client.post(reverse("members:hosting-withdraw", args=[offer.code]))
    offer.refresh_from_db()
    assert offer.status == "open"


def test_no_field_is_set_that_the_form_does_not_have(client, mentee, program, region):
    client.force_login(mentee)

    client.post(create_url(program), typed(status="accepted", program_name="Another", region=events.RegionFactory().pk))

    offer = HostOffer.objects.get()
    assert (offer.status, offer.program_name, offer.region) == ("open", program.name, region)


def test_the_list_costs_no_more_queries_for_more_rows(client, mentee, program, region, calendar):
    def fill(count):
        for _ in range(count):
            offered(program, region, accepted=True, gathering=events.gathering(calendar, region=region, host_name="X"))
            events.gathering(calendar, region=region)

    client.force_login(mentee)
    fill(1)
    few = count_queries(lambda: client.get(reverse("members:hosting-list")))
    fill(6)

    assert count_queries(lambda: client.get(reverse("members:hosting-list"))) == few
