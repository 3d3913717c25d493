"""Sending evaluations, asking for them, and reminding at most twice (R19, R34, R69)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import CycleStatus, Side
from mentoring_pages.evaluation_states import states_of
from mentoring_pages.mail import absolute, directors_of, send_after_commit
from mentoring_pages.models import (
    Evaluation,
    EvaluationAnswer,
    EvaluationAsk,
    EvaluationQuestion,
    EvaluationSilence,
    MentoringPair,
    ScheduledEvaluation,
)
from mentoring_pages.permissions import can_answer_evaluation, pair_side
from resources.dates_in_words import short_date

from .refusals import NotAllowed, TransitionError

MOST_REMINDERS = 2
PAUSE = timedelta(days=7)
# What opened before is not asked for by mail: a site that begins with this writes nobody about last winter.
LATEST = timedelta(days=14)
# So long after its end a pair may still be asked something.
AFTERWARDS = timedelta(days=400)
_SALT = "mentoring_pages.evaluation-reminders"


class AlreadyAnswered(TransitionError):
    """One evaluation a person and time."""

    message = _("You have already sent this evaluation. Thank you.")


class NotOpen(TransitionError):
    """It can't be answered yet, or not any more."""

    message = _("These questions are not open now. If you had written something, it is still in the form.")


@dataclass(frozen=True)
class Answer:
    """The answer to one question: a score from 1 to 5, what was chosen, or words."""

    question: EvaluationQuestion
    score: int | None = None
    text: str = ""
    chosen: list[str] = field(default_factory=list)

    @property
    def is_given(self):
        return self.score is not None or bool(self.text) or bool(self.chosen)


def submit_evaluation(
    pair: MentoringPair, *, by, scheduled: ScheduledEvaluation, answers: Iterable[Answer], number: int = 1
) -> Evaluation:
    """Keep the answers with the questions as they were asked. Questions without an answer are left out.

    Raises NotAllowed for anyone outside the pair, AlreadyAnswered the second time, NotOpen before and after its days.
    """
    side = pair_side(by, pair)
    if side is None or not can_answer_evaluation(by, pair):
        raise NotAllowed
    states = states_of(pair, by, side, today=timezone.localdate())
    state = next((one for one in states if one.scheduled == scheduled and one.number == number), None)
    if state is not None and state.sent:
        raise AlreadyAnswered
    if state is None or not state.is_open:
        raise NotOpen
    try:
        with transaction.atomic():
            evaluation = Evaluation.objects.create(
                pair=pair, author=by, side=side, moment=scheduled.moment, scheduled=scheduled, number=number
            )
            EvaluationAnswer.objects.bulk_create(
                EvaluationAnswer(
                    evaluation=evaluation,
                    question=answer.question,
                    question_text=answer.question.name,
                    score=answer.score,
                    text=answer.text,
                    chosen=answer.chosen,
                )
                for answer in answers
                if answer.is_given
            )
    except IntegrityError:
        raise AlreadyAnswered from None
    return evaluation


def ask_for_evaluations(now=None) -> int:
    """Mail people what has opened for them, once, and remind at most twice. Returns how many mails.

    A reminder stops when it is answered, closed, or the person does not want any. Safe to run again.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    silent = set(EvaluationSilence.objects.values_list("user", flat=True))
    return sum(_ask_pair(pair, today, now, silent) for pair in _pairs_to_ask(today))


def set_reminders(user, *, wants) -> None:
    """Whether the person wants to be reminded of evaluations. The same again changes nothing."""
    if wants:
        EvaluationSilence.objects.filter(user=user).delete()
    else:
        EvaluationSilence.objects.get_or_create(user=user)


def reminders_token(user) -> str:
    """The part of the address in a mail by which its reader ends the reminders, without signing in."""
    return signing.Signer(salt=_SALT).sign(str(user.pk))


def user_of_token(token: str) -> int | None:
    """Whose address it is; None for one that was never sent."""
    try:
        return int(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def _pairs_to_ask(today):
    scheduled = ScheduledEvaluation.objects.active().exclude(cycle__status=CycleStatus.DRAFT)
    pairs = MentoringPair.objects.filter(cycle__in=scheduled.values("cycle"))
    ended = pairs.filter(closure__ended_on__gte=today - AFTERWARDS)
    return (pairs.open() | ended).distinct().select_related("mentor", "mentee", "cycle").order_by("pk")


def _ask_pair(pair, today, now, silent):
    count = 0
    for side in Side:
        program = pair.program_of(side)
        for user in directors_of(program):
            for state in states_of(pair, user, side, today=today):
                if state.is_waiting:
                    count += _ask(pair, program, user, state, now, is_silent=user.pk in silent)
    return count


@transaction.atomic
def _ask(pair, program, user, state, now, *, is_silent):
    same = {"pair": pair, "scheduled": state.scheduled, "number": state.number, "user": user}
    ask = EvaluationAsk.objects.filter(**same).first()
    if ask is None:
        if timezone.localdate(now) - state.opens_on > LATEST:
            return 0
        ask, is_new = EvaluationAsk.objects.get_or_create(**same, defaults={"asked_at": now, "last_mail_at": now})
        return _mail("evaluation_asked", pair, program, user, state) if is_new else 0
    if is_silent or ask.reminded_count >= MOST_REMINDERS or ask.last_mail_at > now - PAUSE:
        return 0
    # Taking the turn is the lock: of two workers only one sees a row change.
    turn = EvaluationAsk.objects.filter(pk=ask.pk, reminded_count=ask.reminded_count)
    if not turn.update(reminded_count=ask.reminded_count + 1, last_mail_at=now):
        return 0
    is_last = ask.reminded_count + 1 == MOST_REMINDERS
    return _mail("evaluation_reminder", pair, program, user, state, is_last=is_last)


def _mail(template, pair, program, user, state, *, is_last=False):
    other = pair.mentee if program.pk == pair.mentor_id else pair.mentor
    context = {
        "program": program.name,
        "other": other.name,
        "title": state.title,
        "closes_on": short_date(state.closes_on) if state.closes_on else "",
        "is_last": is_last,
        "quiet_link": absolute(reverse("members:evaluation-quiet", args=[reminders_token(user)])),
    }
    send_after_commit(
        template,
        [user.email],
        context,
        link=("members:evaluation-create", [pair.code, state.key]),
        sends_now=False,
    )
    return 1
