"""What tests of shared rides have in common."""

from events.models import RideMatch
from tests.events.registering import sign_up

# Peoria; East Peoria, 4 miles on; Washington, some 10 miles; Springfield, 60 miles away.
PEORIA, EAST_PEORIA, WASHINGTON, SPRINGFIELD = "61602", "61611", "61571", "62701"


def driver(page, name="driver", zip_code=PEORIA, seats=1, **values):
    return sign_up(
        page, f"{name}@x.org", name=name.title(), ride="offered", ride_zip_code=zip_code, ride_seats=seats, **values
    ).registration


def rider(page, name="rider", zip_code=EAST_PEORIA, **values):
    return sign_up(
        page, f"{name}@x.org", name=name.title(), ride="needed", ride_zip_code=zip_code, **values
    ).registration


def pairs():
    """{(driver, rider)} of the rides that are not ended."""
    matches = RideMatch.objects.active().select_related("driver", "rider")
    return {(match.driver.name, match.rider.name) for match in matches}
