"""What coordinators fill in for the steps of an application."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.application_stages import MeetingWay, ReviewOutcome
from mentoring_pages.models import TrainingSession


def _text(label, help_text="", *, rows=4, max_length=1_000, required=True):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=max_length,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _day(label):
    return forms.DateField(
        label=label, initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SendBackForm(forms.Form):
    note = _text(_("What to change"), _("The program reads this."))


class WaiveYearsForm(forms.Form):
    reason = _text(_("Why you accept fewer years"), _("Only staff read this."))


class InterviewForm(forms.Form):
    """Date, time and way. The reason to go on without all references is asked for when one is out."""

    at = forms.DateTimeField(
        label=_("Date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    way = forms.ChoiceField(label=_("How"), choices=MeetingWay.choices)
    place = forms.CharField(label=_("Place, number or link"), max_length=300, required=False)
    without_references = _text(
        _("If references are still out: why you go on"), _("Only staff read this."), rows=2, required=False
    )


class InterviewNoteForm(forms.Form):
    held_on = _day(_("Held on"))
    note = _text(_("Notes"), _("Only staff read this."), rows=8, max_length=4_000, required=False)


class TrainingForm(forms.Form):
    """All sessions that the program's people attended."""

    sessions = forms.ModelMultipleChoiceField(
        label=_("Sessions attended"),
        queryset=TrainingSession.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Suitability"), choices=ReviewOutcome.choices)
    note = _text(_("Notes"), _("Only staff read this."), rows=6, max_length=2_000, required=False)


class ApprovalForm(forms.Form):
    reason = _text(_("Reason for the decision"), _("Only staff read this."), required=False)


class DeclineForm(forms.Form):
    reason = _text(_("Reason"), _("Only staff read this."))
    words = _text(
        _("A few kind words to the program"),
        _("They stand below the sentence in the settings, in the mail and on the program's page."),
        required=False,
    )


class RefereeForm(forms.Form):
    """Somebody else to ask."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    relation = forms.CharField(label=_("How they know the program"), max_length=200, required=False)
