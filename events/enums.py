"""Statuses and fixed choices of gatherings, with their named groups and allowed next steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GatheringStatus(models.TextChoices):
    """Whether a gathering takes place as announced."""

    SCHEDULED = "scheduled", _("Scheduled")
    MOVED = "moved", _("Postponed to a new date")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


# It takes place on the day that its page names.
TAKING_PLACE_STATUSES = (GatheringStatus.SCHEDULED, GatheringStatus.MOVED)


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
    OFFERED = "offered", _("Place offered, not yet confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")
    ATTENDED = "attended", _("Attended")


OPEN_REGISTRATION_STATUSES = (RegistrationStatus.GOING, RegistrationStatus.OFFERED, RegistrationStatus.WAITLISTED)
SEAT_TAKING_STATUSES = (RegistrationStatus.GOING, RegistrationStatus.OFFERED, RegistrationStatus.ATTENDED)
NEXT_REGISTRATION_STATUSES = {
    RegistrationStatus.GOING: (
        RegistrationStatus.CANCELLED,
        RegistrationStatus.ATTENDED,
        RegistrationStatus.WAITLISTED,
    ),
    # A place that is not confirmed in time goes to the next; its guest is back at the end of the waiting list.
    RegistrationStatus.OFFERED: (
        RegistrationStatus.GOING,
        RegistrationStatus.CANCELLED,
        RegistrationStatus.WAITLISTED,
        RegistrationStatus.ATTENDED,
    ),
    RegistrationStatus.WAITLISTED: (
        RegistrationStatus.GOING,
        RegistrationStatus.OFFERED,
        RegistrationStatus.CANCELLED,
        RegistrationStatus.ATTENDED,
    ),
    RegistrationStatus.CANCELLED: (),
    # Ticked by mistake.
    RegistrationStatus.ATTENDED: (RegistrationStatus.GOING, RegistrationStatus.WAITLISTED),
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


class QuestionKind(models.TextChoices):
    """How a question to guests is answered."""

    SHORT_TEXT = "short", _("One line")
    LONG_TEXT = "long", _("Several lines")
    ONE_OF = "one", _("One of the choices")
    SOME_OF = "some", _("Any of the choices")
    YES_NO = "yes_no", _("Yes or no")


class InvitationAnswer(models.TextChoices):
    """What someone who was invited said."""

    NONE = "none", _("No answer yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    MAYBE = "maybe", _("Maybe")


class RoundStatus(models.TextChoices):
    """Where a round of invitations stands."""

    DRAFT = "draft", _("Draft")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")


class PollStatus(models.TextChoices):
    """Where a date poll stands (R29)."""

    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DateAnswer(models.TextChoices):
    """Whether a proposed date suits."""

    YES = "yes", _("Suits us")
    IF_NEEDED = "if_needed", _("If need be")
    NO = "no", _("Does not suit us")


class OfferStatus(models.TextChoices):
    """Where a program's offer to host stands (R26)."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NEXT_OFFER_STATUSES = {
    OfferStatus.OPEN: (OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.WITHDRAWN),
    OfferStatus.ACCEPTED: (),
    OfferStatus.DECLINED: (),
    OfferStatus.WITHDRAWN: (),
}


class FetchStatus(models.TextChoices):
    """How the last fetch of a network's calendar went."""

    NEVER = "never", _("Not fetched yet")
    FINE = "fine", _("Fine")
    FAILED = "failed", _("Failed")


class Sameness(models.TextChoices):
    """Whether a network's event is one of our own gatherings. Staff have the last word."""

    NONE = "none", _("None of ours is like it")
    LIKELY = "likely", _("Looks the same as one of ours")
    SAME = "same", _("The same as one of ours")
    DIFFERENT = "different", _("Not the same")


# Our own gathering stands in lists and feeds in their place.
HIDING_SAMENESSES = (Sameness.LIKELY, Sameness.SAME)


class ReaderProgram(models.TextChoices):
    """Kinds of calendar programs that read feeds. Counted, never linked to a person."""

    APPLE = "apple", _("Apple Calendar")
    GOOGLE = "google", _("Google Calendar")
    OUTLOOK = "outlook", _("Outlook")
    THUNDERBIRD = "thunderbird", _("Thunderbird")
    OTHER = "other", _("Other programs")


class HolidayKind(models.TextChoices):
    """How a holiday says when it is."""

    DATE = "date", _("The same date each year")
    WEEKDAY = "weekday", _("A weekday of a month")
    ONCE = "once", _("Once, on one day")
