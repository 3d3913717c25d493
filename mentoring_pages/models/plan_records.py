"""What a pair keeps beside the words of its plan: approvals, history, resources, and the ticks of its checklist."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import PlanEventKind, Side


class PlanApproval(models.Model):
    """One side agrees to one version of the plan's content. Earlier ones stay in the record."""

    plan = models.ForeignKey("mentoring_pages.ActionPlan", on_delete=models.CASCADE, related_name="approvals")
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    content_version = models.PositiveIntegerField(_("version of the content"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"))
    # The plan as it was approved, from `plan_changes.record_of`.
    record = models.JSONField(_("plan as approved"))

    class Meta:
        ordering = ["-approved_at", "-pk"]
        verbose_name = _("approval of a plan")
        verbose_name_plural = _("approvals of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "side", "content_version"], name="mentoring_plan_approved_once"),
        ]

    def __str__(self):
        return f"#{self.pk}"


class PlanEvent(models.Model):
    """Who changed what in a pair's plan or checklist, per save. Read by whoever reads the plan."""

    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="plan_events"
    )
    kind = models.CharField(_("what"), max_length=9, choices=PlanEventKind.choices)
    happened_at = models.DateTimeField(_("when"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    # Plain values; `plan_changes.in_words` makes sentences of them in the language of the reader.
    changes = models.JSONField(_("changes"), default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("line of a plan's history")
        verbose_name_plural = _("history of plans")
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"


class PlanResource(models.Model):
    """A resource of the library that a pair attached to its plan, or to one goal of it."""

    plan = models.ForeignKey("mentoring_pages.ActionPlan", on_delete=models.CASCADE, related_name="resources")
    goal = models.ForeignKey(
        "mentoring_pages.Goal", on_delete=models.CASCADE, null=True, blank=True, related_name="resources"
    )
    # None: the page was deleted; its title stays.
    resource = models.ForeignKey(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=255)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("attached by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("attached"), auto_now_add=True)

    # Wagtail's list of what refers to what would tell every editor which pair works with what.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("resource of a plan")
        verbose_name_plural = _("resources of plans")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["goal", "resource"], name="mentoring_resource_once_a_goal"),
            models.UniqueConstraint(
                fields=["plan", "resource"], condition=Q(goal=None), name="mentoring_resource_once_a_plan"
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


class ChecklistTick(models.Model):
    """A pair has covered an item of the staff's checklist (R13)."""

    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair",
        verbose_name=_("pair"),
        on_delete=models.CASCADE,
        related_name="checklist_ticks",
    )
    # None: staff removed the item; its words stay.
    item = models.ForeignKey(
        "mentoring_pages.ChecklistItem",
        verbose_name=_("item"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="ticks",
    )
    words = models.CharField(_("words of the item"), max_length=200)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ticked by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ticked_at = models.DateTimeField(_("ticked"))

    class Meta:
        ordering = ["ticked_at", "pk"]
        verbose_name = _("tick of a checklist")
        verbose_name_plural = _("ticks of checklists")
        constraints = [models.UniqueConstraint(fields=["pair", "item"], name="mentoring_checklist_ticked_once")]

    def __str__(self):
        return f"#{self.pk}"
