"""Where a program is by its ZIP code; offline, from the table that near-me searches use."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.models import County, Region
from events.places import coordinates_of_zip, is_zip, rows_of_zip

STATE = "IL"


@dataclass(frozen=True)
class Place:
    """City and county of a ZIP code, and the region of the county; None: none, or more than one."""

    city: str = ""
    county: str = ""
    region: Region | None = None


def check_zip(text: str) -> str:
    """The ZIP code without spaces around it; "" stays. ValidationError with a sentence for one that does not exist."""
    zip_code = text.strip()
    if not zip_code:
        return ""
    if not is_zip(zip_code):
        raise ValidationError(_("A ZIP code has five digits, for example 61036."))
    if coordinates_of_zip(zip_code) is None:
        words = _("There is no ZIP code %(zip)s. Please check the digits.")
        raise ValidationError(words % {"zip": zip_code})
    return zip_code


def place_of_zip(zip_code: str) -> Place:
    """What is known of a ZIP code; an empty `Place` for one that does not exist. One query."""
    row = next(iter(rows_of_zip(zip_code)), None)
    if row is None:
        return Place()
    county = row["county"].removesuffix(" County")
    regions = _regions_of(county) if row["state"] == STATE else []
    return Place(row["city"], county, regions[0] if len(regions) == 1 else None)


def _regions_of(county):
    """Regions with this county, however its name is written; Cook County has several."""
    wanted = _plain(county)
    counties = County.objects.select_related("region").filter(region__is_active=True)
    return list({row.region_id: row.region for row in counties if _plain(row.name) == wanted}.values())


def _plain(name):
    return "".join(name.casefold().replace(".", "").split())
