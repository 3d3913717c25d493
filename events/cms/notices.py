"""A notice on the home page of the CMS when mails do not get out."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from events.permissions import can_run_gatherings
from resources.enums import MailStatus
from resources.models import OutgoingMail

# A mail that was given up is news this long.
NEWS = timedelta(days=14)


class StuckMailsNotice(Component):
    """How many mails wait although they were tried, and how many were given up; nothing when all is well."""

    name = "stuck_mails"
    template_name = "partnership_events/cms/stuck_mails.html"
    order = 50

    def __init__(self, waiting, given_up):
        self.waiting, self.given_up = waiting, given_up

    def get_context_data(self, parent_context):
        url = reverse("partnership_resources_outgoingmail_modeladmin_index")
        return {"waiting": self.waiting, "given_up": self.given_up, "mails_url": url}


def add_stuck_mails_notice(request, panels):
    """Put the notice first, for those who run gatherings, when there is something to say. Two queries."""
    if not can_run_gatherings(request.user):
        return
    waiting = OutgoingMail.objects.filter(status=MailStatus.WAITING, tries_count__gt=0).count()
    given_up = (
        OutgoingMail.objects.filter(status=MailStatus.FAILED, created_at__gte=timezone.now() - NEWS)
        .exclude(to="")
        .count()
    )
    if waiting or given_up:
        panels.insert(0, StuckMailsNotice(waiting, given_up))
