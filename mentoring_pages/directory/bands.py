"""Numbers of a profile in bands that people choose from: how many sites, how many years."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Band(NamedTuple):
    """From `low` to `high`, both included; `high` None is open. `slug` stands in addresses."""

    slug: str
    label: str
    low: int
    high: int | None


SITES = (
    Band("1", _("1 site"), 1, 1),
    Band("2-4", _("2 to 4 sites"), 2, 4),
    Band("5-9", _("5 to 9 sites"), 5, 9),
    Band("10-or-more", _("10 sites or more"), 10, None),
)
YEARS = (
    Band("under-3", _("Under 3 years"), 0, 2),
    Band("3-5", _("3 to 5 years"), 3, 5),
    Band("6-10", _("6 to 10 years"), 6, 10),
    Band("11-20", _("11 to 20 years"), 11, 20),
    Band("21-or-more", _("21 years or more"), 21, None),
)


def choices(bands) -> dict[str, str]:
    """{slug: label} of the bands."""
    return {band.slug: str(band.label) for band in bands}


def band_of(number: int, bands) -> str | None:
    """The slug of the band that the number falls into; None for one below all bands."""
    return next(
        (band.slug for band in bands if band.low <= number and (band.high is None or number <= band.high)), None
    )


def sites_band(count: str | None) -> str | None:
    """The band of a number of sites, as the database writes it; None if it is not known."""
    return band_of(int(count), SITES) if count else None


def years_band(founded: str | None) -> str | None:
    """The band of years since the year in which a program began, as the database writes it; None if not known."""
    return band_of(max(timezone.localdate().year - int(founded), 0), YEARS) if founded else None


def ranges(slugs, bands) -> list[tuple[int, int | None]]:
    """(low, high) of the bands with these slugs."""
    return [(band.low, band.high) for band in bands if band.slug in slugs]


def founded_ranges(slugs) -> list[tuple[int | None, int | None]]:
    """(first, last) year of foundation for the bands of years with these slugs; None is open."""
    this_year = timezone.localdate().year
    return [
        (None if high is None else this_year - high, this_year - low if low else None)
        for low, high in ranges(slugs, YEARS)
    ]
