"""Where ZIP codes lie and how far apart two places are; offline, from the table in the package `zipcodes`."""

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

_ZIP = re.compile(r"\d{5}(-\d{4})?", re.ASCII)
# Not a part of a longer number, nor of a web address. What a word follows is a house number, unless the word is the
# country's name.
_ZIP_IN_TEXT = re.compile(
    r"(?<![\w/.-])\d{5}(?:-\d{4})?(?![\w/-])(?!\.?[ \t]+(?!(?:USA?|U\.S\.A?\.?|United States)\b)\w)", re.ASCII
)
EARTH_RADIUS_MILES = 3958.8


def is_zip(text: str) -> bool:
    """Whether it is written like a ZIP code: five digits, or nine with a dash. It may belong to no place."""
    return bool(_ZIP.fullmatch(text))


def rows_of_zip(zip_code: str | None) -> list[dict]:
    """The table's rows of a ZIP code; none for one that does not exist and for any other text."""
    # The table takes half a second to read, so a process that asks for no place does without.
    import zipcodes

    text = (zip_code or "").strip()
    return zipcodes.matching(text) if is_zip(text) else []


@lru_cache(maxsize=4096)
def coordinates_of_zip(zip_code: str | None) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of a ZIP code; None for one that does not exist and for any other text."""
    for row in rows_of_zip(zip_code):
        try:
            place = float(row["lat"]), float(row["long"])
        except (KeyError, TypeError, ValueError):
            continue
        # Codes of the armed forces stand in the table without a place of their own.
        if place != (0.0, 0.0):
            return place
    return None


def coordinates_in(address: str) -> tuple[float, float] | None:
    """The place of the last ZIP code in an address; None if there is none. A house number is none."""
    found = (coordinates_of_zip(one[0]) for one in reversed(list(_ZIP_IN_TEXT.finditer(address))))
    return next((place for place in found if place is not None), None)


def miles_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Miles as the crow flies between two places, each given as latitude and longitude in degrees."""
    (lat_a, long_a), (lat_b, long_b) = (tuple(map(radians, place)) for place in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((long_b - long_a) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(half)))
