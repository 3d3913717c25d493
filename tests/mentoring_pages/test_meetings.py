"""How a pair begins: the first meeting, the question whether it fits, and a rematch without reasons (R16, R40, R69)."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from mentoring_pages.actions.errors import Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.meetings import answer_fit, ask_for_fit, pick_date, propose_dates
from mentoring_pages.actions.pairs import AlreadyClosed, end_unsuited_pair
from mentoring_pages.actions.refusals import NotAllowed as Refused
from mentoring_pages.calendar_sources import first_meetings
from mentoring_pages.enums import FitAnswer, PairStatus, Side
from mentoring_pages.members.requests.eligibility import places_to_start
from mentoring_pages.models import FitCheck, MeetingDate, MentoringSettings, MentorProfilePage
from mentoring_pages.permissions import can_view_fit_check
from resources.mailing import send_due_mails
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import mails, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moments():
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    return [now + dt.timedelta(days=days) for days in (3, 5, 8)]


@pytest.fixture
def proposed(paired, moments):
    """The mentor's three dates, of which no mail is kept."""
    rows = propose_dates(paired.pair, by=paired.mentor, moments=moments, place="At our site")
    mail.outbox.clear()
    return rows


@pytest.fixture
def met(paired):
    """The pair met in person two days ago."""
    return mentoring.ContactFactory(
        pair=paired.pair, face_to_face=True, happened_on=timezone.localdate() - dt.timedelta(days=2)
    )


def test_dates_are_proposed_to_the_other_side(paired, moments, committed):
    committed(propose_dates, paired.pair, by=paired.mentor, moments=moments, place="At our site")

    assert list(MeetingDate.objects.values_list("side", "starts_at", "is_picked")) == [
        (Side.MENTOR, moment, False) for moment in moments
    ]
    assert mails() == [
        (paired.mentee.email, "Goldfinch Bridge After School proposes dates for your first meeting"),
    ]
    assert mail.outbox[0].body.count("\n- ") == 3
    assert "Where: At our site" in mail.outbox[0].body


def test_same_proposal_again_mails_nobody(paired, proposed, moments, committed):
    committed(propose_dates, paired.pair, by=paired.mentor, moments=moments, place="At our site")

    assert mail.outbox == []


def test_new_proposal_replaces_the_old_one_of_that_side(paired, proposed, moments):
    propose_dates(paired.pair, by=paired.mentor, moments=moments[1:2])

    assert list(MeetingDate.objects.values_list("starts_at", flat=True)) == moments[1:2]


@pytest.mark.parametrize("days", [[], [1, 2, 3, 4], [-1]])
def test_one_to_three_moments_to_come_are_proposed(paired, days):
    with pytest.raises(Incomplete):
        propose_dates(
            paired.pair, by=paired.mentor, moments=[timezone.now() + dt.timedelta(days=each) for each in days]
        )


def test_picked_date_stands_alone_and_both_hear_of_it(paired, proposed, committed):
    committed(pick_date, proposed[1], by=paired.mentee)

    assert list(MeetingDate.objects.values_list("pk", "is_picked")) == [(proposed[1].pk, True)]
    assert sorted(address for address, subject in mails() if "Your first meeting with" in subject) == sorted(
        [paired.mentor.email, paired.mentee.email]
    )
    assert len(mail.outbox) == 2


def test_picked_date_is_in_both_calendars_and_in_no_others(paired, proposed, outsider, coordinator):
    pick_date(proposed[0], by=paired.mentee)

    found = {
        user.username: first_meetings(user, timezone.localdate())
        for user in (paired.mentor, paired.mentee, outsider, coordinator)
    }

    assert {name: [one.title for one in dates] for name, dates in found.items()} == {
        "mentor": ["First meeting of your pair"],
        "mentee": ["First meeting of your pair"],
        "outsider": [],
        "coordinator": [],
    }
    assert found["mentor"][0].day == timezone.localdate(proposed[0].starts_at)
    assert "At our site" not in found["mentor"][0].text


def test_proposed_dates_are_in_no_calendar(paired, proposed):
    assert first_meetings(paired.mentee, timezone.localdate()) == []


def test_nobody_picks_their_own_date(paired, proposed):
    with pytest.raises(NotAllowed):
        pick_date(proposed[0], by=paired.mentor)


@pytest.mark.parametrize("name", ["outsider", "coordinator", "former_member"])
def test_others_neither_propose_nor_pick(paired, proposed, moments, persona, name):
    with pytest.raises(NotAllowed):
        pick_date(proposed[0], by=persona(name))
    with pytest.raises(NotAllowed):
        propose_dates(paired.pair, by=persona(name), moments=moments)


def test_date_that_was_replaced_meanwhile_is_not_picked(paired, proposed, moments):
    propose_dates(paired.pair, by=paired.mentor, moments=moments[2:])

    with pytest.raises(WrongState):
        pick_date(proposed[0], by=paired.mentee)


def test_date_that_has_passed_is_not_picked(paired, proposed):
    with time_machine.travel(proposed[0].starts_at + dt.timedelta(minutes=1)), pytest.raises(Incomplete):
        pick_date(proposed[0], by=paired.mentee)


def test_agreed_day_stays_until_another_is_picked(paired, proposed, moments):
    pick_date(proposed[0], by=paired.mentee)
    new = propose_dates(paired.pair, by=paired.mentee, moments=[moments[2]])
    before = list(MeetingDate.objects.filter(is_picked=True))

    pick_date(new[0], by=paired.mentor)

    assert before == [proposed[0]]
    assert list(MeetingDate.objects.values_list("pk", "is_picked")) == [(new[0].pk, True)]


def test_closed_pair_agrees_on_nothing(paired, moments):
    type(paired.pair).objects.update(status=PairStatus.COMPLETE)

    with pytest.raises(NotAllowed):
        propose_dates(paired.pair, by=paired.mentor, moments=moments)


def test_dates_are_proposed_and_picked_in_the_browser(client, paired, committed):
    day = timezone.localdate() + dt.timedelta(days=4)
    client.force_login(paired.mentor)
    committed(
        client.post,
        url("meeting-propose", paired.pair.code),
        {"day_1": day.isoformat(), "time_1": "15:30", "place": "At our site"},
    )
    own = text_of(client.get(url("pair-detail", paired.pair.code)))
    client.force_login(paired.mentee)
    page = client.get(url("pair-detail", paired.pair.code))
    pick_url = page.context["beginning"]["to_pick"][0]["url"]

    answer = committed(client.post, pick_url, follow=True)

    assert "You proposed these dates." in own
    assert "The other side proposes these dates." in text_of(page)
    assert "Agreed. Both of you get a mail" in answer.text
    assert timezone.localtime(MeetingDate.objects.get().starts_at).strftime("%H:%M") == "15:30"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "day_1"),
        ({"day_1": "2020-01-06", "time_1": "10:00"}, "day_1"),
        ({"day_1": "2199-13-40", "time_1": "10:00"}, "day_1"),
        ({"day_1": "2099-01-06", "time_1": "25:00"}, "time_1"),
        ({"day_1": "2099-01-06", "time_1": "10:00", "day_2": "2099-01-07"}, "time_2"),
        ({"day_1": "2099-01-06", "time_1": "10:00", "time_3": "10:00"}, "day_3"),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, paired, typed, field):
    client.force_login(paired.mentor)

    answer = client.post(url("meeting-propose", paired.pair.code), typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_both_sides_are_asked_a_day_after_the_agreed_meeting_once(paired, proposed, committed):
    pick_date(proposed[0], by=paired.mentee)
    mail.outbox.clear()
    due = proposed[0].starts_at + dt.timedelta(days=1)

    counts = []
    for moment in (due - dt.timedelta(minutes=1), due, due, due + dt.timedelta(days=30)):
        with time_machine.travel(moment, tick=False):
            counts.append(committed(ask_for_fit))
            send_due_mails()

    asked = [(address, subject) for address, subject in mails() if subject.endswith("Does it fit?")]
    assert counts == [0, 2, 0, 0]
    assert sorted(address for address, _subject in asked) == sorted([paired.mentor.email, paired.mentee.email])


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
