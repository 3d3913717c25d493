"""Why an action did not happen. The message is a sentence for the person who tried."""

from django.utils.translation import gettext_lazy as _


class TransitionError(Exception):
    """A step that may not be taken now. `message` is translatable and safe to show."""

    message = _("This can't be done now.")

    def __init__(self, message=None):
        super().__init__(message or self.message)
        self.message = message or self.message


class NotAllowed(TransitionError):
    """The person may not take this step."""

    message = _("You may not do this.")
