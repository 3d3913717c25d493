"""The form of a journal entry."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.encryption import ConfidentialText
from mentoring_pages.enums import JournalAudience

# What each choice means, as a sentence, so that nobody has to guess who reads along.
AUDIENCES = [
    (JournalAudience.ONLY_ME, _("Only me. Nobody else reads it here: not my partner, not staff.")),
    (JournalAudience.MY_PAIR, _("My pair. Everyone of our two programs can read it, now and later. Staff can't.")),
    (JournalAudience.PAIR_AND_STAFF, _("My pair and staff. The mentoring coordinators can read it too.")),
]


class _ConfidentialWidget:
    """Keeps what is typed out of what the template logger writes about a widget."""

    def format_value(self, value):
        shown = super().format_value(value)
        return shown if shown is None else ConfidentialText(shown)


class _ConfidentialInput(_ConfidentialWidget, forms.TextInput):
    pass


class _ConfidentialTextarea(_ConfidentialWidget, forms.Textarea):
    pass


class JournalEntryForm(forms.Form):
    """An entry as typed."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    written_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False, widget=_ConfidentialInput)
    text = forms.CharField(
        label=_("What I want to remember"), max_length=20_000, widget=_ConfidentialTextarea(attrs={"rows": 12})
    )
    audience = forms.ChoiceField(label=_("Who may read it?"), choices=AUDIENCES, widget=forms.RadioSelect)

    def __init__(self, *args, entry=None, initial=None, **kwargs):
        known = {
            "code": uuid.uuid4(),
            "written_on": timezone.localdate(),
            "audience": JournalAudience.ONLY_ME,
        }
        if entry:
            known = {name: getattr(entry, name) for name in self.base_fields}
        super().__init__(*args, initial={**known, **(initial or {})}, **kwargs)
        self.fields["written_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_written_on(self):
        day = self.cleaned_data["written_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day.year < 2000:
            raise forms.ValidationError(_("Please check the year."))
        return day

    def entry(self):
        """What was typed, as `actions.journals` takes it; once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("audience", "written_on", "title", "text")}

    def with_prompt(self, prompt):
        """An unchecked form with all that was typed here and the words of `prompt` (None: as it is) to begin with."""
        typed = {name: self[name].data for name in self.fields if self[name].data is not None}
        if prompt and not typed.get("title"):
            typed["title"] = str(prompt)[:200]
        elif prompt and str(prompt) != typed["title"]:
            typed["text"] = "\n\n".join(part for part in (typed.get("text", "").rstrip(), f"{prompt}\n") if part)
        return JournalEntryForm(initial=typed)
