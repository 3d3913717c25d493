"""The coordinators' matching board: who waits, who is proposed, and the steps to a pair (R4, R8, R48, T1)."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from mentoring_pages.actions import drafts
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.cms import board
from mentoring_pages.enums import ChoiceStatus, DecidedBy, PairStatus, RequestStatus, UnplacedReason
from mentoring_pages.facts import Viewer
from mentoring_pages.matching.reading import candidates, traits_of
from mentoring_pages.matching.waiting import in_order, mentors_with_places
from mentoring_pages.models import (
    DraftPair,
    MatchingWeights,
    MentoringPair,
    MentorProfilePage,
    RequestNeed,
    RequestWish,
)
from resources.models import OutgoingMail, Topic
from tests.factories import mentoring
from tests.factories.applications import MentorApplicationFactory
from tests.factories.resources import resource
from tests.mentoring_pages.requesting import mentor_program
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return mentoring.MentoringCycleFactory()


@pytest.fixture
def budget():
    return mentoring.term(Topic, name="Budget")


def waiting(cycle, name, *, tier=None, days=0, topic=None, **kwargs):
    """A sent request of a program with a director, `days` old."""
    program = mentoring.ProgramMembershipFactory(program__name=name).program
    sent_at = timezone.now() - dt.timedelta(days=days)
    one = mentoring.MatchRequestFactory(
        cycle=cycle, program=program, sent=True, sent_at=sent_at, priority_tier=tier, **kwargs
    )
    if topic:
        RequestNeed.objects.create(request=one, topic=topic)
    return one


def knowing(name, topic, *, capacity=1):
    program = mentor_program(name, capacity=capacity)
    program.mentor_page.topics.add(topic)
    program.mentor_page.save()
    return program


def proposed(cycle):
    """{program: mentor or reason} on the board."""
    return {
        draft.request.program.name: draft.mentor.name if draft.mentor else draft.unplaced_reason
        for draft in DraftPair.objects.filter(request__cycle=cycle).select_related("request__program", "mentor")
    }


def names(places):
    order = [place.request for place in places]
    programs = dict(mentoring.MatchRequest.objects.filter(pk__in=order).values_list("pk", "program__name"))
    return [programs[key] for key in order]


# --- The order ---


def test_priority_comes_first_then_the_wait_then_the_fit(cycle, budget, coordinator):
    """R4."""
    waiting(cycle, "Struggling", tier=3, days=30)
    waiting(cycle, "New program", tier=1)
    waiting(cycle, "New director, later", tier=2, days=1)
    waiting(cycle, "New director, earlier", tier=2, days=5)
    waiting(cycle, "No priority", days=90)
    waiting(cycle, "Fits well", tier=4, topic=budget)
    waiting(cycle, "Fits less", tier=4)
    knowing("Heron Creek", budget, capacity=9)
    drafts.propose_pairs(cycle, by=coordinator)

    assert names(in_order(cycle)) == [
        "New program",
        "New director, earlier",
        "New director, later",
        "Struggling",
        "Fits well",
        "Fits less",
        "No priority",
    ]


def test_declined_and_expired_requests_wait_on_and_keep_their_place(cycle):
    first = waiting(cycle, "Declined long ago", days=40, status=RequestStatus.DECLINED)
    waiting(cycle, "Asked last week", days=7)
    mentoring.MatchRequestFactory(cycle=cycle, program=first.program, sent=True)
    waiting(cycle, "Expired", days=20, status=RequestStatus.EXPIRED)

    assert names(in_order(cycle)) == ["Declined long ago", "Expired", "Asked last week"]


@pytest.mark.parametrize("status", [RequestStatus.DRAFT, RequestStatus.WITHDRAWN, RequestStatus.MATCHED])
def test_requests_that_look_for_nobody_are_not_on_the_board(cycle, status):
    waiting(cycle, "Lantern Creek", status=status)

    assert in_order(cycle) == []


def test_a_program_with_a_pair_or_of_another_cycle_or_left_is_not_on_the_board(cycle):
    paired = waiting(cycle, "Has a mentor")
    mentoring.MentoringPairFactory(cycle=cycle, mentee=paired.program)
    waiting(mentoring.MentoringCycleFactory(), "Other cycle")
    left = waiting(cycle, "Left")
    type(left.program).objects.filter(pk=left.program_id).update(status="left")

    assert in_order(cycle) == []


# --- Proposing ---


def test_a_proposal_drafts_pairs_and_says_why_there_is_none(cycle, budget, coordinator):
    """R4: the first in the order gets the only place."""
    waiting(cycle, "New program", tier=1, topic=budget)
    waiting(cycle, "Later one", tier=2, topic=budget)
    knowing("Heron Creek", budget)

    drafts.propose_pairs(cycle, by=coordinator)

    assert proposed(cycle) == {"New program": "Heron Creek", "Later one": UnplacedReason.TAKEN}
    assert MentoringPair.objects.count() == 0
    assert mail.outbox == []


def test_proposing_again_keeps_what_was_chosen_by_hand_and_its_place(cycle, budget, coordinator):
    first = waiting(cycle, "New program", tier=1, topic=budget)
    second = waiting(cycle, "Later one", tier=2, topic=budget)
    left_out = waiting(cycle, "Left out", tier=1, topic=budget)
    heron = knowing("Heron Creek", budget)
    drafts.choose_mentor(second, heron, by=coordinator)
    drafts.choose_mentor(left_out, None, by=coordinator)

    drafts.propose_pairs(cycle, by=coordinator)

    assert proposed(cycle) == {
        "New program": UnplacedReason.NO_PLACES,
        "Later one": "Heron Creek",
        "Left out": UnplacedReason.LEFT_OUT,
    }
    drafts.drop_draft(second, by=coordinator)
    drafts.propose_pairs(cycle, by=coordinator)
    assert proposed(cycle)["New program"] == "Heron Creek"
    assert first.draft_pair.points > 0


def test_a_mentor_who_declined_or_did_not_fit_before_is_not_proposed_again(cycle, budget, coordinator):
    declined = waiting(cycle, "Was declined", topic=budget)
    unfit = waiting(cycle, "Did not fit", topic=budget)
    heron = knowing("Heron Creek", budget, capacity=2)
    mentoring.MatchChoiceFactory(request=declined, mentor=heron, status=ChoiceStatus.DECLINED)
    mentoring.MentoringPairFactory(cycle=cycle, mentor=heron, mentee=unfit.program, complete=True)

    drafts.propose_pairs(cycle, by=coordinator)

    assert set(proposed(cycle).values()) == {UnplacedReason.DECLINED}


def test_must_that_only_people_can_judge_is_named_before_the_pair_is_made(cycle, budget, coordinator, client):
    """R10: no rule keeps it, so the coordinator is asked to."""
    one = waiting(cycle, "Lantern Creek", topic=budget)
    RequestWish.objects.create(request=one, fact="mission", direction="like_us", weight="must")
    RequestWish.objects.create(request=one, fact="focus", direction="like_us", weight="nice")
    knowing("Heron Pond", budget)
    client.force_login(coordinator)

    before = text_of(client.get(reverse("matching_board:board")))
    drafts.propose_pairs(cycle, by=coordinator)
    after = text_of(client.get(reverse("matching_board:board")))

    words = "Before you make the pair, judge these musts yourself: Mission (like us)"
    assert (words in before, words in after, "Focus (like us)" in after) == (False, True, False)


def test_one_of_many_mentors_is_found_by_name(cycle, budget, coordinator, client, monkeypatch):
    monkeypatch.setattr(board, "OPTIONS_PER_PAGE", 1)
    one = waiting(cycle, "Lantern Creek", topic=budget)
    for name in ("Heron Pond", "Cedar Hollow", "Cedar Rise"):
        knowing(name, budget)
    client.force_login(coordinator)
    address = reverse("matching_board:detail", args=[one.pk])

    everyone = client.get(address)
    found = client.get(address, {"q": "CEDAR rise"})
    nobody = client.get(address, {"q": "<b>\x00"})

    assert (everyone.context["page_obj"].paginator.count, "Find by name" in everyone.text) == (3, True)
    assert [option.title for option in found.context["page_obj"]] == ["Cedar Rise"]
    assert "No mentor with a place has this name." in text_of(nobody)


def test_a_must_is_kept_also_where_the_mentor_shows_the_fact_to_staff_alone(cycle, budget, coordinator):
    one = waiting(cycle, "Lantern Creek", topic=budget)
    mentoring.MenteeProfileFactory(program=one.program, budget_band="under_50k")
    RequestWish.objects.create(request=one, fact="budget", direction="like_us", weight="must")
    heron = knowing("Heron Creek", budget)
    page = heron.mentor_page
    page.budget_band, page.budget_visibility = "from_600k", "staff"
    page.save()

    drafts.propose_pairs(cycle, by=coordinator)

    assert proposed(cycle) == {"Lantern Creek": UnplacedReason.MUSTS}


def test_paused_full_and_unpublished_mentors_are_not_proposed(cycle, budget, coordinator):
    """R101: nobody is matched who does not want to be."""
    waiting(cycle, "Lantern Creek", topic=budget)
    paused, full, gone = (knowing(name, budget) for name in ("Paused", "Full", "Gone"))
    MentorProfilePage.objects.filter(program=paused).update(availability="paused")
    mentoring.MentoringPairFactory(mentor=full)
    gone.mentor_page.unpublish()

    drafts.propose_pairs(cycle, by=coordinator)

    assert proposed(cycle) == {"Lantern Creek": UnplacedReason.NO_PLACES}


def test_a_trained_mentor_who_stays_without_a_mentee_is_not_proposed(cycle, budget, coordinator):
    """R101."""
    waiting(cycle, "Lantern Creek", topic=budget)
    MentorApplicationFactory(program=knowing("Heron Creek", budget), status="bench", submitted_at=timezone.now())

    drafts.propose_pairs(cycle, by=coordinator)

    assert proposed(cycle) == {"Lantern Creek": UnplacedReason.NO_PLACES}


def test_the_weights_that_staff_set_decide(cycle, budget, coordinator):
    kite = mentoring.term(Topic, name="Kites")
    one = waiting(cycle, "Lantern Creek", topic=budget)
    listed = knowing("On the list", kite)
    knowing("Knows the topic", budget)
    mentoring.MatchChoiceFactory(request=one, mentor=listed, rank=1)
    drafts.propose_pairs(cycle, by=coordinator)
    before = proposed(cycle)

    MatchingWeights.objects.update_or_create(defaults={"choice": 0})
    drafts.propose_pairs(cycle, by=coordinator)

    assert [before, proposed(cycle)] == [{"Lantern Creek": "On the list"}, {"Lantern Creek": "Knows the topic"}]


def test_the_same_number_of_queries_proposes_for_one_and_for_many(cycle, budget, coordinator):
    def propose_for(count):
        for number in range(count):
            one = waiting(cycle, f"Program {mentoring.MatchRequest.objects.count()}", topic=budget)
            mentoring.MenteeProfileFactory(program=one.program)
            mentor_program(f"Mentor {one.pk}-{number}")
        return count_queries(lambda: drafts.propose_pairs(cycle, by=coordinator))

    assert propose_for(1) == propose_for(3)


# --- From a draft to a pair ---


def test_an_approved_draft_becomes_a_pair_that_a_coordinator_decided(cycle, budget, coordinator):
    """R48, T1: who decided is recorded; the request is settled."""
    one = waiting(cycle, "Lantern Creek", topic=budget)
    heron = knowing("Heron Creek", budget)
    (draft,) = drafts.propose_pairs(cycle, by=coordinator)

    pair = drafts.approve_draft(draft, by=coordinator)

    one.refresh_from_db()
    assert (pair.mentor, pair.mentee, pair.decided_by) == (heron, one.program, DecidedBy.COORDINATOR)
    assert (one.status, DraftPair.objects.count()) == (RequestStatus.MATCHED, 0)
    with pytest.raises(WrongState):
        drafts.approve_draft(draft, by=coordinator)


def test_the_pair_that_is_made_is_the_one_that_was_seen(cycle, budget, coordinator, client):
    """Another coordinator chose anew between the look and the button."""
    one = waiting(cycle, "Lantern Creek", topic=budget)
    seen, chosen = knowing("Heron Creek", budget), knowing("Egret Bend", budget)
    drafts.choose_mentor(one, chosen, by=coordinator)
    client.force_login(coordinator)

    client.post(reverse("matching_board:approve", args=[one.pk]), {"mentor": seen.pk})

    assert MentoringPair.objects.count() == 0


def test_all_are_made_together_and_each_refusal_is_named(cycle, budget, coordinator, client):
    waiting(cycle, "First", tier=1, topic=budget)
    waiting(cycle, "Second", tier=2, topic=budget)
    knowing("Heron Creek", budget)
    full = knowing("Egret Bend", budget)
    drafts.propose_pairs(cycle, by=coordinator)
    mentoring.MentoringPairFactory(mentor=full)
    client.force_login(coordinator)

    response = client.post(reverse("matching_board:approve-all", args=[cycle.pk]), follow=True)

    told = [str(message).strip() for message in response.context["messages"]]
    assert MentoringPair.objects.filter(cycle=cycle, mentee__name__in=["First", "Second"]).count() == 1
    assert told[0].startswith("1 pair is made, and both programs get a mail.")
    assert "Egret Bend has no place free for another program now." in told[1]


def test_a_pair_that_came_about_meanwhile_is_not_made_twice(cycle, budget, coordinator):
    one = waiting(cycle, "Lantern Creek", topic=budget)
    knowing("Heron Creek", budget)
    (draft,) = drafts.propose_pairs(cycle, by=coordinator)
    mentoring.MentoringPairFactory(cycle=cycle, mentee=one.program, status=PairStatus.ACTIVE)

    with pytest.raises(WrongState):
        drafts.approve_draft(draft, by=coordinator)


def test_a_program_without_a_mentor_is_told_once_what_it_can_join(cycle, budget, coordinator):
    """R3, R23."""
    resource(title="Budgets for beginners", topics=[budget])
    waiting(cycle, "Lantern Creek", topic=budget)
    (draft,) = drafts.propose_pairs(cycle, by=coordinator)

    drafts.tell_meanwhile(draft, by=coordinator)

    with pytest.raises(WrongState):
        drafts.tell_meanwhile(draft, by=coordinator)
    drafts.propose_pairs(cycle, by=coordinator)
    with pytest.raises(WrongState):
        drafts.tell_meanwhile(DraftPair.objects.get(), by=coordinator)
    (sent,) = OutgoingMail.objects.all()
    assert sent.subject == "No mentor for Lantern Creek yet, and what you can join meanwhile"
    assert "Budgets for beginners: http" in sent.text


@pytest.mark.parametrize("name", ["mentor", "mentee", "outsider", "editor"])
def test_nobody_but_a_coordinator_takes_any_step(name, persona, cycle, budget, coordinator):
    one = waiting(cycle, "Lantern Creek", topic=budget)
    heron = knowing("Heron Creek", budget)
    (draft,) = drafts.propose_pairs(cycle, by=coordinator)
    user = persona(name)

    for step in (
        lambda: drafts.propose_pairs(cycle, by=user),
        lambda: drafts.choose_mentor(one, heron, by=user),
        lambda: drafts.drop_draft(one, by=user),
        lambda: drafts.approve_draft(draft, by=user),
        lambda: drafts.approve_all(cycle, by=user),
        lambda: drafts.tell_meanwhile(draft, by=user),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert list(DraftPair.objects.visible_to(user)) == []


# --- The screens ---


def addresses(cycle, one):
    return {
        "board": ("get", reverse("matching_board:board")),
        "detail": ("get", reverse("matching_board:detail", args=[one.pk])),
        "propose": ("post", reverse("matching_board:propose", args=[cycle.pk])),
        "approve": ("post", reverse("matching_board:approve", args=[one.pk])),
        "choose": ("post", reverse("matching_board:choose", args=[one.pk])),
        "tell": ("post", reverse("matching_board:tell", args=[one.pk])),
        "approve-all": ("post", reverse("matching_board:approve-all", args=[cycle.pk])),
    }


@pytest.mark.parametrize("name", ["editor", "mentor", "mentee", "outsider", "anonymous"])
def test_nobody_else_opens_any_address_of_the_board(name, persona, cycle, budget, coordinator, client):
    one = waiting(cycle, "Lantern Creek", topic=budget)
    knowing("Heron Creek", budget)
    drafts.propose_pairs(cycle, by=coordinator)
    user = persona(name)
    if user:
        client.force_login(user)

    found = {getattr(client, method)(address).status_code for method, address in addresses(cycle, one).values()}

    assert found == ({403} if name == "editor" else {302})
    assert MentoringPair.objects.filter(cycle=cycle).count() == 0
    assert DraftPair.objects.count() == 1


def test_each_address_of_the_board_does_its_work_once_with_the_right_method(cycle, budget, coordinator, client):
    one = waiting(cycle, "Lantern Creek", topic=budget)
    heron = knowing("Heron Creek", budget)
    client.force_login(coordinator)
    opened = addresses(cycle, one)

    wrong = {
        client.generic("GET" if method == "post" else "POST", address).status_code
        for method, address in opened.values()
    }
    client.post(opened["propose"][1])
    board = client.get(opened["board"][1])
    detail = client.get(opened["detail"][1])
    client.post(opened["choose"][1], {"act": "choose", "mentor": heron.pk})
    client.post(opened["approve"][1])

    assert wrong == {405}
    assert [(row.number, row.match_request, row.draft.mentor) for row in board.context["rows"]] == [(1, one, heron)]
    assert [(option.title, option.fit.points) for option in detail.context["page_obj"]] == [("Heron Creek", 10)]
    assert "Knows about Budget." in detail.content.decode()
    assert MentoringPair.objects.filter(mentee=one.program, mentor=heron).count() == 1
    assert client.get(opened["detail"][1]).status_code == 404


@pytest.mark.parametrize("mentor", ["", "x", "0", "999999999999999999999"])
def test_a_choice_of_nobody_is_a_sentence(mentor, cycle, coordinator, client):
    one = waiting(cycle, "Lantern Creek")
    client.force_login(coordinator)

    response = client.post(
        reverse("matching_board:choose", args=[one.pk]), {"act": "choose", "mentor": mentor}, follow=True
    )

    assert "Choose one of the mentors first." in response.content.decode()
    assert DraftPair.objects.count() == 0


def test_pairs_to_confirm_are_one_link_away_and_not_on_the_board(cycle, coordinator, client):
    """R48: a mentor has said yes, and a coordinator has the last word."""
    accepted = waiting(cycle, "Lantern Creek", status=RequestStatus.ACCEPTED)
    client.force_login(coordinator)

    board = client.get(reverse("matching_board:board"))
    behind = client.get(board.context["to_confirm_url"])

    assert (board.context["rows"], board.context["to_confirm_count"]) == ([], 1)
    assert list(behind.context["object_list"]) == [accepted]


def test_an_empty_board_and_no_cycle_say_so(cycle, coordinator, client):
    client.force_login(coordinator)

    empty = client.get(reverse("matching_board:board")).content.decode()
    cycle.status = "finished"
    cycle.save()
    nothing = client.get(reverse("matching_board:board")).content.decode()

    assert "Nobody waits for a mentor now." in empty
    assert "No cycle is running" in nothing


def test_the_board_costs_the_same_queries_for_one_and_for_three(cycle, budget, coordinator, client):
    client.force_login(coordinator)

    def cost():
        one = waiting(cycle, f"Program {mentoring.MatchRequest.objects.count()}", topic=budget)
        mentoring.MenteeProfileFactory(program=one.program)
        knowing(f"Mentor {one.pk}", budget)
        mentoring.MatchChoiceFactory(request=one, asked=True, mentor=mentor_program(f"Asked {one.pk}"))
        drafts.propose_pairs(cycle, by=coordinator)
        return count_queries(lambda: client.get(reverse("matching_board:board")))

    cost()
    assert cost() == cost()


# --- The score's page and what is compared ---


def test_the_page_about_the_score_prints_the_points_that_count(client):
    """Show of one table: the setting changes the page."""
    directory = mentoring.mentor_directory()
    MatchingWeights.objects.update_or_create(defaults={"topic": 37})

    response = client.get(directory.get_url(None) + "how-matching-works/")

    assert response.status_code == 200
    assert [row["points"] for row in response.context["asked"]] == [37, 8, 4, 15]
    assert len(response.context["alike"]) == 11
    assert Site.objects.count() == 1


def test_many_mentors_are_read_as_one_is(budget):
    """The quick way over all mentors and the way over one give the same, for each reader (T6)."""
    level = mentoring.term(mentoring.MentorProfilePage._meta.get_field("levels").related_model, name="Middle")
    program = mentor_program("Heron Creek")
    page = program.mentor_page
    page.levels.add(level)
    page.topics.add(budget)
    page.county, page.size_band, page.site_count, page.founded_year = "Kane", "from_25", 3, 2009
    page.budget_band, page.sites_visibility, page.county = "from_50k", "members", "Kane"
    page.save()
    fresh = MentorProfilePage.objects.get()

    for viewer in Viewer:
        (one,) = candidates(MentorProfilePage.objects.all(), viewer)
        assert one.traits == traits_of(fresh, viewer)
        assert (one.program, one.topics, one.capacity) == (program.pk, {budget.pk}, 1)


def test_places_left_are_what_a_proposal_may_fill(budget):
    heron = knowing("Heron Creek", budget, capacity=3)
    mentoring.MentoringPairFactory(mentor=heron)

    assert [(one.program, one.capacity) for one in mentors_with_places()] == [(heron.pk, 2)]
