"""Site visits: each program of a pair sees the other at work (R16, R17)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.encryption import EncryptedTextField
from mentoring_pages.enums import HELD_VISIT_STATUSES, OPEN_VISIT_STATUSES, Side, VisitPurpose, VisitStatus
from mentoring_pages.models.pairs import MentoringPair


def _person(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


class SiteVisitQuerySet(models.QuerySet):
    def open(self):
        """Proposed or planned."""
        return self.filter(status__in=OPEN_VISIT_STATUSES)

    def held(self):
        """They took place, in person or from afar."""
        return self.filter(status__in=HELD_VISIT_STATUSES)

    def visible_to(self, user):
        """Visits of the pairs that the user sees. Twin of `permissions.can_view_visit`."""
        return self.filter(pair__in=MentoringPair.objects.visible_to(user))

    def with_counts(self):
        """Adds `observation_count`: how many sides wrote something down."""
        return self.annotate(
            observation_count=Count("observations", filter=Q(observations__version__gt=0), distinct=True)
        )


class SiteVisit(models.Model):
    """One program visits the other. `host` is the side whose site is seen.

    Once held it has one `contact` in the pair's log, which is corrected and taken back with it.
    """

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="visits"
    )
    host = models.CharField(_("site of the"), max_length=6, choices=Side.choices)
    status = models.CharField(
        _("status"), max_length=9, choices=VisitStatus.choices, default=VisitStatus.PROPOSED, db_index=True
    )
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    is_remote = models.BooleanField(
        _("by video"), default=False, help_text=_("The fallback when nobody can travel: it counts as what it is.")
    )
    proposed_by = models.CharField(_("proposed by"), max_length=6, choices=Side.choices)
    proposed_at = models.DateTimeField(_("proposed"))
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    # Rises whenever what calendars were told changes; 0: they were told nothing yet.
    sequence = models.PositiveIntegerField(_("changes in calendars"), default=0, editable=False)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    contact = models.OneToOneField(
        "mentoring_pages.Contact",
        verbose_name=_("contact in the log"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visit",
    )
    recorded_by = _person(_("recorded by"))
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)

    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("site visit")
        verbose_name_plural = _("site visits")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "host"],
                condition=Q(status__in=OPEN_VISIT_STATUSES),
                name="mentoring_one_open_visit_a_direction",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=HELD_VISIT_STATUSES) | Q(held_on__isnull=False),
                name="mentoring_held_visit_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.pair}: {self.get_status_display()}"

    @property
    def host_program(self):
        """The program whose site is seen."""
        return self.pair.program_of(self.host)

    @property
    def guest_program(self):
        """The program that comes."""
        return self.pair.partner_of(self.host)

    @property
    def is_held(self):
        return self.status in HELD_VISIT_STATUSES

    @property
    def is_open(self):
        return self.status in OPEN_VISIT_STATUSES


class VisitObservationQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Of one's own side; of the other side once it was shared. No coordinator or superuser reads them.

        Twin of `permissions.can_read_observation`.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        pairs = MentoringPair.objects.for_member(user)
        as_mentor = pairs.filter(mentor__memberships__user=user, mentor__memberships__is_active=True)
        # Who belongs to both programs stands on the mentor's side, as everywhere.
        as_mentee = pairs.exclude(pk__in=as_mentor.values("pk"))
        own = Q(side=Side.MENTOR, visit__pair__in=as_mentor.values("pk")) | Q(
            side=Side.MENTEE, visit__pair__in=as_mentee.values("pk")
        )
        return self.filter(own | Q(shared_at__isnull=False, visit__pair__in=pairs.values("pk")))


class VisitObservation(models.Model):
    """What one side wrote down about a visit. Its own people read it, the other side once it is shared.

    It is saved while it is written, so the row is draft and text in one; `version` rises with each save. The texts are
    encrypted: staff see that something was written, never what.
    """

    visit = models.ForeignKey(
        SiteVisit, verbose_name=_("site visit"), on_delete=models.CASCADE, related_name="observations"
    )
    side = models.CharField(_("written by"), max_length=6, choices=Side.choices)
    activities = EncryptedTextField(VisitPurpose.ACTIVITIES.label, blank=True)
    practices = EncryptedTextField(VisitPurpose.PRACTICES.label, blank=True)
    improvements = EncryptedTextField(VisitPurpose.IMPROVEMENTS.label, blank=True)
    staff = EncryptedTextField(VisitPurpose.STAFF.label, blank=True)
    partners = EncryptedTextField(VisitPurpose.PARTNERS.label, blank=True)
    people_met = EncryptedTextField(_("people we met"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    updated_by = _person(_("changed by"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = VisitObservationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    TEXTS = ("activities", "practices", "improvements", "staff", "partners", "people_met")

    class Meta:
        ordering = ["visit", "side"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["visit", "side"], name="mentoring_observation_once")]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_empty(self):
        return not any(getattr(self, name) for name in self.TEXTS)


class VisitIdea(models.Model):
    """Something that one side will try after a visit. Both sides read it; one click makes it a step of the plan."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    visit = models.ForeignKey(SiteVisit, verbose_name=_("site visit"), on_delete=models.CASCADE, related_name="ideas")
    side = models.CharField(_("who"), max_length=6, choices=Side.choices)
    text = models.CharField(_("what we will try"), max_length=300)
    step = models.OneToOneField(
        "mentoring_pages.GoalStep",
        verbose_name=_("step of the plan"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    written_by = _person(_("written by"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("idea after a visit")
        verbose_name_plural = _("ideas after visits")

    def __str__(self):
        return f"#{self.pk}"
