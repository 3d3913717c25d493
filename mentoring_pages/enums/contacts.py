"""What a cycle's rules ask for, and the meetings of a pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactWindow(models.TextChoices):
    """In which part of a cycle a rule counts (R40)."""

    FIRST_MONTH = "first_month", _("First month of mentoring")
    LAST_MONTH = "last_month", _("Last month of programming")
    EACH_PART = "each_part", _("Each part of the cycle, such as each quarter")
    WHOLE_CYCLE = "whole_cycle", _("Whole cycle")


class RuleKind(models.TextChoices):
    """What a rule of a cycle counts."""

    CONTACTS = "contacts", _("Contacts")
    PLAN = "plan", _("Action plan approved by both sides")
    JOURNAL = "journal", _("Journal entries of each side, counted and not read")


class RuleState(models.TextChoices):
    """Where a pair stands with one rule. The order is that of how good it is."""

    LATE = "late", _("Late")
    DUE = "due", _("Due")
    ON_PACE = "on_pace", _("On pace")
    MET = "met", _("Met")


class MeetingStatus(models.TextChoices):
    """Where a meeting of a pair stands."""

    OPEN = "open", _("No time agreed yet")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("No time found")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Took place")
    NOT_HELD = "not_held", _("Did not happen")


# An agreed meeting can move while it is still to come; only after its time it is said how it went.
NEXT_MEETING_STATUSES = {
    MeetingStatus.OPEN: (MeetingStatus.AGREED, MeetingStatus.DECLINED, MeetingStatus.CANCELLED),
    MeetingStatus.AGREED: (
        MeetingStatus.AGREED,
        MeetingStatus.CANCELLED,
        MeetingStatus.HELD,
        MeetingStatus.NOT_HELD,
    ),
    MeetingStatus.DECLINED: (),
    MeetingStatus.CANCELLED: (),
    MeetingStatus.HELD: (),
    MeetingStatus.NOT_HELD: (),
}
