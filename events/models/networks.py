"""Calendars of existing networks that are merged into ours (R27), and files that were imported once."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from events.enums import HIDING_SAMENESSES, FetchStatus, Sameness
from events.networks.form import NetworkCalendarForm
from resources.pages import page_key

from .timed import TimedQuerySet


class NetworkCalendar(models.Model):
    """An existing network's calendar. `content` is the last good copy, as it came; it is kept when a fetch fails."""

    name = models.CharField(_("network"), max_length=160)
    url = models.URLField(_("address of the calendar"), max_length=500, unique=True, help_text=_("It ends in .ics."))
    website = models.URLField(_("network's website"), blank=True)
    region = models.ForeignKey(
        "partnership_events.Region",
        verbose_name=_("region"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: for the whole state."),
    )
    is_active = models.BooleanField(_("fetched and shown"), default=True)
    is_in_feeds = models.BooleanField(
        _("in our feeds too"), default=False, help_text=_("Otherwise its events stand in our lists only.")
    )
    status = models.CharField(_("last fetch"), max_length=6, choices=FetchStatus.choices, default=FetchStatus.NEVER)
    problem = models.CharField(_("what went wrong"), max_length=255, blank=True)
    failures_count = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("last good copy"), null=True, blank=True)
    etag = models.CharField(max_length=255, blank=True, editable=False)
    last_modified = models.CharField(max_length=60, blank=True, editable=False)
    content = models.BinaryField(editable=False, default=b"")
    notes = models.TextField(_("what was left out"), blank=True, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("url"),
        FieldPanel("website"),
        FieldPanel("region"),
        FieldPanel("is_active"),
        FieldPanel("is_in_feeds"),
    ]
    base_form_class = NetworkCalendarForm

    class Meta:
        ordering = ["name"]
        verbose_name = _("network's calendar")
        verbose_name_plural = _("networks' calendars")

    def __str__(self):
        return self.name


class NetworkEventQuerySet(TimedQuerySet):
    def shown(self):
        """Events of calendars that are shown, without those that stand in our lists as gatherings of our own."""
        ours = models.Q(same_as__live=True, sameness__in=HIDING_SAMENESSES)
        return self.filter(calendar__is_active=True).exclude(ours)


class NetworkEvent(models.Model):
    """One date of an event in a network's calendar, already expanded. Its own identity is `uid` and `recurrence`."""

    calendar = models.ForeignKey(
        NetworkCalendar, verbose_name=_("network"), on_delete=models.CASCADE, related_name="events"
    )
    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    uid = models.CharField(max_length=255)
    recurrence = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    # By the event's own coordinates, else by the ZIP code in its place.
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_all_day = models.BooleanField(_("all day"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=64)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    sequence = models.PositiveIntegerField(default=0)
    modified_at = models.DateTimeField(_("last change"))
    same_as = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("the same as our gathering"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="network_events",
    )
    sameness = models.CharField(_("the same as ours?"), max_length=9, choices=Sameness.choices, default=Sameness.NONE)

    objects = NetworkEventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("network's event")
        verbose_name_plural = _("networks' events")
        constraints = [
            models.UniqueConstraint(fields=["calendar", "uid", "recurrence"], name="partnership_network_event_once")
        ]
        indexes = [models.Index(fields=["starts_at"], name="partnership_network_start")]

    def __str__(self):
        return self.title


class CalendarImport(models.Model):
    """One .ics file that staff turned into drafts of gatherings; it can be taken back as a whole."""

    parent_page = page_key("+", blank=False, verbose_name=_("calendar"))
    file_name = models.CharField(_("file"), max_length=255)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    # Kept until staff say yes to what it would do; then, or a day later, it is gone.
    content = models.BinaryField(editable=False, default=b"")
    confirmed_at = models.DateTimeField(_("drafts made"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of gatherings")
        verbose_name_plural = _("imports of gatherings")

    def __str__(self):
        return self.file_name


class ImportedGathering(models.Model):
    """Which draft an event of a file became. `before` is the revision that an update by the same import replaced."""

    calendar_import = models.ForeignKey(
        CalendarImport, verbose_name=_("import"), on_delete=models.CASCADE, related_name="gatherings"
    )
    uid = models.CharField(max_length=255, db_index=True)
    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.CASCADE,
        related_name="imports",
    )
    is_new = models.BooleanField(_("made by this import"), default=True)
    revision_before = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("revision before"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    revision_after = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("revision after"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("imported gathering")
        verbose_name_plural = _("imported gatherings")
        constraints = [models.UniqueConstraint(fields=["calendar_import", "uid"], name="partnership_imported_once")]

    def __str__(self):
        return self.uid
