"""The 39 regions that ship: every county of Illinois once, Cook in four parts."""

from collections import Counter

from events.enums import CountyPart
from events.geo.shapes import code_for, counties
from events.starting_data import AREAS, GATHERING_KINDS, GATHERING_THEMES, REGIONS


def test_there_are_39_regions_in_seven_areas():
    assert len(REGIONS) == 39
    assert {region.area for region in REGIONS} == {area.slug for area in AREAS}
    assert len(AREAS) == 7


def test_all_102_counties_stand_in_one_region_and_cook_in_four():
    named = Counter(name for region in REGIONS for name in region.counties)

    assert len(named) == 102
    assert named.pop("Cook") == 4
    assert set(named.values()) == {1}


def test_every_county_has_a_shape_and_every_shape_a_region():
    codes = [
        f"17031-{region.part}" if region.part else code_for(name) for region in REGIONS for name in region.counties
    ]

    assert sorted(codes) == sorted(counties())


def test_cook_is_in_each_of_its_parts_once():
    parts = [region.part for region in REGIONS if "Cook" in region.counties]

    assert sorted(parts) == sorted(CountyPart.values)
    assert all(region.served_by for region in REGIONS if region.part)


def test_office_numbers_are_those_of_the_35_regional_offices():
    offices = sorted(region.office for region in REGIONS if region.office is not None)

    numbers = "1 3 4 8 9 11 12 13 16 17 19 20 21 24 26 28 30 31 32 33 34 35 39 40 41 44 45 47 48 49 50 51 53 54 56"
    assert offices == [int(number) for number in numbers.split()]


def test_offices_have_the_counties_of_the_list():
    counties_of = {region.office: region.counties for region in REGIONS}

    assert counties_of[8] == ("Carroll", "Jo Daviess", "Stephenson")
    assert counties_of[17] == ("De Witt", "Livingston", "Logan", "McLean")
    assert counties_of[50] == ("St. Clair",)
    assert len(counties_of[20]) == 9


def test_slugs_and_names_are_unique():
    for terms in (AREAS, REGIONS, GATHERING_KINDS, GATHERING_THEMES):
        assert len({term.slug for term in terms}) == len(terms)
        assert len({term.name for term in terms}) == len(terms)


def test_kinds_and_themes_are_those_of_the_sources():
    """R20, R24, R58, R43 for kinds; R22 for themes."""
    assert [kind.slug for kind in GATHERING_KINDS] == ["regional-networking", "training-workshop", "program-call"]
    assert [theme.slug for theme in GATHERING_THEMES] == [
        "challenges",
        "collaboration",
        "program-ideas",
        "accomplishments",
    ]
