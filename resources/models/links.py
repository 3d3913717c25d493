"""Links to other sites: where they stand, and whether they still lead anywhere."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resources.enums import LinkStatus
from resources.pages import PAGE_MODEL


def key_of_url(url: str) -> str:
    """What an address is found by: databases can't index long text."""
    return hashlib.sha256(url.encode()).hexdigest()


class LinkHost(models.Model):
    """A foreign machine. It is asked by one worker at a time, and not again before `free_at`."""

    name = models.CharField(max_length=255, unique=True)
    free_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("linked site")
        verbose_name_plural = _("linked sites")

    def __str__(self):
        return self.name


class LinkQuerySet(models.QuerySet):
    def needing_hands(self):
        """What staff should look at: broken or moved, and nobody has dismissed it."""
        return self.filter(status__in=[LinkStatus.BROKEN, LinkStatus.MOVED], dismissed_at=None)


class Link(models.Model):
    """An address on another site that at least one published page leads to."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    url = models.TextField(_("address"))
    host = models.ForeignKey(LinkHost, verbose_name=_("site"), on_delete=models.CASCADE, related_name="links")
    status = models.CharField(_("status"), max_length=10, choices=LinkStatus.choices, default=LinkStatus.UNCHECKED)
    problem = models.CharField(_("what went wrong"), max_length=255, blank=True)
    moved_to = models.TextField(_("new address"), blank=True)
    failures_count = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    check_at = models.DateTimeField(_("next check"), db_index=True)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dismissed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = LinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [
            models.Index(
                fields=["status"],
                name="partnership_link_hands",
                condition=Q(status__in=[LinkStatus.BROKEN, LinkStatus.MOVED], dismissed_at=None),
            )
        ]

    def __str__(self):
        return self.url


class LinkUse(models.Model):
    """A published page on which a link stands; `place` is the field, as editors call it."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(_("place"), max_length=160)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [models.UniqueConstraint(fields=["link", "page", "place"], name="partnership_link_use_once")]

    def __str__(self):
        return f"{self.link_id} {self.place}"


class LinkReading(models.Model):
    """A page whose links were read, and as which publication; another one is read anew."""

    page = models.OneToOneField(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    read_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("reading of links")
        verbose_name_plural = _("readings of links")

    def __str__(self):
        return str(self.page_id)
