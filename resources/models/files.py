"""What we know of the inside of files: one row for each content, however many documents have it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from resources.enums import ReadingStatus


class FileVersion(models.Model):
    """One content of a file, known by its hash: whether its text was read, and a picture of its first page."""

    file_hash = models.CharField(max_length=40, unique=True)
    status = models.CharField(
        _("state"), max_length=10, choices=ReadingStatus.choices, default=ReadingStatus.WAITING, db_index=True
    )
    problem = models.CharField(_("what happened"), max_length=255, blank=True)
    pages_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    is_cut = models.BooleanField(
        _("only the first part"), default=False, help_text=_("The file is so long that only its first part was read.")
    )
    picture = models.FileField(_("picture of the first page"), upload_to="first-pages", blank=True)
    tries_count = models.PositiveSmallIntegerField(_("tries"), default=0)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of files")

    def __str__(self):
        return self.file_hash


class FileText(models.Model):
    """The text of a version, in a table of its own: no list should load it."""

    version = models.OneToOneField(FileVersion, on_delete=models.CASCADE, primary_key=True, related_name="text")
    text = models.TextField()

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self):
        return str(self.version)


class FileReading(models.Model):
    """Which version of its content a document had when we last looked."""

    document = models.OneToOneField(
        get_document_model_string(),
        verbose_name=_("file"),
        on_delete=models.CASCADE,
        related_name="partnership_reading",
    )
    version = models.ForeignKey(FileVersion, on_delete=models.CASCADE, related_name="readings")
    is_private = models.BooleanField(
        _("not for everyone"), default=False, help_text=_("Only some people may open it, so it is not searched.")
    )

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self):
        return str(self.document)
