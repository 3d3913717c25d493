"""Referees of an application and what they answer. Only coordinators read it (R63)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.application_stages import RefereeStatus

from .applications import MentorApplication


class RefereeQuerySet(models.QuerySet):
    def counting(self):
        """Those who were not replaced."""
        return self.exclude(status=RefereeStatus.REPLACED)

    def sent_in(self):
        """What staff see: referees of applications that were sent in."""
        return self.filter(application__in=MentorApplication.objects.sent_in())


class Referee(models.Model):
    """Somebody outside the program who knows its work. `code` with a signature is the address of the form."""

    application = models.ForeignKey(
        MentorApplication, verbose_name=_("application"), on_delete=models.CASCADE, related_name="referees"
    )
    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    relation = models.CharField(_("how they know your program"), max_length=200, blank=True)
    status = models.CharField(_("state"), max_length=8, choices=RefereeStatus.choices, default=RefereeStatus.NAMED)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    expires_at = models.DateTimeField(_("link works until"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = RefereeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("referee")
        verbose_name_plural = _("referees")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "email"],
                condition=~Q(status=RefereeStatus.REPLACED),
                name="mentoring_referee_once",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_expired(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()


class RefereeAnswer(models.Model):
    """The answer to one question, with the question as it was asked."""

    referee = models.ForeignKey(Referee, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        "mentoring_pages.RefereeQuestion", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    question_text = models.CharField(_("question"), max_length=255)
    score = models.PositiveSmallIntegerField(_("1 to 5"), null=True, blank=True)
    text = models.TextField(_("in words"), max_length=4_000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("referee's answer")
        verbose_name_plural = _("referees' answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(1, 5)), name="mentoring_referee_score_one_to_five"
            )
        ]

    def __str__(self):
        # Never what was said.
        return str(self.pk)
