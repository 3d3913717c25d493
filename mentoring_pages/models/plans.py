"""The action plan that a pair writes together."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import GoalStatus, StepOwner


class ActionPlanQuerySet(models.QuerySet):
    def with_counts(self):
        """Adds `goal_count`, `reached_count`, `late_count` (steps overdue today), and `approved_count` (sides)."""
        today = timezone.localdate()
        goals = models.Q(goals__status=GoalStatus.OPEN)
        late = models.Q(goals__steps__is_done=False, goals__steps__due_on__lt=today)
        return self.annotate(
            goal_count=models.Count("goals", distinct=True),
            reached_count=models.Count("goals", filter=models.Q(goals__status=GoalStatus.REACHED), distinct=True),
            late_count=models.Count("goals__steps", filter=goals & late, distinct=True),
            approved_count=models.Count(
                "approvals", filter=models.Q(approvals__content_version=models.F("content_version")), distinct=True
            ),
        )


class ActionPlan(models.Model):
    """One plan per pair and cycle (R14, R15, R44)."""

    pair = models.OneToOneField(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="plan"
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        help_text=_("Rises with each save, so that nobody overwrites what the other side wrote."),
    )
    outline = models.TextField(_("what we want to work on"), max_length=20_000, blank=True)
    frequency = models.CharField(
        _("how often we are in touch"),
        max_length=500,
        blank=True,
        help_text=_("For instance: a call every second Tuesday."),
    )
    planned_contacts = models.PositiveSmallIntegerField(
        _("contacts we plan"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(500)],
        help_text=_("At least the cycle's minimum; you may plan more (R15)."),
    )
    planned_meetings = models.PositiveSmallIntegerField(
        _("meetings in person we plan"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(500)],
        help_text=_("At least those of the cycle's minimum; you may plan more (R15, T2)."),
    )
    # Rises when goals, steps or the outline change, not when progress is ticked: what both sides approve.
    content_version = models.PositiveIntegerField(_("version of the content"), default=1, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("changed by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")

    def __str__(self):
        return str(self.pair)


class Goal(models.Model):
    """A goal of the plan; "getting to know each other" is a good first one (R85)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(_("goal"), max_length=1_000)
    topic = models.ForeignKey(
        "partnership_resources.Topic",
        verbose_name=_("topic"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state_goal = models.ForeignKey(
        "mentoring_pages.StateGoal",
        verbose_name=_("state goal"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    measure = models.CharField(_("how we will know"), max_length=1_000, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=GoalStatus.choices, default=GoalStatus.OPEN)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    def __str__(self):
        return self.text


class GoalStep(models.Model):
    """A step towards a goal, with who does it and until when."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(_("step"), max_length=1_000)
    owner = models.CharField(_("who"), max_length=6, choices=StepOwner.choices, default=StepOwner.BOTH)
    due_on = models.DateField(_("until"), null=True, blank=True)
    is_done = models.BooleanField(_("done"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.text
