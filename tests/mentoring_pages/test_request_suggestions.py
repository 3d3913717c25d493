"""Suggestions while one chooses: unsaved answers count, and each mentor's row explains itself (R9, R10)."""

import pytest

from mentoring_pages.enums import PairStatus, Visibility
from mentoring_pages.models import MatchRequest, RequestNeed
from resources.models import Topic
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(db):
    return mentoring.term(Topic, name="Budget"), mentoring.term(Topic, name="Staff retention")


@pytest.fixture
def mentors(topics):
    """One mentor for each topic."""
    for topic, name in zip(topics, ("Knows Budgets", "Keeps Staff"), strict=True):
        program = mentoring.ProgramFactory(name=name)
        mentoring.mentor_profile(program, topics=[topic], size_band="from_25", accreditation="Licensed since 2011")
    return topics


def suggested(response):
    return [str(one["program"]) for one in response.context["suggestions"]]


def test_topics_typed_before_there_is_a_draft_bring_mentors(client, member, mentors):
    budget, _staff = mentors
    client.force_login(member)

    answer = client.post(url("request-create"), {"topic_1": budget.pk, "sentence_1": "Grants", "suggest": "1"})

    assert (answer.status_code, suggested(answer)) == (200, ["Knows Budgets"])
    assert "Knows about Budget." in text_of(answer)
    assert answer.context["form"].initial["sentence_1"] == "Grants"
    assert not MatchRequest.objects.exists()


def test_topics_typed_and_not_saved_bring_other_mentors(client, mentors):
    match_request = draft()
    client.force_login(director_of(match_request.program))
    address = url("request-edit", match_request.code)
    before = suggested(client.get(address))

    answer = client.post(address, {"topic_1": mentors[1].pk, "note": "Typed", "suggest": "1"})

    assert (before, suggested(answer)) == (["Knows Budgets"], ["Keeps Staff"])
    assert answer.context["form"]["note"].value() == "Typed"
    assert [need.topic.name for need in RequestNeed.objects.all()] == ["Budget"]


def test_wish_typed_and_not_saved_leaves_out_who_does_not_have_it(client, mentors):
    match_request = draft()
    mentoring.MenteeProfileFactory(program=match_request.program, size_band="from_25")
    client.force_login(director_of(match_request.program))
    address = url("request-edit", match_request.code, "wishes")

    like = client.post(address, {"size": "like_us:must", "suggest": "1"})
    unlike = client.post(address, {"size": "unlike_us:must", "suggest": "1"})

    assert (sorted(suggested(like)), suggested(unlike)) == (["Keeps Staff", "Knows Budgets"], [])
    assert "About your size, as you asked." in text_of(like)
    assert not match_request.wishes.exists()


def test_a_must_on_licensing_leaves_out_who_tells_of_none(client, mentors):
    """R9: and a wish that only people can judge is said plainly."""
    mentoring.mentor_profile(mentoring.ProgramFactory(name="Unlicensed"), topics=mentors[:1])
    hiding = mentoring.ProgramFactory(name="Keeps It To Itself")
    mentoring.mentor_profile(
        hiding, topics=mentors[:1], accreditation="Licensed", accreditation_visibility=Visibility.STAFF
    )
    match_request = draft()
    mentoring.MenteeProfileFactory(program=match_request.program, accreditation="")
    client.force_login(director_of(match_request.program))
    address = url("request-edit", match_request.code, "wishes")

    told = client.post(address, {"mission": "like_us:must", "accreditation": "unlike_us:must", "suggest": "1"})
    not_told = client.post(address, {"accreditation": "like_us:must", "suggest": "1"})

    assert sorted(suggested(told)) == ["Keeps Staff", "Knows Budgets"]
    assert "Tells of a license or accreditation, as you asked." in text_of(told)
    assert "You judge this yourselves: Mission." in text_of(told)
    assert sorted(suggested(not_told)) == ["Keeps It To Itself", "Unlicensed"]
    assert "Tells of no license or accreditation, as you asked." in text_of(not_told)


def test_every_one_of_the_14_facts_can_be_wished_for(client, member):
    match_request = draft(program=member.program_memberships.get().program)
    client.force_login(member)

    form = client.get(url("request-edit", match_request.code, "wishes")).context["form"]

    assert len([name for name in form.fields if name != "version"]) == 14
    assert [str(label) for _value, label in form.fields["mission"].choices] == [
        "Does not matter",
        "Like us, nice to have",
        "Like us, a must",
        "Different from us, nice to have",
        "Different from us, a must",
    ]


def test_wish_about_what_one_has_not_told_oneself_is_said_to_do_nothing(client, member):
    """R10: nobody counts on a must that nothing can be held against."""
    match_request = draft(program=member.program_memberships.get().program)
    mentoring.MenteeProfileFactory(program=match_request.program, size_band="from_25", budget_band="", accreditation="")
    client.force_login(member)

    fields = client.get(url("request-edit", match_request.code, "wishes")).context["form"].fields

    assert fields["size"].help_text.startswith("You: ")
    assert fields["budget"].help_text == "You have not told this yet, so it can't be compared and leaves nobody out."
    assert (fields["accreditation"].help_text, fields["mission"].help_text) == ("", "")


def test_asked_mentor_reads_wishes_that_people_judge_and_no_others(client, sent, first):
    sent.wishes.create(fact="mission", direction="like_us", weight="must")
    sent.wishes.create(fact="size", direction="unlike_us", weight="must")
    client.force_login(director_of(first))

    text = text_of(client.get(url("request-detail", sent.code)))

    assert "What they ask you to judge" in text
    assert "Like theirs, a must" in text
    assert "Different from theirs" not in text


def test_mentor_that_did_not_fit_is_not_suggested_again(client, mentors):
    match_request = draft()
    gone = mentor_program("Did Not Fit")
    gone.mentor_page.topics.set(mentors)
    gone.mentor_page.save()
    client.force_login(director_of(match_request.program))
    before = suggested(client.get(url("request-edit", match_request.code)))
    mentoring.MentoringPairFactory(
        mentor=gone, mentee=match_request.program, status=PairStatus.COMPLETE, was_unsuited=True
    )

    after = suggested(client.get(url("request-edit", match_request.code)))

    assert ("Did Not Fit" in before, "Did Not Fit" in after) == (True, False)


def test_page_has_what_the_script_needs(client, sent):
    client.force_login(director_of(sent.program))

    page = client.get(url("request-edit", sent.code, "wishes")).text

    assert "<p-live-suggestions>" in page
    assert 'data-shown="' in page
    assert 'name="suggest"' in page
