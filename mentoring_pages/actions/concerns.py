"""Concerns: received, acknowledged by a deadline, answered, closed and forgotten (R104).

No mail, message, log or history says what a concern is about, nor whose it is. Steps lock the concern's row.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.concern_codes import as_compared, code_of, digest
from mentoring_pages.actions.concern_names import programs_in
from mentoring_pages.actions.errors import NotAllowed, TransitionError, WrongState
from mentoring_pages.enums import OPEN_CONCERN_STATUSES, ConcernAct, ConcernStatus
from mentoring_pages.mail import coordinators_address, send_after_commit
from mentoring_pages.models import Concern, ConcernAbout, ConcernMessage, ConcernSettings, ConcernTrace, Program
from mentoring_pages.models.concerns import random_number
from mentoring_pages.permissions import can_handle_concern, can_move_concern

CONCERN_SCREEN = "mentoring_pages_concern_modeladmin_inspect"
MOST_MESSAGES = 200
# So long the same form, sent again by a double click or a retry, is answered with the code it made.
SHOWN_AGAIN = timedelta(minutes=10)


class TooManyMessages(TransitionError):
    """A conversation that belongs on the telephone by now."""

    message = gettext_lazy("This has become a long exchange. Please wait for the coordinator to reach you.")


class FormUsed(TransitionError):
    """An old copy of a form that was sent and answered before."""

    message = gettext_lazy(
        "We have this already, and the code was shown to you then. If you lost it, please write to us anew."
    )


def receive_concern(*, form_id: str, text: str, about: str = "", reach: str = "", pair: Any = None) -> str:
    """Store a concern and return the code that its sender follows it by; only the code's digest is kept.

    `form_id` is the form's own random mark of 128 bits: with the same words it makes the same code, so that a double
    post makes one concern and whoever sent it still sees its code. `pair` names both its programs; so do names of
    programs in what was written. If `about` names none that we know, nobody who belongs to any program sees it until
    somebody says which is meant. Raises FormUsed for the same form after some minutes.
    """
    mark = digest("\x00".join((form_id, text, about, reach)))
    code = code_of(mark)
    code_hash = digest(as_compared(code))
    named = _programs_of(pair, about)
    now = timezone.now()
    try:
        with transaction.atomic():
            concern = Concern.objects.create(
                pk=random_number(),
                code_hash=code_hash,
                form_hash=mark,
                text=text,
                about=about,
                is_unplaced=bool(about.strip() and not named),
                reach=reach,
                received_at=now,
                answer_by=_deadline(now),
            )
            programs = sorted(named | programs_in(text))
            ConcernAbout.objects.bulk_create(ConcernAbout(concern=concern, program_id=pk) for pk in programs)
            _trace(concern, ConcernAct.RECEIVED)
            _tell_handlers(concern, "concern_new")
    except IntegrityError:
        known = Concern.objects.filter(form_hash=mark).first()
        # Another code than the stored one: the key was changed between the two posts.
        if known is None or known.code_hash != code_hash or known.received_at < now - SHOWN_AGAIN:
            raise FormUsed from None
    return code


def find_by_code(code: str) -> Concern | None:
    """The concern that a sender's code names, however it is written; None for a wrong one. One query."""
    return Concern.objects.filter(code_hash=digest(as_compared(code))).first()


@transaction.atomic
def write_as_sender(concern: Concern, text: str, *, form_id: str) -> ConcernMessage:
    """Add what the sender writes; a closed one is opened by it, and a new deadline runs. The same form makes one.

    Raises TooManyMessages, WrongState (it was deleted meanwhile).
    """
    concern = _locked(concern)
    mark = digest("\x00".join((form_id, str(concern.pk), text)))
    known = ConcernMessage.objects.filter(form_hash=mark).first()
    if known is not None:
        return known
    if concern.messages.count() >= MOST_MESSAGES:
        raise TooManyMessages
    message = ConcernMessage.objects.create(concern=concern, form_hash=mark, is_from_sender=True, text=text)
    _trace(concern, ConcernAct.WRITTEN)
    if concern.status == ConcernStatus.CLOSED:
        concern.status, concern.closed_at = ConcernStatus.ACKNOWLEDGED, None
        _trace(concern, ConcernAct.REOPENED)
    if concern.answer_by is None:
        concern.answer_by, concern.escalated_at = _deadline(timezone.now()), None
    concern.save()
    _tell_handlers(concern, "concern_message")
    return message


@transaction.atomic
def acknowledge_concern(concern: Concern, *, by: Any) -> Concern:
    """Say that one looks into it; the sender sees that somebody does. Raises NotAllowed, WrongState."""
    concern = _held_by(concern, by, ConcernStatus.ACKNOWLEDGED)
    was_closed = concern.status == ConcernStatus.CLOSED
    concern.status, concern.answer_by, concern.closed_at = ConcernStatus.ACKNOWLEDGED, None, None
    concern.acknowledged_at = concern.acknowledged_at or timezone.now()
    concern.save()
    _trace(concern, ConcernAct.REOPENED if was_closed else ConcernAct.ACKNOWLEDGED, by)
    return concern


@transaction.atomic
def answer_concern(concern: Concern, text: str, *, by: Any, form_id: str) -> ConcernMessage:
    """Write to the sender; who has not said so yet takes it up by it. Raises NotAllowed, WrongState (it is closed)."""
    concern = _locked(concern)
    if not can_handle_concern(by, concern):
        raise NotAllowed
    if concern.status not in OPEN_CONCERN_STATUSES:
        raise WrongState
    mark = digest("\x00".join((form_id, str(concern.pk), text)))
    known = ConcernMessage.objects.filter(form_hash=mark).first()
    if known is not None:
        return known
    message = ConcernMessage.objects.create(concern=concern, form_hash=mark, author=by, text=text)
    if concern.status == ConcernStatus.RECEIVED:
        concern.status, concern.acknowledged_at = ConcernStatus.ACKNOWLEDGED, timezone.now()
        _trace(concern, ConcernAct.ACKNOWLEDGED, by)
    concern.answer_by = None
    concern.save()
    _trace(concern, ConcernAct.ANSWERED, by)
    return message


@transaction.atomic
def close_concern(concern: Concern, *, by: Any) -> Concern:
    """End it; some time later it is deleted. Raises NotAllowed, WrongState."""
    concern = _held_by(concern, by, ConcernStatus.CLOSED)
    concern.status, concern.answer_by, concern.closed_at = ConcernStatus.CLOSED, None, timezone.now()
    concern.acknowledged_at = concern.acknowledged_at or concern.closed_at
    concern.save()
    _trace(concern, ConcernAct.CLOSED, by)
    return concern


@transaction.atomic
def name_program(concern: Concern, program: Program, *, by: Any) -> None:
    """Say that it is about a program: from then on nobody who belongs or belonged to it sees it. Raises NotAllowed.

    If nobody who is named is left, it is reported at once.
    """
    concern = _locked(concern)
    if not can_handle_concern(by, concern):
        raise NotAllowed
    _row, is_new = ConcernAbout.objects.get_or_create(concern=concern, program=program)
    if is_new or concern.is_unplaced:
        _place(concern)
        _trace(concern, ConcernAct.PROGRAMS_NAMED, by)
        if concern.status in OPEN_CONCERN_STATUSES and not handlers_of(concern):
            _report(concern, timezone.now())


@transaction.atomic
def name_no_program(concern: Concern, *, by: Any) -> None:
    """Say that what its sender named is no program of the partnership: everybody who is named may see it.

    Raises NotAllowed, WrongState (its programs are known).
    """
    concern = _locked(concern)
    if not can_handle_concern(by, concern):
        raise NotAllowed
    if not concern.is_unplaced:
        raise WrongState
    _place(concern)
    _trace(concern, ConcernAct.NO_PROGRAM, by)


def note_view(concern: Concern, *, by: Any) -> None:
    """Remember that somebody read it: who, when and which."""
    _trace(concern, ConcernAct.READ, by)


def handlers_of(concern: Concern) -> list:
    """People who are named and see this concern. A query for the names, three for each."""
    named = ConcernSettings.current()
    people = [row.user for row in named.handlers.select_related("user")] if named.pk else []
    return [user for user in people if can_handle_concern(user, concern)]


def escalate_concerns(now: datetime | None = None) -> int:
    """Report those for which nobody acted in time, and again while nobody does. Returns how many.

    Two workers at once report it once: the row's own column decides.
    """
    now = now or timezone.now()
    late = Concern.objects.open().filter(answer_by__lt=now)
    return sum(_report_once(concern, now) for concern in late)


def forget_concerns(now: datetime | None = None) -> int:
    """Delete closed ones with all that was written, some time after. Returns how many."""
    before = (now or timezone.now()) - timedelta(days=ConcernSettings.current().keep_days)
    due = Concern.objects.filter(status=ConcernStatus.CLOSED, closed_at__lt=before)
    count = due.count()
    due.delete()
    return count


def after_working_days(moment: datetime, days: int) -> datetime:
    """The same time of day so many working days, Monday to Friday, later."""
    local = timezone.localtime(moment)
    while days:
        local += timedelta(days=1)
        days -= local.weekday() < 5
    return local


def _deadline(now):
    return after_working_days(now, ConcernSettings.current().acknowledge_days)


def _programs_of(pair, about):
    return programs_in(about) | ({pair.mentor_id, pair.mentee_id} if pair is not None else set())


def _place(concern):
    concern.is_unplaced = False
    concern.save(update_fields=["is_unplaced"])


def _tell_handlers(concern, template):
    people = handlers_of(concern)
    if not people:
        _report(concern, timezone.now())
        return
    addresses = [user.email for user in people]
    send_after_commit(template, addresses, {}, link=(CONCERN_SCREEN, [concern.pk]))


def _report_once(concern, now):
    repeat = ConcernSettings.current().repeat_days
    if concern.escalated_at is not None and after_working_days(concern.escalated_at, repeat) > now:
        return 0
    due = Concern.objects.open().filter(pk=concern.pk, answer_by=concern.answer_by)
    with transaction.atomic():
        if not due.filter(escalated_at=concern.escalated_at).update(escalated_at=now):
            return 0
        _mail_report(concern)
    return 1


def _report(concern, now):
    Concern.objects.filter(pk=concern.pk).update(escalated_at=now)
    concern.escalated_at = now
    _mail_report(concern)


def _mail_report(concern):
    found = ConcernSettings.current()
    to = [found.escalation_email] if found.escalation_email else coordinators_address()
    _trace(concern, ConcernAct.ESCALATED)
    # The coordinators' address may be read by people it is about: there it says the least.
    context = {"number": concern.pk, "has_nobody": not handlers_of(concern)} if found.escalation_email else {}
    send_after_commit("concern_waiting", to, context)


def _trace(concern, act, by=None):
    ConcernTrace.objects.create(concern=concern, act=act, by=by)


def _locked(concern):
    found = Concern.objects.select_for_update().filter(pk=concern.pk).first()
    if found is None:
        raise WrongState
    return found


def _held_by(concern, by, status):
    concern = _locked(concern)
    if not can_handle_concern(by, concern):
        raise NotAllowed
    if not can_move_concern(by, concern, status):
        raise WrongState
    return concern
