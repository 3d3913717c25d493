"""What the meter says, in sentences. They are made when they are read: a list of thousands of pairs needs few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.enums import ContactWindow, RuleKind, RuleState
from resources.dates_in_words import short_date

if TYPE_CHECKING:
    from .standing import Progress, RuleProgress

STATE_BADGES = {RuleState.MET: "ok", RuleState.ON_PACE: "info", RuleState.DUE: "needs-you", RuleState.LATE: "stop"}


def state_words(line: RuleProgress) -> str:
    """The state in a word or two, such as "Due by Wed 30 Sep 2026"."""
    if line.state == RuleState.DUE:
        return _("Due by %(day)s") % {"day": short_date(line.due_on)}
    return str(RuleState(line.state).label)


def rule_sentence(line: RuleProgress) -> str:
    """Where one rule stands, and until when what is missing can be done."""
    if not line.parts:
        return _("Not asked of a pair that began this late.")
    if line.is_met:
        return _("Done.")
    part = line.open_part
    if part is not None:
        return _to_go(line, part)
    coming = next((each for each in line.parts if not each.is_met and each.window.starts_on > line.today), None)
    if coming is not None:
        return _("Opens on %(day)s.") % {"day": short_date(coming.window.starts_on)}
    missed = next(each for each in reversed(line.parts) if not each.is_met)
    if line.is_overdue:
        return _("It was due by %(day)s. Both of you can still approve it.") % {
            "day": short_date(missed.window.ends_on)
        }
    return _("Not reached by %(day)s.") % {"day": short_date(missed.window.ends_on)}


def _to_go(line, part) -> str:
    values = {"count": part.minimum - part.counted, "day": short_date(part.window.ends_on), "behind": line.behind_by}
    if line.kind == RuleKind.PLAN:
        return _("Both of you approve it, until %(day)s.") % values
    if line.kind == RuleKind.JOURNAL:
        return (
            ngettext(
                "%(count)d entry to go, until %(day)s.", "%(count)d entries to go, until %(day)s.", values["count"]
            )
            % values
        )
    if line.behind_by and line.part == ContactWindow.WHOLE_CYCLE:
        return (
            ngettext(
                "%(count)d to go, until %(day)s. %(behind)d behind a steady pace.",
                "%(count)d to go, until %(day)s. %(behind)d behind a steady pace.",
                values["count"],
            )
            % values
        )
    return ngettext("%(count)d to go, until %(day)s.", "%(count)d to go, until %(day)s.", values["count"]) % values


def sentence(state: Progress) -> str:
    """Where the pair stands with all its contacts."""
    values = {
        "counted": state.counted,
        "needed": state.needed,
        "behind": state.behind_by,
        "day": short_date(state.starts_on),
    }
    return _SENTENCES[state.pace](values)


def _behind(values):
    return (
        ngettext(
            "%(counted)d of %(needed)d contacts, %(behind)d behind pace",
            "%(counted)d of %(needed)d contacts, %(behind)d behind pace",
            values["behind"],
        )
        % values
    )


# By the values of `Pace`.
_SENTENCES = {
    "met": lambda values: _("%(counted)d of %(needed)d contacts: all that this season asks for") % values,
    "missed": lambda values: _("%(counted)d of %(needed)d contacts; the season is over") % values,
    "to_come": lambda values: _("%(needed)d contacts to come, from %(day)s") % values,
    "on_pace": lambda values: _("%(counted)d of %(needed)d contacts, on pace") % values,
    "behind": _behind,
}
