"""The staff's form of a network's calendar: an address that would never be fetched is refused while it is typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from events.enums import FetchStatus


class NetworkCalendarForm(WagtailAdminModelForm):
    """Looks at the text of a new address alone. What its name leads to is looked at with every fetch."""

    # Not a URLField: calendar programs offer addresses that begin with "webcal:", and people leave "https://" out.
    url = forms.CharField(
        label=_("Address of the calendar"),
        max_length=500,
        help_text=_("It ends in .ics. Google and Outlook call it the public address in iCal format."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def clean_url(self):
        from resources.outgoing.addresses import AddressRefused, checked_for_staff

        url = self.cleaned_data["url"]
        if url == self.instance.url:
            return url
        try:
            return checked_for_staff(url)
        except AddressRefused as refusal:
            raise ValidationError(refusal.message) from refusal

    def save(self, commit=True):
        """A new address has nothing to do with what the old one said: it is fetched whole, and soon."""
        if "url" in self.changed_data and self.instance.pk:
            calendar = self.instance
            calendar.etag = calendar.last_modified = calendar.problem = ""
            calendar.status, calendar.failures_count, calendar.tried_at = FetchStatus.NEVER, 0, None
        return super().save(commit=commit)
