"""How many contacts a pair has had and what its cycle asks for (R15, R39-R43). Values in, values out: no queries here.

Rows of `Contact` and `ContactRule` can be handed in as they are; the contacts' mode is read, so select it with them.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.enums import ContactWindow
from resources.dates_in_words import short_date


@dataclass(frozen=True)
class Window:
    """A span of days, both ends included."""

    starts_on: datetime.date
    ends_on: datetime.date

    def holds(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class RuleProgress:
    """One line of the cycle's minimum; `counted` stops at `minimum`."""

    label: str
    minimum: int
    counted: int
    window: Window
    part: ContactWindow
    is_face_to_face: bool
    sentence: str

    @property
    def is_met(self) -> bool:
        return self.counted >= self.minimum

    @property
    def is_windowed(self) -> bool:
        """Tied to the first or the last month."""
        return self.part != ContactWindow.WHOLE_CYCLE


class Pace(StrEnum):
    """How a pair stands against the calendar."""

    TO_COME = "to_come"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MET = "met"
    MISSED = "missed"


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
    sentence: str

    @property
    def is_met(self) -> bool:
        return all(rule.is_met for rule in self.rules)

    @property
    def windows(self) -> tuple[RuleProgress, ...]:
        """The rules that are tied to the first or the last month."""
        return tuple(rule for rule in self.rules if rule.is_windowed)


def first_month(cycle, started_on: datetime.date) -> Window:
    """The first month of mentoring: from the day the pair began, or from the cycle's first day if that is later.

    A month from the 12th ends on the 11th; where that day does not exist, on the last day of the month.
    """
    start = max(started_on, cycle.starts_on)
    if start.day == 1:
        end = start.replace(day=_days_in(start.year, start.month))
    else:
        year, month = (start.year + 1, 1) if start.month == 12 else (start.year, start.month + 1)
        end = datetime.date(year, month, min(start.day - 1, _days_in(year, month)))
    return Window(min(start, cycle.ends_on), min(end, cycle.ends_on))


def last_month(cycle, started_on: datetime.date) -> Window:
    """The last month of programming: the month that ends with the cycle, or what is left of it for a late pair."""
    end = cycle.ends_on
    if end.day == _days_in(end.year, end.month):
        start = end.replace(day=1)
    else:
        year, month = (end.year - 1, 12) if end.month == 1 else (end.year, end.month - 1)
        day_after = end.day + 1
        start = datetime.date(year, month, day_after) if day_after <= _days_in(year, month) else end.replace(day=1)
    return Window(min(max(start, started_on, cycle.starts_on), end), end)


def window_of(window: str, cycle, started_on: datetime.date) -> Window:
    """The days in which a rule with this `ContactWindow` counts."""
    if window == ContactWindow.FIRST_MONTH:
        return first_month(cycle, started_on)
    if window == ContactWindow.LAST_MONTH:
        return last_month(cycle, started_on)
    return Window(cycle.starts_on, cycle.ends_on)


def least_contacts(rules: Iterable) -> int:
    """The cycle's minimum in all; a plan may ask for more, never for less (T2)."""
    return sum(rule.minimum for rule in rules)


def least_meetings(rules: Iterable) -> int:
    """How many of them must be face to face (R40)."""
    return sum(rule.minimum for rule in rules if rule.is_face_to_face)


def progress(
    rules: Iterable,
    contacts: Iterable,
    cycle,
    started_on: datetime.date,
    today: datetime.date,
    planned: int | None = None,
) -> Progress:
    """Share the contacts out among the rules and say where the pair stands.

    Each contact counts once. The rules with the narrowest demands choose first (a month before the whole cycle, face to
    face before anything), each takes its earliest fitting contacts up to its minimum. Attempts and contacts outside
    the cycle count for nothing. `planned` above the minimum asks for as many more, of any kind.
    """
    rules = list(rules)
    minimum = least_contacts(rules)
    needed = max(planned or 0, minimum)
    made = sorted((contact for contact in contacts if contact.was_made), key=lambda contact: contact.happened_on)
    taken, left = _share_out(rules, made, cycle, started_on)
    season = Window(cycle.starts_on, cycle.ends_on)
    spare = sum(season.holds(contact.happened_on) for contact in left)
    lines = tuple(
        _line(rule, len(taken[place]), window_of(rule.window, cycle, started_on), today)
        for place, rule in enumerate(rules)
    )
    counted = sum(line.counted for line in lines) + min(spare, needed - minimum)
    behind_by = max(_expected(lines, needed - minimum, cycle, started_on, today) - counted, 0)
    pace = _pace(lines, counted, needed, behind_by, cycle, started_on, today)
    return Progress(
        rules=lines,
        counted=counted,
        needed=needed,
        minimum=minimum,
        made=len(made),
        pace=pace,
        behind_by=behind_by,
        sentence=_sentence(pace, counted, needed, behind_by, max(started_on, cycle.starts_on)),
    )


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _share_out(rules, made, cycle, started_on):
    """Which contacts each rule took, by the rule's place, and those that no rule needed."""
    taken: dict[int, list] = {}
    left = list(made)
    narrowest_first = sorted(
        enumerate(rules),
        key=lambda item: (item[1].window == ContactWindow.WHOLE_CYCLE, not item[1].is_face_to_face, item[0]),
    )
    for place, rule in narrowest_first:
        window = window_of(rule.window, cycle, started_on)
        fitting = [
            contact
            for contact in left
            if window.holds(contact.happened_on) and (contact.mode.is_face_to_face or not rule.is_face_to_face)
        ]
        taken[place] = fitting[: rule.minimum]
        gone = {id(contact) for contact in taken[place]}
        left = [contact for contact in left if id(contact) not in gone]
    return taken, left


def _line(rule, counted: int, window: Window, today: datetime.date) -> RuleProgress:
    if counted >= rule.minimum:
        sentence = _("Done.")
    elif today > window.ends_on:
        sentence = _("Not reached by %(day)s.") % {"day": short_date(window.ends_on)}
    elif today < window.starts_on:
        sentence = _("Opens on %(day)s.") % {"day": short_date(window.starts_on)}
    else:
        sentence = ngettext(
            "%(count)d to go, until %(day)s.", "%(count)d to go, until %(day)s.", rule.minimum - counted
        ) % {"count": rule.minimum - counted, "day": short_date(window.ends_on)}
    return RuleProgress(
        label=rule.label,
        minimum=rule.minimum,
        counted=counted,
        window=window,
        part=ContactWindow(rule.window),
        is_face_to_face=rule.is_face_to_face,
        sentence=sentence,
    )


def _expected(lines, more: int, cycle, started_on, today) -> int:
    """Contacts that a steady pair would have by today: windows that are over, and its share of the whole cycle's."""
    start = max(started_on, cycle.starts_on)
    days = (cycle.ends_on - start).days + 1
    gone = min(max((today - start).days, 0), days) if days > 0 else 0
    steady = sum(line.minimum for line in lines if not line.is_windowed) + more
    windowed = sum(line.minimum for line in lines if line.is_windowed and today > line.window.ends_on)
    return windowed + (steady * gone // days if days > 0 else steady)


def _pace(lines, counted, needed, behind_by, cycle, started_on, today) -> Pace:
    if counted >= needed and all(line.is_met for line in lines):
        return Pace.MET
    if today > cycle.ends_on:
        return Pace.MISSED
    if today < max(started_on, cycle.starts_on):
        return Pace.TO_COME
    return Pace.BEHIND if behind_by else Pace.ON_PACE


def _sentence(pace: Pace, counted: int, needed: int, behind_by: int, starts_on: datetime.date) -> str:
    values = {"counted": counted, "needed": needed, "behind": behind_by, "day": short_date(starts_on)}
    if pace == Pace.MET:
        return _("%(counted)d of %(needed)d contacts: all that this season asks for") % values
    if pace == Pace.MISSED:
        return _("%(counted)d of %(needed)d contacts; the season is over") % values
    if pace == Pace.TO_COME:
        return _("%(needed)d contacts to come, from %(day)s") % values
    if pace == Pace.BEHIND:
        return (
            ngettext(
                "%(counted)d of %(needed)d contacts, %(behind)d behind pace",
                "%(counted)d of %(needed)d contacts, %(behind)d behind pace",
                behind_by,
            )
            % values
        )
    return _("%(counted)d of %(needed)d contacts, on pace") % values
