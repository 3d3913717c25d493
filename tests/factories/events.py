"""Regions, calendars, gatherings and guests."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, OfferStatus, RegistrationStatus
from events.models import (
    CalendarPage,
    County,
    GatheringKind,
    GatheringPage,
    HostOffer,
    NetworkCalendar,
    NetworkEvent,
    Region,
    RegionGroup,
    Registration,
)
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


class HostOfferFactory(DjangoModelFactory):
    """An open offer of a program without a page, for any gathering of a region. Trait `accepted`, `declined`."""

    class Meta:
        model = HostOffer

    class Params:
        accepted = factory.Trait(status=OfferStatus.ACCEPTED)
        declined = factory.Trait(status=OfferStatus.DECLINED)

    region = factory.SubFactory(RegionFactory)
    program_name = factory.Sequence(lambda n: f"Willow Bend {n}")
    months = "March or April"
    venue_name = "Willow Bend gym"
    city = "Galena"
    zip_code = "61036"


class NetworkCalendarFactory(DjangoModelFactory):
    """An existing network's calendar that was never fetched. The server of the tests answers at its address."""

    class Meta:
        model = NetworkCalendar

    name = factory.Sequence(lambda n: f"Network {n}")
    url = factory.Sequence(lambda n: f"https://calendar.network-of-kane.org/{n}.ics")
    website = "https://network-of-kane.org/"


class NetworkEventFactory(DjangoModelFactory):
    """A date of a network's event, two hours long, in `days` days."""

    class Meta:
        model = NetworkEvent

    class Params:
        days = 10

    calendar = factory.SubFactory(NetworkCalendarFactory)
    uid = factory.Sequence(lambda n: f"event-{n}@network-of-kane.org")
    title = factory.Sequence(lambda n: f"Network event {n}")
    starts_at = factory.LazyAttribute(
        lambda event: (timezone.now() + timedelta(days=event.days)).replace(second=0, microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    time_zone = "America/Chicago"
    modified_at = factory.LazyFunction(timezone.now)


class InvitationTextFactory(DjangoModelFactory):
    class Meta:
        model = "partnership_events.InvitationText"

    name = factory.Sequence(lambda n: f"Text {n}")
    subject = "Come to {gathering}"
    text = "Dear {name}, we meet on {when}."


class InvitationRoundFactory(DjangoModelFactory):
    """A draft for pasted addresses; `choice` says for whom."""

    class Meta:
        model = "partnership_events.InvitationRound"

    subject = "Come to {gathering}"
    text = "Dear {name}, we would like to see you."
    choice = factory.LazyFunction(lambda: {"sources": [], "regions": [], "pasted": "Dana Reyes <dana@example.org>"})


class InvitationFactory(DjangoModelFactory):
    """Somebody invited, whose mail is out; `gathering` must be given."""

    class Meta:
        model = "partnership_events.Invitation"

    name = factory.Sequence(lambda n: f"Dana Reyes{n}")
    email = factory.Sequence(lambda n: f"dana{n}@example.org")
    first_round = factory.SubFactory(
        InvitationRoundFactory,
        gathering=factory.SelfAttribute("..gathering"),
        status="sent",
        sent_at=factory.LazyFunction(timezone.now),
    )
    sent_at = factory.LazyFunction(timezone.now)
    last_round = factory.SelfAttribute("first_round")


class DatePollFactory(DjangoModelFactory):
    """An open poll without dates; `dates=[(start, end)]` gives it some; `gathering` must be given."""

    class Meta:
        model = "partnership_events.DatePoll"
        skip_postgeneration_save = True

    question = "When shall we meet?"

    @factory.post_generation
    def dates(self, create, extracted, **kwargs):
        for starts_at, ends_at in extracted or ():
            self.options.create(starts_at=starts_at, ends_at=ends_at)


class PollParticipantFactory(DjangoModelFactory):
    """Somebody in a poll; `marks={number of the date: answer}` are theirs."""

    class Meta:
        model = "partnership_events.PollParticipant"
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Marker {n}")
    email = factory.Sequence(lambda n: f"marker{n}@example.org")
    program_name = factory.Sequence(lambda n: f"Program {n}")

    @factory.post_generation
    def marks(self, create, extracted, **kwargs):
        for option_id, answer in (extracted or {}).items():
            self.marks.create(option_id=option_id, answer=answer)
