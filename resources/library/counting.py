"""How often resources are used: sums for each day, no cookies, nothing on who it was.

Machines, staff and browsers that only look ahead are not counted. A count that cannot be written is lost, never the
page: on SQLite a writer waits for a tenth of a second at most.
"""

import logging
import re
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Max, Q, Sum
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import timezone

from resources.models import DailyUse, ResourceUse

logger = logging.getLogger(__name__)

DAYS = 365
# To take something away says more than to look.
DOWNLOAD_WEIGHT = 5
BATCH = 500
PATIENCE_MILLISECONDS = 100
_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|archiv|fetch|monitor|preview|scan|check|http|curl|wget|python|java/|okhttp|go-|ruby|perl|"
    r"headless|phantom|lighthouse|facebook|embed|feed|validator|libwww",
    re.IGNORECASE,
)


def count_view(resource, request, response):
    """Count one look at a resource's page, if a reader looked."""
    if response.status_code == 200 and is_by_reader(request):
        add_one(resource.pk, 0)


def lead_to_item(resource, request, item_key):
    """To the file, link or video `item_key` of the resource, and count it; 404 if it is not offered."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    item = next((item for item in resource.offered_items if item.pk == item_key), None)
    if item is None:
        raise Http404
    if is_by_reader(request):
        add_one(resource.pk, item.pk)
    response = HttpResponseRedirect(item.target_url)
    response["X-Robots-Tag"] = "noindex"
    # Each time it is taken should be counted.
    response["Cache-Control"] = "no-store"
    return response


def is_by_reader(request):
    """Whether a person asked to see this: no HEAD, preview, machine, look-ahead or member of the staff."""
    if request.method != "GET" or getattr(request, "is_preview", False):
        return False
    agent = request.headers.get("User-Agent", "")
    if not agent or _MACHINE.search(agent):
        return False
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    if "prefetch" in purpose or "preview" in purpose or request.headers.get("X-Moz") == "prefetch":
        return False
    user = getattr(request, "user", None)
    return not (user and user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def add_one(resource_key, item_key):
    """Count once more today. Two statements on the first time of a day, else one."""
    row = {"resource_id": resource_key, "item_key": item_key, "day": timezone.localdate()}
    try:
        # The page may be shown within a transaction of the host's, which a failure must not spoil.
        with _impatient(), transaction.atomic():
            if not DailyUse.objects.filter(**row).update(count=F("count") + 1):
                DailyUse.objects.bulk_create([DailyUse(**row)], ignore_conflicts=True)
                DailyUse.objects.filter(**row).update(count=F("count") + 1)
    except DatabaseError:
        logger.warning("A use of resource %s was not counted.", resource_key, exc_info=True)


@contextmanager
def _impatient():
    """On SQLite, wait no longer than a moment for another writer; other databases lock one row only."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    database = connection.connection
    before = database.execute("PRAGMA busy_timeout").fetchone()[0]
    database.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
    try:
        yield
    finally:
        database.execute(f"PRAGMA busy_timeout = {before}")


def add_up_uses(now=None):
    """Work out the sums of the last twelve months where something changed. Returns for how many resources.

    Resources used since the last time are added up each time; all others once a day, as old days drop out.
    """
    today = timezone.localdate(now)
    last = ResourceUse.objects.aggregate(last=Max("counted_on"))["last"]
    # A day longer: the last round may have run while that day was not over.
    recent = DailyUse.objects.filter(day__gte=last - timedelta(days=1)) if last else DailyUse.objects.all()
    keys = set(recent.values_list("resource", flat=True).distinct())
    stale = ResourceUse.objects.filter(~Q(counted_on=today) | Q(counted_on=None))
    keys |= set(stale.values_list("pk", flat=True)[: 20 * BATCH])
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        _add_up(keys[start : start + BATCH], today)
    return len(keys)


def _add_up(keys, today):
    days = DailyUse.objects.filter(resource__in=keys, day__gt=today - timedelta(days=DAYS))
    is_view = Q(item_key=0)
    sums = {
        row["resource"]: (row["views"] or 0, row["downloads"] or 0)
        for row in days.values("resource")
        .order_by()
        .annotate(views=Sum("count", filter=is_view), downloads=Sum("count", filter=~is_view))
    }
    rows = []
    for key in keys:
        views, downloads = sums.get(key, (0, 0))
        popularity = views + DOWNLOAD_WEIGHT * downloads
        rows.append(
            ResourceUse(
                resource_id=key,
                views_count=views,
                downloads_count=downloads,
                popularity=popularity,
                counted_on=today,
            )
        )
    ResourceUse.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["resource"],
        update_fields=["views_count", "downloads_count", "popularity", "counted_on"],
    )
