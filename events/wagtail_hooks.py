"""What gatherings add to the CMS: the screens of regions and of their own vocabularies."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_modeladmin.options import modeladmin_register

from resources.cms.vocabularies import vocabulary_screens

from .cms import urls as desk_urls
from .cms.desk import GatheringsDesk
from .cms.listing import GatheringListing
from .cms.notices import add_stuck_mails_notice
from .cms.page_buttons import invitation_buttons
from .guests.capacity import capacity_warnings
from .models import GatheringKind, GatheringPage, GatheringTheme, Holiday, Region, RegionGroup


def county_names(region):
    """The counties of a region in one line."""
    return ", ".join(county.name for county in region.counties.all())


class HolidayScreens(SnippetViewSet):
    """Days on which the plan of a year proposes no gathering."""

    model = Holiday
    icon = "date"
    list_display = ["name", "kind", "month"]
    list_filter = ["kind"]
    list_per_page = 50
    search_backend_name = None
    search_fields = ["name"]


class RegionsAndKinds(SnippetViewSetGroup):
    menu_label = _("Regions and kinds")
    menu_icon = "globe"
    menu_order = 250
    items = (
        vocabulary_screens(
            Region,
            columns=["group", "office_number", Column("counties", label=_("Counties"), accessor=county_names)],
            filters=["group"],
            icon="globe",
            related=["counties"],
        ),
        vocabulary_screens(RegionGroup, icon="folder-open-inverse"),
        vocabulary_screens(GatheringKind, icon="calendar-alt"),
        vocabulary_screens(GatheringTheme, icon="comment"),
        HolidayScreens,
    )


register_snippet(RegionsAndKinds)
modeladmin_register(GatheringsDesk)


@hooks.register("after_edit_page")
def warn_of_too_few_places(request, page):
    """Fewer places than guests are not refused, and not left unsaid either."""
    if isinstance(page.specific, GatheringPage):
        for sentence in capacity_warnings(page.specific):
            messages.warning(request, sentence)


@hooks.register("register_admin_viewset")
def gathering_listing():
    """All gatherings in one list."""
    return GatheringListing()


@hooks.register("register_admin_urls")
def desk_pages():
    """The staff pages of one gathering and of guests' data."""
    return [path("gathering-desk/", include(desk_urls))]


@hooks.register("construct_homepage_panels")
def stuck_mails(request, panels):
    """Staff see on their home page when mails do not get out."""
    add_stuck_mails_notice(request, panels)


@hooks.register("register_page_listing_more_buttons")
def gathering_row_buttons(page, user, next_url=None):
    """Invitations and date polls from a gathering's row."""
    return invitation_buttons(page, user)


@hooks.register("register_page_header_buttons")
def gathering_header_buttons(page, user, view_name, next_url=None):
    """Invitations and date polls from a gathering's own page in the CMS."""
    return invitation_buttons(page, user)
