"""Forms of a request: what is needed, what would fit, whom to ask, and saying no.

Each keeps what was typed and hands plain values to the actions. `version` carries the state the form was opened with.
"""

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import Availability, WishDirection, WishWeight
from mentoring_pages.facts import all_facts
from mentoring_pages.matching import COMPARABLE
from mentoring_pages.models import FACTS, Program
from resources.models import Topic

NEED_ROWS = 5


class NeedsForm(forms.Form):
    """Up to five topics with a sentence each, and a note. `programs` to choose from only if there are several."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("What else should mentors know?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, programs=(), kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        groups = _topic_choices({topic for topic, _sentence in kept})
        rows = max(NEED_ROWS, len(kept))
        self.rows = range(1, rows + 1)
        for number in self.rows:
            self.fields[f"topic_{number}"] = forms.TypedChoiceField(
                label=_("Topic %(number)s") % {"number": number},
                choices=groups,
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"sentence_{number}"] = forms.CharField(
                label=_("In a sentence"), required=False, max_length=300
            )
        for number, (topic, sentence) in enumerate(kept, start=1):
            self.initial.setdefault(f"topic_{number}", topic)
            self.initial.setdefault(f"sentence_{number}", sentence)
        if len(programs) > 1:
            self.fields["program"] = forms.ModelChoiceField(
                label=_("Which program asks?"),
                queryset=Program.objects.filter(pk__in=[program.pk for program in programs]),
                to_field_name="code",
                empty_label=None,
            )

    def clean(self):
        """A topic once, with at least one named; a sentence without a topic is asked about, not thrown away."""
        cleaned = super().clean()
        needs, seen = [], set()
        for number in self.rows:
            topic, sentence = cleaned.get(f"topic_{number}"), (cleaned.get(f"sentence_{number}") or "").strip()
            if not topic:
                if sentence:
                    self.add_error(f"topic_{number}", _("Choose the topic that this sentence is about."))
                continue
            if topic in seen:
                self.add_error(f"topic_{number}", _("You have named this topic already."))
                continue
            seen.add(topic)
            needs.append((topic, sentence))
        if not needs and not self.errors:
            self.add_error("topic_1", _("Choose at least one topic."))
        cleaned["needs"] = needs
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        first = [{"legend": _("Program"), "fields": ["program"]}] if "program" in self.fields else []
        needs = [
            {
                "legend": _("What you need help with") if number == 1 else "",
                "help": _("At least one topic, the most important first.") if number == 1 else "",
                "fields": [f"topic_{number}", f"sentence_{number}"],
            }
            for number in self.rows
        ]
        return [*first, *needs, {"legend": _("Anything else"), "fields": ["note"]}]


class WishesForm(forms.Form):
    """For each of the 14 facts: no wish, like us or different, nice to have or a must (R10)."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    CHOICES = (
        ("", gettext_lazy("Does not matter")),
        (f"{WishDirection.LIKE_US}:{WishWeight.NICE}", gettext_lazy("Like us, nice to have")),
        (f"{WishDirection.LIKE_US}:{WishWeight.MUST}", gettext_lazy("Like us, a must")),
        (f"{WishDirection.UNLIKE_US}:{WishWeight.NICE}", gettext_lazy("Different from us, nice to have")),
        (f"{WishDirection.UNLIKE_US}:{WishWeight.MUST}", gettext_lazy("Different from us, a must")),
    )

    def __init__(self, *args, program_facts=None, kept=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = {fact.key: fact.value for fact in all_facts(program_facts)} if program_facts else {}
        for fact in FACTS:
            value = " · ".join(own.get(fact.key, "").split("\n"))
            short = f"{value[:97]}…" if len(value) > 98 else value
            self.fields[fact.key] = forms.ChoiceField(
                label=fact.label,
                choices=self.CHOICES,
                required=False,
                help_text=_own_words(fact.key, short),
            )
        for key, (direction, weight) in (kept or {}).items():
            self.initial.setdefault(key, f"{direction}:{weight}")

    def clean(self):
        cleaned = super().clean()
        cleaned["wishes"] = {fact.key: tuple(cleaned[fact.key].split(":")) for fact in FACTS if cleaned.get(fact.key)}
        return cleaned

    def fieldsets(self):
        """For the shared form component: what is compared for the mentee, and what people read."""
        return [
            {
                "legend": _("What we compare for you"),
                "help": _(
                    "Where it does not matter, leave it. A must leaves out mentors who we know do not have it; "
                    "on licensing, those who tell of none."
                ),
                "fields": [fact.key for fact in FACTS if fact.key in COMPARABLE],
            },
            {
                "legend": _("What people judge"),
                "help": _(
                    "No rule can compare these, so they leave nobody out. Mentors you ask and coordinators read them."
                ),
                "fields": [fact.key for fact in FACTS if fact.key not in COMPARABLE],
            },
        ]


class ChoicesForm(forms.Form):
    """The ranked list: up to the cycle's number of mentors, each with a reason."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, options=(), rows=5, kept=(), **kwargs):
        """`options` are (code, label) of mentors; `kept` is the saved list as [(code, reason)]."""
        super().__init__(*args, **kwargs)
        self.rows = range(1, max(rows, 1) + 1)
        self.labels = dict(options)
        for number in self.rows:
            self.fields[f"mentor_{number}"] = forms.ChoiceField(
                label=_("Choice %(number)s") % {"number": number},
                choices=[("", _("No mentor")), *options],
                required=False,
            )
            self.fields[f"reason_{number}"] = forms.CharField(
                label=_("Why this mentor"), required=False, max_length=300
            )
        for number, (code, reason) in zip(self.rows, kept, strict=False):
            self.initial.setdefault(f"mentor_{number}", code)
            self.initial.setdefault(f"reason_{number}", reason)

    def clean(self):
        """A mentor once; empty places in between are closed up."""
        cleaned = super().clean()
        choices, seen = [], set()
        for number in self.rows:
            code, reason = cleaned.get(f"mentor_{number}"), (cleaned.get(f"reason_{number}") or "").strip()
            if not code:
                if reason and not self.errors.get(f"mentor_{number}"):
                    self.add_error(f"mentor_{number}", _("Choose the mentor that this reason is about."))
                continue
            if code in seen:
                self.add_error(f"mentor_{number}", _("This mentor is on your list already."))
                continue
            seen.add(code)
            choices.append((code, reason))
        cleaned["choices"] = choices
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        return [
            {
                "legend": _("Your list") if number == 1 else "",
                "help": _("The mentor you would like best comes first. Reasons are up to you; a mentor reads its own.")
                if number == 1
                else "",
                "fields": [f"mentor_{number}", f"reason_{number}"],
            }
            for number in self.rows
        ]


class FindForm(forms.Form):
    """Words to find mentors by. It stands before the list's form and belongs to it, so nothing typed there is lost."""

    find = forms.CharField(
        label=gettext_lazy("Find a mentor by name, place or topic"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "form": "request-form", "autocomplete": "off"}),
    )


class PauseField(forms.BooleanField):
    """Take a break in the same step as answering."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Take a break from requests"),
            required=False,
            help_text=gettext_lazy("No other program can ask you until you end the break under Requests."),
        )


class AcceptForm(forms.Form):
    """What may go with a yes."""

    pauses = PauseField()


class AvailabilityForm(forms.Form):
    """Which of one's own programs takes a break, or ends it."""

    program = forms.ModelChoiceField(queryset=Program.objects.none(), to_field_name="code")
    availability = forms.ChoiceField(choices=Availability.choices)

    def __init__(self, *args, programs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs


class DeclineForm(forms.Form):
    """Why not. Staff alone read it."""

    field_order = ["reason", "pauses"]
    pauses = PauseField()

    reason = forms.CharField(
        label=gettext_lazy("Why you can't take it on"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Please tell the coordinators in a few words why.")},
    )


def _own_words(key, value):
    if value:
        return _("You: %(value)s") % {"value": escape(value)}
    # Of licensing, who tells nothing is taken for who has none.
    is_needed = key in COMPARABLE and key != "accreditation"
    return _("You have not told this yet, so it can't be compared and leaves nobody out.") if is_needed else ""


def _topic_choices(kept):
    """Active topics in their groups, and retired ones that the request names."""
    groups: dict[str, list] = {}
    for topic in Topic.objects.select_related("group"):
        if topic.is_active or topic.pk in kept:
            groups.setdefault(topic.group.name if topic.group else _("Other topics"), []).append((topic.pk, topic.name))
    return [("", _("No topic")), *groups.items()]
