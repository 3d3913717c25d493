"""In which of the four tiers of priority a program stands (R4): worked out from facts, unless a coordinator said so.

New programs first, then programs with a new director, struggling ones, and those that name what they want to build up.
That a program struggles no date tells, so only a coordinator can say it, with a reason that only staff read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mentoring_pages.enums import PriorityTier

if TYPE_CHECKING:
    from mentoring_pages.models import Program


@dataclass(frozen=True)
class TierRules:
    """How many months a program, and a director, counts as new; staff set both in the CMS."""

    new_program_months: int = 24
    new_director_months: int = 12


@dataclass(frozen=True)
class Tier:
    """`value` None: nothing speaks for a tier. `is_set`: by a coordinator. `why` is a sentence for staff."""

    value: PriorityTier | None
    is_set: bool
    why: str


def tier_of(program: Program, today: date, *, needs_count: int = 0, rules: TierRules | None = None) -> Tier:
    """The tier that counts: what a coordinator set, else `computed_tier`. No query."""
    if program.priority_tier:
        return Tier(PriorityTier(program.priority_tier), True, program.priority_reason or _("Set by a coordinator."))
    return computed_tier(program, today, needs_count=needs_count, rules=rules)


def computed_tier(program: Program, today: date, *, needs_count: int = 0, rules: TierRules | None = None) -> Tier:
    """What the facts say, whatever a coordinator set. `needs_count`: topics named in the request."""
    rules = rules or TierRules()
    if _is_within(program.started_on, rules.new_program_months, today):
        words = _("The program started less than %(months)d months ago.")
        return Tier(PriorityTier.NEW_PROGRAM, False, words % {"months": rules.new_program_months})
    if _is_within(program.director_started_on, rules.new_director_months, today):
        words = _("Its director started less than %(months)d months ago.")
        return Tier(PriorityTier.NEW_DIRECTOR, False, words % {"months": rules.new_director_months})
    if needs_count:
        return Tier(PriorityTier.CAPACITY_NEED, False, _("Its request names what it wants to build up."))
    return Tier(None, False, _("Neither the program nor its director is new, and no need is named yet."))


def first_new_day(today: date, months: int) -> date:
    """Whoever started after this day is new today; who started on it no more. 31 March less a month: 28 February."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def _is_within(started_on, months, today):
    return started_on is not None and first_new_day(today, months) < started_on <= today
