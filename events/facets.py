"""What the filter panel of a calendar shows: each value with the number of gatherings it would leave."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from resources.dates_in_words import short_date

from .filters import MULTIPLE, STATEWIDE, GatheringFilter
from .scopes import in_period


@dataclass(frozen=True)
class FacetCounts:
    """Gatherings per value; each facet is counted with all other facets in force, none with its own."""

    region: dict[str, int]
    group: dict[str, int]
    topic: dict[str, int]
    kind: dict[str, int]
    mode: dict[str, int]


def facet_counts(gatherings, query):
    """Counts over `gatherings` (a calendar's own, not yet narrowed). Four queries, however many values there are."""

    narrowed = GatheringFilter(query, gatherings).qs

    def count(leave_out, field):
        # Making a filter set costs more than its query, so facets without a choice share one.
        is_chosen = any(query.values[name] for name in leave_out)
        found = in_period(GatheringFilter(query, gatherings, leave_out).qs if is_chosen else narrowed, query.period)
        return dict(found.order_by().values_list(field).annotate(count=Count("pk")))

    regions = count(("region", "group"), "region__slug")
    groups: Counter[str] = Counter()
    known = query.vocabularies
    group_slugs = {group.pk: slug for slug, group in known.groups.items()}
    for slug, number in regions.items():
        region = known.regions.get(slug)
        if region is not None and region.group_id:
            groups[group_slugs[region.group_id]] += number
    return FacetCounts(
        region={STATEWIDE if slug is None else slug: number for slug, number in regions.items()},
        group=dict(groups),
        topic={slug: number for slug, number in count(("topic",), "topics__slug").items() if slug},
        kind={slug: number for slug, number in count(("kind",), "kind__slug").items() if slug},
        mode=count(("mode",), "mode"),
    )


def facets(query, counts):
    """The dicts that the shared filter panel prints. Values without gatherings are left out unless chosen."""
    legends = {
        "region": _("Region"),
        "group": _("Part of the state"),
        "topic": _("Topic"),
        "kind": _("Kind of gathering"),
        "mode": _("Way of attending"),
    }
    found = []
    for name in ("mode", "region", "group", "kind", "topic"):
        numbers, chosen = getattr(counts, name), query.values[name]
        options = [
            {"value": value, "label": label, "count": numbers.get(value, 0), "is_selected": value in chosen}
            for value, label in query.vocabularies.choices(name).items()
            if numbers.get(value) or value in chosen
        ]
        found.append({"name": name, "legend": legends[name], "options": options, "is_open": name == "mode"})
    return found


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
    return [
        {"label": label, "remove_url": address(path, query.query(leave_out=leave_out))} for label, leave_out in found
    ]


def address(path, data):
    """`path` with a query string, without one if it is empty."""
    encoded = data.urlencode()
    return f"{path}?{encoded}" if encoded else path
