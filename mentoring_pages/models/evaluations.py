"""Evaluations: how each side found the mentoring."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import EvaluationMoment, Side
from mentoring_pages.models.pairs import MentoringPair
from mentoring_pages.roles import is_coordinator


class EvaluationQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Own ones of own pairs; coordinators read those of all other pairs. Twin of `permissions.can_view_evaluation`.

        A coordinator who belongs to a pair would else read what the other side says.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own_pairs = MentoringPair.objects.for_member(user).order_by().values("pk")
        own = models.Q(author=user, pair__in=own_pairs)
        return self.filter(own | ~models.Q(pair__in=own_pairs)) if is_coordinator(user) else self.filter(own)


class Evaluation(models.Model):
    """One person's answers at one moment (R19, R34). Read by its author and by coordinators outside the pair.

    `scheduled` is the line of the cycle's schedule, None if staff have removed it since; the answers stay.
    """

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
    scheduled = models.ForeignKey(
        "mentoring_pages.ScheduledEvaluation",
        verbose_name=_("schedule"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="evaluations",
    )
    # Which time it was asked, of those that come again.
    number = models.PositiveSmallIntegerField(_("time"), default=1)
    submitted_at = models.DateTimeField(_("sent"), auto_now_add=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "author", "scheduled", "number"], name="mentoring_evaluation_once_a_time"
            ),
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
    # What was chosen, in the words of that day.
    chosen = models.JSONField(_("chosen"), default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self):
        return self.question_text

    @property
    def in_words(self):
        """The answer as it is read: "4 of 5", what was chosen, or the text."""
        if self.score:
            return _t("%(score)d of 5") % {"score": self.score}
        return ", ".join(self.chosen) or self.text


class EvaluationAsk(models.Model):
    """A person was asked by mail for one evaluation, and reminded; so nobody is asked twice."""

    pair = models.ForeignKey(MentoringPair, on_delete=models.CASCADE, related_name="evaluation_asks")
    scheduled = models.ForeignKey("mentoring_pages.ScheduledEvaluation", on_delete=models.CASCADE, related_name="asks")
    number = models.PositiveSmallIntegerField(_("time"), default=1)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evaluation_asks")
    asked_at = models.DateTimeField(_("asked"))
    reminded_count = models.PositiveSmallIntegerField(_("reminders"), default=0)
    last_mail_at = models.DateTimeField(_("last mail"))

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("evaluation asked for")
        verbose_name_plural = _("evaluations asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "scheduled", "number", "user"], name="mentoring_evaluation_asked_once"
            ),
        ]

    def __str__(self):
        return f"{self.pair_id}: {self.asked_at:%Y-%m-%d}"


class EvaluationSilence(models.Model):
    """A person who does not want to be reminded of evaluations. They are still asked once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evaluation_silence")
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("no reminders of evaluations")
        verbose_name_plural = _("no reminders of evaluations")

    def __str__(self):
        return str(self.since.date())


class CycleReview(models.Model):
    """What staff learned from a cycle (R72): written once it is over, changed as long as they like."""

    cycle = models.OneToOneField(
        "mentoring_pages.MentoringCycle", verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="review"
    )
    lessons = models.TextField(_("what we learned"), max_length=8_000, blank=True)
    changes = models.TextField(_("what we change next time"), max_length=8_000, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(_("written"), auto_now=True)

    class Meta:
        verbose_name = _("review of a cycle")
        verbose_name_plural = _("reviews of cycles")

    def __str__(self):
        return str(self.cycle)
