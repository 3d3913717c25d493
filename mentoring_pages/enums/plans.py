"""Action plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepOwner(models.TextChoices):
    """Who does a step of the plan."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    BOTH = "both", _("Both")


class GoalStatus(models.TextChoices):
    """How far a goal of the plan is."""

    OPEN = "open", _("Open")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


class PlanEventKind(models.TextChoices):
    """What happened to a pair's plan or checklist."""

    SAVED = "saved", _("Changed")
    TICKED = "ticked", _("Step ticked")
    APPROVED = "approved", _("Approved")
    RESOURCE = "resource", _("Resource")
    CHECKLIST = "checklist", _("Checklist")
