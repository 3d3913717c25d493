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
