"""What the overview of a year shows of each region, at a fixed number of queries for any number of regions (R26)."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from events.enums import TAKING_PLACE_STATUSES
from events.models import GatheringPage, HostOffer, Region
from resources.pages import BasePage

from .planned import Planned, planned_gatherings
from .presenters import Suggestion, suggestions_for_regions
from .quarters import Quarter

YEARS_BACK = 3
# Four a year: the page stays readable where somebody met every week.
MOST_PAST = 4 * YEARS_BACK
MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Hosted:
    """A gathering that took place. `host` is "" if nobody was named."""

    pk: int
    title: str
    starts_at: datetime
    host: str


@dataclass(frozen=True)
class Coming:
    """A gathering to come and the name of its host."""

    planned: Planned
    host: str


@dataclass
class RegionLine:
    """One region of the overview; `region` None is the whole state."""

    region: Region | None
    hosted: list[Hosted] = field(default_factory=list)
    coming: list[Coming] = field(default_factory=list)
    offers: list[HostOffer] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def lacking_host(self):
        return [one for one in self.coming if one.planned.lacks_host and one.planned.takes_place]


@dataclass(frozen=True)
class Choice:
    """What the overview is narrowed to; None: everything."""

    group_id: int | None = None
    quarter: Quarter | None = None


def overview(user, choice=None, now=None) -> list[RegionLine]:
    """A line for each region, in their order; gatherings of the whole state come last if there are any."""
    choice, now = choice or Choice(), now or timezone.now()
    regions = Region.objects.filter(is_active=True).select_related("group")
    if choice.group_id:
        regions = regions.filter(group=choice.group_id)
    lines = {region.pk: RegionLine(region) for region in regions}
    if not choice.group_id:
        lines[None] = RegionLine(None)
    coming = [one for one in planned_gatherings(user, now) if one.region_id in lines and _is_in(choice, one.starts_at)]
    hosts = _names_of({one.host_page_id for one in coming if one.host_page_id})
    for one in coming:
        lines[one.region_id].coming.append(Coming(one, hosts.get(one.host_page_id, "") or one.host_name))
    for region_id, hosted in _hosted(list(lines), choice, now):
        lines[region_id].hosted.append(hosted)
    for offer in HostOffer.objects.open().filter(region__in=lines).select_related("gathering").order_by("pk"):
        lines[offer.region_id].offers.append(offer)
    topics = {line.region.pk: _topics(line.coming) for line in lines.values() if line.region}
    for region_id, suggestions in suggestions_for_regions(topics).items():
        lines[region_id].suggestions = suggestions[:MOST_SUGGESTIONS]
    return [line for line in lines.values() if line.region or line.coming or line.hosted]


def totals(lines) -> dict:
    """Numbers above the table."""
    coming = [one for line in lines for one in line.coming]
    return {
        "regions": sum(line.region is not None for line in lines),
        "without_gathering": sum(line.region is not None and not line.coming for line in lines),
        "lacking_host": sum(len(line.lacking_host) for line in lines),
        "lacking_presenter": sum(bool(one.planned.sessions_without_presenter) for one in coming),
        "offers": sum(len(line.offers) for line in lines),
    }


def _hosted(region_ids, choice, now):
    """(region, `Hosted`), latest first, at most `MOST_PAST` of a region."""
    since = now - timedelta(days=366 * YEARS_BACK)
    past = GatheringPage.objects.live().filter(
        starts_at__gte=since, starts_at__lt=now, status__in=TAKING_PLACE_STATUSES
    )
    if choice.group_id:
        past = past.filter(region__in=region_ids)
    if choice.quarter and choice.quarter.first_day <= timezone.localdate(now):
        # For a quarter to come, who hosted before it is what matters.
        first, last = _bounds(choice.quarter)
        past = past.filter(starts_at__gte=first, starts_at__lt=last)
    place = Window(RowNumber(), partition_by=F("region"), order_by=F("starts_at").desc())
    rows = past.annotate(place=place).filter(place__lte=MOST_PAST).order_by("-starts_at", "title")
    fields = ("region", "pk", "title", "starts_at", "host_page__title", "host_name")
    for region_id, pk, title, starts_at, page_title, name in rows.values_list(*fields):
        # A retired region has no line.
        if region_id in region_ids:
            yield region_id, Hosted(pk, title, starts_at, page_title or name)


def _topics(coming):
    return {topic for one in coming for topic in one.planned.topic_ids}


def _names_of(page_ids):
    return dict(BasePage.objects.filter(pk__in=page_ids).values_list("pk", "title")) if page_ids else {}


def _is_in(choice, moment):
    return choice.quarter is None or (moment is not None and Quarter.of(timezone.localdate(moment)) == choice.quarter)


def _bounds(quarter):
    days = quarter.first_day, quarter.next.first_day
    return [timezone.make_aware(datetime.combine(day, time(0))) for day in days]
