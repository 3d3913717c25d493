"""What a side writes about a visit: kept while it is typed, its own until it is shared, and what both will try."""

import uuid

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.visit_notes import (
    add_idea,
    idea_to_step,
    remove_idea,
    save_observation,
    share_observation,
    take_back_observation,
)
from mentoring_pages.enums import GoalStatus, PairStatus, StepOwner
from mentoring_pages.models import ActionPlan, GoalStep, MentoringPair, VisitIdea, VisitObservation
from mentoring_pages.permissions import can_read_observation
from tests.factories import mentoring
from tests.mentoring_pages.requesting import mails
from tests.pages import text_of

pytestmark = pytest.mark.django_db

SCRIPT = {"X-Requested-With": "keep-draft"}
WORD = "Quillfeather"


@pytest.fixture
def visit(paired):
    return mentoring.SiteVisitFactory(pair=paired.pair, held=True)


def texts(**changes):
    return {**dict.fromkeys(VisitObservation.TEXTS, ""), **changes}


def url(name, visit, *more):
    return reverse(f"members:{name}", args=[visit.pair.code, visit.code, *more])


def test_each_side_writes_its_own_and_shares_it_when_it_likes(paired, visit, committed):
    """R17: five purposes, a field each."""
    save_observation(visit, texts(activities="A calm hour", partners="The park"), by=paired.mentee, version=0)
    save_observation(visit, texts(practices="We showed the sign-in"), by=paired.mentor, version=0)

    seen = lambda user: set(VisitObservation.objects.readable_by(user).values_list("side", flat=True))  # noqa: E731
    before = (seen(paired.mentee), seen(paired.mentor))
    committed(share_observation, visit, by=paired.mentee)
    shared = seen(paired.mentor)
    committed(take_back_observation, visit, by=paired.mentee)
    committed(share_observation, visit, by=paired.mentee)

    assert before == ({"mentee"}, {"mentor"})
    assert shared == {"mentor", "mentee"}
    assert mails() == [
        (paired.mentor.email, "Lantern Creek Learning Club shared what they saw on a site visit"),
    ]
    assert "calm" not in mail.outbox[0].body


def test_no_coordinator_and_nobody_else_reads_them_even_shared(paired, visit, persona, former_member):
    save_observation(visit, texts(activities=WORD), by=paired.mentee, version=0)
    share_observation(visit, by=paired.mentee)
    row = VisitObservation.objects.get()

    readers = {
        who
        for who in ("mentor", "mentee", "coordinator", "superuser", "outsider", "editor", "former_member")
        if VisitObservation.objects.readable_by(persona(who)).exists()
    }

    assert readers == {"mentor", "mentee"}
    for who in ("mentor", "mentee", "coordinator", "superuser", "outsider", "editor", "former_member"):
        assert can_read_observation(persona(who), row) == (who in readers), who
    with pytest.raises(NotAllowed):
        save_observation(visit, texts(), by=persona("coordinator"), version=1)


def test_what_is_written_is_not_in_the_database_in_the_clear(paired, visit):
    save_observation(visit, texts(people_met=WORD), by=paired.mentee, version=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT people_met FROM mentoring_pages_visitobservation")
        stored = cursor.fetchone()[0]
    assert WORD not in stored
    assert str(VisitObservation.objects.get()) == f"#{VisitObservation.objects.get().pk}"


def test_the_page_shows_own_notes_and_the_others_only_once_shared(client, paired, visit, mentor, mentee, coordinator):
    save_observation(visit, texts(activities=WORD), by=mentee, version=0)
    visit.ideas.create(side="mentee", text="Hang the coats by the door")
    client.force_login(coordinator)
    assert "Hang the coats" not in text_of(client.get(url("visit-detail", visit)))
    pages = {}
    for name, user in (("mentee", mentee), ("mentor", mentor), ("coordinator", coordinator)):
        client.force_login(user)
        pages[name] = WORD in text_of(client.get(url("visit-detail", visit)))
    client.force_login(mentee)
    client.post(url("visit-share", visit))
    for name, user in (("mentor after", mentor), ("coordinator after", coordinator)):
        client.force_login(user)
        pages[name] = WORD in text_of(client.get(url("visit-detail", visit)))

    assert pages == {
        "mentee": True,
        "mentor": False,
        "coordinator": False,
        "mentor after": True,
        "coordinator after": False,
    }


def test_it_is_saved_while_one_types(client, paired, visit, mentee):
    """The script sends the form; the answer is the version that the next save builds on."""
    client.force_login(mentee)
    first = client.post(url("visit-observe", visit), texts(activities="Snack", version="0"), headers=SCRIPT)
    long = "ثمّ 🚌 é " * 2_000
    second = client.post(
        url("visit-observe", visit), texts(activities="Snack", staff=long, version="1"), headers=SCRIPT
    )

    row = VisitObservation.objects.get()
    assert (first.json()["version"], second.json()["version"]) == (1, 2)
    assert first.json()["saved"].startswith("Saved at ")
    assert (row.activities, row.staff) == ("Snack", long)
    page = client.get(url("visit-observe", visit))
    assert 'name="version" value="2"' in page.content.decode()


def test_a_colleagues_words_are_not_overwritten(client, paired, visit, mentee):
    """Two people of one side write at once: the second sees both texts and keeps their own."""
    colleague = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff").user
    save_observation(visit, texts(activities="Hers"), by=colleague, version=0)
    client.force_login(mentee)

    by_script = client.post(url("visit-observe", visit), texts(activities="Mine", version="0"), headers=SCRIPT)
    by_hand = client.post(url("visit-observe", visit), texts(activities="Mine", version="0"))
    kept = VisitObservation.objects.get().activities
    again = client.post(url("visit-observe", visit), texts(activities="Mine", version="1"))

    assert (by_script.status_code, by_hand.status_code, kept) == (409, 422, "Hers")
    assert "Hers" in text_of(by_hand)
    assert "Mine" in by_hand.content.decode()
    assert 'name="version" value="1"' in by_hand.content.decode()
    assert (again.status_code, VisitObservation.objects.get().activities) == (302, "Mine")
    with pytest.raises(ChangedMeanwhile):
        save_observation(visit, texts(activities="Other"), by=mentee, version=1)


@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_what_was_typed_survives_the_end_of_the_session_for_who_typed_it_alone(client, visit, persona, who):
    """The other side, who signs in next at the same machine, may open the same address and finds their own notes."""
    observe = url("visit-observe", visit)
    client.force_login(persona("mentee"))
    typist = client.get(observe).context["form"]["typist"].value()
    client.logout()
    answer = client.post(observe, texts(activities=WORD, version="0", typist=typist))
    client.force_login(persona(who))

    pages = [client.get(observe).content.decode() for _time in range(2)]

    assert answer.status_code == 302
    assert [WORD in page for page in pages] == [who == "mentee", False]


def test_nothing_is_shared_before_something_is_written(paired, visit):
    with pytest.raises(Incomplete):
        share_observation(visit, by=paired.mentee)


def test_a_closed_pair_keeps_what_was_written_and_takes_no_more(client, paired, visit, mentee):
    save_observation(visit, texts(activities=WORD), by=mentee, version=0)
    MentoringPair.objects.update(status=PairStatus.COMPLETE)
    client.force_login(mentee)

    assert WORD in text_of(client.get(url("visit-detail", visit)))
    assert client.post(url("visit-observe", visit), texts(version="1")).status_code == 403
    with pytest.raises(NotAllowed):
        save_observation(visit, texts(), by=mentee, version=1)


def test_an_idea_becomes_a_step_of_the_plan_once(client, paired, visit, mentee):
    """One click, and a page of the plan that was opened before is brought together with it."""
    goal = mentoring.GoalFactory(plan__pair=paired.pair)
    version = ActionPlan.objects.get().version
    client.force_login(mentee)
    code = uuid.uuid4()
    for _time in range(2):
        client.post(url("idea-create", visit), {"code": code, "text": "Hang the coats by the door"})
    idea = VisitIdea.objects.get()
    page = client.get(url("visit-detail", visit))
    for _time in range(2):
        client.post(url("idea-to-plan", visit, idea.code))

    step = GoalStep.objects.get()
    assert "Add to the plan" in text_of(page)
    assert (step.goal, step.text, step.owner) == (goal, "Hang the coats by the door", StepOwner.MENTEE)
    assert ActionPlan.objects.get().version == version + 1
    assert "a step of your plan" in text_of(client.get(url("visit-detail", visit)))


def test_ideas_are_their_sides_own_and_goals_the_pairs(paired, visit):
    idea = add_idea(visit, "Try it", by=paired.mentee, code=uuid.uuid4())
    reached = mentoring.GoalFactory(plan__pair=paired.pair, status=GoalStatus.REACHED)

    with pytest.raises(NotAllowed):
        remove_idea(idea, by=paired.mentor)
    for goal in (reached, mentoring.GoalFactory()):
        with pytest.raises(WrongState):
            idea_to_step(idea, goal, by=paired.mentee)
    remove_idea(idea, by=paired.mentee)
    assert VisitIdea.objects.count() == 0
    with pytest.raises(WrongState):
        add_idea(mentoring.SiteVisitFactory(pair=paired.pair), "Too early", by=paired.mentee, code=uuid.uuid4())


def test_an_idea_that_is_refused_keeps_its_words(client, paired, visit, mentee):
    client.force_login(mentee)

    answer = client.post(url("idea-create", visit), {"code": uuid.uuid4(), "text": "x" * 301})

    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
