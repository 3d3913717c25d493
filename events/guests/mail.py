"""Mails to guests of gatherings. Every text is a template in `partnership_events/mail/`, plain and HTML alike.

They are queued in the transaction of the change that they tell of and leave through `resources.mailing`.
"""

from django.utils import translation

from events.enums import RegistrationStatus
from events.feeds.answers import registration_event
from events.gatherings.rows import when_of
from events.limits import is_over_limit
from events.links import guest_address
from events.models import Registration
from events.permissions import can_see_join_url
from resources.absolute_addresses import absolute_url
from resources.dates_in_words import when_in_words
from resources.mailing import queue_mail, rendered

FOLDER = "partnership_events/mail"
# Mails of one kind to one guest within an hour: what somebody else can set off must not flood anyone's inbox.
MAILS_PER_HOUR = 5
LIMITED = ("repeated", "changed")
# The others carry the gathering as a calendar entry.
WITHOUT_EVENT = (
    "cancelled",
    "follow_up",
    "place_offered",
    "place_missed",
    "handed_on",
    "ride_proposed",
    "ride_introduced",
    "ride_ended",
)


def queue_registration_mail(
    registration: Registration, name: str, *, once_key: str | None = None, sends_now: bool = True, **more: object
) -> bool:
    """Queue the mail `name` to one guest; False if it was queued before or would be one too many in this hour.

    `name` is that of a template, such as "confirmed", "waitlisted" or "gathering_cancelled"; `more` is what this
    template prints besides. Call it inside the transaction of the change.
    """
    if not registration.email:
        return False
    if name in LIMITED and is_over_limit(f"mail-{name}", registration.pk, MAILS_PER_HOUR):
        return False
    gathering = registration.gathering
    with translation.override(gathering.locale.language_code):
        subject, text, html = rendered(FOLDER, name, _context(registration) | more)
        attachment = None
        if name not in WITHOUT_EVENT:
            attachment = (f"{gathering.slug}.ics", registration_event(registration), "text/calendar")
    mail = queue_mail(
        name,
        registration.email,
        subject=subject,
        text=text,
        html=html,
        about=gathering.title,
        reply_to=gathering.contact_email,
        attachment=attachment,
        once_key=once_key,
        sends_now=sends_now,
    )
    return mail is not None


def _context(registration):
    gathering = registration.gathering
    page_url = absolute_url(gathering)
    starts_at, ends_at = when_of(gathering)
    manage_url = guest_address(registration)
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "registration": registration,
        "gathering": gathering,
        "place": gathering.place,
        "page_url": page_url,
        "manage_url": manage_url,
        "confirm_url": f"{manage_url}confirm/",
        "rides_url": f"{manage_url}rides/",
        "join_url": gathering.join_url if can_see_join_url(registration) else "",
        "is_waiting": registration.status == RegistrationStatus.WAITLISTED,
        "is_offered": registration.status == RegistrationStatus.OFFERED,
        "is_cancelled": registration.status == RegistrationStatus.CANCELLED,
        "when_words": when_in_words(starts_at, ends_at, gathering.time_zone),
        "confirm_by_words": when_in_words(registration.confirm_by, None, gathering.time_zone),
    }
