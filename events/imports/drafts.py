"""A foreign event as the fields of a gathering's draft."""

import re

from django.utils.html import escape
from django.utils.translation import gettext as _

from events.enums import AttendanceMode, GatheringStatus

SUMMARY_LENGTH = 400
# The fields that an import writes; all others of a draft are the staff's own.
FIELDS = (
    "title",
    "summary",
    "body",
    "status",
    "starts_at",
    "ends_at",
    "is_all_day",
    "time_zone",
    "mode",
    "venue_name",
    "street",
    "city",
    "zip_code",
    "join_url",
    "network_url",
)
_ZIP = re.compile(r"^(?:(?P<state>[A-Z]{2}|Illinois)\s+)?(?P<zip>\d{5}(?:-\d{4})?)$")
_CITY_AND_ZIP = re.compile(r"^(?P<city>[^\d]{2,80}?)\s+(?:IL|Illinois)\s+(?P<zip>\d{5}(?:-\d{4})?)$")
_STATE = ("IL", "ILLINOIS")
_COUNTRY = ("USA", "US", "UNITED STATES", "UNITED STATES OF AMERICA")


def draft_values(occurrence):
    """{field: value} of a draft, each within the length of its field."""
    summary, rest = _summary_and_rest(occurrence.description)
    title = occurrence.title or _("Event without a title")
    return {
        "title": title,
        "summary": summary,
        "body": [("text", "".join(f"<p>{escape(part)}</p>" for part in rest))] if rest else [],
        "status": GatheringStatus.CANCELLED if occurrence.is_cancelled else GatheringStatus.SCHEDULED,
        "starts_at": occurrence.starts_at,
        "ends_at": occurrence.ends_at,
        "is_all_day": occurrence.is_all_day,
        "time_zone": occurrence.time_zone,
        "network_url": occurrence.url[:200] if len(occurrence.url) <= 200 else "",
        **_where(occurrence.place),
    }


def differs(page, name, value):
    """Whether a field of `page` is not what the file says."""
    present = getattr(page, name)
    if name == "body":
        return [(block.block_type, str(block.value)) for block in present] != [(kind, text) for kind, text in value]
    return present != value


def _summary_and_rest(description):
    """The first paragraph as the summary, if it is short enough; what it does not say goes into the body."""
    paragraphs = [part.strip() for part in description.split("\n\n") if part.strip()]
    if not paragraphs:
        return "", []
    first = " ".join(paragraphs[0].split())
    if len(first) <= SUMMARY_LENGTH:
        return first, paragraphs[1:]
    return f"{first[: SUMMARY_LENGTH - 1].rsplit(' ', 1)[0].rstrip()}…", paragraphs


def _where(place):
    """Way of attending and place. A web address in the place of a place is that of a video call: kept for guests."""
    empty = {"venue_name": "", "street": "", "city": "", "zip_code": "", "join_url": ""}
    if place.startswith(("https://", "http://")) and " " not in place:
        return empty | {"mode": AttendanceMode.ONLINE, "join_url": place}
    if place.casefold() in ("online", "zoom", "webinar", "virtual", "microsoft teams meeting", "google meet"):
        return empty | {"mode": AttendanceMode.ONLINE}
    parts = [part.strip() for part in place.split(",") if part.strip()]
    while parts and parts[-1].upper() in _COUNTRY:
        parts.pop()
    city = zip_code = ""
    if len(parts) > 1:
        city, zip_code, parts = _city(parts)
    venue, street = (parts[0], ", ".join(parts[1:])) if parts else ("", "")
    return empty | {
        "mode": AttendanceMode.IN_PERSON,
        "venue_name": venue[:160],
        "street": street[:160],
        "city": city[:80],
        "zip_code": zip_code,
    }


def _city(parts):
    """(city, ZIP code, the parts before them) of "Town Hall, 1 Main Street, Peoria, IL 61602"; empty if not so."""
    last = parts[-1]
    found = _CITY_AND_ZIP.match(last)
    if found:
        return found["city"], found["zip"], parts[:-1]
    found = _ZIP.match(last)
    if found and len(parts) > 2:
        return parts[-2], found["zip"], parts[:-2]
    if last.upper() in _STATE and len(parts) > 2:
        return parts[-2], "", parts[:-2]
    return "", "", parts
