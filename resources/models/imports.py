"""Imports of content: the batch, what it would do or did with each row, and column mappings to use again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resources.enums import DuplicateChoice, ImportFormat, ImportOutcome, ImportStatus
from resources.pages import PAGE_MODEL

from .kept_files import KeptFile


class ImportMapping(models.Model):
    """Which column of a table becomes what: {our column: their heading}."""

    name = models.CharField(_("name"), max_length=80)
    target = models.CharField(_("becomes"), max_length=40)
    columns = models.JSONField(_("columns"), default=dict)

    class Meta:
        default_permissions = ()
        verbose_name = _("saved columns")
        verbose_name_plural = _("saved columns")
        constraints = [models.UniqueConstraint(fields=["name", "target"], name="partnership_mapping_once")]

    def __str__(self):
        return self.name


class ContentImport(models.Model):
    """One import: a file or an address, checked first, made into drafts when staff say yes, taken back as a whole."""

    name = models.CharField(_("file or address"), max_length=500)
    format = models.CharField(_("format"), max_length=10, choices=ImportFormat.choices)
    file = models.OneToOneField(
        KeptFile, verbose_name=_("file"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Files that the rows name, in a ZIP that was uploaded with it.
    packed_files = models.OneToOneField(
        KeptFile,
        verbose_name=_("files in a ZIP"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Rows of one source are the same thing when their identities are the same.
    source = models.CharField(_("source"), max_length=120, blank=True)
    target = models.CharField(_("becomes"), max_length=40, blank=True)
    parents = models.JSONField(default=dict)
    columns = models.JSONField(_("columns"), default=dict)
    defaults = models.JSONField(default=dict)
    duplicates = models.CharField(
        _("what we have already"), max_length=6, choices=DuplicateChoice.choices, default=DuplicateChoice.SKIP
    )
    fetches_files = models.BooleanField(_("fetch files and pictures"), default=False)
    publishes = models.BooleanField(_("publish"), default=False)
    redirects = models.BooleanField(_("lead on from old addresses"), default=False)
    status = models.CharField(_("status"), max_length=9, choices=ImportStatus.choices, default=ImportStatus.NEW)
    done_count = models.PositiveIntegerField(_("rows done"), default=0)
    rows_count = models.PositiveIntegerField(_("rows"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=255, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.name


class ImportRow(models.Model):
    """A row of an import: what would happen, and afterwards what did. `note` says why, in a sentence or two."""

    batch = models.ForeignKey(ContentImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("what happens"), max_length=9, choices=ImportOutcome.choices)
    title = models.CharField(_("title"), max_length=255, blank=True)
    note = models.TextField(_("note"), blank=True)
    identity = models.CharField(max_length=64, blank=True)
    # The same without the source, for IDs that are unique in the world; empty for others.
    world_identity = models.CharField(max_length=64, blank=True)
    page = models.ForeignKey(PAGE_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # Numbers of revisions, not keys: old revisions may be purged, and then the row says so.
    revision_before = models.PositiveBigIntegerField(null=True)
    revision_after = models.PositiveBigIntegerField(null=True)
    is_written = models.BooleanField(default=False)
    # Asked to be taken back. Together with `is_written`: its page was left as it is.
    is_undone = models.BooleanField(default=False)
    # What the row brought besides the page: files and redirects, by number.
    documents = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    redirect_path = models.CharField(max_length=255, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="partnership_import_row_once")]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="partnership_import_outcome"),
            models.Index(fields=["identity"], name="partnership_import_identity", condition=Q(is_written=True)),
            models.Index(fields=["world_identity"], name="partnership_import_world", condition=Q(is_written=True)),
            # Within a batch, to find two rows about the same thing.
            models.Index(fields=["batch", "identity"], name="partnership_import_same"),
        ]

    def __str__(self):
        return f"{self.number}: {self.title}"
