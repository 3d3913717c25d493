"""Forms of meetings: times to propose, and how to meet. Times are those of the pair's own zone."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.meetings import MOST_TIMES
from mentoring_pages.models import ContactMode
from resources.dates_in_words import zone_in_words

DEFAULT_MINUTES = 60
LENGTHS = (15, 30, 45, 60, 90, 120, 180)


class HowForm(forms.Form):
    """How, where and how long. `given` is what stands there now, a row with these fields, or None."""

    mode = forms.ModelChoiceField(
        label=gettext_lazy("How"),
        queryset=ContactMode.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "p-picks"}),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long"), coerce=int, widget=forms.RadioSelect(attrs={"class": "p-picks"})
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For a meeting in person, for instance a site's address."),
    )
    join_url = forms.URLField(
        label=gettext_lazy("Link to join"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("For a call online. Only the two of you get it, in your mails and own calendars."),
    )

    def __init__(self, *args, given=None, **kwargs):
        initial = {"minutes": DEFAULT_MINUTES}
        if given is not None:
            initial |= {
                "mode": given.mode_id,
                "minutes": given.minutes,
                "place": given.place,
                "join_url": given.join_url,
            }
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        kept = Q(pk=given.mode_id) if given is not None and given.mode_id else Q()
        self.fields["mode"].queryset = ContactMode.objects.filter(
            Q(is_active=True) | kept if kept else Q(is_active=True)
        )
        lengths = sorted({*LENGTHS, initial["minutes"]})
        self.fields["minutes"].choices = [(each, _("%(number)d min") % {"number": each}) for each in lengths]

    def how(self):
        """What was typed, as `actions.meetings` takes it; once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("mode", "minutes", "place", "join_url")}


class TimesForm(HowForm):
    """Up to three moments in the pair's zone, and how to meet."""

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.rows = range(1, MOST_TIMES + 1)
        for number in self.rows:
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("Day %(number)s") % {"number": number},
                required=number == 1,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"time_{number}"] = forms.TimeField(
                label=_("Begins at"),
                required=number == 1,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )

    def clean(self):
        """A day needs a time and the other way round; each moment exists once in the zone and is still to come."""
        cleaned = super().clean()
        moments = []
        for number in self.rows:
            day, time = cleaned.get(f"day_{number}"), cleaned.get(f"time_{number}")
            if f"day_{number}" in self.errors or f"time_{number}" in self.errors or not (day or time):
                continue
            if day is None:
                self.add_error(f"day_{number}", _("Choose the day too."))
            elif time is None:
                self.add_error(f"time_{number}", _("Choose the time too."))
            elif (moment := self._moment(number, day, time)) is not None:
                if moment <= timezone.now():
                    self.add_error(f"day_{number}", _("This moment has passed."))
                moments.append(moment)
        cleaned["moments"] = moments
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        zone = zone_in_words(timezone.now(), self.zone)
        rows = [
            {
                "legend": _("Times that suit you") if number == 1 else "",
                "help": _("Propose up to three, in %(zone)s time. The other side takes one.") % {"zone": zone}
                if number == 1
                else "",
                "fields": [f"day_{number}", f"time_{number}"],
            }
            for number in self.rows
        ]
        return [*rows, {"fields": ["mode", "minutes", "place", "join_url"]}]

    def _moment(self, number, day, time):
        """The aware moment; None with an error at the field for one that the change of clocks leaves out or repeats."""
        with timezone.override(self.zone):
            try:
                return forms.DateTimeField().clean(f"{day.isoformat()} {time.strftime('%H:%M')}")
            except (forms.ValidationError, OverflowError):
                self.add_error(
                    f"time_{number}",
                    _("On this day the clocks change, and this time is left out or comes twice. Choose another one."),
                )
                return None
