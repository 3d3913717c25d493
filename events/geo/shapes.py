"""Shapes of the counties of Illinois, and of any set of them together. Values in, SVG paths out.

Neighbours share exactly the same points (see `prepare.py`), so the outline of several counties is what is left when
the edges they share are dropped.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

SHAPES_FILE = Path(__file__).with_name("illinois_counties.json")
_TENTHS = 10
_GRID = 12
_NUMBER = re.compile(r"-?\d*\.?\d+")

Point = tuple[int, int]
Ring = tuple[Point, ...]


class County(NamedTuple):
    """One county, or one of Cook County's four parts. `code` is the FIPS code; parts are like `17031-north`.

    `path` is an SVG path and `centre` a point, both in map units; `lat` and `lon` are degrees.
    """

    code: str
    name: str
    path: str
    centre: tuple[float, float]
    lat: float
    lon: float


@cache
def counties() -> dict[str, County]:
    """Every drawn shape by code: 101 counties and four parts of Cook. Read from disk once."""
    data = json.loads(SHAPES_FILE.read_text(encoding="utf-8"))
    found = (County(c["fips"], c["name"], c["path"], tuple(c["centre"]), c["lat"], c["lon"]) for c in data["counties"])
    return {county.code: county for county in found}


@cache
def map_size() -> tuple[int, int]:
    """Width and height of the map's view box."""
    data = json.loads(SHAPES_FILE.read_text(encoding="utf-8"))
    return data["width"], data["height"]


@cache
def code_for(name: str) -> str | None:
    """The code of a county by its name as Illinois spells it; None if there is no shape of that name (as for Cook)."""
    return next((county.code for county in counties().values() if county.name == name), None)


def known_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that have a shape, sorted; codes of other states or mistyped ones are left out."""
    return tuple(sorted(set(codes) & counties().keys()))


def outline(codes: Iterable[str]) -> str:
    """SVG path around several counties together, without the borders between them; empty if none is known."""
    return _outline(known_codes(codes))


def borders_within(codes: Iterable[str]) -> str:
    """SVG path of the borders between the counties of one region; empty for a single county."""
    return _inner_lines(known_codes(codes))


def label_point(codes: Iterable[str]) -> tuple[float, float]:
    """A point well inside the largest piece of a region, for its number. The codes must include a known one."""
    return _label_point(known_codes(codes))


@cache
def _rings(code: str) -> tuple[Ring, ...]:
    rings = []
    for part in counties()[code].path.split("z")[:-1]:
        numbers = [round(float(n) * _TENTHS) for n in _NUMBER.findall(part)]
        x = y = 0
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(tuple(ring))
    return tuple(rings)


@cache
def _merged(codes: tuple[str, ...]) -> tuple[tuple[Ring, ...], tuple[tuple[Point, Point], ...]]:
    """Outer rings of counties together, and the edges between them that dropped out."""
    edges: dict[tuple[Point, Point], None] = {}
    inner = []
    for code in codes:
        for ring in _rings(code):
            for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
                if (end, start) in edges:
                    del edges[end, start]
                    inner.append((start, end))
                else:
                    edges[start, end] = None
    return tuple(tuple(line[:-1]) for line in _chains(edges)), tuple(inner)


def _chains(edges: Iterable[tuple[Point, Point]]) -> list[list[Point]]:
    """Edges joined end to start into as few lines as possible; a closed line repeats its first point."""
    following: dict[Point, list[Point]] = {}
    for start, end in edges:
        following.setdefault(start, []).append(end)
    arriving = {end for ends in following.values() for end in ends}
    lines = []
    for start in sorted(following, key=lambda point: point in arriving):
        while following.get(start):
            line = [start]
            while following.get(line[-1]):
                line.append(following[line[-1]].pop())
                if line[-1] == start:
                    break
            lines.append(line)
    return lines


@cache
def _outline(codes: tuple[str, ...]) -> str:
    rings, _inner = _merged(codes)
    return "".join(_path(ring) + "z" for ring in rings)


@cache
def _label_point(codes: tuple[str, ...]) -> tuple[float, float]:
    rings, _inner = _merged(codes)
    return _inside(max(rings, key=_size))


@cache
def _inner_lines(codes: tuple[str, ...]) -> str:
    _outer, inner = _merged(codes)
    return "".join(_path(line) for line in _chains(inner))


def _path(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    steps = []
    for next_x, next_y in rest:
        steps.append(f"{short_number((next_x - x) / _TENTHS)} {short_number((next_y - y) / _TENTHS)}")
        x, y = next_x, next_y
    start_x, start_y = points[0]
    return f"M{short_number(start_x / _TENTHS)} {short_number(start_y / _TENTHS)}l{' '.join(steps)}".replace(" -", "-")


def short_number(value: float) -> str:
    """A number as short as SVG allows, with at most one decimal: `.5`, `12`, `-3.1`."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _size(ring: Ring) -> int:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)))


def _inside(ring: Ring) -> tuple[float, float]:
    """The point of a coarse grid that lies deepest within a ring, in map units."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    columns = [min(xs) + (max(xs) - min(xs)) * step / _GRID for step in range(1, _GRID)]
    lines = [min(ys) + (max(ys) - min(ys)) * step / _GRID for step in range(1, _GRID)]
    _depth, x, y = max((_depth_within(ring, x, y), x, y) for x in columns for y in lines)
    return x / _TENTHS, y / _TENTHS


def _depth_within(ring: Ring, x: float, y: float) -> float:
    """Distance of a point to a ring's edge; negative outside."""
    is_inside = False
    nearest = float("inf")
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            is_inside = not is_inside
        along_x, along_y = x2 - x1, y2 - y1
        share = ((x - x1) * along_x + (y - y1) * along_y) / (along_x**2 + along_y**2)
        share = min(1.0, max(0.0, share))
        nearest = min(nearest, math.hypot(x - x1 - share * along_x, y - y1 - share * along_y))
    return nearest if is_inside else -nearest
