"""Forms that guests fill in, without an account and without scripts."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .enums import AttendanceWay, Ride

_ZIP = re.compile(r"^\d{5}(-\d{4})?$")


class GuestForm(forms.Form):
    """What a guest tells us, without the e-mail address, which stays the same once signed up."""

    required_css_class = "is-required"

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    program_name = forms.CharField(
        label=_("Your program or organization"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    way = forms.ChoiceField(label=_("How will you attend?"), widget=forms.RadioSelect)
    ride = forms.ChoiceField(
        label=_("Sharing a ride"),
        choices=[
            (Ride.NONE, _("I do not need or offer a ride")),
            *[(ride.value, ride.label) for ride in list(Ride)[1:]],
        ],
        initial=Ride.NONE,
        required=False,
        widget=forms.RadioSelect,
    )
    ride_zip_code = forms.CharField(
        label=_("ZIP code you start from"),
        help_text=_("Only if you offer or need a ride."),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "size": 10}),
    )
    access_needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("For example step-free access, an interpreter, captions, or food you cannot eat."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        ways = gathering.ways
        self.fields["way"].choices = [(way.value, way.label) for way in ways]
        self.only_way = ways[0] if len(ways) == 1 else None
        if self.only_way:
            del self.fields["way"]
        if AttendanceWay.IN_PERSON not in ways:
            del self.fields["ride"], self.fields["ride_zip_code"]

    def clean_ride_zip_code(self):
        """Five digits, or nothing; other spellings of a ZIP+4 are put right."""
        value = self.cleaned_data["ride_zip_code"].strip()
        if value and not _ZIP.match(value):
            raise ValidationError(_("Write a ZIP code of five digits, such as 61602."))
        return value

    def clean(self):
        """A ride needs a place to start from, and makes no sense for those who attend online."""
        data = super().clean()
        data["way"] = data.get("way") or self.only_way
        data["ride"] = data.get("ride") or Ride.NONE
        if data["way"] == AttendanceWay.ONLINE or data["ride"] == Ride.NONE:
            data["ride"], data["ride_zip_code"] = Ride.NONE, ""
        elif "ride_zip_code" in data and not data["ride_zip_code"]:
            self.add_error("ride_zip_code", _("Write the ZIP code you start from, so that we can match rides."))
        return data

    @property
    def reader_sections(self):
        """Fieldsets in the order of the questions, for the shared form component."""
        who = [name for name in ("name", "email", "program_name") if name in self.fields]
        how = [name for name in ("way", "ride", "ride_zip_code", "access_needs") if name in self.fields]
        return [{"legend": _("About you"), "fields": who}, {"legend": _("Taking part"), "fields": how}]


class RegistrationForm(GuestForm):
    """Signing up for a gathering."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We send your confirmation there, with a link to change or cancel."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    field_order = ["name", "email", "program_name", "way", "ride", "ride_zip_code", "access_needs"]


class DatesForm(forms.Form):
    """The two days of the calendar's filter panel, filled with what could be read of the address."""

    from_date = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    to_date = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, query):
        days = {name: getattr(query, name) for name in ("from_date", "to_date")}
        super().__init__(initial={name: day.isoformat() for name, day in days.items() if day})
