"""From a ZIP code to the regions it lies in, so that "near me" leads into the calendar's own filter."""

import re

from events.enums import CountyPart
from events.models import County
from events.places import rows_of_zip

_SUBURBS = (CountyPart.NORTH, CountyPart.WEST, CountyPart.SOUTH)


class UnknownZip(ValueError):
    """The ZIP code is not one of Illinois, or no ZIP code at all."""


def regions_near(zip_code):
    """Slugs of the active regions around a ZIP code of Illinois, by its county. One query; UnknownZip if there is none.

    Chicago is a region of its own. The table does not tell in which part of Cook County a suburb lies, so all three
    parts come.
    """
    text = (zip_code or "").strip()
    rows = [row for row in rows_of_zip(text) if row["state"] == "IL" and row["county"]]
    if not rows:
        raise UnknownZip(text[:20])
    name = _plain(rows[0]["county"].removesuffix("County"))
    parts = ["", CountyPart.CHICAGO] if rows[0]["city"] == "Chicago" else ["", *_SUBURBS]
    counties = County.objects.filter(region__is_active=True, part__in=parts).select_related("region")
    slugs = [
        county.region.slug for county in counties.order_by("region__sort_order", "pk") if _plain(county.name) == name
    ]
    if not slugs:
        raise UnknownZip(text[:20])
    return list(dict.fromkeys(slugs))


def _plain(name):
    """ "De Witt" and "DeWitt" are one county."""
    return re.sub(r"[^a-z]", "", name.lower())
