"""The region map: a server-made SVG of Illinois and the rows of the list beside it. Values in, text out.

Regions are whatever sets of counties staff make; `geo/shapes.py` draws them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .shapes import borders_within, known_codes, label_point, map_size, outline, short_number

SHADES = 4


class MapRegion(NamedTuple):
    """What the map needs of a region: codes of its counties (`geo.shapes.County`), and the coarser region's name."""

    slug: str
    name: str
    counties: Sequence[str]
    group: str = ""


class MapRow(NamedTuple):
    """A line of the list beside the map. `text` is the count in words; `shade` runs from 0 (none) to 4."""

    slug: str
    name: str
    group: str
    count: int
    text: str
    url: str
    shade: int
    is_selected: bool


class RegionMap(NamedTuple):
    """`svg` is safe to print; `groups` holds (group name, rows) in the order the regions came; `total` sums counts."""

    svg: SafeString
    groups: list[tuple[str, list[MapRow]]]
    total: int


def shade_for(count: int, highest: int) -> int:
    """Which of the shades a count gets: 0 for none, then 1 to 4 in equal steps up to the highest count shown."""
    if count <= 0:
        return 0
    return min(SHADES, 1 + (count - 1) * SHADES // max(highest, SHADES))


def region_map(
    regions: Iterable[MapRegion],
    *,
    counts: Mapping[str, int],
    link_for: Callable[[MapRegion], str],
    selected: str | None = None,
    title: str | None = None,
    describe: Callable[[int], str] | None = None,
) -> RegionMap:
    """The map and its list for some regions.

    `counts` is by slug, missing means 0. `link_for` gives the address a region leads to. `selected` is a slug.
    `title` names the map for people who do not see it; `describe` says a count in words ("3 gatherings").
    Regions without a known county are listed but not drawn.
    """
    describe = describe or gatherings_in_words
    regions = list(regions)
    highest = max((counts.get(region.slug, 0) for region in regions), default=0)
    rows = {region.slug: _row(region, counts, highest, link_for, selected, describe) for region in regions}
    drawn = [(region, rows[region.slug]) for region in regions if known_codes(region.counties)]
    groups: dict[str, list[MapRow]] = {}
    for row in rows.values():
        groups.setdefault(row.group, []).append(row)
    return RegionMap(
        svg=_svg(drawn, title or _("Map of the regions of Illinois")),
        groups=list(groups.items()),
        total=sum(row.count for row in rows.values()),
    )


def gatherings_in_words(count: int) -> str:
    """A number of gatherings in words."""
    return ngettext("%(count)s gathering", "%(count)s gatherings", count) % {"count": count}


def _row(region, counts, highest, link_for, selected, describe) -> MapRow:
    count = counts.get(region.slug, 0)
    return MapRow(
        slug=region.slug,
        name=region.name,
        group=region.group,
        count=count,
        text=describe(count),
        url=link_for(region),
        shade=shade_for(count, highest),
        is_selected=region.slug == selected,
    )


def _svg(drawn: list[tuple[MapRegion, MapRow]], title: str) -> SafeString:
    links = format_html_join(
        "\n",
        '<a class="p-regions__area p-regions__area--{}{}" href="{}" aria-label="{}"{}>'
        '<title>{}</title><path d="{}"/>{}</a>',
        (
            (
                row.shade,
                " p-regions__area--selected" if row.is_selected else "",
                row.url,
                label,
                mark_safe(' aria-current="true"') if row.is_selected else "",
                label,
                outline(region.counties),
                _count_label(region, row),
            )
            for region, row in drawn
            for label in [_("%(region)s: %(count)s") % {"region": row.name, "count": row.text}]
        ),
    )
    chosen = format_html_join(
        "",
        '<path class="p-regions__chosen" d="{}" aria-hidden="true"/>',
        ((outline(region.counties),) for region, row in drawn if row.is_selected),
    )
    inner = "".join(borders_within(region.counties) for region, _row in drawn)
    return format_html(
        '<svg class="p-regions__svg" viewBox="0 0 {} {}" role="group" aria-label="{}">\n{}\n'
        '<path class="p-regions__counties" d="{}" aria-hidden="true"/>{}</svg>',
        *map_size(),
        title,
        links,
        inner,
        chosen,
    )


def _count_label(region: MapRegion, row: MapRow) -> SafeString | str:
    if not row.count:
        return ""
    x, y = label_point(region.counties)
    return format_html('<text x="{}" y="{}">{}</text>', short_number(round(x)), short_number(round(y)), row.count)
