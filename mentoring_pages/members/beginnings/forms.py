"""The form on whether a pair fits."""

from django import forms
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import FitAnswer


class FitForm(forms.Form):
    """One answer, and a word for coordinators if one likes."""

    answer = forms.ChoiceField(label=gettext_lazy("Does it fit?"), choices=FitAnswer.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Anything the coordinators should know"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("You need not give reasons."),
    )
