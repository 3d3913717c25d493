"""Writing a draft, and who sees a request (R8, R10)."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mentoring_pages.actions.errors import (
    ChangedMeanwhile,
    Incomplete,
    NotAllowed,
    WrongState,
)
from mentoring_pages.actions.request_answers import decline_choice
from mentoring_pages.actions.request_drafts import create_draft, save_choices, save_needs, save_wishes, version_of_needs
from mentoring_pages.enums import (
    ChoiceStatus,
    MembershipRole,
    RequestStatus,
)
from mentoring_pages.models import (
    MatchChoice,
    MatchRequest,
)
from mentoring_pages.permissions import can_answer_choice, can_view_request
from resources.models import Topic
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program

pytestmark = pytest.mark.django_db


def test_draft_is_begun_with_needs_and_a_mentor(first):
    membership = mentoring.ProgramMembershipFactory()
    topic = mentoring.term(Topic)

    match_request = create_draft(
        membership.program,
        mentoring.MentoringCycleFactory(),
        by=membership.user,
        needs=[(topic.pk, "Help")],
        mentor=first,
    )

    assert match_request.created_by == membership.user
    assert list(match_request.needs.values_list("topic", "sentence")) == [(topic.pk, "Help")]
    assert [(choice.mentor, choice.rank) for choice in match_request.choices.all()] == [(first, 1)]


def test_second_open_request_in_a_cycle_is_refused(first):
    match_request = draft(first)

    with pytest.raises(WrongState):
        create_draft(match_request.program, match_request.cycle, by=director_of(match_request.program), needs=[])


def test_outsider_begins_no_draft_for_others(outsider):
    with pytest.raises(NotAllowed):
        create_draft(mentoring.ProgramFactory(), mentoring.MentoringCycleFactory(), by=outsider, needs=[])


def test_two_people_who_write_at_once_do_not_overwrite_each_other(first):
    match_request = draft(first)
    by, topic = director_of(match_request.program), Topic.objects.get()
    version = version_of_needs(match_request)
    save_needs(match_request, by=by, needs=[(topic.pk, "Mine")], note="Mine", version=version)

    with pytest.raises(ChangedMeanwhile):
        save_needs(match_request, by=by, needs=[(topic.pk, "Yours")], note="Yours", version=version)

    match_request.refresh_from_db()
    assert match_request.note == "Mine"


@pytest.mark.parametrize(
    "save",
    [
        lambda request, by: save_needs(request, by=by, needs=[], note=""),
        lambda request, by: save_wishes(request, by=by, wishes={}),
        lambda request, by: save_choices(request, by=by, choices=[]),
    ],
)
def test_request_that_a_mentor_has_answered_is_not_written_on(sent, first, outsider, save):
    decline_choice(sent.choices.get(rank=1), by=director_of(first), reason="No time")

    with pytest.raises(WrongState):
        save(sent, director_of(sent.program))
    with pytest.raises(NotAllowed):
        save(sent, outsider)


def test_list_keeps_to_the_cycles_number(first, second):
    match_request = draft(cycle=mentoring.MentoringCycleFactory(max_choices=2))
    third = mentor_program("Third Choice")

    save_choices(
        match_request,
        by=director_of(match_request.program),
        choices=[(first.pk, ""), (second.pk, ""), (third.pk, "")],
    )

    assert list(match_request.choices.values_list("mentor", flat=True)) == [first.pk, second.pk]


def test_program_does_not_put_itself_on_its_list(first):
    match_request = draft(first)

    with pytest.raises(Incomplete, match="can't be its own mentor"):
        save_choices(match_request, by=director_of(match_request.program), choices=[(match_request.program_id, "")])

    assert list(match_request.choices.values_list("mentor", flat=True)) == [first.pk]


@pytest.mark.parametrize("status", list(RequestStatus))
def test_predicate_and_queryset_agree_for_everybody(status, first, second, outsider, coordinator, superuser):
    """STYLE: every `can_view_...` has a twin."""
    match_request = draft(first, second)
    MatchRequest.objects.filter(pk=match_request.pk).update(status=status)
    match_request.choices.filter(rank=1).update(status=ChoiceStatus.ASKED, asked_at=match_request.created_at)
    match_request.refresh_from_db()
    former = mentoring.ProgramMembershipFactory(program=first, role=MembershipRole.STAFF, is_active=False).user
    people = [director_of(match_request.program), director_of(first), director_of(second), outsider, coordinator]
    people += [superuser, former, AnonymousUser()]

    by_predicate = [can_view_request(user, match_request) for user in people]
    by_queryset = [MatchRequest.objects.visible_to(user).filter(pk=match_request.pk).exists() for user in people]

    asked = status != RequestStatus.DRAFT
    assert by_predicate == [True, asked, False, False, True, True, False, False]
    assert by_queryset == by_predicate


@pytest.mark.parametrize("status", list(ChoiceStatus))
def test_who_may_answer_agrees_with_its_queryset(sent, first, outsider, status):
    choice = sent.choices.get(rank=1)
    MatchChoice.objects.filter(pk=choice.pk).update(status=status)
    choice = MatchChoice.objects.get(pk=choice.pk)
    people = [director_of(first), director_of(sent.program), outsider]

    by_predicate = [can_answer_choice(user, choice) for user in people]

    assert by_predicate == [status == ChoiceStatus.ASKED, False, False]
    assert [MatchChoice.objects.answerable_by(user).filter(pk=choice.pk).exists() for user in people] == by_predicate
