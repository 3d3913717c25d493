"""The forms of programs and people who come in."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Region
from mentoring_pages.enums import CameBy, MembershipRole, Participation
from mentoring_pages.members.kept_forms import KeptForm
from mentoring_pages.models import FundingSource
from mentoring_pages.places import check_zip, place_of_zip

ROLES = [
    (MembershipRole.DIRECTOR, gettext_lazy("I direct the program")),
    (MembershipRole.STAFF, gettext_lazy("I work there")),
]


def day_field(**kwargs):
    """A date that browsers offer a calendar for."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, required=False, **kwargs)


class EnrolForm(KeptForm):
    """What a coordinator needs to know of a program; the 14 facts come later."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write the name of the program.")},
    )
    zip_code = forms.CharField(
        label=gettext_lazy("ZIP code"),
        max_length=10,
        help_text=gettext_lazy("Where the program runs, or its main site."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the ZIP code of the program.")},
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=gettext_lazy("Take it from the ZIP code"),
    )
    role = forms.ChoiceField(label=gettext_lazy("Your part in it"), choices=ROLES, widget=forms.RadioSelect)
    started_on = day_field(
        label=gettext_lazy("The program started on"),
        help_text=gettext_lazy("If you don't know the day, take the first of the month."),
    )
    director_started_on = day_field(label=gettext_lazy("Its director started on"))
    participation = forms.ChoiceField(
        label=gettext_lazy("Taking part in mentoring is"),
        choices=[
            (Participation.VOLUNTARY, gettext_lazy("Our own wish")),
            (Participation.REQUIRED, gettext_lazy("Required by a funder")),
        ],
        widget=forms.RadioSelect,
    )
    required_by = forms.ModelChoiceField(
        label=gettext_lazy("Which funder requires it?"),
        queryset=FundingSource.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    came_by = forms.ChoiceField(
        label=gettext_lazy("How did you come to us?"),
        choices=[
            (CameBy.SELF, gettext_lazy("We found you ourselves")),
            (CameBy.REFERRED, gettext_lazy("Somebody suggested it")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("What else should we know?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(is_active=True)
        self.fields["required_by"].queryset = FundingSource.objects.filter(is_active=True)
        for name, value in (
            ("role", MembershipRole.DIRECTOR),
            ("participation", Participation.VOLUNTARY),
            ("came_by", CameBy.SELF),
        ):
            self.fields[name].initial = value

    def fieldsets(self):
        """For the shared form component."""
        return [
            {"legend": _("The program"), "fields": ["name", "zip_code", "region", "role"]},
            {
                "legend": _("Since when"),
                "help": _("New programs and new directors are helped first."),
                "fields": ["started_on", "director_started_on"],
            },
            {
                "legend": _("Taking part"),
                "help": _("Both are fine. It changes nothing in how you are helped."),
                "fields": ["participation", "required_by", "came_by", "note"],
            },
        ]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_zip_code(self):
        return check_zip(self.cleaned_data["zip_code"])

    def clean_started_on(self):
        return _past(self.cleaned_data["started_on"])

    def clean_director_started_on(self):
        return _past(self.cleaned_data["director_started_on"])

    def clean(self):
        cleaned = super().clean()
        is_required = cleaned.get("participation") == Participation.REQUIRED
        if is_required and not cleaned.get("required_by") and "required_by" not in self.errors:
            self.add_error("required_by", _("Say which funder requires it."))
        return cleaned

    def enrolment_values(self):
        """What was typed, with city, county and region by the ZIP code; for `Enrolment`."""
        values = dict(self.cleaned_data)
        place = place_of_zip(values["zip_code"])
        return {**values, "city": place.city, "county": place.county, "region": values["region"] or place.region}


class JoinForm(forms.Form):
    """In which program somebody works."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=160,
        help_text=gettext_lazy("As the program itself writes it."),
        error_messages={"required": gettext_lazy("Write the name of the program.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Your part in it"), choices=ROLES, widget=forms.RadioSelect, initial=MembershipRole.STAFF
    )
    message = forms.CharField(
        label=gettext_lazy("A word to the program"),
        max_length=1_000,
        required=False,
        help_text=gettext_lazy("Its directors and the coordinators read it, with your name and e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


def _past(day):
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day
