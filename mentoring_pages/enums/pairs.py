"""Pairs, their beginning and their ending."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecidedBy(models.TextChoices):
    """Who brought a pair together (T1)."""

    MENTEE = "mentee", _("The mentee chose")
    COORDINATOR = "coordinator", _("A coordinator assigned")


class PairStatus(models.TextChoices):
    """Where a pair stands. To be confirmed, it holds its place, and only coordinators see it."""

    AWAITING = "awaiting", _("To be confirmed")
    ACTIVE = "active", _("Active")
    ON_HOLD = "on_hold", _("On hold")
    COMPLETE = "complete", _("Complete")


OPEN_PAIR_STATUSES = (PairStatus.ACTIVE, PairStatus.ON_HOLD)
# What counts when a mentor's places, or the one mentor of a mentee, are looked at.
HOLDING_PAIR_STATUSES = (PairStatus.AWAITING, *OPEN_PAIR_STATUSES)
NEXT_PAIR_STATUSES = {
    # A pair that is not confirmed is deleted: it never was one. The request's history says so.
    PairStatus.AWAITING: (PairStatus.ACTIVE,),
    PairStatus.ACTIVE: (PairStatus.ON_HOLD, PairStatus.COMPLETE),
    PairStatus.ON_HOLD: (PairStatus.ACTIVE, PairStatus.COMPLETE),
    PairStatus.COMPLETE: (),
}


class Side(models.TextChoices):
    """One of a pair's two programs."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


def other_side(side: str | None) -> Side:
    """The side across, of a `Side` or of what a column holds."""
    return Side.MENTEE if side == Side.MENTOR else Side.MENTOR


class FitAnswer(models.TextChoices):
    """What one side says after the first meeting; the other side never learns it."""

    GOOD = "good", _("It fits")
    DECIDING = "deciding", _("We are still deciding")
    NOT = "not", _("It does not fit")
