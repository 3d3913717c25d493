"""Who may do what with applications to become a mentor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.application_stages import APPLICATION_STEPS, ApplicationStatus, ApplicationStep, StepTaker
from mentoring_pages.enums import (
    EnrolmentStatus,
)
from mentoring_pages.permissions.programs import belongs_to, directs
from mentoring_pages.roles import is_coordinator

if TYPE_CHECKING:
    from mentoring_pages.models import (
        MentorApplication,
        Program,
    )


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
