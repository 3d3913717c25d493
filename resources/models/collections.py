"""Collections: what an editor gathers by a saved query or by hand."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from resources.collecting import collect
from resources.collecting.blocks import CriteriaBlock
from resources.collecting.forms import CollectionForm
from resources.collecting.panel import FoundPanel
from resources.collecting.routes import CollectionRoutes
from resources.enums import CollectionOrder, CollectionView
from resources.pages import PAGE_MODEL, BasePage, parent_link

from .mixins import IntroMixin


class CollectionMixin(IntroMixin):
    """What a collection gathers and how it shows it."""

    source = models.CharField(
        _("types of content"),
        max_length=255,
        blank=True,
        help_text=_("What the saved query looks for. None: only the pages picked by hand."),
    )
    topics = ParentalManyToManyField(
        "partnership_resources.Topic",
        verbose_name=_("topics"),
        blank=True,
        related_name="+",
        help_text=_("Pages about any of these. Empty: all topics."),
    )
    text = models.CharField(_("text"), max_length=120, blank=True, help_text=_("Words that the pages contain."))
    below = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("below the page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only pages in this part of the site. Empty: the whole site."),
    )
    criteria = StreamField(
        CriteriaBlock(),
        verbose_name=_("further criteria"),
        blank=True,
        help_text=_("A page has to meet each of them. Pages of a type that does not know a criterion are not found."),
    )
    order = models.CharField(_("order"), max_length=10, choices=CollectionOrder.choices, default=CollectionOrder.NEWEST)
    limit = models.PositiveIntegerField(
        _("at most"), default=50, help_text=_("How many pages of the saved query to show.")
    )
    view = models.CharField(_("view"), max_length=10, choices=CollectionView.choices, default=CollectionView.LIST)

    class Meta:
        abstract = True


class CollectionPage(CollectionRoutes, RoutablePageMixin, CollectionMixin, BasePage):
    """A saved query, a hand-picked list, or both: first what was picked, then what the query finds."""

    page_ptr = parent_link()

    template = "partnership_resources/collection_page.html"
    base_form_class = CollectionForm
    content_panels = [
        *BasePage.content_panels,
        *IntroMixin.intro_panels,
        InlinePanel("picks", heading=_("Picked by hand"), label=_("Page")),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("text"),
                FieldPanel("below"),
                FieldPanel("criteria"),
                FieldPanel("order"),
                FieldPanel("limit"),
            ],
            heading=_("Saved query"),
        ),
        FoundPanel(),
        FieldPanel("view"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    api_fields = [APIField("intro"), APIField("view")]

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    @property
    def preview_modes(self):
        """As chosen, and in each of the views."""
        return [("", _("As chosen")), *CollectionView.choices]

    def serve_preview(self, request, mode_name):
        """The collection as it stands in the form, in the view that the editor wants to see."""
        if mode_name in CollectionView.values:
            self.view = mode_name
        return super().serve_preview(request, mode_name)

    def rows(self):
        """What the collection shows: a list of `resources.collecting.Row`, in order, live and public pages only."""
        return collect(self)


class CollectionPick(Orderable):
    """A page picked by hand."""

    collection = ParentalKey("partnership_resources.CollectionPage", on_delete=models.CASCADE, related_name="picks")
    picked_page = models.ForeignKey(PAGE_MODEL, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("picked_page")]

    class Meta(Orderable.Meta):
        verbose_name = _("picked page")
        verbose_name_plural = _("picked pages")

    def __str__(self):
        return str(self.picked_page)


class CollectedPage(models.Model):
    """A page that the saved query of a public collection finds now; kept by `resources.collecting.gathered`."""

    collection = models.ForeignKey(
        "partnership_resources.CollectionPage", on_delete=models.CASCADE, related_name="collected"
    )
    # A number, without a foreign key: what is deleted leaves the list at the next look.
    page_key = models.PositiveBigIntegerField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("collected page")
        verbose_name_plural = _("collected pages")
        constraints = [models.UniqueConstraint(fields=["collection", "page_key"], name="partnership_collected_once")]

    def __str__(self):
        return f"{self.collection_id}: {self.page_key}"
