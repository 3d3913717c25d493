"""Models of gatherings."""

from .calendars import CalendarMixin, CalendarPage
from .entries import CalendarEntry
from .gatherings import AgendaSession, GatheringMaterial, GatheringMixin, GatheringPage
from .regions import County, Region, RegionGroup
from .registrations import Registration
from .vocabularies import GatheringKind, GatheringTheme

__all__ = [
    "AgendaSession",
    "CalendarEntry",
    "CalendarMixin",
    "CalendarPage",
    "County",
    "GatheringKind",
    "GatheringMaterial",
    "GatheringMixin",
    "GatheringPage",
    "GatheringTheme",
    "Region",
    "RegionGroup",
    "Registration",
]
