"""The form of one contact."""

import uuid

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import Contact, ContactKind, ContactMode, Goal
from resources.dates_in_words import short_date
from resources.models import Topic

MINUTES = (15, 30, 45, 60)
MADE, ATTEMPTED = "made", "attempted"


class ContactForm(forms.Form):
    """A contact as typed. `pair` sets the earliest day; `contact` is the one to change, None for a new one.

    A new one begins as `user` logged the last. Today is that of the pair's zone.
    """

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
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics of your plan"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "p-picks"}),
    )
    note = forms.CharField(
        label=_("About"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words, for instance what you talked about. What it meant to you belongs in your journal."),
    )

    def __init__(self, *args, pair, contact=None, user=None, **kwargs):
        self.today = timezone.localdate(timezone=pair.cycle.zone)
        initial = {"code": uuid.uuid4(), "happened_on": self.today, "was_made": MADE, "minutes": ""}
        if user and not contact:
            initial |= _as_last_time(pair, user)
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
                "topics": [topic.pk for topic in contact.topics.all()],
            }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.earliest = pair.started_on
        self._offer_topics(pair, contact)
        for name, model in (("mode", ContactMode), ("kind", ContactKind)):
            kept = Q(pk=getattr(contact, f"{name}_id")) if contact else Q()
            self.fields[name].queryset = model.objects.filter(Q(is_active=True) | kept if kept else Q(is_active=True))
        self.fields["happened_on"].widget.attrs |= {
            "min": self.earliest.isoformat(),
            "max": self.today.isoformat(),
        }

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Log the contact once it has happened."))
        if day < self.earliest:
            raise forms.ValidationError(
                _("Your pair began on %(day)s. Choose that day or a later one.") % {"day": short_date(self.earliest)}
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
            "topics": list(typed.get("topics", ())),
        }

    def _offer_topics(self, pair, contact):
        """Those of the plan's goals, and those that the contact has; none: no field."""
        wanted = Q(pk__in=Goal.objects.filter(plan__pair=pair).exclude(topic=None).values("topic"))
        if contact:
            wanted |= Q(pk__in=[topic.pk for topic in contact.topics.all()])
        topics = Topic.objects.filter(wanted)
        if topics.exists():
            self.fields["topics"].queryset = topics
        else:
            del self.fields["topics"]


class MistakeForm(forms.Form):
    """Why a contact is taken out of the count."""

    reason = forms.CharField(
        label=_("What is wrong with it"),
        max_length=300,
        help_text=_("Both sides read it, for instance: this was another week."),
    )


def _as_last_time(pair, user):
    """What the person logged last in this pair: on a phone the next one is then two taps."""
    last = (
        Contact.objects.filter(pair=pair, logged_by=user, mode__is_active=True, kind__is_active=True)
        .order_by("-created_at", "-pk")
        .first()
    )
    if last is None:
        return {}
    return {
        "mode": last.mode_id,
        "kind": last.kind_id,
        "minutes": last.minutes if last.minutes in MINUTES else "",
    }
