"""Who may see and do what in mentoring. Every `can_view_...` and `can_read_...` has a twin on its model's QuerySet.

Not visible is 404, visible but not allowed is 403. Someone whose membership ended is nobody here, at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.application_stages import APPLICATION_STEPS, ApplicationStatus, ApplicationStep, StepTaker
from mentoring_pages.enums import (
    ANSWERED_CHOICE_STATUSES,
    KEPT_ENROLMENT_STATUSES,
    OPEN_PAIR_STATUSES,
    REQUEST_MOVES,
    EnrolmentStatus,
    JournalAudience,
    MembershipRole,
    PairStatus,
    RequestMove,
    RequestParty,
    RequestStatus,
    Side,
)
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        Contact,
        Evaluation,
        JournalEntry,
        MatchChoice,
        MatchRequest,
        MentorApplication,
        MentorBookmark,
        MentoringPair,
        MentorProfilePage,
        Program,
        ReadingList,
    )
    from resources.models import ResourcePage

# --- Pairs, and what hangs on them ---


def pair_side(user, pair: MentoringPair) -> Side | None:
    """The side on which the user stands today; None for everyone else, coordinators too. Two queries at most.

    A pair that is not confirmed has no sides yet.
    """
    if not user.is_authenticated or not user.is_active or pair.status == PairStatus.AWAITING:
        return None
    return pair.side_of(user)


def can_view_pair(user, pair: MentoringPair) -> bool:
    """Its programs' people and coordinators. Plans and contacts follow. Twin: `MentoringPair.objects.visible_to`."""
    return is_coordinator(user) or pair_side(user, pair) is not None


def can_close_pair(user, pair: MentoringPair) -> bool:
    """A director of either program, or a coordinator, while the pair is open (R18, R87)."""
    if pair.status not in OPEN_PAIR_STATUSES:
        return False
    return is_coordinator(user) or _directs(user, pair)


def can_edit_plan(user, pair: MentoringPair) -> bool:
    """Both sides, while the pair is open (R14). Coordinators read along."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_log_contact(user, pair: MentoringPair) -> bool:
    """Both sides, while the pair is open."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_view_contact(user, contact: Contact) -> bool:
    """Whoever sees the pair. Twin: `Contact.objects.visible_to`."""
    return can_view_pair(user, contact.pair)


def can_edit_contact(user, contact: Contact) -> bool:
    """Who logged it, while the pair is open. Twin: `Contact.objects.editable_by`."""
    return contact.logged_by_id is not None and contact.logged_by_id == user.pk and can_log_contact(user, contact.pair)


# --- Journals (T4) ---


def can_write_journal(user, pair: MentoringPair) -> bool:
    """Both sides; also after the end, when there is the most to think about."""
    return pair_side(user, pair) is not None


def can_read_journal_entry(user, entry: JournalEntry) -> bool:
    """The author; the pair's people if it was shared with them; coordinators if it was shared with staff.

    Nobody else, superusers included. Who joined after the author last saved it, as a new director does, does not read
    it. Twin: `JournalEntry.objects.readable_by`.
    """
    if is_coordinator(user) and entry.audience == JournalAudience.PAIR_AND_STAFF:
        return True
    if pair_side(user, entry.pair) is None:
        return False
    if entry.author_id == user.pk:
        return True
    is_shared = entry.audience in (JournalAudience.MY_PAIR, JournalAudience.PAIR_AND_STAFF)
    return is_shared and _was_there(user, entry)


def can_edit_journal_entry(user, entry: JournalEntry) -> bool:
    """Its author alone, as long as the author belongs to the pair."""
    return entry.author_id == user.pk and pair_side(user, entry.pair) is not None


# --- Evaluations ---


def can_view_evaluation(user, evaluation: Evaluation) -> bool:
    """Its author and coordinators, never the other side. Twin: `Evaluation.objects.readable_by`."""
    if is_coordinator(user):
        return True
    return evaluation.author_id == user.pk and pair_side(user, evaluation.pair) is not None


def can_answer_evaluation(user, pair: MentoringPair) -> bool:
    """Both sides, also after the end. Which moments are open is in `mentoring_pages.evaluating`."""
    return pair_side(user, pair) is not None


# --- Reading lists ---


def can_keep_resource(user, resource: ResourcePage) -> bool:
    """Everybody who is signed in, as long as everyone may see the resource. Two queries at most."""
    if not user.is_authenticated or not user.is_active:
        return False
    return type(resource).objects.live().public().filter(pk=resource.pk).exists()


def can_view_reading_list(user, reading_list: ReadingList) -> bool:
    """Its owner; the people of the pair it is shared with, while the pair is open and its owner belongs to it.

    Coordinators and superusers read none but those of their own pairs. Twin: `ReadingList.objects.visible_to`.
    """
    if can_edit_reading_list(user, reading_list):
        return True
    pair = reading_list.shared_with
    if pair is None or pair.status not in OPEN_PAIR_STATUSES or pair_side(user, pair) is None:
        return False
    return pair_side(reading_list.owner, pair) is not None


def can_edit_reading_list(user, reading_list: ReadingList) -> bool:
    """Its owner alone. Twin: `ReadingList.objects.of_owner`."""
    return user.is_authenticated and user.is_active and reading_list.owner_id == user.pk


def can_share_reading_list(user, reading_list: ReadingList, pair: MentoringPair) -> bool:
    """Its owner, with an open pair of the owner's own programs."""
    is_open = pair.status in OPEN_PAIR_STATUSES
    return is_open and can_edit_reading_list(user, reading_list) and pair_side(user, pair) is not None


# --- Bookmarks of mentors ---


def can_bookmark_mentor(user, profile: MentorProfilePage) -> bool:
    """Everybody who is signed in, as long as everyone may see the mentor's page. Two queries at most."""
    if not user.is_authenticated or not user.is_active:
        return False
    return type(profile).objects.listed().filter(pk=profile.pk).exists()


def can_edit_bookmark(user, bookmark: MentorBookmark) -> bool:
    """Its owner alone. Twin: `MentorBookmark.objects.of_owner`."""
    return user.is_authenticated and user.is_active and bookmark.owner_id == user.pk


# --- Programs ---


def belongs_to(user, program_id: int | None) -> bool:
    """Whether the user belongs to the program today. One query."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.program_memberships.filter(program=program_id, is_active=True).exists()


def can_edit_program(user, program: Program) -> bool:
    """Its own people, while it waits or is enrolled. The same on a mentor's page, where edits wait for review."""
    return program.status in KEPT_ENROLMENT_STATUSES and belongs_to(user, program.pk)


def can_moderate_profile(user, page: MentorProfilePage) -> bool:
    """Who decides on a mentor page's draft: may publish it, or may act on the task at which it waits."""
    if not user.is_authenticated or not user.is_active:
        return False
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit():
        return False
    task = page.current_workflow_task
    return permissions.can_publish() or bool(task and task.get_actions(page, user))


def can_manage_people(user, program: Program) -> bool:
    """Who invites people, lets them in, gives roles and removes: its directors while it is enrolled; coordinators."""
    if is_coordinator(user):
        return True
    return program.status == EnrolmentStatus.ENROLLED and directs(user, program.pk)


def can_decide_enrolment(user) -> bool:
    """Coordinators."""
    return is_coordinator(user)


def can_work_referrals(user) -> bool:
    """Coordinators; whoever referred a program sees nothing afterwards (R98)."""
    return is_coordinator(user)


def can_offer_to_host(user, program: Program) -> bool:
    """Its own people, while it waits or is enrolled (R26). They withdraw its offers too."""
    return program.status in KEPT_ENROLMENT_STATUSES and belongs_to(user, program.pk)


# --- Match requests ---


def can_view_request(user, match_request: MatchRequest) -> bool:
    """The program that asks, mentors that it has asked, coordinators. Twin: `MatchRequest.objects.visible_to`."""
    if is_coordinator(user) or belongs_to(user, match_request.program_id):
        return True
    if match_request.status == RequestStatus.DRAFT or not user.is_authenticated or not user.is_active:
        return False
    asked = match_request.choices.exclude(asked_at=None).values("mentor")
    return user.program_memberships.filter(program__in=asked, is_active=True).exists()


def request_parties(user, match_request: MatchRequest, choice: MatchChoice | None = None) -> set[RequestParty]:
    """What the user is in this request. Three queries at most.

    Nobody answers a request of their own: who belongs to both programs is no party as the mentor.
    """
    if not user.is_authenticated or not user.is_active:
        return set()
    found = {RequestParty.COORDINATOR} if is_coordinator(user) else set()
    if belongs_to(user, match_request.program_id):
        found.add(RequestParty.MENTEE)
    elif choice is not None and belongs_to(user, choice.mentor_id):
        found.add(RequestParty.MENTOR)
    return found


def is_move_open(move: RequestMove, match_request: MatchRequest, choice: MatchChoice | None = None) -> bool:
    """Whether the table lets anybody take this step now. Changing a sent request costs one query."""
    rule = REQUEST_MOVES[move]
    if match_request.status not in rule.requests:
        return False
    if rule.choices and (choice is None or choice.status not in rule.choices):
        return False
    if move == RequestMove.EDIT and match_request.status == RequestStatus.SENT:
        return not match_request.choices.filter(status__in=ANSWERED_CHOICE_STATUSES).exists()
    return True


def may_move(user, move: RequestMove, match_request: MatchRequest, choice: MatchChoice | None = None) -> bool:
    """Whether the user may take this step now, by the one table `enums.REQUEST_MOVES`."""
    is_party = not request_parties(user, match_request, choice).isdisjoint(REQUEST_MOVES[move].parties)
    return is_party and is_move_open(move, match_request, choice)


def can_edit_request(user, match_request: MatchRequest) -> bool:
    """The program that asks, while it is a draft, or sent and no mentor has answered."""
    return may_move(user, RequestMove.EDIT, match_request)


def can_withdraw_request(user, match_request: MatchRequest) -> bool:
    """The program that asks, until there is a pair. Coordinators do it for a program at their desk."""
    return belongs_to(user, match_request.program_id) and is_move_open(RequestMove.WITHDRAW, match_request)


def can_answer_choice(user, choice: MatchChoice) -> bool:
    """The asked mentor's people, while the question is open. Twin: `MatchChoice.objects.answerable_by`."""
    return may_move(user, RequestMove.ACCEPT, choice.request, choice)


def can_pause_mentor(user, program: Program) -> bool:
    """Its own people while it is enrolled, and coordinators: it takes effect at once."""
    return program.status == EnrolmentStatus.ENROLLED and (is_coordinator(user) or belongs_to(user, program.pk))


def can_arrange_meeting(user, pair: MentoringPair) -> bool:
    """Both sides, while the pair is open."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_answer_fit(user, pair: MentoringPair) -> bool:
    """Both sides, each for itself, while the pair is open."""
    return pair.status in OPEN_PAIR_STATUSES and pair_side(user, pair) is not None


def can_view_fit_check(user, check) -> bool:
    """Its own side and coordinators; never the other side."""
    return is_coordinator(user) or pair_side(user, check.pair) == check.side


def can_read_decline_reason(user) -> bool:
    """Staff. The program that asked reads a kind sentence instead."""
    return is_coordinator(user)


def can_assign_pair(user) -> bool:
    """Coordinators (T1, R48). They confirm, refuse and end pairs too."""
    return is_coordinator(user)


# --- Applications to become a mentor ---


def directs(user, program_id: int | None) -> bool:
    """Whether the user is a director of the program today. One query."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.program_memberships.filter(program=program_id, is_active=True, role=MembershipRole.DIRECTOR).exists()


def can_apply_as_mentor(user, program: Program) -> bool:
    """A director of the program, while it is enrolled (R31)."""
    return program.status == EnrolmentStatus.ENROLLED and directs(user, program.pk)


def can_view_application(user, application: MentorApplication) -> bool:
    """Its program's people. Coordinators read it in the CMS. Twin: `MentorApplication.objects.visible_to`."""
    return belongs_to(user, application.program_id)


def can_take_step(user, application: MentorApplication, step: ApplicationStep) -> bool:
    """By the table of steps: the stage allows it, and the user is one of those who take it.

    A coordinator who belongs to the program decides nothing about it. Three queries at most.
    """
    rule = APPLICATION_STEPS[step]
    if ApplicationStatus(application.status) not in rule.begins_in:
        return False
    return may_take(user, application.program_id, step)


def may_take(user, program_id: int, step: ApplicationStep) -> bool:
    """The same without a look at the stage."""
    takers = APPLICATION_STEPS[step].takers
    if StepTaker.APPLICANT in takers and directs(user, program_id):
        return True
    return StepTaker.COORDINATOR in takers and is_coordinator(user) and not belongs_to(user, program_id)


def _was_there(user, entry: JournalEntry) -> bool:
    """Whether the user belonged to one of the pair's programs when the entry was last saved."""
    memberships = user.program_memberships.filter(
        program__in=(entry.pair.mentor_id, entry.pair.mentee_id), is_active=True
    )
    return any(
        joined_at is None or joined_at <= entry.updated_at
        for joined_at in memberships.values_list("joined_at", flat=True)
    )


def _directs(user, pair: MentoringPair) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return user.program_memberships.filter(
        program__in=(pair.mentor_id, pair.mentee_id), is_active=True, role=MembershipRole.DIRECTOR
    ).exists()
