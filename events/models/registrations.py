"""Guests of gatherings."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import OPEN_REGISTRATION_STATUSES, SEAT_TAKING_STATUSES, AttendanceWay, RegistrationStatus, Ride
from resources.pages import page_key


class RegistrationQuerySet(models.QuerySet):
    def open(self):
        """Going, with a place on offer, or on the waiting list."""
        return self.filter(status__in=OPEN_REGISTRATION_STATUSES)

    def taking_seats(self, way):
        """Those who fill a place of one way of attending."""
        return self.filter(status__in=SEAT_TAKING_STATUSES, way=way)

    def in_line(self):
        """The waiting list in its order: who waits longest first."""
        return self.filter(status=RegistrationStatus.WAITLISTED).order_by(
            Coalesce("waiting_since", "created_at"), "created_at", "pk"
        )

    def with_address(self, email):
        """Those of an e-mail address, however it is capitalised; no cancelled ones. By the index of the constraint."""
        known = self.exclude(status=RegistrationStatus.CANCELLED).exclude(email="")
        return known.filter(Exact(Lower("email"), Lower(Value(email))))

    def sharing_rides(self, ride):
        """Guests with a place in the room who offer or need a ride and said from where."""
        return self.filter(status=RegistrationStatus.GOING, way=AttendanceWay.IN_PERSON, ride=ride).exclude(
            ride_zip_code=""
        )


class Registration(models.Model):
    """A person who signed up for a gathering; no account is needed (R21, R28).

    Once `anonymised_at` is set, name, address and everything typed are gone; the row still counts.
    """

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
    email = models.EmailField(_("e-mail"), blank=True)
    program_name = models.CharField(_("program"), max_length=160, blank=True)
    program_page = page_key("+", verbose_name=_("program's page"))
    way = models.CharField(_("way of attending"), max_length=10, choices=AttendanceWay.choices)
    access_needs = models.TextField(_("access needs"), max_length=1_000, blank=True)
    answers = models.JSONField(
        _("answers"), default=dict, blank=True, help_text=_("By the number of the question, as text or a list.")
    )
    ride = models.CharField(_("ride"), max_length=8, choices=Ride.choices, default=Ride.NONE)
    ride_zip_code = models.CharField(_("ZIP code of the ride"), max_length=10, blank=True)
    ride_seats = models.PositiveSmallIntegerField(
        _("seats in the car"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    status = models.CharField(
        _("status"), max_length=12, choices=RegistrationStatus.choices, default=RegistrationStatus.GOING
    )
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    confirm_by = models.DateTimeField(_("to be confirmed by"), null=True, blank=True)
    # How many places on offer went by without an answer; after the second one the registration ends.
    offers_missed_count = models.PositiveSmallIntegerField(_("offers not answered"), default=0, editable=False)
    # The SEQUENCE of a published change that this guest has not been told of yet. Empty: nothing to tell.
    to_tell_sequence = models.PositiveIntegerField(null=True, blank=True, editable=False, db_index=True)
    attended_at = models.DateTimeField(_("came"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    followed_up_at = models.DateTimeField(_("follow-up sent"), null=True, blank=True)
    # That an evaluation was sent, never which one: the answer itself names nobody.
    has_sent_feedback = models.BooleanField(_("evaluation sent"), default=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True)
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
                condition=~Q(status=RegistrationStatus.CANCELLED) & ~Q(email=""),
                name="partnership_registration_once_per_email",
            ),
        ]
        indexes = [models.Index(fields=["gathering", "status", "way"], name="partnership_reg_seats")]

    def __str__(self):
        return f"{self.name} ({self.get_status_display()})"


class RideMatchQuerySet(models.QuerySet):
    def active(self):
        """Proposed or agreed, and not ended."""
        return self.filter(ended_at=None)

    def of(self, registration):
        """Those in which a guest drives or rides."""
        return self.filter(Q(driver=registration) | Q(rider=registration))


class RideMatch(models.Model):
    """A driver and a rider of one gathering; addresses are passed on only once both agreed (R28).

    Two guests are proposed to each other once: a match that was declined or ended stays, so that it is not made again.
    """

    driver = models.ForeignKey(
        Registration, verbose_name=_("driver"), on_delete=models.CASCADE, related_name="rides_given"
    )
    rider = models.ForeignKey(
        Registration, verbose_name=_("rider"), on_delete=models.CASCADE, related_name="rides_taken"
    )
    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    miles = models.PositiveSmallIntegerField(_("miles between them"), default=0)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    driver_agreed_at = models.DateTimeField(_("driver agreed"), null=True, blank=True)
    rider_agreed_at = models.DateTimeField(_("rider agreed"), null=True, blank=True)
    introduced_at = models.DateTimeField(_("introduced"), null=True, blank=True)
    ended_at = models.DateTimeField(_("declined or ended"), null=True, blank=True)

    objects = RideMatchQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("shared ride")
        verbose_name_plural = _("shared rides")
        constraints = [
            models.UniqueConstraint(
                fields=["rider"], condition=Q(ended_at=None), name="partnership_one_driver_a_rider"
            ),
            models.UniqueConstraint(fields=["driver", "rider"], name="partnership_ride_proposed_once"),
        ]

    def __str__(self):
        return str(self.pk)

    def is_driver(self, registration):
        """Whether this guest drives in it; else they ride."""
        return self.driver_id == registration.pk

    def other(self, registration):
        """The other guest."""
        return self.rider if self.is_driver(registration) else self.driver

    def has_agreed(self, registration):
        """Whether this guest said yes."""
        return (self.driver_agreed_at if self.is_driver(registration) else self.rider_agreed_at) is not None


class GatheringFeedback(models.Model):
    """A guest's short evaluation after a gathering. It names nobody: which guest sent it is not stored."""

    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.CASCADE,
        related_name="feedback",
    )
    usefulness = models.PositiveSmallIntegerField(
        _("how useful, 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    took_home = models.TextField(_("what they take home"), max_length=2_000, blank=True)
    wishes = models.TextField(_("what they wish for next time"), max_length=2_000, blank=True)
    sent_on = models.DateField(_("sent"), auto_now_add=True)

    class Meta:
        ordering = ["-sent_on", "pk"]
        verbose_name = _("evaluation of a gathering")
        verbose_name_plural = _("evaluations of gatherings")

    def __str__(self):
        return str(self.pk)
