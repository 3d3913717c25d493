"""The plan's one page: a plan form, a form for each goal, and a formset of steps for each goal."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentoring_pages.enums import GoalStatus, StepOwner
from mentoring_pages.members.plans.choosing import TEXTS, place_of, stored
from mentoring_pages.members.plans.forms import MOST_ROWS, GoalFormSet, PlanForm, StepFormSet
from mentoring_pages.members.plans.merging import GOAL_FIELDS, PLAN_FIELDS, STEP_FIELDS
from mentoring_pages.models import Goal, StateGoal
from resources.models import Topic

BLANK_STEP = {"pk": None, "text": "", "owner": StepOwner.BOTH.value, "due_on": "", "is_done": False}
BLANK_GOAL = {"pk": None, **dict.fromkeys(GOAL_FIELDS, ""), "status": GoalStatus.OPEN.value}


@dataclass
class PlanPage:
    """`rows` are pairs of a goal's form and the formset of its steps."""

    plan_form: PlanForm
    goals: object
    rows: list

    def is_valid(self) -> bool:
        """Check every form, so that all errors are shown at once."""
        forms = [self.plan_form.is_valid(), self.goals.is_valid()]
        forms += [steps.is_valid() for _goal, steps in self.rows]
        for goal, steps in self.rows:
            if goal.is_valid() and goal.is_blank and any(step.is_valid() and not step.is_blank for step in steps):
                goal.add_error("text", _("Say which goal these steps lead to."))
                forms.append(False)
        return all(forms)

    def show_theirs(self, base, names):
        """Put what the other side saved beside each field of these names."""
        for name in names:
            place = place_of(name)
            form = self._form_at(place) if place else None
            if form is None or place[2] not in form.fields:
                continue
            field = form[place[2]]
            value = stored(base, _Pks(self), name)
            if value is not None:
                field.theirs = _in_words(form.fields[place[2]], value)
                field.can_keep_both = place[2] in TEXTS

    def _form_at(self, place):
        goal_number, step_number, _field = place
        if goal_number is None:
            return self.plan_form
        if goal_number >= len(self.rows):
            return None
        goal, steps = self.rows[goal_number]
        if step_number is None:
            return goal
        return steps[step_number] if step_number < len(steps.forms) else None

    @property
    def errors(self):
        """Every error with the address of its field, for components/form_errors.html."""
        forms = [self.plan_form]
        for goal, steps in self.rows:
            forms += [goal, *steps]
        lists = [self.goals, *(steps for _goal, steps in self.rows)]
        whole = [{"text": error} for rows in lists if rows.is_bound for error in rows.non_form_errors()]
        return whole + [
            {"url": f"#{field.id_for_label}", "text": f"{field.label}: {error}"}
            for form in forms
            if form.is_bound
            for field in form
            for error in field.errors
        ]


class _Pks:
    """Reads the rows' ids off a page, bound or not, as `choosing.stored` reads them off what was posted."""

    def __init__(self, page):
        self.page = page

    def get(self, name):
        goal, steps = self.page.rows[place_of(name)[0]]
        number = place_of(name)[1]
        return (goal if number is None else steps[number])["pk"].value()


def vocabularies(pair) -> dict:
    """Choices of the goals' lists, read once for all rows; retired terms only where the plan uses them. 3 queries."""
    used = list(Goal.objects.filter(plan__pair=pair).values("topic", "state_goal"))
    found = {}
    for name, model in (("topic", Topic), ("state_goal", StateGoal)):
        kept = {row[name] for row in used}
        terms = [term for term in model.objects.all() if term.is_active or term.pk in kept]
        choices = [("", _("None in particular")), *((term.pk, str(term)) for term in terms)]
        found[name] = (model.objects.all(), choices)
    return found


def page_of_post(data, *, least, choices) -> PlanPage:
    """The page as it was posted."""
    goals = GoalFormSet(data, prefix="goals", form_kwargs={"vocabularies": choices})
    rows = [(goal, StepFormSet(data, prefix=f"{goal.prefix}-steps")) for goal in goals]
    return PlanPage(PlanForm(data, least=least), goals, rows)


def page_of_snapshot(snapshot, *, version, base, least, choices, conflicts=()) -> PlanPage:
    """The page that shows a snapshot. `base` is the snapshot to which `version` belongs; the form carries both, and the
    names of the fields in which somebody else wrote something different.
    """
    goals = GoalFormSet(
        initial=[_initial(row, GOAL_FIELDS) for row in snapshot["goals"][:MOST_ROWS]],
        prefix="goals",
        form_kwargs={"vocabularies": choices},
    )
    rows = []
    for goal, row in zip(goals, snapshot["goals"], strict=False):
        steps = StepFormSet(
            initial=[_initial(step, STEP_FIELDS) for step in row["steps"][:MOST_ROWS]], prefix=f"{goal.prefix}-steps"
        )
        rows.append((goal, steps))
    plan_form = PlanForm(
        initial={
            **_initial(snapshot, PLAN_FIELDS),
            "version": version,
            "base": json.dumps(base),
            "conflicts": " ".join(conflicts),
        },
        least=least,
    )
    page = PlanPage(plan_form, goals, rows)
    page.show_theirs(base, conflicts)
    return page


def with_spare_rows(snapshot) -> dict:
    """The snapshot with an empty step below each goal and an empty goal at the end."""
    goals = [{**goal, "steps": [*goal["steps"], BLANK_STEP]} for goal in snapshot["goals"]]
    return {**snapshot, "goals": [*goals, {**BLANK_GOAL, "steps": [BLANK_STEP]}]}


def with_added_row(snapshot, name: str) -> dict:
    """The snapshot with one more empty row; `name` is "goals" or, for a step of the third goal, "goals-2-steps"."""
    if name == "goals":
        return {**snapshot, "goals": [*snapshot["goals"], {**BLANK_GOAL, "steps": [BLANK_STEP]}]}
    return {
        **snapshot,
        "goals": [
            {**goal, "steps": [*goal["steps"], BLANK_STEP]} if name == f"goals-{place}-steps" else goal
            for place, goal in enumerate(snapshot["goals"])
        ],
    }


def with_first_goal(snapshot, text: str) -> dict:
    """The snapshot with that goal in its first empty row (R85)."""
    goals = [*snapshot["goals"], {**BLANK_GOAL, "steps": [BLANK_STEP]}]
    place = next(number for number, goal in enumerate(goals) if not goal["text"] and not goal["pk"])
    goals[place] = {**goals[place], "text": text}
    return {**snapshot, "goals": goals}


def _initial(row, names):
    initial = {name: row.get(name, "") for name in names}
    if "pk" in row:
        initial |= {"pk": row["pk"], "is_removed": row.get("is_removed", False)}
    return initial


def _in_words(field, value):
    if isinstance(value, bool):
        return _("ticked") if value else _("not ticked")
    words = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return words.get(str(value)) or str(value) or _("nothing")
