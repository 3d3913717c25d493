"""The mails that staff may open in words of their own."""

from django.utils.translation import gettext_lazy as _

from resources.registry import register_mail_text

LABELS = {
    "confirmed": _("Registration: you have a place"),
    "waitlisted": _("Registration: on the waiting list"),
    "place_offered": _("Waiting list: a place on offer"),
    "moved_up": _("Waiting list: moved up"),
    "reminder": _("Reminder before a gathering"),
    "follow_up": _("Thanks after a gathering"),
    "gathering_cancelled": _("Gathering cancelled"),
    "gathering_postponed": _("Gathering postponed, no new date yet"),
    "gathering_moved": _("Gathering postponed to a new date"),
    "gathering_scheduled": _("Gathering changed"),
    "poll_marked": _("Date poll: your marks"),
    "poll_decided": _("Date poll: the date is chosen"),
    "poll_withdrawn": _("Date poll: withdrawn"),
    "host_offer_new": _("Offer to host: a new one, to staff"),
    "host_offer_accepted": _("Offer to host: accepted"),
    "host_offer_declined": _("Offer to host: declined"),
}


def register():
    """Hand them to the registry; called once when the app is ready."""
    for key, label in LABELS.items():
        register_mail_text(key, label)
