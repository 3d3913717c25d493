"""Horizon art: a strip of sky, rooftops and grass drawn from a name.

The same name always gives the same picture, another name gives another one. Colours come from the classes
`p-hz-*` of core.css, so the picture follows the host's light and dark colours.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator

STRIP_SIZE = (1600, 136)
TILE_SIZE = (160, 120)

_SVG = (
    '<svg class="p-horizon{extra}" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMax slice" '
    'aria-hidden="true" focusable="false">{shapes}</svg>'
)


def horizon_svg(name: str, variant: str = "strip") -> str:
    """The picture that belongs to `name`, as an SVG element without text and hidden from screen readers.

    `variant` is "strip" (1600 x 136 units, for the foot of a page header, under 3 kB) or "tile" (160 x 120, for a
    program without a photo, under 1 kB so that a list of them stays light). Case, accents' form and outer spaces of
    the name do not matter. Any string is fine, the empty one included. Raises ValueError for another variant.
    """
    if variant == "strip":
        return _strip(_numbers(name))
    if variant == "tile":
        return _tile(_numbers(name))
    raise ValueError(f"Unknown horizon variant: {variant!r}")


class _Numbers:
    """An endless, repeatable row of small numbers made from a seed."""

    def __init__(self, seed: bytes):
        self._bytes = self._stream(seed)

    @staticmethod
    def _stream(seed: bytes) -> Iterator[int]:
        block = seed
        while True:
            block = hashlib.sha256(block).digest()
            yield from block

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        span = high - low + 1
        return low + (next(self._bytes) * 256 + next(self._bytes)) % span


def _numbers(name: str) -> _Numbers:
    plain = " ".join(unicodedata.normalize("NFKC", str(name)).casefold().split())
    return _Numbers(plain.encode("utf-8", "replace"))


def _strip(numbers: _Numbers) -> str:
    width, height = STRIP_SIZE
    ground = height - 16
    shapes = [
        _circle(numbers.between(560, 1040), numbers.between(52, 84), numbers.between(20, 34)),
        _path("p-hz-far", _skyline(numbers, 0, width, ground, tallest=84, widest=80)),
        _path("p-hz-mid", _trees(numbers, width, ground, tallest=44)),
        _path("p-hz-near", _houses(numbers, width, ground, gap=(40, 250), size=(26, 52))),
        _path("p-hz-ground", f"M0 {height}v-14{_swell(numbers, width)}V{height}z"),
        _grass(numbers, width, height - 10, step=(20, 64), blade=(8, 26)),
    ]
    return _SVG.format(extra="", width=width, height=height, shapes="".join(shapes))


def _tile(numbers: _Numbers) -> str:
    width, height = TILE_SIZE
    ground = height - 18
    shapes = [
        _circle(numbers.between(28, 132), numbers.between(28, 58), numbers.between(9, 17)),
        _path("p-hz-far", _skyline(numbers, 0, width, ground, tallest=56, widest=40)),
        _path("p-hz-near", _houses(numbers, width, ground, gap=(6, 60), size=(22, 36))),
        _path("p-hz-ground", f"M0 {height}v-20q{width // 2} {numbers.between(-8, 4)} {width} 0v20z"),
    ]
    return _SVG.format(extra=" p-horizon--tile", width=width, height=height, shapes="".join(shapes))


def _circle(x: int, y: int, radius: int) -> str:
    return f'<circle class="p-hz-sun" cx="{x}" cy="{y}" r="{radius}"/>'


def _path(css_class: str, data: str) -> str:
    return f'<path class="{css_class}" d="{data}"/>'


def _skyline(numbers: _Numbers, left: int, right: int, ground: int, *, tallest: int, widest: int) -> str:
    """Far roofs as one outline: flat, pitched and stepped, now and then a silo or a water tower's cap."""
    parts = [f"M{left} {ground}"]
    x = left
    level = 0
    while x < right:
        width = min(numbers.between(widest // 3, widest), right - x)
        low, high = (tallest // 5, tallest) if numbers.between(0, 3) == 0 else (6, tallest // 3)
        rise = numbers.between(low, high)
        half = width // 2
        kind = numbers.between(0, 4)
        parts.append(f"v{level - rise}")
        if kind == 0 and width > 14:
            parts.append(f"l{half}-{min(half, 14)} {width - half} {min(half, 14)}")
        elif kind == 1 and width > 14:
            parts.append(f"q{half}-{half} {width} 0")
        else:
            parts.append(f"h{width}")
        level = rise
        x += width
    return "".join(parts) + f"V{ground}z"


def _trees(numbers: _Numbers, width: int, ground: int, *, tallest: int) -> str:
    """A line of tree crowns that thins out to fields and thickens again."""
    parts = []
    x = numbers.between(0, 60)
    while x < width - 40:
        crown = numbers.between(22, 58)
        parts.append(f"M{x} {ground}q{crown // 2}-{numbers.between(tallest // 2, tallest * 2)} {crown} 0z")
        x += crown - numbers.between(4, 16) if numbers.between(0, 3) else crown + numbers.between(60, 200)
    return "".join(parts)


def _houses(numbers: _Numbers, width: int, ground: int, *, gap: tuple[int, int], size: tuple[int, int]) -> str:
    """Near roofs: houses with a pitched roof, school blocks with a row of windows cut out, a barn now and then."""
    parts = []
    x = numbers.between(0, gap[1] // 2)
    while x + size[0] < width:
        wide = min(numbers.between(*size), width - x)
        tall = numbers.between(size[0] // 2, size[0])
        half = wide // 2
        kind = numbers.between(0, 3)
        if kind == 0:
            long = min(wide * 2, width - x)
            parts.append(f"M{x} {ground + 8}v-{tall + 8}h{long}v{tall + 8}z")
            parts.append(f"M{x + 6} {ground - tall + 6}v5h5v-5z" + "m12 0v5h5v-5z" * ((long - 15) // 12))
            wide = long
        elif kind == 1:
            parts.append(f"M{x} {ground + 8}v-{tall + 8}q{half}-{wide} {wide} 0v{tall + 8}z")
        else:
            parts.append(f"M{x} {ground + 8}v-{tall + 8}l{half}-{half} {wide - half} {half}v{tall + 8}z")
        x += wide + numbers.between(*gap)
    return "".join(parts)


def _swell(numbers: _Numbers, width: int) -> str:
    """The near edge of the field: four long waves across the whole width."""
    quarter = width // 4
    return "".join(f"q{quarter // 2} {numbers.between(-9, 7)} {quarter} 0" for _ in range(4))


def _grass(numbers: _Numbers, width: int, ground: int, *, step: tuple[int, int], blade: tuple[int, int]) -> str:
    parts = []
    x = numbers.between(0, step[1])
    while x < width:
        lean = numbers.between(-7, 9)
        parts.append(f"M{x} {ground}q0-8 {lean}-{numbers.between(*blade)}")
        x += numbers.between(*step)
    data = "".join(parts)
    return f'<path class="p-hz-grass" d="{data}" fill="none" stroke-width="2" stroke-linecap="round"/>'
