"""Whether a pair fits, asked after it has met, and a rematch without reasons (R16, R40, R69)."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.actions.fit_checks import answer_fit, ask_for_fit
from mentoring_pages.actions.pairs import AlreadyClosed, end_unsuited_pair
from mentoring_pages.actions.refusals import NotAllowed as Refused
from mentoring_pages.enums import FitAnswer, MeetingStatus, PairStatus
from mentoring_pages.members.requests.eligibility import places_to_start
from mentoring_pages.models import FitCheck, MentoringSettings, MentorProfilePage
from mentoring_pages.permissions import can_view_fit_check
from resources.mailing import send_due_mails
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import mails, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(paired):
    """The pair met in person two days ago."""
    return mentoring.ContactFactory(
        pair=paired.pair, face_to_face=True, happened_on=timezone.localdate() - dt.timedelta(days=2)
    )


def test_both_sides_are_asked_a_day_after_the_agreed_meeting_once(paired, committed):
    meeting = mentoring.MeetingFactory(pair=paired.pair)
    due = meeting.starts_at + dt.timedelta(days=1)

    counts = []
    for moment in (due - dt.timedelta(minutes=1), due, due, due + dt.timedelta(days=30)):
        with time_machine.travel(moment, tick=False):
            counts.append(committed(ask_for_fit))
            send_due_mails()

    asked = [(address, subject) for address, subject in mails() if subject.endswith("Does it fit?")]
    assert counts == [0, 2, 0, 0]
    assert sorted(address for address, _subject in asked) == sorted([paired.mentor.email, paired.mentee.email])


def test_meeting_that_did_not_happen_asks_nobody(paired):
    mentoring.MeetingFactory(pair=paired.pair, begun=True, status=MeetingStatus.NOT_HELD)

    assert ask_for_fit() == 0


def test_meeting_that_was_only_logged_asks_too(paired, met):
    assert (ask_for_fit(), ask_for_fit()) == (2, 0)


def test_pair_that_has_not_met_is_not_asked(paired, client):
    mentoring.ContactFactory(pair=paired.pair)
    client.force_login(paired.mentee)

    answer = client.get(url("fit-check", paired.pair.code), follow=True)

    assert ask_for_fit() == 0
    assert "You are asked after your first meeting." in answer.text
    with pytest.raises(WrongState):
        answer_fit(paired.pair, by=paired.mentee, answer=FitAnswer.GOOD)


def test_answer_is_read_by_ones_own_side_and_coordinators_alone(client, paired, met, coordinator):
    client.force_login(paired.mentee)
    client.post(url("fit-check", paired.pair.code), {"answer": "not", "note": "Zephyr words"})
    own = client.get(url("pair-detail", paired.pair.code)).text
    check = FitCheck.objects.get()
    client.force_login(paired.mentor)

    other = [client.get(url(name, paired.pair.code)).text for name in ("pair-detail", "fit-check")]

    assert "You told the coordinators: It does not fit." in own
    assert [page for page in other if "It does not fit." in page or "Zephyr" in page] == []
    assert [can_view_fit_check(user, check) for user in (paired.mentee, paired.mentor, coordinator)] == [
        True,
        False,
        True,
    ]


def test_no_goes_to_the_coordinators_once_and_not_to_the_other_side(paired, met, committed):
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()

    for _again in range(2):
        committed(answer_fit, paired.pair, by=paired.mentee, answer=FitAnswer.NOT, note="Zephyr words")

    assert mails() == [("coordinators@example.org", "Lantern Creek Learning Club: the pair does not fit")]
    assert "Zephyr" not in mail.outbox[0].body


def test_answer_may_be_changed(paired, met):
    answer_fit(paired.pair, by=paired.mentee, answer=FitAnswer.DECIDING)
    answer_fit(paired.pair, by=paired.mentee, answer=FitAnswer.GOOD)
    answer_fit(paired.pair, by=paired.mentor, answer=FitAnswer.NOT)

    assert sorted(FitCheck.objects.values_list("side", "answer")) == [("mentee", "good"), ("mentor", "not")]


@pytest.mark.parametrize("name", ["outsider", "coordinator", "former_member"])
def test_others_do_not_answer(paired, met, persona, name):
    with pytest.raises(NotAllowed):
        answer_fit(paired.pair, by=persona(name), answer=FitAnswer.NOT)


def test_pair_that_does_not_fit_ends_with_a_neutral_mail(paired, coordinator, committed):
    committed(end_unsuited_pair, paired.pair, by=coordinator)

    paired.pair.refresh_from_db()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert (paired.pair.status, paired.pair.was_unsuited) == (PairStatus.COMPLETE, True)
    assert sorted(bodies) == sorted([paired.mentor.email, paired.mentee.email])
    assert {body.split("\n\n")[0] for body in bodies.values()} == {
        "The coordinators have ended the pair of Goldfinch Bridge After School and Lantern Creek Learning Club in the "
        f"cycle {paired.pair.cycle}, so that both can go on with others. This happens, and it says nothing about "
        "either program. Nobody needs to give reasons."
    }


def test_neither_side_reads_why_it_ended(client, paired, coordinator):
    end_unsuited_pair(paired.pair, by=coordinator)

    for person in (paired.mentor, paired.mentee):
        client.force_login(person)
        text = text_of(client.get(url("pair-detail", paired.pair.code)))
        assert "How it ended" in text
        assert "fit" not in text.lower().replace("benefit", "")


def test_mentee_asks_anew_in_the_same_cycle_and_the_mentor_is_free(client, paired, coordinator):
    mentoring.mentor_profile(paired.pair.mentor)
    before = places_to_start(paired.mentee, paired.pair.cycle).free

    end_unsuited_pair(paired.pair, by=coordinator)

    client.force_login(paired.mentee)
    assert (before, places_to_start(paired.mentee, paired.pair.cycle).free) == ((), (paired.pair.mentee,))
    assert MentorProfilePage.objects.available().filter(program=paired.pair.mentor).exists()
    assert "Ask a program to be your mentor" in text_of(client.get(url("home")))


@pytest.mark.parametrize("name", ["mentor", "mentee", "outsider", "editor"])
def test_others_do_not_end_a_pair_as_unsuited(paired, persona, name):
    with pytest.raises(Refused):
        end_unsuited_pair(paired.pair, by=persona(name))


def test_pair_ends_once(paired, coordinator, committed):
    end_unsuited_pair(paired.pair, by=coordinator)

    with pytest.raises(AlreadyClosed):
        committed(end_unsuited_pair, paired.pair, by=coordinator)

    assert mail.outbox == []
