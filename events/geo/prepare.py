"""Make `illinois_counties.json`, the county shapes of the region map, from the npm package `us-atlas`.

Run once, from the project's root, when the shapes should change; the site itself only reads the small result:

    npm pack us-atlas@3 && tar xzf us-atlas-3*.tgz
    python events/geo/prepare.py package/counties-10m.json

`us-atlas` (ISC licence) holds the United States Census Bureau's county shapes, which are in the public domain. Only the
standard library is needed.

Lines are simplified arc by arc: a TopoJSON arc is the border between two counties, stored once, so both neighbours
keep the very same points and shapes can be merged later by dropping the edges they share.

Cook County is one shape in the source and four regions here. The three cuts through it below are schematic: they follow
township lines and Chicago's limits roughly, leave O'Hare with its suburbs, and are good for a map to click on, not for
deciding which office a school belongs to.
"""

import json
import math
import sys
from pathlib import Path

WIDTH = 400
MARGIN = 3
TOLERANCE = 0.3  # map units; the map is 400 units wide for about 340 km
TENTHS = 10  # coordinates are kept as whole tenths of a map unit

# Albers equal-area conic for Illinois.
CENTRE_LON, CENTRE_LAT, PARALLEL_SOUTH, PARALLEL_NORTH = -89.25, 39.75, 38.0, 41.5

COOK = "17031"
SPELLING = {"DeWitt": "De Witt", "JoDaviess": "Jo Daviess", "La Salle": "LaSalle", "Saint Clair": "St. Clair"}

# (longitude, latitude). Where a cut meets Cook County's own border, its end is moved onto that border.
NORTH_CHICAGO = [
    (-87.665, 42.023),
    (-87.709, 42.019),
    (-87.709, 41.998),
    (-87.765, 41.997),
    (-87.800, 42.013),
    (-87.836, 41.985),
]
WEST_CHICAGO = [
    (-87.836, 41.985),
    (-87.807, 41.940),
    (-87.806, 41.909),
    (-87.775, 41.909),
    (-87.774, 41.865),
    (-87.739, 41.865),
    (-87.742, 41.821),
    (-87.801, 41.790),
    (-87.780, 41.742),
]
SOUTH_CHICAGO = [
    (-87.780, 41.742),
    (-87.741, 41.735),
    (-87.740, 41.684),
    (-87.662, 41.677),
    (-87.645, 41.657),
    (-87.600, 41.645),
    (-87.525, 41.645),
]
NORTH_WEST = [(-87.836, 41.985), (-87.920, 41.993)]
WEST_SOUTH = [(-87.780, 41.742), (-87.915, 41.735)]
COOK_PARTS = {
    "17031-north": "North Cook",
    "17031-west": "West Cook",
    "17031-south": "South Cook",
    "17031-chicago": "City of Chicago",
}


def project(lon, lat):
    """Kilometre-like plane coordinates, x east and y south, of a point on the globe."""
    phi1, phi2 = math.radians(PARALLEL_SOUTH), math.radians(PARALLEL_NORTH)
    n = (math.sin(phi1) + math.sin(phi2)) / 2
    c = math.cos(phi1) ** 2 + 2 * n * math.sin(phi1)
    theta = n * math.radians(lon - CENTRE_LON)
    rho = math.sqrt(c - 2 * n * math.sin(math.radians(lat))) / n
    rho_centre = math.sqrt(c - 2 * n * math.sin(math.radians(CENTRE_LAT))) / n
    return rho * math.sin(theta) * 6371, (rho * math.cos(theta) - rho_centre) * 6371


def decode_arcs(topology):
    """Every arc of a quantized TopoJSON as a list of (lon, lat)."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def distance_to_segment(point, start, end):
    """Distance of a point to a segment, and the share of the segment at which the nearest point lies."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0 if length == 0 else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay)), share


def simplify(points, keep, tolerance=TOLERANCE):
    """Douglas-Peucker on one open line; points in `keep` stay."""
    if len(points) < 3:
        return points
    kept = [i for i in range(1, len(points) - 1) if points[i] in keep]
    if kept:
        middle = kept[0]
        return simplify(points[: middle + 1], keep, tolerance)[:-1] + simplify(points[middle:], keep, tolerance)
    far, index = max((distance_to_segment(points[i], points[0], points[-1])[0], i) for i in range(1, len(points) - 1))
    if far <= tolerance:
        return [points[0], points[-1]]
    return simplify(points[: index + 1], keep, tolerance)[:-1] + simplify(points[index:], keep, tolerance)


def place_on_border(arcs, indexes, point):
    """Insert into the nearest of the given arcs the border point nearest to `point`, and return it."""
    _, number, position = min(
        (distance_to_segment(point, line[i], line[i + 1])[0], number, i)
        for number, line in ((number, arcs[number]) for number in indexes)
        for i in range(len(line) - 1)
    )
    start, end = arcs[number][position : position + 2]
    _, share = distance_to_segment(point, start, end)
    near = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
    for corner in (start, end):
        if math.dist(corner, near) < 1:
            return corner
    arcs[number].insert(position + 1, near)
    return near


def ring_of(arcs, numbers):
    """The closed ring (without the repeated last point) that a list of signed arc numbers makes."""
    points = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(line[:-1])
    return points


def between(ring, start, end):
    """The part of a ring from `start` to `end` in its own direction, both included."""
    first = ring.index(start)
    turned = ring[first:] + ring[:first]
    return turned[: turned.index(end) + 1]


def doubled_area(ring):
    """Twice the signed area of a ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))


def centre_of(ring):
    """The centroid of a ring's area."""
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    area = doubled_area(ring)
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (3 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (3 * area)
    return x, y


def split_cook(ring, cuts):
    """The four parts of Cook's ring. `cuts` names each cut's points, already moved to the border where they meet it."""
    lake, indiana = cuts["north"][0], cuts["south"][-1]
    dupage_north, dupage_south = cuts["north_west"][-1], cuts["west_south"][-1]
    # With y pointing south the source's rings run clockwise: lake, Indiana, ..., DuPage, ..., lake.
    if doubled_area(ring) < 0:
        ring = ring[::-1]
    inner_west = cuts["west"]
    return {
        "17031-chicago": between(ring, lake, indiana)
        + cuts["south"][::-1][1:]
        + inner_west[::-1][1:]
        + cuts["north"][::-1][1:-1],
        "17031-south": between(ring, indiana, dupage_south) + cuts["west_south"][::-1][1:] + cuts["south"][1:-1],
        "17031-west": between(ring, dupage_south, dupage_north)
        + cuts["north_west"][::-1][1:]
        + inner_west[1:]
        + cuts["west_south"][1:-1],
        "17031-north": between(ring, dupage_north, lake) + cuts["north"][1:] + cuts["north_west"][1:-1],
    }


def number(tenths):
    """A whole number of tenths as the shortest SVG number."""
    text = f"{tenths / TENTHS:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if abs(tenths) < TENTHS and tenths else text


def path_of(rings):
    """An SVG path of closed rings of whole tenths: one absolute move, then relative lines."""
    parts = []
    for ring in rings:
        parts.append(f"M{number(ring[0][0])} {number(ring[0][1])}l")
        steps = zip(ring, ring[1:], strict=False)
        parts.append(" ".join(f"{number(x2 - x1)} {number(y2 - y1)}" for (x1, y1), (x2, y2) in steps) + "z")
    return "".join(parts).replace(" -", "-")


def whole(ring, scale, left, top):
    """A ring in whole tenths of a map unit, without points that fall together."""
    points = [
        (round(((x - left) * scale + MARGIN) * TENTHS), round(((y - top) * scale + MARGIN) * TENTHS)) for x, y in ring
    ]
    return [point for i, point in enumerate(points) if point != points[i - 1]]


def unproject(scale, left, top, x, y):
    """(lat, lon) of a map point, by Newton-like steps on the projection."""
    goal_x, goal_y = (x - MARGIN) / scale + left, (y - MARGIN) / scale + top
    lon, lat = CENTRE_LON, CENTRE_LAT
    for _ in range(12):
        now_x, now_y = project(lon, lat)
        lon += (goal_x - now_x) / 111.2 / math.cos(math.radians(lat))
        lat -= (goal_y - now_y) / 111.2
    return round(lat, 3), round(lon, 3)


def illinois_rings(topology):
    """{fips: (name, rings)} in plane coordinates, simplified, with Cook County in its four parts."""
    counties = [c for c in topology["objects"]["counties"]["geometries"] if str(c["id"]).startswith("17")]
    polygons = {c["id"]: ([c["arcs"]] if c["type"] == "Polygon" else c["arcs"]) for c in counties}
    used = {n if n >= 0 else ~n for p in polygons.values() for rings in p for ring in rings for n in ring}
    lines = decode_arcs(topology)
    arcs = {n: [project(lon, lat) for lon, lat in lines[n]] for n in used}
    longest = max(x for a in arcs.values() for x, _ in a) - min(x for a in arcs.values() for x, _ in a)
    tolerance = TOLERANCE * longest / (WIDTH - 2 * MARGIN)

    cook_arcs = [n if n >= 0 else ~n for n in polygons[COOK][0][0]]
    cuts = {
        "north": [project(*p) for p in NORTH_CHICAGO],
        "west": [project(*p) for p in WEST_CHICAGO],
        "south": [project(*p) for p in SOUTH_CHICAGO],
        "north_west": [project(*p) for p in NORTH_WEST],
        "west_south": [project(*p) for p in WEST_SOUTH],
    }
    for cut, position in (("north", 0), ("south", -1), ("north_west", -1), ("west_south", -1)):
        cuts[cut][position] = place_on_border(arcs, cook_arcs, cuts[cut][position])
    keep = {cuts["north"][0], cuts["south"][-1], cuts["north_west"][-1], cuts["west_south"][-1]}
    arcs = {n: simplify(points, keep, tolerance) for n, points in arcs.items()}

    shapes = {}
    for county in counties:
        name = SPELLING.get(county["properties"]["name"], county["properties"]["name"])
        rings = [ring_of(arcs, ring) for polygon in polygons[county["id"]] for ring in polygon]
        rings = [ring if doubled_area(ring) > 0 else ring[::-1] for ring in rings]
        if county["id"] == COOK:
            for fips, ring in split_cook(rings[0], cuts).items():
                shapes[fips] = (COOK_PARTS[fips], [ring])
        else:
            shapes[county["id"]] = (name, rings)
    return shapes


def main(source, target):
    """Read the county topology at `source`, write the prepared shapes to `target`."""
    shapes = illinois_rings(json.loads(Path(source).read_text()))
    xs = [x for _, rings in shapes.values() for ring in rings for x, _ in ring]
    ys = [y for _, rings in shapes.values() for ring in rings for _, y in ring]
    left, top = min(xs), min(ys)
    scale = (WIDTH - 2 * MARGIN) / (max(xs) - left)
    height = math.ceil((max(ys) - top) * scale + 2 * MARGIN)
    counties = []
    for fips, (name, rings) in sorted(shapes.items()):
        rings = [whole(ring, scale, left, top) for ring in rings]
        x, y = centre_of(max(rings, key=lambda ring: abs(doubled_area(ring))))
        lat, lon = unproject(scale, left, top, x / TENTHS, y / TENTHS)
        counties.append(
            {
                "fips": fips,
                "name": name,
                "path": path_of(rings),
                "centre": [round(x / TENTHS, 1), round(y / TENTHS, 1)],
                "lat": lat,
                "lon": lon,
            }
        )
    lines = ",\n".join(json.dumps(county, separators=(",", ":")) for county in counties)
    about = (
        "Made by events/geo/prepare.py from us-atlas 3 (ISC; shapes: U.S. Census Bureau). Cook's parts are schematic."
    )
    Path(target).write_text(
        f'{{"about":{json.dumps(about)},"width":{WIDTH},"height":{height},"counties":[\n{lines}\n]}}\n'
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(__file__).with_name("illinois_counties.json"))
