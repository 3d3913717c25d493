"""The small forms of the calendar: two days, a ZIP code to be near to, a month. Read from an address, never saved."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.places import coordinates_of_zip, is_zip

from .filters import CalendarQuery
from .nearness import RADII, USUAL_RADIUS


class DatesForm(forms.Form):
    """The two days of the calendar's filter panel, filled with what could be read of the address."""

    from_date = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    to_date = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, query):
        days = {name: getattr(query, name) for name in ("from_date", "to_date")}
        super().__init__(initial={name: day.isoformat() for name, day in days.items() if day})


class NearQuery(CalendarQuery):
    """The calendar's query, with a ZIP code and a number of miles. `place` is None if there is none to be near to."""

    def __init__(self, data, vocabularies):
        super().__init__(data, vocabularies)
        self.zip_code = " ".join(data.get("zip", "").replace("\x00", "").split())[:10]
        self.place = coordinates_of_zip(self.zip_code) if self.zip_code else None
        if self.zip_code and not is_zip(self.zip_code):
            self.notes.append(_("A ZIP code has five digits, such as 61602. Here are all gatherings by date."))
        elif self.zip_code and self.place is None:
            text = _("We do not know the ZIP code %(zip)s. Here are all gatherings by date.")
            self.notes.append(text % {"zip": self.zip_code})
        self.miles = self._radius(data.get("miles", ""))

    def _radius(self, sent):
        if sent in map(str, RADII):
            return int(sent)
        if sent:
            text = _("We cannot search within “%(value)s” miles, so it is %(miles)s.")
            self.notes.append(text % {"value": sent[:20], "miles": USUAL_RADIUS})
        return USUAL_RADIUS

    def query(self, *, leave_out=(), **changes):
        data = super().query(leave_out=leave_out, **changes)
        if self.zip_code and "zip" not in leave_out:
            data["zip"] = self.zip_code
            data["miles"] = str(self.miles)
        return data


class NearForm(forms.Form):
    """Where to look around, filled with what could be read of the address."""

    zip = forms.CharField(
        label=gettext_lazy("ZIP code"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "size": 8}),
    )
    miles = forms.ChoiceField(
        label=gettext_lazy("Within"),
        choices=[(miles, miles) for miles in RADII],
    )

    def __init__(self, query):
        super().__init__(initial={"zip": query.zip_code, "miles": query.miles}, auto_id="near-%s", label_suffix="")
        self.fields["miles"].choices = [(miles, _("%(count)s miles") % {"count": miles}) for miles in RADII]


class MonthForm(forms.Form):
    """Which month to look at. `years` is the first and the last one that can be chosen."""

    month = forms.TypedChoiceField(label=gettext_lazy("Month"), choices=list(MONTHS.items()), coerce=int)

    def __init__(self, data=None, *, years, day=None):
        super().__init__(
            data, initial={"month": day.month, "year": day.year} if day else None, auto_id="jump-%s", label_suffix=""
        )
        first, last = years
        self.fields["year"] = forms.IntegerField(
            label=_("Year"), min_value=first, max_value=last, widget=forms.NumberInput(attrs={"size": 5})
        )
