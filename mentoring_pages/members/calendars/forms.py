"""The form of a personal calendar."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import CalendarSubscription


class CalendarForm(forms.ModelForm):
    """For which device, and what stands in it."""

    class Meta:
        model = CalendarSubscription
        fields = ["name", "shows_waiting", "shows_pair"]
        labels = {
            "name": gettext_lazy("Device"),
            "shows_waiting": gettext_lazy("With gatherings for which I am on the waiting list"),
            "shows_pair": gettext_lazy("With due dates of my action plan"),
        }
        help_texts = {"name": gettext_lazy("Such as “Phone” or “Work Outlook”. You see by it who still reads.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Give the device a name."))
        return name
