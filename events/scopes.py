"""Which gatherings belong to a calendar page: one rule for live pages, one for published records, and they agree."""

from datetime import timedelta

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .enums import SEAT_TAKING_STATUSES, AttendanceWay, GatheringStatus
from .models import CalendarEntry, GatheringPage, Registration


def gatherings_of(calendar):
    """The live, public gatherings of a calendar: those that match what it is narrowed to, else those below it.

    Costs three queries for what it is narrowed to, and one for pages with view restrictions.
    """
    gatherings = GatheringPage.objects.live().public()
    narrowing = _narrowing(calendar, GatheringPage)
    if narrowing is None:
        return gatherings.descendant_of(calendar)
    site = calendar.get_site()
    return gatherings.filter(narrowing).descendant_of(site.root_page if site else calendar.get_root())


def entries_of(calendar):
    """The published records of a calendar's gatherings, withdrawn ones included. Restricted pages are left out.

    The place of a deleted page in the tree is not known any more: it stays in every calendar that is not narrowed.
    """
    narrowing = _narrowing(calendar, CalendarEntry)
    gone = Q(gathering=None)
    place = Q(gathering__path__startswith=calendar.path) | gone if narrowing is None else narrowing
    public = GatheringPage.objects.public().values("pk")
    return CalendarEntry.objects.filter(place).filter(Q(gathering__in=public) | gone)


def in_period(gatherings, period, now=None):
    """Gatherings of "upcoming", "past" (latest first) or "all"."""
    if period == "past":
        return gatherings.past(now).order_by("-starts_at", "title")
    return (gatherings.upcoming(now) if period == "upcoming" else gatherings).by_time()


def in_window(entries, past_days, *, keep_cancelled=True, now=None):
    """Records that a feed still shows: `past_days` back, all of the future; called-off ones until they would end."""
    now = now or timezone.now()
    entries = entries.alias(until=Coalesce(F("ends_at"), F("starts_at")))
    off = Q(status=GatheringStatus.CANCELLED) | Q(gathering=None) | Q(gathering__live=False)
    entries = entries.filter(until__gte=now - timedelta(days=past_days))
    return entries.exclude(off & Q(until__lt=now)) if keep_cancelled else entries.exclude(off)


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


def _narrowing(calendar, model):
    """What a calendar is narrowed to, as a condition on `model`; None if it is not narrowed."""
    regions = [region.pk for region in calendar.regions.all()]
    kinds = [kind.pk for kind in calendar.kinds.all()]
    topics = [topic.pk for topic in calendar.topics.all()]
    if not (regions or kinds or topics):
        return None
    where = Q()
    if regions:
        where &= Q(region__in=regions)
    if kinds:
        where &= Q(kind__in=kinds)
    if topics:
        chosen = model.topics.through.objects.filter(topic__in=topics)
        where &= Q(pk__in=chosen.values(model.topics.field.m2m_field_name()))
    return where
