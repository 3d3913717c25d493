"""What calendar programs have been told: one row per gathering that was ever published."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import AttendanceMode, GatheringStatus


class CalendarEntryQuerySet(models.QuerySet):
    def withdrawn(self):
        """Entries whose page was unpublished or deleted: feeds show them as cancelled until their end has passed."""
        return self.filter(models.Q(gathering=None) | models.Q(gathering__live=False))


class CalendarEntry(models.Model):
    """The published state of a gathering, kept by `actions.publication`.

    An unpublished or deleted page stays in feeds as cancelled, and SEQUENCE survives purged revisions (RFC 5546
    section 2.1.4).
    """

    uid = models.UUIDField(_("identity in calendars"), unique=True)
    gathering = models.OneToOneField(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calendar_entry",
    )
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    modified_at = models.DateTimeField(_("last change that readers can see"))
    title = models.CharField(_("title"), max_length=255)
    status = models.CharField(_("status"), max_length=10, choices=GatheringStatus.choices)
    mode = models.CharField(_("way of attending"), max_length=10, choices=AttendanceMode.choices)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_all_day = models.BooleanField(_("all day"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=64)
    place = models.CharField(_("place"), max_length=600, blank=True)
    region = models.ForeignKey(
        "partnership_events.Region",
        verbose_name=_("region"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.ForeignKey(
        "partnership_events.GatheringKind",
        verbose_name=_("kind"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    topics = models.ManyToManyField(
        "partnership_resources.Topic", verbose_name=_("topics"), blank=True, related_name="+"
    )

    # Numbers of the pages from the root to its own: "/1/3/17/". Numbers never come twice, as treebeard's paths do,
    # so a deleted gathering stays, as cancelled, in exactly the calendars that had it.
    tree_path = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    language_code = models.CharField(max_length=12, blank=True, editable=False)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    # The rendered VEVENT, joined by feeds. Redone when the version is not that of `vevents.writer_version`, or past
    # `vevent_until`, for instance when the note on a moved gathering has stood long enough.
    vevent = models.TextField(blank=True, editable=False)
    vevent_version = models.PositiveIntegerField(default=0, editable=False)
    vevent_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        indexes = [
            # The order of a feed: without it its texts are sorted at each fetch.
            models.Index(fields=["starts_at", "id"], name="partnership_entry_by_start"),
            # What a feed asks before it joins: is one stale, which zones are there, when is the next past its time.
            models.Index(fields=["vevent_version", "time_zone", "vevent_until"], name="partnership_entry_kept"),
        ]

    def __str__(self):
        return self.title


class CalendarChange(models.Model):
    """One change of plans since a gathering was first published. `before` and `after` are moments in ISO format (UTC),
    a status or way of attending as stored, "True" or "False" for all day, a zone's name, the place or title in words;
    "" for none.

    The changes of one publication share `made_at`.
    """

    entry = models.ForeignKey(
        CalendarEntry, verbose_name=_("calendar entry"), on_delete=models.CASCADE, related_name="changes"
    )
    made_at = models.DateTimeField(_("changed"))
    sequence = models.PositiveIntegerField(_("sequence"))
    field = models.CharField(_("what changed"), max_length=20)
    before = models.CharField(_("before"), max_length=600, blank=True)
    after = models.CharField(_("after"), max_length=600, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("change of a gathering")
        verbose_name_plural = _("changes of gatherings")

    def __str__(self):
        return self.field


class FeedAddress(models.Model):
    """Where a public calendar's feed stands or once stood, so that those who subscribed are led on or told of its end.

    `url_path` is the page's path in the tree of pages. `calendar` None: deleted. `ended_at` is None while it is live.
    """

    url_path = models.CharField(max_length=255, unique=True)
    calendar = models.ForeignKey(
        "partnership_events.CalendarPage",
        verbose_name=_("calendar"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(_("title"), max_length=255)
    language_code = models.CharField(max_length=12, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["url_path"]
        verbose_name = _("address of a feed")
        verbose_name_plural = _("addresses of feeds")

    def __str__(self):
        return self.url_path
