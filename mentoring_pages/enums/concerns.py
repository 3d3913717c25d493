"""Fixed choices of concerns."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConcernStatus(models.TextChoices):
    """Where a concern stands."""

    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Somebody looks into it")
    CLOSED = "closed", _("Closed")


OPEN_CONCERN_STATUSES = (ConcernStatus.RECEIVED, ConcernStatus.ACKNOWLEDGED)
NEXT_CONCERN_STATUSES = {
    ConcernStatus.RECEIVED: (ConcernStatus.ACKNOWLEDGED, ConcernStatus.CLOSED),
    ConcernStatus.ACKNOWLEDGED: (ConcernStatus.CLOSED,),
    # What the sender writes after the end opens it again.
    ConcernStatus.CLOSED: (ConcernStatus.ACKNOWLEDGED,),
}


class ConcernAct(models.TextChoices):
    """What was done with a concern; those who handle it read who did it and when."""

    RECEIVED = "received", _("Received")
    READ = "read", _("Read")
    ACKNOWLEDGED = "acknowledged", _("Taken up")
    ANSWERED = "answered", _("Answered")
    WRITTEN = "written", _("The sender wrote again")
    PROGRAMS_NAMED = "named", _("Programs named")
    NO_PROGRAM = "no_program", _("About none of our programs")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Opened again")
    ESCALATED = "escalated", _("Reported as waiting too long")
