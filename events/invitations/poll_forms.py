"""Marking the dates of a poll: one question for each date, without scripts (R29)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.enums import DateAnswer
from events.guests.forms import PROGRAM_LIST, AsksAboutAddress, GuestAddressField, GuestNameField

from .words import option_words


class OwnMarksForm(forms.Form):
    """One's own marks, without the address, which stays the same. `marks` is {number of the date: answer}."""

    required_css_class = "is-required"

    name = GuestNameField(
        label=_("Your name"),
        help_text=_("Only staff see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    program_name = forms.CharField(
        label=_("Your program or organization"),
        help_text=_("Shown beside your marks, so that programs can see who could meet when."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": PROGRAM_LIST}),
    )

    def __init__(self, *args, poll, options, marks=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.date_fields = {}
        for option in options:
            name = f"date_{option.pk}"
            words = option_words(poll, option)
            self.fields[name] = forms.ChoiceField(
                label=words,
                choices=DateAnswer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer for this date.")},
                initial=(marks or {}).get(option.pk),
            )
            self.date_fields[name] = option.pk

    @property
    def marks(self):
        """{number of the date: answer} of a valid form."""
        return {pk: self.cleaned_data[name] for name, pk in self.date_fields.items()}

    @property
    def person(self):
        """What a valid form says about who marks, by field name."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "program_name") if name in self.fields}

    @property
    def reader_sections(self):
        """Fieldsets for the shared form component: the dates first."""
        who = [name for name in ("name", "email", "program_name") if name in self.fields]
        return [
            {"legend": _("Which dates suit you?"), "fields": list(self.date_fields)},
            {"legend": _("Who you are"), "fields": who},
        ]


class MarksForm(AsksAboutAddress, OwnMarksForm):
    """Marking for the first time."""

    email = GuestAddressField(
        label=_("Your e-mail"), help_text=_("Only staff see it. We send you a link to change your marks, and the date.")
    )

    field_order = ["name", "email", "program_name"]
