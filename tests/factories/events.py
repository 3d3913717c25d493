"""Regions, calendars, gatherings and guests."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationStatus
from events.models import CalendarPage, County, GatheringKind, GatheringPage, Region, RegionGroup, Registration
from resources.models import Topic
from tests.factories.tree import publish, site_root


class _TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    slug = factory.LazyAttribute(lambda term: term.name.lower().replace(" ", "-"))


class RegionGroupFactory(_TermFactory):
    class Meta:
        model = RegionGroup

    name = factory.Sequence(lambda n: f"Part {n}")


class RegionFactory(_TermFactory):
    """A region without counties; `counties=[("Kane", "17089")]` gives it some."""

    class Meta:
        model = Region
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Region {n}")

    @factory.post_generation
    def counties(self, create, extracted, **kwargs):
        for name, fips in extracted or ():
            County.objects.create(region=self, name=name, fips=fips)


class TopicFactory(_TermFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")


class GatheringKindFactory(_TermFactory):
    class Meta:
        model = GatheringKind

    name = factory.Sequence(lambda n: f"Kind {n}")


def calendar_page(title="Gatherings", parent=None, regions=(), topics=(), kinds=(), **kwargs):
    """A published calendar below `parent` (the site's root page), narrowed if anything is given."""
    page = CalendarPage(title=title, **kwargs)
    page.regions, page.topics, page.kinds = list(regions), list(topics), list(kinds)
    return publish(page, parent or site_root())


def gathering(calendar, title="Regional gathering", topics=(), days=10, hours=3, live=True, **kwargs):
    """A gathering below `calendar` that starts in `days` days; published unless `live` is False.

    `starts_at` wins over `days`; `ends_at` None leaves the end open.
    """
    starts_at = kwargs.pop("starts_at", None) or (timezone.now() + timedelta(days=days)).replace(
        second=0, microsecond=0
    )
    values = {
        "title": title,
        "summary": "For everyone who works after school.",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=hours),
        "mode": AttendanceMode.IN_PERSON,
        "status": GatheringStatus.SCHEDULED,
        "venue_name": "Town Hall",
        "street": "1 Main Street",
        "city": "Peoria",
        "zip_code": "61602",
    }
    page = GatheringPage(**(values | kwargs), live=False)
    page.kind = kwargs.get("kind") or GatheringKind.objects.first() or GatheringKindFactory()
    page.topics = list(topics)
    if live:
        return publish(page, calendar)
    calendar.add_child(instance=page)
    page.save_revision()
    return page


class RegistrationFactory(DjangoModelFactory):
    """A guest with a place, in person."""

    class Meta:
        model = Registration

    name = factory.Sequence(lambda n: f"Guest {n}")
    email = factory.Sequence(lambda n: f"guest{n}@example.org")
    way = AttendanceWay.IN_PERSON
    status = RegistrationStatus.GOING

    class Params:
        waiting = factory.Trait(status=RegistrationStatus.WAITLISTED)
        cancelled = factory.Trait(status=RegistrationStatus.CANCELLED)
        online = factory.Trait(way=AttendanceWay.ONLINE)
