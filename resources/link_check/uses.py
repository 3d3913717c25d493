"""Which links stand on which published pages, kept up by a job, so that no page waits for it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from resources.models import Link, LinkHost, LinkReading, LinkUse
from resources.models.links import key_of_url
from resources.pages import BasePage

from .places import links_of

# Pages read in one round; what is left waits for the next.
BATCH = 200
# Pages that were changed without being published, as imports may, are found by then.
READ_AGAIN = timedelta(days=7)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def read_links(now):
    """Read the pages that were published since they were last read. Returns how many."""
    LinkReading.objects.filter(page__live=False).delete()
    LinkUse.objects.filter(page__live=False).delete()
    reading = LinkReading.objects.filter(
        page=OuterRef("pk"), published_at=OuterRef("publication"), read_at__gt=now - READ_AGAIN
    )
    due = (
        BasePage.objects.live()
        .filter(depth__gt=1)
        .annotate(publication=Coalesce("last_published_at", Value(_NEVER)))
        .filter(~Exists(reading))
        .order_by("pk")[:BATCH]
    )
    pages = list(due.specific())
    for page in pages:
        read_page(page, now)
    return len(pages)


@transaction.atomic
def read_page(page, now):
    """Take over the links of one published page."""
    wanted = links_of(page)
    links = _links([url for url, _place in wanted], now)
    wanted = {(links[url], place[:160]) for url, place in wanted if url in links}
    present = {(use.link_id, use.place): use.pk for use in LinkUse.objects.filter(page=page.pk)}
    gone = [pk for key, pk in present.items() if key not in wanted]
    LinkUse.objects.filter(pk__in=gone).delete()
    LinkUse.objects.bulk_create(
        [LinkUse(link_id=link, page_id=page.pk, place=place) for link, place in sorted(wanted - set(present))],
        ignore_conflicts=True,
    )
    LinkReading.objects.update_or_create(
        page_id=page.pk, defaults={"published_at": page.last_published_at or _NEVER, "read_at": now}
    )


def _links(urls, now):
    """{address: key of its `Link`}, made where there is none. Addresses without a readable host are left out."""
    hosts = {url: host for url in urls if (host := host_of(url))}
    LinkHost.objects.bulk_create(
        [LinkHost(name=name, free_at=now) for name in sorted(set(hosts.values()))], ignore_conflicts=True
    )
    ids = dict(LinkHost.objects.filter(name__in=set(hosts.values())).values_list("name", "pk"))
    Link.objects.bulk_create(
        [Link(key=key_of_url(url), url=url, host_id=ids[host], check_at=now) for url, host in sorted(hosts.items())],
        ignore_conflicts=True,
    )
    return dict(Link.objects.filter(key__in=[key_of_url(url) for url in hosts]).values_list("url", "pk"))


def host_of(url):
    """The name of the machine in an address, in small letters; "" if it can't be read."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
