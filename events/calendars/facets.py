"""What the filter panel of a calendar shows: each value with the number of gatherings it would leave."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import GatheringPage
from resources.dates_in_words import short_date
from resources.facet_counts import Facet, count_facets, slugs_by_key
from resources.filter_panel import chip, panel_facet

from .filters import MULTIPLE, STATEWIDE, narrowed
from .scopes import in_period


@dataclass(frozen=True)
class FacetCounts:
    """Gatherings per value; each facet is counted with all other facets in force, none with its own.

    `total` is the number of gatherings with all of them in force.
    """

    total: int
    region: dict[str, int]
    group: dict[str, int]
    topic: dict[str, int]
    kind: dict[str, int]
    mode: dict[str, int]


def facet_counts(gatherings, query):
    """Counts over `gatherings`, a calendar's own before filters. One query, and one for each facet with a choice."""
    known = query.vocabularies

    def narrow(leave_out):
        # Region and group are one question.
        leave_out = ("region", "group") if "region" in leave_out else leave_out
        return in_period(narrowed(gatherings, query, leave_out), query.period)

    facets = {
        "region": Facet.of(GatheringPage, "region", name=_slugs(known.regions)),
        "topic": Facet.of(GatheringPage, "topics", name=_slugs(known.topics)),
        "kind": Facet.of(GatheringPage, "kind", name=_slugs(known.kinds)),
        "mode": Facet.of(GatheringPage, "mode"),
    }
    chosen = {"region" if name == "group" else name for name in MULTIPLE if query.values[name]}
    total, counts = count_facets(narrow, facets, chosen)
    regions = counts.pop("region")
    return FacetCounts(
        total=total,
        region={STATEWIDE if slug is None else slug: number for slug, number in regions.items()},
        group=_by_group(regions, known),
        **{name: {value: number for value, number in found.items() if value} for name, found in counts.items()},
    )


def _slugs(terms):
    return slugs_by_key({term.pk: slug for slug, term in terms.items()})


def _by_group(regions, known):
    slugs = {group.pk: slug for slug, group in known.groups.items()}
    groups: Counter[str] = Counter()
    for slug, number in regions.items():
        region = known.regions.get(slug)
        if region is not None and region.group_id:
            groups[slugs[region.group_id]] += number
    return dict(groups)


def facets(query, counts):
    """The dicts that the shared filter panel prints. Values without gatherings are left out unless chosen."""
    legends = {
        "region": _("Region"),
        "group": _("Part of the state"),
        "topic": _("Topic"),
        "kind": _("Kind of gathering"),
        "mode": _("Way of attending"),
    }
    return [
        panel_facet(
            name,
            legends[name],
            query.vocabularies.choices(name),
            getattr(counts, name),
            query.values[name],
            is_open=name == "mode",
        )
        for name in ("mode", "region", "group", "kind", "topic")
    ]


def chips(query, path):
    """What is chosen, each with the address of the same list without it."""
    found = []
    if query.text:
        found.append((_("“%(text)s”") % {"text": query.text}, ("q",)))
    for name in MULTIPLE:
        choices = query.vocabularies.choices(name)
        found += [(choices[value], ((name, value),)) for value in query.values[name]]
    if query.from_date:
        found.append((_("From %(day)s") % {"day": short_date(query.from_date)}, ("from_date",)))
    if query.to_date:
        found.append((_("Until %(day)s") % {"day": short_date(query.to_date)}, ("to_date",)))
    return [chip(label, path, query.query(leave_out=leave_out)) for label, leave_out in found]
