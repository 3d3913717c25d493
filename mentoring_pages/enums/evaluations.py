"""Evaluations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionAudience(models.TextChoices):
    """Which side answers a question."""

    MENTOR = "mentor", _("Mentors")
    MENTEE = "mentee", _("Mentees")
    BOTH = "both", _("Both")


class AnswerKind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("1 to 5")
    TEXT = "text", _("In words")


class EvaluationMoment(models.TextChoices):
    """When an evaluation is filled in."""

    FIRST_MEETING = "first_meeting", _("After the first meeting")
    MIDPOINT = "midpoint", _("Midpoint")
    CLOSING = "closing", _("Closing")
