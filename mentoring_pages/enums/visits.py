"""Fixed choices of site visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitStatus(models.TextChoices):
    """Where a site visit stands."""

    PROPOSED = "proposed", _("Proposed")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    REMOTE = "remote", _("Held from afar")
    CANCELLED = "cancelled", _("Called off")


# To come. A pair has one of each direction at a time.
OPEN_VISIT_STATUSES = (VisitStatus.PROPOSED, VisitStatus.PLANNED)
# They took place: each has one contact in the log.
HELD_VISIT_STATUSES = (VisitStatus.HELD, VisitStatus.REMOTE)
NEXT_VISIT_STATUSES = {
    # Another date keeps it proposed; a visit that both simply made is recorded without a date agreed before.
    VisitStatus.PROPOSED: (
        VisitStatus.PROPOSED,
        VisitStatus.PLANNED,
        VisitStatus.HELD,
        VisitStatus.REMOTE,
        VisitStatus.CANCELLED,
    ),
    # Another date is a new proposal.
    VisitStatus.PLANNED: (VisitStatus.PROPOSED, VisitStatus.HELD, VisitStatus.REMOTE, VisitStatus.CANCELLED),
    # Corrections: how it was held, or that it was not.
    VisitStatus.HELD: (VisitStatus.HELD, VisitStatus.REMOTE, VisitStatus.CANCELLED),
    VisitStatus.REMOTE: (VisitStatus.HELD, VisitStatus.REMOTE, VisitStatus.CANCELLED),
    VisitStatus.CANCELLED: (),
}


class VisitPurpose(models.TextChoices):
    """What a visit is for (R17); each is a field of the observation form."""

    ACTIVITIES = "activities", _("Observe activities")
    PRACTICES = "practices", _("See and show what works well")
    IMPROVEMENTS = "improvements", _("Find what could be better")
    STAFF = "staff", _("Meet each other's staff")
    PARTNERS = "partners", _("Meet partners who work with the program")
