"""The rows of a resource: files, links and videos, what changed, and related resources that staff picked."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from resources.enums import AccessibilityStatus, ItemKind


class ResourceItem(Orderable):
    """A file, link or video of a resource."""

    resource = ParentalKey("partnership_resources.ResourcePage", on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind.choices, default=ItemKind.FILE)
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("Empty: the title of the resource."))
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    url = models.URLField(_("address"), max_length=500, blank=True, help_text=_("For a link or a video."))
    language = models.ForeignKey(
        "partnership_resources.Language",
        verbose_name=_("language"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: the language of the resource."),
    )
    accessibility_status = models.CharField(
        _("accessibility"), max_length=20, choices=AccessibilityStatus.choices, default=AccessibilityStatus.NOT_CHECKED
    )
    accessibility_note = models.CharField(
        _("note on accessibility"),
        max_length=255,
        blank=True,
        help_text=_("For instance: tagged, but tables lack headers."),
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("document"),
        FieldPanel("url"),
        FieldPanel("language"),
        FieldPanel("accessibility_status"),
        FieldPanel("accessibility_note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file, link or video")
        verbose_name_plural = _("files, links and videos")
        indexes = [models.Index(fields=["kind", "resource", "document"], name="partnership_item_kinds")]

    def __str__(self):
        return self.title or str(self.get_kind_display())

    def clean(self):
        """A file item has a file; a link or video has an address."""
        super().clean()
        if self.kind == ItemKind.FILE and not self.document_id:
            raise ValidationError({"document": _("Choose the file.")})
        if self.kind != ItemKind.FILE and not self.url:
            raise ValidationError({"url": _("Give the address.")})

    @property
    def target_url(self):
        """Where the item is to be had; empty when its file was deleted."""
        if self.kind == ItemKind.FILE:
            return self.document.url if self.document else ""
        return self.url

    @property
    def format(self):
        """`PDF`, `DOCX`, ... for files; empty for links and videos."""
        return self.document.file_extension.upper() if self.kind == ItemKind.FILE and self.document else ""

    @property
    def size_bytes(self):
        """Size of the file; None for links, videos and files whose size is not known."""
        return self.document.file_size if self.kind == ItemKind.FILE and self.document else None


class ResourceChange(models.Model):
    """What changed in a resource, for people who have an older copy: "Updated March 2026: two new forms"."""

    resource = ParentalKey("partnership_resources.ResourcePage", on_delete=models.CASCADE, related_name="changes")
    changed_on = models.DateField(_("date"), default=timezone.localdate)
    note = models.CharField(
        _("what changed"), max_length=255, help_text=_("One sentence, for instance: The form has two new questions.")
    )

    panels = [FieldPanel("changed_on"), FieldPanel("note")]

    class Meta:
        ordering = ["-changed_on", "-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self):
        return self.note


class RelatedResource(Orderable):
    """A resource that staff show beside another one."""

    resource = ParentalKey("partnership_resources.ResourcePage", on_delete=models.CASCADE, related_name="related_picks")
    related = models.ForeignKey(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("related", "partnership_resources.ResourcePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related resource")
        verbose_name_plural = _("related resources")
        constraints = [
            models.UniqueConstraint(fields=["resource", "related"], name="partnership_related_resource_once")
        ]

    def __str__(self):
        return str(self.related)
