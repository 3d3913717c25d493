"""Two people wrote at once: what each of them changed, brought together. Plain values in and out, as forms post.

A snapshot of a plan is a dict of strings (booleans for boxes) with a list of "goals", each with a list of "steps";
`pk` is None for a new row. `empty_snapshot` shows the shape.
"""

from __future__ import annotations

import json

from mentoring_pages.plan_changes import GOAL_FIELDS, PLAN_FIELDS, STEP_FIELDS, steps_of


def empty_snapshot() -> dict:
    """A plan that nobody has written yet."""
    return {**dict.fromkeys(PLAN_FIELDS, ""), "goals": []}


def snapshot_of(plan) -> dict:
    """The plan as it stands in the database; two queries. None: no plan yet."""
    if plan is None:
        return empty_snapshot()
    return {
        "outline": _lines(plan.outline),
        "frequency": plan.frequency,
        "planned_contacts": _text(plan.planned_contacts),
        "planned_meetings": _text(plan.planned_meetings),
        "goals": [
            {
                "pk": goal.pk,
                "text": goal.text,
                "topic": _text(goal.topic_id),
                "state_goal": _text(goal.state_goal_id),
                "measure": goal.measure,
                "status": goal.status,
                "steps": steps_of(goal),
            }
            for goal in plan.goals.prefetch_related("steps")
        ],
    }


def typed_snapshot(plan_form, rows) -> dict:
    """What the page's bound forms hold, valid or not. Ticks of "Remove this" are kept as `is_removed`."""
    return {
        **_raw(plan_form, PLAN_FIELDS),
        "goals": [
            {**_raw_row(goal, GOAL_FIELDS), "steps": [_raw_row(step, STEP_FIELDS) for step in steps]}
            for goal, steps in rows
        ],
    }


def read_base(text: str) -> dict:
    """The snapshot that a form carried along, as it was when the form was opened; an empty one if it can't be read."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return empty_snapshot()
    if not isinstance(data, dict):
        return empty_snapshot()
    base = {name: str(data.get(name, "")) for name in PLAN_FIELDS}
    base["goals"] = [{**goal, "steps": _dicts(goal.get("steps"))} for goal in _dicts(data.get("goals"))]
    return base


def merge(base: dict, mine: dict, theirs: dict) -> dict:
    """What to show the second saver: every change of his, every change of the other where he made none.

    Where both changed the same thing his stays, and theirs stands in the dict `theirs` of the plan, goal or step. Rows
    that the other took away are dropped if he left them alone, else kept as new ones. A new row that the other saved
    word by word too, as after a double click, stands there once.
    """
    merged = _merge_fields(PLAN_FIELDS, base, mine, theirs)
    merged["goals"] = _merge_rows(base["goals"], mine["goals"], theirs["goals"], GOAL_FIELDS, _merge_goal)
    return merged


def _merge_goal(base, mine, theirs):
    merged = _merge_fields(GOAL_FIELDS, base, mine, theirs)
    merged["steps"] = _merge_rows(
        base.get("steps", []),
        mine.get("steps", []),
        theirs.get("steps", []),
        STEP_FIELDS,
        lambda *rows: _merge_fields(STEP_FIELDS, *rows),
    )
    return merged


def _merge_rows(base, mine, theirs, names, merge_row):
    base_by_pk = {row.get("pk"): row for row in base if row.get("pk")}
    theirs_by_pk = {row["pk"]: row for row in theirs}
    fresh = [row for row in theirs if row["pk"] not in base_by_pk]
    rows, seen = [], set()
    for row in mine:
        pk = row.get("pk")
        twin = None if pk else next((one for one in fresh if one["pk"] not in seen and _is_twin(row, one, names)), None)
        if twin:
            seen.add(twin["pk"])
            rows.append(merge_row({}, {**row, "pk": twin["pk"]}, twin))
            continue
        seen.add(pk)
        if pk and pk in theirs_by_pk:
            rows.append(merge_row(base_by_pk.get(pk, {}), row, theirs_by_pk[pk]))
        elif not pk:
            rows.append(row)
        elif not row.get("is_removed") and _changed(base_by_pk.get(pk, {}), row, names):
            rows.append(_as_new(row))
    return rows + [row for row in theirs if row["pk"] not in seen]


def _merge_fields(names, base, mine, theirs):
    merged = {"pk": mine.get("pk"), "is_removed": mine.get("is_removed", False), "theirs": {}}
    for name in names:
        was, is_mine, is_theirs = base.get(name, ""), mine.get(name, ""), theirs.get(name, "")
        merged[name] = is_mine
        if is_theirs in (was, is_mine):
            continue
        if is_mine == was and not merged["is_removed"]:
            merged[name] = is_theirs
        else:
            merged["theirs"][name] = is_theirs
    return merged


def _changed(base, mine, names):
    if any(base.get(name, "") != mine.get(name, "") for name in names):
        return True
    steps = {step.get("pk"): step for step in base.get("steps", [])}
    return any(
        any(steps.get(step.get("pk"), {}).get(name, "") != step.get(name, "") for name in STEP_FIELDS)
        for step in mine.get("steps", [])
        if step.get("pk") or step.get("text")
    )


def _is_twin(row, other, names):
    return bool(row.get("text")) and all(row.get(name, "") == other.get(name, "") for name in names)


def is_saved(merged: dict, theirs: dict) -> bool:
    """Whether what was typed is what is stored: there is nothing left to save or to choose."""
    return _bare(merged, PLAN_FIELDS) == _bare(theirs, PLAN_FIELDS) and _bare_rows(merged) == _bare_rows(theirs)


def _bare_rows(snapshot):
    return [
        (_bare(goal, GOAL_FIELDS), [_bare(step, STEP_FIELDS) for step in goal["steps"] if step.get("text")])
        for goal in snapshot["goals"]
        if goal.get("text") or goal.get("pk")
    ]


def _bare(row, names):
    return [row.get("pk"), bool(row.get("is_removed")), bool(row.get("theirs")), *(row.get(name, "") for name in names)]


def _as_new(row):
    fresh = {**row, "pk": None}
    if "steps" in row:
        fresh["steps"] = [{**step, "pk": None} for step in row["steps"]]
    return fresh


def _raw(form, names):
    values = {}
    for name in names:
        value = form[name].data
        values[name] = value if isinstance(value, bool) else _lines(value or "").strip()
    return values


def _raw_row(form, names):
    pk = str(form["pk"].data or "")
    # isdecimal() also knows the digits of other scripts; int() reads them too, and a long row of digits is no id.
    number = int(pk) if pk.isdecimal() and len(pk) < 19 else None
    return {"pk": number, "is_removed": bool(form["is_removed"].data), **_raw(form, names)}


def _lines(text):
    return str(text).replace("\r\n", "\n").strip()


def _text(value):
    return "" if value is None else str(value)


def _dicts(value):
    rows = value if isinstance(value, list) else []
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("pk"), int)]
