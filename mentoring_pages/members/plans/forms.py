"""The forms of an action plan: the plan, its goals, and the steps of each goal, all on one page without scripts."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mentoring_pages.actions.plans import GoalDraft, PlanDraft, StepDraft
from mentoring_pages.enums import GoalStatus, StepOwner
from mentoring_pages.models import StateGoal
from resources.models import Topic

MOST_ROWS = 60


class _RowForm(forms.Form):
    """A row that is left out while its text is empty, and that a tick takes away."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_removed = forms.BooleanField(label=_("Remove this"), required=False)

    def clean(self):
        typed = super().clean()
        if typed.get("is_removed") or typed.get("text") or "text" in self.errors:
            return typed
        if typed.get("pk"):
            self.add_error("text", _("Write something here, or tick “Remove this”."))
        elif self._says_something():
            self.add_error("text", _("Say what it is, or empty this row."))
        return typed

    def _says_something(self):
        return any(self.cleaned_data.get(name) for name in self.telling)

    @property
    def is_blank(self):
        """Nothing to keep: no text and no row behind it."""
        return not self.cleaned_data.get("text") and not self.cleaned_data.get("pk")


class PlanForm(forms.Form):
    """The plan itself. `least` is the cycle's minimum: (contacts, of which face to face)."""

    conflicts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40_000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    outline = forms.CharField(
        label=_("What we want to work on"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A few sentences, from what the mentee needs and what the mentor knows."),
    )
    frequency = forms.CharField(
        label=_("How often we are in touch"),
        max_length=500,
        required=False,
        help_text=_("For instance: a call every second Tuesday."),
    )
    planned_contacts = forms.IntegerField(label=_("Contacts we plan"), max_value=500, required=False)
    planned_meetings = forms.IntegerField(label=_("Meetings in person we plan"), max_value=500, required=False)

    def __init__(self, *args, least, **kwargs):
        super().__init__(*args, **kwargs)
        self.least, self.least_meetings = least
        helps = {
            "planned_contacts": (
                self.least,
                _t("This season asks for at least %(least)d. Plan more if you like; leave it empty to keep to that."),
            ),
            "planned_meetings": (
                self.least_meetings,
                _t("Of these contacts, at least %(least)d in person. Empty: as many as the season asks for."),
            ),
        }
        for name, (floor, text) in helps.items():
            self.fields[name].help_text = text % {"least": floor}
            self.fields[name].widget.attrs["min"] = floor

    def clean_planned_contacts(self):
        planned = self.cleaned_data["planned_contacts"]
        if planned is not None and planned < self.least:
            raise forms.ValidationError(
                _t("This season asks for at least %(least)d contacts, so a plan can't ask for fewer.")
                % {"least": self.least}
            )
        return planned

    def clean_planned_meetings(self):
        planned = self.cleaned_data["planned_meetings"]
        if planned is not None and planned < self.least_meetings:
            raise forms.ValidationError(
                _t("This season asks for at least %(least)d meetings in person, so a plan can't ask for fewer.")
                % {"least": self.least_meetings}
            )
        return planned


class GoalForm(_RowForm):
    """One goal."""

    telling = ("measure", "topic", "state_goal")

    text = forms.CharField(label=_("Goal"), max_length=1_000, required=False)
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("None in particular")
    )
    state_goal = forms.ModelChoiceField(
        label=_("State goal it serves"),
        queryset=StateGoal.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )
    measure = forms.CharField(label=_("How we will know"), max_length=1_000, required=False)
    status = forms.ChoiceField(label=_("How far it is"), choices=GoalStatus.choices, initial=GoalStatus.OPEN)

    def __init__(self, *args, vocabularies, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (queryset, choices) in vocabularies.items():
            self.fields[name].queryset = queryset
            self.fields[name].choices = choices

    def draft(self, steps):
        """What was typed, as `actions.plans` takes it; once the form is valid."""
        typed = self.cleaned_data
        return GoalDraft(
            pk=typed["pk"],
            text=typed["text"],
            topic=typed["topic"],
            state_goal=typed["state_goal"],
            measure=typed["measure"],
            status=typed["status"],
            is_removed=typed["is_removed"],
            steps=tuple(step.draft() for step in steps if not step.is_blank),
        )


class StepForm(_RowForm):
    """One step towards a goal."""

    telling = ("due_on", "is_done")

    text = forms.CharField(label=_("Step"), max_length=1_000, required=False)
    owner = forms.ChoiceField(label=_("Who"), choices=StepOwner.choices, initial=StepOwner.BOTH)
    due_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_done = forms.BooleanField(label=_("Done"), required=False)

    def draft(self):
        """What was typed, as `actions.plans` takes it; once the form is valid."""
        typed = self.cleaned_data
        return StepDraft(
            pk=typed["pk"],
            text=typed["text"],
            owner=typed["owner"],
            due_on=typed["due_on"],
            is_done=typed["is_done"],
            is_removed=typed["is_removed"],
        )


GoalFormSet = forms.formset_factory(GoalForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
StepFormSet = forms.formset_factory(StepForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def plan_draft(plan_form, rows):
    """The whole page as `actions.plans` takes it. `rows` are pairs of a goal's form and its step formset, all valid."""
    typed = plan_form.cleaned_data
    goals = []
    for goal, steps in rows:
        has_steps = any(not step.is_blank for step in steps)
        if not goal.is_blank or has_steps:
            goals.append(goal.draft(steps))
    return PlanDraft(
        outline=typed["outline"],
        frequency=typed["frequency"],
        planned_contacts=typed["planned_contacts"],
        planned_meetings=typed["planned_meetings"],
        goals=tuple(goals),
    )
