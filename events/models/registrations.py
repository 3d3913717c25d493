"""Guests of gatherings."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.enums import OPEN_REGISTRATION_STATUSES, SEAT_TAKING_STATUSES, AttendanceWay, RegistrationStatus, Ride


class RegistrationQuerySet(models.QuerySet):
    def open(self):
        """Going or on the waiting list."""
        return self.filter(status__in=OPEN_REGISTRATION_STATUSES)

    def taking_seats(self, way):
        """Those who fill a place of one way of attending."""
        return self.filter(status__in=SEAT_TAKING_STATUSES, way=way)


class Registration(models.Model):
    """A person who signed up for a gathering; no account is needed (R21, R28)."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.CASCADE,
        related_name="registrations",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="gathering_registrations",
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    program_name = models.CharField(_("program"), max_length=160, blank=True)
    way = models.CharField(_("way of attending"), max_length=10, choices=AttendanceWay.choices)
    access_needs = models.TextField(_("access needs"), max_length=1_000, blank=True)
    ride = models.CharField(_("ride"), max_length=8, choices=Ride.choices, default=Ride.NONE)
    ride_zip_code = models.CharField(_("ZIP code of the ride"), max_length=10, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=RegistrationStatus.choices, default=RegistrationStatus.GOING
    )
    created_at = models.DateTimeField(_("signed up"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                "gathering",
                Lower("email"),
                condition=~Q(status=RegistrationStatus.CANCELLED),
                name="partnership_registration_once_per_email",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_status_display()})"
