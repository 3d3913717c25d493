"""The form in which a program offers to host."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.dates_in_words import short_date

_ZIP = re.compile(r"^\d{5}(-\d{4})?$")
ANY_TIME = gettext_lazy("Any gathering of our region")


class _GatheringField(forms.ModelChoiceField):
    def label_from_instance(self, gathering):
        start = timezone.localtime(gathering.starts_at, gathering.zone)
        return _("%(title)s, %(day)s") % {"title": gathering.title, "day": short_date(start)}


class OfferForm(forms.Form):
    """An offer for one gathering or for any. `gatherings`: those of the program's region that look for a host."""

    gathering = _GatheringField(label=gettext_lazy("What you would host"), queryset=None, required=False)
    months = forms.CharField(
        label=gettext_lazy("When it suits you"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For instance: March or April, not on Mondays."),
    )
    venue_name = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=160,
        help_text=gettext_lazy("Your site, or a room you know in the community."),
    )
    city = forms.CharField(
        label=gettext_lazy("City or town"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    zip_code = forms.CharField(
        label=gettext_lazy("ZIP code"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "size": 10}),
    )
    note = forms.CharField(
        label=gettext_lazy("Anything we should know"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For example how many people fit in, parking, or steps at the door."),
    )

    def __init__(self, *args, gatherings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gathering"].queryset = gatherings
        self.fields["gathering"].empty_label = str(ANY_TIME)
        self.fields["gathering"].error_messages["invalid_choice"] = _(
            "This gathering does not look for a host any more. Choose another."
        )

    def clean_zip_code(self):
        value = self.cleaned_data["zip_code"].strip()
        if value and not _ZIP.match(value):
            raise ValidationError(_("Write a ZIP code of five digits, such as 61602."))
        return value

    def clean(self):
        data = super().clean()
        if "gathering" in data and not data["gathering"] and not data.get("months") and "months" not in self.errors:
            self.add_error("months", _("Say when it suits you, or choose a gathering."))
        return data
