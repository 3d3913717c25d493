"""Pages that were deleted, kept for a while so that they can come back."""

import json
import zlib
from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExactEncoder(DjangoJSONEncoder):
    """Keeps the microseconds, which Django's own cuts off."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class DeletedPage(models.Model):
    """A page and all below it, as rows of tables. It is no content of the site: no search, no API, no export has it.

    `ancestor_ids` are the keys of the pages above it, nearest first: who may add pages there may restore it.
    """

    page_id = models.BigIntegerField(_("page"), db_index=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    page_type = models.CharField(_("type"), max_length=100)
    slug = models.CharField(max_length=255)
    url_path = models.TextField(_("address"))
    ancestor_ids = models.JSONField(default=list)
    parent_title = models.CharField(_("stood below"), max_length=255, blank=True)
    pages_count = models.PositiveIntegerField(_("pages"), default=1)
    was_live = models.BooleanField(default=False)
    lost = models.JSONField(_("what went with it for good"), default=dict)
    packed = models.BinaryField(editable=False)
    deleted_at = models.DateTimeField(_("deleted"), db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("delete_linked", "Can delete pages and files that other pages lead to")]
        ordering = ["-deleted_at", "-pk"]
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")

    def __str__(self):
        return self.title

    def pack(self, content):
        """Store what is needed to bring it back; see `resources.recycling.keeping`."""
        self.packed = zlib.compress(json.dumps(content, cls=ExactEncoder).encode())

    def unpack(self):
        """What `pack` stored."""
        return json.loads(zlib.decompress(bytes(self.packed)))
