"""What calendar programs have been told: one row per gathering that was ever published."""

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

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self):
        return self.title
