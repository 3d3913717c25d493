"""What the meter tells of a pair: each rule with its parts and its state, and the whole. Values that work out the rest
when they are read.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from mentoring_pages.enums import ContactWindow, RuleKind, RuleState, Side

from . import words
from .windows import Window


class Pace(StrEnum):
    """How a pair stands against the calendar."""

    TO_COME = "to_come"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Part:
    """What a rule wants in one window; of a journal rule also of whom. `counted` stops at `minimum`."""

    window: Window
    minimum: int
    counted: int = 0
    side: Side | None = None

    @property
    def is_met(self) -> bool:
        return self.counted >= self.minimum


@dataclass(frozen=True)
class RuleProgress:
    """One line of the cycle's minimum. `expected` is what a steady pair has by today, of a rule for the whole cycle."""

    label: str
    kind: RuleKind
    part: ContactWindow
    is_face_to_face: bool
    parts: tuple[Part, ...]
    expected: int
    last_month: Window
    today: datetime.date

    @property
    def minimum(self) -> int:
        return sum(part.minimum for part in self.parts)

    @property
    def counted(self) -> int:
        return sum(part.counted for part in self.parts)

    @property
    def window(self) -> Window:
        """All its windows together."""
        if not self.parts:
            return self.last_month
        return Window(self.parts[0].window.starts_on, self.parts[-1].window.ends_on)

    @property
    def is_met(self) -> bool:
        return all(part.is_met for part in self.parts)

    @property
    def is_windowed(self) -> bool:
        """Tied to the first or the last month."""
        return self.part in (ContactWindow.FIRST_MONTH, ContactWindow.LAST_MONTH)

    @property
    def is_missed(self) -> bool:
        """A window has passed without it, which nothing can make good. A plan can still be approved."""
        return self.kind != RuleKind.PLAN and self._has_passed

    @property
    def is_overdue(self) -> bool:
        """Its day has passed, and it can still be done."""
        return self.kind == RuleKind.PLAN and self._has_passed

    @property
    def _has_passed(self) -> bool:
        return any(not part.is_met and part.window.ends_on < self.today for part in self.parts)

    @property
    def open_part(self) -> Part | None:
        """What is to be done now: the first window that holds today and lacks something."""
        return next((part for part in self.parts if not part.is_met and part.window.holds(self.today)), None)

    @property
    def behind_by(self) -> int:
        """How many are missing for a steady pace, of a rule for the whole cycle."""
        return max(self.expected - self.counted, 0)

    @property
    def due_on(self) -> datetime.date | None:
        """The last day for what is to be done now; of a rule for the whole cycle only once its last month runs."""
        part = self.open_part
        if part is None or (self.part == ContactWindow.WHOLE_CYCLE and not self.last_month.holds(self.today)):
            return None
        return part.window.ends_on

    @property
    def state(self) -> RuleState:
        """Met, late, due by `due_on`, or on pace."""
        if self.is_met:
            return RuleState.MET
        if self.is_missed or self.is_overdue or self.behind_by:
            return RuleState.LATE
        return RuleState.DUE if self.due_on else RuleState.ON_PACE

    @property
    def sentence(self) -> str:
        return words.rule_sentence(self)


@dataclass(frozen=True)
class Progress:
    """Where a pair stands: `counted` of `needed`, the cycle's minimum or what the plan asks for beyond it."""

    rules: tuple[RuleProgress, ...]
    counted: int
    needed: int
    minimum: int
    made: int
    pace: Pace
    behind_by: int
    starts_on: datetime.date

    @property
    def is_met(self) -> bool:
        return all(rule.is_met for rule in self.rules)

    @property
    def windows(self) -> tuple[RuleProgress, ...]:
        """The rules for contacts that are tied to the first or the last month."""
        return tuple(rule for rule in self.rules if rule.is_windowed and rule.kind == RuleKind.CONTACTS)

    @property
    def is_late(self) -> bool:
        """Something is behind that can still be caught up."""
        return self.pace == Pace.BEHIND or any(
            rule.state == RuleState.LATE and (rule.behind_by or rule.open_part or rule.is_overdue)
            for rule in self.rules
        )

    @property
    def is_missed(self) -> bool:
        """A window has passed without what it asked for."""
        return any(rule.is_missed for rule in self.rules)

    def is_due_by(self, day: datetime.date) -> bool:
        """Something is due on that day or before."""
        return any(rule.due_on is not None and rule.due_on <= day for rule in self.rules)

    @property
    def sentence(self) -> str:
        return words.sentence(self)
