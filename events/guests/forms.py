"""Forms that guests fill in, without an account and without scripts. R21, R28."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from events.enums import AttendanceWay, Ride
from events.places import is_zip

from .mistyped import better_address
from .questions import question_fields, take_answers

_WEB_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
# `list` of the program's field; the template prints the <datalist> of this id.
PROGRAM_LIST = "program-names"


def validate_guest_address(value):
    """As Django does, and with a sentence of its own for "name@school"."""
    name, _at, domain = value.rpartition("@")
    if name and domain and "." not in domain:
        raise ValidationError(
            _("This address is not complete: after “@%(domain)s” there is an ending missing, such as “.org”.")
            % {"domain": domain}
        )
    validate_email(value)


class GuestNameField(forms.CharField):
    """A person's name. It stands in mails to addresses that anyone may type, so it has no link and no line break."""

    def __init__(self, **kwargs):
        super().__init__(max_length=120, **kwargs)

    def clean(self, value):
        """Spaces put right; ValidationError for a web address."""
        value = " ".join(super().clean(value).split())
        if _WEB_ADDRESS.search(value):
            raise ValidationError(_("Write a name here, without a web address."))
        return value


class GuestAddressField(forms.CharField):
    """An e-mail address to which a link goes that nobody else may have."""

    default_validators = [validate_guest_address]

    def __init__(self, **kwargs):
        super().__init__(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}), **kwargs)


class AsksAboutAddress(forms.Form):
    """Asks once about an address that looks mistyped; sent again as it is, it counts. Works without scripts."""

    # The address that was asked about, so that the form knows its answer.
    email_asked = forms.CharField(required=False, max_length=254, widget=forms.HiddenInput)

    def clean_email(self):
        """The address; ValidationError with what was probably meant, the first time."""
        email = self.cleaned_data["email"]
        better = better_address(email)
        if better and self.data.get(self.add_prefix("email_asked")) != email:
            self.data = self.data.copy()
            self.data[self.add_prefix("email_asked")] = email
            raise ValidationError(
                _("Did you mean %(better)s? If %(email)s is right, send the form again as it is.")
                % {"better": better, "email": email}
            )
        return email

    def clean(self):
        """What was asked is no answer of the guest's."""
        data = super().clean()
        data.pop("email_asked", None)
        return data


class GuestForm(forms.Form):
    """What a guest tells us, without the e-mail address, which stays the same once signed up.

    `questions` are the gathering's own; their answers come out as `cleaned_data["answers"]`.
    """

    required_css_class = "is-required"

    name = GuestNameField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    program_name = forms.CharField(
        label=_("Your program or organization"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": PROGRAM_LIST}),
    )
    way = forms.ChoiceField(label=_("How will you attend?"), widget=forms.RadioSelect)
    ride = forms.ChoiceField(
        label=_("Sharing a ride"),
        help_text=_(
            "We ask people who start near each other whether they want to go together. Names and addresses are passed "
            "on only once both say yes."
        ),
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
    ride_seats = forms.IntegerField(
        label=_("Free seats in your car"),
        help_text=_("Only if you offer a ride. Without a number we count on one."),
        min_value=1,
        max_value=20,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    access_needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("For example step-free access, an interpreter, captions, or food you cannot eat."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    RIDE_FIELDS = ("ride", "ride_zip_code", "ride_seats")

    def __init__(self, *args, gathering, questions=(), answers=None, **kwargs):
        super().__init__(*args, **kwargs)
        ways = gathering.ways
        self.earlier_answers = answers
        self.fields["way"].choices = [(way.value, way.label) for way in ways]
        self.only_way = ways[0] if len(ways) == 1 else None
        if self.only_way:
            del self.fields["way"]
        if AttendanceWay.IN_PERSON not in ways:
            for name in self.RIDE_FIELDS:
                del self.fields[name]
        self.question_names = list(added := question_fields(questions))
        self.fields.update(added)

    def clean_ride_zip_code(self):
        """Five digits, or nothing."""
        value = self.cleaned_data["ride_zip_code"].strip()
        if value and not is_zip(value):
            raise ValidationError(_("Write a ZIP code of five digits, such as 61602."))
        return value

    def clean(self):
        """A ride needs a place to start from, and makes no sense for those who attend online."""
        data = super().clean()
        data["way"] = data.get("way") or self.only_way
        data["ride"] = data.get("ride") or Ride.NONE
        if data["way"] == AttendanceWay.ONLINE or data["ride"] == Ride.NONE:
            data["ride"], data["ride_zip_code"], data["ride_seats"] = Ride.NONE, "", None
        elif "ride_zip_code" in data and not data["ride_zip_code"]:
            self.add_error("ride_zip_code", _("Write the ZIP code you start from, so that we can match rides."))
        if data["ride"] == Ride.NEEDED:
            data["ride_seats"] = None
        data["answers"] = take_answers(data, self.earlier_answers)
        return data

    @property
    def reader_sections(self):
        """Fieldsets in the order of the questions, for the shared form component."""
        who = [name for name in ("name", "email", "program_name") if name in self.fields]
        how = [name for name in ("way", *self.RIDE_FIELDS, "access_needs") if name in self.fields]
        sections = [{"legend": _("About you"), "fields": who}, {"legend": _("Taking part"), "fields": how}]
        if self.question_names:
            sections.append({"legend": _("Questions for this gathering"), "fields": self.question_names})
        return sections


class RegistrationForm(AsksAboutAddress, GuestForm):
    """Signing up for a gathering."""

    email = GuestAddressField(
        label=_("Your e-mail"), help_text=_("We send your confirmation there, with a link to change or cancel.")
    )

    field_order = ["name", "email", "program_name", "way", *GuestForm.RIDE_FIELDS, "access_needs"]


class TransferForm(AsksAboutAddress):
    """To whom a guest hands on their place."""

    required_css_class = "is-required"

    name = GuestNameField(label=_("Name of the person who comes instead"))
    email = GuestAddressField(label=_("Their e-mail"), help_text=_("They get a mail with a link of their own."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It is somebody else's address: browsers should not fill in the guest's own.
        self.fields["email"].widget.attrs["autocomplete"] = "off"
