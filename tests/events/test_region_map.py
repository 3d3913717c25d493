"""The region map is pure: shapes in, SVG and rows out."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string

from events.geo.map import MapRegion, region_map, shade_for
from events.geo.shapes import code_for, counties, known_codes, label_point, map_size, outline, short_number
from events.starting_data import AREAS, REGIONS

SVG = "{http://www.w3.org/2000/svg}"


def starting_map_regions():
    areas = {area.slug: area.name for area in AREAS}
    return [
        MapRegion(
            slug=region.slug,
            name=region.name,
            counties=[f"17031-{region.part}"] if region.part else [code_for(name) for name in region.counties],
            group=areas[region.area],
        )
        for region in REGIONS
    ]


def make_map(regions=None, **options):
    options = {"counts": {}, "link_for": lambda region: f"/gatherings/?region={region.slug}", **options}
    return region_map(starting_map_regions() if regions is None else regions, **options)


def links_of(region_map):
    return ET.fromstring(region_map.svg).findall("a")


def points_of(path):
    """All corners of a path, in whole tenths of a map unit."""
    corners = []
    for part in path.split("z")[:-1]:
        numbers = [round(float(n) * 10) for n in re.findall(r"-?\d*\.?\d+", part)]
        x = y = 0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
    return corners


def area_of(path):
    total = 0
    for part in path.split("z")[:-1]:
        corners = points_of(part + "z")
        total += abs(
            sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True))
        )
    return total


def test_every_region_is_one_link_with_its_name_and_count():
    drawn = make_map(counts={"west-cook": 3, "north-cook": 1})

    links = {link.get("href"): link for link in links_of(drawn)}
    assert len(links) == 39
    assert links["/gatherings/?region=west-cook"].get("aria-label") == "West Cook: 3 gatherings"
    assert links["/gatherings/?region=north-cook"].get("aria-label") == "North Cook: 1 gathering"
    assert links["/gatherings/?region=south-cook"].get("aria-label") == "South Cook: 0 gatherings"
    assert all(link.find("title").text == link.get("aria-label") for link in links.values())


def test_number_is_drawn_only_where_there_is_something():
    drawn = make_map(counts={"west-cook": 3})

    assert [text.text for link in links_of(drawn) for text in link.findall("text")] == ["3"]


def test_selected_region_is_marked_in_map_and_list():
    drawn = make_map(selected="west-cook")

    marked = [link.get("href") for link in links_of(drawn) if link.get("aria-current") == "true"]
    rows = [row.slug for _group, rows in drawn.groups for row in rows if row.is_selected]
    assert marked == ["/gatherings/?region=west-cook"]
    assert rows == ["west-cook"]
    assert drawn.svg.count("p-regions__chosen") == 1


def test_names_and_addresses_are_escaped():
    region = MapRegion("a", '<script>"x"</script>', ["17001"])

    drawn = make_map([region], counts={"a": 1}, link_for=lambda region: '/?q="><b>')

    assert "<script>" not in drawn.svg
    (link,) = links_of(drawn)
    assert link.get("href") == '/?q="><b>'
    assert link.get("aria-label") == '<script>"x"</script>: 1 gathering'


def test_region_without_a_known_county_is_listed_but_not_drawn():
    regions = [
        MapRegion("web", "Online", []),
        MapRegion("far", "Iowa", ["19001"]),
        MapRegion("adams", "Adams", ["17001"]),
    ]

    drawn = make_map(regions, counts={"web": 2})

    assert [row.slug for _group, rows in drawn.groups for row in rows] == ["web", "far", "adams"]
    assert len(links_of(drawn)) == 1


def test_rows_come_in_groups_with_counts_in_words():
    drawn = make_map(counts={"chicago": 2}, describe=lambda count: f"{count} mentor programs")

    groups = dict(drawn.groups)
    assert [name for name, _rows in drawn.groups] == [area.name for area in AREAS]
    assert groups["Chicago"][0].text == "2 mentor programs"
    assert drawn.total == 2


def test_map_of_no_regions_is_still_a_picture():
    drawn = make_map([])

    assert links_of(drawn) == []
    assert drawn.groups == []
    assert drawn.total == 0


def test_map_is_light_and_has_nothing_inline():
    """The public page's budget is 100 kB in all; a content security policy forbids inline styles and scripts."""
    drawn = make_map(counts={region.slug: 12 for region in REGIONS}, selected="chicago")

    assert len(drawn.svg.encode()) < 25_000
    assert " style=" not in drawn.svg
    assert "<script" not in drawn.svg


@pytest.mark.parametrize(
    ("count", "highest", "shade"),
    [
        (0, 0, 0),
        (0, 9, 0),
        (-1, 9, 0),
        (1, 1, 1),
        (2, 2, 2),
        (1, 4, 1),
        (4, 4, 4),
        (1, 40, 1),
        (11, 40, 2),
        (40, 40, 4),
    ],
)
def test_shade_rises_with_the_count(count, highest, shade):
    assert shade_for(count, highest) == shade


def test_outline_of_two_neighbours_drops_their_border_and_keeps_their_area():
    kane, dupage = counties()["17089"].path, counties()["17043"].path
    shared = set(points_of(kane)) & set(points_of(dupage))

    together = outline(["17089", "17043"])

    assert len(shared) >= 2
    assert together.count("z") == 1
    assert area_of(together) == area_of(kane) + area_of(dupage)


def test_outlines_of_all_regions_cover_the_state_exactly():
    """No gap and no overlap: the regions' areas add up to the area within the state's one outline."""
    whole = outline(counties())

    assert whole.count("M") == 1
    assert sum(area_of(outline(region.counties)) for region in starting_map_regions()) == area_of(whole)


def test_label_stands_inside_the_region():
    for region in starting_map_regions():
        x, y = label_point(region.counties)
        corners = points_of(outline(region.counties))
        assert min(cx for cx, _ in corners) < x * 10 < max(cx for cx, _ in corners)
        assert min(cy for _, cy in corners) < y * 10 < max(cy for _, cy in corners)


def test_shapes_lie_within_the_view_box():
    width, height = map_size()

    corners = [corner for county in counties().values() for corner in points_of(county.path)]

    assert all(0 <= x <= width * 10 and 0 <= y <= height * 10 for x, y in corners)


def test_centres_are_true_places():
    springfield_county = counties()["17167"]

    assert abs(springfield_county.lat - 39.76) < 0.05
    assert abs(springfield_county.lon + 89.66) < 0.05


def test_unknown_codes_are_left_out():
    assert known_codes(["17001", "99999", "", "17001"]) == ("17001",)
    assert outline(["99999"]) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.5, ".5"), (-0.5, "-.5"), (10.5, "10.5"), (-3, "-3"), (20.0, "20")]
)
def test_numbers_are_as_short_as_svg_allows(value, text):
    assert short_number(value) == text


def test_component_prints_list_before_map():
    drawn = make_map(counts={"west-cook": 3}, selected="west-cook")

    html = render_to_string(
        "partnership_events/components/region_map.html",
        {"map": drawn, "title": "Near you", "lead": "Choose your region."},
    )

    assert html.index("p-regions__list") < html.index("<svg")
    assert html.count("<li ") == 39
    assert html.count('aria-current="true"') == 2
    assert 'href="#regions-map"' in html
    assert " style=" not in html
