"""The site's own pages: home and standard pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.search import index

from partnership_site.blocks import DoorBlock
from partnership_site.home import HomeRoutes
from resources.models import BodyMixin
from resources.pages import BasePage, page_key, parent_link


def tabs(content_panels):
    """The tabs that both page types have."""
    return TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )


class HomePage(HomeRoutes, RoutablePageMixin, BodyMixin, BasePage):
    """The front door: what the partnership does, and the three things people come for."""

    page_ptr = parent_link()

    statement = models.CharField(
        _("what the partnership does"), max_length=200, help_text=_("One sentence, the largest on the page.")
    )
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    doors = StreamField(
        [("door", DoorBlock())], verbose_name=_("doors"), blank=True, max_num=4, help_text=_("What people come for.")
    )
    library = page_key("+", verbose_name=_("library"), help_text=_("Its newest resources are shown."))
    calendar = page_key("+", verbose_name=_("calendar"), help_text=_("Its next gatherings are shown."))
    directory = page_key("+", verbose_name=_("mentor directory"))
    story = page_key("+", verbose_name=_("a mentor's story"), help_text=_("A mentor's page whose story is quoted."))
    backers = models.TextField(_("who stands behind it"), max_length=600, blank=True)

    template = "partnership_site/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    edit_handler = tabs(
        [
            *BasePage.content_panels,
            FieldPanel("statement"),
            FieldPanel("lead"),
            FieldPanel("doors"),
            MultiFieldPanel(
                [FieldPanel("library"), FieldPanel("calendar"), FieldPanel("directory"), FieldPanel("story")],
                heading=_("What the page shows of the rest of the site"),
            ),
            FieldPanel("body"),
            FieldPanel("backers"),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("statement"),
        index.SearchField("lead"),
        *BodyMixin.body_search_fields,
    ]
    api_fields = [APIField("statement"), APIField("lead"), APIField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(BodyMixin, BasePage):
    """A page of text."""

    page_ptr = parent_link()

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    template = "partnership_site/standard_page.html"
    edit_handler = tabs([*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")])
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), *BodyMixin.body_search_fields]
    api_fields = [APIField("lead"), APIField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
