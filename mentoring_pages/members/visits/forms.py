"""Forms of site visits: the day, how it was held, what one saw, and what one will try."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import VisitPurpose
from mentoring_pages.members.kept_forms import KeptForm
from mentoring_pages.models import ContactMode, VisitObservation
from resources.dates_in_words import short_date

IN_PERSON, REMOTE = "in_person", "remote"
LONGEST_NOTE = 20_000

HINTS = {
    VisitPurpose.ACTIVITIES: gettext_lazy("What were children and staff doing? What did you notice?"),
    VisitPurpose.PRACTICES: gettext_lazy("What works well here, or did you show, that others could use?"),
    VisitPurpose.IMPROVEMENTS: gettext_lazy("What could be better, here or at your own program?"),
    VisitPurpose.STAFF: gettext_lazy("Who did you talk with, and about what?"),
    VisitPurpose.PARTNERS: gettext_lazy("Schools, agencies, families: who works with this program, and how?"),
}


class VisitForm(KeptForm):
    """A day, where, and in which way; `hosts` are the directions that are free, as (side, words); none to change."""

    host = forms.ChoiceField(label=gettext_lazy("Who visits whom?"), widget=forms.RadioSelect)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(
        label=gettext_lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            (IN_PERSON, gettext_lazy("In person, at the site")),
            (REMOTE, gettext_lazy("By video: nobody can travel, so somebody shows the site with a phone")),
        ],
        initial=IN_PERSON,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A visit by video counts as a video call, not as a meeting face to face."),
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For instance the address and which door, or the link of the video call."),
    )

    def __init__(self, *args, hosts=(), visit=None, **kwargs):
        initial = kwargs.pop("initial", {})
        if visit is not None:
            starts_at = timezone.localtime(visit.starts_at)
            initial |= {
                "day": starts_at.date(),
                "time": starts_at.time(),
                "way": REMOTE if visit.is_remote else IN_PERSON,
                "place": visit.place,
            }
        super().__init__(*args, initial=initial, **kwargs)
        if visit is not None:
            del self.fields["host"]
        else:
            self.fields["host"].choices = list(hosts)
        self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean(self):
        """Day and time make the moment, in the site's zone; it is still to come."""
        cleaned = super().clean()
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and time:
            moment = forms.DateTimeField().clean(f"{day.isoformat()} {time.strftime('%H:%M')}")
            if moment <= timezone.now():
                self.add_error("day", _("This moment has passed."))
            cleaned["starts_at"] = moment
        return cleaned

    def values(self):
        """For the actions; once the form is valid."""
        typed = self.cleaned_data
        return {"starts_at": typed["starts_at"], "place": typed["place"].strip(), "is_remote": typed["way"] == REMOTE}


class RecordForm(KeptForm):
    """That it was held, when and how. `visit` fills in what is known."""

    held_on = forms.DateField(
        label=gettext_lazy("Held on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    mode = forms.ModelChoiceField(
        label=gettext_lazy("How"),
        queryset=ContactMode.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "p-picks"}),
        help_text=gettext_lazy("It goes into your log of contacts as this, once."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"), min_value=1, max_value=1_440, required=False
    )

    def __init__(self, *args, visit, **kwargs):
        modes = ContactMode.objects.filter(is_active=True)
        day = min(timezone.localdate(visit.starts_at), timezone.localdate())
        mode = modes.filter(is_face_to_face=not visit.is_remote).order_by("sort_order", "pk")
        # From afar is by video, if there is such a mode.
        first = (mode.filter(slug="video").first() if visit.is_remote else None) or mode.first()
        initial = {"held_on": day, "mode": first.pk if first else None}
        if visit.contact is not None:
            initial = {
                "held_on": visit.held_on,
                "mode": visit.contact.mode_id,
                "minutes": visit.contact.minutes,
            }
            modes = ContactMode.objects.filter(pk=visit.contact.mode_id) | modes
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["mode"].queryset = modes
        self.earliest = min(visit.pair.started_on, visit.pair.cycle.starts_on)
        self.fields["held_on"].widget.attrs |= {
            "min": self.earliest.isoformat(),
            "max": timezone.localdate().isoformat(),
        }

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Say so once the visit has happened."))
        if day < self.earliest:
            raise forms.ValidationError(
                _("The season of your pair began on %(day)s. Choose that day or a later one.")
                % {"day": short_date(self.earliest)}
            )
        return day


class ObservationForm(KeptForm):
    """A field for each purpose of a visit (R17), and whom one met. All may stay empty; it is saved while one types."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, observation=None, **kwargs):
        initial = {name: getattr(observation, name) for name in VisitObservation.TEXTS} if observation else {}
        initial["version"] = observation.version if observation else 0
        super().__init__(*args, initial=initial, **kwargs)
        for name in VisitObservation.TEXTS:
            purpose = VisitPurpose(name) if name in VisitPurpose.values else None
            self.fields[name] = forms.CharField(
                label=purpose.label if purpose else _("People we met"),
                help_text=HINTS[purpose] if purpose else _("Names and what they do, so that you find them again."),
                max_length=LONGEST_NOTE,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def texts(self):
        """{field: text}, for the action; once the form is valid."""
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in VisitObservation.TEXTS}


class IdeaForm(forms.Form):
    """One thing that one's side will try."""

    code = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=gettext_lazy("What will you try?"),
        max_length=300,
        help_text=gettext_lazy("One thing, for instance: hang the coats by the door."),
    )
