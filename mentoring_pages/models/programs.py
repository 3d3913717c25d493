"""Programs (organisations, never people) and who belongs to them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from mentoring_pages.enums import EnrolmentStatus, MembershipRole, Participation, PriorityTier

from .facts import ProgramFacts


class ProgramQuerySet(models.QuerySet):
    def enrolled(self):
        return self.filter(status=EnrolmentStatus.ENROLLED)

    def of_user(self, user):
        """Programs that the user belongs to today; none for anonymous visitors."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(memberships__user=user, memberships__is_active=True)


class Program(models.Model):
    """An after-school program."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    status = models.CharField(
        _("enrolment"), max_length=10, choices=EnrolmentStatus.choices, default=EnrolmentStatus.APPLIED
    )
    participation = models.CharField(
        _("taking part"), max_length=10, choices=Participation.choices, default=Participation.VOLUNTARY
    )
    required_by = models.ForeignKey(
        "mentoring_pages.FundingSource",
        verbose_name=_("required by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    started_on = models.DateField(_("program started"), null=True, blank=True)
    director_started_on = models.DateField(_("director started"), null=True, blank=True)
    priority_tier = models.PositiveSmallIntegerField(
        _("priority"), choices=PriorityTier.choices, null=True, blank=True, help_text=_("Set by a coordinator (R4).")
    )
    priority_reason = models.TextField(
        _("reason for the priority"), max_length=1_000, blank=True, help_text=_("Only staff read this.")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [
            models.CheckConstraint(
                condition=Q(participation=Participation.REQUIRED) | Q(required_by=None),
                name="mentoring_program_required_by_only_if_required",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def facts(self):
        """The program's `ProgramFacts`: its mentor page if it has one, else its mentee profile; None without either."""
        return getattr(self, "mentor_page", None) or getattr(self, "mentee_profile", None)


class ProgramMembership(models.Model):
    """A person's part in a program. People may belong to several."""

    program = models.ForeignKey(
        Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="program_memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole.choices, default=MembershipRole.STAFF)
    is_active = models.BooleanField(_("active"), default=True)
    since = models.DateField(_("since"), null=True, blank=True)

    class Meta:
        ordering = ["program", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["program", "user"], name="mentoring_membership_once")]

    def __str__(self):
        return f"{self.program}: {self.get_role_display()}"


class MenteeProfile(ProgramFacts, ClusterableModel):
    """The facts of a program without a mentor page: for coordinators and the mentors it asks, never public."""

    program = models.OneToOneField(
        Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="mentee_profile"
    )

    class Meta:
        verbose_name = _("mentee profile")
        verbose_name_plural = _("mentee profiles")

    def __str__(self):
        return str(self.program)
