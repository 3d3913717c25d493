"""What is kept ready of a public calendar's feed, apart from the texts of its events."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from resources.pages import PAGE_MODEL


class ReadyFeed(models.Model):
    """One feed address, as it was last answered. It stands while `token` names the present state of all feeds and
    before `until`; then the page is looked for and the feed worked out anew. See `events.feeds.ready`.

    `address` is a digest of the whole address. `choice` says which records the feed joins, `head` and `tail` what
    stands before and after them. `digest`, `size` and `last_modified` are those of the whole content. Moments are in
    seconds since 1970 and `choice` is a text, so that the row can be read without any conversion.
    """

    address = models.CharField(max_length=64, unique=True, editable=False)
    calendar = models.ForeignKey(PAGE_MODEL, verbose_name=_("calendar"), on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=60, editable=False)
    until = models.FloatField(editable=False)
    choice = models.TextField(editable=False)
    head = models.TextField(editable=False)
    tail = models.TextField(blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False)
    last_modified = models.FloatField(null=True, editable=False)
    filename = models.CharField(max_length=255, editable=False)

    class Meta:
        verbose_name = _("feed that is kept ready")
        verbose_name_plural = _("feeds that are kept ready")

    def __str__(self):
        return self.address
