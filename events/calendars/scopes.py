"""Which gatherings belong to a calendar page: one rule for live pages, one for published records, and they agree."""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.enums import SEAT_TAKING_STATUSES, AttendanceWay, GatheringStatus
from events.models import CalendarEntry, GatheringPage, Registration
from resources.public_pages import publicly_below

from .narrowing import Narrowing, narrowing_of


def gatherings_of(calendar, narrowing=None):
    """The live, public gatherings of a calendar: those that match what it is narrowed to, else those below it.

    `narrowing` saves its queries (`narrowing_of`) if the caller has it. One query for pages with view restrictions.
    """
    narrowing = (narrowing or narrowing_of(calendar)).condition(GatheringPage)
    if narrowing is None:
        return GatheringPage.objects.filter(publicly_below(calendar))
    site = calendar.get_site()
    return GatheringPage.objects.filter(narrowing, publicly_below(site.root_page if site else calendar.get_root()))


@dataclass(frozen=True)
class EntryScope:
    """Which published records belong to a calendar, in numbers that can be kept: those below a page, not below any of
    `without`, narrowed to terms. None: not narrowed.
    """

    below: int
    without: list[int]
    regions: list[int] | None
    kinds: list[int] | None
    topics: list[list[int]]

    def entries(self):
        """The records. No query."""
        narrowing = Narrowing(
            regions=None if self.regions is None else dict.fromkeys(self.regions),
            kinds=None if self.kinds is None else dict.fromkeys(self.kinds),
            topics=tuple(dict.fromkeys(numbers) for numbers in self.topics),
        ).condition(CalendarEntry)
        entries = CalendarEntry.objects.filter(*([] if narrowing is None else [narrowing]), _below(self.below))
        for number in self.without:
            entries = entries.exclude(_below(number))
        return entries

    def as_json(self):
        """As `EntryScope(**...)` takes it."""
        return asdict(self)


def entry_scope(calendar, narrowing=None, restricted=None):
    """The `EntryScope` of a calendar: public records of its gatherings, withdrawn and deleted ones included.

    Agrees with `gatherings_of` by the pages above each record (`CalendarEntry.tree_path`), which outlive the page.
    `narrowing` and `restricted` save the queries of `narrowing_of` and `restricted_pages` if the caller has them.
    """
    narrowing = narrowing or narrowing_of(calendar)
    below = calendar.pk
    if narrowing.is_narrowed:
        site = calendar.get_site()
        below = site.root_page_id if site else calendar.get_root().pk
    return EntryScope(
        below=below,
        without=[number for number, _path in (restricted_pages() if restricted is None else restricted)],
        regions=None if narrowing.regions is None else list(narrowing.regions),
        kinds=None if narrowing.kinds is None else list(narrowing.kinds),
        topics=[list(topics) for topics in narrowing.topics],
    )


def entries_of(calendar, narrowing=None, restricted=None):
    """The published records of a calendar's gatherings, as `entry_scope` has them."""
    return entry_scope(calendar, narrowing, restricted).entries()


def restricted_pages():
    """(number, path) of each page that only some may see, with all below it. One query."""
    return list(PageViewRestriction.objects.values_list("page_id", "page__path"))


def in_period(gatherings, period, now=None):
    """Gatherings of "upcoming", "past" (latest first) or "all"."""
    if period == "past":
        return gatherings.past(now).order_by("-starts_at", "title")
    return (gatherings.upcoming(now) if period == "upcoming" else gatherings).by_time()


def in_window(entries, past_days, *, keep_cancelled=True, now=None):
    """Records that a feed still shows: `past_days` back, all of the future; called-off ones until they would end.

    Counted in whole days of the site's clock, so that a feed changes by itself at midnight only.
    """
    off = Q(status=GatheringStatus.CANCELLED)
    entries = entries.exclude(over_before(window_start(past_days, now)))
    return entries.exclude(off & over_before(start_of_today(now))) if keep_cancelled else entries.exclude(off)


def over_before(moment):
    """The condition on what has ended before `moment`; one without an end ends with its start."""
    return Q(ends_at__lt=moment) | Q(ends_at=None, starts_at__lt=moment)


def over_from(moment):
    """The opposite of `over_before`: the condition on what ends at `moment` or later."""
    return Q(ends_at__gte=moment) | Q(ends_at=None, starts_at__gte=moment)


def start_of_today(now=None):
    """Midnight at the start of the day of `now` by the site's clock."""
    return start_of_day(now or timezone.now())


def start_of_day(moment, days=0):
    """Midnight at the start of the day of `moment` by the site's clock, or so many days later."""
    zone = timezone.get_default_timezone()
    return timezone.make_aware(datetime.combine(timezone.localdate(moment, zone) + timedelta(days=days), time()), zone)


def window_start(past_days, now=None):
    """The start of the first day that a feed shows, `past_days` back."""
    return start_of_day(now or timezone.now(), -past_days)


def with_seats(gatherings):
    """Annotate `taken_in_person` and `taken_online`: places that are filled, in the same query."""
    return gatherings.annotate(
        taken_in_person=_taken(AttendanceWay.IN_PERSON),
        taken_online=_taken(AttendanceWay.ONLINE),
    )


def _taken(way):
    filled = Registration.objects.filter(gathering=OuterRef("pk"), way=way, status__in=SEAT_TAKING_STATUSES)
    counted = filled.order_by().values("gathering").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _below(page_id):
    """The condition on records whose page is, or was, the page or below it."""
    return Q(tree_path__contains=f"/{page_id}/")
