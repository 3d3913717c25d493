"""A mentor's break from requests: at once, and without publishing anything else of its page (R33)."""

import pytest

from mentoring_pages.actions.availability import set_availability
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import Availability, ChoiceStatus
from mentoring_pages.models import MentorProfilePage
from tests.mentoring_pages.requesting import director_of, statuses, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def availability_of(program):
    return MentorProfilePage.objects.get(program=program).availability


def test_break_counts_at_once_and_ends_at_once(client, first):
    client.force_login(director_of(first))
    address = url("request-availability")

    client.post(address, {"program": first.code, "availability": "paused"})
    paused = MentorProfilePage.objects.available().filter(program=first).exists()
    page = text_of(client.get(url("request-list")))
    client.post(address, {"program": first.code, "availability": "open"})

    assert paused is False
    assert "On a break: no program can ask you." in page
    assert MentorProfilePage.objects.available().filter(program=first).exists()


def test_waiting_edits_are_neither_published_nor_lost(first):
    """Edits of a mentor page wait for review; the break must not let them through or undo itself with them."""
    page = first.mentor_page
    page.tagline = "A new sentence that nobody has looked at"
    page.save_revision()

    set_availability(first, Availability.PAUSED, by=director_of(first))

    live = MentorProfilePage.objects.get(program=first)
    waiting = live.get_latest_revision_as_object()
    assert (live.availability, live.tagline) == ("paused", "")
    assert (waiting.availability, waiting.tagline) == ("paused", "A new sentence that nobody has looked at")
    live.latest_revision.publish()
    assert availability_of(first) == "paused"


def test_break_is_offered_with_a_yes_and_a_no(client, sent, first):
    choice = sent.choices.get(rank=1)
    client.force_login(director_of(first))
    page = client.get(url("request-detail", sent.code)).text

    client.post(url("choice-decline", sent.code, choice.pk), {"reason": "A hard year", "pauses": "on"})

    assert page.count("Take a break from requests") == 2
    assert (statuses(sent)[0], availability_of(first)) == (ChoiceStatus.DECLINED, "paused")


def test_yes_with_a_break(client, sent, first):
    client.force_login(director_of(first))

    client.post(url("choice-accept", sent.code, sent.choices.get(rank=1).pk), {"pauses": "on"})

    assert (statuses(sent)[0], availability_of(first)) == (ChoiceStatus.ACCEPTED, "paused")


def test_yes_without_a_break(client, sent, first):
    client.force_login(director_of(first))

    client.post(url("choice-accept", sent.code, sent.choices.get(rank=1).pk))

    assert availability_of(first) == "open"


@pytest.mark.parametrize("name", ["outsider", "editor"])
def test_others_do_not_pause_a_mentor(first, persona, name, client):
    with pytest.raises(NotAllowed):
        set_availability(first, Availability.PAUSED, by=persona(name))
    client.force_login(persona(name))
    client.post(url("request-availability"), {"program": first.code, "availability": "paused"})

    assert availability_of(first) == "open"


def test_mentor_without_a_published_page_has_nothing_to_pause(first):
    first.mentor_page.unpublish()

    with pytest.raises(WrongState):
        set_availability(first, Availability.PAUSED, by=director_of(first))


@pytest.mark.parametrize("value", ["", "gone", "open\x00"])
def test_unknown_availability_changes_nothing(client, first, value):
    client.force_login(director_of(first))

    answer = client.post(url("request-availability"), {"program": first.code, "availability": value}, follow=True)

    assert "That was not possible. Nothing was changed." in answer.text
    assert availability_of(first) == "open"
