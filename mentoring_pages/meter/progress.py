"""Where a pair stands with what its cycle asks for (R15, R39-R45, T2): one pure function of what happened, the rules,
the breaks and the day.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping

from mentoring_pages.enums import ContactWindow, RuleKind, Side

from .sharing import share_out
from .standing import Pace, Part, Progress, RuleProgress
from .windows import Season, Window, last_month, windows_of


def least_contacts(rules: Iterable, cycle=None, started_on: datetime.date | None = None) -> int:
    """The cycle's minimum in all; a plan may ask for more, never for less (T2). Rules without `cycle` know their own.

    What counts besides other contacts adds nothing.
    """
    total = 0
    for rule in rules:
        if not _is_shared(rule):
            continue
        if rule.window == ContactWindow.EACH_PART:
            season = cycle or rule.cycle
            total += rule.minimum * len(windows_of(rule, season, started_on or season.starts_on))
        else:
            total += rule.minimum
    return total


def least_meetings(rules: Iterable, cycle=None, started_on: datetime.date | None = None) -> int:
    """How many of them must be face to face (R40)."""
    return least_contacts([rule for rule in rules if rule.is_face_to_face], cycle, started_on)


def progress(
    rules: Iterable,
    contacts: Iterable,
    cycle,
    started_on: datetime.date,
    today: datetime.date,
    planned: int | None = None,
    *,
    breaks: Iterable = (),
    planned_meetings: int | None = None,
    plan_agreed_on: datetime.date | None = None,
    journal_days: Mapping[Side, Iterable[datetime.date]] | None = None,
) -> Progress:
    """Share the contacts out among the rules and say where the pair stands.

    Rows of `Contact`, `ContactRule` and `CycleBreak` can be handed in as they are; select the contacts' mode with them.
    Each contact counts once, for the narrowest demand that wants it (a month before a part before the whole cycle, face
    to face before anything); `sharing` says how. A rule that "counts besides" looks at all contacts by itself. Attempts
    and contacts outside the cycle count for nothing. `planned` above the minimum asks for as many more, of any kind;
    `planned_meetings` above what the rules ask for face to face asks for as many more of those.

    `plan_agreed_on`: the day on which both sides had approved the plan, None: not yet. `journal_days`: days on which
    each side wrote an entry; a side that is left out is not asked for any (None: nobody is).
    """
    rules = list(rules)
    season = Season.of(cycle, started_on, breaks)
    windows = [windows_of(rule, cycle, started_on) for rule in rules]
    made = [contact for contact in contacts if contact.was_made]
    minimum = sum(rule.minimum * len(found) for rule, found in zip(rules, windows, strict=True) if _is_shared(rule))
    in_person = sum(
        rule.minimum * len(found)
        for rule, found in zip(rules, windows, strict=True)
        if _is_shared(rule) and rule.is_face_to_face
    )
    more_meetings = max((planned_meetings or 0) - in_person, 0)
    needed = max(planned or 0, minimum + more_meetings)
    beyond = (more_meetings, needed - minimum - more_meetings)
    shared, more = _shared(rules, windows, made, Window(cycle.starts_on, cycle.ends_on), beyond)
    closing = last_month(cycle, started_on)
    lines = []
    for place, (rule, found) in enumerate(zip(rules, windows, strict=True)):
        if rule.kind == RuleKind.PLAN:
            parts = tuple(Part(each, 1, int(plan_agreed_on is not None)) for each in found)
        elif rule.kind == RuleKind.JOURNAL:
            parts = _journal_parts(rule, found, journal_days or {})
        elif rule.counts_besides:
            parts = tuple(
                Part(each, rule.minimum, min(sum(_fits(rule, each, one) for one in made), rule.minimum))
                for each in found
            )
        else:
            parts = tuple(Part(each, rule.minimum, count) for each, count in zip(found, shared[place], strict=True))
        lines.append(
            RuleProgress(
                label=rule.label,
                kind=RuleKind(rule.kind),
                part=ContactWindow(rule.window),
                is_face_to_face=rule.is_face_to_face,
                parts=parts,
                expected=_steady(rule, parts, season, today),
                last_month=closing,
                today=today,
            )
        )
    contact_lines = [line for rule, line in zip(rules, lines, strict=True) if _is_shared(rule)]
    counted = sum(line.counted for line in contact_lines) + more
    behind_by = max(_expected(contact_lines, needed - minimum, season, today) - counted, 0)
    return Progress(
        rules=tuple(lines),
        counted=counted,
        needed=needed,
        minimum=minimum,
        made=len(made),
        pace=_pace(lines, counted, needed, behind_by, season, today),
        behind_by=behind_by,
        starts_on=season.window.starts_on,
    )


def _is_shared(rule) -> bool:
    """Whether the rule takes contacts for itself."""
    return rule.kind == RuleKind.CONTACTS and not rule.counts_besides


def _fits(rule, window: Window, contact) -> bool:
    return (
        window.holds(contact.happened_on)
        and (contact.mode.is_face_to_face or not rule.is_face_to_face)
        and (rule.contact_mode_id is None or contact.mode_id == rule.contact_mode_id)
        and (rule.contact_kind_id is None or contact.kind_id == rule.contact_kind_id)
    )


_NARROWNESS = (
    ContactWindow.FIRST_MONTH,
    ContactWindow.LAST_MONTH,
    ContactWindow.EACH_PART,
    ContactWindow.WHOLE_CYCLE,
)


def _shared(rules, windows, made, cycle: Window, beyond: tuple[int, int]) -> tuple[dict[int, list[int]], int]:
    """What each window of each sharing rule gets, by the rule's place, and what is left for those beyond the rules:
    so many face to face, and so many of any kind.
    """
    demands = [
        (place, number)
        for place, rule in sorted(enumerate(rules), key=lambda item: _precedence(item[1], item[0]))
        if _is_shared(rule)
        for number in range(len(windows[place]))
    ]
    supply: Counter[int] = Counter()
    for contact in made:
        mask = 0
        for bit, (place, number) in enumerate(demands):
            if _fits(rules[place], windows[place][number], contact):
                mask |= 1 << bit
        if cycle.holds(contact.happened_on):
            mask |= 2 << len(demands)
            mask |= contact.mode.is_face_to_face << len(demands)
        supply[mask] += 1
    got = share_out([*(rules[place].minimum for place, _number in demands), *beyond], supply)
    shared: dict[int, list[int]] = {place: [] for place in range(len(rules))}
    for (place, _number), count in zip(demands, got, strict=False):
        shared[place].append(count)
    return shared, sum(got[-2:])


def _precedence(rule, place: int):
    any_kind = rule.contact_mode_id is None and rule.contact_kind_id is None
    return _NARROWNESS.index(ContactWindow(rule.window)), not rule.is_face_to_face, any_kind, place


def _journal_parts(rule, windows, journal_days) -> tuple[Part, ...]:
    return tuple(
        Part(each, rule.minimum, min(sum(map(each.holds, days)), rule.minimum), side)
        for each in windows
        for side, days in ((side, list(days)) for side, days in sorted(journal_days.items()))
    )


def _steady(rule, parts, season: Season, today: datetime.date) -> int:
    """What a steady pair has by today of a rule for the whole cycle; 0 for all others, which have their days."""
    if rule.window != ContactWindow.WHOLE_CYCLE or rule.kind == RuleKind.PLAN:
        return 0
    return season.share(sum(part.minimum for part in parts), today)


def _expected(lines, more: int, season: Season, today: datetime.date) -> int:
    """Contacts that a steady pair would have by today: windows that are over, and its share of the whole cycle's."""
    steady = more + sum(line.minimum for line in lines if line.part == ContactWindow.WHOLE_CYCLE)
    over = sum(
        part.minimum
        for line in lines
        if line.part != ContactWindow.WHOLE_CYCLE
        for part in line.parts
        if part.window.ends_on < today
    )
    return over + season.share(steady, today)


def _pace(lines, counted, needed, behind_by, season: Season, today: datetime.date) -> Pace:
    if counted >= needed and all(line.is_met for line in lines):
        return Pace.MET
    if today > season.window.ends_on:
        return Pace.MISSED
    if today < season.window.starts_on:
        return Pace.TO_COME
    return Pace.BEHIND if behind_by else Pace.ON_PACE
