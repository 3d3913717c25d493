"""Models of gatherings."""

from .calendars import CalendarMixin, CalendarPage
from .entries import CalendarChange, CalendarEntry, FeedAddress
from .gathering_fields import GatheringMixin
from .gathering_parts import AgendaSession, GatheringMaterial, GatheringPhoto, GatheringQuestion, GatheringSlides
from .gatherings import GatheringPage
from .holidays import Holiday
from .invitations import (
    DateMark,
    DateOption,
    DatePoll,
    Invitation,
    InvitationRound,
    InvitationText,
    PollParticipant,
)
from .networks import CalendarImport, ImportedGathering, NetworkCalendar, NetworkEvent
from .ready_feeds import ReadyFeed
from .regions import County, Region, RegionGroup
from .registrations import GatheringFeedback, Registration, RideMatch
from .series import GatheringSeries, HostOffer
from .settings import GatheringSettings
from .subscriptions import CalendarSubscription, FeedLink, FeedReading, FeedReport, FeedVersion, LostGathering
from .vocabularies import GatheringKind, GatheringTheme

__all__ = [
    "AgendaSession",
    "CalendarChange",
    "CalendarEntry",
    "CalendarImport",
    "CalendarMixin",
    "CalendarPage",
    "CalendarSubscription",
    "County",
    "DateMark",
    "DateOption",
    "DatePoll",
    "FeedAddress",
    "FeedLink",
    "FeedReading",
    "FeedReport",
    "FeedVersion",
    "GatheringFeedback",
    "GatheringKind",
    "GatheringMaterial",
    "GatheringMixin",
    "GatheringPage",
    "GatheringPhoto",
    "GatheringQuestion",
    "GatheringSeries",
    "GatheringSettings",
    "GatheringSlides",
    "GatheringTheme",
    "Holiday",
    "HostOffer",
    "ImportedGathering",
    "Invitation",
    "InvitationRound",
    "InvitationText",
    "LostGathering",
    "NetworkCalendar",
    "NetworkEvent",
    "PollParticipant",
    "ReadyFeed",
    "Region",
    "RegionGroup",
    "Registration",
    "RideMatch",
]
