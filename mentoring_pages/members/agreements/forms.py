"""The form that signs an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """A name, and which text was on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    name = forms.CharField(
        label=_("Type your full name to sign"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name. It stands for your signature.")},
    )
