"""Forms of a pair's beginning: dates for the first meeting, and whether it fits."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.meetings import MOST_DATES
from mentoring_pages.enums import FitAnswer


class DatesForm(forms.Form):
    """Up to three moments, in the site's time, and where."""

    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For instance a site's address. The first meeting is best in person."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = range(1, MOST_DATES + 1)
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
        """A day needs a time and the other way round; each moment is still to come."""
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
            else:
                moment = forms.DateTimeField().clean(f"{day.isoformat()} {time.strftime('%H:%M')}")
                if moment <= timezone.now():
                    self.add_error(f"day_{number}", _("This moment has passed."))
                moments.append(moment)
        cleaned["moments"] = moments
        return cleaned

    def fieldsets(self):
        """For the shared form component."""
        rows = [
            {
                "legend": _("Dates that suit you") if number == 1 else "",
                "help": _("Propose up to three. The other side picks one.") if number == 1 else "",
                "fields": [f"day_{number}", f"time_{number}"],
            }
            for number in self.rows
        ]
        return [*rows, {"fields": ["place"]}]


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
