"""Where two people wrote different things in one field: keep both texts, or take the other one, with one button each.

Fields are named as the form posts them: "outline", "goals-0-text", "goals-0-steps-1-due_on". What the other saved is in
the snapshot that the form carries along as `base`. Plain values in and out.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Numbers, days and choices can't hold both.
TEXTS = frozenset({"outline", "frequency", "text", "measure"})
ALL = "all"
_NAME = re.compile(r"(?:goals-(\d{1,4})-(?:steps-(\d{1,4})-)?)?([a-z_]{1,30})")


def conflicts_of(merged: dict) -> list[str]:
    """Names of the fields that both changed, from a snapshot of `merging.merge`."""
    names = list(merged.get("theirs", {}))
    for place, goal in enumerate(merged["goals"]):
        names += [f"goals-{place}-{name}" for name in goal.get("theirs", {})]
        for number, step in enumerate(goal["steps"]):
            names += [f"goals-{place}-steps-{number}-{name}" for name in step.get("theirs", {})]
    return names


def place_of(name: str) -> tuple[int | None, int | None, str] | None:
    """(number of the goal, number of the step, field); None for a name that no form has."""
    match = _NAME.fullmatch(name)
    if not match:
        return None
    goal, step, field = match.groups()
    return (int(goal) if goal else None, int(step) if step else None, field)


def stored(base: dict, data, name: str):
    """What the other saved in that field; None if there is no such row (any more)."""
    place = place_of(name)
    if place is None:
        return None
    goal_number, step_number, field = place
    if goal_number is None:
        return base.get(field)
    goal = _by_pk(base["goals"], data.get(f"goals-{goal_number}-pk"))
    if goal is None or step_number is None:
        return goal.get(field) if goal else None
    step = _by_pk(goal["steps"], data.get(f"goals-{goal_number}-steps-{step_number}-pk"))
    return step.get(field) if step else None


def keep_both(data, base: dict, names):
    """The posted data with both texts in each named field, the own one first; where that can't be, the own one stays.

    A row that one wants removed and the other rewrote stays.
    """
    data = data.copy()
    for name in names:
        theirs = stored(base, data, name)
        if theirs is None:
            continue
        field = place_of(name)[2]
        row = name.removesuffix(field)
        data.pop(f"{row}is_removed", None)
        mine = data.get(name, "")
        if field in TEXTS and theirs and theirs not in mine:
            data[name] = _joined(mine, theirs) if field == "outline" else " / ".join(filter(None, (mine, theirs)))
    return data


def _joined(mine: str, theirs: str) -> str:
    """Every line of both texts in its order; lines that both have stand there once."""
    ours, others = mine.replace("\r\n", "\n").split("\n"), theirs.split("\n")
    lines = []
    for kind, first, last, from_line, to_line in SequenceMatcher(None, ours, others, autojunk=False).get_opcodes():
        lines += ours[first:last]
        if kind == "replace":
            lines.append("")
        if kind != "equal":
            lines += others[from_line:to_line]
    return "\n".join(lines).strip()


def take_theirs(data, base: dict, names):
    """The posted data with what the other saved in each named field."""
    data = data.copy()
    for name in names:
        theirs = stored(base, data, name)
        if isinstance(theirs, bool):
            data.pop(name, None)
            if theirs:
                data[name] = "on"
        elif theirs is not None:
            data[name] = theirs
    return data


def _by_pk(rows, pk):
    return next((row for row in rows if str(row.get("pk")) == str(pk)), None)
