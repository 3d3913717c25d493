"""Why a step of a request was refused. Each carries a whole sentence for the person who tried; nothing was changed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .refusals import NotAllowed, TransitionError

__all__ = [
    "AlreadyPaired",
    "AwaitsConfirmation",
    "ChangedMeanwhile",
    "CycleClosed",
    "Incomplete",
    "MentorFull",
    "NotAllowed",
    "OwnRequest",
    "TransitionError",
    "WrongState",
]


class WrongState(TransitionError):
    """What the step is about has moved on, for instance in another window or by another person."""

    message = gettext_lazy("This has changed in the meantime, so nothing was done. Please look at where it stands now.")


class Incomplete(TransitionError):
    """Something that is needed is missing."""

    message = gettext_lazy("Something is still missing.")


class CycleClosed(TransitionError):
    """The cycle does not run, or this way to a match is closed in it (T1)."""

    message = gettext_lazy("This way to a match is closed in this cycle.")


class AlreadyPaired(TransitionError):
    """The mentee has a mentor in this cycle."""

    message = gettext_lazy("This program already has a mentor in this cycle.")


class AwaitsConfirmation(TransitionError):
    """A mentor said yes, and a coordinator has not confirmed or refused it yet."""

    message = gettext_lazy("A mentor has said yes to this program, and a coordinator is looking at it now.")


class OwnRequest(TransitionError):
    """Who belongs to both programs can't answer: a pair needs two sides."""

    def __init__(self, name):
        super().__init__(
            _("You belong to both programs. Somebody else of %(name)s must answer this request.") % {"name": name}
        )


class MentorFull(TransitionError):
    """The mentor has no place left, is paused, or takes no part any more."""

    def __init__(self, name):
        super().__init__(_("%(name)s has no place free for another program now.") % {"name": name})


class ChangedMeanwhile(TransitionError):
    """Somebody else saved the same thing since this form was opened. What was typed is kept by the view."""

    message = gettext_lazy(
        "Somebody else saved changes while you were writing. Nothing of yours is lost: compare both and save again."
    )
