"""Which place an address of somebody else's calendar means. R27."""

import pytest

from events.places import coordinates_in, coordinates_of_zip


@pytest.mark.parametrize(
    ("address", "zip_code"),
    [
        ("Town Hall, 1 Main Street, Peoria, IL 61602", "61602"),
        ("10455 Main Street, Peoria, IL 61602, USA", "61602"),
        ("Peoria IL 61602 United States", "61602"),
        ("Hall\n61602-1234\nUSA", "61602"),
    ],
)
def test_the_zip_code_of_an_address_says_where_it_is(address, zip_code):
    assert coordinates_in(address) == coordinates_of_zip(zip_code) is not None


@pytest.mark.parametrize("address", ["10455 Main Street, Peoria", "https://zoom.us/j/61602", "Room 616021", ""])
def test_other_numbers_say_nothing(address):
    """10455 is a ZIP code of the Bronx, and 61602 in a web address is a meeting."""
    assert coordinates_in(address) is None
