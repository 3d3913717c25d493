"""Doors from a gathering in the CMS to its guests, invitations and date polls, for those who run gatherings."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from events.models import GatheringPage
from events.permissions import can_run_gatherings


def invitation_buttons(page, user):
    """For the menu of a gathering's row in any list of pages, and that of its own page."""
    is_gathering = page.pk and issubclass(page.specific_class or type(page), GatheringPage)
    if is_gathering and can_run_gatherings(user):
        guests_url = reverse("gathering_desk:gathering", args=[page.pk])
        yield Button(_("Guests and attendance"), guests_url, icon_name="group", priority=50)
        url = reverse("gathering_desk:invitations", args=[page.pk])
        yield Button(_("Invitations and date polls"), url, icon_name="mail", priority=55)
