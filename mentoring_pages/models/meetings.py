"""Meetings that a pair agrees on: times that one side proposes, and the one that the other side took."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import MeetingStatus, Side
from mentoring_pages.models.pairs import MentoringPair


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings of the pairs that the user sees. Twin of `permissions.can_view_meeting`."""
        return self.filter(pair__in=MentoringPair.objects.visible_to(user))

    def coming(self, now=None):
        """Agreed, and still to begin."""
        return self.filter(status=MeetingStatus.AGREED, starts_at__gt=now or timezone.now())

    def to_settle(self, now=None):
        """Agreed, begun, and nobody has said yet whether it took place."""
        return self.filter(status=MeetingStatus.AGREED, starts_at__lte=now or timezone.now())

    def with_people(self):
        """Adds the pair with its programs and cycle, and the mode."""
        return self.select_related("pair__mentor", "pair__mentee", "pair__cycle", "mode")


class HowToMeet(models.Model):
    """How, where and how long, as one side proposes it or both agreed on it."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(720)]
    )
    mode = models.ForeignKey(
        "mentoring_pages.ContactMode",
        verbose_name=_("mode"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    join_url = models.URLField(_("link to join"), max_length=500, blank=True)

    class Meta:
        abstract = True


class Meeting(HowToMeet):
    """One meeting of a pair. Its `code` is its identity in calendars; `sequence` rises with each change of what was
    agreed (RFC 5546 section 2.1.4). An agreed time stays until the other side takes another one.
    """

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="meetings"
    )
    status = models.CharField(_("status"), max_length=9, choices=MeetingStatus.choices, default=MeetingStatus.OPEN)
    starts_at = models.DateTimeField(_("when"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("changes"), default=0, editable=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    contact = models.OneToOneField(
        "mentoring_pages.Contact",
        verbose_name=_("contact"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meeting",
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(status=MeetingStatus.OPEN), name="mentoring_one_open_meeting"
            ),
            models.UniqueConstraint(
                fields=["pair", "starts_at"],
                condition=Q(status=MeetingStatus.AGREED),
                name="mentoring_one_meeting_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.AGREED) | Q(starts_at__isnull=False),
                name="mentoring_agreed_meeting_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.pair_id}: {self.starts_at:%Y-%m-%d %H:%M}" if self.starts_at else f"{self.pair_id}"

    @property
    def has_begun(self):
        """Whether its agreed time has come."""
        return self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def ends_at(self):
        """When it ends; None without a time."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


class MeetingTime(HowToMeet):
    """A time that one side proposes. All go when one is agreed on."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="times")
    side = models.CharField(_("proposed by"), max_length=6, choices=Side.choices)
    starts_at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("proposed time")
        verbose_name_plural = _("proposed times")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "side", "starts_at"], name="mentoring_meeting_time_once")
        ]

    def __str__(self):
        return f"{self.meeting_id}: {self.starts_at:%Y-%m-%d %H:%M}"
