"""Sending evaluations (R19, R34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import Evaluation, EvaluationAnswer, EvaluationQuestion, MentoringPair
from mentoring_pages.permissions import can_answer_evaluation, pair_side

from .refusals import NotAllowed, TransitionError


class AlreadyAnswered(TransitionError):
    """One evaluation a person and moment."""

    message = _("You have already sent this evaluation. Thank you.")


@dataclass(frozen=True)
class Answer:
    """The answer to one question: a score from 1 to 5, or words."""

    question: EvaluationQuestion
    score: int | None = None
    text: str = ""


def submit_evaluation(pair: MentoringPair, *, by, moment: str, answers: Iterable[Answer]) -> Evaluation:
    """Keep the answers with the questions as they were asked. Questions without an answer are left out.

    Raises NotAllowed for anyone outside the pair, AlreadyAnswered the second time.
    """
    side = pair_side(by, pair)
    if side is None or not can_answer_evaluation(by, pair):
        raise NotAllowed
    try:
        with transaction.atomic():
            evaluation = Evaluation.objects.create(pair=pair, author=by, side=side, moment=moment)
            EvaluationAnswer.objects.bulk_create(
                EvaluationAnswer(
                    evaluation=evaluation,
                    question=answer.question,
                    question_text=answer.question.name,
                    score=answer.score,
                    text=answer.text,
                )
                for answer in answers
                if answer.score is not None or answer.text
            )
    except IntegrityError:
        raise AlreadyAnswered from None
    return evaluation
