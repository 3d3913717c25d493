"""E-mail alerts: who wants to hear of what is new in a list of a library."""

import hashlib
import uuid

from django.db import models
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from resources.enums import AlertPeriod


class AlertFilter(models.Model):
    """A list that somebody gets by e-mail: a library, and the query string that narrows it.

    The library is known by its number, without a foreign key: when the page is deleted, people must hear of it. The two
    titles are for mails about what is gone.
    """

    library_key = models.PositiveBigIntegerField(db_index=True)
    library_title = models.CharField(_("library"), max_length=255)
    query = models.TextField(_("filter"), blank=True)
    label = models.TextField(_("filter in words"), blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["library_title", "label", "pk"]
        verbose_name = _("list by e-mail")
        verbose_name_plural = _("lists by e-mail")

    def __str__(self):
        return f"{self.library_title}: {self.label}" if self.label else self.library_title

    @staticmethod
    def key_of(library_key, query):
        """What a filter is found by: databases can't index long text."""
        return hashlib.sha256(f"{library_key}?{query}".encode()).hexdigest()

    @property
    def data(self):
        """The query string, taken apart."""
        return QueryDict(self.query)


class AlertSubscriptionQuerySet(models.QuerySet):
    def confirmed(self):
        """Those who said yes in the mail; nobody else is written to."""
        return self.exclude(confirmed_at=None)

    def unconfirmed(self):
        """Asked for, and not confirmed yet."""
        return self.filter(confirmed_at=None)


class AlertSubscription(models.Model):
    """An address that gets a list. It is removed as soon as the alerts end.

    `told_until` is up to when its mails have told what is new. The addresses in its mails are `code`, signed; the
    signature is stored nowhere, so that reading this table opens nobody's door.
    """

    filter = models.ForeignKey(AlertFilter, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField(_("e-mail"))
    period = models.CharField(_("how often"), max_length=6, choices=AlertPeriod.choices, default=AlertPeriod.WEEKLY)
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)

    objects = AlertSubscriptionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("e-mail alert")
        verbose_name_plural = _("e-mail alerts")
        constraints = [
            models.UniqueConstraint(Lower("email"), "filter", name="partnership_alert_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(told_until__isnull=False),
                name="partnership_alert_told",
            ),
        ]
        indexes = [models.Index(fields=["period", "told_until"], name="partnership_alert_due")]

    def __str__(self):
        return f"{self.filter_id}: {self.get_period_display()}"


class VersionNews(models.Model):
    """When a resource was last published with a new note on what changed.

    `notes` is how many notes there were of each day, by ISO date: a note that is only reworded is no news.
    """

    resource = models.OneToOneField(
        "partnership_resources.ResourcePage", on_delete=models.CASCADE, primary_key=True, related_name="version_news"
    )
    notes = models.JSONField(default=dict)
    noted_at = models.DateTimeField(null=True, blank=True, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("news of a resource")
        verbose_name_plural = _("news of resources")

    def __str__(self):
        return str(self.resource_id)
