"""What each side reads of a request, and its answer (R9, R33, T6)."""

import pytest

from mentoring_pages.actions.request_answers import decline_choice
from mentoring_pages.actions.requests import send_request
from mentoring_pages.enums import ChoiceStatus, RequestStatus, Visibility
from mentoring_pages.models import MatchRequest, MentoringCycle
from tests.factories import mentoring
from tests.mentoring_pages.requesting import addresses, director_of, draft, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_button_says_what_happens(client, first, second):
    in_turn = draft(first, second)
    client.force_login(director_of(in_turn.program))
    one = text_of(client.get(url("request-detail", in_turn.code)))
    MentoringCycle.objects.update(asking_order="at_once")

    all_at_once = text_of(client.get(url("request-detail", in_turn.code)))

    assert "Send request to First Choice" in one
    assert "Send request to 2 mentors" in all_at_once


def test_mentee_reads_a_kind_sentence_and_staff_the_reason(client, sent, first, coordinator):
    decline_choice(sent.choices.get(rank=1), by=director_of(first), reason="Two directors on leave")
    client.force_login(director_of(sent.program))
    mentee_reads = text_of(client.get(url("request-detail", sent.code)))
    client.force_login(coordinator)

    staff_read = text_of(client.get(url("request-detail", sent.code)))

    assert "Two directors on leave" not in mentee_reads
    assert "It is about their time, not about you." in mentee_reads
    assert "Two directors on leave" in staff_read


def test_mentor_reads_its_own_reason_and_not_the_list_or_the_wishes(client, first, second):
    match_request = draft(first, second)
    match_request.choices.filter(rank=1).update(reason="Calm rooms")
    match_request.choices.filter(rank=2).update(reason="Good books")
    match_request.wishes.create(fact="accreditation", direction="unlike_us")
    send_request(match_request, by=director_of(match_request.program))
    client.force_login(director_of(first))

    text = text_of(client.get(url("request-detail", match_request.code)))

    assert "Calm rooms" in text
    assert [words for words in ("Second Choice", "Good books", "Different from us") if words in text] == []


def test_mentor_reads_facts_for_members_and_not_those_for_staff(client, sent, first):
    """T6."""
    mentoring.MenteeProfileFactory(
        program=sent.program,
        mission="Members may read",
        mission_visibility=Visibility.MEMBERS,
        focus="Staff may read",
        focus_visibility=Visibility.STAFF,
    )
    client.force_login(director_of(first))

    text = text_of(client.get(url("request-detail", sent.code)))

    assert ("Members may read" in text, "Staff may read" in text) == (True, False)


@pytest.mark.parametrize("status", [ChoiceStatus.DECLINED, ChoiceStatus.CLOSED])
def test_once_settled_without_a_yes_a_mentor_reads_the_needs_no_more(client, sent, first, status):
    sent.needs.update(sentence="Cash flow is short")
    client.force_login(director_of(first))
    before = text_of(client.get(url("request-detail", sent.code)))
    sent.choices.filter(rank=1).update(status=status)

    after = text_of(client.get(url("request-detail", sent.code)))

    assert ("Cash flow is short" in before, "Cash flow is short" in after) == (True, False)


def test_no_without_a_reason_keeps_the_page_and_opens_the_form(client, sent, first):
    client.force_login(director_of(first))

    response = client.post(addresses(sent)["choice-decline"], {"reason": " "})

    assert response.status_code == 422
    assert "Please tell the coordinators in a few words why." in text_of(response)
    assert sent.choices.get(rank=1).status == ChoiceStatus.ASKED


def test_no_with_a_reason_is_thanked_for(client, sent, first):
    client.force_login(director_of(first))

    response = client.post(addresses(sent)["choice-decline"], {"reason": "No time"}, follow=True)

    assert response.redirect_chain == [(url("request-list"), 302)]
    assert "Thank you for answering." in text_of(response)


def test_refusal_of_a_step_is_told_in_words(client, sent, first):
    mentoring.MentoringPairFactory(mentor=first)
    client.force_login(director_of(first))

    response = client.post(addresses(sent)["choice-accept"], follow=True)

    assert "First Choice has no place free for another program now." in text_of(response)


def test_taking_back_is_asked_once_more(client, sent):
    client.force_login(director_of(sent.program))
    question = client.get(url("request-withdraw", sent.code))
    before = MatchRequest.objects.get(pk=sent.pk).status

    client.post(url("request-withdraw", sent.code))

    sent.refresh_from_db()
    assert "Take this request back?" in text_of(question)
    assert (before, sent.status) == (RequestStatus.SENT, RequestStatus.WITHDRAWN)


def test_hostile_text_is_shown_as_typed(client, first):
    evil = "<script>alert(1)</script>"
    match_request = draft(first)
    match_request.needs.update(sentence=evil)
    match_request.choices.update(reason=evil)
    MatchRequest.objects.update(note=evil)
    send_request(match_request, by=director_of(match_request.program))
    pages = []
    for user in (director_of(match_request.program), director_of(first)):
        client.force_login(user)
        pages.append(client.get(url("request-detail", match_request.code)).content.decode())

    assert [evil in page for page in pages] == [False, False]
