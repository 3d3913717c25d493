"""What search engines read about a gathering: schema.org Event. Values in, a dict out."""

from events.enums import AttendanceMode, GatheringStatus, RegistrationWindow
from events.permissions import registration_window
from resources.absolute_addresses import absolute_url

_MODES = {
    AttendanceMode.IN_PERSON: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.HYBRID: "MixedEventAttendanceMode",
}
_STATUSES = {
    GatheringStatus.SCHEDULED: "EventScheduled",
    GatheringStatus.MOVED: "EventRescheduled",
    GatheringStatus.POSTPONED: "EventPostponed",
    GatheringStatus.CANCELLED: "EventCancelled",
}
_SCHEMA = "https://schema.org/"


def event_data(gathering, request, starts_at, ends_at, was_starts=()):
    """The JSON-LD dict of a gathering; no address to join, no guests. `starts_at` and `ends_at` as they are shown.

    `was_starts` are earlier starts of a gathering that was moved, as aware datetimes.
    """
    url = absolute_url(gathering, request)
    places = []
    if gathering.mode != AttendanceMode.ONLINE:
        places.append(
            {
                "@type": "Place",
                "name": gathering.venue_name or gathering.city,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": gathering.street,
                    "addressLocality": gathering.city,
                    "postalCode": gathering.zip_code,
                },
            }
        )
    if gathering.mode != AttendanceMode.IN_PERSON:
        places.append({"@type": "VirtualLocation", "url": url})
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": gathering.title,
        "description": gathering.summary,
        "url": url,
        "startDate": starts_at.isoformat() if starts_at else None,
        "endDate": ends_at.isoformat() if ends_at else None,
        "previousStartDate": _previous(gathering, was_starts),
        "eventStatus": f"{_SCHEMA}{_STATUSES[GatheringStatus(gathering.status)]}",
        "eventAttendanceMode": f"{_SCHEMA}{_MODES[AttendanceMode(gathering.mode)]}",
        "location": places[0] if len(places) == 1 else places,
        "isAccessibleForFree": not gathering.cost,
        "organizer": {"@type": "Organization", "name": gathering.host} if gathering.host else None,
    }
    if registration_window(gathering) == RegistrationWindow.OPEN and not gathering.cost:
        data["offers"] = {
            "@type": "Offer",
            "url": f"{url}register/",
            "price": "0",
            "priceCurrency": "USD",
            "availability": f"{_SCHEMA}InStock",
        }
    return data


def _previous(gathering, was_starts):
    """Earlier starts as ISO text, days alone for an all-day gathering; None unless it was moved to a new date."""
    if gathering.status != GatheringStatus.MOVED or not was_starts:
        return None
    moments = [moment.astimezone(gathering.zone) for moment in was_starts]
    texts = [(moment.date() if gathering.is_all_day else moment).isoformat() for moment in moments]
    return texts[0] if len(texts) == 1 else texts
