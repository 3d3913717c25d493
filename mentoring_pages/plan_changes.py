"""What changed between two states of a plan, as plain values that are kept, and as sentences for whoever reads them.

A record is a plan as JSON, see `record_of`. A change is a dict with "what" and the words that it is about; it is stored
with the history of a plan and compared for approvals. Sentences are made when they are read, in the reader's language.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.enums import GoalStatus, StepOwner
from resources.dates_in_words import short_date

# Progress in the work is no change of what both approved.
PROGRESS = frozenset({"goal_status", "step_is_done"})
PLAN_FIELDS = ("outline", "frequency", "planned_contacts", "planned_meetings")
GOAL_FIELDS = ("text", "topic", "state_goal", "measure", "status")
STEP_FIELDS = ("text", "owner", "due_on", "is_done")
LONG_FIELDS = frozenset({"outline", "frequency", "goal_text", "goal_measure", "step_text"})


def record_of(plan) -> dict:
    """The plan as it stands in the database; two queries. None, no plan yet: an empty record."""
    if plan is None:
        return {"outline": "", "frequency": "", "planned_contacts": None, "planned_meetings": None, "goals": []}
    goals = plan.goals.select_related("topic", "state_goal").prefetch_related("steps")
    return {
        **{name: getattr(plan, name) for name in PLAN_FIELDS},
        "goals": [
            {
                "pk": goal.pk,
                "text": goal.text,
                "topic": _term(goal.topic),
                "state_goal": _term(goal.state_goal),
                "measure": goal.measure,
                "status": goal.status,
                "steps": steps_of(goal),
            }
            for goal in goals
        ],
    }


def steps_of(goal) -> list[dict]:
    """The steps of a goal as plain values; no query if they were prefetched."""
    return [
        {
            "pk": step.pk,
            "text": step.text,
            "owner": step.owner,
            "due_on": step.due_on.isoformat() if step.due_on else "",
            "is_done": step.is_done,
        }
        for step in goal.steps.all()
    ]


def changes_between(before: dict, after: dict) -> list[dict]:
    """Each difference of two records, in the order of the plan; removed rows carry their words, so nothing is lost."""
    changes = [
        {"what": name, "before": before.get(name), "after": after.get(name)}
        for name in PLAN_FIELDS
        if before.get(name) != after.get(name)
    ]
    known = {goal["pk"]: goal for goal in before["goals"]}
    for goal in after["goals"]:
        old = known.pop(goal["pk"], None)
        changes += _goal_changes(old, goal) if old else [_whole("goal_added", goal)]
    return changes + [_whole("goal_removed", goal) for goal in known.values()]


def content_of(changes: Iterable[dict]) -> list[dict]:
    """Those changes after which both sides are asked to approve the plan again."""
    return [change for change in changes if change["what"] not in PROGRESS]


@dataclass(frozen=True)
class ChangeInWords:
    """`before` and `after` hold whole texts where the sentence only names them."""

    sentence: str
    before: str = ""
    after: str = ""


def in_words(change: dict) -> ChangeInWords:
    """A change for somebody to read. What an older version of the program stored and nobody knows is just "Changed"."""
    what = change.get("what", "")
    before, after = change.get("before"), change.get("after")
    if what in LONG_FIELDS and (before or what == "goal_text"):
        return ChangeInWords(_sentence(change), str(before or ""), str(after or ""))
    if what == "goal_removed":
        return ChangeInWords(_sentence(change), _rows_in_words(change))
    return ChangeInWords(_sentence(change))


def _term(term):
    return {"pk": term.pk, "name": str(term)} if term else None


def _whole(what, goal):
    return {
        "what": what,
        "goal": goal["text"],
        "measure": goal["measure"],
        "steps": [step["text"] for step in goal["steps"]],
    }


def _goal_changes(old, goal):
    changes = [
        {"what": f"goal_{name}", "goal": goal["text"], "before": _word(old[name]), "after": _word(goal[name])}
        for name in GOAL_FIELDS
        if _key(old[name]) != _key(goal[name])
    ]
    known = {step["pk"]: step for step in old["steps"]}
    for step in goal["steps"]:
        was = known.pop(step["pk"], None)
        if was is None:
            changes.append({"what": "step_added", "goal": goal["text"], "step": step["text"]})
            continue
        changes += [
            {
                "what": f"step_{name}",
                "goal": goal["text"],
                "step": step["text"],
                "before": was[name],
                "after": step[name],
            }
            for name in STEP_FIELDS
            if was[name] != step[name]
        ]
    return changes + [{"what": "step_removed", "goal": goal["text"], "step": step["text"]} for step in known.values()]


def _key(value):
    """A renamed topic is the same topic."""
    return value["pk"] if isinstance(value, dict) else value


def _word(value):
    return value["name"] if isinstance(value, dict) else value


def _rows_in_words(change):
    lines = [change.get("goal", ""), change.get("measure", ""), *(f"– {step}" for step in change.get("steps", ()))]
    return "\n".join(line for line in lines if line)


def _sentence(change):
    what = change.get("what", "")
    words = {
        "goal": _short(change.get("goal")),
        "step": _short(change.get("step")),
        "before": _value(what, change.get("before")),
        "after": _value(what, change.get("after")),
        "title": _short(change.get("title")),
    }
    if what == "goal_added" and change.get("steps"):
        count = len(change["steps"])
        text = ngettext("New goal “%(goal)s” with %(count)s step", "New goal “%(goal)s” with %(count)s steps", count)
        return text % {**words, "count": count}
    if what == "step_is_done":
        text = _("Step “%(step)s” is done") if change.get("after") else _("Step “%(step)s” is not done after all")
        return text % words
    return _sentences().get(what, _("Changed")) % words


def _sentences():
    return {
        "outline": _("“What we want to work on” has new words"),
        "frequency": _("How often you are in touch: now “%(after)s”"),
        "planned_contacts": _("Contacts you plan: %(after)s instead of %(before)s"),
        "planned_meetings": _("Meetings in person you plan: %(after)s instead of %(before)s"),
        "goal_added": _("New goal “%(goal)s”"),
        "goal_removed": _("Goal “%(goal)s” was removed"),
        "goal_text": _("A goal has new words: “%(goal)s”"),
        "goal_topic": _("Goal “%(goal)s”: topic now “%(after)s”"),
        "goal_state_goal": _("Goal “%(goal)s”: state goal now “%(after)s”"),
        "goal_measure": _("Goal “%(goal)s”: how you will know, now “%(after)s”"),
        "goal_status": _("Goal “%(goal)s”: %(after)s"),
        "step_added": _("New step “%(step)s” for “%(goal)s”"),
        "step_removed": _("Step “%(step)s” of “%(goal)s” was removed"),
        "step_text": _("A step of “%(goal)s” has new words: “%(step)s”"),
        "step_owner": _("Step “%(step)s”: now done by %(after)s"),
        "step_due_on": _("Step “%(step)s”: until %(after)s"),
        "approved": _("Approved the plan"),
        "resource_added": _("Attached “%(title)s”"),
        "resource_added_goal": _("Attached “%(title)s” to “%(goal)s”"),
        "resource_removed": _("Took off “%(title)s”"),
        "checklist_ticked": _("Checklist: “%(title)s” is covered"),
        "checklist_unticked": _("Checklist: “%(title)s” is open again"),
    }


def _short(text):
    return Truncator(str(text or "")).chars(90)


def _value(what, value):
    """A stored value as readers know it."""
    if value in (None, "", []):
        return _("nothing in particular") if what != "step_due_on" else _("no particular day")
    if what == "goal_status":
        return GoalStatus(value).label if value in GoalStatus.values else str(value)
    if what == "step_owner":
        return StepOwner(value).label if value in StepOwner.values else str(value)
    if what == "step_due_on":
        try:
            return short_date(datetime.date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return _short(value)
