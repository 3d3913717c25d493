"""Enrolling a program, and deciding on it; asking to join one, and deciding on that (R37, R82, R98).

Everyone who changes who belongs to a program locks its row first. Mails go out after commit.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Region
from mentoring_pages.actions.errors import NotAllowed, TransitionError, WrongState
from mentoring_pages.actions.history import note_program
from mentoring_pages.actions.people import let_in
from mentoring_pages.enums import (
    NEXT_ENROLMENT_STATUSES,
    NEXT_JOIN_STATUSES,
    CameBy,
    EnrolmentStatus,
    JoinStatus,
    MembershipRole,
    Participation,
    ProgramAct,
    ReferralStatus,
)
from mentoring_pages.mail import addresses_of, coordinators_address, send_after_commit
from mentoring_pages.models import FundingSource, JoinRequest, MenteeProfile, MentoringPair, Program, Referral
from mentoring_pages.people import name_of
from mentoring_pages.permissions import belongs_to, can_decide_enrolment, can_manage_people
from resources.conf import get_setting

MOST_WAITING = 3
PROGRAM_SCREEN = "mentoring_pages_program_modeladmin_inspect"
JOIN_SCREEN = "mentoring_pages_joinrequest_modeladmin_inspect"


class NameTaken(TransitionError):
    """A program of this name is here already."""

    message = gettext_lazy("A program of this name is here already. If you work there, ask to join it.")


class TooManyWaiting(TransitionError):
    """Somebody enrols one program after the other."""

    message = gettext_lazy("Three of your programs wait for a coordinator already. Please wait for an answer first.")


class UnknownProgram(TransitionError):
    """No enrolled program has this name."""

    message = gettext_lazy("We know no program of this name. Check the spelling, or enrol it.")


class AlreadyIn(TransitionError):
    """The person belongs to the program, or waits for an answer already."""

    message = gettext_lazy("You belong to this program already, or you have asked and wait for an answer.")


class TooManyWishes(TransitionError):
    """More programs in a day than anybody works for."""

    message = gettext_lazy("You have asked to join several programs today. Please wait for their answers.")


class PairsOpen(TransitionError):
    """A program in the middle of a pair can't be let go."""

    message = gettext_lazy("Its pairs are still open. Record how they end first; then end the enrolment.")


@dataclass(frozen=True)
class Enrolment:
    """What a program tells when it enrols. Dates may be unknown; `region` None: not found by the ZIP code."""

    name: str
    role: str = MembershipRole.DIRECTOR
    city: str = ""
    county: str = ""
    zip_code: str = ""
    region: Region | None = None
    started_on: date | None = None
    director_started_on: date | None = None
    participation: str = Participation.VOLUNTARY
    required_by: FundingSource | None = None
    came_by: str = CameBy.SELF
    note: str = ""


@transaction.atomic
def enrol_program(enrolment: Enrolment, *, by: Any, referral: Referral | None = None) -> Program:
    """Put a program in line for a coordinator, with `by` as its first person, and return it.

    A program of the person's own that was declined is put in line again, and roles in it stay as they are: directors
    and coordinators give them, nobody takes one. Raises NameTaken, TooManyWaiting.
    """
    waiting = Program.objects.of_user(by).filter(status=EnrolmentStatus.APPLIED)
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting
    program = Program.objects.named(enrolment.name).select_for_update().first()
    if program and not (program.status == EnrolmentStatus.DECLINED and belongs_to(by, program.pk)):
        raise NameTaken
    is_known = program is not None
    program = program or Program()
    program.name = enrolment.name
    program.status = EnrolmentStatus.APPLIED
    program.participation = enrolment.participation
    program.required_by = enrolment.required_by if enrolment.participation == Participation.REQUIRED else None
    program.started_on, program.director_started_on = enrolment.started_on, enrolment.director_started_on
    program.came_by = CameBy.REFERRED if referral else enrolment.came_by
    program.enrolment_note = enrolment.note
    program.applied_by, program.decided_by, program.decided_at, program.decision_reason = by, None, None, ""
    try:
        with transaction.atomic():
            program.save()
    except IntegrityError as taken:
        raise NameTaken from taken
    note_program(program, ProgramAct.APPLIED, by=by)
    if not is_known:
        let_in(program, by, enrolment.role, by=by, begins_to_direct=False)
    _keep_place(program, enrolment)
    if referral:
        Referral.objects.filter(pk=referral.pk, program=None).update(program=program, status=ReferralStatus.ENROLLED)
    context = {"program": program.name, "name": name_of(by)}
    send_after_commit("enrolment_asked", coordinators_address(), context, link=(PROGRAM_SCREEN, [program.pk]))
    send_after_commit("enrolment_received", [by.email], context, link=("members:program-detail", [program.code]))
    return program


@transaction.atomic
def approve_enrolment(program: Program, *, by: Any) -> Program:
    """Take the program in; also one that was declined or had left. Raises NotAllowed, WrongState."""
    program = _decide(program, EnrolmentStatus.ENROLLED, by, "")
    note_program(program, ProgramAct.APPROVED, by=by)
    context = {"program": program.name}
    link = ("members:program-detail", [program.code])
    send_after_commit("enrolment_approved", addresses_of(program), context, link=link)
    return program


@transaction.atomic
def decline_enrolment(program: Program, *, by: Any, reason: str) -> Program:
    """Say no, with the reason that the program gets by mail. Raises NotAllowed, WrongState."""
    program = _decide(program, EnrolmentStatus.DECLINED, by, reason)
    note_program(program, ProgramAct.DECLINED, by=by)
    context = {"program": program.name, "reason": reason}
    link = ("members:program-detail", [program.code])
    send_after_commit("enrolment_declined", addresses_of(program), context, link=link)
    return program


@transaction.atomic
def end_enrolment(program: Program, *, by: Any) -> Program:
    """The program takes no part any more. Its people keep what they have to read.

    Raises NotAllowed, WrongState, PairsOpen.
    """
    pairs = MentoringPair.objects.holding()
    if pairs.filter(mentor=program).exists() or pairs.filter(mentee=program).exists():
        raise PairsOpen
    program = _decide(program, EnrolmentStatus.LEFT, by, "")
    note_program(program, ProgramAct.LEFT, by=by)
    return program


@transaction.atomic
def ask_to_join(name: str, *, by: Any, role: str, message: str = "") -> JoinRequest:
    """Ask to be let into the enrolled program of this name; its directors and coordinators get a mail.

    Raises UnknownProgram, AlreadyIn, TooManyWishes (those that were taken back count too).
    """
    program = Program.objects.enrolled().named(name).first()
    if program is None:
        raise UnknownProgram
    if belongs_to(by, program.pk):
        raise AlreadyIn
    since = timezone.now() - timedelta(days=1)
    if JoinRequest.objects.filter(user=by, created_at__gt=since).count() >= get_setting("JOIN_REQUESTS_PER_DAY"):
        raise TooManyWishes
    try:
        with transaction.atomic():
            wish = JoinRequest.objects.create(program=program, user=by, role=role, message=message)
    except IntegrityError as asked:
        raise AlreadyIn from asked
    context = {"program": program.name, "name": name_of(by), "role": wish.get_role_display(), "message": message}
    send_after_commit("join_asked", coordinators_address(), context, link=(JOIN_SCREEN, [wish.pk]))
    directors = [row.user.email for row in program.memberships.directing().select_related("user")]
    send_after_commit("join_asked", directors, context, link=("members:people-list", [program.code]))
    return wish


@transaction.atomic
def approve_join(wish: JoinRequest, *, by: Any, role: str | None = None) -> None:
    """Let the person in, in the role asked for or another. Raises NotAllowed, WrongState."""
    wish = _answer(wish, JoinStatus.APPROVED, by)
    membership = let_in(wish.program, wish.user, role or wish.role, by=by)
    context = {"program": wish.program.name, "role": membership.get_role_display()}
    link = ("members:program-detail", [wish.program.code])
    send_after_commit("join_approved", [wish.user.email], context, link=link)


@transaction.atomic
def decline_join(wish: JoinRequest, *, by: Any, reason: str) -> None:
    """Say no, with the reason that the person gets by mail. Raises NotAllowed, WrongState."""
    wish = _answer(wish, JoinStatus.DECLINED, by, reason)
    send_after_commit("join_declined", [wish.user.email], {"program": wish.program.name, "reason": reason})


@transaction.atomic
def withdraw_join(wish: JoinRequest, *, by: Any) -> None:
    """Take one's own wish back. Raises NotAllowed, WrongState."""
    if wish.user_id != by.pk:
        raise NotAllowed
    _move_join(wish, JoinStatus.WITHDRAWN, by, "")


def _decide(program, status, by, reason):
    if not can_decide_enrolment(by):
        raise NotAllowed
    program = Program.objects.select_for_update().get(pk=program.pk)
    if status not in NEXT_ENROLMENT_STATUSES[EnrolmentStatus(program.status)]:
        raise WrongState
    moved = Program.objects.filter(pk=program.pk, status=program.status).update(
        status=status, decided_by=by, decided_at=timezone.now(), decision_reason=reason
    )
    if not moved:
        raise WrongState
    program.refresh_from_db()
    return program


def _answer(wish, status, by, reason=""):
    Program.objects.select_for_update().get(pk=wish.program_id)
    wish = JoinRequest.objects.select_related("program", "user").get(pk=wish.pk)
    if not can_manage_people(by, wish.program):
        raise NotAllowed
    if status == JoinStatus.APPROVED and wish.program.status != EnrolmentStatus.ENROLLED:
        raise WrongState(_("This program is not enrolled, so nobody can be let in now."))
    _move_join(wish, status, by, reason)
    return wish


def _move_join(wish, status, by, reason):
    if status not in NEXT_JOIN_STATUSES[JoinStatus(wish.status)]:
        raise WrongState
    moved = JoinRequest.objects.filter(pk=wish.pk, status=wish.status).update(
        status=status, decided_by=by, decided_at=timezone.now(), reason=reason
    )
    if not moved:
        raise WrongState


def _keep_place(program, enrolment):
    """What the program said about its place is the first of its 14 facts."""
    profile = MenteeProfile.objects.filter(program=program).first() or MenteeProfile(program=program)
    profile.city, profile.county = enrolment.city, enrolment.county
    profile.zip_code, profile.region = enrolment.zip_code, enrolment.region
    profile.save()
