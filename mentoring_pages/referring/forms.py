"""The form of people who refer a program, or their own."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.places import is_zip
from mentoring_pages.places import check_zip
from resources.library.forms import TrappedForm
from resources.signed_time import StampedForm

OWN, OTHER = "own", "other"


class ReferralForm(StampedForm, TrappedForm):
    """Which program, whom to write to, and who says so. No account, no puzzle."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Which program is it?"),
        choices=[(OWN, gettext_lazy("The program I work for")), (OTHER, gettext_lazy("Another program that I know"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it is your own program.")},
    )
    program_name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write the name of the program.")},
    )
    place = forms.CharField(label=gettext_lazy("City or ZIP code"), max_length=80, required=False)
    contact_name = forms.CharField(
        label=gettext_lazy("Whom there may we write to?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave it empty if it is you, or if you don't know."),
    )
    contact_email = forms.EmailField(label=gettext_lazy("E-mail of the program"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Why would a mentor help?"),
        help_text=gettext_lazy(
            "Only the coordinators read it. The program says itself what it wants help with. Please write nothing "
            "about children."
        ),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("We thank you with one mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def fieldsets(self):
        """For the shared form component; the trap is in none of them."""
        return [
            {
                "legend": _("The program"),
                "fields": ["whose", "program_name", "place", "contact_name", "contact_email", "why"],
            },
            {"legend": _("You"), "fields": ["name", "email"]},
        ]

    def clean_program_name(self):
        return " ".join(self.cleaned_data["program_name"].split())

    def clean_place(self):
        place = self.cleaned_data["place"].strip()
        return check_zip(place) if is_zip(place) else place

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.check_stamp()
        return cleaned

    def referral_values(self):
        """For `refer_program`. Of one's own program, oneself is whom to write to."""
        values = {name: self.cleaned_data[name] for name in ("program_name", "place", "why", "name", "email")}
        is_own = self.cleaned_data["whose"] == OWN
        return {
            **values,
            "is_own": is_own,
            "contact_name": self.cleaned_data["contact_name"] or (values["name"] if is_own else ""),
            "contact_email": self.cleaned_data["contact_email"] or (values["email"] if is_own else ""),
        }
