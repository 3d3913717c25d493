"""The typed filters of the directory: a ZIP code to be near to, and the age of a child."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendars.nearness import RADII
from events.places import coordinates_of_zip, is_zip

YOUNGEST, OLDEST = 3, 21


class AroundForm(forms.Form):
    """Read from an address, never saved. `place` is where the ZIP code lies, None without one that there is."""

    zip = forms.CharField(
        label=gettext_lazy("Near a ZIP code"),
        required=False,
        # Longer ones are refused by what they say, not by their length.
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "size": 8}),
    )
    miles = forms.TypedChoiceField(label=gettext_lazy("Within"), required=False, coerce=int, empty_value=None)
    age = forms.IntegerField(
        label=gettext_lazy("Serves children aged"),
        required=False,
        widget=forms.NumberInput(attrs={"min": YOUNGEST, "max": OLDEST, "size": 3}),
    )

    def __init__(self, data):
        sent = {name: " ".join(data.get(name, "").replace("\x00", "").split())[:40] for name in self.base_fields}
        super().__init__(sent, auto_id="p-facets-%s", label_suffix="")
        distances = [(miles, _("%(count)s miles") % {"count": miles}) for miles in RADII]
        self.fields["miles"].choices = [("", _("Any distance")), *distances]
        self.place = None

    def clean_zip(self):
        """The ZIP code; sets `place`."""
        zip_code = self.cleaned_data["zip"]
        if zip_code and not is_zip(zip_code):
            raise ValidationError(_("A ZIP code has five digits, such as 61602."))
        self.place = coordinates_of_zip(zip_code) if zip_code else None
        if zip_code and self.place is None:
            raise ValidationError(_("We do not know the ZIP code %(zip)s.") % {"zip": zip_code})
        return zip_code

    def clean_age(self):
        """A child's age in years."""
        age = self.cleaned_data["age"]
        if age is not None and not YOUNGEST <= age <= OLDEST:
            raise ValidationError(
                _("Type an age from %(youngest)s to %(oldest)s.") % {"youngest": YOUNGEST, "oldest": OLDEST}
            )
        return age

    def clean(self):
        """A distance needs somewhere to be measured from."""
        cleaned = super().clean()
        if cleaned.get("miles") and not self.place and "zip" not in self.errors:
            self.add_error("zip", _("Type a ZIP code, so that we know where to measure from."))
        return cleaned
