"""Evaluations: how each side found the mentoring."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import EvaluationMoment, Side
from mentoring_pages.models.pairs import MentoringPair
from mentoring_pages.roles import is_coordinator


class EvaluationQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Own ones of own pairs; coordinators read all. Twin of `permissions.can_view_evaluation`."""
        if is_coordinator(user):
            return self.all()
        if not user.is_authenticated:
            return self.none()
        return self.filter(author=user, pair__in=MentoringPair.objects.for_member(user))


class Evaluation(models.Model):
    """One side's answers at one moment (R19, R34). Read by its author and by coordinators, not by the other side."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="evaluations"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="mentoring_evaluations",
    )
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    moment = models.CharField(_("when"), max_length=16, choices=EvaluationMoment.choices)
    submitted_at = models.DateTimeField(_("sent"), auto_now_add=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["pair", "author", "moment"], name="mentoring_evaluation_once"),
        ]

    def __str__(self):
        return f"{self.pair}: {self.get_moment_display()}, {self.get_side_display()}"


class EvaluationAnswer(models.Model):
    """The answer to one question. The question's words are kept as they were asked."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        "mentoring_pages.EvaluationQuestion", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    question_text = models.CharField(_("question"), max_length=255)
    score = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    text = models.TextField(_("in words"), max_length=4_000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self):
        return self.question_text
