"""The coordinators' screens of requests, choices and pairs: steps as buttons, history, export (R33, R48, R88)."""

import io

import openpyxl
import pytest
from django.core import mail

from mentoring_pages.actions.request_answers import accept_choice, decline_choice
from mentoring_pages.cms.desk import MentoringDesk
from mentoring_pages.enums import REQUEST_MOVES, ChoiceStatus, PairStatus, RequestMove, RequestStatus
from mentoring_pages.models import MatchRequest, MentoringCycle, MentoringPair
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, mails, statuses

pytestmark = pytest.mark.django_db

BY_NAME: dict = {}
for _admin in MentoringDesk().modeladmin_instances:
    # Journals in numbers are a second screen of pairs.
    BY_NAME.setdefault(_admin.model._meta.model_name, _admin)
MOVE_OF_ACT = {
    "confirm": RequestMove.CONFIRM,
    "refuse": RequestMove.REFUSE,
    "ask-next": RequestMove.ASK_NEXT,
    "extend": RequestMove.EXTEND,
    "withdraw": RequestMove.WITHDRAW,
    "close": RequestMove.CLOSE,
}


def address(screen, action, *args):
    return BY_NAME[screen].url_helper.get_action_url(action, *args)


@pytest.fixture
def desk(client, coordinator, committed):
    """Opens (`get`) and takes (`post`) acts of a screen as a coordinator."""
    client.force_login(coordinator)

    class Desk:
        def get(self, screen, act, row):
            return client.get(address(screen, act, row.pk))

        def post(self, screen, act, row, **typed):
            return committed(client.post, address(screen, act, row.pk), typed, follow=True)

    return Desk()


@pytest.fixture
def held(sent, first):
    """A yes that waits for a coordinator."""
    MentoringCycle.objects.update(confirms_pairs=True)
    accept_choice(sent.choices.get(rank=1), by=director_of(first))
    mail.outbox.clear()
    sent.refresh_from_db()
    return sent


def test_next_mentor_is_asked_besides_the_first(desk, sent, second):
    page = desk.get("matchrequest", "ask-next", sent).text

    answer = desk.post("matchrequest", "ask-next", sent)

    assert "The next mentor on the list of Lantern Creek is asked" in page
    assert "Second Choice is asked now." in answer.text
    assert statuses(sent) == [ChoiceStatus.ASKED, ChoiceStatus.ASKED]
    assert mails() == [(director_of(second).email, "Lantern Creek would like you as its mentor")]


def test_nobody_left_to_ask_is_said(desk, sent):
    desk.post("matchrequest", "ask-next", sent)

    answer = desk.post("matchrequest", "ask-next", sent)

    assert "No other mentor on the list can be asked now." in answer.text


def test_mentors_get_more_time(desk, sent):
    before = sent.choices.get(rank=1).answer_by

    desk.post("matchrequest", "extend", sent, days="10")

    assert (sent.choices.get(rank=1).answer_by - before).days == 10
    assert mail.outbox == []


@pytest.mark.parametrize("days", ["", "0", "-3", "91", "x"])
def test_more_time_is_a_number_of_days(desk, sent, days):
    before = sent.choices.get(rank=1).answer_by

    answer = desk.post("matchrequest", "extend", sent, days=days)

    assert "days" in answer.context["form"].errors
    assert sent.choices.get(rank=1).answer_by == before


def test_request_is_closed_without_a_mentor(desk, sent, first):
    desk.post("matchrequest", "close", sent)

    sent.refresh_from_db()
    assert sent.status == RequestStatus.DECLINED
    assert mails() == sorted(
        [
            (director_of(first).email, "Lantern Creek has taken back its request"),
            (director_of(sent.program).email, "Your request for a mentor has ended"),
        ]
    )


def test_request_is_taken_back_for_a_program_that_is_told(desk, sent, first):
    desk.post("matchrequest", "withdraw", sent)

    sent.refresh_from_db()
    assert sent.status == RequestStatus.WITHDRAWN
    assert mails() == sorted(
        [
            (director_of(first).email, "Lantern Creek has taken back its request"),
            (director_of(sent.program).email, "A coordinator took your request back"),
        ]
    )


@pytest.mark.parametrize("screen", ["matchrequest", "mentoringpair"])
def test_pair_is_confirmed_from_either_screen(desk, held, screen):
    row = held if screen == "matchrequest" else MentoringPair.objects.get()

    answer = desk.post(screen, "confirm", row)

    assert MentoringPair.objects.get().status == PairStatus.ACTIVE
    assert "First Choice + Lantern Creek are a pair now, and both have a mail." in answer.text


@pytest.mark.parametrize("screen", ["matchrequest", "mentoringpair"])
def test_pair_is_refused_with_a_reason_from_either_screen(desk, held, screen):
    row = held if screen == "matchrequest" else MentoringPair.objects.get()
    without = desk.post(screen, "refuse", row, reason=" ")

    desk.post(screen, "refuse", row, reason="Same owner")

    assert "reason" in without.context["form"].errors
    assert not MentoringPair.objects.exists()
    assert statuses(held) == [ChoiceStatus.REFUSED, ChoiceStatus.ASKED]


def test_pair_that_does_not_fit_is_ended_at_the_desk(desk, paired):
    page = desk.get("mentoringpair", "end-unsuited", paired.pair).text

    desk.post("mentoringpair", "end-unsuited", paired.pair)

    paired.pair.refresh_from_db()
    assert "Both get the same neutral mail, without a reason." in page
    assert (paired.pair.status, paired.pair.was_unsuited) == (PairStatus.COMPLETE, True)


@pytest.mark.parametrize("status", RequestStatus)
def test_buttons_are_those_of_the_table(status, client, coordinator):
    match_request = mentoring.MatchRequestFactory(status=status)
    client.force_login(coordinator)

    page = client.get(address("matchrequest", "inspect", match_request.pk)).text

    shown = {act for act in MOVE_OF_ACT if address("matchrequest", act, match_request.pk) in page}
    assert shown == {act for act, move in MOVE_OF_ACT.items() if status in REQUEST_MOVES[move].requests}


@pytest.mark.parametrize("name", ["editor", "mentor", "outsider", "anonymous"])
@pytest.mark.parametrize("act", [*MOVE_OF_ACT])
def test_nobody_else_takes_a_step(sent, persona, client, name, act):
    user = persona(name)
    if user:
        client.force_login(user)
    where = address("matchrequest", act, sent.pk)

    found = {client.get(where).status_code, client.post(where).status_code}

    assert found == ({403} if name == "editor" else {302})
    assert MatchRequest.objects.get(pk=sent.pk).status == RequestStatus.SENT


def test_step_that_is_over_changes_nothing_and_says_so(desk, held):
    desk.post("matchrequest", "confirm", held)

    answer = desk.post("matchrequest", "confirm", held)

    assert "This is not possible any more. Nothing was changed." in answer.text
    assert MentoringPair.objects.count() == 1


def test_history_says_who_and_when_and_no_private_word(client, sent, first, coordinator):
    decline_choice(sent.choices.get(rank=1), by=director_of(first), reason="Two directors on leave")
    client.force_login(coordinator)

    history = BY_NAME["matchrequest"].history(sent)
    page = client.get(address("matchrequest", "inspect", sent.pk)).text

    by = director_of(first).get_full_name()
    assert f"<strong>Mentor said no</strong> (First Choice), {by}" in history
    assert "<strong>Mentor asked</strong> (Second Choice), by time" in history
    assert "leave" not in history
    assert history in page


def test_choices_are_listed_filtered_and_exported(client, sent, first, coordinator):
    type(first).objects.filter(pk=first.pk).update(name="=First()")
    client.force_login(coordinator)

    listed = client.get(address("matchchoice", "index"), {"status__exact": "asked"})
    found = client.get(address("matchchoice", "index"), {"q": "Second"})
    export = client.get(address("matchchoice", "index"), {"export": "xlsx"})

    rows = list(
        openpyxl.load_workbook(io.BytesIO(b"".join(export.streaming_content))).active.iter_rows(values_only=True)
    )
    assert [choice.rank for choice in listed.context["object_list"]] == [1]
    assert [choice.rank for choice in found.context["object_list"]] == [2]
    assert sorted(row[:3] for row in rows[1:]) == [
        ("'=First()", "Lantern Creek", 1),
        ("Second Choice", "Lantern Creek", 2),
    ]


def test_fit_that_is_none_is_found_at_the_desk(client, paired, coordinator):
    check = mentoring.FitCheckFactory(pair=paired.pair, answer="not", note="We work at other hours")
    mentoring.FitCheckFactory(pair=paired.pair, side="mentor", answer="good")
    client.force_login(coordinator)

    listed = client.get(address("fitcheck", "index"), {"answer__exact": "not"})

    assert list(listed.context["object_list"]) == [check]
    assert "We work at other hours" in client.get(address("fitcheck", "inspect", check.pk)).text


def test_cycle_asks_for_a_reminder_before_the_end():
    cycle = mentoring.MentoringCycleFactory.build(rules=False, remind_after_days=14, close_after_days=14)

    with pytest.raises(Exception, match="The reminder must come before the next mentor is asked"):
        cycle.clean()
