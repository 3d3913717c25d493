"""Programs, their people and their facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see one of a program's 14 facts (T6)."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members and staff")
    STAFF = "staff", _("Staff only")


class SizeBand(models.TextChoices):
    """Children a program serves on a usual day."""

    UNDER_25 = "under_25", _("Under 25 children a day")
    FROM_25 = "from_25", _("25 to 49 children a day")
    FROM_50 = "from_50", _("50 to 99 children a day")
    FROM_100 = "from_100", _("100 to 199 children a day")
    FROM_200 = "from_200", _("200 or more children a day")


class BudgetBand(models.TextChoices):
    """A program's yearly budget, never as an exact sum (T6)."""

    UNDER_50K = "under_50k", _("Under $50,000 a year")
    FROM_50K = "from_50k", _("$50,000 to $149,999 a year")
    FROM_150K = "from_150k", _("$150,000 to $299,999 a year")
    FROM_300K = "from_300k", _("$300,000 to $599,999 a year")
    FROM_600K = "from_600k", _("$600,000 or more a year")


class EnrolmentStatus(models.TextChoices):
    """Where a program stands with the partnership."""

    APPLIED = "applied", _("Applied")
    ENROLLED = "enrolled", _("Enrolled")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


# Programs whose people keep its facts up to date.
KEPT_ENROLMENT_STATUSES = (EnrolmentStatus.APPLIED, EnrolmentStatus.ENROLLED)
NEXT_ENROLMENT_STATUSES = {
    EnrolmentStatus.APPLIED: (EnrolmentStatus.ENROLLED, EnrolmentStatus.DECLINED),
    EnrolmentStatus.ENROLLED: (EnrolmentStatus.LEFT,),
    EnrolmentStatus.DECLINED: (EnrolmentStatus.APPLIED,),
    EnrolmentStatus.LEFT: (EnrolmentStatus.ENROLLED,),
}


class CameBy(models.TextChoices):
    """How a program came to the partnership (R82, R98)."""

    SELF = "self", _("By itself")
    REFERRED = "referred", _("Somebody suggested it")
    STAFF = "staff", _("Added by staff")


class JoinStatus(models.TextChoices):
    """Where a person's wish to join a program stands."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NEXT_JOIN_STATUSES = {
    JoinStatus.WAITING: (JoinStatus.APPROVED, JoinStatus.DECLINED, JoinStatus.WITHDRAWN),
    JoinStatus.APPROVED: (),
    JoinStatus.DECLINED: (),
    JoinStatus.WITHDRAWN: (),
}


class ReferralStatus(models.TextChoices):
    """Where a referral by the public stands (R98)."""

    WAITING = "waiting", _("Waiting")
    INVITED = "invited", _("Program invited")
    ENROLLED = "enrolled", _("Program asked to enrol")
    SET_ASIDE = "set_aside", _("Set aside")


NEXT_REFERRAL_STATUSES = {
    ReferralStatus.WAITING: (ReferralStatus.INVITED, ReferralStatus.ENROLLED, ReferralStatus.SET_ASIDE),
    # Inviting again sends the letter once more.
    ReferralStatus.INVITED: (ReferralStatus.INVITED, ReferralStatus.ENROLLED, ReferralStatus.SET_ASIDE),
    ReferralStatus.ENROLLED: (),
    ReferralStatus.SET_ASIDE: (ReferralStatus.WAITING,),
}


class Participation(models.TextChoices):
    """Whether a program takes part freely (R37)."""

    VOLUNTARY = "voluntary", _("Voluntary")
    REQUIRED = "required", _("Required by a funder")


class PriorityTier(models.IntegerChoices):
    """In which order mentees are served (R4)."""

    NEW_PROGRAM = 1, _("1: new program")
    NEW_DIRECTOR = 2, _("2: new program director")
    STRUGGLING = 3, _("3: struggling program")
    CAPACITY_NEED = 4, _("4: wants to build capacity in an area")


class MembershipRole(models.TextChoices):
    """A person's part in a program."""

    DIRECTOR = "director", _("Director")
    STAFF = "staff", _("Staff")


class Availability(models.TextChoices):
    """Whether a mentor takes requests; whether it is full is counted, not stored."""

    OPEN = "open", _("Open to requests")
    PAUSED = "paused", _("Paused")
