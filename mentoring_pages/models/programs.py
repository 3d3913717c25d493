"""Programs (organisations, never people) and who belongs to them."""

import unicodedata
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from mentoring_pages.enums import (
    OPEN_REQUEST_STATUSES,
    CameBy,
    EnrolmentStatus,
    MembershipRole,
    Participation,
    PriorityTier,
)
from mentoring_pages.tiers import first_new_day

from .facts import ProgramFacts


def _started_after(field, day, today):
    """A condition that is true or false, never unknown, so that it can be turned round."""
    return Q(**{f"{field}__isnull": False, f"{field}__gt": day, f"{field}__lte": today})


def _folded(name):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", " ".join(name.split())).casefold())


class ProgramQuerySet(models.QuerySet):
    def named(self, name):
        """Those of this name, whatever its capitals and however its accents are composed; one at most.

        Two queries, of which the first reads all names: SQLite folds the letters of ASCII alone.
        """
        wanted = _folded(name)
        names = self.order_by().values_list("pk", "name")
        return self.filter(pk__in=[pk for pk, known in names if _folded(known) == wanted])

    def enrolled(self):
        return self.filter(status=EnrolmentStatus.ENROLLED)

    def of_user(self, user):
        """Programs that the user belongs to today; none for anonymous visitors."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(memberships__user=user, memberships__is_active=True)

    def with_has_director(self):
        """Adds `has_director`: somebody active directs the program and can sign in."""
        directors = ProgramMembership.objects.directing().filter(program=OuterRef("pk"))
        return self.annotate(has_director=Exists(directors))

    def with_needs_count(self):
        """Adds `needs_count`: topics that the program's open requests name."""
        open_requests = Q(match_requests__status__in=OPEN_REQUEST_STATUSES)
        return self.annotate(needs_count=Count("match_requests__needs", filter=open_requests, distinct=True))

    def in_tier(self, tier, today, rules):
        """Programs for which this tier counts today. Set twin of `tiers.tier_of`."""
        is_new = _started_after("started_on", first_new_day(today, rules.new_program_months), today)
        has_new_director = _started_after("director_started_on", first_new_day(today, rules.new_director_months), today)
        needs = Q(needs_count__gt=0)
        computed = {
            PriorityTier.NEW_PROGRAM: is_new,
            PriorityTier.NEW_DIRECTOR: ~is_new & has_new_director,
            PriorityTier.CAPACITY_NEED: ~is_new & ~has_new_director & needs,
        }
        by_facts = Q(priority_tier=None) & computed[tier] if tier in computed else Q(pk__in=[])
        return self.with_needs_count().filter(Q(priority_tier=tier) | by_facts)


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
    came_by = models.CharField(_("how it came"), max_length=8, choices=CameBy.choices, default=CameBy.SELF)
    enrolment_note = models.TextField(_("what it wrote at enrolment"), max_length=1_000, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("enrolled by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.TextField(_("reason for declining"), max_length=1_000, blank=True)
    priority_tier = models.PositiveSmallIntegerField(
        _("priority"),
        choices=PriorityTier.choices,
        null=True,
        blank=True,
        help_text=_("Set by a coordinator; empty: worked out from the dates (R4)."),
    )
    priority_reason = models.TextField(
        _("reason for the priority"), max_length=1_000, blank=True, help_text=_("Only staff read this.")
    )
    priority_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("priority set by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    priority_set_at = models.DateTimeField(_("priority set"), null=True, blank=True)
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
            models.UniqueConstraint(
                Lower("name"),
                name="mentoring_program_name_once",
                violation_error_message=_("A program of this name is here already."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if Program.objects.exclude(pk=self.pk).named(self.name).exists():
            raise ValidationError({"name": _("A program of this name is here already.")})

    @property
    def facts(self):
        """The program's `ProgramFacts`: its mentor page if it has one, else its mentee profile; None without either."""
        return getattr(self, "mentor_page", None) or getattr(self, "mentee_profile", None)


class ProgramMembershipQuerySet(models.QuerySet):
    def current(self):
        """Of people who belong to their program today and can sign in."""
        return self.filter(is_active=True, user__is_active=True)

    def directing(self):
        """Of today's directors."""
        return self.current().filter(role=MembershipRole.DIRECTOR)


class ProgramMembership(models.Model):
    """A person's part in a program. People may belong to several.

    `joined_at` is when the site let the person in: what the pair shared among its people before is not theirs to read.
    None: from the beginning.
    """

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
    joined_at = models.DateTimeField(_("let in"), default=timezone.now, null=True, blank=True, editable=False)

    objects = ProgramMembershipQuerySet.as_manager()

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
