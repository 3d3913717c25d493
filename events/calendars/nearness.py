"""What lies around a place, nearest first; computed by the database, so that a page costs what it shows."""

from math import cos, pi, radians, sin

from django.db.models import ExpressionWrapper, F, FloatField, Q, Value
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import AttendanceMode
from events.places import EARTH_RADIUS_MILES, miles_between

RADII = (10, 25, 50, 100)
USUAL_RADIUS = 25
MILES_A_DEGREE = EARTH_RADIUS_MILES * pi / 180


# Where a gathering's published record has its place.
ENTRY_FIELDS = ("calendar_entry__latitude", "calendar_entry__longitude")
# Where a network's event has its own.
EVENT_FIELDS = ("latitude", "longitude")


def within(gatherings, place, miles):
    """Those that people come to within `miles` of `place` (latitude, longitude), nearest first, then by time."""
    found = gatherings.exclude(mode=AttendanceMode.ONLINE).filter(is_within(place, miles, ENTRY_FIELDS))
    return found.order_by(squared_miles(place, ENTRY_FIELDS), "starts_at", "title")


def is_within(place, miles, fields):
    """Condition: rows at most `miles` from `place`. `fields` name the columns with latitude and longitude.

    A box leaves out most rows before any distance is computed. The distance is flat with the width of a degree taken
    midway, which over 100 miles is off by less than a hundredth of a mile.
    """
    latitude, longitude = place
    tall = miles / MILES_A_DEGREE
    wide = miles / (MILES_A_DEGREE * max(0.05, cos(radians(min(89.0, abs(latitude) + tall)))))
    box = {
        f"{fields[0]}__range": (latitude - tall, latitude + tall),
        f"{fields[1]}__range": (longitude - wide, longitude + wide),
    }
    return Q(**box) & Q(LessThanOrEqual(squared_miles(place, fields), Value(float(miles) ** 2)))


def squared_miles(place, fields):
    """The square of the distance from `place`, to sort by; None for rows without a place."""
    latitude, longitude = place
    north = F(fields[0]) - Value(latitude)
    east = F(fields[1]) - Value(longitude)
    # The width of a degree halfway between the two, by the slope of the cosine: plain arithmetic on every database.
    width = Value(cos(radians(latitude))) - Value(sin(radians(latitude)) * pi / 360) * north
    flat = east * width
    return ExpressionWrapper((north * north + flat * flat) * Value(MILES_A_DEGREE**2), output_field=FloatField())


def without_place(gatherings):
    """Those that people come to, but to a place whose ZIP code is not known."""
    return gatherings.exclude(mode=AttendanceMode.ONLINE).filter(calendar_entry__latitude=None)


def without_coordinates(events):
    """Networks' events at a place of which neither coordinates nor a ZIP code are known; those online are nowhere."""
    nowhere = Q(place__startswith="https://") | Q(place__startswith="http://")
    return events.filter(latitude=None).exclude(nowhere)


def miles_in_words(place, entry):
    """ "12 miles away" from `place` to something with latitude and longitude; "" for what has none."""
    if entry is None or entry.latitude is None or entry.longitude is None:
        return ""
    miles = round(miles_between(place, (entry.latitude, entry.longitude)))
    if miles < 1:
        return _("less than a mile away")
    return ngettext("%(count)s mile away", "%(count)s miles away", miles) % {"count": miles}
