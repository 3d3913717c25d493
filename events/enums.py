"""Statuses and fixed choices of gatherings, with their named groups and allowed next steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GatheringStatus(models.TextChoices):
    """Whether a gathering takes place as announced."""

    SCHEDULED = "scheduled", _("Scheduled")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class CountyPart(models.TextChoices):
    """Parts of Cook County, which stands in four regions."""

    CHICAGO = "chicago", _("City of Chicago")
    NORTH = "north", _("North Cook")
    WEST = "west", _("West Cook")
    SOUTH = "south", _("South Cook")


class AttendanceMode(models.TextChoices):
    """Where a gathering takes place."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class AttendanceWay(models.TextChoices):
    """How one guest attends."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


WAYS_OF_MODE = {
    AttendanceMode.IN_PERSON: (AttendanceWay.IN_PERSON,),
    AttendanceMode.ONLINE: (AttendanceWay.ONLINE,),
    AttendanceMode.HYBRID: (AttendanceWay.IN_PERSON, AttendanceWay.ONLINE),
}


class Facilitation(models.TextChoices):
    """How a gathering's discussions are led (R22)."""

    INFORMAL = "informal", _("Informal")
    FACILITATED = "facilitated", _("Facilitated")


class RegistrationStatus(models.TextChoices):
    """Where a guest stands."""

    GOING = "going", _("Going")
    WAITLISTED = "waitlisted", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")
    ATTENDED = "attended", _("Attended")


OPEN_REGISTRATION_STATUSES = (RegistrationStatus.GOING, RegistrationStatus.WAITLISTED)
SEAT_TAKING_STATUSES = (RegistrationStatus.GOING, RegistrationStatus.ATTENDED)
NEXT_REGISTRATION_STATUSES = {
    RegistrationStatus.GOING: (
        RegistrationStatus.CANCELLED,
        RegistrationStatus.ATTENDED,
        RegistrationStatus.WAITLISTED,
    ),
    RegistrationStatus.WAITLISTED: (RegistrationStatus.GOING, RegistrationStatus.CANCELLED),
    RegistrationStatus.CANCELLED: (),
    RegistrationStatus.ATTENDED: (),
}


class Ride(models.TextChoices):
    """Whether a guest offers or needs a ride (R28)."""

    NONE = "none", _("No ride")
    OFFERED = "offered", _("I can offer a ride")
    NEEDED = "needed", _("I need a ride")


class RegistrationWindow(models.TextChoices):
    """Whether a gathering takes registrations at this moment, and why not."""

    OPEN = "open", _("Open")
    NOT_OFFERED = "not_offered", _("No registration needed")
    NOT_YET = "not_yet", _("Not open yet")
    CLOSED = "closed", _("Closed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    OVER = "over", _("Over")
