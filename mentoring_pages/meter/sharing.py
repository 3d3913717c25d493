"""Sharing contacts out among rules, each contact counting once.

Taking for each rule its earliest fitting contacts never makes a pair worse off, but it counts too few: of two meetings
in the months of a late pair that overlap, the last month may take the one that the first month needed. Here a rule
hands a contact back when it gets another for it (augmenting paths in a bipartite graph). So

- what the rules get depends on how many contacts fit what, and never on their order;
- as many contacts are counted as can be; in doubt, the rule that chooses first gets its due;
- one more contact takes nothing from any rule. Whether the n-th demand is met depends on how much more all demands up
  to it can get than those before it; contacts and demands are complements (L. S. Shapley, "Complements and substitutes
  in the optimal assignment problem", 1962), so this difference only grows with more contacts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def share_out(wants: Sequence[int], supply: Mapping[int, int]) -> list[int]:
    """What each place gets of what it wants; places choose in their order.

    `supply` says how many contacts fit the same places: the key has bit n set if they fit place n.
    """
    left = {mask: count for mask, count in supply.items() if mask and count > 0}
    given = {mask: [0] * len(wants) for mask in left}
    got = [0] * len(wants)
    for place, want in enumerate(wants):
        while got[place] < want:
            moved = _move(place, want - got[place], left, given)
            if not moved:
                break
            got[place] += moved
    return got


def _move(place: int, wanted: int, left: dict[int, int], given: dict[int, list[int]]) -> int:
    """Bring some more to `place`, if need be by a chain of exchanges. Returns how many; 0: there is no way."""
    # By which contacts each place was reached, and from which place we came to ask for them.
    came_from: dict[int, tuple[int, int]] = {}
    tried: set[int] = set()
    queue = [place]
    for asking in queue:
        for mask in left:
            if mask in tried or not mask >> asking & 1:
                continue
            tried.add(mask)
            if left[mask]:
                return _exchange(asking, mask, wanted, came_from, left, given)
            for other, count in enumerate(given[mask]):
                if count and other != place and other not in came_from:
                    came_from[other] = (mask, asking)
                    queue.append(other)
    return 0


def _exchange(asking, mask, wanted, came_from, left, given) -> int:
    chain = []
    moved = min(wanted, left[mask])
    end = asking
    while asking in came_from:
        taken, giver = came_from[asking][0], asking
        asking = came_from[asking][1]
        chain.append((taken, giver, asking))
        moved = min(moved, given[taken][giver])
    left[mask] -= moved
    given[mask][end] += moved
    for taken, giver, receiver in chain:
        given[taken][giver] -= moved
        given[taken][receiver] += moved
    return moved
