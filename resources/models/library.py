"""The library and its resources."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from resources.enums import AccessibilityStatus, ItemKind
from resources.library.routes import LibraryRoutes
from resources.pages import BasePage, parent_link

from .mixins import BodyMixin, IntroMixin


class ResourceQuerySet(PageQuerySet):
    def about(self, topic_ids):
        """Resources with at least one of the topics."""
        return self.filter(topics__in=topic_ids).distinct()

    def newest_first(self):
        """By the date that readers see; a resource without one comes by its first publication."""
        return self.order_by(Coalesce("published_on", "first_published_at__date").desc(), "title")

    def with_row_data(self):
        """All that a row of a list prints, at a fixed number of queries."""
        return self.select_related("kind", "language", "thumbnail").prefetch_related(
            "topics", "audiences", "items__document", "thumbnail__renditions"
        )


class ResourceLibraryMixin(IntroMixin):
    """The list of all resources below it, with its filters and feed."""

    class Meta:
        abstract = True


class ResourceLibraryPage(LibraryRoutes, RoutablePageMixin, ResourceLibraryMixin, BasePage):
    """Where the public finds resources (R6, R23, R36)."""

    page_ptr = parent_link()

    parent_page_types = None
    subpage_types = ["partnership_resources.ResourcePage"]
    content_panels = [*BasePage.content_panels, *IntroMixin.intro_panels]
    search_fields = [*BasePage.search_fields, *IntroMixin.intro_search_fields]
    api_fields = [APIField("intro")]
    template = "partnership_resources/resource_library_page.html"

    class Meta:
        verbose_name = _("resource library")
        verbose_name_plural = _("resource libraries")


class ResourceMixin(BodyMixin):
    """The fields of a resource."""

    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("What it is and for whom, in one or two sentences.")
    )
    kind = models.ForeignKey(
        "partnership_resources.ResourceKind",
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    topics = ParentalManyToManyField(
        "partnership_resources.Topic", verbose_name=_("topics"), blank=True, related_name="%(app_label)s_%(class)ss"
    )
    audiences = ParentalManyToManyField(
        "partnership_resources.Audience", verbose_name=_("audiences"), blank=True, related_name="+"
    )
    grade_bands = ParentalManyToManyField(
        "partnership_resources.GradeBand", verbose_name=_("grade bands"), blank=True, related_name="+"
    )
    settings = ParentalManyToManyField(
        "partnership_resources.Setting", verbose_name=_("program settings"), blank=True, related_name="+"
    )
    language = models.ForeignKey(
        "partnership_resources.Language",
        verbose_name=_("language"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    licence = models.ForeignKey(
        "partnership_resources.Licence",
        verbose_name=_("licence"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    author = models.CharField(_("author"), max_length=255, blank=True)
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    published_on = models.DateField(
        _("published on"),
        null=True,
        blank=True,
        help_text=_("When the publisher brought it out, not when we added it."),
    )
    review_by = models.DateField(
        _("review by"), null=True, blank=True, help_text=_("When staff should look whether it still holds. Not shown.")
    )
    thumbnail = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True

    @cached_property
    def offered_items(self):
        """Files, links and videos in the editor's order, without those whose file is gone."""
        return [item for item in self.items.all() if item.target_url]

    @property
    def citation(self):
        """Author, year, title, publisher as one line; parts that are not known are left out."""
        year = f"({self.published_on.year})" if self.published_on else ""
        who = self.author or self.publisher
        publisher = self.publisher if self.author else ""
        return ". ".join(part for part in (f"{who} {year}".strip(), self.title, publisher) if part) + "."


class ResourcePage(ResourceMixin, BasePage):
    """One resource: what it is, for whom, and what there is to take away (R6, R59, R60)."""

    page_ptr = parent_link()

    objects = PageManager.from_queryset(ResourceQuerySet)()

    parent_page_types = ["partnership_resources.ResourceLibraryPage"]
    subpage_types = []
    template = "partnership_resources/resource_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        InlinePanel("items", heading=_("Files, links and videos"), label=_("Item")),
        *BodyMixin.body_panels,
        FieldPanel("thumbnail"),
    ]
    about_panels = [
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("topics")], heading=_("What it is about")),
        MultiFieldPanel(
            [FieldPanel("audiences"), FieldPanel("grade_bands"), FieldPanel("settings"), FieldPanel("language")],
            heading=_("Whom it is for"),
        ),
    ]
    source_panels = [
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("publisher"), FieldPanel("published_on"), FieldPanel("licence")],
            heading=_("Where it comes from"),
        ),
        FieldPanel("review_by"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(about_panels, heading=_("About it")),
            ObjectList(source_panels, heading=_("Source")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("author"),
        index.SearchField("publisher"),
        *BodyMixin.body_search_fields,
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.AutocompleteField("title"),
        index.FilterField("published_on"),
    ]
    api_fields = [
        APIField("summary"),
        APIField("kind"),
        APIField("topics"),
        APIField("audiences"),
        APIField("grade_bands"),
        APIField("language"),
        APIField("licence"),
        APIField("author"),
        APIField("publisher"),
        APIField("published_on"),
    ]

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def get_context(self, request, *args, **kwargs):
        # Imported late: it imports this module.
        from resources.library.detail import detail_context

        return super().get_context(request, *args, **kwargs) | detail_context(self, request)


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
