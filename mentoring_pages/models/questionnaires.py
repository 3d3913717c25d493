"""Questionnaires that staff write, and the rows by which a cycle schedules them (R19, R34, R69, R110)."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from mentoring_pages.enums import CHOICE_KINDS, EvaluationMoment, QuestionAudience, QuestionKind
from mentoring_pages.models.cycles import MentoringCycle
from resources.models import Term


class Questionnaire(ClusterableModel):
    """A short list of questions. Cycles say when it is asked, and of whom."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    intro = models.TextField(
        _("above the questions"), max_length=1_000, blank=True, help_text=_("One or two sentences. May stay empty.")
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Untick to ask it no more. Answers that were given stay.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("intro"),
        FieldPanel("is_active"),
        InlinePanel("questions", heading=_("Questions"), label=_("Question")),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self):
        return self.name


class EvaluationQuestion(Term):
    """A question of a questionnaire. Answers keep the words in which it was asked."""

    questionnaire = ParentalKey(
        Questionnaire,
        verbose_name=_("questionnaire"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
    )
    name = models.CharField(_("question"), max_length=255)
    # Nobody types it: questions are found through their questionnaire.
    slug = models.SlugField(max_length=120, unique=True, default=uuid.uuid4, editable=False)
    section = models.CharField(
        _("section"), max_length=80, blank=True, help_text=_("Questions of one section stand below its name.")
    )
    asked_of = models.CharField(
        _("asked of"), max_length=8, choices=QuestionAudience.choices, default=QuestionAudience.BOTH
    )
    answer_kind = models.CharField(_("answer"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.SCALE)
    options = models.TextField(
        _("answers to choose from"), max_length=2_000, blank=True, help_text=_("One a line, two at least.")
    )

    sort_order_field = "sort_order"
    panels = [
        FieldPanel("name"),
        FieldPanel("description", heading=_("help below the question")),
        FieldPanel("section"),
        FieldRowPanel([FieldPanel("answer_kind"), FieldPanel("asked_of")]),
        FieldPanel("options"),
        FieldPanel("is_active"),
    ]

    class Meta(Term.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("evaluation question")
        verbose_name_plural = _("evaluation questions")

    def clean(self):
        super().clean()
        if self.answer_kind in CHOICE_KINDS and len(self.option_list) < 2:
            raise ValidationError({"options": _("Write at least two answers to choose from, one a line.")})

    @property
    def option_list(self):
        """The answers to choose from, each once, in their order."""
        return list(dict.fromkeys(line.strip()[:200] for line in self.options.splitlines() if line.strip()))


class ScheduledEvaluationQuerySet(models.QuerySet):
    def active(self):
        """Rows whose questionnaire is asked today."""
        return self.filter(is_active=True, questionnaire__is_active=True)


class ScheduledEvaluation(Orderable):
    """A line of a cycle's schedule: when, which questionnaire, whom. `evaluating` works out the days."""

    cycle = ParentalKey(MentoringCycle, on_delete=models.CASCADE, related_name="scheduled_evaluations")
    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name=_("questionnaire"), on_delete=models.PROTECT, related_name="scheduled"
    )
    moment = models.CharField(_("when"), max_length=16, choices=EvaluationMoment.choices)
    days = models.PositiveSmallIntegerField(
        _("days after the match, or after the end"),
        default=30,
        validators=[MaxValueValidator(730)],
        help_text=_("For the other moments it counts for nothing."),
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("then every so many days"),
        default=0,
        validators=[MaxValueValidator(366)],
        help_text=_("After the match only. 0: once."),
    )
    asked_of = models.CharField(
        _("whom"), max_length=8, choices=QuestionAudience.choices, default=QuestionAudience.BOTH
    )
    open_days = models.PositiveSmallIntegerField(
        _("can be answered for (days)"),
        default=45,
        validators=[MinValueValidator(0), MaxValueValidator(730)],
        help_text=_("0: without end."),
    )
    is_active = models.BooleanField(_("asked"), default=True)

    objects = ScheduledEvaluationQuerySet.as_manager()

    panels = [
        FieldPanel("questionnaire"),
        FieldRowPanel([FieldPanel("moment"), FieldPanel("asked_of")]),
        FieldRowPanel([FieldPanel("days"), FieldPanel("repeat_days"), FieldPanel("open_days")]),
        FieldPanel("is_active"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("scheduled evaluation")
        verbose_name_plural = _("scheduled evaluations")

    def __str__(self):
        return f"{self.get_moment_display()}: {self.questionnaire}"

    def clean(self):
        super().clean()
        if self.repeat_days and self.moment != EvaluationMoment.AFTER_MATCH:
            raise ValidationError({"repeat_days": _("Only questions after the match can come again.")})
        if self.repeat_days and self.repeat_days < 14:
            raise ValidationError({"repeat_days": _("Leave at least 14 days between two of them.")})

    def is_for(self, side):
        """Whether people of this side are asked."""
        return self.asked_of in (side, QuestionAudience.BOTH)
