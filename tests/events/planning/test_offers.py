"""Programs offer to host, staff answer (R26): the actions and the staff's screen."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from events.actions.hosting import (
    OfferingProgram,
    accept_offer,
    decline_offer,
    needs_host,
    offer_to_host,
    withdraw_offer,
)
from events.enums import NEXT_OFFER_STATUSES, AttendanceMode, GatheringStatus, OfferStatus
from events.exceptions import AlreadyAnswered, MayNotPlan, PlanningRefused
from events.models import GatheringPage, HostOffer
from events.planning.openings import gatherings_without_host
from tests.factories import events, mentoring

pytestmark = pytest.mark.django_db
SCREEN = "partnership_events_hostoffer_modeladmin"


@pytest.fixture
def opening(calendar, region):
    """A published gathering that looks for a host."""
    return events.gathering(calendar, "Prairie meets", region=region, street="9 Old Street")


@pytest.fixture
def offer(opening, region):
    return events.HostOfferFactory(
        region=region,
        gathering=opening,
        program_name="Willow Bend",
        offered_by=mentoring.UserFactory(email="willow@example.org"),
    )


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs an action and then what waits for the end of its transaction: the mails."""

    def run(action, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **kwargs)

    return run


def program():
    return OfferingProgram(uuid.uuid4(), "Willow Bend")


# --- Offering ---


def test_an_offer_waits_for_an_answer(opening, region, mentor):
    offer = offer_to_host(program(), region, by=mentor, gathering=opening, venue_name="Gym", city="Galena")

    assert (offer.status, offer.gathering, offer.offered_by, offer.venue_name) == ("open", opening, mentor, "Gym")


@pytest.mark.parametrize("for_any_time", [True, False])
def test_the_same_offer_twice_is_refused_until_the_first_is_taken_back(opening, region, mentor, for_any_time):
    willow, gathering = program(), None if for_any_time else opening
    first = offer_to_host(willow, region, by=mentor, gathering=gathering)

    with pytest.raises(PlanningRefused):
        offer_to_host(willow, region, by=mentor, gathering=gathering)
    withdraw_offer(first)
    offer_to_host(willow, region, by=mentor, gathering=gathering)

    assert sorted(HostOffer.objects.values_list("status", flat=True)) == ["open", "withdrawn"]


def test_a_gathering_of_another_region_is_refused(opening, mentor):
    with pytest.raises(PlanningRefused):
        offer_to_host(program(), events.RegionFactory(), by=mentor, gathering=opening)


CASES = {
    "published, in a room, without a host": ({}, True),
    "hybrid": ({"mode": AttendanceMode.HYBRID}, True),
    "moved to a new date": ({"status": GatheringStatus.MOVED}, True),
    "a draft": ({"live": False}, False),
    "over": ({"days": -5}, False),
    "online": ({"mode": AttendanceMode.ONLINE}, False),
    "cancelled": ({"status": GatheringStatus.CANCELLED}, False),
    "postponed": ({"status": GatheringStatus.POSTPONED}, False),
    "with a host in words": ({"host_name": "Library"}, False),
}


@pytest.mark.parametrize("case", CASES)
def test_which_gatherings_look_for_a_host(calendar, region, case):
    """The rule for one gathering and the query say the same."""
    values, expected = CASES[case]
    page = events.gathering(calendar, region=region, **values)

    assert (needs_host(page), gatherings_without_host([region.pk]).filter(pk=page.pk).exists()) == (expected, expected)


def test_deleting_a_gathering_leaves_its_offers_for_any_time(opening, region, mentor):
    willow = program()
    offer_to_host(willow, region, by=mentor)
    offer_to_host(willow, region, by=mentor, gathering=opening)

    opening.delete()

    assert list(HostOffer.objects.values_list("gathering", flat=True)) == [None, None]


# --- Accepting ---


def test_the_program_hosts_and_the_page_stays_published(offer, opening, runner, committed):
    accepted, is_public = committed(accept_offer, offer, by=runner, answer="See you in May!")

    page = GatheringPage.objects.get(pk=opening.pk)
    assert is_public
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert (page.host, page.venue_name, page.street, page.city, page.zip_code) == (
        "Willow Bend",
        "Willow Bend gym",
        "",
        "Galena",
        "61036",
    )
    assert (accepted.status, accepted.answered_by) == (OfferStatus.ACCEPTED, runner)
    [message] = mail.outbox
    assert message.to == ["willow@example.org"]
    assert message.subject == "Willow Bend hosts Prairie meets: thank you"
    assert message.body.startswith("Thank you: Willow Bend will host Prairie meets.")
    assert "See you in May!" in message.body
    assert message.alternatives[0].mimetype == "text/html"


def test_a_program_with_a_page_is_linked(offer, opening, runner):
    page = events.calendar_page(title="Willow Bend")
    offer.program_page = page
    offer.save()

    accept_offer(offer, by=runner)

    gathering = GatheringPage.objects.get(pk=opening.pk)
    assert (gathering.host_page_id, gathering.host_name) == (page.pk, "")


def test_a_draft_stays_a_draft(calendar, region, runner):
    draft = events.gathering(calendar, "Draft", region=region, live=False)
    offer = events.HostOfferFactory(region=region)

    _, is_public = accept_offer(offer, by=runner, gathering=draft)

    page = GatheringPage.objects.get(pk=draft.pk)
    assert (is_public, page.live) == (False, False)
    assert page.get_latest_revision_as_object().host_name == offer.program_name


def test_other_changes_of_a_published_page_stay_unpublished(offer, opening, runner):
    opening.title = "Half-typed title"
    opening.save_revision()

    accept_offer(offer, by=runner)

    page = GatheringPage.objects.get(pk=opening.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.host, page.has_unpublished_changes) == ("Prairie meets", "Willow Bend", True)
    assert (draft.title, draft.host) == ("Half-typed title", "Willow Bend")


def test_who_may_edit_and_not_publish_leaves_the_host_in_a_draft(offer, opening, runner):
    from wagtail.models import GroupPagePermission

    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    runner = type(runner).objects.get(pk=runner.pk)

    _, is_public = accept_offer(offer, by=runner)

    page = GatheringPage.objects.get(pk=opening.pk)
    assert (is_public, page.host, page.get_latest_revision_as_object().host) == (False, "", "Willow Bend")


def test_a_gathering_that_has_another_host_by_now_is_refused(offer, opening, runner, committed):
    opening.host_name = "Library"
    opening.save_revision().publish()

    with pytest.raises(PlanningRefused, match="Library hosts this gathering by now"):
        committed(accept_offer, offer, by=runner)

    offer.refresh_from_db()
    assert (offer.status, mail.outbox) == (OfferStatus.OPEN, [])


def test_a_host_that_stands_in_a_draft_only_counts_too(offer, opening, runner):
    opening.host_name = "Library"
    opening.save_revision()

    with pytest.raises(PlanningRefused, match="Library hosts this gathering by now"):
        accept_offer(offer, by=runner)


def test_a_locked_page_is_refused(offer, opening, runner, superuser):
    GatheringPage.objects.filter(pk=opening.pk).update(locked=True, locked_by=superuser)

    with pytest.raises(PlanningRefused, match="locked"):
        accept_offer(offer, by=runner)


def test_an_offer_for_any_time_needs_a_gathering_of_its_region(calendar, region, runner):
    offer = events.HostOfferFactory(region=region)

    with pytest.raises(PlanningRefused, match="Choose the gathering"):
        accept_offer(offer, by=runner)
    with pytest.raises(PlanningRefused, match="another region"):
        accept_offer(offer, by=runner, gathering=events.gathering(calendar, region=events.RegionFactory()))

    offer.refresh_from_db()
    assert (offer.status, offer.gathering) == (OfferStatus.OPEN, None)


def test_a_place_that_was_not_offered_leaves_the_page_s_own(offer, opening, runner):
    HostOffer.objects.filter(pk=offer.pk).update(venue_name="", city="", zip_code="")

    accept_offer(offer, by=runner)

    page = GatheringPage.objects.get(pk=opening.pk)
    assert (page.venue_name, page.street, page.city) == ("Town Hall", "9 Old Street", "Peoria")


# --- Declining, and each step once ---


def test_a_no_is_kind(offer, runner, committed):
    committed(decline_offer, offer, by=runner, answer="The library was first.")

    offer.refresh_from_db()
    [message] = mail.outbox
    assert (offer.status, offer.answer) == (OfferStatus.DECLINED, "The library was first.")
    assert message.subject == "Your offer to host at Willow Bend: not this time, and thank you"
    assert message.body.startswith("Thank you for offering to host a gathering of Prairie at Willow Bend;")
    assert "The library was first." in message.body
    assert "your turn will come" in message.body


STEPS = {
    "accept": lambda offer, by: accept_offer(offer, by=by),
    "decline": lambda offer, by: decline_offer(offer, by=by),
    "withdraw": lambda offer, by: withdraw_offer(offer),
}


@pytest.mark.parametrize("second", STEPS)
@pytest.mark.parametrize("first", STEPS)
def test_after_one_answer_no_other_counts(offer, runner, committed, first, second):
    """Done twice, by two people or in two windows, is refused with a sentence, and mails once."""
    committed(STEPS[first], offer, runner)
    sent = len(mail.outbox)

    with pytest.raises(AlreadyAnswered):
        committed(STEPS[second], offer, runner)

    assert len(mail.outbox) == sent == (first != "withdraw")


def test_all_answers_are_final():
    assert {status for status, steps in NEXT_OFFER_STATUSES.items() if steps} == {OfferStatus.OPEN}


@pytest.mark.parametrize("step", ["accept", "decline"])
@pytest.mark.parametrize("name", ["editor", "mentor", "coordinator"])
def test_who_does_not_run_gatherings_answers_nothing(offer, persona, step, name):
    with pytest.raises(MayNotPlan):
        STEPS[step](offer, persona(name))

    offer.refresh_from_db()
    assert offer.status == OfferStatus.OPEN


def test_who_may_not_edit_the_page_accepts_nothing(offer, looker):
    with pytest.raises(MayNotPlan):
        accept_offer(offer, by=looker)


def test_an_offer_of_somebody_who_left_is_answered_without_a_mail(offer, runner, committed):
    offer.offered_by.delete()
    offer.refresh_from_db()

    committed(decline_offer, offer, by=runner)

    assert mail.outbox == []


# --- The screen ---


def test_staff_see_open_offers_first(client, runner, region):
    events.HostOfferFactory(region=region, program_name="Answered", accepted=True)
    events.HostOfferFactory(region=region, program_name="Still open")
    events.HostOfferFactory(region=region, program_name="Declined", declined=True)
    client.force_login(runner)

    answer = client.get(reverse(f"{SCREEN}_index"))

    assert answer.context["object_list"][0].program_name == "Still open"


def test_staff_accept_an_offer_for_any_time_by_choosing_a_gathering(client, runner, calendar, region):
    offer = events.HostOfferFactory(region=region)
    mine = events.gathering(calendar, "Prairie in May", region=region)
    events.gathering(calendar, "Taken", region=region, host_name="Library")
    events.gathering(calendar, "Elsewhere", region=events.RegionFactory())
    client.force_login(runner)
    url = reverse(f"{SCREEN}_accept", args=[offer.pk])

    shown = client.get(url)
    refused = client.post(url, {"answer": "Kept words"})
    done = client.post(url, {"gathering": mine.pk}, follow=True)

    assert list(shown.context["form"].fields["gathering"].queryset) == [mine]
    assert "Kept words" in refused.content.decode()
    assert "hosts “Prairie in May”. The page shows it, and they get a mail." in done.content.decode()
    assert GatheringPage.objects.get(pk=mine.pk).host_name == offer.program_name


def test_an_answered_offer_has_no_buttons_and_a_late_answer_is_refused_in_words(client, runner, region):
    offer = events.HostOfferFactory(region=region, accepted=True)
    client.force_login(runner)

    page = client.get(reverse(f"{SCREEN}_inspect", args=[offer.pk]))
    late = client.post(reverse(f"{SCREEN}_decline", args=[offer.pk]), follow=True)

    assert "Decline" not in page.content.decode()
    assert "This is not possible any more. Nothing was changed." in late.content.decode()


@pytest.mark.parametrize("act", ["index", "inspect", "accept", "decline"])
@pytest.mark.parametrize("name", ["anonymous", "mentor", "editor"])
def test_nobody_else_opens_the_screen(client, persona, offer, act, name):
    user = persona(name)
    if user:
        client.force_login(user)
    url = reverse(f"{SCREEN}_{act}", args=[] if act == "index" else [offer.pk])

    assert client.get(url).status_code == (403 if name == "editor" else 302)
    assert client.post(url).status_code == (403 if name == "editor" else 302)
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OPEN


@pytest.mark.parametrize("bad_id", ["0", "999999", "abc"])
def test_an_offer_that_is_none_is_not_found(client, runner, bad_id):
    client.force_login(runner)

    assert client.get(reverse(f"{SCREEN}_accept", args=[bad_id])).status_code == 404


def test_the_export_has_no_live_formula(client, runner, region):
    import io

    import openpyxl

    events.HostOfferFactory(region=region, program_name="=HYPERLINK(1)")
    client.force_login(runner)

    answer = client.get(reverse(f"{SCREEN}_index"), {"export": "xlsx"})

    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    )
    assert sheet.active["A2"].value == "'=HYPERLINK(1)"
