"""Who hosts next: values in, values out, no database (R26)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Candidate:
    """Somebody who could host. `last_hosted_on` None: never. `has_offered`: asked to host and waits for an answer."""

    key: str
    name: str
    last_hosted_on: date | None = None
    has_offered: bool = False


@dataclass(frozen=True)
class Slot:
    """A gathering to come that needs a host: any key of its own, and its region's."""

    key: str
    region: int


@dataclass(frozen=True)
class Turn:
    """Who hosts a slot; None: the region has no candidate. `earlier_turns`: how often the same hosts before in it."""

    slot: Slot
    candidate: Candidate | None
    earlier_turns: int = 0


def rotate(slots: Iterable[Slot], candidates: Mapping[int, Iterable[Candidate]]) -> list[Turn]:
    """A host for each slot, in the order of the slots, from the candidates of its region.

    Nobody hosts twice while another of the region has not hosted in this plan. Among equals: an open offer first, then
    who never hosted, then who hosted longest ago; ties go by name. The order in which candidates come in does not
    matter.
    """
    queues = {region: sorted(found, key=_order) for region, found in candidates.items()}
    turns_of: dict[str, int] = {}
    turns = []
    for slot in slots:
        queue = queues.get(slot.region, [])
        # `min` keeps the first of equals: the queue's own order, and from the second round on the order of turns.
        chosen = min(queue, key=lambda candidate: turns_of.get(candidate.key, 0), default=None)
        if chosen is None:
            turns.append(Turn(slot, None))
            continue
        earlier = turns_of.get(chosen.key, 0)
        turns_of[chosen.key] = earlier + 1
        queue.remove(chosen)
        queue.append(chosen)
        turns.append(Turn(slot, chosen, earlier))
    return turns


def _order(candidate):
    hosted = candidate.last_hosted_on
    return (
        not candidate.has_offered,
        hosted is not None,
        hosted or date.min,
        candidate.name.casefold(),
        candidate.name,
        candidate.key,
    )
