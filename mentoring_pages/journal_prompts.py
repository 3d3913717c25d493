"""Which questions a journal begins with today: those of the month and of the part of the pair's time (R53)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mentoring_pages.enums import JournalStage, PairStatus
from mentoring_pages.models import JournalPrompt

FIRST_DAYS = 61
LAST_DAYS = 61


@dataclass(frozen=True)
class Prompts:
    """`now`: questions that fit today, the month's own first. `others`: all the rest that staff offer."""

    now: tuple
    others: tuple

    @property
    def of_month(self):
        """The first question of this month, None if staff wrote none for it."""
        return next((prompt for prompt in self.now if prompt.month), None)


def stage_of(pair, today: datetime.date) -> JournalStage:
    """The part of a pair's time: a short season has a beginning first, then its closing. No query but the cycle's."""
    if pair.status == PairStatus.COMPLETE or today > pair.cycle.ends_on:
        return JournalStage.CLOSING
    if (today - pair.started_on).days < FIRST_DAYS:
        return JournalStage.STARTING
    if (pair.cycle.ends_on - today).days < LAST_DAYS:
        return JournalStage.CLOSING
    return JournalStage.UNDER_WAY


def prompts_for(pair, today: datetime.date) -> Prompts:
    """One query."""
    stage = stage_of(pair, today)
    now, others = [], []
    for prompt in JournalPrompt.objects.filter(is_active=True):
        fits = prompt.month in (None, today.month) and prompt.stage in ("", stage)
        (now if fits else others).append(prompt)
    # Stable: within each kind the order is that of the staff.
    now.sort(key=lambda prompt: (prompt.month is None, prompt.stage == ""))
    return Prompts(tuple(now), tuple(others))
