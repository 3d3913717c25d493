"""The check of links, a few in each round of `manage.py partnership_work`: one site once, then others first."""

import time
from datetime import timedelta

from resources.enums import LinkStatus
from resources.models import Link, LinkHost, LinkUse

from .asking import ask_link

# What one round may take, so that mails don't wait for it.
MAX_LINKS = 20
MAX_SECONDS = 30
# A site hears from us again after that, whatever else we would like to know of it.
HOST_PAUSE = timedelta(seconds=30)
BROKEN_AFTER = 3
# Failures closer together are one: a button pressed thrice does not make a link broken.
FAILURE_APART = timedelta(hours=20)
NEXT_CHECK = {
    LinkStatus.FINE: timedelta(days=7),
    LinkStatus.MOVED: timedelta(days=7),
    LinkStatus.FAILING: timedelta(days=1),
    LinkStatus.BROKEN: timedelta(days=7),
    LinkStatus.UNKNOWN: timedelta(days=30),
}


def check_due_links(now, door=None):
    """Ask for links that are due, at most one a site. Returns how many were asked."""
    deadline = time.monotonic() + MAX_SECONDS
    hosts = LinkHost.objects.filter(free_at__lte=now, links__check_at__lte=now).order_by("free_at", "pk")
    count = 0
    for host_id in list(dict.fromkeys(hosts.values_list("pk", flat=True)[: MAX_LINKS * 20]))[:MAX_LINKS]:
        if time.monotonic() > deadline:
            break
        # Moving the time ahead is the lock: another worker finds the site taken.
        if not LinkHost.objects.filter(pk=host_id, free_at__lte=now).update(free_at=now + HOST_PAUSE):
            continue
        count += _check_next(host_id, now, door)
    return count


def _check_next(host_id, now, door):
    for link in Link.objects.filter(host=host_id, check_at__lte=now).order_by("check_at", "pk")[:50]:
        if LinkUse.objects.filter(link=link).exists():
            note_answer(link, ask_link(link.url, door), now)
            return 1
        # The last page with it is gone.
        link.delete()
    return 0


def note_answer(link, answer, now):
    """Store what came of a check. A link counts as broken after three failures, each a day apart."""
    if answer.wait is not None:
        Link.objects.filter(pk=link.pk).update(check_at=now + answer.wait)
        LinkHost.objects.filter(pk=link.host_id).update(free_at=now + min(answer.wait, timedelta(days=1)))
        return
    values = {"status": answer.status, "problem": answer.problem[:255], "moved_to": answer.moved_to}
    if answer.status == LinkStatus.FAILING:
        is_new = link.failures_count == 0 or link.checked_at is None or now - link.checked_at >= FAILURE_APART
        failures = link.failures_count + is_new
        is_broken = link.status == LinkStatus.BROKEN or failures >= BROKEN_AFTER
        values["status"] = LinkStatus.BROKEN if is_broken else LinkStatus.FAILING
        values |= {"failures_count": min(failures, 1_000), "failing_since": link.failing_since or now}
    else:
        values |= {"failures_count": 0, "failing_since": None}
        if answer.moved_to != link.moved_to or answer.status == LinkStatus.FINE:
            # What staff dismissed is over; something new is theirs to see.
            values |= {"dismissed_at": None, "dismissed_by": None}
    # Spread over a day, so that what was found together is not asked together for ever.
    pause = NEXT_CHECK[LinkStatus(values["status"])] + timedelta(minutes=link.pk % 1_440)
    Link.objects.filter(pk=link.pk).update(**values, checked_at=now, check_at=now + pause)


def check_again(links, now):
    """Put links first in line; the next round asks for them, one a site."""
    LinkHost.objects.filter(links__in=links, free_at__gt=now + HOST_PAUSE).update(free_at=now + HOST_PAUSE)
    return links.update(check_at=now)
