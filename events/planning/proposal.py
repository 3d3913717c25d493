"""The table that is proposed before anything is made: a day and a host for each region and quarter (R20, R26)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from events.models import Holiday

from .hosts import host_candidates, reason_in_words
from .planned import Planned, planned_gatherings
from .quarters import Quarter, spread, usual_days
from .rotation import Candidate, Slot, rotate

# How many years ahead staff may choose a day.
FURTHEST_YEARS = 3


@dataclass(frozen=True)
class Proposal:
    """One row: `day` and `host` are None where none could be found. `existing`: what the region has in the quarter;
    `holidays`: those of all years that staff may choose a day in."""

    key: str
    region: object
    quarter: Quarter
    day: date | None
    host: Candidate | None
    reason: str
    candidates: tuple[Candidate, ...]
    existing: tuple[Planned, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)


def propose(regions, quarters, *, weekday, breaks, user, today) -> list[Proposal]:
    """A row for each region and quarter, in the order of the regions, then of time. The number of queries is fixed.

    Regions that have a gathering in a quarter already get no turn there; staff may still tick the row.
    """
    region_ids = [region.pk for region in regions]
    # From the first day of the first quarter: what took place in it already counts as the quarter's gathering.
    since = timezone.make_aware(datetime.combine(min(today, min(quarters).first_day), time(0)))
    planned = [one for one in planned_gatherings(user, since) if one.takes_place]
    candidates = host_candidates(region_ids, planned)
    holidays = Holiday.objects.by_day(today.year, today.year + FURTHEST_YEARS + 1)
    days = {quarter: usual_days(quarter, weekday, breaks, holidays=holidays, not_before=today) for quarter in quarters}
    existing = _by_region_and_quarter(planned)
    places = [(region, position, quarter) for quarter in sorted(quarters) for position, region in enumerate(regions)]
    slots = [Slot(_key(region, quarter), region.pk) for region, _position, quarter in places]
    free = [slot for slot, place in zip(slots, places, strict=True) if (place[0].pk, place[2]) not in existing]
    turns = {turn.slot.key: turn for turn in rotate(free, candidates)}
    rows = []
    for region, position, quarter in places:
        turn = turns.get(_key(region, quarter))
        host = turn.candidate if turn else None
        rows.append(
            Proposal(
                key=_key(region, quarter),
                region=region,
                quarter=quarter,
                day=spread(days[quarter], position, len(regions)),
                host=host,
                reason=reason_in_words(host, turn.earlier_turns) if host else "",
                candidates=tuple(sorted(candidates[region.pk], key=lambda one: (one.name.casefold(), one.key))),
                existing=tuple(existing.get((region.pk, quarter), ())),
                holidays=holidays,
            )
        )
    order = {region.pk: position for position, region in enumerate(regions)}
    return sorted(rows, key=lambda row: (order[row.region.pk], row.quarter))


def _key(region, quarter):
    return f"{region.pk}-{quarter.key}"


def _by_region_and_quarter(planned):
    found: dict[tuple, list[Planned]] = {}
    for one in planned:
        if one.region_id and one.starts_at:
            found.setdefault((one.region_id, Quarter.of(timezone.localdate(one.starts_at))), []).append(one)
    return found
