"""Writing a request, from the mentor's page to the ranked list (R8-R10)."""

import pytest

from mentoring_pages.enums import CycleStatus, RequestStatus, Visibility
from mentoring_pages.models import MatchRequest, MentoringCycle, MentoringPair
from resources.models import Topic
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_a_request_from_the_mentors_page_to_the_pair(client, member, django_capture_on_commit_callbacks):
    """R8-R10: needs, wishes, a ranked list, sending, and the mentor's yes."""
    mentor, topic = mentor_program("First Choice"), mentoring.term(Topic, name="Budget")
    client.force_login(member)

    client.post(f"{url('request-create')}?mentor={mentor.code}", {"topic_1": topic.pk, "sentence_1": "Cash flow"})
    match_request = MatchRequest.objects.get()
    client.post(
        url("request-edit", match_request.code, "wishes"), {"size": "unlike_us:nice", "location": "like_us:must"}
    )
    client.post(
        url("request-edit", match_request.code, "mentors"), {"mentor_1": str(mentor.code), "reason_1": "Your books"}
    )
    client.post(url("request-send", match_request.code))
    client.force_login(director_of(mentor))
    asked = text_of(client.get(url("request-detail", match_request.code)))
    choice = match_request.choices.get()
    answer = client.post(url("choice-accept", match_request.code, choice.pk))

    pair = MentoringPair.objects.get()
    assert [words for words in ("Budget", "Cash flow", "Your books") if words not in asked] == []
    assert {(wish.fact, wish.direction, wish.weight) for wish in match_request.wishes.all()} == {
        ("size", "unlike_us", "nice"),
        ("location", "like_us", "must"),
    }
    assert answer["Location"] == url("pair-detail", pair.code)
    assert (pair.mentor, pair.mentee.name) == (mentor, "Lantern Creek")


def test_form_keeps_what_was_typed_when_it_refuses(client, member):
    client.force_login(member)

    response = client.post(url("request-create"), {"sentence_1": "We lost two leads", "note": "Small town"})

    assert response.status_code == 422
    assert "Choose the topic that this sentence is about." in text_of(response)
    assert [words for words in ("We lost two leads", "Small town") if words not in response.content.decode()] == []
    assert not MatchRequest.objects.exists()


def test_topic_named_twice_is_pointed_at(client, member):
    topic = mentoring.term(Topic)
    client.force_login(member)

    response = client.post(url("request-create"), {"topic_1": topic.pk, "topic_2": topic.pk})

    assert response.context["form"].errors == {"topic_2": ["You have named this topic already."]}


def test_status_and_others_programs_can_not_be_slipped_in(client, member, first):
    """Only what the form asks for is saved."""
    topic = mentoring.term(Topic)
    client.force_login(member)

    client.post(
        url("request-create"),
        {"topic_1": topic.pk, "program": str(first.code), "status": "matched", "priority_tier": "1", "created_by": "1"},
    )

    match_request = MatchRequest.objects.get()
    assert (match_request.program.name, match_request.status) == ("Lantern Creek", RequestStatus.DRAFT)
    assert (match_request.priority_tier, match_request.created_by) == (None, member)


def test_person_of_two_programs_says_which_one_asks(client, member):
    other = mentoring.ProgramMembershipFactory(user=member, program__name="Second Home").program
    topic = mentoring.term(Topic)
    client.force_login(member)

    client.post(url("request-create"), {"topic_1": topic.pk, "program": str(other.code)})

    assert MatchRequest.objects.get().program == other


def test_mentors_page_of_a_full_mentor_leads_to_the_form_with_a_note(client, member, first):
    mentoring.MentoringPairFactory(mentor=first)
    client.force_login(member)

    text = text_of(client.get(f"{url('request-create')}?mentor={first.code}"))

    assert "That mentor takes no requests now." in text


@pytest.mark.parametrize("wanted", ["", "no-code", "\x00", "a" * 500, "5b1c9f0e-8f4a-4c1d-9a52-3d2f6a7b8c9d"])
def test_broken_mentor_in_the_address_breaks_nothing(client, member, wanted):
    client.force_login(member)

    assert client.get(url("request-create"), {"mentor": wanted}).status_code == 200


def test_opening_the_form_again_leads_to_the_open_draft_with_the_mentor_in_its_first_free_place(client, first, second):
    match_request = draft(first)
    client.force_login(director_of(match_request.program))

    response = client.get(f"{url('request-create')}?mentor={second.code}", follow=True)

    assert (
        response.redirect_chain[0][0] == url("request-edit", match_request.code, "mentors") + f"?mentor={second.code}"
    )
    assert response.context["form"].initial["mentor_2"] == str(second.code)
    assert match_request.choices.count() == 1


def test_opening_the_form_leads_to_a_sent_request(client, sent):
    client.force_login(director_of(sent.program))

    assert client.get(url("request-create"))["Location"] == url("request-detail", sent.code)


def test_opening_the_form_leads_to_the_pair_of_who_has_a_mentor(client, paired):
    client.force_login(paired.mentee)

    assert client.get(url("request-create"))["Location"] == url("pair-detail", paired.pair.code)


@pytest.mark.parametrize("change", [{"status": CycleStatus.FINISHED}, {"mentees_choose": False}])
def test_closed_cycle_is_explained(client, member, change):
    """T1."""
    MentoringCycle.objects.update(**change)
    client.force_login(member)

    response = client.get(url("request-create"))

    assert response.status_code == 200
    assert "form" not in response.context


def test_person_without_a_program_is_told_so(client, coordinator):
    client.force_login(coordinator)

    assert "You do not belong to an enrolled program yet" in text_of(client.get(url("request-create")))


def test_suggestion_says_why_and_is_put_on_the_list_by_its_button(client, first, second):
    """R9, R10."""
    match_request = draft(first)
    topic = match_request.needs.get().topic
    second.mentor_page.topics.add(topic)
    second.mentor_page.save()
    client.force_login(director_of(match_request.program))
    address = url("request-edit", match_request.code, "mentors")
    page = client.get(address)

    response = client.post(
        address,
        {"version": page.context["form"].initial["version"], "mentor_1": str(first.code), "add": str(second.code)},
    )

    assert [(one["program"], one["reasons"]) for one in page.context["suggestions"]] == [
        (second, ("Knows about Budget.",))
    ]
    assert response["Location"] == address
    assert [choice.mentor for choice in match_request.choices.all()] == [first, second]


def test_suggestions_tell_nothing_that_a_mentor_keeps_to_staff(client, first):
    match_request = draft()
    topic = match_request.needs.get().topic
    for key, visibility in (("size", Visibility.STAFF), ("sites", Visibility.MEMBERS)):
        setattr(first.mentor_page, f"{key}_visibility", visibility)
    first.mentor_page.size_band, first.mentor_page.site_count = "from_25", 3
    first.mentor_page.topics.add(topic)
    first.mentor_page.save()
    mentoring.MenteeProfileFactory(program=match_request.program, size_band="from_25", site_count=3)
    match_request.wishes.create(fact="size", direction="like_us")
    match_request.wishes.create(fact="sites", direction="like_us")
    client.force_login(director_of(match_request.program))

    page = client.get(url("request-edit", match_request.code, "mentors"))

    assert page.context["suggestions"][0]["reasons"] == (
        "Knows about Budget.",
        "About as many sites as you, as you asked.",
    )


def test_mentor_without_a_place_can_not_be_chosen(client, first, second):
    mentoring.MentoringPairFactory(mentor=second)
    match_request = draft(first)
    client.force_login(director_of(match_request.program))

    response = client.post(url("request-edit", match_request.code, "mentors"), {"mentor_1": str(second.code)})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["mentor_1"]


def test_two_who_save_at_once_see_both_texts(client, first):
    match_request = draft(first)
    client.force_login(director_of(match_request.program))
    address = url("request-edit", match_request.code)
    version = client.get(address).context["form"].initial["version"]
    topic = match_request.needs.get().topic_id
    client.post(address, {"version": version, "topic_1": topic, "note": "What you wrote"})

    refused = client.post(address, {"version": version, "topic_1": topic, "note": "What I wrote"})
    again = client.post(
        address, {"version": refused.context["form"].data["version"], "topic_1": topic, "note": "What I wrote"}
    )

    text = refused.content.decode()
    assert refused.status_code == 409
    assert [words for words in ("What you wrote", "What I wrote") if words not in text] == []
    match_request.refresh_from_db()
    assert (again.status_code, match_request.note) == (302, "What I wrote")
