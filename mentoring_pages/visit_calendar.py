"""A site visit as a calendar entry, the same in personal feeds and in mails. It tells nothing of what was observed."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.feeds.entry_facts import uid_text
from events.ical.itip import content_type, invitation
from events.ical.writing import CANCELLED, CONFIRMED, EventFacts
from mentoring_pages.enums import HELD_VISIT_STATUSES, OPEN_PAIR_STATUSES, VisitStatus

FILENAME = "site-visit.ics"
# A visit has no end of its own; so long stands in calendars.
USUAL = timedelta(hours=2)


def uid_of(visit) -> uuid.UUID:
    """Its identity in calendars, whatever day it moves to."""
    return uuid.uuid5(visit.code, "site-visit")


def title_of(visit) -> str:
    """The same for both sides."""
    return _("Site visit by video with your pair") if visit.is_remote else _("Site visit with your pair")


def text_of(visit) -> str:
    """Where more is said."""
    return _("Who visits whom, and what to do when the day does not suit, stands on the page of the visit.")


def is_off(visit) -> bool:
    """Whether calendars that had it show it as cancelled: called off, or another day is proposed."""
    stands = visit.status == VisitStatus.PLANNED and visit.pair.status in OPEN_PAIR_STATUSES
    return not stands and visit.status not in HELD_VISIT_STATUSES


def path_of(visit) -> str:
    """Its page in the members' area."""
    return reverse("members:visit-detail", args=[visit.pair.code, visit.code])


def attachment_for(visit, *, url, organizer):
    """What gives each address its mail's entry, (name, octets, type), or None. `organizer` is (name, address)."""
    event = EventFacts(
        uid=uid_text(uid_of(visit)),
        summary=title_of(visit),
        last_modified_at=visit.changed_at,
        starts_at=visit.starts_at,
        ends_at=visit.starts_at + USUAL,
        time_zone=timezone.get_default_timezone_name(),
        description=text_of(visit),
        location=visit.place,
        url=url,
        status=CANCELLED if is_off(visit) else CONFIRMED,
        summary_prefix=_("Cancelled") if is_off(visit) else "",
        sequence=visit.sequence,
        created_at=visit.created_at,
        organizer=organizer,
    )

    def attachment(address):
        try:
            return FILENAME, invitation(event, address, language=settings.LANGUAGE_CODE), content_type(event)
        except ValueError:
            return None

    return attachment
