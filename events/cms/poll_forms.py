"""What staff fill in to open a date poll: the question and the dates, as the clock shows them at the place (R29)."""

from datetime import UTC, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.polls import MOST_DATES, Proposed
from events.times import end_of_day

EMPTY_ROWS = 5


def wall_time(day, clock, zone):
    """The aware moment of a wall time in `zone`; ValidationError for an hour that a clock change leaves out."""
    moment = datetime.combine(day, clock, zone)
    if moment.astimezone(UTC).astimezone(zone).replace(fold=moment.fold) != moment:
        raise ValidationError(_("The clocks change that day and leave this hour out. Choose another."))
    return moment


class PollForm(forms.Form):
    """The poll's own words."""

    question = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=200,
        help_text=gettext_lazy("Programs read it at the very top."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What programs should know before they answer."),
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Open until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("This day included. Empty: until you decide."),
    )

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.gathering = gathering

    def clean_closes_on(self):
        """Not a day that has passed at the place of the gathering."""
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.now().astimezone(self.gathering.zone).date():
            raise ValidationError(_("This day has passed."))
        return day


class DateForm(forms.Form):
    """One proposed date. An empty row counts for nothing."""

    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=gettext_lazy("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=gettext_lazy("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    last_day = forms.DateField(
        label=gettext_lazy("Last day, if it takes several"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.gathering = gathering
        if gathering.is_all_day:
            del self.fields["starts"], self.fields["ends"]

    def clean(self):
        """The date as a `Proposed` under "proposed"; None for an empty row."""
        data = super().clean()
        data["proposed"] = None
        if self.errors or not any(data.get(name) for name in ("day", "starts", "ends", "last_day")):
            return data
        if not data.get("day"):
            self.add_error("day", _("Choose the day."))
            return data
        if data.get("last_day") and data["last_day"] < data["day"]:
            self.add_error("last_day", _("The last day must not come before the first."))
            return data
        if "starts" in self.fields and not data.get("starts"):
            self.add_error("starts", _("Write when it begins."))
            return data
        data["proposed"] = self._proposed(data)
        return data

    def _proposed(self, data):
        zone, last_day = self.gathering.zone, data.get("last_day") or data["day"]
        if self.gathering.is_all_day:
            return Proposed(datetime.combine(data["day"], time(), zone), end_of_day(last_day, zone))
        starts_at = self._moment("starts", data["day"], data["starts"], zone)
        ends_at = self._moment("ends", last_day, data["ends"], zone) if data.get("ends") else None
        if starts_at is None or (data.get("ends") and ends_at is None):
            return None
        if starts_at <= timezone.now():
            self.add_error("day", _("This date has passed."))
        elif ends_at and ends_at <= starts_at:
            self.add_error("ends", _("The end must come after the start."))
        elif ends_at is None and data.get("last_day"):
            self.add_error("ends", _("Write when it ends on the last day."))
        else:
            return Proposed(starts_at, ends_at)
        return None

    def _moment(self, name, day, clock, zone):
        try:
            return wall_time(day, clock, zone)
        except ValidationError as problem:
            self.add_error(name, problem)
            return None


class DateFormSet(forms.BaseFormSet):
    """The dates of a poll: each once, and in a new poll at least two."""

    def __init__(self, *args, gathering, least=2, **kwargs):
        self.gathering, self.least = gathering, least
        super().__init__(*args, form_kwargs={"gathering": gathering}, **kwargs)

    def clean(self):
        """Said for the whole: too few, or one twice."""
        if any(self.errors):
            return
        starts = [one.starts_at for one in self.proposed]
        if len(set(starts)) < len(starts):
            raise ValidationError(_("One of the dates is there twice."))
        if len(starts) < self.least:
            raise ValidationError(_("Propose at least two dates."))

    @property
    def proposed(self):
        """The `Proposed` of all rows that are filled in."""
        return [form.cleaned_data["proposed"] for form in self.forms if form.cleaned_data.get("proposed")]


DatesFormSet = forms.formset_factory(
    DateForm, formset=DateFormSet, extra=EMPTY_ROWS, max_num=MOST_DATES, absolute_max=MOST_DATES, validate_max=True
)


class DecideForm(forms.Form):
    """What the gathering's page says about its new date."""

    note = forms.CharField(
        label=gettext_lazy("Note on the status"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("Stands at the very top of the gathering's page. Empty: no note."),
    )
