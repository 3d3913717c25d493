"""Forms of calendars, which work without scripts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DatesForm(forms.Form):
    """The two days of the calendar's filter panel, filled with what could be read of the address."""

    from_date = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    to_date = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, query):
        days = {name: getattr(query, name) for name in ("from_date", "to_date")}
        super().__init__(initial={name: day.isoformat() for name, day in days.items() if day})
