"""The form that records a pair's ending."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import ClosureMethod
from mentoring_pages.models import ClosureReason
from resources.dates_in_words import short_date


class ClosureForm(forms.Form):
    """The ending as typed. `pair` sets the earliest day."""

    reason = forms.ModelChoiceField(
        label=_("Reason"), queryset=ClosureReason.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    method = forms.ChoiceField(
        label=_("How the ending was confirmed"), choices=ClosureMethod.choices, widget=forms.RadioSelect
    )
    ended_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    goals_reached = forms.CharField(
        label=_("What you reached together"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Goals of your plan that you reached, and what came of them."),
    )

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.fields["reason"].queryset = ClosureReason.objects.filter(is_active=True)

    def clean_ended_on(self):
        day = self.cleaned_data["ended_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Record the ending on that day or later."))
        if day < self.pair.started_on:
            raise forms.ValidationError(
                _("Your pair began on %(day)s, so it can't end before.") % {"day": short_date(self.pair.started_on)}
            )
        return day
