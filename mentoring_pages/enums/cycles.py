"""Mentoring cycles and their rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CycleStatus(models.TextChoices):
    """Where a mentoring cycle stands."""

    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")


class AskingOrder(models.TextChoices):
    """How a cycle asks the mentors of a ranked list."""

    IN_TURN = "in_turn", _("One after the other")
    AT_ONCE = "at_once", _("All at once")
