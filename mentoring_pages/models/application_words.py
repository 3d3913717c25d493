"""Vocabularies of mentor applications, which staff edit in the CMS: what is asked of whom, and what training covers."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from mentoring_pages.application_stages import PrerequisiteKind
from mentoring_pages.enums import AnswerKind
from resources.models import Term


class Prerequisite(Term):
    """What a program brings along to become a mentor (R5-R7, R46, R47)."""

    name = models.CharField(_("what is asked"), max_length=255)
    kind = models.CharField(
        _("how it is met"), max_length=8, choices=PrerequisiteKind.choices, default=PrerequisiteKind.CONFIRM
    )
    minimum_years = models.PositiveSmallIntegerField(
        _("years at least"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Only for years as a grantee."),
    )
    is_required = models.BooleanField(_("required"), default=True)

    panels = [*Term.panels, FieldPanel("kind"), FieldPanel("minimum_years"), FieldPanel("is_required")]

    class Meta(Term.Meta):
        verbose_name = _("prerequisite of mentors")
        verbose_name_plural = _("prerequisites of mentors")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PrerequisiteKind.YEARS, minimum_years__isnull=False)
                | (~Q(kind=PrerequisiteKind.YEARS) & Q(minimum_years=None)),
                name="mentoring_prerequisite_years",
            )
        ]

    def clean(self):
        """Years belong to one kind, which can't do without them."""
        super().clean()
        is_years = self.kind == PrerequisiteKind.YEARS
        if is_years and not self.minimum_years:
            raise ValidationError({"minimum_years": _("Say how many years.")})
        if not is_years and self.minimum_years:
            raise ValidationError({"minimum_years": _("Only a prerequisite of years has a number of years.")})


class RefereeQuestion(Term):
    """A question that each referee answers (R63)."""

    name = models.CharField(_("question"), max_length=255)
    answer_kind = models.CharField(_("answer"), max_length=8, choices=AnswerKind.choices, default=AnswerKind.TEXT)
    is_required = models.BooleanField(_("required"), default=True)

    panels = [*Term.panels, FieldPanel("answer_kind"), FieldPanel("is_required")]

    class Meta(Term.Meta):
        verbose_name = _("question to referees")
        verbose_name_plural = _("questions to referees")


class TrainingTopic(Term):
    """What the training of mentors covers (R65, R93, R94)."""

    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Every mentor hears it before the suitability review.")
    )

    panels = [*Term.panels, FieldPanel("is_required")]

    class Meta(Term.Meta):
        verbose_name = _("topic of the mentors' training")
        verbose_name_plural = _("topics of the mentors' training")
