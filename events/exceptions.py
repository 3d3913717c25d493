"""Refusals that a person can read."""

from django.utils.translation import gettext_lazy as _


class RegistrationRefused(Exception):
    """A step of a registration that is not allowed; `message` says why, in words for the guest."""

    message = _("This is not possible any more.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(str(self.message))


class RegistrationClosed(RegistrationRefused):
    """The gathering takes no registrations at this moment."""

    message = _("Registration for this gathering is closed.")


class NoPlaceLeft(RegistrationRefused):
    """The way of attending that the guest wants to change to is full."""

    message = _("There is no place left for this way of attending. You keep the place you have.")


class WayNotOffered(RegistrationRefused):
    """The gathering does not offer this way of attending."""

    message = _("This gathering does not offer that way of attending.")


class AlreadyTheirs(RegistrationRefused):
    """A place cannot be handed on to the one who has it."""

    message = _("This is the address of your own registration. Write the address of the other person.")


class OfferOver(RegistrationRefused):
    """The place on offer was not confirmed in time."""

    message = _("The time to confirm this place is over, and it went to the next person on the waiting list.")


class RideOver(RegistrationRefused):
    """The shared ride was declined, or one of the two does not come any more."""

    message = _("This ride is not open any more. One of you declined it or changed their plans.")


class SubscriptionRefused(Exception):
    """A step of a personal calendar that is not allowed; `message` says why, in words for its member."""

    message = _("This is not possible any more.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(str(self.message))


class InvitationRefused(Exception):
    """A step of an invitation that is not allowed; `message` says why, in words for who asked."""

    message = _("This is not possible any more.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(str(self.message))


class PollRefused(InvitationRefused):
    """A step of a date poll that is not allowed."""


class PlanningRefused(Exception):
    """A step of planning or hosting that is not allowed; `message` says why, in words for the person who tried."""

    message = _("This can't be done now.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(str(self.message))


class MayNotPlan(PlanningRefused):
    """The person lacks the right to do it."""

    message = _("You may not do this.")


class AlreadyAnswered(PlanningRefused):
    """The offer is not open any more: answered by somebody else, or withdrawn."""

    message = _("This offer was answered or withdrawn in the meantime, so nothing was done.")


class StaffOnly(RegistrationRefused):
    """A step that only those take who run gatherings."""

    message = _("Only staff who run gatherings can do this.")


class AttendanceNotOpen(RegistrationRefused):
    """Nobody can be ticked off: too early, called off, or the guests' data are gone."""

    message = _("Attendance can be taken from 12 hours before the start, for a gathering that takes place.")


class FeedbackClosed(RegistrationRefused):
    """An evaluation that cannot be sent, or was sent before."""

    message = _("This link was used before, or it is not open. Each guest can answer once, after the gathering.")


class NetworkRefused(Exception):
    """A step with a network's calendar that is not allowed or did not work; `message` says why, for staff."""

    message = _("This is not possible any more.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(str(self.message))


class ImportRefused(NetworkRefused):
    """A step of an import that is not allowed; `message` says why, for staff."""
