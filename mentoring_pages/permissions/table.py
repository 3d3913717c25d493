"""Who can see what of the members' records: the one table that the page "Who can see what", docs/permissions.md and
the tests read. It decides nothing: the rules are in the modules beside it, and a test opens each row's address as
everybody and compares.
"""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sees(models.TextChoices):
    """An answer of the table."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    IN_CMS = "in_cms", _("yes, in the CMS")
    NUMBERS = "numbers", _("numbers and dates only")
    THEN = "then", _("those who were there when it was shared")
    MEMBERS = "members", _("what you marked for members")
    MARKED = "marked", _("what you marked for everyone")


# Whoever administers the site sees what coordinators see, and no more.
COLUMNS = {
    "me": _("You"),
    "program": _("Your program"),
    "partner": _("Your partner in the pair"),
    "staff": _("Coordinators"),
    "others": _("Anyone else"),
}


@dataclass(frozen=True)
class Row:
    """One kind of record that a member of a pair makes. `address` is the name of a row of the tests' table of
    addresses, at which it is seen; "" where it has no page of its own. `note` says what the columns can't.
    """

    what: str
    answers: dict = field(repr=False)
    address: str = ""
    note: str = ""


def _row(what, me, program, partner, staff, others, address="", note=""):
    return Row(what, dict(zip(COLUMNS, (me, program, partner, staff, others), strict=True)), address, note)


YES, NO, IN_CMS, NUMBERS, THEN = Sees.YES, Sees.NO, Sees.IN_CMS, Sees.NUMBERS, Sees.THEN

ROWS = (
    _row(_("A journal entry “Only me”"), YES, NO, NO, NO, NO, "journal-detail of only_me"),
    _row(
        _("A journal entry “My pair”"),
        YES,
        THEN,
        THEN,
        NO,
        NO,
        "journal-detail of my_pair",
        _("You see who has read it. Whoever joins later does not see it. It stays shared until you take it back."),
    ),
    _row(
        _("A journal entry “My pair and staff”"),
        YES,
        THEN,
        THEN,
        YES,
        NO,
        "journal-detail of pair_and_staff",
        _("Each reading is logged: who, when, which entry."),
    ),
    _row(
        _("A passage that you shared"),
        YES,
        THEN,
        THEN,
        NO,
        NO,
        "journal-passage",
        _("Coordinators too, if you chose “My pair and staff”. The entry around it stays closed."),
    ),
    _row(_("A draft of a journal entry"), YES, NO, NO, NO, NO, note=_("Whatever readers you chose for the entry.")),
    _row(_("How many entries you wrote, and when the last"), YES, NO, NO, NUMBERS, NO),
    _row(_("Who has read what you shared"), YES, NO, NO, NO, NO),
    _row(_("The pair, its plan"), YES, YES, YES, YES, NO, "plan-detail"),
    _row(_("Contacts that were logged"), YES, YES, YES, YES, NO, "contact-list"),
    _row(_("Site visits: days, and how they were held"), YES, YES, YES, YES, NO, "visit-detail"),
    _row(_("What your program wrote about a site visit"), YES, YES, NO, NUMBERS, NO),
    _row(
        _("What your program wrote about a site visit and shared"),
        YES,
        YES,
        YES,
        NUMBERS,
        NO,
        note=_("Until your program takes it back."),
    ),
    _row(
        _("What you will try after a site visit"),
        YES,
        YES,
        YES,
        NO,
        NO,
        note=_("A step of the plan is read as the plan."),
    ),
    _row(
        _("A concern that you sent"),
        YES,
        NO,
        NO,
        NO,
        NO,
        note=_(
            "You, with its code, and a few coordinators who are named for it and belong to no program that it is about."
        ),
    ),
    _row(_("An evaluation that you answered"), YES, NO, NO, IN_CMS, NO, "evaluation-detail"),
    _row(
        _("A match request"),
        YES,
        YES,
        YES,
        YES,
        NO,
        "request-detail",
        _("A mentor sees it once it is asked. Drafts stay with your program."),
    ),
    _row(_("An application to become a mentor"), YES, YES, NO, IN_CMS, NO, "application-detail"),
    _row(_("A reading list of your own"), YES, NO, NO, NO, NO, "reading-detail of a list of one's own"),
    _row(
        _("A reading list that you shared with your pair"),
        YES,
        YES,
        YES,
        NO,
        NO,
        "reading-detail",
        _("While the pair is open and you belong to it."),
    ),
    _row(_("Mentors you bookmarked"), YES, NO, NO, NO, NO),
    _row(_("Your personal calendars"), YES, NO, NO, NO, NO, "calendar-edit"),
    _row(
        _("The facts of your program"),
        YES,
        YES,
        Sees.MEMBERS,
        YES,
        Sees.MARKED,
        note=_("Each of the 14 facts has its own mark: everyone, members, staff."),
    ),
)


def as_markdown() -> str:
    """The table as it stands in docs/permissions.md, in English."""
    lines = [
        "| What | " + " | ".join(str(label) for label in COLUMNS.values()) + " |",
        "|---" * (len(COLUMNS) + 1) + "|",
    ]
    for row in ROWS:
        what = f"{row.what}. {row.note}" if row.note else str(row.what)
        lines.append(f"| {what} | " + " | ".join(str(row.answers[key].label) for key in COLUMNS) + " |")
    return "\n".join(lines)
