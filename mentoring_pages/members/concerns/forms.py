"""Forms of concerns: the concern, the code, and a word more. None asks who somebody is."""

import secrets

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.members.confidential_widgets import ConfidentialHidden, ConfidentialInput, ConfidentialTextarea
from resources.library.forms import TrappedForm
from resources.signed_time import StampedForm

LONGEST = 20_000


def new_mark():
    """128 random bits that a form carries, so that it counts once."""
    return secrets.token_urlsafe(16)


class ConcernForm(StampedForm, TrappedForm):
    """What happened; about whom and how to answer, if one likes. `pairs` are the signed-in person's own."""

    mark = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=new_mark)
    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("As much or as little as you like. You can add to it later with the code you get."),
        max_length=LONGEST,
        widget=ConfidentialTextarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Write in a few words what happened.")},
    )
    pair = forms.ChoiceField(
        label=gettext_lazy("Is it about a pair of yours?"), required=False, widget=forms.RadioSelect
    )
    about = forms.CharField(
        label=gettext_lazy("Which program or pair is it about?"),
        help_text=gettext_lazy("If you name it, nobody who works there, or did, will see what you write."),
        widget=ConfidentialInput,
        max_length=300,
        required=False,
    )
    reach = forms.CharField(
        label=gettext_lazy("How may we reach you?"),
        help_text=gettext_lazy(
            "A telephone number or an address, and when. Leave it empty to stay unknown: then we answer on the page "
            "that your code opens."
        ),
        widget=ConfidentialInput,
        max_length=300,
        required=False,
    )

    field_order = ["text", "pair", "about", "reach"]

    def __init__(self, *args, pairs=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.pairs = {str(pair.code): pair for pair in pairs}
        if self.pairs:
            choices = [
                (code, _("%(mentor)s + %(mentee)s, %(cycle)s") % _names(pair)) for code, pair in self.pairs.items()
            ]
            self.fields["pair"].choices = [*choices, ("", _("No, or I would rather not say"))]
        else:
            del self.fields["pair"]

    def fieldsets(self):
        """For the shared form component; the trap is in none of them."""
        fields = ["text", *(["pair"] if self.pairs else []), "about", "reach"]
        return [{"fields": fields}]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.check_stamp()
        return cleaned

    def concern_values(self):
        """For `receive_concern`."""
        typed = self.cleaned_data
        return {
            "form_id": typed["mark"],
            "text": typed["text"],
            "about": typed["about"],
            "reach": typed["reach"],
            "pair": self.pairs.get(typed.get("pair", "")),
        }


class CodeForm(forms.Form):
    """The code that was shown once."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=80,
        widget=ConfidentialInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=gettext_lazy("Six groups of letters and digits. Dashes, spaces and small letters do not matter."),
        error_messages={"required": gettext_lazy("Type the code that you were shown.")},
    )


class MessageForm(forms.Form):
    """A word more from the sender; the code goes along, so that no address holds it."""

    code = forms.CharField(max_length=80, widget=ConfidentialHidden)
    mark = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=new_mark)
    text = forms.CharField(
        label=gettext_lazy("Write to the coordinators"),
        max_length=LONGEST,
        widget=ConfidentialTextarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write something first.")},
    )


def _names(pair):
    return {"mentor": pair.mentor, "mentee": pair.mentee, "cycle": pair.cycle}
