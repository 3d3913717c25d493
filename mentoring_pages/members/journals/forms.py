"""The forms of journals."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import JournalAudience
from mentoring_pages.members.confidential_widgets import (
    ConfidentialInput,
    ConfidentialSearch,
    ConfidentialTextarea,
)
from mentoring_pages.members.kept_forms import TYPIST, typist_field

# What each choice means, as a sentence, so that nobody has to guess who reads along.
AUDIENCES = [
    (JournalAudience.ONLY_ME, _("Only me. Nobody else reads it here: not my partner, not staff.")),
    (
        JournalAudience.MY_PAIR,
        _("My pair. The people of our two programs today can read it. Staff can't, and who comes later can't."),
    ),
    (JournalAudience.PAIR_AND_STAFF, _("My pair and staff. The mentoring coordinators can read it too.")),
]
MOST_CHARACTERS = 20_000
MOST_OF_TITLE = 200


class JournalEntryForm(forms.Form):
    """An entry as typed. `version` is that of the entry when the form was opened, `revision` that of its draft."""

    _TYPED = ("audience", "written_on", "title", "text")

    code = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**30)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**30)
    written_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    title = forms.CharField(
        label=_("Title"), max_length=MOST_OF_TITLE, required=False, widget=ConfidentialInput(attrs={"dir": "auto"})
    )
    text = forms.CharField(
        label=_("What I want to remember"),
        max_length=MOST_CHARACTERS,
        widget=ConfidentialTextarea(attrs={"rows": 12, "dir": "auto"}),
    )
    audience = forms.ChoiceField(label=_("Who may read it?"), choices=AUDIENCES, widget=forms.RadioSelect)

    def __init__(self, *args, user, entry=None, draft=None, initial=None, **kwargs):
        self.user = user
        known = {
            "code": uuid.uuid4(),
            "written_on": timezone.localdate(),
            "audience": JournalAudience.ONLY_ME,
            "version": 0,
            "revision": 0,
        }
        if entry:
            known |= {name: getattr(entry, name) for name in ("code", "version", *self._TYPED)}
        if draft:
            known |= {name: getattr(draft, name) for name in ("code", "revision", *self._TYPED)}
            known["version"] = draft.base_version
        super().__init__(*args, initial={**known, **(initial or {})}, **kwargs)
        self.fields["written_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields[TYPIST] = typist_field(user)

    def clean_written_on(self):
        day = self.cleaned_data["written_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day.year < 2000:
            raise forms.ValidationError(_("Please check the year."))
        return day

    def entry(self):
        """What was typed, as `actions.journals` takes it; once the form is valid."""
        return {name: self.cleaned_data[name] for name in self._TYPED}

    def number(self, name):
        """`version` or `revision` as posted; 0 for none."""
        return self.cleaned_data.get(name) or 0

    def with_prompt(self, prompt):
        """An unchecked form with all that was typed here and the words of `prompt` (None: as it is) to begin with."""
        typed = self._as_typed()
        if prompt and not typed.get("title"):
            typed["title"] = str(prompt)[:MOST_OF_TITLE]
        elif prompt and str(prompt) != typed["title"]:
            typed["text"] = "\n\n".join(part for part in (typed.get("text", "").rstrip(), f"{prompt}\n") if part)
        return JournalEntryForm(user=self.user, initial=typed)

    def with_numbers(self, **numbers):
        """An unchecked form with all that was typed here, and another `version` or `revision`."""
        return JournalEntryForm(user=self.user, initial=self._as_typed() | numbers)

    def _as_typed(self):
        return {name: self[name].data for name in self.fields if name != TYPIST and self[name].data is not None}


class JournalDraftForm(forms.Form):
    """What is kept of an entry that may not be whole yet: nothing is refused that could be somebody's words."""

    code = forms.UUIDField()
    version = forms.IntegerField(required=False, min_value=0, max_value=2**30)
    revision = forms.IntegerField(required=False, min_value=0, max_value=2**30)
    title = forms.CharField(required=False, max_length=2 * MOST_OF_TITLE, strip=False)
    text = forms.CharField(required=False, max_length=2 * MOST_CHARACTERS, strip=False)
    written_on = forms.DateField(required=False)
    audience = forms.CharField(required=False)

    def clean_audience(self):
        known = self.cleaned_data["audience"]
        return known if known in JournalAudience.values else JournalAudience.ONLY_ME

    def draft(self):
        """As `actions.journal_drafts.keep_draft` takes it. An unreadable date is left out."""
        return {
            "code": self.cleaned_data["code"],
            "revision": self.cleaned_data.get("revision") or 0,
            "base_version": self.cleaned_data.get("version") or 0,
            "audience": self.cleaned_data["audience"],
            "written_on": self.cleaned_data.get("written_on"),
            "title": self.cleaned_data["title"],
            "text": self.cleaned_data["text"],
        }

    def can_be_kept(self):
        """Whether everything but the date and the numbers is as it should be, and there are words to keep."""
        if set(self.errors) - {"written_on", "version", "revision"}:
            return False
        return bool(self.cleaned_data["title"].strip() or self.cleaned_data["text"].strip())


class PassageForm(forms.Form):
    """Words of an entry that are shared alone."""

    text = forms.CharField(
        label=_("The passage"),
        max_length=MOST_CHARACTERS,
        help_text=_("Copy it from your entry as it stands. Only these words are shared, not the title, not the rest."),
        widget=ConfidentialTextarea(attrs={"rows": 6, "dir": "auto"}),
    )
    audience = forms.ChoiceField(label=_("Who may read it?"), choices=AUDIENCES[1:], widget=forms.RadioSelect)


class SearchForm(forms.Form):
    """Words that one looks for in one's own entries."""

    q = forms.CharField(label=_("Words to look for"), max_length=200, widget=ConfidentialSearch(attrs={"dir": "auto"}))


class ExportForm(forms.Form):
    """What one takes along, and how."""

    MARKDOWN, HTML, PDF = "markdown", "html", "pdf"
    kind = forms.ChoiceField(
        label=_("As which kind of file?"),
        choices=[
            (HTML, _("A page (HTML), to read in any browser")),
            (PDF, _("PDF, to print or keep")),
            (MARKDOWN, _("Markdown, plain text to go on working with")),
        ],
        widget=forms.RadioSelect,
        initial=HTML,
    )

    def __init__(self, *args, has_pdf, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_pdf:
            self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0] != self.PDF]
