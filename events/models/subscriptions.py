"""Feeds beyond the calendar pages' own: personal ones, short addresses, and what is known of their readers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import ReaderProgram
from resources.pages import PAGE_MODEL


class CalendarSubscription(models.Model):
    """A member's personal feed for one device. The token is shown once and stored hashed (SHA-256, hex).

    A revoked feed gives one closing entry for 30 days, then 410.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="calendar_subscriptions",
    )
    name = models.CharField(_("device"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    shows_waiting = models.BooleanField(_("with gatherings I am waiting for"), default=True)
    shows_pair = models.BooleanField(_("with meetings and due dates of my pair"), default=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    last_program = models.CharField(_("last read by"), max_length=12, choices=ReaderProgram.choices, blank=True)
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")

    def __str__(self):
        return self.name


class LostGathering(models.Model):
    """A gathering that a personal calendar had and that was deleted with all its registrations: the calendar shows it
    as cancelled until its time is over. It says no more of a person than that this calendar had this gathering.
    """

    subscription = models.ForeignKey(
        CalendarSubscription,
        verbose_name=_("personal calendar"),
        on_delete=models.CASCADE,
        related_name="lost_gatherings",
    )
    entry = models.ForeignKey(
        "partnership_events.CalendarEntry",
        verbose_name=_("calendar entry"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("deleted gathering in a personal calendar")
        verbose_name_plural = _("deleted gatherings in personal calendars")
        constraints = [models.UniqueConstraint(fields=["subscription", "entry"], name="partnership_lost_once")]

    def __str__(self):
        return str(self.pk)


class FeedLink(models.Model):
    """A short, lasting address of a narrowed feed. Narrowing is kept by number, so a renamed region keeps it alive.

    `calendar` None: deleted; `title` is then what it was called. `choice` has [number, slug] pairs of terms by the name
    of the filter, and other values as they stand in an address.
    """

    code = models.CharField(max_length=12, unique=True, editable=False)
    calendar = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("calendar"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    choice = models.JSONField(_("what it is narrowed to"), default=dict)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("short feed address")
        verbose_name_plural = _("short feed addresses")

    def __str__(self):
        return self.code


class FeedReading(models.Model):
    """How often, and when last, one kind of program read a calendar's feeds. A count, with no address and no person."""

    calendar = models.ForeignKey(PAGE_MODEL, verbose_name=_("calendar"), on_delete=models.CASCADE, related_name="+")
    program = models.CharField(_("program"), max_length=12, choices=ReaderProgram.choices)
    reads_count = models.PositiveIntegerField(_("times read"), default=0)
    last_read_at = models.DateTimeField(_("last read"))

    class Meta:
        ordering = ["-last_read_at"]
        verbose_name = _("reading of a feed")
        verbose_name_plural = _("readings of feeds")
        constraints = [models.UniqueConstraint(fields=["calendar", "program"], name="partnership_reading_once")]

    def __str__(self):
        return self.get_program_display()


class FeedReport(models.Model):
    """What the checker found in a calendar's feed after the last change."""

    calendar = models.OneToOneField(PAGE_MODEL, verbose_name=_("calendar"), on_delete=models.CASCADE, related_name="+")
    checked_at = models.DateTimeField(_("checked"))
    events_count = models.PositiveIntegerField(_("events"), default=0)
    size_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("feed report")
        verbose_name_plural = _("feed reports")

    def __str__(self):
        return str(self.pk)


class FeedVersion(models.Model):
    """One row, whose number rises with anything that may change what a public feed says. See `events.feeds.version`."""

    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of the feeds")
        verbose_name_plural = _("versions of the feeds")

    def __str__(self):
        return str(self.number)
