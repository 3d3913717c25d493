"""Changing a request that is out: until a mentor answers, and nobody hears of what did not change (R8, R10)."""

import pytest
from django.core import mail

from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, MentorFull
from mentoring_pages.actions.request_clock import close_unanswered
from mentoring_pages.actions.request_drafts import (
    choices_of,
    save_choices,
    save_needs,
    save_wishes,
    version_of_choices,
)
from mentoring_pages.actions.requests import send_request
from mentoring_pages.enums import AskingOrder, ChoiceStatus
from mentoring_pages.models import MatchChoice
from mentoring_pages.permissions import can_view_request
from resources.models import Topic
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mails, mentor_program, statuses, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(db):
    return mentor_program("Third Choice")


def listed(match_request):
    return list(match_request.choices.order_by("rank").values_list("mentor__name", "status"))


def test_new_order_and_reasons_mail_nobody(sent, first, second, committed):
    committed(
        save_choices, sent, by=director_of(sent.program), choices=[(second.pk, "Nearer"), (first.pk, "Calm rooms")]
    )

    assert listed(sent) == [("Second Choice", ChoiceStatus.WAITING), ("First Choice", ChoiceStatus.ASKED)]
    assert choices_of(sent) == [(second.pk, "Nearer"), (first.pk, "Calm rooms")]
    assert mail.outbox == []


def test_same_list_again_leaves_no_trace(sent, first, second, committed):
    before = list(sent.steps.values_list("act", flat=True))

    committed(save_choices, sent, by=director_of(sent.program), choices=[(first.pk, ""), (second.pk, "")])

    assert list(sent.steps.values_list("act", flat=True)) == before
    assert mail.outbox == []


def test_mentor_taken_off_is_told_and_the_next_is_asked(sent, first, second, committed, client):
    committed(save_choices, sent, by=director_of(sent.program), choices=[(second.pk, "")])

    assert listed(sent) == [("Second Choice", ChoiceStatus.ASKED), ("First Choice", ChoiceStatus.CLOSED)]
    assert mails() == sorted(
        [
            (director_of(first).email, "No answer to Lantern Creek is needed"),
            (director_of(second).email, "Lantern Creek would like you as its mentor"),
        ]
    )
    client.force_login(director_of(first))
    assert "No answer is needed any more." in client.get(url("request-detail", sent.code)).text


def test_mentor_that_waited_its_turn_is_taken_off_without_a_word(sent, first, second, committed):
    committed(save_choices, sent, by=director_of(sent.program), choices=[(first.pk, "")])

    assert listed(sent) == [("First Choice", ChoiceStatus.ASKED)]
    assert mail.outbox == []
    assert not can_view_request(director_of(second), sent)


def test_new_mentor_waits_its_turn_or_is_asked_with_the_others(sent, first, second, third, committed):
    by, wanted = director_of(sent.program), [(first.pk, ""), (second.pk, ""), (third.pk, "")]
    committed(save_choices, sent, by=by, choices=wanted)
    in_turn = statuses(sent), mails()
    type(sent.cycle).objects.update(asking_order=AskingOrder.AT_ONCE)
    committed(save_choices, sent, by=by, choices=[(first.pk, "Calm rooms"), *wanted[1:]])

    at_once = statuses(sent), mails()

    assert in_turn == ([ChoiceStatus.ASKED, ChoiceStatus.WAITING, ChoiceStatus.WAITING], [])
    assert at_once == (
        [ChoiceStatus.ASKED] * 3,
        sorted((director_of(one).email, "Lantern Creek would like you as its mentor") for one in (second, third)),
    )


def test_mentor_that_is_back_on_the_list_is_a_new_choice(sent, first, second, committed):
    by = director_of(sent.program)
    committed(save_choices, sent, by=by, choices=[(second.pk, "")])

    committed(save_choices, sent, by=by, choices=[(second.pk, ""), (first.pk, "")])

    assert listed(sent) == [("Second Choice", ChoiceStatus.ASKED), ("First Choice", ChoiceStatus.WAITING)]
    assert not can_view_request(director_of(first), sent)


def test_mentor_that_did_not_answer_is_not_asked_again(sent, first, second):
    MatchChoice.objects.filter(request=sent, rank=1).update(answer_by=sent.sent_at)
    close_unanswered()

    with pytest.raises(MentorFull):
        save_choices(sent, by=director_of(sent.program), choices=[(second.pk, ""), (first.pk, "")])

    assert choices_of(sent) == [(second.pk, "")]


def test_new_mentor_must_take_requests(sent, first, third):
    mentoring.MentoringPairFactory(mentor=third)

    with pytest.raises(MentorFull, match="Third Choice has no place free"):
        save_choices(sent, by=director_of(sent.program), choices=[(first.pk, ""), (third.pk, "")])


def test_list_of_a_sent_request_is_not_emptied(sent):
    with pytest.raises(Incomplete, match="Leave at least one mentor on your list"):
        save_choices(sent, by=director_of(sent.program), choices=[])


def test_two_people_do_not_overwrite_each_others_list(sent, first, second):
    by, version = director_of(sent.program), version_of_choices(sent)
    save_choices(sent, by=by, choices=[(second.pk, ""), (first.pk, "")], version=version)

    with pytest.raises(ChangedMeanwhile):
        save_choices(sent, by=by, choices=[(first.pk, "Mine")], version=version)


def test_changed_needs_are_told_to_who_is_asked_once(sent, first, committed):
    by = director_of(sent.program)
    topic = mentoring.term(Topic, name="Staff retention")
    for _again in range(2):
        committed(save_needs, sent, by=by, needs=[(topic.pk, "People leave in spring")], note="")

    assert mails() == [(director_of(first).email, "Lantern Creek has changed its request to you")]
    assert "- Staff retention" in mail.outbox[0].body


def test_changed_wishes_are_told_to_nobody(sent, committed):
    committed(save_wishes, sent, by=director_of(sent.program), wishes={"size": ("unlike_us", "must")})

    assert list(sent.wishes.values_list("fact", "direction", "weight")) == [("size", "unlike_us", "must")]
    assert mail.outbox == []


def test_sent_request_is_changed_in_the_browser(client, sent, first, second, third, committed):
    client.force_login(director_of(sent.program))
    page = client.get(url("request-edit", sent.code, "mentors"))
    form = page.context["form"]
    typed = {"version": form.initial["version"], "mentor_1": str(second.code), "mentor_2": str(third.code)}

    answer = committed(client.post, url("request-edit", sent.code, "mentors"), typed, follow=True)

    assert "This request is out already." in page.text
    assert answer.redirect_chain == [(url("request-detail", sent.code), 302)]
    assert listed(sent) == [
        ("Second Choice", ChoiceStatus.ASKED),
        ("Third Choice", ChoiceStatus.WAITING),
        ("First Choice", ChoiceStatus.CLOSED),
    ]


def test_refused_change_keeps_what_was_typed(client, sent, first, third):
    mentoring.MentoringPairFactory(mentor=first)
    client.force_login(director_of(sent.program))
    address = url("request-edit", sent.code, "mentors")
    typed = {"mentor_1": "", "mentor_2": "", "version": client.get(address).context["form"].initial["version"]}

    answer = client.post(address, typed)

    assert answer.status_code == 422
    assert "Leave at least one mentor on your list, or take the request back." in answer.text


@pytest.mark.parametrize(("move", "order"), [("down", [2, 1, 3]), ("up", [1, 2, 3])])
def test_list_is_put_in_order_with_buttons(client, first, second, third, move, order):
    """Without a drag, without scripts."""
    match_request = draft(first, second, third)
    by_place = {1: first, 2: second, 3: third}
    client.force_login(director_of(match_request.program))
    address = url("request-edit", match_request.code, "mentors")
    typed = {f"mentor_{place}": str(program.code) for place, program in by_place.items()}

    client.post(address, {**typed, "reason_1": "Calm rooms", "move": f"{move}:{first.code}"})

    assert choices_of(match_request) == [(by_place[place].pk, "Calm rooms" if place == 1 else "") for place in order]


def test_move_of_a_stranger_changes_nothing(client, first, second, third):
    match_request = draft(first, second)
    client.force_login(director_of(match_request.program))
    typed = {"mentor_1": str(first.code), "mentor_2": str(second.code), "move": f"up:{third.code}"}

    client.post(url("request-edit", match_request.code, "mentors"), typed)

    assert choices_of(match_request) == [(first.pk, ""), (second.pk, "")]


def test_sent_list_is_ordered_with_buttons_and_mails_nobody(client, sent, first, second, committed):
    client.force_login(director_of(sent.program))
    typed = {"mentor_1": str(first.code), "mentor_2": str(second.code), "move": f"down:{first.code}"}

    committed(client.post, url("request-edit", sent.code, "mentors"), typed)

    assert choices_of(sent) == [(second.pk, ""), (first.pk, "")]
    assert mail.outbox == []


def test_send_is_for_drafts_alone(sent):
    with pytest.raises(Exception, match="This has changed in the meantime"):
        send_request(sent, by=director_of(sent.program))
