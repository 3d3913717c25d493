"""What gatherings add to the CMS: the screens of regions and of their own vocabularies."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from resources.cms import vocabulary_screens

from .models import GatheringKind, GatheringTheme, Region, RegionGroup


def county_names(region):
    """The counties of a region in one line."""
    return ", ".join(county.name for county in region.counties.all())


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
    )


register_snippet(RegionsAndKinds)
