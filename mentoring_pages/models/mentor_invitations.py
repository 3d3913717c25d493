"""Former mentees who could be mentors themselves by now (R90)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring_pages.application_stages import MentorInvitationStatus


class MentorInvitation(models.Model):
    """One for each program, for good: nobody is proposed or invited twice."""

    program = models.OneToOneField(
        "mentoring_pages.Program",
        verbose_name=_("program"),
        on_delete=models.CASCADE,
        related_name="mentor_invitation",
    )
    status = models.CharField(
        _("state"),
        max_length=9,
        choices=MentorInvitationStatus.choices,
        default=MentorInvitationStatus.PROPOSED,
    )
    grantee_years = models.PositiveSmallIntegerField(_("years as a grantee"))
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["status", "-proposed_at", "-pk"]
        verbose_name = _("former mentee to invite")
        verbose_name_plural = _("former mentees to invite")

    def __str__(self):
        return str(self.program)
