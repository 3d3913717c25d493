"""The training of mentors in groups: its dates, what each covers, and who came (R65, R83, R93, R100)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.application_stages import MeetingWay

from .applications import MentorApplication


class TrainingSessionQuerySet(models.QuerySet):
    def upcoming(self):
        return self.filter(starts_at__gte=timezone.now()).order_by("starts_at")


class TrainingSession(models.Model):
    """A date of the mentors' training, or of the group that goes on meeting after it (R86, R100)."""

    name = models.CharField(_("name"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    way = models.CharField(_("held"), max_length=10, choices=MeetingWay.choices, default=MeetingWay.IN_PERSON)
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("If it is in the calendar, so that mentors register there."),
    )
    topics = models.ManyToManyField(
        "mentoring_pages.TrainingTopic", verbose_name=_("what it covers"), blank=True, related_name="sessions"
    )

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="mentoring_training_ends_after_start",
                violation_error_message=_("The end must be after the beginning."),
            )
        ]

    def __str__(self):
        day = timezone.localtime(self.starts_at).date() if self.starts_at else ""
        return f"{self.name} ({day})"


class TrainingAttendance(models.Model):
    """A program's people were at a session."""

    application = models.ForeignKey(MentorApplication, on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )

    class Meta:
        ordering = ["session__starts_at", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["application", "session"], name="mentoring_attended_once")]

    def __str__(self):
        return str(self.session)
