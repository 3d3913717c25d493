"""Which events of a network are gatherings of our own that stand in its calendar too."""

import re
from datetime import timedelta
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from django.db.models import Q

from events.enums import Sameness
from events.feeds.entry_facts import uid_text
from events.models import GatheringPage
from resources.absolute_addresses import absolute_url

# Apart at most by this, two events may be one.
NEAR = timedelta(minutes=15)
# How alike two titles must be, from 0 to 1.
ALIKE = 0.8
_WORD = re.compile(r"\w+")
_FILLERS = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "the", "with"))


def recognise(events):
    """Set `same_as` and `sameness` of `events` (not saved), unless staff said what they are. Returns the changed ones.

    The same identity or web address: the same. The same start, within 15 minutes, and a much alike title: likely.
    Three queries, and the addresses of the few gatherings that start at the same time.
    """
    open_events = [event for event in events if event.sameness != Sameness.DIFFERENT and not _is_settled(event)]
    if not open_events:
        return []
    by_uid, near = _our_own(open_events)
    changed = []
    for event in open_events:
        found, sameness = _match(event, by_uid, near)
        if (event.same_as_id, event.sameness) != (found, sameness):
            event.same_as_id, event.sameness = found, sameness
            changed.append(event)
    return changed


def _is_settled(event):
    """Whether staff said "same": the machine alone says so for a shared identity only, and says it again each time."""
    return event.sameness == Sameness.SAME and event.same_as_id is not None


def _our_own(events):
    """({identity: number}, [gatherings by start]) of the live gatherings that the events could be."""
    starts = [event.starts_at for event in events]
    period = Q(starts_at__gte=min(starts) - NEAR, starts_at__lte=max(starts) + NEAR)
    rows = GatheringPage.objects.live().filter(period).order_by("starts_at").values_list("pk", "uid", "starts_at")
    moments = sorted(starts)
    by_uid, numbers, position = {}, [], 0
    for pk, uid, starts_at in rows:
        by_uid[uid_text(uid)] = by_uid[str(uid)] = pk
        while position < len(moments) and moments[position] < starts_at - NEAR:
            position += 1
        if position < len(moments) and moments[position] <= starts_at + NEAR:
            numbers.append(pk)
    gatherings = GatheringPage.objects.filter(pk__in=numbers).order_by("starts_at", "pk")
    return by_uid, [(page, _plain_address(absolute_url(page))) for page in gatherings]


def _match(event, by_uid, near):
    if event.uid in by_uid:
        return by_uid[event.uid], Sameness.SAME
    likely = None
    for page, address in near:
        if abs(page.starts_at - event.starts_at) > NEAR:
            continue
        if event.url and _plain_address(event.url) in (address, _plain_address(page.network_url)):
            return page.pk, Sameness.SAME
        if likely is None and are_alike(page.title, event.title):
            likely = page.pk
    return (likely, Sameness.LIKELY) if likely else (None, Sameness.NONE)


def are_alike(one, other):
    """Whether two titles say the same: nearly the same letters, or all words of one are in the other."""
    one, other = _words(one), _words(other)
    if not one or not other:
        return False
    shorter, longer = sorted((set(one), set(other)), key=len)
    if len(shorter) > 1 and shorter <= longer:
        return True
    return SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio() >= ALIKE


def _words(title):
    return [word for word in _WORD.findall(title.casefold()) if word not in _FILLERS]


def _plain_address(url):
    """An address without what does not matter: scheme, "www.", the slash at its end. None for none."""
    parts = urlsplit(url or "")
    if not parts.hostname:
        return None
    host = parts.hostname.removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
