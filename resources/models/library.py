"""The library and its resources."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.documents import get_document_model
from wagtail.images import get_image_model_string
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from resources.files.panel import FileStatesPanel
from resources.library.page_routes import ResourceRoutes
from resources.library.routes import LibraryRoutes
from resources.pages import BasePage, parent_link
from resources.paging import KeysInTurn

from .derived import DerivedDateField, DerivedYearField, SortTitleMixin
from .facets import LibraryFacetsMixin
from .mixins import BodyMixin, IntroMixin


class ResourceQuerySet(PageQuerySet):
    def about(self, topic_ids):
        """Resources with at least one of the topics."""
        return self.filter(topics__in=topic_ids).distinct()

    def newest_first(self):
        """By the date that readers see; a resource without one comes by its first publication."""
        return self.order_by("-listed_on", "sort_title", "pk")

    def most_used_first(self):
        """By views and downloads of the last twelve months; those nobody has used yet come last, newest first."""
        popularity = Coalesce("use__popularity", 0)
        return self.order_by(popularity.desc(), "-listed_on", "sort_title", "pk")

    def most_used_keys(self):
        """The keys of `most_used_first`, read by two indexes: a sorted join would read every resource for one page."""
        used = self.filter(use__popularity__gt=0).order_by("-use__popularity", "-listed_on", "sort_title", "pk")
        return KeysInTurn(used, self.exclude(use__popularity__gt=0).newest_first())

    def with_row_data(self):
        """All that a row of a list prints, at a fixed number of queries."""
        documents = get_document_model().objects.select_related("partnership_reading__version")
        return self.select_related("kind", "language", "thumbnail").prefetch_related(
            "topics",
            "audiences",
            models.Prefetch("items__document", documents),
            "thumbnail__renditions",
        )


class ResourceLibraryMixin(LibraryFacetsMixin, IntroMixin):
    """The list of all resources below it, with its filters and feed."""

    contact_email = models.EmailField(
        _("e-mail for requests"),
        blank=True,
        help_text=_("Requests for a file in another format go there. They stand in the CMS as well."),
    )

    contact_panels = [FieldPanel("contact_email")]

    class Meta:
        abstract = True


class ResourceLibraryPage(LibraryRoutes, RoutablePageMixin, ResourceLibraryMixin, BasePage):
    """Where the public finds resources (R6, R23, R36)."""

    page_ptr = parent_link()

    parent_page_types = None
    subpage_types = ["partnership_resources.ResourcePage"]
    content_panels = [
        *BasePage.content_panels,
        *IntroMixin.intro_panels,
        *LibraryFacetsMixin.facet_panels,
        *ResourceLibraryMixin.contact_panels,
    ]
    search_fields = [*BasePage.search_fields, *IntroMixin.intro_search_fields]
    api_fields = [APIField("intro")]
    template = "partnership_resources/resource_library_page.html"

    class Meta:
        verbose_name = _("resource library")
        verbose_name_plural = _("resource libraries")


class ResourceMixin(SortTitleMixin, BodyMixin):
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

    listed_on = DerivedDateField(null=True, derived_from="date_as_listed")
    published_year = DerivedYearField(null=True, derived_from="year_as_counted")

    class Meta:
        abstract = True

    @property
    def date_as_listed(self):
        """When the publisher brought it out, else when we first published it; today for a page not yet published."""
        return self.published_on or timezone.localdate(self.first_published_at)

    @property
    def year_as_counted(self):
        """The year of `published_on`; None without one."""
        return self.published_on.year if self.published_on else None

    @cached_property
    def offered_items(self):
        """Files, links and videos in the editor's order, without those whose file is gone."""
        items = list(self.items.all())
        # Nothing is asked again that `with_row_data` has fetched.
        models.prefetch_related_objects(items, "document")
        return [item for item in items if item.target_url]

    @property
    def citation(self):
        """Author, year, title, publisher as one line; parts that are not known are left out."""
        year = f"({self.published_on.year})" if self.published_on else ""
        who = self.author or self.publisher
        publisher = self.publisher if self.author else ""
        return ". ".join(part for part in (f"{who} {year}".strip(), self.title, publisher) if part) + "."


class ResourcePage(ResourceRoutes, RoutablePageMixin, ResourceMixin, BasePage):
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
        FileStatesPanel(),
        *BodyMixin.body_panels,
        FieldPanel(
            "thumbnail",
            help_text=_("Empty: the first page of a PDF file. It is drawn some minutes after you publish."),
        ),
        InlinePanel(
            "changes",
            heading=_("What changed"),
            label=_("Change"),
            help_text=_("For people who have an older copy. The newest one stands first."),
        ),
        InlinePanel(
            "related_picks",
            heading=_("Related resources"),
            label=_("Resource"),
            help_text=_("They come before those that share most topics."),
        ),
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
        index.SearchField("file_text", boost=0.5),
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
        indexes = [
            models.Index(fields=["-listed_on", "sort_title"], name="partnership_resource_newest"),
            models.Index(fields=["sort_title"], name="partnership_resource_title"),
            models.Index(fields=["published_year"], name="partnership_resource_year"),
        ]

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("items")

    @property
    def file_text(self):
        """The text inside its files that everyone may open, for the search index."""
        # Imported late: it imports this module.
        from resources.files.texts import text_for_search

        return text_for_search(self)

    def get_context(self, request, *args, **kwargs):
        # Imported late: it imports this module.
        from resources.library.detail import detail_context

        return super().get_context(request, *args, **kwargs) | detail_context(self, request)
