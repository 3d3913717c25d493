"""Files that nobody has looked at yet. They lie in the database, in parts, where no web server can hand them out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptFile(models.Model):
    """An uploaded file that waits for a decision. `resources.kept_files` writes and reads it."""

    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    # SHA-1 as Wagtail's documents have it, so that the same file is found there.
    file_hash = models.CharField(max_length=40, blank=True, editable=False)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")

    def __str__(self):
        return self.name


class KeptPart(models.Model):
    """A piece of a kept file, so that a large one is never in memory as a whole."""

    file = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("part of a kept file")
        verbose_name_plural = _("parts of kept files")
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="partnership_kept_part_once")]

    def __str__(self):
        return f"{self.file_id}/{self.number}"
