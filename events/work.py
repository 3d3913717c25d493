"""What gatherings do when `manage.py partnership_work` looks for what is due."""

from django.utils.translation import gettext_lazy as _

from resources.registry import Job, register_job


def register():
    """Hand it to the registry; called once when the app is ready."""
    from .actions.anonymising import anonymise_due
    from .actions.followup import send_follow_ups
    from .actions.imports import forget_unconfirmed
    from .actions.invitation_mails import queue_due_invitations
    from .actions.networks import fetch_due
    from .actions.reminders import send_reminders, tell_changes
    from .actions.rides import look_for_rides
    from .actions.waiting_list import take_back_offers
    from .feeds.health import check_changed_feeds

    register_job(Job("offers", _("Places that were not confirmed"), take_back_offers))
    register_job(Job("changes", _("Changes told to guests"), tell_changes))
    register_job(Job("reminders", _("Reminders"), send_reminders))
    register_job(Job("rides", _("Shared rides"), look_for_rides))
    register_job(Job("follow-ups", _("Thanks after gatherings"), send_follow_ups))
    register_job(Job("guests-data", _("Data of guests removed"), anonymise_due))
    register_job(Job("invitations", _("Invitations"), queue_due_invitations))
    register_job(Job("networks", _("Networks’ calendars"), fetch_due))
    register_job(Job("imports", _("Imports that nobody confirmed"), forget_unconfirmed))
    register_job(Job("feeds", _("Feeds checked"), check_changed_feeds))
