"""Evaluations: who is asked what, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionAudience(models.TextChoices):
    """Which side answers a question."""

    MENTOR = "mentor", _("Mentors")
    MENTEE = "mentee", _("Mentees")
    BOTH = "both", _("Both")


class AnswerKind(models.TextChoices):
    """How a referee's question is answered."""

    SCALE = "scale", _("1 to 5")
    TEXT = "text", _("In words")


class QuestionKind(models.TextChoices):
    """How a question of an evaluation is answered."""

    SCALE = "scale", _("1 to 5")
    ONE = "one", _("One of several answers")
    SEVERAL = "several", _("Any of several answers")
    TEXT = "text", _("In words")


CHOICE_KINDS = (QuestionKind.ONE, QuestionKind.SEVERAL)


class EvaluationMoment(models.TextChoices):
    """When an evaluation is filled in. After each gathering its guests are asked by the gatherings themselves."""

    AFTER_MATCH = "after_match", _("After the match")
    FIRST_MEETING = "first_meeting", _("After the first meeting")
    MIDPOINT = "midpoint", _("Midpoint")
    CLOSING = "closing", _("Closing")
    FOLLOW_UP = "follow_up", _("Some time after the end")
