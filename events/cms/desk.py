"""The group of staff screens of gatherings in the CMS menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup

from events.permissions import can_run_gatherings

from .imports import CalendarImportAdmin
from .invitations import InvitationAdmin, InvitationRoundAdmin, InvitationTextAdmin
from .mails import OutgoingMailAdmin
from .networks import NetworkCalendarAdmin, NetworkEventAdmin
from .offers import HostOfferAdmin
from .overview import OverviewAdmin
from .planning import GatheringSeriesAdmin
from .polls import DatePollAdmin
from .registrations import RegistrationAdmin


class DeskMenuItem(MenuItem):
    """A page of the desk that is no screen of a model; shown to those who run gatherings."""

    def is_shown(self, request):
        return can_run_gatherings(request.user)


class GatheringsDesk(ModelAdminGroup):
    """What staff work with who run gatherings, in the order of the work."""

    menu_label = _("Running gatherings")
    menu_icon = "calendar-check"
    menu_order = 240
    items = (
        OverviewAdmin,
        GatheringSeriesAdmin,
        HostOfferAdmin,
        RegistrationAdmin,
        InvitationRoundAdmin,
        InvitationAdmin,
        DatePollAdmin,
        InvitationTextAdmin,
        NetworkCalendarAdmin,
        NetworkEventAdmin,
        CalendarImportAdmin,
        OutgoingMailAdmin,
    )

    def get_submenu_items(self):
        feeds = DeskMenuItem(_("Feeds"), reverse("gathering_desk:feeds"), icon_name="calendar", order=80)
        guests_data = DeskMenuItem(_("Guests’ data"), reverse("gathering_desk:guests-data"), icon_name="bin", order=90)
        return [*super().get_submenu_items(), feeds, guests_data]
