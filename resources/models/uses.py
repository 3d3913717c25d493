"""How much a resource is used, what readers say of it, and who needs it in another form."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources.enums import WantedFormat

from .resource_parts import ResourceItem


class DailyUse(models.Model):
    """How often a page was seen, or one of its files, links and videos opened, on one day. Nothing on who did."""

    resource = models.ForeignKey(
        "partnership_resources.ResourcePage", on_delete=models.CASCADE, related_name="daily_uses"
    )
    # The number of the item; 0: the page itself. No foreign key, so that the count outlives the item.
    item_key = models.PositiveBigIntegerField(default=0)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("use on a day")
        verbose_name_plural = _("uses on a day")
        constraints = [
            models.UniqueConstraint(fields=["resource", "item_key", "day"], name="partnership_daily_use_once")
        ]
        indexes = [models.Index(fields=["day", "resource"], name="partnership_daily_use_day")]

    def __str__(self):
        return f"{self.resource_id}, {self.day}: {self.count}"


class ResourceUse(models.Model):
    """The sums of the last twelve months, worked out by `manage.py partnership_work`."""

    resource = models.OneToOneField(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="use",
    )
    views_count = models.PositiveIntegerField(_("views"), default=0)
    downloads_count = models.PositiveIntegerField(_("downloads"), default=0)
    popularity = models.PositiveIntegerField(default=0, db_index=True)
    counted_on = models.DateField(_("counted"), null=True, blank=True)

    class Meta:
        verbose_name = _("use of a resource")
        verbose_name_plural = _("use of resources")

    def __str__(self):
        return str(self.resource)


class UsefulAnswer(models.Model):
    """A reader's answer to "Was this useful?", without anything on the reader."""

    resource = models.ForeignKey(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.CASCADE,
        related_name="useful_answers",
    )
    is_useful = models.BooleanField(_("useful"))
    comment = models.TextField(_("comment"), max_length=1_000, blank=True)
    answered_on = models.DateField(_("day"), default=timezone.localdate)
    is_done = models.BooleanField(_("done"), default=False)

    class Meta:
        ordering = ["-answered_on", "-pk"]
        verbose_name = _("answer of a reader")
        verbose_name_plural = _("answers of readers")

    def __str__(self):
        return str(self.resource)


class FormatRequest(models.Model):
    """Somebody needs a file in another form. The address is removed some time after the request is done."""

    resource = models.ForeignKey(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.CASCADE,
        related_name="format_requests",
    )
    item = models.ForeignKey(ResourceItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    item_title = models.CharField(_("file, link or video"), max_length=255)
    wanted = models.CharField(_("needed as"), max_length=11, choices=WantedFormat.choices)
    details = models.TextField(_("in their words"), max_length=1_000, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request for another format")
        verbose_name_plural = _("requests for other formats")

    def __str__(self):
        return f"{self.item_title}: {self.get_wanted_display()}"
