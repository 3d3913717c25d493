"""A calendar, an event and readers for the tests of calendar text."""

from datetime import UTC, datetime

from events.ical.writing import CalendarFacts, EventFacts

CHANGED_AT = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
CALENDAR = CalendarFacts(
    name="Gatherings, Chicago",
    description="What is on",
    url="https://example.org/gatherings/",
    source_url="https://example.org/gatherings/calendar.ics",
    time_zone="America/Chicago",
    language="en",
    color="teal",
)


def event(**changes):
    facts = {
        "uid": "5b1c4f0e-0000-4000-8000-000000000001@example.org",
        "summary": "Regional gathering",
        "last_modified_at": CHANGED_AT,
        "starts_at": datetime(2026, 10, 8, 15, tzinfo=UTC),
        "ends_at": datetime(2026, 10, 8, 19, tzinfo=UTC),
        "time_zone": "America/Chicago",
    }
    return EventFacts(**(facts | changes))


def lines(octets):
    return octets.decode().replace("\r\n ", "").split("\r\n")


def value(octets, name):
    """Values of every line of that name, parameters cut off."""
    return [line.partition(":")[2] for line in lines(octets) if line.split(":")[0].split(";")[0] == name]
