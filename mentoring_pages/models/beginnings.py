"""What each side says of the fit once a pair has met."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import OPEN_PAIR_STATUSES, FitAnswer, Side
from mentoring_pages.models.programs import ProgramMembership


class FitCheckQuerySet(models.QuerySet):
    def needing_help(self):
        """Sides of open pairs that said it does not fit."""
        return self.filter(answer=FitAnswer.NOT, pair__status__in=OPEN_PAIR_STATUSES)

    def visible_to_staff(self, user):
        """What a coordinator reads: not those of pairs of the coordinator's own programs.

        Twin of `permissions.can_view_fit_check`, for somebody who is a coordinator.
        """
        own = ProgramMembership.objects.filter(user=user, is_active=True)
        is_theirs = Q(program=OuterRef("pair__mentor")) | Q(program=OuterRef("pair__mentee"))
        return self.filter(~Exists(own.filter(is_theirs)))


class FitCheck(models.Model):
    """What one side says of the fit. Read by that side and by coordinators, never by the other side."""

    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="fit_checks"
    )
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=FitAnswer.choices, blank=True)
    note = models.TextField(_("for coordinators"), max_length=1_000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = FitCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        verbose_name = _("fit check")
        verbose_name_plural = _("fit checks")
        constraints = [models.UniqueConstraint(fields=["pair", "side"], name="mentoring_fit_check_once")]

    def __str__(self):
        return f"{self.pair}: {self.get_side_display()}"
