"""Each predicate and its twin on the QuerySet, over everyone and every status; a complete pair; who left."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mentoring_pages import permissions
from mentoring_pages.enums import JournalAudience, MembershipRole, PairStatus, Side
from mentoring_pages.models import Contact, Evaluation, JournalEntry, Meeting, MentoringPair
from tests.factories import mentoring

EVERYONE = (
    "anonymous",
    "outsider",
    "mentor",
    "mentee",
    "colleague",
    "coordinator",
    "editor",
    "superuser",
    "former_member",
    "deactivated",
)


@pytest.fixture
def everyone(mentor, mentee, outsider, coordinator, editor, superuser, former_member, paired):
    """Each kind of person by name. The colleague is staff of the mentee's program; the deactivated one was too."""
    colleague = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role=MembershipRole.STAFF).user
    deactivated = mentoring.ProgramMembershipFactory(program=paired.pair.mentee).user
    deactivated.is_active = False
    deactivated.save()
    people = {
        "anonymous": AnonymousUser(),
        "outsider": outsider,
        "mentor": mentor,
        "mentee": mentee,
        "colleague": colleague,
        "coordinator": coordinator,
        "editor": editor,
        "superuser": superuser,
        "former_member": former_member,
        "deactivated": deactivated,
    }
    assert tuple(people) == EVERYONE
    return people


@pytest.fixture
def pairs(paired):
    """The pair in each status, and one of strangers."""
    return {
        **{
            status: mentoring.MentoringPairFactory(
                mentor=paired.pair.mentor, mentee=paired.pair.mentee, cycle__name=f"Cycle of {status}", status=status
            )
            for status in PairStatus
        },
        "strangers": mentoring.MentoringPairFactory(),
    }


def who(people, allows):
    return {name for name, user in people.items() if allows(user)}


def assert_twins(people, rows, predicate, queryset_of):
    """The predicate and the queryset agree for every person and row."""
    for name, user in people.items():
        by_query = set(queryset_of(user).values_list("pk", flat=True))
        by_predicate = {row.pk for row in rows if predicate(user, row)}
        assert by_query == by_predicate, name


def test_pairs_seen_by_predicate_and_query_are_the_same(everyone, pairs, paired):
    rows = [*pairs.values(), paired.pair]

    assert_twins(everyone, rows, permissions.can_view_pair, MentoringPair.objects.visible_to)
    assert who(everyone, lambda user: permissions.can_view_pair(user, paired.pair)) == {
        "mentor",
        "mentee",
        "colleague",
        "coordinator",
        "superuser",
    }


def test_contacts_seen_and_changed_by_predicate_and_query_are_the_same(everyone, pairs):
    rows = [
        mentoring.ContactFactory(pair=pair, logged_by=author)
        for pair in pairs.values()
        for author in (everyone["mentor"], everyone["mentee"], everyone["former_member"], everyone["coordinator"], None)
    ]

    assert_twins(everyone, rows, permissions.can_view_contact, Contact.objects.visible_to)
    assert_twins(everyone, rows, permissions.can_edit_contact, Contact.objects.editable_by)


def test_meetings_seen_by_predicate_and_query_are_the_same(everyone, pairs):
    rows = [mentoring.MeetingFactory(pair=pair) for pair in pairs.values()]

    assert_twins(everyone, rows, permissions.can_view_meeting, Meeting.objects.visible_to)


def test_journal_entries_read_by_predicate_and_query_are_the_same(everyone, pairs):
    """T4."""
    rows = [
        mentoring.JournalEntryFactory(pair=pair, author=author, audience=audience)
        for pair in pairs.values()
        for author in (everyone["mentor"], everyone["mentee"], everyone["former_member"], everyone["coordinator"])
        for audience in JournalAudience
    ]

    assert_twins(everyone, rows, permissions.can_read_journal_entry, JournalEntry.objects.readable_by)


def test_evaluations_read_by_predicate_and_query_are_the_same(everyone, pairs):
    rows = [
        mentoring.EvaluationFactory(pair=pair, author=author)
        for pair in pairs.values()
        for author in (everyone["mentor"], everyone["mentee"], everyone["former_member"], None)
    ]

    assert_twins(everyone, rows, permissions.can_view_evaluation, Evaluation.objects.readable_by)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (JournalAudience.ONLY_ME, {"mentor"}),
        (JournalAudience.MY_PAIR, {"mentor", "mentee", "colleague"}),
        (JournalAudience.PAIR_AND_STAFF, {"mentor", "mentee", "colleague", "coordinator", "superuser"}),
    ],
)
def test_an_entry_is_read_by_whom_its_author_chose(everyone, paired, audience, readers):
    """T4: superusers read what was shared with staff, and nothing else."""
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor, audience=audience)

    assert who(everyone, lambda user: permissions.can_read_journal_entry(user, entry)) == readers


def test_only_its_author_changes_an_entry(everyone, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor, for_staff=True)

    assert who(everyone, lambda user: permissions.can_edit_journal_entry(user, entry)) == {"mentor"}


@pytest.mark.parametrize(
    ("status", "writers"),
    [
        (PairStatus.ACTIVE, {"mentor", "mentee", "colleague"}),
        (PairStatus.ON_HOLD, {"mentor", "mentee", "colleague"}),
        (PairStatus.COMPLETE, set()),
    ],
)
def test_plan_and_log_are_written_by_both_sides_until_the_pair_is_complete(everyone, pairs, status, writers):
    pair = pairs[status]

    assert who(everyone, lambda user: permissions.can_edit_plan(user, pair)) == writers
    assert who(everyone, lambda user: permissions.can_log_contact(user, pair)) == writers


@pytest.mark.parametrize(
    ("status", "closers"),
    [
        (PairStatus.ACTIVE, {"mentor", "mentee", "coordinator", "superuser"}),
        (PairStatus.ON_HOLD, {"mentor", "mentee", "coordinator", "superuser"}),
        (PairStatus.COMPLETE, set()),
    ],
)
def test_directors_and_coordinators_record_the_ending(everyone, pairs, status, closers):
    """R18, R87. The colleague is staff, not a director."""
    assert who(everyone, lambda user: permissions.can_close_pair(user, pairs[status])) == closers


@pytest.mark.parametrize("status", [status for status in PairStatus if status != PairStatus.AWAITING])
def test_journals_and_evaluations_stay_open_to_both_sides_after_the_end(everyone, pairs, status):
    pair = pairs[status]

    assert who(everyone, lambda user: permissions.can_write_journal(user, pair)) == {"mentor", "mentee", "colleague"}
    assert who(everyone, lambda user: permissions.can_answer_evaluation(user, pair)) == {
        "mentor",
        "mentee",
        "colleague",
    }


def test_someone_who_leaves_the_program_loses_everything_at_once(mentee, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee)
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    evaluation = mentoring.EvaluationFactory(pair=paired.pair, author=mentee)
    assert permissions.pair_side(mentee, paired.pair) == Side.MENTEE

    mentee.program_memberships.update(is_active=False)

    assert permissions.pair_side(mentee, paired.pair) is None
    assert not any(
        [
            permissions.can_view_pair(mentee, paired.pair),
            permissions.can_edit_plan(mentee, paired.pair),
            permissions.can_log_contact(mentee, paired.pair),
            permissions.can_edit_contact(mentee, contact),
            permissions.can_write_journal(mentee, paired.pair),
            permissions.can_read_journal_entry(mentee, entry),
            permissions.can_edit_journal_entry(mentee, entry),
            permissions.can_answer_evaluation(mentee, paired.pair),
            permissions.can_view_evaluation(mentee, evaluation),
            permissions.can_close_pair(mentee, paired.pair),
        ]
    )


def test_a_coordinator_who_also_works_in_the_program_has_the_rights_of_both(coordinator, paired):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=coordinator)
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor)

    assert permissions.can_edit_plan(coordinator, paired.pair)
    assert not permissions.can_read_journal_entry(coordinator, entry)
