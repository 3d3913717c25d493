"""Who may do what with programs and their people, and with referrals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import (
    KEPT_ENROLMENT_STATUSES,
    EnrolmentStatus,
    MembershipRole,
)
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        MentorProfilePage,
        Program,
    )


def belongs_to(user, program_id: int | None) -> bool:
    """Whether the user belongs to the program today. One query."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.program_memberships.filter(program=program_id, is_active=True).exists()


def directs(user, program_id: int | None) -> bool:
    """Whether the user is a director of the program today. One query."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.program_memberships.filter(program=program_id, is_active=True, role=MembershipRole.DIRECTOR).exists()


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


def can_pause_mentor(user, program: Program) -> bool:
    """Its own people while it is enrolled, and coordinators: it takes effect at once."""
    return program.status == EnrolmentStatus.ENROLLED and (is_coordinator(user) or belongs_to(user, program.pk))
