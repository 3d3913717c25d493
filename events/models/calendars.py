"""The calendar page: all gatherings, or those of some regions, topics and kinds."""

from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin

from events.gatherings.panels import NarrowingPanel
from events.routes import CalendarRoutes
from resources.models import IntroMixin
from resources.pages import BasePage, parent_link


class CalendarMixin(IntroMixin):
    """What a calendar is narrowed to; empty means everything."""

    regions = ParentalManyToManyField(
        "partnership_events.Region", verbose_name=_("regions"), blank=True, related_name="+", help_text=_("Empty: all.")
    )
    topics = ParentalManyToManyField(
        "partnership_resources.Topic",
        verbose_name=_("topics"),
        blank=True,
        related_name="+",
        help_text=_("Empty: all."),
    )
    kinds = ParentalManyToManyField(
        "partnership_events.GatheringKind",
        verbose_name=_("kinds"),
        blank=True,
        related_name="+",
        help_text=_("Empty: all."),
    )

    class Meta:
        abstract = True


class CalendarPage(CalendarRoutes, RoutablePageMixin, CalendarMixin, BasePage):
    """Where the public finds and subscribes to gatherings (R3, R20, R21). Shows the gatherings below it in the tree."""

    page_ptr = parent_link()

    template = "partnership_events/calendar_page.html"
    subpage_types = ["partnership_events.GatheringPage", "partnership_events.CalendarPage"]
    content_panels = [
        *BasePage.content_panels,
        *IntroMixin.intro_panels,
        MultiFieldPanel(
            [FieldPanel("regions"), FieldPanel("topics"), FieldPanel("kinds"), NarrowingPanel()],
            heading=_("Narrowed to"),
            help_text=_(
                "A narrowed calendar shows all matching gatherings of the site; any other one those below it. "
                "What the calendars above it are narrowed to holds here too."
            ),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )
    search_fields = [*BasePage.search_fields, *IntroMixin.intro_search_fields]
    api_fields = [APIField("intro")]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
