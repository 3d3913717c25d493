"""The fields of a gathering, as an abstract mixin that a host may put on a base page of its own."""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from events.enums import WAYS_OF_MODE, AttendanceMode, AttendanceWay, Facilitation, GatheringStatus
from events.times import OPEN_END, end_of_day, local_days, zone_of, zone_or
from resources.blocks import SHORT_TEXT_FEATURES
from resources.models import BodyMixin
from resources.pages import page_key

# Longer ones are several gatherings, and a calendar need not look further back for what still runs.
LONGEST = timedelta(days=62)


class GatheringMixin(BodyMixin):
    """The fields of a gathering."""

    uid = models.UUIDField(_("identity in calendars"), default=uuid.uuid4, editable=False, unique=True)
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("What it is and for whom, in one or two sentences.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=GatheringStatus.choices, default=GatheringStatus.SCHEDULED
    )
    status_note = models.CharField(
        _("note on the status"),
        max_length=255,
        blank=True,
        help_text=_("Why it is cancelled or postponed, and what guests should do. Shown at the very top."),
    )
    kind = models.ForeignKey(
        "partnership_events.GatheringKind",
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    facilitation = models.CharField(
        _("how it is led"), max_length=12, choices=Facilitation.choices, default=Facilitation.INFORMAL
    )
    themes = ParentalManyToManyField(
        "partnership_events.GatheringTheme", verbose_name=_("themes"), blank=True, related_name="+"
    )
    topics = ParentalManyToManyField(
        "partnership_resources.Topic", verbose_name=_("topics"), blank=True, related_name="%(app_label)s_%(class)ss"
    )

    starts_at = models.DateTimeField(
        _("starts"), null=True, help_text=_("As the clock shows it at the place of the gathering.")
    )
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Empty: the end is open."))
    is_all_day = models.BooleanField(_("all day"), default=False, help_text=_("Only the days count, not the hours."))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="America/Chicago", help_text=_("An IANA name, such as America/Chicago.")
    )

    mode = models.CharField(
        _("way of attending"), max_length=10, choices=AttendanceMode.choices, default=AttendanceMode.IN_PERSON
    )
    region = models.ForeignKey(
        "partnership_events.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: for the whole state."),
    )
    venue_name = models.CharField(_("place"), max_length=160, blank=True)
    street = models.CharField(_("street"), max_length=160, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    getting_there = RichTextField(_("getting there"), blank=True, features=SHORT_TEXT_FEATURES)
    host_page = page_key(
        "+",
        verbose_name=_("host's page"),
        help_text=_("The page of the program that hosts, if it has one on this site (R26)."),
    )
    host_name = models.CharField(
        _("host"), max_length=160, blank=True, help_text=_("For a community place, or a program without a page here.")
    )
    join_url = models.URLField(
        _("address to join online"),
        max_length=500,
        blank=True,
        help_text=_("Sent to registered guests only, never shown."),
    )
    network_name = models.CharField(
        _("network"),
        max_length=160,
        blank=True,
        help_text=_("An existing network that this gathering is tied to (R27)."),
    )
    network_url = models.URLField(_("network's address"), blank=True)

    takes_registrations = models.BooleanField(_("takes registrations"), default=True)
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Empty: as soon as the page is published.")
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when the gathering starts.")
    )
    capacity_in_person = models.PositiveIntegerField(
        _("places in person"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    capacity_online = models.PositiveIntegerField(
        _("places online"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    cost = models.CharField(_("cost"), max_length=160, blank=True, help_text=_("Empty: free."))
    accessibility = RichTextField(_("accessibility"), blank=True, features=SHORT_TEXT_FEATURES)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    contact_phone = models.CharField(_("contact's phone"), max_length=40, blank=True)

    outcome = RichTextField(_("what came out of it"), blank=True, help_text=_("Shown once the gathering is over."))
    attendance_count = models.PositiveIntegerField(
        _("how many came"), null=True, blank=True, help_text=_("Empty: counted from the sign-in sheet.")
    )
    series = models.ForeignKey(
        "partnership_events.GatheringSeries",
        verbose_name=_("series"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="%(app_label)s_%(class)ss",
    )

    class Meta:
        abstract = True

    def clean(self):
        """A known zone; an end after the start. An all-day gathering is over at the end of its last day."""
        super().clean()
        errors = {}
        try:
            zone_of(self.time_zone)
        except ValueError:
            errors["time_zone"] = _("There is no such time zone. Write it like America/Chicago.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at and not self.is_all_day:
            errors["ends_at"] = _("The end must come after the start.")
        if self.is_all_day and self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            errors["ends_at"] = _("The last day must not come before the first.")
        if self.starts_at and self.ends_at and self.ends_at - self.starts_at > LONGEST:
            text = _("A gathering lasts at most %(days)s days. Make one page for each part of a longer one.")
            errors.setdefault("ends_at", text % {"days": LONGEST.days})
        if errors:
            raise ValidationError(errors)
        if self.is_all_day and self.starts_at:
            self.ends_at = end_of_day(self.days[1], self.zone)

    @property
    def zone(self):
        """The gathering's own time zone as a `ZoneInfo`; Chicago's if the stored name is not known."""
        return zone_or(self.time_zone, zone_of("America/Chicago"))

    def starts_in(self, zone):
        """Aware start in `zone`; None while the gathering is a draft without a date."""
        return self.starts_at.astimezone(zone) if self.starts_at else None

    @property
    def days(self):
        """First and last day as dates in the gathering's own zone; (None, None) without a start."""
        return local_days(self.starts_at, self.ends_at, self.zone)

    @property
    def ways(self):
        """The ways in which a guest can attend, as `AttendanceWay`s."""
        return WAYS_OF_MODE[AttendanceMode(self.mode)]

    def capacity_of(self, way):
        """Places for one way of attending; None: no limit."""
        return self.capacity_in_person if way == AttendanceWay.IN_PERSON else self.capacity_online

    @property
    def is_over(self):
        """Whether the gathering has ended; one without an end is over 12 hours after its start."""
        end = self.ends_at or (self.starts_at and self.starts_at + OPEN_END)
        return bool(end and end < timezone.now())

    @property
    def host(self):
        """Name of the host; empty if none is known."""
        return self.host_page.title if self.host_page else self.host_name

    @property
    def place(self):
        """Place, street and city in one line, for people who come; empty for an online gathering."""
        if self.mode == AttendanceMode.ONLINE:
            return ""
        return ", ".join(
            part for part in (self.venue_name, self.street, f"{self.city} {self.zip_code}".strip()) if part
        )
