"""Dates and times as the site says them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from resources.dates_in_words import clock, short_date, when_in_words

CHICAGO = ZoneInfo("America/Chicago")
NBSP = "\N{NO-BREAK SPACE}"


def chicago(*parts):
    return datetime.datetime(*parts, tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "zone", "words"),
    [
        (
            chicago(2026, 10, 8, 10),
            chicago(2026, 10, 8, 14),
            "America/Chicago",
            "Thu 8 Oct 2026, 10 am to 2 pm Central",
        ),
        (chicago(2026, 10, 8, 10, 5), None, "America/Chicago", "Thu 8 Oct 2026, 10:05 am Central"),
        (
            chicago(2026, 10, 8, 22),
            chicago(2026, 10, 9, 1),
            "America/Chicago",
            "Thu 8 Oct 2026, 10 pm to Fri 9 Oct 2026, 1 am Central",
        ),
        (chicago(2026, 10, 8, 10), None, "America/New_York", "Thu 8 Oct 2026, 11 am Eastern"),
        (chicago(2026, 10, 8, 10), None, "Europe/Paris", "Thu 8 Oct 2026, 5 pm CEST"),
        (chicago(2026, 10, 8, 10), None, "Nowhere/Land", "Thu 8 Oct 2026, 10 am Central"),
        (datetime.date(2026, 10, 8), None, None, "Thu 8 Oct 2026"),
        (datetime.date(2026, 10, 8), datetime.date(2026, 10, 9), None, "Thu 8 Oct 2026 to Fri 9 Oct 2026"),
        (None, None, None, "Date to come"),
    ],
)
def test_time_of_a_gathering_reads_as_one_line(settings, starts_at, ends_at, zone, words):
    settings.TIME_ZONE = "America/Chicago"

    assert when_in_words(starts_at, ends_at, zone).replace(NBSP, " ") == words


def test_wall_time_stays_right_on_both_sides_of_the_change_to_winter_time():
    before = datetime.datetime(2026, 10, 31, 15, tzinfo=datetime.UTC)
    after = datetime.datetime(2026, 11, 1, 16, tzinfo=datetime.UTC)

    assert [clock(before, "America/Chicago"), clock(after, "America/Chicago")] == [f"10{NBSP}am", f"10{NBSP}am"]


@pytest.mark.parametrize(("hour", "words"), [(0, "12 am"), (12, "12 pm"), (13, "1 pm"), (23, "11 pm")])
def test_noon_and_midnight_are_twelve(hour, words):
    assert clock(datetime.time(hour)).replace(NBSP, " ") == words


def test_other_languages_use_their_own_clock():
    with translation.override("de"):
        assert clock(datetime.time(14, 30)) == "14:30"


def test_no_date_gives_no_words():
    assert (short_date(None), clock(None)) == ("", "")
