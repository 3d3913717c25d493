"""What is written into the history of programs, the people in them, and pairs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgramAct(models.TextChoices):
    """What was done with a program, or with a person in it."""

    ADDED = "added", _("Added by staff")
    APPLIED = "applied", _("Asked to enrol")
    APPROVED = "approved", _("Enrolled")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Enrolment ended")
    CHANGED = "changed", _("Changed by staff")
    PRIORITY_SET = "priority_set", _("Priority set")
    PRIORITY_CLEARED = "priority_cleared", _("Priority worked out again")
    PERSON_CAME = "person_came", _("Came into the program")
    MADE_DIRECTOR = "made_director", _("Became director")
    MADE_STAFF = "made_staff", _("Became staff")
    PERSON_LEFT = "person_left", _("Left the program")
    PERSON_REMOVED = "person_removed", _("Removed from the program")


class PairAct(models.TextChoices):
    """What was done with a pair."""

    HELD = "held", _("Made, to be confirmed")
    BEGUN = "begun", _("Begun")
    CONFIRMED = "confirmed", _("Confirmed")
    FIRST_MEETING = "first_meeting", _("First meeting agreed")
    EXTENDED = "extended", _("Goes on after the season")
    CLOSED = "closed", _("Ended")
    UNSUITED = "unsuited", _("Ended as not a fit")
