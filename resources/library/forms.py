"""Forms of a resource's page that anyone may send, without an account and without scripts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.enums import WantedFormat

YES, NO = "yes", "no"


class TrappedForm(forms.Form):
    """Has a field that people do not see. Programs that fill in everything give themselves away."""

    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    required_css_class = "is-required"

    @property
    def is_by_machine(self):
        """Whether the trap was filled in. Ask after `is_valid()`."""
        return bool(self.cleaned_data.get("homepage"))

    @property
    def seen_fields(self):
        """The form without its trap, as one group for the shared form component."""
        return [{"fields": [name for name in self.fields if name != "homepage"]}]


class FormatRequestForm(TrappedForm):
    """In which form somebody needs an item, and where we may answer."""

    wanted = forms.ChoiceField(
        label=_("What do you need?"),
        choices=WantedFormat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need.")},
    )
    details = forms.CharField(
        label=_("Tell us more"),
        help_text=_("For example the language, the size of print, or the pages that you need most."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We answer there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail, so that we can answer.")},
    )

    field_order = ["wanted", "details", "email", "homepage"]


class UsefulForm(TrappedForm):
    """Was it useful? Nothing on the reader."""

    answer = forms.ChoiceField(
        label=_("Was this useful?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    comment = forms.CharField(
        label=_("What should we know?"),
        help_text=_("What helped, or what is missing or wrong. Please write no names and nothing about children."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    field_order = ["answer", "comment", "homepage"]
