"""Calendar entries that come by mail (RFC 5546): a request that puts an entry in or changes it, and its cancelling.

Values in, octets out. Feeds have no METHOD and name nobody; a mail has one, and names the one person it goes to.
"""

import re

from icalendar import Calendar, Component
from icalendar.prop import vCalAddress, vText

from .writing import CANCELLED, PRODID, EventFacts, single_event

REQUEST = "REQUEST"
CANCEL = "CANCEL"
_ADDRESS = re.compile(r"^[^@\s\x00-\x20\x7f:;,\"]+@[^@\s\x00-\x20\x7f:;,\"]+$")


def invitation(event: EventFacts, attendee: str, *, prodid: str = PRODID, language: str = "") -> bytes:
    """The entry for one person. A cancelled event becomes METHOD:CANCEL, any other METHOD:REQUEST.

    The event's organizer is needed (5546 sections 3.2.2 and 3.2.5). The person has agreed already and is asked for no
    answer, so nobody's calendar program sends one to the organizer's mailbox. ValueError without usable addresses.
    """
    if event.organizer is None or not _ADDRESS.match(event.organizer[1]) or not _ADDRESS.match(attendee):
        raise ValueError("An invitation needs the addresses of its organizer and its attendee.")
    file = Calendar.from_ical(single_event(event, prodid, language))
    file.add("METHOD", vText(method_of(event)))
    for component in file.walk("VEVENT"):
        _name(component, attendee)
    return file.to_ical(sorted=False)


def method_of(event: EventFacts) -> str:
    """REQUEST or CANCEL; the mail's Content-Type must name the same (RFC 6047 section 2.4)."""
    return CANCEL if event.status == CANCELLED else REQUEST


def content_type(event: EventFacts) -> str:
    """The media type of the part that carries the entry, without its charset."""
    return f"text/calendar; method={method_of(event)}"


def _name(component: Component, attendee: str) -> None:
    parameters = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    component.add("ATTENDEE", vCalAddress(f"mailto:{attendee}"), parameters=parameters)
