"""Forms of an ending: proposing or recording it, answering, going on, and the thanks afterwards."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.actions.endings import LONGEST_ANSWER, check_extension
from mentoring_pages.actions.pairs import check_last_day
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import ClosureMethod
from mentoring_pages.members.kept_forms import KeptForm
from mentoring_pages.models import ClosureReason


def _day_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ClosureForm(KeptForm):
    """The ending as typed. `pair` sets the earliest day."""

    reason = forms.ModelChoiceField(
        label=_("Reason"), queryset=ClosureReason.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    method = forms.ChoiceField(
        label=_("How the ending is confirmed"), choices=ClosureMethod.choices, widget=forms.RadioSelect
    )
    ended_on = forms.DateField(label=_("Last day"), widget=_day_input(), initial=timezone.localdate)
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
        self.fields["ended_on"].widget.attrs |= {
            "min": pair.started_on.isoformat(),
            "max": timezone.localdate().isoformat(),
        }

    def clean_ended_on(self):
        day = self.cleaned_data["ended_on"]
        _as_errors(check_last_day, self.pair, day)
        return day


class ExtensionForm(KeptForm):
    """Until when to go on, and a word why."""

    last_day = forms.DateField(label=_("Go on until"), widget=_day_input())
    note = forms.CharField(
        label=_("What you would still like to do"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        _as_errors(check_extension, self.pair, day)
        return day


class NotYetForm(KeptForm):
    """The sentence with which a side says "not yet"."""

    proposal = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Not yet, because"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a sentence, so that they know why.")},
    )


class ThanksForm(KeptForm):
    """A few words to the mentor."""

    thanks = forms.CharField(
        label=_("Your words to the mentor"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What did they do that helped? Leave it empty to take back what you wrote."),
    )
    is_public = forms.BooleanField(
        label=_("These words may stand on the mentor's public page"),
        required=False,
        help_text=_(
            "Only if both programs also agree that the page counts your work together. You can take it back at any "
            "time."
        ),
    )


class MentorConsentForm(KeptForm):
    """What the mentor allows."""

    agrees = forms.BooleanField(
        label=_("Count this work together on our public page"),
        required=False,
        help_text=_("Your page then says how many programs you mentored, and since when."),
    )


class MenteeConsentForm(KeptForm):
    """What the mentee allows."""

    agrees = forms.BooleanField(
        label=_("The mentor's public page may count our work together"),
        required=False,
        help_text=_("As one of a number, such as “Mentored 3 programs since 2024”."),
    )
    shows_mentee = forms.BooleanField(
        label=_("It may name our program"),
        required=False,
        help_text=_("Without this your name is nowhere to be seen."),
    )


def _as_errors(check, pair, day):
    try:
        check(pair, day)
    except TransitionError as refusal:
        raise forms.ValidationError(refusal.message) from refusal
