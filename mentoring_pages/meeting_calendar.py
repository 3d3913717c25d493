"""A meeting of a pair as a calendar entry, the same in personal feeds and in mails."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from events.feeds.entry_facts import uid_text
from events.ical.itip import content_type, invitation
from events.ical.writing import CANCELLED, CONFIRMED, EventFacts
from mentoring_pages.enums import OPEN_PAIR_STATUSES, MeetingStatus

FILENAME = "meeting.ics"


def title_of(partner) -> str:
    """What the entry is called in the calendar of the other side."""
    return _("Mentoring: meeting with %(partner)s") % {"partner": partner}


def is_off(meeting) -> bool:
    """Whether calendars show it as cancelled. No query if the pair was selected."""
    return meeting.status == MeetingStatus.CANCELLED or meeting.pair.status not in OPEN_PAIR_STATUSES


def place_of(meeting) -> str:
    """Where it is: the place, else the mode, such as "Video call"."""
    return meeting.place or (str(meeting.mode) if meeting.mode else "")


def path_of(meeting) -> str:
    """The meeting's own page in the members' area."""
    return reverse("members:meeting-detail", args=[meeting.pair.code, meeting.code])


def text_of(meeting) -> str:
    """How to join, and where more is said. For the pair alone: personal feeds and mails to them."""
    lines = [_("Join here: %(address)s") % {"address": meeting.join_url}] if meeting.join_url else []
    return "\n".join([*lines, _("Agreed by both of you. To move it, cancel it or log it, open its page.")])


def event_of(meeting, partner, *, url, organizer) -> EventFacts:
    """The entry as its mails carry it. `organizer` is (name, address) of a role, never of a person."""
    return EventFacts(
        uid=uid_text(meeting.code),
        summary=title_of(partner),
        last_modified_at=meeting.changed_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.pair.cycle.zone_name,
        description=text_of(meeting),
        location=place_of(meeting),
        url=url,
        status=CANCELLED if is_off(meeting) else CONFIRMED,
        summary_prefix=_("Cancelled") if is_off(meeting) else "",
        sequence=meeting.sequence,
        created_at=meeting.created_at,
        organizer=organizer,
        conference_url=meeting.join_url,
        conference_label=_("Join the meeting") if meeting.join_url else "",
    )


def attachment_of(event, address):
    """(name, octets, type) for a mail to `address`; None if the address could not stand in a calendar entry."""
    try:
        return FILENAME, invitation(event, address, language=settings.LANGUAGE_CODE), content_type(event)
    except ValueError:
        return None
