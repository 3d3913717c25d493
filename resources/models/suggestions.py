"""Resources that anyone may suggest. They are no pages until somebody of the staff has looked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from resources.enums import SuggestionStatus
from resources.pages import page_key

from .kept_files import KeptFile


class SuggestionCriterion(models.Model):
    """A yes-or-no question that staff ask of each suggestion."""

    question = models.CharField(
        _("question"), max_length=160, help_text=_("It is answered with yes or no: “May we share it freely?”")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("is asked"), default=True)

    panels = [FieldPanel("question"), FieldPanel("sort_order"), FieldPanel("is_active")]

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("question on suggestions")
        verbose_name_plural = _("questions on suggestions")

    def __str__(self):
        return self.question


class Suggestion(models.Model):
    """A link or a file that somebody thinks should be in the library, and what came of it.

    Name, e-mail, words and file are removed some time after the decision (`SUGGESTION_KEEP_DAYS`).
    """

    library = models.ForeignKey(
        "partnership_resources.ResourceLibraryPage",
        verbose_name=_("library"),
        on_delete=models.CASCADE,
        related_name="suggestions",
    )
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("address"), max_length=500, blank=True)
    url_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    file = models.OneToOneField(
        KeptFile, verbose_name=_("file"), on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestion"
    )
    why = models.TextField(_("why it is useful"), max_length=1_000, blank=True)
    for_whom = models.CharField(_("who it is for"), max_length=255, blank=True)
    topics = models.ManyToManyField(
        "partnership_resources.Topic", verbose_name=_("topics"), blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # What the library had already when it was suggested.
    like_page = page_key("+", verbose_name=_("already in the library"))
    status = models.CharField(
        _("status"), max_length=8, choices=SuggestionStatus.choices, default=SuggestionStatus.WAITING, db_index=True
    )
    answers = models.JSONField(_("answers to the questions"), default=list, blank=True)
    reason = models.TextField(_("reason"), max_length=1_000, blank=True)
    draft = page_key("+", verbose_name=_("draft"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("suggested"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self):
        return self.title
