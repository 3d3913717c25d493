"""Which clock a foreign calendar means by the name it gives a time zone. Knows neither Django nor models."""

import zoneinfo
from datetime import UTC

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

# Zones of our neighbours by their offsets in winter and summer, for calendars that name a zone in words of their own.
_BY_OFFSETS = {
    ("-0500", "-0400"): "America/New_York",
    ("-0600", "-0500"): "America/Chicago",
    ("-0700", "-0600"): "America/Denver",
    ("-0800", "-0700"): "America/Los_Angeles",
    ("-0700", ""): "America/Phoenix",
    ("+0000", "+0100"): "Europe/London",
    ("+0100", "+0200"): "Europe/Berlin",
    ("+0000", ""): "UTC",
}
_WINDOWS = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


class Zones:
    """The zones of one file. `unknown` collects the names for which the default had to do."""

    def __init__(self, described, default):
        self._described, self._default = described, default
        self._found = {}
        self.unknown = set()

    def find(self, tzid):
        """The zone for a TZID; the default for none (a floating time) and for a name that nobody knows."""
        if not tzid:
            return self._default
        if tzid not in self._found:
            self._found[tzid] = self._look_up(tzid)
        return self._found[tzid]

    def _look_up(self, tzid):
        described = self._described.get(tzid)
        for name in (tzid, described.location if described else ""):
            zone = _named(name)
            if zone is not None:
                return zone
        if described is not None:
            offsets = (described.offsets.get("STANDARD", ""), described.offsets.get("DAYLIGHT", ""))
            if offsets in _BY_OFFSETS:
                return zoneinfo.ZoneInfo(_BY_OFFSETS[offsets])
        self.unknown.add(tzid[:60])
        return self._default


def _named(name):
    """An IANA name, also as the end of a path ("/mozilla.org/20050126_1/America/Chicago"), or a Windows name."""
    name = name.strip().strip('"').lstrip("/")[:200]
    if name.upper() in ("UTC", "Z", "GMT", "ETC/UTC"):
        return UTC
    if name.lower() in _WINDOWS:
        return zoneinfo.ZoneInfo(_WINDOWS[name.lower()])
    parts = name.split("/")
    for count in range(min(3, len(parts)), 0, -1):
        try:
            # A bare "Chicago" is no zone, and "EST" is one without summer time that hardly anybody means.
            if count > 1:
                return zoneinfo.ZoneInfo("/".join(parts[-count:]))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
