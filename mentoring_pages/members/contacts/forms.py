"""The form of one contact."""

import uuid

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import ContactKind, ContactMode
from resources.dates_in_words import short_date

MINUTES = (15, 30, 45, 60)
MADE, ATTEMPTED = "made", "attempted"


class ContactForm(forms.Form):
    """A contact as typed. `pair` sets the earliest day; `contact` is the one to change, None for a new one."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    was_made = forms.ChoiceField(
        label=_("Did you reach each other?"),
        choices=[(MADE, _("Yes, we were in touch")), (ATTEMPTED, _("No, one of us tried"))],
        widget=forms.RadioSelect,
        help_text=_("A try is kept in the log and counts for nothing."),
    )
    mode = forms.ModelChoiceField(
        label=_("How"),
        queryset=ContactMode.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "p-picks"}),
    )
    kind = forms.ModelChoiceField(
        label=_("What it was"),
        queryset=ContactKind.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "p-picks"}),
    )
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        choices=[("", _("Not timed")), *((number, _("%(number)d min") % {"number": number}) for number in MINUTES)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "p-picks"}),
    )
    other_minutes = forms.IntegerField(
        label=_("Another length, in minutes"), min_value=1, max_value=1_440, required=False
    )
    note = forms.CharField(
        label=_("About"),
        max_length=300,
        required=False,
        help_text=_("A few words, for instance what you talked about. What it meant to you belongs in your journal."),
    )

    def __init__(self, *args, pair, contact=None, **kwargs):
        initial = {"code": uuid.uuid4(), "happened_on": timezone.localdate(), "was_made": MADE, "minutes": ""}
        if contact:
            quick = contact.minutes is None or contact.minutes in MINUTES
            initial |= {
                "code": contact.code,
                "happened_on": contact.happened_on,
                "was_made": MADE if contact.was_made else ATTEMPTED,
                "mode": contact.mode_id,
                "kind": contact.kind_id,
                "minutes": (contact.minutes or "") if quick else "",
                "other_minutes": None if quick else contact.minutes,
                "note": contact.note,
            }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.earliest = min(pair.started_on, pair.cycle.starts_on)
        for name, model in (("mode", ContactMode), ("kind", ContactKind)):
            kept = Q(pk=getattr(contact, f"{name}_id")) if contact else Q()
            self.fields[name].queryset = model.objects.filter(Q(is_active=True) | kept if kept else Q(is_active=True))
        self.fields["happened_on"].widget.attrs |= {
            "min": self.earliest.isoformat(),
            "max": timezone.localdate().isoformat(),
        }

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Log the contact once it has happened."))
        if day < self.earliest:
            raise forms.ValidationError(
                _("The season of your pair began on %(day)s. Choose that day or a later one.")
                % {"day": short_date(self.earliest)}
            )
        return day

    def contact(self):
        """What was typed, as `actions.contacts` takes it; once the form is valid."""
        typed = self.cleaned_data
        return {
            "happened_on": typed["happened_on"],
            "mode": typed["mode"],
            "kind": typed["kind"],
            "minutes": typed["other_minutes"] or typed["minutes"],
            "was_made": typed["was_made"] == MADE,
            "note": typed["note"],
        }
