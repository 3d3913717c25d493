"""Forms of an application, one for each part. A draft may be saved with gaps; sending it in looks at the whole.

`version` carries the state the form was opened with.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring_pages.actions.application_drafts import COMMITMENT_FIELDS
from mentoring_pages.application_stages import PrerequisiteKind
from mentoring_pages.models import MentorApplication
from resources.models import Topic

TOPIC_ROWS = 5


class PrerequisitesForm(forms.Form):
    """What is asked of mentors, each in its own way."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, standings=(), kept=None, **kwargs):
        """`standings` are those of the application; `kept` the saved {prerequisite id: (is confirmed, text)}."""
        super().__init__(*args, **kwargs)
        self.standings = standings
        for one in standings:
            pk, kind = one.prerequisite.pk, one.prerequisite.kind
            is_confirmed, text = (kept or {}).get(pk, (False, ""))
            if kind == PrerequisiteKind.CONFIRM:
                self.fields[f"confirm_{pk}"] = forms.BooleanField(
                    label=_("Yes, this is true of us"), required=False, initial=is_confirmed
                )
            self.fields[f"text_{pk}"] = forms.CharField(
                label=self._text_label(one),
                required=False,
                max_length=2_000,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 4 if kind == PrerequisiteKind.TEXT else 2}),
            )

    def _text_label(self, one):
        if one.prerequisite.kind == PrerequisiteKind.TEXT:
            return _("Your answer")
        if one.prerequisite.kind == PrerequisiteKind.YEARS:
            return _("If it is less: why you apply all the same")
        return _("In a few words, if you like")

    def clean(self):
        cleaned = super().clean()
        cleaned["answers"] = {
            one.prerequisite.pk: (
                bool(cleaned.get(f"confirm_{one.prerequisite.pk}")),
                cleaned.get(f"text_{one.prerequisite.pk}") or "",
            )
            for one in self.standings
        }
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        return [
            {
                "legend": one.prerequisite.name,
                "help": _help(one),
                "fields": [
                    name
                    for name in (f"confirm_{one.prerequisite.pk}", f"text_{one.prerequisite.pk}")
                    if name in self.fields
                ],
            }
            for one in self.standings
        ]


class ExpertiseForm(forms.Form):
    """Up to five topics, each with a result (R7)."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = range(1, max(TOPIC_ROWS, len(kept)) + 1)
        choices = topic_choices({topic for topic, _result in kept})
        for number in self.rows:
            self.fields[f"topic_{number}"] = forms.TypedChoiceField(
                label=_("Topic %(number)s") % {"number": number},
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"result_{number}"] = forms.CharField(
                label=_("A result you can show"),
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        for number, (topic, result) in enumerate(kept, start=1):
            self.initial.setdefault(f"topic_{number}", topic)
            self.initial.setdefault(f"result_{number}", result)

    def clean(self):
        """A topic once; a result without a topic is asked about, not thrown away."""
        cleaned = super().clean()
        topics, seen = [], set()
        for number in self.rows:
            topic, result = cleaned.get(f"topic_{number}"), (cleaned.get(f"result_{number}") or "").strip()
            if not topic:
                if result and not self.errors.get(f"topic_{number}"):
                    self.add_error(f"topic_{number}", _("Choose the topic that this result is about."))
            elif topic in seen:
                self.add_error(f"topic_{number}", _("You have named this topic already."))
            else:
                seen.add(topic)
                topics.append((topic, result))
        cleaned["topics"] = topics
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        return [
            {
                "legend": _("What you can help with") if number == 1 else "",
                "help": _("At least one topic. What did you do, and what came of it? Numbers help, stories too.")
                if number == 1
                else "",
                "fields": [f"topic_{number}", f"result_{number}"],
            }
            for number in self.rows
        ]


class CommitmentForm(forms.ModelForm):
    """Time, people and reasons (R32)."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = MentorApplication
        fields = COMMITMENT_FIELDS
        labels = {
            "hours_a_month": gettext_lazy("Hours a month that you set aside"),
            "staff_committed": gettext_lazy("Who will do it"),
            "planning_note": gettext_lazy("How it is part of your plans for the year"),
            "mentee_count": gettext_lazy("Mentees you can take at a time"),
        }
        help_texts = {
            "hours_a_month": gettext_lazy("Most mentors need about four, more in a month with a visit."),
            "staff_committed": gettext_lazy("Names or roles."),
            "planning_note": gettext_lazy(
                "For instance: agreed with the board, hours in the staff plan, travel money."
            ),
        }
        widgets = {
            "motivation": forms.Textarea(attrs={"rows": 5}),
            "planning_note": forms.Textarea(attrs={"rows": 3}),
            "hours_a_month": forms.TextInput(attrs={"inputmode": "numeric"}),
            "mentee_count": forms.TextInput(attrs={"inputmode": "numeric"}),
        }

    def fieldsets(self):
        """For the shared form component."""
        return [
            {"legend": _("Your reasons"), "fields": ["motivation"]},
            {
                "legend": _("Your time and people"),
                "fields": ["hours_a_month", "staff_committed", "planning_note", "mentee_count"],
            },
        ]


class RefereesForm(forms.Form):
    """People outside the program who know its work; staff set how many."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, wanted=2, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        self.rows = range(1, max(wanted, len(kept)) + 1)
        for number in self.rows:
            self.fields[f"name_{number}"] = forms.CharField(label=_("Name"), required=False, max_length=120)
            self.fields[f"email_{number}"] = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
            self.fields[f"relation_{number}"] = forms.CharField(
                label=_("How they know your program"), required=False, max_length=200
            )
        for number, values in enumerate(kept, start=1):
            for name, value in zip(("name", "email", "relation"), values, strict=True):
                self.initial.setdefault(f"{name}_{number}", value)

    def clean(self):
        """Name and address go together; nobody is named twice."""
        cleaned = super().clean()
        referees, seen = [], set()
        for number in self.rows:
            name, email, relation = (
                (cleaned.get(f"{field}_{number}") or "").strip() for field in ("name", "email", "relation")
            )
            if not (name or email or relation) or self.errors.get(f"email_{number}"):
                continue
            if not name:
                self.add_error(f"name_{number}", _("Say who this is."))
            elif not email:
                self.add_error(f"email_{number}", _("We need an address to write to."))
            elif email.lower() in seen:
                self.add_error(f"email_{number}", _("You have named this address already."))
            seen.add(email.lower())
            referees.append((name, email, relation))
        cleaned["referees"] = referees
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        intro = ngettext(
            "Name %(count)d person from outside your program who knows your work.",
            "Name %(count)d people from outside your program who know your work.",
            self.wanted,
        ) % {"count": self.wanted}
        return [
            {
                "legend": _("Referee %(number)s") % {"number": number},
                "help": intro if number == 1 else "",
                "fields": [f"name_{number}", f"email_{number}", f"relation_{number}"],
            }
            for number in self.rows
        ]


def topic_choices(kept):
    """Active topics in their groups, and retired ones among the ids in `kept`."""
    groups: dict[str, list] = {}
    for topic in Topic.objects.select_related("group"):
        if topic.is_active or topic.pk in kept:
            groups.setdefault(topic.group.name if topic.group else _("Other topics"), []).append((topic.pk, topic.name))
    return [("", _("No topic")), *groups.items()]


def _help(one):
    text = one.prerequisite.description
    if one.prerequisite.kind != PrerequisiteKind.YEARS:
        return text
    return " ".join(part for part in (text, years_in_words(one)) if part)


def years_in_words(one):
    """What the program's facts say about a prerequisite of years."""
    if one.years is None:
        return _("Your program's facts do not say since when you are a grantee.")
    return ngettext(
        "By your program's facts: %(count)d year.", "By your program's facts: %(count)d years.", one.years
    ) % {"count": one.years}
