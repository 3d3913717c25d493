"""Planning gatherings ahead: a year's series, and programs that offer to host (R20, R26)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import OfferStatus
from resources.pages import page_key


class GatheringSeries(models.Model):
    """Gatherings that were planned in one go; they can be found, and while drafts taken back, together."""

    # The same plan sent twice, by a double click, is one series.
    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=160)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    # A draft with a revision made later than this was edited since.
    drafts_made_at = models.DateTimeField(_("drafts made"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("series of gatherings")
        verbose_name_plural = _("series of gatherings")

    def __str__(self):
        return self.name


class HostOfferQuerySet(models.QuerySet):
    def open(self):
        """Not answered and not withdrawn."""
        return self.filter(status=OfferStatus.OPEN)

    def of_programs(self, codes):
        """Offers of the programs with these codes (UUIDs), which an upper floor keeps."""
        return self.filter(program_code__in=codes)


class HostOffer(models.Model):
    """A program's offer to host a gathering of its region, for one that lacks a host or for a time of its choice."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    region = models.ForeignKey(
        "partnership_events.Region", verbose_name=_("region"), on_delete=models.PROTECT, related_name="host_offers"
    )
    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="host_offers",
        help_text=_("Empty: any gathering of the region."),
    )
    program_name = models.CharField(_("program"), max_length=160)
    program_page = page_key("+", verbose_name=_("program's page"))
    # Programs stand on the floor above, so this is their code and no foreign key.
    program_code = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("offered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    months = models.CharField(_("when it suits"), max_length=120, blank=True)
    venue_name = models.CharField(_("place"), max_length=160, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    note = models.TextField(_("note"), max_length=1_000, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=OfferStatus.choices, default=OfferStatus.OPEN)
    created_at = models.DateTimeField(_("offered"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.TextField(_("answer"), max_length=1_000, blank=True)

    objects = HostOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("offer to host")
        verbose_name_plural = _("offers to host")
        constraints = [
            models.UniqueConstraint(
                fields=["program_code", "gathering"],
                condition=Q(status=OfferStatus.OPEN, gathering__isnull=False),
                name="partnership_offer_once_per_gathering",
            ),
            # Not so for any time: an offer for a gathering that is deleted becomes one, and that must not fail.
        ]

    def __str__(self):
        return f"{self.program_name} ({self.region})"
